package robustness

import (
	"context"
	"math"
	"slices"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Confidence are confidence sets of ranks: how sure a rank is where the scores are estimates
// with standard errors. The rank of a unit is one more than the number of units whose true
// score is above its own. Its set contains it with probability Level, or with Joint all sets
// contain their ranks at once with it.
//
// Two units are told apart if their difference, in its standard errors, is above a critical
// value c,
//
//	|S_j - S_k| > c s_jk,   c: quantile Level of max |Z_j - Z_k| / s_jk
//
// the maximum being over all k for the set of unit j alone, and over all pairs for Joint,
// and Z being drawn errors. Those told apart leave, and the others are looked at again with
// the smaller c of what is left, until nobody more is told apart (step-down). Then
//
//	best rank = 1 + number surely above,   worst rank = n - number surely below
//
// Intervals of scores that do not overlap, a usual way to read ranks, say neither the one nor
// the other: they err for many units at once.
//
// Source: M. Mogstad, J. P. Romano, A. M. Shaikh, D. Wilhelm (2024), Inference for ranks with
// applications to mobility across neighborhoods and academic achievement across countries,
// Review of Economic Studies 91(1), 476-518, sections 3.1 and 3.2, with symmetric sets of
// differences; their program is the R package csranks.
type Confidence struct {
	Level float64 `json:"level,omitzero"` // 0: 0.95
	Joint bool    `json:"joint,omitzero"`
	Draws int     `json:"draws,omitzero"` // of errors, from which c is taken; 0: 2,000
	Seed  uint64  `json:"seed,omitzero"`
}

// RankSet is the confidence set of the rank of one unit: from Best to Worst.
type RankSet struct {
	Unit  indicators.Unit `json:"unit,omitzero"`
	Rank  int             `json:"rank"` // by the scores as they are
	Best  int             `json:"best"`
	Worst int             `json:"worst"`
}

// Sets finds the sets for scores with standard errors, errors of different units being
// independent and normal. A standard error of 0 is a score that is known.
func (o Confidence) Sets(scores, errors []float64) ([]RankSet, error) {
	o = o.filled()
	if err := o.check(scores, errors); err != nil {
		return nil, err
	}
	z := make([][]float64, len(scores)) // unit, draw
	for j := range z {
		z[j] = make([]float64, o.Draws)
	}
	stream := NewStream(o.Seed, 0)
	for d := range o.Draws {
		stream.Reset(o.Seed, d)
		for j := range z {
			z[j][d] = errors[j] * stream.Rand().NormFloat64()
		}
	}
	return o.sets(scores, z, func(j, k int) float64 { return math.Hypot(errors[j], errors[k]) }), nil
}

// SetsOf finds the sets of the ranked units of a study whose only factors are [Figures]:
// stated errors of figures, carried through the engine, scales that follow the data and all.
// Errors of two scores then go together as the draws have them, and s_jk is the standard
// deviation of the drawn differences. A draw that fails is an error.
func (o Confidence) SetsOf(ctx context.Context, s Study) ([]RankSet, error) {
	o = o.filled()
	if err := o.check(nil, nil); err != nil {
		return nil, err
	}
	for _, f := range s.Factors {
		if _, ok := f.(Figures); !ok {
			return nil, basis.Errorf("%w: %s is no error of measurement, and a choice has no confidence set", ErrStudy, labelOf(f))
		}
	}
	p, err := s.plan(Options{Seed: o.Seed})
	if err != nil {
		return nil, err
	}
	if s.Decision.Own {
		return nil, basis.Errorf("%w: classes have places of their own; a study of one class has confidence sets", ErrStudy)
	}
	base := p.e.Worker()
	if err := base.Score(); err != nil {
		return nil, err
	}
	var rows []int
	var scores []float64
	for row, rank := range p.e.judge.Rank {
		if rank > 0 {
			rows, scores = append(rows, row), append(scores, base.out[row])
		}
	}
	z := make([][]float64, len(rows))
	for j := range z {
		z[j] = make([]float64, o.Draws)
	}
	failed := make([]error, o.Draws)
	basis.EachWith(o.Draws, basis.Large, func() func(int) {
		w := p.drawer()
		return func(d int) {
			if ctx.Err() != nil {
				return
			}
			if err := w.draw(d); err != nil {
				failed[d] = basis.Errorf("draw %d: %w", d, err)
				return
			}
			for j, row := range rows {
				z[j][d] = w.d.w.out[row] - scores[j]
			}
		}
	})
	if err := basis.JoinErrors(ctx.Err(), basis.JoinErrors(failed...)); err != nil {
		return nil, err
	}
	out := o.sets(scores, z, func(j, k int) float64 { return deviation(z[j], z[k]) })
	for j, row := range rows {
		out[j].Unit = p.e.result.Prepared.Unit(row)
	}
	return out, nil
}

// labelOf names a factor, a nil one too.
func labelOf(f Factor) basis.Text {
	if f == nil {
		return basis.Textf("nil")
	}
	return f.Label()
}

func (o Confidence) filled() Confidence {
	if o.Level == 0 {
		o.Level = 0.95
	}
	if o.Draws == 0 {
		o.Draws = 2000
	}
	return o
}

func (o Confidence) check(scores, stated []float64) error {
	var errs []error
	if !(o.Level > 0 && o.Level < 1) {
		errs = append(errs, basis.Errorf("%w: a level of %v is not between 0 and 1", basis.ErrValue, o.Level))
	}
	if need := math.Ceil(1/(1-o.Level)) - 1; o.Level > 0 && o.Level < 1 && float64(o.Draws) < need {
		errs = append(errs, basis.Errorf("%w: %d draws for a level of %v", basis.ErrFew, o.Draws, o.Level))
	}
	if len(scores) != len(stated) {
		errs = append(errs, basis.Errorf("%w: %d scores and %d standard errors", basis.ErrValue, len(scores), len(stated)))
		return basis.JoinErrors(errs...)
	}
	for j := range scores {
		if scores[j]-scores[j] != 0 || !(stated[j] >= 0) || math.IsInf(stated[j], 0) {
			errs = append(errs, basis.Errorf("%w: score %d is %v with a standard error of %v", basis.ErrNumber, j+1, scores[j], stated[j]))
		}
	}
	return basis.JoinErrors(errs...)
}

// deviation is the standard deviation (n) of the differences of two lists.
func deviation(x, y []float64) float64 {
	var mean, sum float64
	for d := range x {
		mean += x[d] - y[d]
	}
	mean /= float64(len(x))
	for d := range x {
		e := x[d] - y[d] - mean
		sum += float64(e * e)
	}
	return math.Sqrt(sum / float64(len(x)))
}

// difference is a pair that may be told apart.
type difference struct {
	j, k  int
	s     float64 // standard error
	known bool    // it is told apart
}

// sets finds the sets from drawn errors and standard errors of differences.
func (o Confidence) sets(scores []float64, z [][]float64, s func(j, k int) float64) []RankSet {
	n := len(scores)
	out := make([]RankSet, n)
	for j := range out {
		out[j] = RankSet{Rank: 1, Best: 1, Worst: n}
		for _, x := range scores {
			if x > scores[j] {
				out[j].Rank++
			}
		}
	}
	if o.Joint {
		var all []difference
		for j := range n {
			for k := range j {
				all = append(all, difference{j: j, k: k, s: s(j, k)})
			}
		}
		o.tell(all, scores, z)
		for _, d := range all {
			if d.known {
				out[d.j].count(scores[d.k] > scores[d.j])
				out[d.k].count(scores[d.j] > scores[d.k])
			}
		}
		return out
	}
	basis.Each(n, basis.Large, func(j int) {
		var own []difference
		for k := range n {
			if k != j {
				own = append(own, difference{j: j, k: k, s: s(j, k)})
			}
		}
		o.tell(own, scores, z)
		for _, d := range own {
			if d.known {
				out[j].count(scores[d.k] > scores[j])
			}
		}
	})
	return out
}

// count counts one that is surely above, or surely below.
func (r *RankSet) count(above bool) {
	if above {
		r.Best++
	} else {
		r.Worst--
	}
}

// tell marks those that are told apart, step by step.
func (o Confidence) tell(all []difference, scores []float64, z [][]float64) {
	for i := range all {
		d := &all[i]
		d.known = d.s == 0 && scores[d.j] != scores[d.k]
	}
	most := make([]float64, o.Draws)
	for {
		clear(most)
		left := false
		for _, d := range all {
			if d.known || d.s == 0 {
				continue
			}
			left = true
			x, y, per := z[d.j], z[d.k], 1/d.s
			for i := range most {
				if v := math.Abs(x[i]-y[i]) * per; v > most[i] {
					most[i] = v
				}
			}
		}
		if !left {
			return
		}
		// With c of this order a chance of Level is kept whatever the number of draws.
		slices.Sort(most)
		c := most[min(int(math.Ceil(o.Level*float64(o.Draws+1))), o.Draws)-1]
		told := false
		for i := range all {
			d := &all[i]
			if !d.known && d.s > 0 && math.Abs(scores[d.j]-scores[d.k]) > c*d.s {
				d.known, told = true, true
			}
		}
		if !told {
			return
		}
	}
}
