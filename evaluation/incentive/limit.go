package incentive

import (
	"math/big"
	"slices"

	"github.com/countyeval/countyeval/evaluation/incentive/fill"
	"github.com/countyeval/countyeval/indicators/basis"
)

// CapAt says how much each county may have at most: a request, headroom. Of
// several caps the lowest holds. Requests are caps and never weights: a weight
// would pay for exaggeration. Every county that is in needs a figure; fill.NoCap says
// that it has none, so that nothing is unlimited in silence.
//
// A cap that is no multiple of the pool's lot is cut down to one, and the ledger
// says so.
type CapAt struct {
	Name string `json:"name"`
	Per  Per    `json:"per"`
}

var _ Clause = CapAt{}

// Edit lowers the caps.
func (c CapAt) Edit(s *Sheet) error {
	return lookUp(s, c.Name, c.Per, func(i int, a Amount) error {
		if a < 0 {
			return basis.Errorf("%w: cap %s is negative", fill.ErrLimits, s.Pool.Measure.Format(a))
		}
		s.Limit(i, a)
		return nil
	})
}

// String gives "cap: request".
func (c CapAt) String() string { return quote("cap", c.Name) }

// Chinese gives "上限：request" with the name as it is.
func (c CapAt) Chinese() string { return quoteZH("上限", c.Name) }

// FloorAt says how much each county has at least. Of several floors the highest
// holds. Every county that is in needs a figure; 0 says that it has none. Floors
// that cannot all be met are a [*fill.FloorsError].
//
// A floor that is no multiple of the pool's lot is raised to one, and the ledger
// says so.
type FloorAt struct {
	Name string `json:"name"`
	Per  Per    `json:"per"`
}

var _ Clause = FloorAt{}

// Edit lifts the floors.
func (c FloorAt) Edit(s *Sheet) error {
	return lookUp(s, c.Name, c.Per, func(i int, a Amount) error {
		if a < 0 || a == fill.NoCap {
			return basis.Errorf("%w: floor is negative or unlimited", fill.ErrLimits)
		}
		s.Raise(i, a)
		return nil
	})
}

// String gives "floor: hold harmless".
func (c FloorAt) String() string { return quote("floor", c.Name) }

// Chinese gives "保底：hold harmless" with the name as it is.
func (c FloorAt) Chinese() string { return quoteZH("保底", c.Name) }

// Claim makes an amount both the weight and the cap of a county: a prize or a
// promise, paid in full if the pool allows, and cut by one percentage for all if
// not. The weight multiplies with that of other clauses. Every county that is in
// needs a claim, which may be 0.
type Claim struct {
	Name string `json:"name"`
	Per  Per    `json:"per"`
}

var _ Clause = Claim{}

// Edit multiplies the weights and lowers the caps.
func (c Claim) Edit(s *Sheet) error {
	return lookUp(s, c.Name, c.Per, func(i int, a Amount) error {
		if a < 0 || a == fill.NoCap {
			return basis.Errorf("%w: claim is negative or unlimited", fill.ErrLimits)
		}
		s.Scale(i, new(big.Rat).SetInt64(int64(a)))
		s.Limit(i, a)
		return nil
	})
}

// String gives "claim: revitalized stock".
func (c Claim) String() string { return quote("claim", c.Name) }

// Chinese gives "按应奖数计份并以其为上限：revitalized stock" with the name as it is.
func (c Claim) Chinese() string { return quoteZH("按应奖数计份并以其为上限", c.Name) }

// Under puts counties under a common ceiling: a basin, a city, a region. Members
// must be in the ranking; one that is out may be a member and gets nothing.
// Ceilings that are nested in each other or apart keep every promise of the fill;
// crossing ones can leave part of the pool undivided, and the allocation warns of
// them.
type Under struct {
	Ceiling fill.Ceiling `json:"ceiling"`
}

var _ Clause = Under{}

// Edit adds the ceiling; the plan checks it.
func (c Under) Edit(s *Sheet) error {
	c.Ceiling.Members = slices.Clone(c.Ceiling.Members)
	s.Ceilings = append(s.Ceilings, c.Ceiling)
	return nil
}

// String gives "ceiling: Huai".
func (c Under) String() string { return quote("ceiling", c.Ceiling.Name) }

// Chinese gives "合计上限：Huai" with the name as it is.
func (c Under) Chinese() string { return quoteZH("合计上限", c.Ceiling.Name) }

// quoteZH is quote with Chinese punctuation.
func quoteZH(prefix, name string) string {
	if name == "" {
		return prefix
	}
	return prefix + "：" + name
}
