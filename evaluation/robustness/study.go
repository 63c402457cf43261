package robustness

import (
	"slices"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/evaluation/internal/layout"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Study is a base and what is uncertain of it. The base is a whole evaluation: model,
// table, rulings and decision. A factor changes one thing; what no factor changes stays as
// the base has it.
type Study struct {
	Model    evaluation.Model    `json:"model"`
	Table    *indicators.Table   `json:"table"`
	Raw      bool                `json:"raw,omitzero"` // Table is raw, and the steps of the model prepare it; false: it is prepared
	Rulings  []evaluation.Ruling `json:"rulings,omitzero"`
	Decision evaluation.Decision `json:"decision"`
	Factors  []Factor            `json:"factors"`

	// Plans are the pools whose awards are at risk, with the figures of the year.
	Plans   []incentive.Plan  `json:"plans,omitzero"`
	Figures incentive.Figures `json:"figures,omitzero"`
}

// Sampling says where the uniform numbers of draws come from. The zero value is Random.
type Sampling int

// The samplings.
const (
	Random         Sampling = iota // a [Stream] of its own for each draw
	LowDiscrepancy                 // scrambled [Sobol] points; numbers beyond its dimensions are random
)

var samplings = basis.Words{"random", "low discrepancy"}

// String gives "random" or "low discrepancy".
func (s Sampling) String() string { return basis.Name(samplings, "Sampling", s) }

// MarshalText gives the words.
func (s Sampling) MarshalText() ([]byte, error) { return basis.MarshalWord(samplings, "sampling", s) }

// UnmarshalText accepts exactly the words of String.
func (s *Sampling) UnmarshalText(text []byte) error {
	return basis.UnmarshalWord(samplings, "sampling", s, text)
}

// ErrStudy is a study that cannot be run.
const ErrStudy = basis.Sentinel("study")

// plan is a study laid out.
type plan struct {
	study    Study
	e        *Evaluator // of the base
	stages   []stage    // what draws are scored on: one for each table that alternatives make
	begins   [][2]int   // of each factor, in the evaluators' choices
	numbers  []int      // of each factor, its first number; one more at the end
	sobol    []*Sobol   // independent scramblings; none: random
	sampling Sampling
	seed     uint64
	awards   [][]incentive.Amount // of the base, by pool and row
	ranking  evaluation.Ranking   // of the base, graded, if there are pools
}

// plan checks a study before the first draw: every alternative that does not go with
// another is named.
func (s Study) plan(o Options) (*plan, error) {
	if len(s.Factors) == 0 {
		return nil, basis.Errorf("%w: nothing is uncertain", ErrStudy)
	}
	r, err := s.evaluate(s.Model, s.Table)
	if err != nil {
		return nil, basis.Errorf("the base of the study: %w", err)
	}
	l, err := layout.New(r)
	if err != nil {
		return nil, err
	}
	p := &plan{study: s, sampling: o.Sampling, seed: o.Seed, numbers: []int{0}}
	var c Choices
	var errs []error
	by := map[string]int{}
	for i, f := range s.Factors {
		if f == nil {
			return nil, basis.Errorf("%w: factor %d is nil", ErrStudy, i+1)
		}
		if err := basis.JoinErrors(f.check(l), s.suits(f)); err != nil {
			errs = append(errs, basis.Errorf("factor %d (%s): %w", i+1, f.Label(), err))
			continue
		}
		if err := s.apart(f); err != nil {
			errs = append(errs, basis.Errorf("factor %d (%s): %w", i+1, f.Label(), err))
		}
		for _, what := range f.touches() {
			if other, ok := by[what]; ok {
				errs = append(errs, basis.Errorf("%w: factors %d and %d both set the %s", ErrStudy, other, i+1, what))
			}
			by[what] = i + 1
		}
		n, a := f.choices(&c)
		p.begins = append(p.begins, [2]int{n, a})
		p.numbers = append(p.numbers, p.numbers[len(p.numbers)-1]+f.numbers(l))
	}
	if err := basis.JoinErrors(errs...); err != nil {
		return nil, err
	}
	if err := p.setStages(r, c); err != nil {
		return nil, err
	}
	err = p.setSobol(o)
	return p, err
}

// scramblings is how many independent ones a run of Sobol points with a stop rule has.
const scramblings = 16

// setSobol makes the points that numbers come from.
func (p *plan) setSobol(o Options) error {
	dims := min(p.dimensions(), SobolDimensions)
	if o.Sampling != LowDiscrepancy || dims == 0 {
		return nil
	}
	seeds := []uint64{o.Seed}
	for r := uint64(1); o.stops() && r < scramblings; r++ {
		seeds = append(seeds, mix(o.Seed^mix(r)))
	}
	for _, seed := range seeds {
		made, err := NewSobol(dims, LinearMatrix, seed)
		if err != nil {
			return err
		}
		p.sobol = append(p.sobol, made)
	}
	return nil
}

// apart refuses errors of figures that ties are broken by, which are taken as they are.
func (s Study) apart(f Factor) error {
	figures, ok := f.(Figures)
	if !ok {
		return nil
	}
	for _, k := range s.Decision.Ties.Break {
		if k.Raw && slices.Contains(figures.codes(), k.Code) {
			return &indicators.InputError{Indicator: k.Code, Err: basis.Errorf("%w: ties are broken by its raw figures, which would not be those drawn", ErrStudy)}
		}
	}
	return nil
}

// pairs lists the normalizers and aggregators that can come together.
func pairs(factors []Factor, c Choices) [][2]int {
	var out [][2]int
	together := slices.ContainsFunc(factors, func(f Factor) bool { return len(f.touches()) > 1 })
	for i := range c.Normalize {
		for j := range c.Aggregate {
			if !together || i == j {
				out = append(out, [2]int{i, j})
			}
		}
	}
	return out
}

// dimensions is how many numbers a draw has.
func (p *plan) dimensions() int { return p.numbers[len(p.numbers)-1] }

// drawer makes draws, for one goroutine.
type drawer struct {
	*plan
	d      *drawing   // of the stage of the last draw
	all    []*drawing // of each stage, made when it is first drawn
	u      []float64
	stream *Stream
}

func (p *plan) drawer() *drawer {
	w := &drawer{plan: p, all: make([]*drawing, len(p.stages)), u: make([]float64, p.dimensions()), stream: NewStream(p.seed, 0)}
	w.choose(0)
	return w
}

// choose takes a stage.
func (w *drawer) choose(stage int) {
	if w.all[stage] == nil {
		s := w.stages[stage]
		d := &drawing{w: s.e.Worker(), base: s.base, d: make([]float64, len(s.e.l.Codes)), dst: make([]float64, len(s.e.l.Codes))}
		for range s.base {
			d.imp = append(d.imp, make([]float64, len(s.e.l.Codes)))
		}
		w.all[stage] = d
	}
	w.d = w.all[stage]
}

// draw scores draw d, which depends on the seed and on d alone.
func (w *drawer) draw(d int) error {
	from := 0
	if k := len(w.sobol); k > 0 { // draw after draw from each scrambling in turn
		w.sobol[d%k].At(w.u, d/k)
		from = w.sobol[0].Dimensions()
	}
	if from < len(w.u) {
		w.stream.Reset(w.seed, d)
		w.stream.Fill(w.u[from:])
	}
	return w.score()
}

// score scores the draw that the numbers at hand make.
func (w *drawer) score() error {
	w.choose(w.stage())
	e := w.d.w.e
	w.d.normalize, w.d.aggregate, w.d.grader, w.d.table = 0, 0, w.study.Decision.Grader, e.result.Prepared
	w.d.plans = append(w.d.plans[:0], w.study.Plans...)
	for i, f := range w.study.Factors {
		w.d.begins = w.begins[i]
		if err := f.set(w.d, w.u[w.numbers[i]:w.numbers[i+1]]); err != nil {
			return err
		}
	}
	if w.d.table != e.result.Prepared {
		w.d.w.Choose(w.d.normalize, w.d.aggregate)
		data, err := e.normalize(e.result, w.d.table, e.norms[w.d.normalize], e.logs)
		if err != nil {
			return err
		}
		w.d.w.use(data)
	} else if w.d.normalize != w.d.w.normalize || w.d.aggregate != w.d.w.aggregate {
		w.d.w.Choose(w.d.normalize, w.d.aggregate)
	}
	return w.d.w.Score()
}
