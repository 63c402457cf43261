package robustness

import (
	"context"
	"math"
	"slices"
	"sync"

	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// OutputKind is a figure that a draw of a study has. The zero value is MeanShift.
type OutputKind int

// The outputs.
const (
	MeanShift OutputKind = iota // by how many ranks a ranked unit moves from its rank in the base, in the mean
	Score                       // of a unit, before it is rounded
	Rank                        // of a unit
	Award                       // of a unit from a pool, in the unit of its measure
	Turnover                    // of a pool: what changes hands against the base, in the unit of its measure
)

var outputKinds = basis.Words{"mean shift", "score", "rank", "award", "turnover"}

// String gives the word.
func (k OutputKind) String() string { return basis.Name(outputKinds, "OutputKind", k) }

// MarshalText gives the word.
func (k OutputKind) MarshalText() ([]byte, error) {
	return basis.MarshalWord(outputKinds, "output", k)
}

// UnmarshalText accepts exactly the words of String.
func (k *OutputKind) UnmarshalText(text []byte) error {
	return basis.UnmarshalWord(outputKinds, "output", k, text)
}

// Output is an output of a study: of which unit, and of which pool, where its kind asks for
// one.
type Output struct {
	Kind OutputKind `json:"kind,omitzero"`
	Unit string     `json:"unit,omitzero"`
	Pool string     `json:"pool,omitzero"`
}

// DesignOptions say how [Study.Indices] draws.
type DesignOptions struct {
	N         int       `json:"n"` // best a power of two; N (k+2) draws are made for k factors
	Seed      uint64    `json:"seed,omitzero"`
	Random    bool      `json:"random,omitzero"` // random numbers, not Sobol points
	Bootstrap Bootstrap `json:"bootstrap,omitzero"`
	Twin      bool      `json:"twin,omitzero"` // see [Options.Twin]

	Progress func(done, total int) `json:"-"`
}

// Influence is which choice matters, for one output: the Sobol indices of the study's
// factors in their order.
type Influence struct {
	Output  Output       `json:"output"`
	Factors []basis.Text `json:"factors"` // labels
	Indices Indices      `json:"indices,omitzero"`

	// Lost is how many of the N draws were left out, with all that were made of them, since
	// one of these failed; Failures are the first of them, by their number in the design.
	Lost     int       `json:"lost,omitzero"`
	Failures []Failure `json:"failures,omitzero"`

	Err error `json:"err,omitzero"` // why there are no indices: the output never moves ([basis.ErrConstant]), or too many draws failed
}

// Indices answers "which choice matters most?" in one call: it runs a [Design] of the
// study's factors through the engine and estimates the indices of each output
// ([SobolIndices]), of the mean shift of ranks if none is named.
func (s Study) Indices(ctx context.Context, o DesignOptions, outputs ...Output) ([]Influence, error) {
	run := Options{Seed: o.Seed, Twin: o.Twin}
	p, err := s.open(run)
	if err != nil {
		return nil, err
	}
	if len(outputs) == 0 {
		outputs = []Output{{}}
	}
	var errs []error
	for _, out := range outputs {
		errs = append(errs, p.knows(out))
	}
	design := Design{N: o.N, Random: o.Random, Seed: o.Seed}
	for i := range s.Factors {
		design.Numbers = append(design.Numbers, p.numbers[i+1]-p.numbers[i])
	}
	sampler, err := design.Sampler()
	if err := basis.JoinErrors(append(errs, err)...); err != nil {
		return nil, err
	}
	y := make([][]float64, len(outputs)) // output, draw of the design
	for k := range y {
		y[k] = make([]float64, sampler.Len())
	}
	failed := make([]error, sampler.Len())
	awards := slices.ContainsFunc(outputs, func(out Output) bool { return out.Pool != "" })
	var workers []*tally
	for done := 0; done < sampler.Len(); {
		n := min(block, sampler.Len()-done)
		var mu sync.Mutex
		used := 0
		basis.EachWith(n, basis.Large, func() func(int) {
			mu.Lock()
			defer mu.Unlock()
			if used == len(workers) {
				workers = append(workers, newMeasure(p, run))
			}
			t, scratch := workers[used], make([]float64, 2*sampler.Dimensions())
			used++
			return func(i int) {
				if ctx.Err() != nil {
					return
				}
				sampler.At(t.u, done+i, scratch)
				if failed[done+i] = t.measure(awards); failed[done+i] == nil {
					for k, out := range outputs {
						y[k][done+i] = t.output(out)
					}
				}
			}
		})
		if err := ctx.Err(); err != nil {
			return nil, basis.Errorf("after %d draws: %w", done, err)
		}
		if done += n; o.Progress != nil {
			o.Progress(done, sampler.Len())
		}
	}
	return p.influences(outputs, y, failed, o), nil
}

// open checks and lays out a study with its pools.
func (s Study) open(o Options) (*plan, error) {
	p, err := s.plan(o)
	if err != nil {
		return nil, err
	}
	if err := p.gradable(); err != nil {
		return nil, err
	}
	err = p.awardable()
	return p, err
}

// knows refuses an output of a unit or a pool that there is not.
func (p *plan) knows(o Output) error {
	if o.Kind < MeanShift || o.Kind > Turnover {
		return basis.Errorf("%w: no output %d", ErrStudy, int(o.Kind))
	}
	ofUnit, ofPool := o.Kind == Score || o.Kind == Rank || o.Kind == Award, o.Kind == Award || o.Kind == Turnover
	row, ok := p.e.result.Prepared.Row(o.Unit)
	if ofUnit && (!ok || p.e.judge.Rank[row] == 0) {
		return &indicators.InputError{Unit: o.Unit, Err: basis.Errorf("%w: it is not ranked", basis.ErrUnknown)}
	}
	if ofPool && p.pool(o.Pool) < 0 {
		return basis.Errorf("%w: the study has no pool %q", basis.ErrUnknown, o.Pool)
	}
	return nil
}

// pool is the number of a pool; -1 if there is none of that name.
func (p *plan) pool(name string) int {
	return slices.IndexFunc(p.study.Plans, func(plan incentive.Plan) bool { return plan.Pool.Name == name })
}

// measure scores and ranks the draw that the numbers at hand make, and awards it if an
// output asks for that.
func (t *tally) measure(awards bool) error {
	if err := t.score(); err != nil {
		return err
	}
	if awards {
		return t.decide()
	}
	t.d.w.Rank(t.ranks)
	return nil
}

// output is a figure of the draw at hand.
func (t *tally) output(o Output) float64 {
	row := 0
	if o.Unit != "" {
		row = t.row(o.Unit)
	}
	switch o.Kind {
	case Score:
		return t.d.w.out[row]
	case Rank:
		return float64(t.ranks[row])
	case Award, Turnover:
		at := t.pool(o.Pool)
		pool, unit := &t.pools[at], math.Pow10(t.study.Plans[at].Pool.Measure.Digits)
		if o.Kind == Award {
			return float64(pool.now[row]) / unit
		}
		return float64(pool.turned()) / 2 / unit
	default:
		ranked, sum := 0, 0
		for i, rank := range t.ranks {
			if t.base[i] > 0 {
				ranked++
				sum += max(rank-t.base[i], t.base[i]-rank)
			}
		}
		return float64(sum) / float64(ranked)
	}
}

// influences estimates the indices of the draws of which none failed.
func (p *plan) influences(outputs []Output, y [][]float64, failed []error, o DesignOptions) []Influence {
	var keep []int
	var failures []Failure
	for d := range o.N {
		lost := false
		for at := d; at < len(failed); at += o.N {
			if failed[at] != nil {
				lost, failures = true, append(failures, Failure{at, failed[at]})
			}
		}
		if !lost {
			keep = append(keep, d)
		}
	}
	out := make([]Influence, len(outputs))
	for k := range out {
		x := &out[k]
		x.Output, x.Lost, x.Failures = outputs[k], o.N-len(keep), keepFirst(slices.Clone(failures))
		part := func(at int) []float64 {
			column := make([]float64, len(keep))
			for i, d := range keep {
				column[i] = y[k][at*o.N+d]
			}
			return column
		}
		of := Outputs{A: part(0), B: part(1)}
		for i, f := range p.study.Factors {
			x.Factors = append(x.Factors, f.Label())
			of.AB = append(of.AB, part(2+i))
		}
		x.Indices, x.Err = SobolIndices(of, o.Bootstrap)
	}
	return out
}
