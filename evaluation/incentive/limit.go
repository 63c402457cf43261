package incentive

import (
	"math/big"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive/fill"
	"github.com/countyeval/countyeval/indicators/basis"
)

// CapAt says how much each county may have at most: a request, headroom, so much for
// each enterprise. Of several caps the lowest holds. Requests are caps and never
// weights: a weight would pay for exaggeration.
//
// The cap is the county's figure in the list Figure times Rate (0 means 1), rounded
// down to the smallest unit; or Each, one limit for every county. Every county that is
// in needs a figure; the word none ([None]) says that it has no limit, so that nothing
// is silently unlimited.
//
// A cap that is no multiple of the pool's lot is cut down to one, and the ledger
// says so.
type CapAt struct {
	Name   string   `json:"name,omitzero"` // all that the article says of the limit: "4 mu for each enterprise"; "": figure and rate, or the amount
	NameZH string   `json:"name_zh,omitzero"`
	Figure string   `json:"figure,omitzero" names:"figure"`
	Rate   float64  `json:"rate,omitzero"`
	Each   *float64 `json:"each,omitzero"` // in the unit of the measure, instead of a figure
}

var _ Clause = CapAt{}

// Edit lowers the caps.
func (c CapAt) Edit(s *Sheet) error {
	return s.limits(c.Figure, c.Rate, c.Each, false, func(i int, a Amount) error {
		s.Limit(i, a)
		return nil
	})
}

// limits calls edit with the limit of each line: its figure times the rate, or one for
// all.
func (s *Sheet) limits(figure string, rate float64, one *float64, up bool, edit func(i int, a Amount) error) error {
	switch {
	case one == nil:
		return s.Amounts(figure, rate, up, edit)
	case figure != "" || rate != 0:
		return basis.Errorf("%w: a limit is either a figure or the same for each", fill.ErrLimits)
	}
	a, err := s.amount(*one)
	if err != nil {
		return err
	}
	return s.Each(func(i int) error { return edit(i, a) })
}

// String gives "cap: request", or without a name "cap: 4 x enterprises".
func (c CapAt) String() string { return c.Text().String() }

// Text gives the same in words, 上限：request with the name as it is.
func (c CapAt) Text() basis.Text { return c.text(unlisted) }

func (c CapAt) text(zh lister) basis.Text {
	of := measured(c.Name, c.NameZH, c.Figure, c.Rate, c.Each, zh)
	if of.IsZero() {
		return basis.Textf("cap")
	}
	return basis.Textf("cap: %v", of)
}

// FloorAt says how much each county has at least. Of several floors the highest
// holds. The floor is the county's figure times Rate, rounded up to the smallest unit,
// or Each; see [CapAt]. Every county that is in needs a figure; 0 says that it has no
// floor. Floors that cannot all be met are a [*fill.FloorsError].
//
// A floor that is no multiple of the pool's lot is raised to one, and the ledger
// says so.
type FloorAt struct {
	Name   string   `json:"name,omitzero"`
	NameZH string   `json:"name_zh,omitzero"`
	Figure string   `json:"figure,omitzero" names:"figure"`
	Rate   float64  `json:"rate,omitzero"`
	Each   *float64 `json:"each,omitzero"`
}

var _ Clause = FloorAt{}

// Edit lifts the floors.
func (c FloorAt) Edit(s *Sheet) error {
	return s.limits(c.Figure, c.Rate, c.Each, true, func(i int, a Amount) error {
		s.Raise(i, a)
		return nil
	})
}

// String gives "floor: hold harmless".
func (c FloorAt) String() string { return c.Text().String() }

// Text gives the same in words, 保底：hold harmless with the name as it is.
func (c FloorAt) Text() basis.Text { return c.text(unlisted) }

func (c FloorAt) text(zh lister) basis.Text {
	of := measured(c.Name, c.NameZH, c.Figure, c.Rate, c.Each, zh)
	if of.IsZero() {
		return basis.Textf("floor")
	}
	return basis.Textf("floor: %v", of)
}

// Claim makes an amount both the weight and the cap of a county: a prize or a
// promise, paid in full if the pool allows, and cut by one percentage for all if
// not. It is the county's figure times Rate, rounded down to the smallest unit. The
// weight multiplies with that of other clauses. Every county that is in needs a claim,
// which may be 0.
type Claim struct {
	Name   string  `json:"name,omitzero"`
	NameZH string  `json:"name_zh,omitzero"`
	Figure string  `json:"figure" names:"figure"`
	Rate   float64 `json:"rate,omitzero"`
}

var _ Clause = Claim{}

// Edit multiplies the weights and lowers the caps.
func (c Claim) Edit(s *Sheet) error {
	return s.Amounts(c.Figure, c.Rate, false, func(i int, a Amount) error {
		if a < 0 || a == fill.NoCap {
			return basis.Errorf("%w: a claim is negative or has no amount", fill.ErrLimits)
		}
		s.Scale(i, a.Rat())
		s.Limit(i, a)
		return nil
	})
}

// String gives "claim: revitalized stock".
func (c Claim) String() string { return c.Text().String() }

// Text gives the same in words, 按应奖数计份并以其为上限：revitalized stock with the name as it is.
func (c Claim) Text() basis.Text { return c.text(unlisted) }

func (c Claim) text(zh lister) basis.Text {
	of := measured(c.Name, c.NameZH, c.Figure, c.Rate, nil, zh)
	if of.IsZero() {
		return basis.Textf("claim")
	}
	return basis.Textf("claim: %v", of)
}

// Under puts counties under a common ceiling: a basin, a city, a region. Who they are
// is told by an attribute of the unit, by the grade, or by a list of words
// ("list:NAME"), never by codes; one that is out may be a member and gets nothing.
// Ceilings that are nested in each other or apart keep every promise of the fill;
// crossing ones can leave part of the pool undivided, and the allocation warns of
// them.
type Under struct {
	Name    string             `json:"name"`
	NameZH  string             `json:"name_zh,omitzero"`
	Members evaluation.Members `json:"members"`
	Amount  float64            `json:"amount"` // in the unit of the measure
}

var _ Clause = Under{}

// Edit adds the ceiling.
func (c Under) Edit(s *Sheet) error {
	in, err := s.members(c.Members)
	if err != nil {
		return err
	}
	var members []string
	for i, l := range s.lines {
		if in[i] {
			members = append(members, l.ID)
		}
	}
	a, err := s.amount(c.Amount)
	if err != nil {
		return basis.Errorf("ceiling %s: %w", c.Name, err)
	}
	s.Ceil(fill.Ceiling{Name: c.Name, NameZH: c.NameZH, Members: members, Amount: a})
	return nil
}

// String gives "ceiling: Huai".
func (c Under) String() string { return c.Text().String() }

// Text gives the same in words, 合计上限：Huai with the name as it is.
func (c Under) Text() basis.Text {
	if c.Name == "" && c.NameZH == "" {
		return basis.Textf("ceiling")
	}
	return basis.Textf("ceiling: %v", basis.Named(c.Name, c.NameZH))
}

// ByPriority puts counties into classes of priority, for a plan or tranche whose rule
// is [fill.Priority]. By is an attribute of the unit (class, region, level, tag:KEY),
// grade, or "list:NAME", the words of a list; the rule has the order of the words.
type ByPriority struct {
	By string `json:"by" names:"attribute"`
}

var _ Clause = ByPriority{}

// Edit puts each line that is in into its class.
func (c ByPriority) Edit(s *Sheet) error {
	return s.attribute(c.By, func(i int, word string) error {
		s.Assign(i, word)
		return nil
	})
}

// String gives "priority by grade".
func (c ByPriority) String() string { return c.Text().String() }

// Text gives the same in words, 按等次分级优先.
func (c ByPriority) Text() basis.Text {
	switch c.By {
	case "class":
		return basis.Textf("priority by class")
	case "region":
		return basis.Textf("priority by region")
	case "level":
		return basis.Textf("priority by level")
	case "grade":
		return basis.Textf("priority by grade")
	}
	return basis.Textf("priority by %s", attributeName(c.By))
}

// Counting lets what a county has in hand count towards its share, such as quota
// of last year that it has not used: it gets the less, and what that frees flows
// to the others. It is the county's figure times Rate, rounded down. Every county that
// is in needs a figure, which may be 0. Several of these clauses add up.
type Counting struct {
	Name   string  `json:"name,omitzero"`
	NameZH string  `json:"name_zh,omitzero"`
	Figure string  `json:"figure" names:"figure"`
	Rate   float64 `json:"rate,omitzero"`
}

var _ Clause = Counting{}

// Edit adds to what is in hand.
func (c Counting) Edit(s *Sheet) error {
	return s.Amounts(c.Figure, c.Rate, false, func(i int, a Amount) error {
		s.Count(i, a)
		return nil
	})
}

// String gives "counting: unused quota".
func (c Counting) String() string { return c.Text().String() }

// Text gives the same in words, 计入已有量：unused quota with the name as it is.
func (c Counting) Text() basis.Text { return c.text(unlisted) }

func (c Counting) text(zh lister) basis.Text {
	of := measured(c.Name, c.NameZH, c.Figure, c.Rate, nil, zh)
	if of.IsZero() {
		return basis.Textf("counting")
	}
	return basis.Textf("counting: %v", of)
}

// smallest is a number of smallest units as a figure that people read.
func smallest(m Measure, a Amount) float64 {
	if a == fill.NoCap {
		return None()
	}
	x, _ := m.Value(new(big.Rat).SetInt64(int64(a))).Float64()
	return x
}
