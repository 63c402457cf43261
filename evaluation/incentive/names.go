package incentive

import "github.com/countyeval/countyeval/evaluation/incentive/fill"

// TrancheName is the name of a tranche in "en" or "zh". Articles, ledger and
// certificate have the English one.
func (a *Allocation) TrancheName(tranche, lang string) (string, error) {
	t, err := wordsOf(lang)
	if err != nil {
		return "", err
	}
	return t.trancheOf(a, tranche), nil
}

// BoundName is the name in "en" or "zh" of what bounds a share ([Award].Bound): cap,
// floor, or the ceiling of that name.
func (a *Allocation) BoundName(bound, lang string) (string, error) {
	t, err := wordsOf(lang)
	if err != nil {
		return "", err
	}
	return t.bound(a, bound), nil
}

// bound is the word for a bound.
func (t words) bound(a *Allocation, b string) string {
	switch b {
	case fill.BoundCap:
		return t.cap
	case fill.BoundFloor:
		return t.floor
	}
	return t.ceilingOf(a, b)
}
