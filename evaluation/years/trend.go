package years

import (
	"slices"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/exact"
)

// Status is how an indicator of a unit moves. The zero value is no status.
type Status int

// The statuses, best first.
const (
	OnTrack Status = iota + 1 // at the pace that is wanted, or faster
	Slow                      // better, but not at that pace
	Stalled                   // neither better nor worse by what counts as a change
	Falling                   // worse
)

var statusWords = basis.Words{"no status", "on track", "slow", "stalled", "falling"}

// String gives the words, e.g. "on track".
func (s Status) String() string { return basis.Name(statusWords, "Status", s) }

// MarshalText gives the words.
func (s Status) MarshalText() ([]byte, error) { return basis.MarshalWord(statusWords, "status", s) }

// UnmarshalText accepts exactly the words of String.
func (s *Status) UnmarshalText(text []byte) error {
	return basis.UnmarshalWord(statusWords, "status", s, text)
}

// Pace says what counts as a change for the better: per year, in the unit of the
// indicator. There is no default, since a threshold that nobody has set would look like one
// that somebody has.
type Pace struct {
	Wanted float64 `json:"wanted"` // at least this much better a year is on track
	Change float64 `json:"change"` // less than this either way is stalled; above 0, at most Wanted
}

// Trend is where an indicator of a unit has gone.
type Trend struct {
	Unit      indicators.Unit `json:"unit"`
	Indicator string          `json:"indicator"`
	From      int             `json:"from"` // years
	To        int             `json:"to"`
	Was       float64         `json:"was"`
	Is        float64         `json:"is"`
	Better    float64         `json:"better"` // a year, in the unit of the indicator; below 0: worse
	Pace      Pace            `json:"pace"`
	Status    Status          `json:"status"`
}

// ErrTrend is a trend that cannot be told.
const ErrTrend = basis.Sentinel("trend")

// Trends tells the trend of each unit that both years of a panel have, on each indicator
// for which a pace is stated, by
//
//	better a year = (is - was) / years, and with the other sign if less is better
//
// exactly, so that a unit that is at the wanted pace on paper is on track. A unit without a
// figure in either year has no trend there. Indicators with a best value are refused: which
// way is better depends on the figure. Periods that are no years count as parts of one.
func Trends(p *indicators.Panel, from, to int, paces map[string]Pace) ([]Trend, error) {
	var errs []error
	if p == nil || p.Table(from) == nil || p.Table(to) == nil || from >= to {
		return nil, basis.Errorf("%w: from %d to %d: a panel with both is needed, the earlier one first", ErrTrend, from, to)
	}
	a, b := p.Table(from), p.Table(to)
	var codes []string
	for code, pace := range paces {
		fail := func(format string, args ...any) {
			errs = append(errs, &indicators.InputError{Indicator: code, Err: basis.Errorf("%w: "+format, append([]any{ErrTrend}, args...)...)})
		}
		in, ok := b.Framework().Find(code)
		switch {
		case !ok || !in.Measured() || !a.Has(code):
			fail("no such indicator is measured")
		case in.Direction == indicators.Target:
			fail("which way is better depends on the figure")
		case !(pace.Change > 0) || !(pace.Wanted >= pace.Change) || pace.Wanted-pace.Wanted != 0:
			fail("a change of %v a year and a wanted pace of %v are not above 0, the second at least the first", pace.Change, pace.Wanted)
		}
		codes = append(codes, code)
	}
	slices.SortFunc(errs, func(x, y error) int { return slices.Compare([]byte(x.Error()), []byte(y.Error())) })
	if err := basis.JoinErrors(errs...); err != nil {
		return nil, err
	}
	slices.Sort(codes)
	perYear := map[indicators.Period]float64{indicators.Year: 1, indicators.HalfYear: 2, indicators.Quarter: 4, indicators.Month: 12}[p.Period()]
	span := exact.Quotient(exact.Of(float64(p.Between(from, to))), exact.Of(perYear))
	var out []Trend
	for j, u := range b.Units() {
		i, ok := a.Row(u.Code)
		if !ok {
			continue
		}
		for _, code := range codes {
			x, y := a.Exact(code).At(i), b.Exact(code).At(j)
			if x.Float() != x.Float() || y.Float() != y.Float() {
				continue
			}
			gain := exact.Difference(y, x)
			if in, _ := b.Framework().Find(code); in.Direction == indicators.Lower {
				gain = exact.Difference(x, y)
			}
			t := Trend{Unit: u, Indicator: code, From: from, To: to, Was: x.Float(), Is: y.Float(), Better: exact.Quotient(gain, span).Float(), Pace: paces[code]}
			t.Status = t.Pace.of(t.Better)
			out = append(out, t)
		}
	}
	return out, nil
}

// of is the status at so much better a year.
func (p Pace) of(better float64) Status {
	switch {
	case better >= p.Wanted:
		return OnTrack
	case better >= p.Change:
		return Slow
	case better > -p.Change:
		return Stalled
	}
	return Falling
}
