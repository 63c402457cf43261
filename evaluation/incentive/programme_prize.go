package incentive

import (
	"errors"
	"fmt"
	"math/big"
	"strconv"
	"strings"

	"github.com/countyeval/countyeval/evaluation/incentive/fill"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Prize is a row of a [PrizeTable]. What is empty or zero matches all.
type Prize struct {
	Level  string `json:"level,omitempty"` // city, county: administrative level
	Class  string `json:"class,omitempty"` // functional zone, group of the evaluation
	Grade  string `json:"grade,omitempty"` // of the ranking
	First  int    `json:"first,omitempty"` // ranks from First
	Last   int    `json:"last,omitempty"`  // to Last
	Amount Amount `json:"amount"`
}

// PrizeTable gives fixed prizes by level, class, grade and rank: 2,000 mu for a
// city and 1,000 mu for a county, or so much money for each tier. The first row
// that matches a county holds; a county that none matches is out. A prize is a
// claim: weight and cap, paid in full if the pool allows. Levels and classes are
// data, by the code of the unit; they are never read from names. A row that asks
// for one is an error for a county that has none.
type PrizeTable struct {
	Name    string            `json:"name"`
	Levels  map[string]string `json:"levels,omitempty"`
	Classes map[string]string `json:"classes,omitempty"`
	Rows    []Prize           `json:"rows"`
}

var _ Clause = PrizeTable{}

// Edit claims the prizes.
func (c PrizeTable) Edit(s *Sheet) error {
	if len(c.Rows) == 0 {
		return basis.Errorf("%w: no prizes", basis.ErrMissing)
	}
	for k, p := range c.Rows {
		if p.Amount < 0 || p.Amount == fill.NoCap || p.First < 0 || p.Last < 0 {
			return basis.Errorf("%w: row %d is negative or unlimited", fill.ErrLimits, k+1)
		}
	}
	err := s.each(func(i int) error {
		for _, p := range c.Rows {
			ok, err := c.matches(s, i, p)
			if err != nil {
				return err
			}
			if ok {
				s.Scale(i, p.Amount.Rat())
				s.Limit(i, p.Amount)
				return nil
			}
		}
		s.Exclude(i, "")
		return nil
	})
	return errors.Join(err, strangers(s, c.Name, c.Levels), strangers(s, c.Name, c.Classes))
}

func (c PrizeTable) matches(s *Sheet, i int, p Prize) (bool, error) {
	place := s.Place(i)
	for _, x := range []struct {
		what, want string
		have       map[string]string
	}{{"level", p.Level, c.Levels}, {"class", p.Class, c.Classes}} {
		if x.want == "" {
			continue
		}
		have, ok := x.have[place.Unit.Code]
		if !ok {
			return false, basis.Errorf("%w: no %s", basis.ErrMissing, x.what)
		}
		if have != x.want {
			return false, nil
		}
	}
	return (p.Grade == "" || p.Grade == place.Grade) && place.Rank >= p.First && (p.Last == 0 || place.Rank <= p.Last), nil
}

// String gives "prizes by table: land".
func (c PrizeTable) String() string { return quote("prizes by table", c.Name) }

// Chinese gives "按奖励标准表：land" with the name as it is.
func (c PrizeTable) Chinese() string { return quoteZH("按奖励标准表", c.Name) }

// Ladder gives a fixed prize to each place: 1,000 for the first, 900 for the
// second, down to 300 for the eighth. Places are counted among the counties that
// are in when the clause is read, so that one that is excluded gives way to the
// next (顺延). Counties of equal rank share the mean of the prizes of their places,
// rounded down; those beyond the last prize are out. Prizes are claims, as in
// [PrizeTable].
type Ladder struct {
	Name   string   `json:"name"`
	Prizes []Amount `json:"prizes"`
}

var _ Clause = Ladder{}

// Steps is a ladder from first to last by steps down: 1,000, 900, ..., 300.
func Steps(name string, first, step, last Amount) (Ladder, error) {
	if step <= 0 || last < 0 || first < last || first == fill.NoCap {
		return Ladder{}, basis.Errorf("%w: a ladder from %d to %d by %d", basis.ErrNumber, first, last, step)
	}
	if n := (first - last) / step; n >= 1<<20 {
		return Ladder{}, basis.Errorf("%w: a ladder of %d prizes", basis.ErrNumber, n+1)
	}
	l := Ladder{Name: name}
	for a := first; a >= last; a -= step {
		l.Prizes = append(l.Prizes, a)
	}
	return l, nil
}

// Total is the sum of the prizes: the pool that pays them all.
func (c Ladder) Total() (Amount, error) {
	all := new(big.Int)
	for _, a := range c.Prizes {
		all.Add(all, big.NewInt(int64(a)))
	}
	return floorOf(new(big.Rat).SetInt(all))
}

// Edit claims the prizes.
func (c Ladder) Edit(s *Sheet) error {
	if len(c.Prizes) == 0 {
		return basis.Errorf("%w: no prizes", basis.ErrMissing)
	}
	for k, a := range c.Prizes {
		if a < 0 || a == fill.NoCap {
			return basis.Errorf("%w: prize %d is negative or unlimited", fill.ErrLimits, k+1)
		}
	}
	better, tied := map[int]int{}, map[int]int{} // of a rank: how many that are in stand above it, and at it
	for i, l := range s.Lines {
		if l.Out == "" {
			tied[s.Place(i).Rank]++
		}
	}
	for k := range tied {
		for j, n := range tied {
			if j < k {
				better[k] += n
			}
		}
	}
	return s.each(func(i int) error {
		k := s.Place(i).Rank
		if better[k] >= len(c.Prizes) {
			s.Exclude(i, "")
			return nil
		}
		var all fill.Sum
		for place := better[k]; place < better[k]+tied[k] && place < len(c.Prizes); place++ {
			all.Add(c.Prizes[place].Rat())
		}
		mean := all.Rat()
		a, err := floorOf(mean.Quo(mean, big.NewRat(int64(tied[k]), 1)))
		if err != nil {
			return err
		}
		s.Scale(i, a.Rat())
		s.Limit(i, a)
		return nil
	})
}

// String gives "ladder of 8 prizes, 1000 to 300: pollutants", in smallest units.
func (c Ladder) String() string { return quote("ladder of "+c.span(" prizes, ", " to "), c.Name) }

// Chinese gives the same in Chinese, with the name as it is.
func (c Ladder) Chinese() string {
	return quoteZH("按名次定额奖励，共 "+c.span(" 名，", " 至 "), c.Name)
}

func (c Ladder) span(prizes, to string) string {
	var b strings.Builder
	b.WriteString(strconv.Itoa(len(c.Prizes)))
	if n := len(c.Prizes); n > 0 {
		fmt.Fprintf(&b, "%s%d%s%d", prizes, c.Prizes[0], to, c.Prizes[n-1])
	}
	return b.String()
}

// FirstOnly rewards a promotion once: counties that were rewarded before, for the
// reason given, are out. History may name counties that are not in the ranking.
type FirstOnly struct {
	Before map[string]string `json:"before"` // by code of the unit: when, or for what
}

var _ Clause = FirstOnly{}

// Edit excludes the lines that were rewarded before.
func (c FirstOnly) Edit(s *Sheet) error {
	return s.each(func(i int) error {
		if when, ok := c.Before[s.Lines[i].ID]; ok {
			if when == "" {
				return basis.Errorf("%w: no reason", basis.ErrMissing)
			}
			s.Exclude(i, when)
		}
		return nil
	})
}

// String gives "first promotion only".
func (FirstOnly) String() string { return "first promotion only" }

// Chinese gives "仅奖励首次晋升".
func (FirstOnly) Chinese() string { return "仅奖励首次晋升" }

// NeedOnly gives nothing where nothing is needed, and no more than is needed: a
// county whose need is 0 is out, the need of the others is their cap. Every county
// that is in needs a figure.
type NeedOnly struct {
	Name string `json:"name"`
	Need Per    `json:"need"`
}

var _ Clause = NeedOnly{}

// Edit excludes lines and lowers caps.
func (c NeedOnly) Edit(s *Sheet) error {
	return lookUp(s, c.Name, c.Need, func(i int, a Amount) error {
		switch {
		case a < 0:
			return basis.Errorf("%w: need %s is negative", fill.ErrLimits, s.Pool.Measure.Format(a))
		case a == 0:
			s.Exclude(i, "")
		default:
			s.Limit(i, a)
		}
		return nil
	})
}

// String gives "only where needed: land".
func (c NeedOnly) String() string { return quote("only where needed", c.Name) }

// Chinese gives "不需要的不安排：land" with the name as it is.
func (c NeedOnly) Chinese() string { return quoteZH("不需要的不安排", c.Name) }
