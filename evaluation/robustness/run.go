package robustness

import (
	"context"
	"errors"
	"fmt"
	"math"
	"slices"
	"sync"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Options say how a study is run, and what is kept of it.
type Options struct {
	From     int      `json:"from,omitempty"` // the first draw; a part of a run that others continue
	Draws    int      `json:"draws"`          // how many at most
	Seed     uint64   `json:"seed,omitempty"`
	Sampling Sampling `json:"sampling,omitempty"`

	First  []int `json:"first,omitempty"`  // N of each "first N" of which it is counted how many stay
	Digits *int  `json:"digits,omitempty"` // to which unrounded scores are recorded; nil: 2. Published ones have theirs
	Pairs  bool  `json:"pairs,omitempty"`  // count for each pair the draws in which one stands above the other

	// Central sums the weights under which a unit is first: see [UnitCounts.CentralWeights].
	// It needs a factor [Weights], and that no indicator is left out.
	Central bool `json:"central,omitempty"`

	// Twin awards the pools whose plans allow it in float64, many times as fast; each award
	// is within one lot of the exact one, and mostly the same. A pool has Grades, ByGrade,
	// ByScore and CapAt as its articles then, one tranche and awards rounded down; others,
	// and draws in which nobody is in, stay with the exact engine.
	Twin bool `json:"twin,omitempty"`

	// The stop rule: after every 1,000 draws in their order the run stops if no share of
	// draws at a rank or in a first N has a standard error above ShareError and no mean
	// rank one above RankError; 0: does not matter. It is for whole runs of random
	// draws.
	ShareError float64 `json:"share_error,omitempty"`
	RankError  float64 `json:"rank_error,omitempty"`

	Progress func(done, total int) `json:"-"`
}

// block is the number of draws between two looks at the stop rule.
const block = 1000

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
	if o.stops() && (o.From > 0 || o.Sampling != Random) {
		bad("the stop rule is for whole runs of random draws: a range does not know the draws before it, and the standard error of Sobol points comes from independent scramblings")
	}
	return errors.Join(errs...)
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
	p, err := s.plan(o.Sampling, o.Seed)
	if err != nil {
		return nil, err
	}
	if err := p.gradable(); err != nil {
		return nil, err
	}
	if err := p.awardable(); err != nil {
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
	var states []*tally
	done, stopped := 0, ""
	for done < o.Draws && stopped == "" {
		n := min(block, o.Draws-done)
		var mu sync.Mutex
		used := 0
		basis.EachWith(n, basis.Large, func() func(int) {
			mu.Lock()
			defer mu.Unlock()
			if used == len(states) {
				states = append(states, newTally(p, o, digits))
			}
			t := states[used]
			used++
			return func(i int) {
				if ctx.Err() == nil {
					t.draw(o.From + done + i)
				}
			}
		})
		if err := ctx.Err(); err != nil {
			return nil, basis.Errorf("after %d draws: %w", done, err)
		}
		done += n
		if o.Progress != nil {
			o.Progress(done, o.Draws)
		}
		if o.stops() {
			stopped = report(states, p, o, digits, done).enough(o)
		}
	}
	out := report(states, p, o, digits, done)
	if out.Stopped = stopped; o.stops() && stopped == "" {
		out.Stopped = fmt.Sprintf("after all %d draws, above the standard errors asked for", done)
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

// enough says when and why the stop rule holds; "" if it does not.
func (r *Report) enough(o Options) string {
	n := float64(r.Good())
	var share, rank float64 // largest standard errors
	for _, u := range r.Units {
		if u.Rank == 0 {
			continue
		}
		shares := []float64{}
		for k := range u.Ranks {
			shares = append(shares, u.At(k+1))
		}
		for _, f := range r.First {
			shares = append(shares, u.Within(f.N))
		}
		for _, p := range shares {
			share = max(share, math.Sqrt(p*(1-p)/n))
		}
		rank = max(rank, math.Sqrt(squares(u.byRank())/n))
	}
	if n == 0 || o.ShareError > 0 && share > o.ShareError || o.RankError > 0 && rank > o.RankError {
		return ""
	}
	return fmt.Sprintf("stopped after %d draws: no share has a standard error above %.3g, no mean rank one above %.3g", r.Draws, share, rank)
}
