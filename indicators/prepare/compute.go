package prepare

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/exact"
)

// Ratio makes a computed indicator from two columns, either of which may be
// auxiliary:
//
//	code = of * factor / by
//
// Factor sets the unit, e.g. 100 for a percentage; 0 stands for 1. The figure is the
// float64 nearest to the exact rational of the raw figures under it, through all
// steps before, each of them, and Factor, taken as its shortest decimal (package
// exact): 0.3/0.1 is 3, and figures that are equal on paper have equal bits.
//
// Where either column has no value the ratio has none; nothing is imputed. If a
// step filled in a denominator (or numerator) before, that shows twice: the ratio
// is also marked [indicators.Imputed], and the stage warns ([ErrOrder]). A cell with
// a value is marked [indicators.Derived], unless a source is under query
// ([indicators.Open]), imputed or treated: then the ratio is the same, the gravest
// first.
//
// A zero in By is an error ([ErrDivision]) that names the unit, and where By is missing
// so is the ratio, unless Zero or Gap state what else it means ([Denominator]); a ratio
// that is stated is marked [indicators.Imputed], with its reason in the stage's Changes. A
// negative value in By is a warning. The indicator must be declared Computed and have no values yet; Of and By
// are other columns of the table, and if they are computed themselves, the step that makes
// them comes before. All faults are reported at once.
//
// Source: OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 2,
// scaling of variables by an appropriate measure of size.
type Ratio struct {
	Code   string  `json:"code" names:"column"` // the computed indicator
	Of     string  `json:"of" names:"column"`   // numerator
	By     string  `json:"by" names:"column"`   // denominator
	Factor float64 `json:"factor,omitzero"`     // 0: 1

	Zero Denominator `json:"zero,omitzero"` // what the ratio is where By is 0
	Gap  Denominator `json:"gap,omitzero"`  // what it is where By is missing
}

var _ indicators.Step = Ratio{}

// String gives the formula: "tax_per_mu = tax / land * 10000".
func (s Ratio) String() string { return s.Text().String() }

// Text gives the words of String.
func (s Ratio) Text() basis.Text {
	out := s.Code + " = " + s.Of + " / " + s.By
	if f := or(s.Factor, 1); f != 1 {
		out += " * " + strconv.FormatFloat(f, 'g', -1, 64)
	}
	text := basis.Textf("%s", out)
	if s.Zero != Unstated {
		text = basis.Textf("%v, if %s is 0: %v", text, s.By, s.Zero.word())
	}
	if s.Gap != Unstated {
		text = basis.Textf("%v, if %s is missing: %v", text, s.By, s.Gap.word())
	}
	return text
}

// Apply implements [indicators.Step].
func (s Ratio) Apply(t *indicators.Table) (indicators.Stage, error) {
	f := or(s.Factor, 1)
	from, err := sources(t, s.Code, s.Of, s.By)
	if math.IsNaN(f) || math.IsInf(f, 0) {
		err = basis.JoinErrors(err, fault("", s.Code, basis.Errorf("%w: factor %v is not finite", basis.ErrValue, f)))
	}
	for _, d := range []Denominator{s.Zero, s.Gap} {
		if _, bad := d.MarshalText(); bad != nil {
			err = basis.JoinErrors(err, fault("", s.Code, bad))
		}
	}
	if err != nil {
		return indicators.Stage{}, basis.Errorf("ratio %s: %w", s, err)
	}
	of, by := from[0].exact, from[1].values
	x := make([]exact.Number, t.Len())
	var errs, warnings []error
	var lack []lacking
	for i := range x {
		switch {
		case by.At(i) == 0 && s.Zero > RefuseRatio && math.IsNaN(of.At(i).Float()):
			x[i] = of.At(i)
			continue
		case by.At(i) == 0 && s.Zero > RefuseRatio:
			lack = append(lack, lacking{i, s.Zero, basis.Textf("%s is 0", s.By)})
			continue
		case math.IsNaN(by.At(i)) && s.Gap > RefuseRatio && from[1].marks.At(i) != indicators.NotApplicable:
			lack = append(lack, lacking{i, s.Gap, basis.Textf("%s is missing", s.By)})
			continue
		case by.At(i) == 0:
			errs = append(errs, fault(t.Unit(i).Code, s.Code, basis.Errorf("%w: %s is 0", ErrDivision, s.By)))
			continue
		case math.IsNaN(by.At(i)) && s.Gap == RefuseRatio:
			errs = append(errs, fault(t.Unit(i).Code, s.Code, basis.Errorf("%w: %s", basis.ErrMissing, s.By)))
			continue
		case by.At(i) < 0:
			warnings = append(warnings, fault(t.Unit(i).Code, s.Code, basis.Errorf("%w: it is divided by a negative %s, %v", basis.ErrValue, s.By, by.At(i))))
		}
		x[i] = exact.Quotient(times(of.At(i), f), from[1].exact.At(i))
	}
	if err := basis.JoinErrors(errs...); err != nil {
		return indicators.Stage{}, basis.Errorf("ratio %s: %w", s, err)
	}
	marks, confidential := inherited(x, from)
	changes, err := s.choose(t, x, marks, confidential, lack)
	var stage indicators.Stage
	if err == nil {
		stage, err = derivedAs(t, s.Text(), s.Code, x, marks, confidential, from)
	}
	if err != nil {
		return indicators.Stage{}, basis.Errorf("ratio %s: %w", s, err)
	}
	stage.Changes = changes
	stage.Warnings = append(stage.Warnings, warnings...)
	return stage, nil
}

// Sum makes a computed indicator, often an auxiliary one for a later [Ratio], as
// the sum of columns, less others:
//
//	code = of[0] + of[1] + ... - less[0] - less[1] - ...
//
// such as the land that an enterprise uses, which is its own and what it rents, less
// what it lets out;
// rounded once, as with [Ratio]: 0.7 + 0.1 is 0.8, in any order. Where any of them has
// no value the sum has none. An empty Of is an error; marks and all other errors and
// warnings are as with [Ratio].
//
// Source of the rounding: IEEE 754-2019, section 4.3.1, round to nearest, ties to
// even, of the exact sum.
type Sum struct {
	Code string   `json:"code" names:"column"`
	Of   []string `json:"of" names:"column"`
	Less []string `json:"less,omitzero" names:"column"`
}

var _ indicators.Step = Sum{}

// String gives the formula: "industry = mining + manufacturing".
func (s Sum) String() string { return s.Text().String() }

// Text gives the words of String.
func (s Sum) Text() basis.Text {
	return basis.Textf("%s = %s", s.Code, strings.Join(append([]string{strings.Join(s.Of, " + ")}, s.Less...), " - "))
}

// Apply implements [indicators.Step].
func (s Sum) Apply(t *indicators.Table) (indicators.Stage, error) {
	from, err := sources(t, s.Code, slices.Concat(s.Of, s.Less)...)
	if len(s.Of) == 0 {
		err = basis.JoinErrors(err, fault("", s.Code, basis.Errorf("%w: nothing to sum", basis.ErrEmpty)))
	}
	if err != nil {
		return indicators.Stage{}, basis.Errorf("sum %s: %w", s, err)
	}
	x, terms := make([]exact.Number, t.Len()), make([]exact.Number, len(from))
	for i := range x {
		for j, c := range from {
			terms[j] = c.exact.At(i)
		}
		of := len(s.Of)
		if x[i] = exact.Sum(terms[:of]...); of < len(terms) {
			x[i] = exact.Difference(x[i], exact.Sum(terms[of:]...))
		}
	}
	stage, err := derived(t, s.Text(), s.Code, x, from)
	if err != nil {
		return indicators.Stage{}, basis.Errorf("sum %s: %w", s, err)
	}
	return stage, nil
}
