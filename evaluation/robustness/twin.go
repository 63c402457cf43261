package robustness

import (
	"errors"
	"math"

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

// twin is a plan that is prepared once for a study: what its steady articles do stands, and
// who is in and how much each counts follow a draw in float64. It belongs to one goroutine.
type twin struct {
	fill    *fill.Twin
	amount  float64 // in smallest units
	lot     float64
	dense   bool
	clauses []incentive.Swift
	line    []int     // of each row of the table; -1: none, or out
	steady  []float64 // of each line, its weight by the steady articles
	weights []float64
	in      []bool
	shares  []float64
}

// twin prepares a plan, or says that it needs the exact engine. It can be prepared if it
// is of one tranche and rounds down, if classes have no places of their own, and if each of
// its articles is [incentive.Steady], with a figure for every unit that is ranked, or
// [incentive.Swift]: what else articles may look at in a draw is theirs alone to know.
func (p *plan) twin(plan incentive.Plan, r evaluation.Ranking) (*twin, bool) {
	if _, down := plan.Rounding.(fill.Down); len(plan.Tranches) > 0 || plan.Rounding != nil && !down || r.Own {
		return nil, false
	}
	out := &twin{line: make([]int, p.e.Len()), dense: r.Ties.Rule == evaluation.Dense}
	stands := incentive.Plan{Pool: plan.Pool}
	for _, c := range plan.Clauses {
		if steady, ok := c.(incentive.Steady); ok && steady.Steady() {
			stands.Clauses = append(stands.Clauses, c)
		} else if swift, ok := c.(incentive.Swift); ok {
			out.clauses = append(out.clauses, swift)
		} else {
			return nil, false
		}
	}
	estate, err := plan.Pool.Estate()
	if err != nil {
		return nil, false
	}
	sheets, err := stands.Sheets(r, p.study.Figures)
	if err != nil || len(sheets) != 1 {
		return nil, false
	}
	for row := range out.line {
		out.line[row] = -1
	}
	var lines []fill.Line
	for i := range sheets[0].Len() {
		line := sheets[0].Line(i)
		if line.Held != 0 || line.Won != nil && line.Won.Sign() != 0 {
			return nil, false
		}
		lines = append(lines, line)
		weight, _ := line.Weight.Float64()
		out.steady = append(out.steady, weight)
		if row, ok := p.e.result.Prepared.Row(line.ID); ok && line.Out.IsZero() {
			out.line[row] = i
		}
	}
	if out.fill, err = fill.NewTwin(lines, sheets[0].Ceilings()); err != nil {
		return nil, false
	}
	out.amount, out.lot = float64(estate.Amount-estate.Reserve), float64(estate.Lot)
	out.weights, out.shares, out.in = make([]float64, len(lines)), make([]float64, len(lines)), make([]bool, len(lines))
	return out, true
}

// award writes the awards of a draw by row of the table. ok is false if nobody is in, if
// floors cannot be met, or if an article has no answer, which is for the exact engine to say.
func (t *twin) award(dst []incentive.Amount, r evaluation.Ranking, rowOf func(code string) int) (ok bool, err error) {
	clear(t.weights)
	clear(t.in)
	clear(dst)
	var sum float64
	places := r.Places
	for better := 0; better < len(places) && places[better].Rank > 0; {
		past := better + 1 // of the group of equal rank
		for past < len(places) && places[past].Rank == places[better].Rank {
			past++
		}
		first := places[better].Rank
		if t.dense {
			first = better + 1
		}
		for _, place := range places[better:past] {
			line := t.line[rowOf(place.Unit.Code)]
			if line < 0 || !place.Out.IsZero() {
				continue
			}
			w, in, ok := t.weight(place, first, past-better)
			if !ok {
				return false, nil
			}
			if in {
				t.in[line], t.weights[line] = true, w*t.steady[line]
				sum += t.weights[line]
			}
		}
		better = past
	}
	if !(sum > 0) {
		return false, nil
	}
	if err := t.fill.Admit(t.in); err != nil {
		return false, err
	}
	if t.shares, err = t.fill.Divide(t.shares, t.amount, t.weights); err != nil {
		if errors.Is(err, fill.ErrFloors) {
			return false, nil
		}
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

// weight is how much a place counts, and whether it is in; ok is false if an article has
// no answer.
func (t *twin) weight(p evaluation.Place, first, size int) (w float64, in, ok bool) {
	w = 1
	for _, c := range t.clauses {
		k, in, ok := c.Swift(p, first, size)
		if !ok || !in {
			return 0, in, ok
		}
		w *= k
	}
	return w, true, true
}
