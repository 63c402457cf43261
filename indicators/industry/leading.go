package industry

import (
	"cmp"
	"math"
	"slices"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/exact"
)

// Order says which of several characteristic industries comes first. The zero
// value is ByExcess.
type Order int

// The orders, with their text forms.
const (
	ByExcess   Order = iota // "excess": by s(i,j) - r(j): both large and more than elsewhere
	ByQuotient              // "quotient": by location quotient: more than elsewhere, however small
	ByShare                 // "share": by share of the unit: large
)

var orderWords = basis.Words{"excess", "quotient", "share"}

// String gives the text form.
func (o Order) String() string { return basis.Name(orderWords, "Order", o) }

// MarshalText gives the text form; a value that does not exist is an error.
func (o Order) MarshalText() ([]byte, error) { return basis.MarshalWord(orderWords, "order", o) }

// UnmarshalText accepts the text forms and nothing else.
func (o *Order) UnmarshalText(text []byte) error {
	return basis.UnmarshalWord(orderWords, "order", o, text)
}

// Leading picks the characteristic leading industries of each unit, at most two by
// default, as the Henan program wants one or two of each county. An industry
// qualifies if
//
//	LQ(i,j)  > 1, and >= MinQuotient     the unit has more of it than the reference area
//	s(i,j)   >= MinShare percent         it is large enough to lead
//
// and the Max best of those lead, in the order By; equal ones by quotient, then by
// share, then in the order of the columns. Quotients, shares and their differences are
// the float64s nearest to the exact rationals of the amounts, so that rounding makes no
// industry characteristic: 15 of 100 against 100 of 1000 is a quotient of 1.5.
//
// The thresholds are the caller's; the program states none, and a different
// threshold or a finer division gives different industries. By is not the customary
// quotient alone, since that favors tiny industries: the excess s(i,j) - r(j) is the
// share of the unit that is beyond what the reference area has, the base activity of
// the economic-base method (A. M. Isserman 1977, The Location Quotient Approach to
// Estimating Regional Economic Impacts, Journal of the American Institute of Planners
// 43(1), 33-41).
type Leading struct {
	MinQuotient float64 `json:"min_quotient,omitzero"` // 0: above 1 is enough
	MinShare    float64 `json:"min_share,omitzero"`    // percent of the unit; 0: any
	Max         int     `json:"max,omitzero"`          // 0: 2
	By          Order   `json:"by,omitzero"`
}

// Reason is one test that an industry passed or did not pass.
type Reason struct {
	Test  Test    `json:"test"`
	Value float64 `json:"value"`
	Limit float64 `json:"limit"`
	OK    bool    `json:"ok"`
}

// Test is what a [Reason] is about.
type Test int

// The tests, with their text forms, in the order in which they are made.
const (
	AboveOne    Test = iota // "above one": the quotient is above 1
	MinQuotient             // "least quotient": the quotient is at least Leading.MinQuotient
	MinShare                // "least share": the share is at least Leading.MinShare
	PlaceOf                 // "place": its place among those that qualify is at most Leading.Max
)

var testWords = basis.Words{"above one", "least quotient", "least share", "place"}

// String gives the text form.
func (t Test) String() string { return basis.Name(testWords, "Test", t) }

// MarshalText gives the text form; a value that does not exist is an error.
func (t Test) MarshalText() ([]byte, error) { return basis.MarshalWord(testWords, "test", t) }

// UnmarshalText accepts the text forms and nothing else.
func (t *Test) UnmarshalText(text []byte) error {
	return basis.UnmarshalWord(testWords, "test", t, text)
}

// String says the reason in words, such as "location quotient 1.32 >= 1.2".
func (r Reason) String() string { return r.Text().String() }

// Text gives the words of String.
func (r Reason) Text() basis.Text {
	text := func(yes, no string) basis.Text {
		if r.OK {
			return basis.Textf(yes, r.Value, r.Limit)
		}
		return basis.Textf(no, r.Value, r.Limit)
	}
	switch r.Test {
	case AboveOne:
		return text("location quotient %.3f > %g", "location quotient %.3f not > %g")
	case MinShare:
		return text("share of the unit in percent %.2f >= %g", "share of the unit in percent %.2f < %g")
	case PlaceOf:
		return text("place %.0f <= %g", "place %.0f > %g")
	}
	return text("location quotient %.3f >= %g", "location quotient %.3f < %g")
}

// Verdict is one industry of one unit.
type Verdict struct {
	Industry indicators.Indicator `json:"industry"`
	Amount   float64              `json:"amount"`
	Share    float64              `json:"share"` // of the unit, percent
	Usual    float64              `json:"usual"` // of the reference area, percent
	Quotient float64              `json:"quotient"`
	Excess   float64              `json:"excess"` // Share - Usual, percentage points
	Leads    bool                 `json:"leads"`
	Reasons  []Reason             `json:"reasons,omitzero"` // one a test that was made; the last one decided
}

// String says the verdict in one line.
func (v Verdict) String() string { return v.Text().String() }

// Text gives the words of String.
func (v Verdict) Text() basis.Text {
	var why basis.Text
	for i, r := range v.Reasons {
		if why = basis.Textf("%v, %v", why, r); i == 0 {
			why = r.Text()
		}
	}
	leads := basis.Textf("does not lead")
	if v.Leads {
		leads = basis.Textf("leads")
	}
	return basis.Textf("%s %v: %.2f %% of the unit, %.2f %% of the reference; %v", v.Industry.Code, leads, v.Share, v.Usual, why)
}

// Choice is what was found for one unit.
type Choice struct {
	Unit     indicators.Unit `json:"unit"`
	Leading  []string        `json:"leading,omitzero"`  // codes of the leading industries, best first; none if nothing qualifies
	Verdicts []Verdict       `json:"verdicts,omitzero"` // of all k industries: those that qualify in their order, then the others in theirs
}

// Pick returns a choice for each of the n units. Thresholds that are negative or not
// finite, a share above 100 and an unknown order are [basis.ErrValue].
func (l Leading) Pick(s *Structure) ([]Choice, error) {
	if err := l.check(); err != nil {
		return nil, err
	}
	limit := l.Max
	if limit == 0 {
		limit = 2
	}
	out := make([]Choice, len(s.units))
	for i, u := range s.units {
		verdicts := make([]Verdict, len(s.industries))
		for j := range verdicts {
			verdicts[j] = l.test(s, i, j)
		}
		slices.SortStableFunc(verdicts, l.compare)
		c := Choice{Unit: u, Verdicts: verdicts}
		for place := range verdicts {
			v := &verdicts[place]
			if !v.Reasons[len(v.Reasons)-1].OK {
				break
			}
			v.Leads = place < limit
			v.Reasons = append(v.Reasons, Reason{PlaceOf, float64(place + 1), float64(limit), v.Leads})
			if v.Leads {
				c.Leading = append(c.Leading, v.Industry.Code)
			}
		}
		out[i] = c
	}
	return out, nil
}

// check lists what is wrong with the thresholds.
func (l Leading) check() error {
	var errs []error
	fail := func(format string, args ...any) {
		errs = append(errs, basis.Errorf("leading industries: %w: "+format, append([]any{basis.ErrValue}, args...)...))
	}
	if !(l.MinQuotient >= 0) || math.IsInf(l.MinQuotient, 0) {
		fail("quotient of at least %v", l.MinQuotient)
	}
	if !(l.MinShare >= 0 && l.MinShare <= 100) {
		fail("share of at least %v percent", l.MinShare)
	}
	if l.Max < 0 {
		fail("at most %d industries", l.Max)
	}
	if l.By < ByExcess || l.By > ByShare {
		fail("there is no order %d", l.By)
	}
	return basis.JoinErrors(errs...)
}

// test holds industry j of unit i against the thresholds, up to the first that it
// does not reach.
func (l Leading) test(s *Structure, i, j int) Verdict {
	share, usual := s.share(i, j), s.usual[j]
	v := Verdict{
		Industry: s.industries[j], Amount: s.x[j].At(i).Float(),
		Share: percent(share), Usual: percent(usual), Quotient: exact.Quotient(share, usual).Float(), Excess: percent(exact.Difference(share, usual)),
	}
	tests := []Reason{{AboveOne, v.Quotient, 1, v.Quotient > 1}}
	if l.MinQuotient > 0 {
		tests = append(tests, Reason{MinQuotient, v.Quotient, l.MinQuotient, v.Quotient >= l.MinQuotient})
	}
	if l.MinShare > 0 {
		tests = append(tests, Reason{MinShare, v.Share, l.MinShare, v.Share >= l.MinShare})
	}
	for _, r := range tests {
		v.Reasons = append(v.Reasons, r)
		if !r.OK {
			break
		}
	}
	return v
}

// compare puts those that qualify first, and the better ones before others.
func (l Leading) compare(a, b Verdict) int {
	out := func(v Verdict) int {
		if v.Reasons[len(v.Reasons)-1].OK {
			return 0
		}
		return 1
	}
	key := func(v Verdict) float64 {
		switch l.By {
		case ByQuotient:
			return v.Quotient
		case ByShare:
			return v.Share
		default:
			return v.Excess
		}
	}
	return cmp.Or(cmp.Compare(out(a), out(b)), cmp.Compare(key(b), key(a)), cmp.Compare(b.Quotient, a.Quotient), cmp.Compare(b.Share, a.Share))
}
