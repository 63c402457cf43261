package robustness

import (
	"maps"
	"math"
	"slices"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/aggregate"
	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/evaluation/internal/layout"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/normalize"
	"github.com/countyeval/countyeval/weights"
)

// Factor is one uncertain choice of a [Study]: [Weights], [Schemes], [Normalizers],
// [Aggregators], [Methods], [Steps], [Frameworks], [Goalposts], [Figures], [Graders] or [Plans]. It takes some uniform numbers of a draw and sets them into
// the work of that draw.
type Factor interface {
	// Label names what is uncertain, for readers.
	Label() basis.Text
	// touches lists what it sets, each of which one factor alone may set.
	touches() []string
	// check says what is wrong with it for a layout.
	check(l *layout.Layout) error
	// numbers is how many uniform numbers it takes.
	numbers(l *layout.Layout) int
	// choices adds what it chooses from, and returns where that begins.
	choices(c *Choices) (normalizers, aggregators int)
	// set sets the choice of a draw.
	set(d *drawing, u []float64) error
}

// drawing is a draw in the making, of one goroutine.
type drawing struct {
	w                    *Worker
	base                 [][]float64 // weights of the study's own model by class and node
	imp                  [][]float64
	d, dst               []float64 // of the children of one node
	normalize, aggregate int
	grader               evaluation.Grader
	plans                []incentive.Plan
	begins               [2]int            // of the factor at hand, in the evaluator's choices
	table                *indicators.Table // the prepared one, with the figures of the draw
}

// Weights are drawn around those of the model, at each node from a distribution of its
// own: By has it by the code of the node, Of is for all others. A nil one holds the
// weights of a node as they are. Where classes are weighed alone, the same numbers move
// the weights of all.
type Weights struct {
	Of Spread            `json:"of,omitzero"`
	By map[string]Spread `json:"by,omitzero" names:"group"`
}

// Schemes are weighting schemes of which a draw takes one; nil in it is the declared
// weights.
type Schemes struct {
	Of      []weights.Scheme `json:"of"`
	Chances []float64        `json:"chances,omitzero"` // of each, of sum 1; none: equal ones
}

// Normalizers are normalizers of which a draw takes one.
type Normalizers struct {
	Of      []normalize.Normalizer `json:"of"`
	Chances []float64              `json:"chances,omitzero"`
}

// Aggregators are aggregators of which a draw takes one.
type Aggregators struct {
	Of      []aggregate.Aggregator `json:"of"`
	Chances []float64              `json:"chances,omitzero"`
}

// Method is a normalizer and an aggregator that make sense together, such as scores
// above 0 and a geometric mean.
type Method struct {
	Normalize normalize.Normalizer `json:"normalize,omitzero"`
	Aggregate aggregate.Aggregator `json:"aggregate,omitzero"`
}

// Methods are pairs of a normalizer and an aggregator of which a draw takes one.
type Methods struct {
	Of      []Method  `json:"of"`
	Chances []float64 `json:"chances,omitzero"`
}

var (
	_ Factor = Weights{}
	_ Factor = Schemes{}
	_ Factor = Normalizers{}
	_ Factor = Aggregators{}
	_ Factor = Methods{}
)

const (
	theWeights    = "weights"
	theNormalizer = "normalizer"
	theAggregator = "aggregator"
)

// Label is "weights".
func (Weights) Label() basis.Text { return basis.Textf(theWeights) }
func (Weights) touches() []string { return []string{theWeights} }
func (f Weights) of(c string) Spread {
	if s, ok := f.By[c]; ok {
		return s
	}
	return f.Of
}

func (f Weights) check(l *layout.Layout) error {
	var errs []error
	if f.Of != nil {
		errs = append(errs, f.Of.Check())
	}
	for _, code := range slices.Sorted(maps.Keys(f.By)) {
		at, ok := l.Index[code]
		if !ok || l.Children[at] == nil {
			errs = append(errs, &indicators.InputError{Indicator: code, Err: basis.Errorf("%w: weights are drawn for it, but it has no children that are weighed", basis.ErrUnknown)})
		}
		if s := f.By[code]; s != nil {
			if err := s.Check(); err != nil {
				errs = append(errs, &indicators.InputError{Indicator: code, Err: err})
			}
		}
	}
	return basis.JoinErrors(errs...)
}

func (f Weights) numbers(l *layout.Layout) int {
	n := 0
	for _, at := range l.Order {
		if s := f.of(l.Codes[at]); s != nil {
			n += s.Numbers(len(l.Children[at]))
		}
	}
	return n
}

func (Weights) choices(*Choices) (normalizers, aggregators int) { return 0, 0 }

func (f Weights) set(d *drawing, u []float64) error {
	for c := range d.base {
		used := 0
		copy(d.imp[c], d.base[c])
		for _, at := range d.w.e.l.Order {
			s := f.of(d.w.e.l.Codes[at])
			if s == nil {
				continue
			}
			kids := d.w.e.l.Children[at]
			shares, dst := d.d[:len(kids)], d.dst[:len(kids)]
			for j, child := range kids {
				shares[j] = d.base[c][child]
			}
			n := s.Numbers(len(kids))
			s.Draw(dst, shares, u[used:used+n])
			used += n
			for j, child := range kids {
				d.imp[c][child] = dst[j]
			}
		}
		d.w.setClass(c, d.imp[c])
	}
	return nil
}

// Label is "weights".
func (Schemes) Label() basis.Text                               { return basis.Textf(theWeights) }
func (Schemes) touches() []string                               { return []string{theWeights} }
func (f Schemes) check(*layout.Layout) error                    { return chances(len(f.Of), f.Chances) }
func (Schemes) numbers(*layout.Layout) int                      { return 1 }
func (Schemes) choices(*Choices) (normalizers, aggregators int) { return 0, 0 }
func (f Schemes) set(d *drawing, u []float64) error {
	d.w.SetScheme(f.Of[pick(u[0], len(f.Of), f.Chances)])
	return nil
}

// Label is "normalizer".
func (Normalizers) Label() basis.Text            { return basis.Textf(theNormalizer) }
func (Normalizers) touches() []string            { return []string{theNormalizer} }
func (f Normalizers) check(*layout.Layout) error { return chances(len(f.Of), f.Chances) }
func (Normalizers) numbers(*layout.Layout) int   { return 1 }

func (f Normalizers) choices(c *Choices) (normalizers, aggregators int) {
	c.Normalize = append(c.Normalize, f.Of...)
	return len(c.Normalize) - len(f.Of), 0
}

func (f Normalizers) set(d *drawing, u []float64) error {
	d.normalize = d.begins[0] + pick(u[0], len(f.Of), f.Chances)
	return nil
}

// Label is "aggregator".
func (Aggregators) Label() basis.Text            { return basis.Textf(theAggregator) }
func (Aggregators) touches() []string            { return []string{theAggregator} }
func (f Aggregators) check(*layout.Layout) error { return chances(len(f.Of), f.Chances) }
func (Aggregators) numbers(*layout.Layout) int   { return 1 }

func (f Aggregators) choices(c *Choices) (normalizers, aggregators int) {
	c.Aggregate = append(c.Aggregate, f.Of...)
	return 0, len(c.Aggregate) - len(f.Of)
}

func (f Aggregators) set(d *drawing, u []float64) error {
	d.aggregate = d.begins[1] + pick(u[0], len(f.Of), f.Chances)
	return nil
}

// Label is "method".
func (Methods) Label() basis.Text            { return basis.Textf("method") }
func (Methods) touches() []string            { return []string{theNormalizer, theAggregator} }
func (f Methods) check(*layout.Layout) error { return chances(len(f.Of), f.Chances) }
func (Methods) numbers(*layout.Layout) int   { return 1 }

func (f Methods) choices(c *Choices) (normalizers, aggregators int) {
	for _, m := range f.Of {
		c.Normalize, c.Aggregate = append(c.Normalize, m.Normalize), append(c.Aggregate, m.Aggregate)
	}
	return len(c.Normalize) - len(f.Of), len(c.Aggregate) - len(f.Of)
}

func (f Methods) set(d *drawing, u []float64) error {
	at := pick(u[0], len(f.Of), f.Chances)
	d.normalize, d.aggregate = d.begins[0]+at, d.begins[1]+at
	return nil
}

// chances checks the probabilities of n alternatives.
func chances(n int, p []float64) error {
	if n == 0 {
		return basis.Errorf("%w: there is nothing to choose from", basis.ErrEmpty)
	}
	if p == nil {
		return nil
	}
	var sum float64
	bad := len(p) != n
	for _, x := range p {
		bad = bad || !(x >= 0)
		sum += x
	}
	if bad || !(math.Abs(sum-1) <= 1e-9) {
		return basis.Errorf("%w: %v are not the chances of %d alternatives, at least 0 and of sum 1", basis.ErrValue, p, n)
	}
	return nil
}

// pick takes one of n alternatives by a number between 0 and 1, which is cut at the
// chances themselves and not, as COINr has it, between the smallest and the largest
// number that was drawn.
func pick(u float64, n int, p []float64) int {
	if p == nil {
		return min(int(u*float64(n)), n-1)
	}
	last := 0
	for i, x := range p {
		if x > 0 {
			last = i
			if u < x {
				return i
			}
		}
		u -= x
	}
	return last
}
