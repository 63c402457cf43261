package aggregate

import (
	"iter"
	"math"
	"slices"
	"strings"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/stats"
	"github.com/countyeval/countyeval/weights"
)

// Present aggregates the children that a unit has a score for, with their weights
// rescaled to sum 1:
//
//	score_i = Of over the children j with a score,  w'_j = w_j / (sum of these w)
//
// Of is the aggregator used, [Arithmetic] if nil. MinShare is the least sum of
// weights, of 1, that a unit must have scores for; the zero value asks for one
// child alone.
//
// A child has no score for a unit because it does not apply to it
// ([weights.Group.Out]: the sea to a county without one) or because its figure is
// missing. Where the children that apply have less than MinShare, or none does, the
// parent does not apply to the unit either: its score is NaN, and in an evaluation the
// parent above leaves it out in turn, under a Present and a MinShare of its own. Where
// enough applies, but too little of it has a score, the unit is an error that wraps
// [basis.ErrMissing], names it and says which children it lacks: nobody escapes a group
// by not reporting. Infinite scores are refused as ever.
//
// A missing child is in effect given the mean of the others. So a unit gains by
// not reporting what it is bad at: a score that is missing can be worth more than
// a low one. MinShare limits that, a rule of fixed points for missing values ends
// it, and OnlyOut refuses it: then what does not apply is left out alone, and a child
// that applies and has no score is an error, as it is without Present. A higher score on a child that is there does what it does under Of.
//
// Of must make a unit's score of its own scores alone. One that compares the units
// of a group ([Relative]) is an error that wraps [basis.ErrValue], for it would
// compare a unit only with those that miss the same; so is a [PerNode], which is to
// hold the Present instead. Present is additive if Of is: the effective weight of a
// missing child is 0.
//
// Source: OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 3,
// on missing data. COINr (Aggregate with dat_thresh) counts the children that are
// there, not their weights, and leaves the parent of a unit below missing.
type Present struct {
	Of       Aggregator `json:"of"`
	MinShare float64    `json:"min_share,omitzero"`
	OnlyOut  bool       `json:"only_out,omitzero"` // leave out what does not apply, not what is missing
}

var (
	_ Additive     = Present{}
	_ basis.Naming = Present{}
)

// onScale is an aggregator that looks at whole columns to see whether their
// scores are on its scale. checkScale leaves missing scores out, aggregate does
// not look.
type onScale interface {
	checkScale(g weights.Group, w []float64) error
	aggregate(dst []float64, g weights.Group, w []float64) error
}

// Aggregate implements [Aggregator].
func (p Present) Aggregate(dst []float64, g weights.Group, w []float64) error {
	of, err := p.within()
	if err != nil {
		return err
	}
	if _, err := count(dst, g, w, infinite); err != nil {
		return err
	}
	aggregate := of.Aggregate
	if s, ok := of.(onScale); ok {
		if err := s.checkScale(g, w); err != nil {
			return err
		}
		aggregate = s.aggregate
	}
	found := patterns(g, w, len(dst))
	if len(found) == 1 && found[0].whole(w) {
		return aggregate(dst, g, w)
	}
	var errs []error
	for _, there := range found {
		if there.apart(p.MinShare) {
			for _, row := range there.rows {
				dst[row] = math.NaN()
			}
			continue
		}
		if err := p.enough(there, g, w); err != nil {
			errs = append(errs, err)
			continue
		}
		part, shares := there.group(g, w)
		scores := make([]float64, len(there.rows))
		if err := aggregate(scores, part, shares); err != nil {
			errs = append(errs, there.relocate(err, g.Parent))
			continue
		}
		for i, row := range there.rows {
			dst[row] = scores[i]
		}
	}
	return basis.JoinErrors(errs...)
}

// EffectiveWeights implements [Additive], with an error that wraps
// [ErrNotAdditive] if Of is not additive.
func (p Present) EffectiveWeights(dst []float64, g weights.Group, w []float64, i int) error {
	of, err := p.within()
	if err != nil {
		return err
	}
	add, ok := of.(Additive)
	if !ok {
		return basis.Errorf("%w: Present of %T", ErrNotAdditive, of)
	}
	clear(dst)
	n, _ := g.Scores.Dims()
	for _, there := range patterns(g, w, n) {
		at := slices.Index(there.rows, i)
		if at < 0 || there.apart(p.MinShare) {
			continue
		}
		part, shares := there.group(g, w)
		e := make([]float64, len(shares))
		if err := add.EffectiveWeights(e, part, shares, at); err != nil {
			return err
		}
		for j, child := range there.children {
			dst[child] = e[j]
		}
	}
	return nil
}

// Names implements [basis.Naming]: what Of names.
func (p Present) Names() iter.Seq[basis.Mention] { return basis.NamesOf(p.Of) }

// within returns the aggregator within, or says why it cannot be.
func (p Present) within() (Aggregator, error) {
	if !(p.MinShare >= 0 && p.MinShare <= 1) {
		return nil, basis.Errorf("%w: Present with a least share of weight %v, which is not from 0 to 1", basis.ErrValue, p.MinShare)
	}
	switch a := p.Of.(type) {
	case nil:
		return Arithmetic{}, nil
	case PerNode:
		return nil, basis.Errorf("%w: a PerNode inside of Present; put Present into PerNode", basis.ErrValue)
	case Relative:
		if a.RelativeToGroup() {
			return nil, basis.Errorf("%w: Present of %T, which compares the units of a group", basis.ErrValue, a)
		}
	}
	return p.Of, nil
}

// enough refuses every unit of a pattern that has too few children.
func (p Present) enough(there pattern, g weights.Group, w []float64) error {
	var why error
	switch {
	case p.OnlyOut && there.share < there.applies:
		return there.missing(g, w)
	case len(there.children) == 0:
		why = basis.Errorf("%w: no score for any child", basis.ErrMissing)
	case stats.RoundSignificant(there.share, indicators.ComparedDigits) < p.MinShare:
		var lacks []string
		for j, code := range g.Codes {
			if w[j] > 0 && !slices.Contains(there.children, j) {
				lacks = append(lacks, code)
			}
		}
		why = basis.Errorf("%w: no score for %s; the children with one have %.4g of the weight, and %v is needed",
			basis.ErrMissing, strings.Join(lacks, ", "), there.share, p.MinShare)
	default:
		return nil
	}
	errs := make([]error, len(there.rows))
	for i, row := range there.rows {
		errs[i] = &weights.CellError{Row: row, Code: g.Parent, Err: why}
	}
	return basis.JoinErrors(errs...)
}

func infinite(x float64) error {
	if math.IsNaN(x) {
		return nil
	}
	return missing(x)
}

// pattern is the units that have scores for the same children.
type pattern struct {
	children []int   // of weight above 0, with a score
	share    float64 // sum of their weights
	applies  float64 // sum of the weights of all that apply, with a score or without
	rows     []int
}

// apart reports whether too little applies to the units for the parent to apply.
func (p pattern) apart(least float64) bool {
	return p.applies == 0 || stats.RoundSignificant(p.applies, indicators.ComparedDigits) < least
}

// missing names each cell that applies and has no score.
func (p pattern) missing(g weights.Group, w []float64) error {
	var errs []error
	for _, row := range p.rows {
		for j, wj := range w {
			if wj > 0 && !slices.Contains(p.children, j) && !g.IsOut(j, row) {
				errs = append(errs, &weights.CellError{Row: row, Code: g.Codes[j], Err: basis.ErrMissing})
			}
		}
	}
	return basis.JoinErrors(errs...)
}

// whole reports whether no child that counts is missing.
func (p pattern) whole(w []float64) bool {
	counts := 0
	for _, wj := range w {
		if wj > 0 {
			counts++
		}
	}
	return len(p.children) == counts
}

// patterns puts units that have the same children together, in the order of their
// first unit.
func patterns(g weights.Group, w []float64, n int) []pattern {
	var out []pattern
	at := map[string]int{}
	key := make([]byte, len(w))
	for i := range n {
		for j, wj := range w {
			key[j] = 0
			switch {
			case wj == 0:
			case !math.IsNaN(g.Scores[j][i]):
				key[j] = 1
			case g.IsOut(j, i):
				key[j] = 2
			}
		}
		c, ok := at[string(key)]
		if !ok {
			c = len(out)
			at[string(key)] = c
			p := pattern{}
			for j, there := range key {
				if there == 1 {
					p.children, p.share = append(p.children, j), p.share+w[j]
				}
				if there != 2 {
					p.applies += w[j]
				}
			}
			out = append(out, p)
		}
		out[c].rows = append(out[c].rows, i)
	}
	return out
}

// group returns the units of the pattern with the children that they have, and
// the weights of these, scaled to sum 1.
func (p pattern) group(g weights.Group, w []float64) (weights.Group, []float64) {
	part := weights.Group{Parent: g.Parent, Class: g.Class} // with a score for every cell
	var shares []float64
	for _, j := range p.children {
		part.Codes, shares = append(part.Codes, g.Codes[j]), append(shares, w[j]/p.share)
		if len(g.Declared) == len(g.Codes) {
			part.Declared = append(part.Declared, g.Declared[j])
		}
		col := make([]float64, len(p.rows))
		for i, row := range p.rows {
			col[i] = g.Scores[j][row]
		}
		part.Scores = append(part.Scores, col)
	}
	return part, shares
}

// relocate turns rows of the pattern into those of the whole group. An error that
// names no cell is that of every unit of the pattern.
func (p pattern) relocate(err error, parent string) error {
	cells := basis.Find[*weights.CellError](err)
	var errs []error
	for _, c := range cells {
		row := c.Row
		if row >= 0 && row < len(p.rows) {
			row = p.rows[row]
		}
		errs = append(errs, &weights.CellError{Row: row, Code: c.Code, Err: c.Err})
	}
	if len(cells) == 0 {
		for _, row := range p.rows {
			errs = append(errs, &weights.CellError{Row: row, Code: parent, Err: err})
		}
	}
	return basis.JoinErrors(append(errs, basis.Counted(err)...)...)
}
