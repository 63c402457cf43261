package returns

import (
	"math"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/exact"
)

// Rest is the figure of what is left of a period when its beginning is taken away: of the
// third quarter by the first nine months less the first six. It is exact in the decimals as
// reported, marked [indicators.Derived], and made only where somebody calls for it: whether
// an indicator is a total, of which alone this is true, no figure can say.
//
// Both must be of one unit and indicator, and begin in the same month. A figure that is
// missing leaves none; what is in doubt or confidential in one is so in the rest, and its
// state is that of the reading which is less far.
func Rest(whole, beginning indicators.Reading) (indicators.Reading, error) {
	a, b, err := spans(whole, beginning)
	switch {
	case err != nil:
		return indicators.Reading{}, err
	case a.Year != b.Year || a.First != b.First || a.Last <= b.Last:
		return indicators.Reading{}, at(whole, basis.Errorf("%w: %v is not the beginning of %v", basis.ErrValue, b, a))
	}
	return derived(Span{a.Year, b.Last + 1, a.Last}, exact.Difference(exact.Of(whole.Value), exact.Of(beginning.Value)), whole, beginning), nil
}

// Through is the figure of two periods that follow each other in a year: of the first nine
// months by the first six and the third quarter. It undoes [Rest], and the same holds of it.
func Through(beginning, rest indicators.Reading) (indicators.Reading, error) {
	a, b, err := spans(beginning, rest)
	switch {
	case err != nil:
		return indicators.Reading{}, err
	case a.Year != b.Year || a.Last+1 != b.First:
		return indicators.Reading{}, at(beginning, basis.Errorf("%w: %v does not follow %v", basis.ErrValue, b, a))
	}
	return derived(Span{a.Year, a.First, b.Last}, exact.Sum(exact.Of(beginning.Value), exact.Of(rest.Value)), beginning, rest), nil
}

// spans are the periods of two readings of one cell.
func spans(a, b indicators.Reading) (of, than Span, err error) {
	if a.Unit != b.Unit || a.Indicator != b.Indicator {
		return of, than, at(a, basis.Errorf("%w: the other figure is of %s, %s", basis.ErrValue, b.Unit, b.Indicator))
	}
	of, err = ParseSpan(a.Period)
	if err != nil {
		return of, than, at(a, err)
	}
	if than, err = ParseSpan(b.Period); err != nil {
		return of, than, at(b, err)
	}
	return of, than, nil
}

// at says of which figure something is.
func at(r indicators.Reading, err error) error {
	return &indicators.InputError{Unit: r.Unit, Indicator: r.Indicator, Err: err}
}

// derived is a reading made of two.
func derived(s Span, x exact.Number, a, b indicators.Reading) indicators.Reading {
	out := a
	out.Period, out.Value, out.Mark = s.String(), x.Float(), indicators.Derived
	if math.IsNaN(a.Value) || math.IsNaN(b.Value) {
		out.Value, out.Mark = math.NaN(), indicators.Missing
	}
	out.Confidential = a.Confidential || b.Confidential
	out.Date = max(a.Date, b.Date)
	out.State = min(a.State, b.State)
	if a.State == indicators.InDoubt || b.State == indicators.InDoubt {
		out.State = indicators.InDoubt
	}
	if a.Department != b.Department {
		out.Department = ""
	}
	if a.Source != b.Source {
		out.Source = ""
	}
	out.Note = ""
	return out
}
