package robustness

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Study is a base and what is uncertain of it. The base is a whole evaluation: model,
// prepared table, rulings and decision. A factor changes one thing; what no factor
// changes stays as the base has it.
type Study struct {
	Model    evaluation.Model    `json:"model"`
	Table    *indicators.Table   `json:"table"` // prepared
	Rulings  []evaluation.Ruling `json:"rulings,omitempty"`
	Decision evaluation.Decision `json:"decision"`
	Factors  []Factor            `json:"factors"`
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
	e        *Evaluator
	begins   [][2]int // of each factor, in the evaluator's choices
	numbers  []int    // of each factor, its first number; one more at the end
	sobol    *Sobol
	sampling Sampling
	seed     uint64
	base     [][]float64 // weights by class and node
}

// plan checks a study before the first draw: every alternative that does not go with
// another is named.
func (s Study) plan(sampling Sampling, seed uint64) (*plan, error) {
	if len(s.Factors) == 0 {
		return nil, basis.Errorf("%w: nothing is uncertain", ErrStudy)
	}
	r, err := s.Model.Score(nil, s.Table, s.Rulings)
	if err != nil {
		return nil, basis.Errorf("the base of the study: %w", err)
	}
	l, err := newLayout(r)
	if err != nil {
		return nil, err
	}
	p := &plan{study: s, sampling: sampling, seed: seed, numbers: []int{0}}
	var c Choices
	var errs []error
	by := map[string]int{}
	for i, f := range s.Factors {
		if f == nil {
			return nil, basis.Errorf("%w: factor %d is nil", ErrStudy, i+1)
		}
		if err := f.check(l); err != nil {
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
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	if p.e, err = newEvaluator(r, s.Decision, &c); err != nil {
		return nil, err
	}
	if err := p.e.try(c, pairs(s.Factors, c)); err != nil {
		return nil, err
	}
	p.base = baseWeights(p.e)
	if dims := min(p.dimensions(), SobolDimensions); sampling == LowDiscrepancy && dims > 0 {
		p.sobol, err = NewSobol(dims, LinearMatrix, seed)
	}
	return p, err
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

// baseWeights are the weights of the result by class and node.
func baseWeights(e *Evaluator) [][]float64 {
	out := make([][]float64, len(e.classes))
	for c, class := range e.classes {
		out[c] = make([]float64, len(e.codes))
		for _, at := range e.order {
			_, w, err := e.result.Group(e.codes[at], class)
			if err != nil {
				continue // cannot be: the layout has read the same groups
			}
			for j, child := range e.children[at] {
				out[c][child] = w[j]
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
	d      drawing
	u      []float64
	stream *Stream
}

func (p *plan) drawer() *drawer {
	w := &drawer{plan: p, u: make([]float64, p.dimensions()), stream: NewStream(p.seed, 0)}
	w.d = drawing{w: p.e.Worker(), base: p.base, d: make([]float64, len(p.e.codes)), dst: make([]float64, len(p.e.codes))}
	for range p.base {
		w.d.imp = append(w.d.imp, make([]float64, len(p.e.codes)))
	}
	return w
}

// draw scores draw d, which depends on the seed and on d alone.
func (w *drawer) draw(d int) error {
	from := 0
	if w.sobol != nil {
		w.sobol.At(w.u, d)
		from = w.sobol.Dimensions()
	}
	if from < len(w.u) {
		w.stream.Reset(w.seed, d)
		w.stream.Fill(w.u[from:])
	}
	w.d.normalize, w.d.aggregate, w.d.table = 0, 0, w.e.result.Prepared
	for i, f := range w.study.Factors {
		w.d.begins = w.begins[i]
		if err := f.set(&w.d, w.u[w.numbers[i]:w.numbers[i+1]]); err != nil {
			return err
		}
	}
	if w.d.table != w.e.result.Prepared {
		w.d.w.Choose(w.d.normalize, w.d.aggregate)
		data, err := w.e.normalize(w.e.result, w.d.table, w.e.norms[w.d.normalize], w.e.logs)
		if err != nil {
			return err
		}
		w.d.w.use(data)
	} else if w.d.normalize != w.d.w.normalize || w.d.aggregate != w.d.w.aggregate {
		w.d.w.Choose(w.d.normalize, w.d.aggregate)
	}
	return w.d.w.Score()
}

// fingerprint tells one study from another, so that parts of two are not merged.
func (p *plan) fingerprint() string {
	hash := sha256.New()
	write := func(words ...string) { hash.Write([]byte(strings.Join(words, "\x00") + "\x01")) }
	write(p.sampling.String(), fmt.Sprint(p.seed))
	for i, f := range p.study.Factors {
		write(fmt.Sprintf("%T %v", f, f), fmt.Sprint(p.numbers[i+1]))
	}
	for row, u := range p.e.result.Prepared.Units() {
		write(u.Code, u.Class, fmt.Sprint(p.e.judge.rank[row]))
	}
	for _, data := range p.e.data {
		for _, class := range data.x {
			for _, x := range class {
				_ = binary.Write(hash, binary.LittleEndian, x)
			}
		}
	}
	return hex.EncodeToString(hash.Sum(nil)[:16])
}

// Draw is one draw of a study, whole.
type Draw struct {
	Draw      int         `json:"draw"`
	Numbers   []float64   `json:"numbers"`   // uniform, factor after factor
	Normalize int         `json:"normalize"` // which alternative of the study, from 0
	Aggregate int         `json:"aggregate"`
	Scores    []float64   `json:"scores"` // of the indicator that is ranked by, in the order of the table
	Ranks     []int       `json:"ranks"`
	Shares    [][]float64 `json:"shares,omitempty"` // importances that were drawn, by class and node; none if weights came from a scheme
	Err       error       `json:"-"`                // why it failed
}

// Draw gives any draw again.
func (s Study) Draw(o Options, d int) (Draw, error) {
	p, err := s.plan(o.Sampling, o.Seed)
	if err != nil {
		return Draw{}, err
	}
	w := p.drawer()
	out := Draw{Draw: d}
	out.Err = w.draw(d)
	out.Numbers, out.Normalize, out.Aggregate = slices.Clone(w.u), w.d.normalize, w.d.aggregate
	if w.d.w.scheme == nil {
		for _, by := range w.d.imp {
			out.Shares = append(out.Shares, slices.Clone(by))
		}
	}
	if out.Err == nil {
		out.Scores, out.Ranks = w.d.w.Scores(nil), w.d.w.Rank(nil)
	}
	return out, nil
}
