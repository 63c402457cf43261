package prepare

import (
	"errors"
	"math"
	"slices"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/stats"
)

// Treat is the customary treatment of outliers in composite indicators, as the JRC
// and COINr do it. A column has outliers if
//
//	|skewness| > Skewness  and  kurtosis > Kurtosis
//
// (of a sample, excess; see [stats.Shape]). Then, column by column:
//
//  1. As long as it has outliers, the largest value (the smallest, if the skewness
//     is below 0) is set to the next one, for at most Points values in all.
//  2. If it still has, the curve Then is tried on the column as it was; on what
//     step 1 left, if Combine is set.
//  3. If it still has, the column is left in that of the three forms (as it was,
//     after step 1, after step 2) whose |skewness| is smallest, and the stage warns
//     ([ErrOutliers]). A curve that does not help is not kept.
//
// Equal values are treated alike: they move together, and count each. If that would
// exceed Points, or make all values equal, step 1 ends there. A column without
// outliers is never touched, unless Forced: then step 1 moves exactly Points values
// whatever the shape, or the step is refused ([ErrRefused]) because of ties.
//
// A negative Points leaves step 1 out, and [NoCurve] step 2. Columns of fewer than 4
// values, or of equal ones, have no shape: they are left as they are with a warning
// ([basis.ErrFew], [basis.ErrConstant]). What Then refuses is an error that names
// indicator and unit. All faults are reported at once, with columns that the table
// does not have or that are named twice.
//
// Each cell that changes is recorded, with skewness and kurtosis before and after,
// and marked [indicators.Treated] unless it is imputed or under query, which says
// more. For other warnings see [Transform]. Missing cells stay; imputed ones are
// values like others, so imputation comes first.
//
// The zero Treat is COINr's: 2 and 3.5, 5 points, then the zero [Log], for all
// measured indicators. Other limits for single columns are given by [PerIndicator].
//
// Source: W. Becker et al. (2022), COINr: An R package for developing composite
// indicators, Journal of Open Source Software 7(78), 4567, outlier treatment, which
// differs as the package says; limits: R. A. Groeneveld and G. Meeden (1984),
// Measuring Skewness and Kurtosis, The Statistician 33(4), 391-399, as used in WIPO,
// Global Innovation Index (2023), appendix I.
type Treat struct {
	Columns  []string `json:"columns,omitzero" names:"column"` // none: all measured indicators
	Skewness float64  `json:"skewness,omitzero"`               // 0: 2
	Kurtosis float64  `json:"kurtosis,omitzero"`               // 0: 3.5
	Points   int      `json:"points,omitzero"`                 // 0: 5; negative: none
	Forced   bool     `json:"forced,omitzero"`
	Then     Curve    `json:"then,omitzero"` // nil: Log{}
	Combine  bool     `json:"combine,omitzero"`
}

var _ Columnwise = Treat{}

// On gives the step for these columns alone.
func (s Treat) On(columns ...string) (indicators.Step, error) {
	err := on(s, s.Columns)
	s.Columns = columns
	return s, err
}

// String gives "outliers (|skewness| > 2, kurtosis > 3.5) of all measured
// indicators: at most 5 points winsorized, then log".
func (s Treat) String() string { return s.Text().String() }

// Text gives the words of String.
func (s Treat) Text() basis.Text {
	how := basis.Textf("%v", orLog(s.Then))
	switch p := or(s.Points, 5); {
	case p <= 0:
	case s.Forced:
		how = basis.Textf("%v winsorized, then %v", count(p, "exactly %d point", "exactly %d points"), how)
	default:
		how = basis.Textf("%v winsorized, then %v", count(p, "at most %d point", "at most %d points"), how)
	}
	if s.Combine {
		how = basis.Textf("%v on that", how)
	}
	return basis.Textf("outliers (|skewness| > %v, kurtosis > %v) of %v: %v", or(s.Skewness, 2), or(s.Kurtosis, 3.5), ofColumns(s.Columns), how)
}

// Apply implements [indicators.Step].
func (s Treat) Apply(t *indicators.Table) (indicators.Stage, error) {
	err := limits(s.Skewness, s.Kurtosis)
	if s.Forced && s.Points < 0 {
		err = basis.JoinErrors(err, basis.Errorf("%w: %d points to be winsorized in any case", basis.ErrValue, s.Points))
	}
	if err != nil {
		return indicators.Stage{}, basis.Errorf("%s: %w", s, err)
	}
	return treat(t, s.Text(), s.Columns, s.column)
}

// form is a form of a column with its shape.
type form struct {
	treated
	skew, kurt float64
}

// outliers tells whether a column of that shape has outliers.
func (s Treat) outliers(f form) bool {
	return compared(math.Abs(f.skew)) > or(s.Skewness, 2) && compared(f.kurt) > or(s.Kurtosis, 3.5)
}

// column treats the values of one column.
func (s Treat) column(v values) (treated, error) {
	if len(v.x) == 0 {
		return treated{}, nil
	}
	was := form{treated: treated{x: v.x}}
	var err error
	if was.skew, was.kurt, err = stats.Shape(v.x); err != nil {
		return s.shapeless(v, err)
	}
	if !s.outliers(was) && !s.Forced {
		return treated{}, nil
	}
	cut, err := s.winsorize(was, or(s.Points, 5))
	if err != nil {
		return treated{}, v.at(err)
	}
	if !s.outliers(cut) {
		return cut.explained(was), nil
	}
	base := was
	if s.Combine {
		base = cut
	}
	bent := form{treated: treated{x: make([]float64, len(v.x)), low: base.low, high: base.high, bent: true}}
	formula, err := orLog(s.Then).Bend(bent.x, base.x)
	if err != nil {
		return treated{}, v.at(err)
	}
	if bent.skew, bent.kurt, err = stats.Shape(bent.x); err != nil {
		return treated{}, v.at(basis.Errorf("after %s: %w", formula, err))
	}
	why := basis.Textf("%s", formula)
	if s.Combine {
		for _, w := range cut.why {
			if !w.IsZero() {
				why = basis.Textf("%v after %v", why, w)
			}
		}
	}
	bent.why = [2]basis.Text{why, why}
	if !s.outliers(bent) {
		return bent.explained(was), nil
	}
	best := was
	for _, f := range []form{cut, bent} {
		if compared(math.Abs(f.skew)) < compared(math.Abs(best.skew)) {
			best = f
		}
	}
	if s.Forced && !best.bent {
		best = cut
	}
	out := best.explained(was)
	out.warnings = append(out.warnings, fault("", v.code, basis.Errorf("%w: skewness %s and kurtosis %s, before %s and %s", ErrOutliers,
		figure(best.skew), figure(best.kurt), figure(was.skew), figure(was.kurt))))
	return out, nil
}

// shapeless is a column without skewness or kurtosis.
func (s Treat) shapeless(v values, err error) (treated, error) {
	switch {
	case errors.Is(err, basis.ErrConstant):
		err = basis.ErrConstant
	case errors.Is(err, basis.ErrFew):
		err = basis.Errorf("%w: %d of at least 4", basis.ErrFew, len(v.x))
	}
	if s.Forced {
		return treated{}, fault("", v.code, basis.Errorf("%w: no point can be winsorized: %w", ErrRefused, err))
	}
	return treated{warnings: []error{fault("", v.code, basis.Errorf("not examined for outliers: %w", err))}}, nil
}

// explained returns what became of the column, with the shapes in the reasons.
func (f form) explained(was form) treated {
	if f.count() == 0 || !f.bent && len(f.low)+len(f.high) == 0 {
		return treated{}
	}
	for side, why := range f.why {
		f.why[side] = basis.Textf("%v; skewness %s, kurtosis %s, before %s, %s", why, figure(f.skew), figure(f.kurt), figure(was.skew), figure(was.kurt))
	}
	return f.treated
}

// winsorize moves the ends of a column inwards, point by point.
func (s Treat) winsorize(was form, points int) (form, error) {
	f := was
	if points < 0 {
		return f, nil
	}
	f.x = slices.Clone(was.x)
	lo, hi := extremes(f.x)
	for len(f.low)+len(f.high) < points && (s.Forced || s.outliers(f)) {
		moved, here, other := &f.high, &hi, lo
		if f.skew < 0 {
			moved, here, other = &f.low, &lo, hi
		}
		at, next := end(f.x, *here, other)
		n := len(f.low) + len(f.high) - len(*moved) + len(at)
		switch {
		case next != other && n <= points:
		case !s.Forced:
			f.why = f.winsorized()
			return f, nil
		case next == other:
			return f, basis.Errorf("%w: %d points cannot be winsorized, all values would become equal", ErrRefused, points)
		default:
			return f, basis.Errorf("%w: exactly %d points cannot be winsorized, equal values would make them %d", ErrRefused, points, n)
		}
		*moved, *here = at, next
		for _, i := range at {
			f.x[i] = next
		}
		var err error
		if f.skew, f.kurt, err = stats.Shape(f.x); err != nil {
			return f, err
		}
	}
	f.why = f.winsorized()
	return f, nil
}

// winsorized says "the 3 highest values winsorized to 30", for both ends.
func (f form) winsorized() (why [2]basis.Text) {
	say := func(at []int, one, more string) basis.Text {
		switch len(at) {
		case 0:
			return basis.Text{}
		case 1:
			return basis.Textf(one, f.x[at[0]])
		}
		return basis.Textf(more, len(at), f.x[at[0]])
	}
	why[0] = say(f.low, "the lowest value winsorized to %v", "the %d lowest values winsorized to %v")
	why[1] = say(f.high, "the highest value winsorized to %v", "the %d highest values winsorized to %v")
	return why
}

// end returns where x has its extreme value here, and the next one inwards, which is
// that of the other end if there are only two.
func end(x []float64, here, other float64) (at []int, next float64) {
	next = other
	if here > other {
		for i, v := range x {
			if v > next {
				if v == here {
					at = append(at, i)
				} else {
					next = v
				}
			}
		}
		return at, next
	}
	for i, v := range x {
		if v < next {
			if v == here {
				at = append(at, i)
			} else {
				next = v
			}
		}
	}
	return at, next
}

// extremes returns the smallest and the largest of x, which has values.
func extremes(x []float64) (lo, hi float64) {
	lo, hi = x[0], x[0]
	for _, v := range x {
		if v < lo {
			lo = v
		}
		if v > hi {
			hi = v
		}
	}
	return lo, hi
}
