package robustness

import (
	"maps"
	"math"
	"slices"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/internal/layout"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Steps are sequences of steps, such as other imputations or treatments of outliers, of
// which a draw takes one in the place of the model's. They need a study of a raw table
// ([Study.Raw]). An empty one takes the table as it is. Sequences that do not keep the same
// units as the model's own are refused before the first draw.
type Steps struct {
	Of      [][]indicators.Step `json:"of"`
	Chances []float64           `json:"chances,omitzero"` // of each, of sum 1; none: equal ones
}

// Frameworks are frameworks without an indicator, of which a draw takes one: Without lists
// the codes, measured or composed, and "" leaves nothing out. The declared weights of the
// siblings that stay keep their proportions, and a node that loses its last child leaves
// with it.
type Frameworks struct {
	Without []string  `json:"without" names:"node"`
	Chances []float64 `json:"chances,omitzero"`
}

// Graders are graders of which a draw takes one, such as quotas with other shares. They
// must know the same grades, in the same order, as the decision's own.
type Graders struct {
	Of      []evaluation.Grader `json:"of"`
	Chances []float64           `json:"chances,omitzero"`
}

// Posts is by how much the goalposts of an indicator may be off, each on its own; an error
// of size 0 holds one.
type Posts struct {
	Lo Error `json:"lo,omitzero"`
	Hi Error `json:"hi,omitzero"`
}

// Goalposts are goalposts ([indicators.Indicator.Bounds]) that may be off, by code of the
// indicator, which must have some. Normalizers with ranges of their own do not look at
// them. Goalposts that meet or cross make a draw that fails.
type Goalposts struct {
	By map[string]Posts `json:"by" names:"column"`
}

var (
	_ Factor = Steps{}
	_ Factor = Frameworks{}
	_ Factor = Graders{}
	_ Factor = Goalposts{}
)

// Label is "steps".
func (Steps) Label() basis.Text { return basis.Textf("steps") }

func (f Steps) touches() []string { return []string{f.Label().String()} }

func (f Steps) check(*layout.Layout) error                    { return chances(len(f.Of), f.Chances) }
func (Steps) numbers(*layout.Layout) int                      { return 1 }
func (Steps) choices(*Choices) (normalizers, aggregators int) { return 0, 0 }
func (Steps) set(*drawing, []float64) error                   { return nil } // the stage is chosen before

// Label is "framework".
func (Frameworks) Label() basis.Text { return basis.Textf("framework") }

func (f Frameworks) touches() []string                             { return []string{f.Label().String()} }
func (Frameworks) numbers(*layout.Layout) int                      { return 1 }
func (Frameworks) choices(*Choices) (normalizers, aggregators int) { return 0, 0 }
func (Frameworks) set(*drawing, []float64) error                   { return nil } // the stage is chosen before
func (f Frameworks) check(l *layout.Layout) error {
	errs := []error{chances(len(f.Without), f.Chances)}
	for i, code := range f.Without {
		at, ok := l.Index[code]
		switch {
		case slices.Contains(f.Without[:i], code):
			errs = append(errs, &indicators.InputError{Indicator: code, Err: basis.Errorf("%w: it is listed twice", basis.ErrValue)})
		case code != "" && (!ok || at == 0):
			errs = append(errs, &indicators.InputError{Indicator: code, Err: basis.Errorf("%w: it cannot be left out", basis.ErrUnknown)})
		}
	}
	return basis.JoinErrors(errs...)
}

// Label is "grader".
func (Graders) Label() basis.Text { return basis.Textf("grader") }

func (f Graders) touches() []string                             { return []string{f.Label().String()} }
func (Graders) numbers(*layout.Layout) int                      { return 1 }
func (Graders) choices(*Choices) (normalizers, aggregators int) { return 0, 0 }
func (f Graders) check(*layout.Layout) error                    { return chances(len(f.Of), f.Chances) }

func (f Graders) set(d *drawing, u []float64) error {
	d.grader = f.Of[pick(u[0], len(f.Of), f.Chances)]
	return nil
}

// suit refuses graders of other grades than the decision's.
func (f Graders) suit(own evaluation.Grader) error {
	want, err := gradesOf(own)
	if err != nil {
		return basis.Errorf("the decision: %w", err)
	}
	var errs []error
	for i, g := range f.Of {
		got, err := gradesOf(g)
		if err == nil && !slices.Equal(want, got) {
			err = basis.Errorf("%w: it has the grades %v and the decision %v", ErrStudy, got, want)
		}
		if err != nil {
			errs = append(errs, basis.Errorf("grader %d: %w", i+1, err))
		}
	}
	return basis.JoinErrors(errs...)
}

// gradesOf are the names of a grader's grades, best first. Graders that look at more than
// ranks and scores of a draw are refused.
func gradesOf(g evaluation.Grader) ([]string, error) {
	var out []string
	switch g := g.(type) {
	case evaluation.Quotas:
		for _, q := range g.Grades {
			out = append(out, q.Grade)
		}
	case evaluation.Thresholds:
		for _, t := range g {
			out = append(out, t.Grade)
		}
	case nil:
		return nil, basis.Errorf("%w: it has no grader", ErrStudy)
	default:
		return nil, basis.Errorf("%w: grades by %T hang on more than the order and the scores of a draw", ErrStudy, g)
	}
	return out, nil
}

// Label is "goalposts".
func (Goalposts) Label() basis.Text { return basis.Textf("goalposts") }

func (f Goalposts) touches() []string                             { return []string{f.Label().String()} }
func (f Goalposts) numbers(*layout.Layout) int                    { return 2 * len(f.By) }
func (Goalposts) choices(*Choices) (normalizers, aggregators int) { return 0, 0 }
func (f Goalposts) check(l *layout.Layout) error {
	var errs []error
	if len(f.By) == 0 {
		errs = append(errs, basis.Errorf("%w: there are no goalposts", basis.ErrEmpty))
	}
	for _, code := range slices.Sorted(maps.Keys(f.By)) {
		at, ok := l.Index[code]
		if !ok || !slices.Contains(l.Leaves, at) || !l.Bounded[at] {
			errs = append(errs, &indicators.InputError{Indicator: code, Err: basis.Errorf("%w: no measured indicator of that code has goalposts", basis.ErrUnknown)})
		}
		for _, e := range []Error{f.By[code].Lo, f.By[code].Hi} {
			if !(e.Size >= 0) || math.IsInf(e.Size, 0) || e.Shape < Normal || e.Shape > Triangular {
				errs = append(errs, &indicators.InputError{Indicator: code, Err: basis.Errorf("%w: an error of size %v and shape %d", basis.ErrValue, e.Size, int(e.Shape))})
			}
		}
	}
	return basis.JoinErrors(errs...)
}

func (f Goalposts) set(d *drawing, u []float64) error {
	drawn := map[string]*indicators.Range{}
	for i, code := range slices.Sorted(maps.Keys(f.By)) {
		in, ok := d.table.Framework().Find(code)
		if !ok { // left out
			continue
		}
		p := f.By[code]
		drawn[code] = &indicators.Range{Lo: p.Lo.off(in.Bounds.Lo, u[2*i]), Hi: p.Hi.off(in.Bounds.Hi, u[2*i+1])}
	}
	var move func(in indicators.Indicator) indicators.Indicator
	move = func(in indicators.Indicator) indicators.Indicator {
		if r, ok := drawn[in.Code]; ok {
			in.Bounds = r
		}
		in.Children = slices.Clone(in.Children)
		for i, child := range in.Children {
			in.Children[i] = move(child)
		}
		return in
	}
	moved, err := indicators.NewFramework(move(d.table.Framework().Root()), d.table.Framework().Aux()...)
	if err != nil {
		return err
	}
	d.table, err = d.table.Under(moved)
	return err
}
