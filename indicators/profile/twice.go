package profile

import (
	"math"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// A Scale gives the score of a value for a unit of a class, as the scales of
// package normalize do.
type Scale interface {
	At(x float64, class string) float64
}

// Twice finds outliers that were treated twice, from the record of the steps and
// the scales by indicator (evaluation.Result has both: r.Stages and r.Scales):
//
//   - a cell that one step changed and a later one treated again;
//   - a treated cell whose old and new value have the same score, since the scale
//     cuts both: the treatment changed the table and nothing else;
//   - an indicator with treated cells whose scale cuts others, so that two rules of
//     different strictness are at work. (Not looked at for Direction Target, whose
//     scales are flat by intention.)
//
// Findings have rule [RuleTwice]. Of a cell, Figure is the last value and Limit the
// first; of an indicator, Figure is the number of cells that the scale cuts, Limit
// 0.
func Twice[S Scale](stages []indicators.Stage, scales map[string]S) []Finding {
	if len(stages) == 0 {
		return nil
	}
	last := stages[len(stages)-1].Table
	type cell struct{ unit, indicator string }
	type history struct {
		first   float64
		last    float64
		steps   []basis.Text
		treated int // by how many steps
	}
	cells := map[cell]*history{}
	treated := map[string]int{} // cells of each indicator
	for _, s := range stages {
		for _, c := range s.Changes {
			at := cell{c.Unit, c.Indicator}
			h := cells[at]
			if h == nil {
				h = &history{first: c.Was}
				cells[at] = h
			}
			h.last = c.Is
			h.steps = append(h.steps, s.Name)
			if _, mark := s.Table.Value(c.Unit, c.Indicator); mark == indicators.Treated {
				if h.treated == 0 {
					treated[c.Indicator]++
				}
				h.treated++
			}
		}
	}
	var out []Finding
	f := last.Framework()
	for _, in := range append(f.Measured(), f.Aux()...) {
		if treated[in.Code] == 0 {
			continue
		}
		scale, scaled := scales[in.Code]
		for _, u := range last.Units() {
			h := cells[cell{u.Code, in.Code}]
			if h == nil || h.treated == 0 {
				continue
			}
			found := Finding{Rule: RuleTwice, Unit: u.Code, Indicator: in.Code, Figure: h.last, Limit: h.first}
			was := basis.Textf("%s", number(h.first))
			if math.IsNaN(h.first) {
				found.Limit, was = 0, basis.Textf("missing")
			}
			if len(h.steps) > 1 {
				found.Text = basis.Textf("changed from %v to %s by %d steps, the last of them %v", was, number(h.last), len(h.steps), h.steps[len(h.steps)-1])
				out = append(out, found)
			}
			if scaled && h.first != h.last && scale.At(h.first, u.Class) == scale.At(h.last, u.Class) {
				found.Text = basis.Textf("changed from %v to %s by %v, but the scale cuts both to a score of %s", was, number(h.last), h.steps[len(h.steps)-1], number(scale.At(h.last, u.Class)))
				out = append(out, found)
			}
		}
		if cut := cutCells(last, in, scale, scaled); cut > 0 {
			out = append(out, Finding{
				Rule: RuleTwice, Indicator: in.Code, Figure: float64(cut),
				Text: basis.Textf("cells treated: %d; cells that the scale cuts: %d", treated[in.Code], cut),
			})
		}
	}
	return out
}

// cutCells counts the cells at an end of the scores that cells of different values
// share.
func cutCells[S Scale](t *indicators.Table, in indicators.Indicator, scale S, scaled bool) int {
	if !scaled || in.Direction == indicators.Target {
		return 0
	}
	type end struct {
		score, lo, hi float64
		count         int
	}
	top, bottom := end{score: math.Inf(-1)}, end{score: math.Inf(1)}
	add := func(e *end, score, x float64, further bool) {
		if further {
			*e = end{score: score, lo: x, hi: x}
		}
		if score == e.score {
			e.lo, e.hi = min(e.lo, x), max(e.hi, x)
			e.count++
		}
	}
	for i, x := range t.Column(in.Code).All() {
		if math.IsNaN(x) {
			continue
		}
		score := scale.At(x, t.Unit(i).Class)
		add(&top, score, x, score > top.score)
		add(&bottom, score, x, score < bottom.score)
	}
	var cut int
	for _, e := range []end{top, bottom} {
		if e.count > 0 && e.lo < e.hi {
			cut += e.count
		}
	}
	return cut
}
