package robustness

import (
	"math"
	"slices"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/evaluation/incentive/fill"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Engine is what awards the draws of a pool.
type Engine int

// The engines.
const (
	Exact Engine = iota // [incentive.Plan.Allocate], in rationals
	Twin                // [fill.Twin], in float64: within one lot of the exact award of each unit
)

var engines = basis.Words{"exact engine", "twin"}

// String gives "exact engine" or "twin".
func (e Engine) String() string { return basis.Name(engines, "Engine", e) }

// MarshalText gives the word.
func (e Engine) MarshalText() ([]byte, error) { return basis.MarshalWord(engines, "engine", e) }

// UnmarshalText accepts exactly the words of String.
func (e *Engine) UnmarshalText(text []byte) error {
	return basis.UnmarshalWord(engines, "engine", e, text)
}

// twin is a plan that is prepared once for a study: caps stand, and who is in and how much
// each counts follow a draw in float64. It belongs to one goroutine.
type twin struct {
	fill    *fill.Twin
	amount  float64 // in smallest units
	lot     float64
	clauses []incentive.Clause
	line    []int // of each row of the table; -1: none
	weights []float64
	shares  []float64
}

// twin prepares a plan, or says that it needs the exact engine. It can be prepared if it
// is of one tranche and rounds down, if classes have no places of their own, and if its
// articles are Grades, ByGrade, ByScore and CapAt with a figure for every unit that is
// ranked: what else articles may look at in a draw is theirs alone to know.
func (p *plan) twin(plan incentive.Plan, r evaluation.Ranking) (*twin, bool) {
	if _, down := plan.Rounding.(fill.Down); len(plan.Tranches) > 0 || plan.Rounding != nil && !down || r.Own {
		return nil, false
	}
	out := &twin{line: make([]int, p.e.Len())}
	limits := incentive.Plan{Pool: plan.Pool}
	for _, c := range plan.Clauses {
		switch c.(type) {
		case incentive.Grades, incentive.ByGrade, incentive.ByScore:
			out.clauses = append(out.clauses, c)
		case incentive.CapAt:
			limits.Clauses = append(limits.Clauses, c)
		default:
			return nil, false
		}
	}
	estate, err := plan.Pool.Estate()
	if err != nil {
		return nil, false
	}
	sheets, err := limits.Sheets(r, p.study.Figures)
	if err != nil || len(sheets) != 1 {
		return nil, false
	}
	var lines []fill.Line
	for row := range out.line {
		out.line[row] = -1
	}
	for i := range sheets[0].Len() {
		line := sheets[0].Line(i)
		lines = append(lines, line)
		if row, ok := p.e.result.Prepared.Row(line.ID); ok {
			out.line[row] = i
		}
	}
	if out.fill, err = fill.NewTwin(lines, nil); err != nil {
		return nil, false
	}
	out.amount, out.lot = float64(estate.Amount-estate.Reserve), float64(estate.Lot)
	out.weights, out.shares = make([]float64, len(lines)), make([]float64, len(lines))
	return out, true
}

// award writes the awards of a draw by row of the table. ok is false if nobody is in, or if
// an article has no answer, which is for the exact engine to say.
func (t *twin) award(dst []incentive.Amount, r evaluation.Ranking, rowOf func(code string) int) (ok bool, err error) {
	clear(t.weights)
	clear(dst)
	var sum float64
	for _, place := range r.Places {
		if place.Rank == 0 || !place.Out.IsZero() {
			continue
		}
		w, ok := t.weight(place)
		if !ok {
			return false, nil
		}
		t.weights[t.line[rowOf(place.Unit.Code)]] = w
		sum += w
	}
	if !(sum > 0) {
		return false, nil
	}
	if t.shares, err = t.fill.Divide(t.shares, t.amount, t.weights); err != nil {
		return false, err
	}
	for row, line := range t.line {
		if line >= 0 {
			// A share that is whole but for its last bits is whole.
			dst[row] = incentive.Amount(math.Floor((t.shares[line]+1e-6)/t.lot) * t.lot)
		}
	}
	return true, nil
}

// weight is how much a place counts; ok is false if an article has no answer.
func (t *twin) weight(p evaluation.Place) (w float64, ok bool) {
	w = 1
	for _, c := range t.clauses {
		switch c := c.(type) {
		case incentive.Grades:
			if !slices.Contains(c, p.Grade) {
				return 0, true
			}
		case incentive.ByGrade:
			k, ok := c.Weights[p.Grade]
			if !ok {
				return 0, false
			}
			w *= k
		case incentive.ByScore:
			gamma := c.Gamma
			if gamma == 0 {
				gamma = 1
			}
			w *= math.Pow(max(0, p.Score-c.Base), gamma)
		}
	}
	return w, true
}
