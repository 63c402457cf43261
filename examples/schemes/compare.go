package main

import (
	"fmt"
	"slices"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/examples/henan/data"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/weights"
)

// best is the grade that gets land.
const best = "A"

// row is one scheme and what it leads to. The first row is that of the declared
// weights, with which all others are compared.
type row struct {
	candidate
	family   string
	refused  error              // why it gives no weights; then the rest is empty
	weights  map[string]float64 // in the root, by code
	real     []weights.ChildImportance
	warnings int // of the scheme

	result  *evaluation.Result
	ranking evaluation.Ranking // graded
	kendall float64
	shift   int                // largest change of rank
	leave   []evaluation.Place // of the best grade, as declared
	enter   []evaluation.Place // into it, with their declared places

	land  map[string]incentive.Amount // by code of the county
	total incentive.Amount
	moved incentive.Amount // twice what changes hands: the sum of the absolute differences
}

// comparison is all that the page tells.
type comparison struct {
	framework *indicators.Framework
	rows      []row
	used      []int                     // of the rows: those that were not refused
	kendall   [][]float64               // of the used rows
	leaves    []weights.ChildImportance // under declared weights
	held      map[string]int            // in how many used rows a county has the best grade
}

// newComparison reads the data and does all the work.
func newComparison() (*comparison, error) {
	f, table, err := data.Read()
	if err != nil {
		return nil, err
	}
	figures, err := data.Figures(table, data.LandColumn)
	if err != nil {
		return nil, err
	}
	c := &comparison{framework: f, held: map[string]int{}}
	all := candidates(f)
	for _, family := range families() {
		for _, x := range all[family] {
			r := row{candidate: x, family: family}
			r.result, r.refused = data.Model(x.scheme).Evaluate(table, nil)
			if r.refused == nil {
				if err := r.evaluate(figures); err != nil {
					return nil, fmt.Errorf("%s: %w", x.key, err)
				}
				c.used = append(c.used, len(c.rows))
			}
			c.rows = append(c.rows, r)
		}
	}
	if err := c.compare(); err != nil {
		return nil, err
	}
	c.leaves, err = leafImportance(c.declared())
	return c, err
}

// evaluate ranks, grades and divides the land.
func (r *row) evaluate(figures incentive.Figures) (err error) {
	if r.ranking, err = data.Decision().Rank(r.result); err != nil {
		return err
	}
	_, global := r.result.Weights(r.ranking.Places[0].Unit.Code)
	r.weights = make(map[string]float64, len(global))
	for i, code := range r.result.Codes() {
		r.weights[code] = global[i]
	}
	g, w, err := r.result.Group("", "")
	if err != nil {
		return err
	}
	g.Parent = r.result.Codes()[0]
	if r.real, err = weights.Importance(g, w, r.result.Scores("").Copy()); err != nil {
		return err
	}
	r.warnings = warned(r.result.Warnings)
	allocation, err := data.Land().Allocate(r.ranking, figures)
	if err != nil {
		return err
	}
	r.land, r.total = make(map[string]incentive.Amount, len(allocation.Awards)), allocation.Total()
	for _, a := range allocation.Awards {
		r.land[a.Place.Unit.Code] = a.Amount
	}
	return nil
}

// declared is the row of the declared weights.
func (c *comparison) declared() *row { return &c.rows[0] }

// compare sets the used rows beside each other, and each beside the declared one.
func (c *comparison) compare() error {
	base := c.declared()
	c.kendall = make([][]float64, len(c.used))
	for i, at := range c.used {
		r := &c.rows[at]
		c.kendall[i] = make([]float64, len(c.used))
		c.kendall[i][i] = 1
		for j, other := range c.used[:i] {
			d, err := evaluation.Compare(c.rows[other].ranking, r.ranking)
			if err != nil {
				return fmt.Errorf("%s and %s: %w", c.rows[other].key, r.key, err)
			}
			c.kendall[i][j], c.kendall[j][i] = d.Kendall, d.Kendall
			if other == 0 {
				r.shift = d.MaxShift
			}
		}
		r.kendall = c.kendall[i][0]
		for _, p := range base.ranking.Places {
			q, _ := r.ranking.Find(p.Unit.Code)
			switch {
			case p.Grade == best && q.Grade != best:
				r.leave = append(r.leave, p)
			case p.Grade != best && q.Grade == best:
				r.enter = append(r.enter, p)
			}
			if q.Grade == best {
				c.held[p.Unit.Code]++
			}
		}
		r.moved = turnover(base.land, r.land)
	}
	return nil
}

// turnover is the sum of the absolute differences of two allocations, twice the
// amount that changes hands.
func turnover(a, b map[string]incentive.Amount) incentive.Amount {
	var sum incentive.Amount
	for code, x := range a {
		sum += max(x-b[code], b[code]-x)
	}
	return sum
}

// leafImportance sets the weight of each measured indicator against what it
// explains of the total.
func leafImportance(r *row) ([]weights.ChildImportance, error) {
	codes := r.result.Codes()
	g := weights.Group{Parent: codes[0]}
	var w []float64
	for _, in := range r.result.Prepared.Framework().Measured() {
		g.Codes, g.Scores = append(g.Codes, in.Code), append(g.Scores, r.result.Scores(in.Code).Copy())
		w = append(w, r.weights[in.Code])
	}
	return weights.Importance(g, w, r.result.Scores("").Copy())
}

// heaviest is the measured indicator with the most weight, the first of several.
func (r *row) heaviest() string {
	leaves := r.result.Prepared.Framework().Measured()
	at := 0
	for j, in := range leaves {
		if r.weights[in.Code] > r.weights[leaves[at].Code] {
			at = j
		}
	}
	return leaves[at].Code
}

// others are the used rows but the declared one.
func (c *comparison) others() []*row {
	out := make([]*row, 0, len(c.used))
	for _, at := range c.used[1:] {
		out = append(out, &c.rows[at])
	}
	return out
}

// refused are the rows without weights.
func (c *comparison) refused() []*row {
	var out []*row
	for i := range c.rows {
		if !slices.Contains(c.used, i) {
			out = append(out, &c.rows[i])
		}
	}
	return out
}
