package target

import (
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/exact"
	"github.com/countyeval/countyeval/indicators/stats"
)

// Part is what a figure is made of: Of over By. A Level or a count has no By.
type Part struct {
	Of float64 `json:"of"` // numerator, such as value added of manufacturing
	By float64 `json:"by"` // denominator, such as GDP; 0 for a Level, Count or Yearly
}

// Contribution is what one county adds to a figure of the province. It is not a
// grade: the program sets its provincial targets for the province alone, and a
// county that is small, or that lives on farming, contributes little without
// falling short of anything.
type Contribution struct {
	Value float64 `json:"value"` // what the county adds to the province's figure, in the unit of the figure; these sum to it
	Of    float64 `json:"of"`    // part of the province's numerator that is the county's, in percent; of Growth 0
	Own   float64 `json:"own"`   // the county's own figure, for information: no target of its own belongs to it
}

// Contribution takes a figure of the province apart by counties. With a and b
// of the county, A and B of the province,
//
//	Share, Ratio          Value = 100 a/B    Of = 100 a/A    Own = 100 a/b
//	Level, Count, Yearly  Value = a          Of = 100 a/A    Own = a
//
// so that the values of all counties sum to the province's figure 100 A/B or A.
// Growth is [ErrMeasure], see [Target.GrowthContribution]; so is a target of
// counties. A part that is negative, not finite or larger than that of the
// province, a numerator of the province of 0, or a denominator of 0 where one is
// needed, is [basis.ErrValue].
func (t Target) Contribution(county, province Part) (Contribution, error) {
	if t.Measure == Growth {
		return Contribution{}, basis.Errorf("target %s: %w: a change needs the figures of two years", t.Code, ErrMeasure)
	}
	if err := t.checkParts(Part.positive, [][2]Part{{county, province}}); err != nil {
		return Contribution{}, err
	}
	percent := func(of, by float64) float64 { return hundredfold(over(of, by)) }
	c := Contribution{Value: county.Of, Of: percent(county.Of, province.Of), Own: county.Of}
	if t.Measure == Share || t.Measure == Ratio {
		c.Value, c.Own = percent(county.Of, province.By), percent(county.Of, county.By)
	}
	return c, nil
}

// Span is a county and its province in one year.
type Span struct {
	County   Part `json:"county"`
	Province Part `json:"province"`
}

// GrowthContribution takes the change of a figure of the province between two
// years apart by counties. With a and b of the county, A and B of the province,
// in the base year 0 and the later year 1,
//
//	Value = 100 (a1/B1 - a0/B0) / (A0/B0)    Own = 100 (a1/b1 - a0/b0) / (a0/b0)
//
// where B = b = 1 for figures without denominator (By 0 everywhere). The values
// of all counties sum to the change of the province in percent over the whole
// time; the target is a change a year. Any other measure is [ErrMeasure]; parts
// are checked as by [Target.Contribution].
func (t Target) GrowthContribution(base, now Span) (Contribution, error) {
	if t.Measure != Growth {
		return Contribution{}, basis.Errorf("target %s: %w: it is no change", t.Code, ErrMeasure)
	}
	bare := base.County.By == 0 && base.Province.By == 0 && now.County.By == 0 && now.Province.By == 0
	if bare {
		base.County.By, base.Province.By, now.County.By, now.Province.By = 1, 1, 1, 1
	}
	if err := t.checkParts(Part.whole, [][2]Part{{base.County, base.Province}, {now.County, now.Province}}); err != nil {
		return Contribution{}, err
	}
	if base.County.Of == 0 {
		return Contribution{}, basis.Errorf("target %s: %w: the county's figure in the base year is 0", t.Code, basis.ErrValue)
	}
	change := func(from, then, now exact.Number) float64 {
		return hundredfold(exact.Quotient(exact.Difference(now, then), from))
	}
	from := over(base.Province.Of, base.Province.By)
	own := over(base.County.Of, base.County.By)
	return Contribution{
		Value: change(from, over(base.County.Of, base.Province.By), over(now.County.Of, now.Province.By)),
		Own:   change(own, own, over(now.County.Of, now.County.By)),
	}, nil
}

// over is a quotient of two figures, each its shortest decimal.
func over(of, by float64) exact.Number { return exact.Quotient(exact.Of(of), exact.Of(by)) }

// hundredfold is a part of 1 in percent, rounded once.
func hundredfold(x exact.Number) float64 { return exact.Product(exact.Of(100), x).Float() }

// positive checks a part by the measure of the target.
func (p Part) positive(t Target) bool {
	if t.Measure == Share || t.Measure == Ratio {
		return p.whole(t)
	}
	return isFinite(p.Of) && p.Of >= 0 && p.By == 0
}

// whole checks a part that has a denominator.
func (p Part) whole(Target) bool {
	return isFinite(p.Of) && isFinite(p.By) && p.Of >= 0 && p.By > 0
}

// checkParts checks pairs of a county and its province.
func (t Target) checkParts(sound func(Part, Target) bool, pairs [][2]Part) error {
	var errs []error
	fail := func(kind error, format string, args ...any) {
		errs = append(errs, basis.Errorf("target %s: %w: "+format, append([]any{t.Code, kind}, args...)...))
	}
	if !t.OfProvince() {
		fail(ErrMeasure, "it is each county's own, so nothing is contributed to")
	}
	for _, pair := range pairs {
		county, province := pair[0], pair[1]
		if !sound(county, t) {
			fail(basis.ErrValue, "%v over %v of the county", county.Of, county.By)
		}
		if !sound(province, t) {
			fail(basis.ErrValue, "%v over %v of the province", province.Of, province.By)
		}
		if province.Of == 0 {
			fail(basis.ErrValue, "the province's numerator is 0")
		}
		if greater(county.Of, province.Of) || greater(county.By, province.By) {
			fail(basis.ErrValue, "%v over %v of the county is more than %v over %v of the province", county.Of, county.By, province.Of, province.By)
		}
	}
	return basis.JoinErrors(errs...)
}

// greater reports x > y to 12 significant digits, since the whole may be a sum of the
// caller's float64s.
func greater(x, y float64) bool {
	digits := indicators.ComparedDigits
	return stats.RoundSignificant(x, digits) > stats.RoundSignificant(y, digits)
}
