package weights

import (
	"math"

	"github.com/countyeval/countyeval/indicators/basis"
)

// Equal gives every sibling the same weight, 1/k.
//
// It is equal at each level: the children of one indicator count the same among
// themselves. That is not the same as equal leaves. In a tree with two
// dimensions, one of 2 and one of 8 indicators, Equal gives each dimension 1/2,
// hence an indicator of the first 1/4 of the root and one of the second 1/16. For
// equal leaves weigh the measured indicators as one flat group.
type Equal struct{}

var _ Scheme = Equal{}

// Weigh writes 1 for each sibling. It looks at nothing else of the group.
func (Equal) Weigh(dst []float64, _ Group) error {
	for j := range dst {
		dst[j] = 1
	}
	return nil
}

// Declared gives every sibling the importance that the framework declares for
// it, on any scale. It is what a nil Scheme stands for.
//
// If the group's Declared is nil or zero for all siblings, none was declared, and
// the siblings count the same, as under [Equal]. If it is zero for some, these
// get weight 0, which counts as absent: an evaluation demands nothing of them
// ([IsGiven]). A number of declarations other than k,
// and every one that is negative or not finite, are errors that wrap
// [basis.ErrWeights].
type Declared struct{}

var _ Scheme = Declared{}

// Weigh writes the declared importance of each sibling.
func (Declared) Weigh(dst []float64, g Group) error {
	if len(g.Declared) == 0 {
		return Equal{}.Weigh(dst, g)
	}
	if len(g.Declared) != len(g.Codes) {
		return basis.Errorf("%w: %d declared for %d siblings", basis.ErrWeights, len(g.Declared), len(g.Codes))
	}
	var errs []error
	none := true
	for j, w := range g.Declared {
		if err := checkWeight(g.Codes[j], w); err != nil {
			errs = append(errs, err)
		}
		if w != 0 {
			none = false
		}
		dst[j] = w
	}
	if none {
		return Equal{}.Weigh(dst, g)
	}
	return basis.JoinErrors(errs...)
}

// checkWeight refuses a weight that is negative or not finite, of a code or of what a
// [basis.Text] says.
func checkWeight[T any](of T, w float64) error {
	if math.IsNaN(w) || math.IsInf(w, 0) || w < 0 {
		return basis.Errorf("%w: %v has %v, not a finite number of at least 0", basis.ErrWeights, of, w)
	}
	return nil
}

// Fixed gives every sibling the importance that stands under its code, on any
// scale that is the same for all siblings of a group. One map serves a whole
// tree: it is asked group by group, so that it may hold codes of other groups.
//
// A sibling without an entry is an error that wraps [basis.ErrWeights]; so is an entry
// that is negative or not finite. A code that the framework does not have is refused by
// the model that weighs ([basis.Naming]). All of a group are reported at once. An entry of 0 is a weight of 0.
type Fixed map[string]float64

// NamesWhat says for [basis.DecodeNames] that codes of siblings are named.
func (Fixed) NamesWhat() string { return "node" }

var _ Scheme = Fixed(nil)

// Weigh writes the entry of each sibling.
func (f Fixed) Weigh(dst []float64, g Group) error {
	var errs []error
	for j, code := range g.Codes {
		w, ok := f[code]
		if !ok {
			errs = append(errs, basis.Errorf("%w: none is given for %s", basis.ErrWeights, code))
			continue
		}
		if err := checkWeight(code, w); err != nil {
			errs = append(errs, err)
		}
		dst[j] = w
	}
	return basis.JoinErrors(errs...)
}
