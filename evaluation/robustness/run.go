package robustness

import (
	"context"
	"math"
	"slices"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Options say how a study is run, and what is kept of it.
type Options struct {
	From     int      `json:"from,omitzero"` // the first draw; a part of a run that others continue
	Draws    int      `json:"draws"`         // how many at most
	Seed     uint64   `json:"seed,omitzero"`
	Sampling Sampling `json:"sampling,omitzero"`

	First  []int `json:"first,omitzero"`  // N of each "first N" of which it is counted how many stay
	Digits *int  `json:"digits,omitzero"` // to which unrounded scores are recorded; nil: 2. Published ones have theirs
	Pairs  bool  `json:"pairs,omitzero"`  // count for each pair the draws in which one stands above the other

	// Central sums the weights under which a unit is first: see [UnitCounts.CentralWeights].
	// It needs a factor [Weights], and that no indicator is left out.
	Central bool `json:"central,omitzero"`

	// Twin awards the pools whose plans allow it in float64, many times as fast; each award
	// is within one lot of the exact one, and mostly the same. All articles of a pool are
	// [incentive.Steady] or [incentive.Swift] then, with one tranche and awards rounded down;
	// others, and draws in which nobody is in or floors cannot be met, stay with the exact
	// engine.
	Twin bool `json:"twin,omitzero"`

	// The stop rule: after every 1,000 draws in their order the run stops if no share of
	// draws at a rank or in a first N has a standard error above ShareError and no mean
	// rank one above RankError; 0: does not matter. It is for whole runs. Low-discrepancy
	// draws come from 16 independent scramblings in turn then, looked at after every 1,024,
	// and the standard error is that of a mean of 16: each scrambling has counts of its own,
	// and their memory.
	ShareError float64 `json:"share_error,omitzero"`
	RankError  float64 `json:"rank_error,omitzero"`

	Progress func(done, total int) `json:"-"`
}

// The numbers of draws between two looks at the stop rule: of random draws, and of
// scramblings in turn, of which each then has a power of two.
const (
	block          = 1000
	scrambledBlock = 64 * scramblings
)

func (o Options) check() error {
	var errs []error
	bad := func(format string, args ...any) {
		errs = append(errs, basis.Errorf("%w: "+format, append([]any{ErrStudy}, args...)...))
	}
	if o.From < 0 || o.Draws < 1 || int64(o.Draws) > math.MaxUint32 {
		bad("%d draws from %d", o.Draws, o.From)
	}
	if o.Sampling < Random || o.Sampling > LowDiscrepancy {
		bad("no sampling %d", int(o.Sampling))
	}
	for _, n := range o.First {
		if n < 1 {
			bad("the first %d", n)
		}
	}
	if o.Digits != nil && (*o.Digits < 0 || *o.Digits > 12) {
		bad("%d digits of scores are not from 0 to 12", *o.Digits)
	}
	if !(o.ShareError >= 0) || !(o.RankError >= 0) {
		bad("standard errors of %v and %v to stop at", o.ShareError, o.RankError)
	}
	if o.stops() && o.From > 0 {
		bad("the stop rule is for whole runs: a range does not know the draws before it")
	}
	return basis.JoinErrors(errs...)
}

func (o Options) stops() bool { return o.ShareError > 0 || o.RankError > 0 }

// Run draws a study. The report is the same, bit for bit, for any number of workers, and
// [Report.Merge] of the reports of parts is that of the whole, since all that is summed
// is whole numbers. A draw that fails is counted and kept with its error; it is never
// replaced by the base. ctx stops the run, with its error and no report.
//
// Shares of draws at each rank are the rank acceptability indices of stochastic
// multicriteria acceptability analysis (R. Lahdelma, P. Salminen 2001, SMAA-2, Operations
// Research 49(3), 444-454).
func Run(ctx context.Context, s Study, o Options) (*Report, error) {
	if err := o.check(); err != nil {
		return nil, err
	}
	p, err := s.open(o)
	if err != nil {
		return nil, err
	}
	drawsWeights := func(f Factor) bool { _, ok := f.(Weights); return ok }
	if o.Central && !slices.ContainsFunc(s.Factors, drawsWeights) {
		return nil, basis.Errorf("%w: central weights are asked for, but no weights are drawn", ErrStudy)
	}
	if o.Central && s.varies(Frameworks{}) {
		return nil, basis.Errorf("%w: central weights are asked for, but indicators are left out, and weights among fewer siblings are others", ErrStudy)
	}
	digits := 2
	if o.Digits != nil {
		digits = *o.Digits
	}
	if p.e.judge.Rounded {
		digits = p.e.judge.Digits
	}
	r := &runner{plan: p, o: o, digits: digits, ctx: ctx}
	done, stopped := 0, basis.Text{}
	for done < o.Draws && stopped.IsZero() {
		n := r.block(done)
		if err := ctx.Err(); err != nil {
			return nil, basis.Errorf("after %d draws: %w", done, err)
		}
		done += n
		if o.Progress != nil {
			o.Progress(done, o.Draws)
		}
		if o.stops() {
			stopped = r.enough(done)
		}
	}
	out := full(r.states, p, o, digits, done)
	if out.Stopped = stopped; o.stops() && stopped.IsZero() {
		out.Stopped = basis.Textf("after all %d draws, above the standard errors asked for", done)
	}
	return out, nil
}

// gradable refuses a grader that looks at more than ranks and scores of a draw.
func (p *plan) gradable() error {
	switch g := p.study.Decision.Grader.(type) {
	case nil, evaluation.Quotas, evaluation.Thresholds:
		return nil
	default:
		return basis.Errorf("%w: grades by %T hang on more than the order and the scores of a draw", ErrStudy, g)
	}
}
