package data

import "github.com/countyeval/countyeval/weights"

// The weightings that -weights offers.
const (
	ByDeclared = "declared"
	ByEqual    = "equal"
	ByEntropy  = "entropy"
	ByMix      = "mix"
)

// SchemeNames lists them in the order of the help text.
func SchemeNames() []string { return []string{ByDeclared, ByEqual, ByEntropy, ByMix} }

// SchemeOf returns the scheme of that name. Every scheme weighs the children of
// each node among themselves; the mix is half declared and half entropy.
func SchemeOf(name string) weights.Scheme {
	switch name {
	case ByEqual:
		return weights.Equal{}
	case ByEntropy:
		return weights.Entropy{}
	case ByMix:
		return weights.Mix{Parts: []weights.Part{
			{Scheme: weights.Declared{}, Share: 0.5},
			{Scheme: weights.Entropy{}, Share: 0.5},
		}}
	}
	return weights.Declared{}
}
