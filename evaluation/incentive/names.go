package incentive

import (
	"github.com/countyeval/countyeval/evaluation/incentive/fill"
	"github.com/countyeval/countyeval/indicators/basis"
)

// TrancheName is the name of a tranche in a language. Articles, ledger and
// certificate have the English one.
func (a *Allocation) TrancheName(tranche string, lang basis.Language) (string, error) {
	t, err := speakerOf(lang)
	if err != nil {
		return "", err
	}
	return t.trancheOf(a, tranche), nil
}

// BoundName is the name in a language of what bounds a share ([Award].Bound): cap,
// floor, half of the claim, or the ceiling of that name.
func (a *Allocation) BoundName(bound string, lang basis.Language) (string, error) {
	t, err := speakerOf(lang)
	if err != nil {
		return "", err
	}
	return t.bound(a, bound), nil
}

// bound is the word for a bound.
func (t speaker) bound(a *Allocation, b string) string {
	switch b {
	case fill.BoundCap:
		return t.text("cap")
	case fill.BoundFloor:
		return t.text("floor")
	case fill.BoundHalf:
		return t.text("half of the claim")
	}
	return t.ceilingOf(a, b)
}
