package incentive

import (
	"math/big"
	"slices"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive/fill"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Top admits the first N of the ranking.
//
// If classes have places of their own, it is the first N of each class. Ranks are
// those of the ranking, so a county that another clause excludes leaves its place
// empty; nobody moves up. Counties of equal rank take the places from
// their rank on. If N cuts through such a group, Together (the zero value) admits
// all of it, so there may be more than N; ByListing admits those that the ranking
// lists first; Refuse is an error that wraps [fill.ErrTie].
//
// A share that depends on N jumps at the border, and if N itself depends on how
// many are ranked ("the first half"), a newcomer can raise the awards of others.
type Top struct {
	N    int           `json:"n"`
	Ties fill.Tiebreak `json:"ties,omitzero"`
}

var _ Clause = Top{}

// Edit excludes the lines beyond N.
func (c Top) Edit(s *Sheet) error {
	s.withinClass()
	if c.N < 0 {
		return basis.Errorf("%w: the first %d", basis.ErrNumber, c.N)
	}
	if c.Ties < fill.Together || c.Ties > fill.Refuse {
		return basis.Errorf("%w: %v", fill.ErrTie, c.Ties)
	}
	order := s.listing()
	return s.Each(func(i int) error {
		last := s.first[i] + s.size[i] - 1
		switch {
		case s.first[i] > c.N:
			s.Exclude(i, basis.Text{})
		case last > c.N && c.Ties == fill.Refuse:
			return basis.Errorf("%w: %d counties share rank %d, and only the first %d are admitted", fill.ErrTie, s.size[i], s.Place(i).Rank, c.N)
		case last > c.N && c.Ties == fill.ByListing && s.first[i]+order[i] > c.N:
			s.Exclude(i, basis.Text{})
		}
		return nil
	})
}

// listing says for each line how many of its group the ranking lists before it.
func (s *Sheet) listing() []int {
	at := make([]int, len(s.ranking.Places)) // of each place, how many of its group stand before it
	seen := map[string]map[int]int{}
	for k, p := range s.ranking.Places {
		class := ""
		if s.ranking.Own {
			class = p.Unit.Class
		}
		if seen[class] == nil {
			seen[class] = map[int]int{}
		}
		at[k] = seen[class][p.Rank]
		seen[class][p.Rank]++
	}
	order := make([]int, len(s.lines))
	for i := range order {
		order[i] = at[s.places[i]]
	}
	return order
}

// String gives "the first 30 only".
func (c Top) String() string { return c.Text().String() }

// Text gives the same in words, 仅限前 30 名.
func (c Top) Text() basis.Text {
	switch c.Ties {
	case fill.ByListing:
		return basis.Textf("the first %d only, ties by listing", c.N)
	case fill.Refuse:
		return basis.Textf("the first %d only, no tie at the border", c.N)
	}
	return basis.Textf("the first %d only", c.N)
}

// MinScore admits scores of at least X, compared as the decimals that people
// read. If classes have places of their own, X is asked of the scores of each class,
// and the article says so.
type MinScore struct {
	X float64 `json:"x"`
}

var _ Clause = MinScore{}

// Edit excludes the lines below X.
func (c MinScore) Edit(s *Sheet) error {
	s.withinClass()
	x, err := fill.Decimal(c.X)
	if err != nil {
		return basis.Errorf("least score: %w", err)
	}
	return s.Each(func(i int) error {
		score, err := fill.Decimal(s.Place(i).Score)
		if err == nil && score.Cmp(x) < 0 {
			s.Exclude(i, basis.Text{})
		}
		return err
	})
}

// String gives "scores of at least 60 only".
func (c MinScore) String() string { return c.Text().String() }

// Text gives the same in words, 仅限得分不低于 60 的.
func (c MinScore) Text() basis.Text { return basis.Textf("scores of at least %s only", plain(c.X)) }

// Grades admits counties of the grades that it lists. A ranking without any
// grades is an error that wraps [basis.ErrMissing].
type Grades []string

var _ Clause = Grades(nil)

// NamesWhat says for [basis.DecodeNames] that grades are named.
func (Grades) NamesWhat() string { return "grade" }

// Edit excludes the lines of other grades.
func (c Grades) Edit(s *Sheet) error {
	if len(c) == 0 {
		return basis.Errorf("%w: no grade is listed", basis.ErrMissing)
	}
	if err := s.graded(); err != nil {
		return err
	}
	return s.Each(func(i int) error {
		if !slices.Contains(c, s.Place(i).Grade) {
			s.Exclude(i, basis.Text{})
		}
		return nil
	})
}

// graded is an error if the ranking has no grades at all.
func (s *Sheet) graded() error {
	for _, p := range s.ranking.Places {
		if p.Grade != "" {
			return nil
		}
	}
	return basis.Errorf("%w: the ranking has no grades", basis.ErrMissing)
}

// String gives "grades A, B only".
func (c Grades) String() string { return c.Text().String() }

// Text gives the same in words, 仅限等次 A、B.
func (c Grades) Text() basis.Text {
	if len(c) == 1 {
		return basis.Textf("grade %s only", c[0])
	}
	return basis.Textf("grades %v only", seriesOf(c, word))
}

// Only admits counties that are told by an attribute of the unit, by the grade, or by
// a list of words: one class, one prefecture, one basin.
type Only struct {
	Members evaluation.Members `json:"members"`
}

var _ Clause = Only{}

// Edit excludes all other lines.
func (c Only) Edit(s *Sheet) error {
	in, err := s.members(c.Members)
	if err != nil {
		return err
	}
	return s.Each(func(i int) error {
		if !in[i] {
			s.Exclude(i, basis.Text{})
		}
		return nil
	})
}

// String gives "only class county".
func (c Only) String() string { return c.Text().String() }

// Text gives the same in words, 仅限类别为 county 的 with the words as they are.
func (c Only) Text() basis.Text {
	in := seriesOf(c.Members.In, word)
	switch c.Members.By {
	case "class":
		return basis.Textf("only class %v", in)
	case "region":
		return basis.Textf("only region %v", in)
	case "level":
		return basis.Textf("only level %v", in)
	case "grade":
		return basis.Textf("only grade %v", in)
	}
	return basis.Textf("only %s %v", attributeName(c.Members.By), in)
}

// Veto takes counties out for a reason each: 取消奖励资格. Reasons names a list of
// words, by the codes of the units that are meant; who it is, and why, comes from the
// caller alone. A county that is named without a reason is an error.
type Veto struct {
	Reasons string `json:"reasons" names:"figure"` // name of the list
}

var _ Clause = Veto{}

// Edit excludes the lines that have a reason.
func (c Veto) Edit(s *Sheet) error {
	return s.Exceptions(c.Reasons, func(i int, why string) error {
		s.Exclude(i, basis.Textf("%s", why))
		return nil
	})
}

// String gives "not those excluded by decision".
func (c Veto) String() string { return c.Text().String() }

// Text gives the same in words, 取消奖励资格的除外.
func (Veto) Text() basis.Text { return basis.Textf("not those excluded by decision") }

// factorOf is x as an exact factor of at least 0.
func factorOf(what basis.Text, x float64) (*big.Rat, error) {
	r, err := fill.Decimal(x)
	if err != nil {
		return nil, basis.Errorf("%s: %w", what, err)
	}
	if r.Sign() < 0 {
		return nil, basis.Errorf("%w: %s %s is negative", basis.ErrNumber, what, plain(x))
	}
	return r, nil
}
