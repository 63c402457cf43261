package whatif

import (
	"math"
	"slices"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/internal/rerun"
	"github.com/countyeval/countyeval/evaluation/robustness"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Hiding says how known figures are hidden to put imputations to the test.
type Hiding struct {
	Folds int    `json:"folds"` // each known figure is hidden once, in one of so many rounds; at least 2
	Seed  uint64 `json:"seed,omitzero"`
}

// ImputationTest is how one imputation fills in figures that are known.
type ImputationTest struct {
	Columns  []ImputationError `json:"columns"`      // in the order of the framework
	Unfilled int               `json:"unfilled"`     // hidden figures that it left missing; they count in no error
	Moved    float64           `json:"moved"`        // share of ranks that would have been others, over units and rounds
	Shift    float64           `json:"shift"`        // by how many ranks a unit would have moved, in the mean
	Err      error             `json:"err,omitzero"` // why it could not be carried out
}

// ImputationError is the error of one indicator, in its own unit of measure.
type ImputationError struct {
	Code  string  `json:"code"`
	Cells int     `json:"cells"` // filled in
	RMSE  float64 `json:"rmse"`  // root of the mean squared error; NaN without a cell
	MAE   float64 `json:"mae"`   // mean absolute error
}

// TestImputations hides known figures of the raw table, lets each of the methods fill them
// in, and says how far it is off:
//
//	RMSE_j = sqrt(1/c_j sum (imputed - known)^2),   MAE_j = 1/c_j sum |imputed - known|
//
// over the c_j figures of indicator j, so that a choice of imputation has a figure behind
// it. Figures as reported of measured indicators that are not computed are dealt at random
// into rounds of equal size (cross-validation); all figures of one round are missing at the
// same time, besides those that are missing anyway. What is imputed then stands in the raw
// table in the place of the known, the model is carried out as it is, and ranks are compared
// with those by the known figures.
//
// Figures are hidden at random. Where those that are really missing are missing for a
// reason, such as a bad result, errors are larger than these.
//
// A method is a step of package prepare, or one of your own; it gets the table before all
// steps of the model. More folds than known figures are an error that wraps [basis.ErrFew].
func TestImputations(r *evaluation.Result, d evaluation.Decision, h Hiding, methods ...indicators.Step) ([]ImputationTest, error) {
	d.Grader = nil
	ranking, err := d.Rank(r)
	if err != nil {
		return nil, err
	}
	rounds, err := h.rounds(r.Raw)
	if err != nil {
		return nil, err
	}
	out := make([]ImputationTest, len(methods))
	basis.Each(len(methods), basis.Large, func(i int) {
		if methods[i] == nil {
			out[i].Err = basis.Errorf("%w: the method is nil", basis.ErrEmpty)
			return
		}
		out[i] = testImputation(r, d, ranking, rounds, methods[i])
	})
	return out, nil
}

// rounds deals the known figures.
func (h Hiding) rounds(t *indicators.Table) ([][]indicators.Change, error) {
	var known []indicators.Change
	for _, in := range t.Framework().Measured() {
		if in.Computed {
			continue
		}
		marks := t.Marks(in.Code)
		for row, x := range t.Column(in.Code).All() {
			if !math.IsNaN(x) && marks.At(row) == indicators.Reported {
				known = append(known, indicators.Change{Unit: t.Unit(row).Code, Indicator: in.Code, Was: x, Is: math.NaN()})
			}
		}
	}
	if h.Folds < 2 || h.Folds > len(known) {
		return nil, basis.Errorf("%w: %d folds of %d known figures", basis.ErrFew, h.Folds, len(known))
	}
	robustness.NewStream(h.Seed, 0).Rand().Shuffle(len(known), func(i, j int) { known[i], known[j] = known[j], known[i] })
	out := make([][]indicators.Change, h.Folds)
	for i, c := range known {
		out[i%h.Folds] = append(out[i%h.Folds], c)
	}
	return out, nil
}

// testImputation goes through the rounds with one method.
func testImputation(r *evaluation.Result, d evaluation.Decision, with evaluation.Ranking, rounds [][]indicators.Change, method indicators.Step) ImputationTest {
	var out ImputationTest
	measured := r.Raw.Framework().Measured()
	square, sum, cells := make([]float64, len(measured)), make([]float64, len(measured)), make([]int, len(measured))
	var moved, shift, ranked int
	var errs []error
	for k, hidden := range rounds {
		filled, err := fillIn(r.Raw, hidden, method)
		if err != nil {
			errs = append(errs, basis.Errorf("round %d: %w", k+1, err))
			continue
		}
		out.Unfilled += len(hidden) - len(filled)
		for _, c := range filled {
			j := slices.IndexFunc(measured, func(in indicators.Indicator) bool { return in.Code == c.Indicator })
			off := c.Is - c.Was
			square[j] += float64(off * off)
			sum[j] += math.Abs(off)
			cells[j]++
		}
		t, err := r.Raw.With(indicators.Imputed, filled...)
		if err != nil {
			errs = append(errs, basis.Errorf("round %d: %w", k+1, err))
			continue
		}
		got, err := rerun.Evaluate(r, t, r.Model, r.Rulings)
		if err != nil {
			errs = append(errs, basis.Errorf("round %d: %w", k+1, err))
			continue
		}
		after, err := d.Rank(got)
		if err != nil {
			errs = append(errs, basis.Errorf("round %d: %w", k+1, err))
			continue
		}
		for _, p := range with.Places {
			if q, ok := after.Find(p.Unit.Code); ok && p.Rank > 0 && q.Rank > 0 {
				ranked++
				shift += max(p.Rank-q.Rank, q.Rank-p.Rank)
				if p.Rank != q.Rank {
					moved++
				}
			}
		}
	}
	if errs != nil {
		return ImputationTest{Err: basis.JoinErrors(errs...)}
	}
	out.Moved, out.Shift = float64(moved)/float64(ranked), float64(shift)/float64(ranked)
	for j, in := range measured {
		if in.Computed {
			continue
		}
		n := float64(cells[j])
		out.Columns = append(out.Columns, ImputationError{Code: in.Code, Cells: cells[j], RMSE: math.Sqrt(square[j] / n), MAE: sum[j] / n})
	}
	return out
}

// fillIn hides figures and returns what a method makes of them; those that it leaves
// missing are left out.
func fillIn(t *indicators.Table, hidden []indicators.Change, method indicators.Step) ([]indicators.Change, error) {
	gaps, err := t.With(indicators.Missing, hidden...)
	if err != nil {
		return nil, err
	}
	stage, err := method.Apply(gaps)
	if err != nil {
		return nil, err
	}
	if stage.Table == nil {
		return nil, basis.Errorf("%w: the method gave no table", evaluation.ErrModel)
	}
	var out []indicators.Change
	for _, c := range hidden {
		if x, _ := stage.Table.Value(c.Unit, c.Indicator); !math.IsNaN(x) {
			c.Is = x
			out = append(out, c)
		}
	}
	return out, nil
}
