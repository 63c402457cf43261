package incentive

import (
	"math/big"
	"slices"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive/fill"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Prize is a row of a [PrizeTable]. What is empty or zero matches all.
type Prize struct {
	Level  string  `json:"level,omitzero"` // city, county: administrative level of the unit
	Class  string  `json:"class,omitzero"` // functional zone, group of the evaluation: class of the unit
	Grade  string  `json:"grade,omitzero"` // of the ranking
	First  int     `json:"first,omitzero"` // ranks from First
	Last   int     `json:"last,omitzero"`  // to Last
	Amount float64 `json:"amount"`         // in the unit of the measure
}

// PrizeTable gives fixed prizes by level, class, grade and rank: 2,000 mu for a
// city and 1,000 mu for a county, or so much money for each tier. The first row
// that matches a county holds; a county that none matches is out. A prize is a
// claim: weight and cap, paid in full if the pool allows. Levels and classes are those
// of the unit, and never read from names; a row that asks for one is an error for a
// county that has none.
type PrizeTable struct {
	Name   string  `json:"name"`
	NameZH string  `json:"name_zh,omitzero"`
	Rows   []Prize `json:"rows"`
}

var _ Clause = PrizeTable{}

// Edit claims the prizes.
func (c PrizeTable) Edit(s *Sheet) error {
	if len(c.Rows) == 0 {
		return basis.Errorf("%w: no prizes", basis.ErrMissing)
	}
	if slices.ContainsFunc(c.Rows, func(p Prize) bool { return p.First > 0 || p.Last > 0 }) {
		s.withinClass()
	}
	prizes := make([]Amount, len(c.Rows))
	for k, p := range c.Rows {
		a, err := s.amount(p.Amount)
		if err != nil {
			return basis.Errorf("row %d: %w", k+1, err)
		}
		if a < 0 || p.First < 0 || p.Last < 0 {
			return basis.Errorf("%w: row %d has a negative number", fill.ErrLimits, k+1)
		}
		prizes[k] = a
	}
	return s.Each(func(i int) error {
		for k, p := range c.Rows {
			ok, err := p.matches(s.Place(i))
			if err != nil {
				return err
			}
			if ok {
				s.Scale(i, prizes[k].Rat())
				s.Limit(i, prizes[k])
				return nil
			}
		}
		s.Exclude(i, basis.Text{})
		return nil
	})
}

func (p Prize) matches(place evaluation.Place) (bool, error) {
	for _, x := range []struct {
		what      basis.Text
		want, has string
	}{{basis.Textf("level of the unit"), p.Level, place.Unit.Level}, {basis.Textf("class"), p.Class, place.Unit.Class}} {
		switch {
		case x.want == "":
		case x.has == "":
			return false, basis.Errorf("%w: no %s", basis.ErrMissing, x.what)
		case x.has != x.want:
			return false, nil
		}
	}
	return (p.Grade == "" || p.Grade == place.Grade) && place.Rank >= p.First && (p.Last == 0 || place.Rank <= p.Last), nil
}

// String gives "prizes by table: land".
func (c PrizeTable) String() string { return c.Text().String() }

// Text gives the same in words, 按奖励标准表：land with the name as it is.
func (c PrizeTable) Text() basis.Text {
	if c.Name == "" && c.NameZH == "" {
		return basis.Textf("prizes by table")
	}
	return basis.Textf("prizes by table: %v", basis.Named(c.Name, c.NameZH))
}

// Ladder gives a fixed prize to each place: 1,000 for the first, 900 for the
// second, down to 300 for the eighth. Places are counted among the counties that
// are in when the clause is read, so that one that is excluded gives way to the
// next (顺延); if classes have places of their own, within each class. Counties of equal rank share the mean of the prizes of their places,
// rounded down; those beyond the last prize are out. Prizes are claims, as in
// [PrizeTable].
type Ladder struct {
	Name   string    `json:"name"`
	NameZH string    `json:"name_zh,omitzero"`
	Prizes []float64 `json:"prizes"` // in the unit of the measure
}

var _ Clause = Ladder{}

// EvenLadder is a ladder from first to last by steps down: 1,000, 900, ..., 300.
func EvenLadder(name string, first, step, last float64) (Ladder, error) {
	l := Ladder{Name: name}
	var exact [3]*big.Rat
	for k, x := range []float64{first, step, last} {
		var err error
		if exact[k], err = fill.Decimal(x); err != nil {
			return l, err
		}
	}
	a, down, end := exact[0], exact[1], exact[2]
	if down.Sign() <= 0 || end.Sign() < 0 || a.Cmp(end) < 0 {
		return l, basis.Errorf("%w: a ladder from %s to %s by %s", basis.ErrNumber, plain(first), plain(last), plain(step))
	}
	const most = 1 << 20
	if n := new(big.Rat).Quo(new(big.Rat).Sub(a, end), down); n.Cmp(big.NewRat(most, 1)) >= 0 {
		return l, basis.Errorf("%w: a ladder of more than %d prizes", basis.ErrNumber, most)
	}
	for ; a.Cmp(end) >= 0; a = new(big.Rat).Sub(a, down) {
		x, _ := a.Float64() // the nearest: its shortest decimal is a
		l.Prizes = append(l.Prizes, x)
	}
	return l, nil
}

// Total is the sum of the prizes: the pool that pays them all.
func (c Ladder) Total() (float64, error) {
	var all fill.Sum
	for _, x := range c.Prizes {
		exact, err := fill.Decimal(x)
		if err != nil {
			return 0, err
		}
		all.Add(exact)
	}
	sum, _ := all.Rat().Float64()
	return sum, nil
}

// Edit claims the prizes.
func (c Ladder) Edit(s *Sheet) error {
	s.withinClass()
	if len(c.Prizes) == 0 {
		return basis.Errorf("%w: no prizes", basis.ErrMissing)
	}
	prizes := make([]Amount, len(c.Prizes))
	for k, x := range c.Prizes {
		a, err := s.amount(x)
		if err != nil {
			return basis.Errorf("prize %d: %w", k+1, err)
		}
		if a < 0 {
			return basis.Errorf("%w: prize %d is negative", fill.ErrLimits, k+1)
		}
		prizes[k] = a
	}
	better, tied := s.above()
	return s.Each(func(i int) error {
		if better[i] >= len(prizes) {
			s.Exclude(i, basis.Text{})
			return nil
		}
		var all fill.Sum
		for place := better[i]; place < better[i]+tied[i] && place < len(prizes); place++ {
			all.Add(prizes[place].Rat())
		}
		mean := all.Rat()
		a, err := wholeOf(mean.Quo(mean, big.NewRat(int64(tied[i]), 1)), false)
		if err != nil {
			return err
		}
		s.Scale(i, a.Rat())
		s.Limit(i, a)
		return nil
	})
}

// above says for each line that is in how many of those stand above it, and how many
// at its rank; within its class if classes have places of their own.
func (s *Sheet) above() (better, tied []int) {
	n := len(s.lines)
	better, tied = make([]int, n), make([]int, n)
	line := make([]int, len(s.ranking.Places)) // of a place, from 1; 0: it is out, or has none
	for i, l := range s.lines {
		if l.Out.IsZero() {
			line[s.places[i]] = i + 1
		}
	}
	for _, g := range groupsOf(s.ranking, func(at int) bool { return line[at] > 0 }) {
		for _, at := range g.places {
			better[line[at]-1], tied[line[at]-1] = g.better, len(g.places)
		}
	}
	return better, tied
}

// String gives "ladder of 8 prizes, 1000 to 300: pollutants".
func (c Ladder) String() string { return c.Text().String() }

// Text gives the same in words, 按名次定额奖励，共 8 名，1000 至 300：pollutants with the name as it is.
func (c Ladder) Text() basis.Text {
	n, first, last := len(c.Prizes), "", ""
	if n > 0 {
		first, last = plain(c.Prizes[0]), plain(c.Prizes[n-1])
	}
	switch name := basis.Named(c.Name, c.NameZH); {
	case n == 0:
		return basis.Textf("ladder without prizes")
	case name.IsZero():
		return basis.Textf("ladder of %d prizes, %s to %s", n, first, last)
	default:
		return basis.Textf("ladder of %d prizes, %s to %s: %v", n, first, last, name)
	}
}

// FirstOnly rewards a promotion once: counties that were rewarded before, for the
// reason given, are out. Before names a list of words, when or for what; as history it
// may name counties that are no longer there, which is a warning.
type FirstOnly struct {
	Before string `json:"before" names:"figure"`
}

var _ Clause = FirstOnly{}

// Edit excludes the lines that were rewarded before.
func (c FirstOnly) Edit(s *Sheet) error {
	return s.History(c.Before, func(i int, when string) error {
		s.Exclude(i, basis.Textf("%s", when))
		return nil
	})
}

// String gives "first promotion only".
func (c FirstOnly) String() string { return c.Text().String() }

// Text gives the same in words, 仅奖励首次晋升.
func (FirstOnly) Text() basis.Text { return basis.Textf("first promotion only") }

// NeedOnly gives nothing where nothing is needed, and no more than is needed: a
// county whose need is 0 is out, the need of the others is their cap. Every county
// that is in needs a figure.
type NeedOnly struct {
	Name   string `json:"name,omitzero"`
	NameZH string `json:"name_zh,omitzero"`
	Figure string `json:"figure" names:"figure"`
}

var _ Clause = NeedOnly{}

// Edit excludes lines and lowers caps.
func (c NeedOnly) Edit(s *Sheet) error {
	return s.Amounts(c.Figure, 0, false, func(i int, a Amount) error {
		switch {
		case a < 0:
			return basis.Errorf("%w: need %s is negative", fill.ErrLimits, s.estate.Measure.Format(a))
		case a == 0:
			s.Exclude(i, basis.Text{})
		default:
			s.Limit(i, a)
		}
		return nil
	})
}

// String gives "only where needed: land".
func (c NeedOnly) String() string { return c.Text().String() }

// Text gives the same in words, 不需要的不安排：land with the name as it is.
func (c NeedOnly) Text() basis.Text { return c.text(unlisted) }

func (c NeedOnly) text(zh lister) basis.Text {
	of := measured(c.Name, c.NameZH, c.Figure, 0, nil, zh)
	if of.IsZero() {
		return basis.Textf("only where needed")
	}
	return basis.Textf("only where needed: %v", of)
}
