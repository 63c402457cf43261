package procedure

import (
	"slices"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Return is what a department or a county reports: figures that come as reported, or as
// signed already. A department reports its indicators, a county its own figures. Who
// reports the same figure once more, while figures are collected and nothing is asked
// about it, replaces it; the trail has both.
//
// The same figure may come from the county and from the department: if both say the same
// the first holds, and otherwise the one of higher [Call.Priority], the other staying on
// record ([Round.Lost]). Without a priority the second is refused with both figures.
type Return struct {
	From     string               `json:"from"` // code of the department or of the unit
	Readings []indicators.Reading `json:"readings"`
}

// Sign is the signature of a department or county under all that it has reported.
type Sign struct {
	From string `json:"from"`
}

var _, _ Action = Return{}, Sign{}

func (a Return) plan(r *Round, _ Step) (func(), error) {
	if err := r.in(Collecting); err != nil {
		return nil, err
	}
	var errs []error
	if len(a.Readings) == 0 {
		errs = append(errs, basis.Errorf("%w: the return of %q has no figures", basis.ErrEmpty, a.From))
	}
	set := map[cell]figure{}
	var lost []indicators.Lost
	for i, x := range a.Readings {
		at := cell{x.Unit, x.Indicator}
		fail := func(err error) {
			errs = append(errs, basis.Errorf("figure %d of the return of %q: %w", i+1, a.From, err))
		}
		place := func(text string, args ...any) {
			fail(&indicators.InputError{Unit: x.Unit, Indicator: x.Indicator, Err: basis.Errorf(text, args...)})
		}
		if x.Source == "" {
			x.Source = a.From
		}
		if x.Department == "" && a.From != x.Unit {
			x.Department = a.From
		}
		if err := x.Check(r.call.Framework); err != nil {
			for e := range basis.All(err) {
				fail(e)
			}
			continue
		}
		if _, twice := set[at]; twice {
			place("%w: the return has the figure twice", indicators.ErrCode)
			continue
		}
		was, there := r.figures[at]
		switch {
		case !slices.ContainsFunc(r.call.Units, func(u indicators.Unit) bool { return u.Code == x.Unit }):
			place("%w: there is no such unit", basis.ErrUnknown)
		case a.From != x.Unit && a.From != r.columns[x.Indicator].Department:
			place("%w: it is not for %q to report", basis.ErrUnknown, a.From)
		case x.State != indicators.AsReported && x.State != indicators.Signed:
			place("%w: a return is reported or signed, not %v", basis.ErrValue, x.State)
		case there && r.asked(at):
			place("%w: it is asked about, and changed by an answer alone", ErrState)
		case !there || was.from == a.From:
			set[at] = figure{x, a.From, x.State == indicators.Signed}
		case was.reading.Same(x):
			set[at] = was
		default:
			ours, theirs := r.rank(was.from), r.rank(a.From)
			switch {
			case ours == theirs:
				place("%w: %v by %s, %v by %s", indicators.ErrConflict, was.reading.Value, was.from, x.Value, a.From)
			case ours < theirs:
				set[at] = was
				lost = append(lost, indicators.Lost{Kept: was.reading, Lost: x})
			default:
				set[at] = figure{x, a.From, x.State == indicators.Signed}
				lost = append(lost, indicators.Lost{Kept: x, Lost: was.reading})
			}
		}
	}
	if err := basis.JoinErrors(errs...); err != nil {
		return nil, err
	}
	return func() {
		for at, f := range set {
			r.figures[at] = f
		}
		r.lost = append(r.lost, lost...)
	}, nil
}

// rank is the priority of who reports, 0 the highest.
func (r *Round) rank(from string) int {
	if at := slices.Index(r.call.Priority, from); at >= 0 {
		return at
	}
	return len(r.call.Priority)
}

// asked reports whether a query about a figure is or was asked.
func (r *Round) asked(at cell) bool {
	return slices.ContainsFunc(r.queries, func(q Query) bool { return q.Unit == at.unit && q.Indicator == at.indicator })
}

func (a Sign) plan(r *Round, _ Step) (func(), error) {
	if err := r.in(Collecting); err != nil {
		return nil, err
	}
	var found []cell
	for at, f := range r.figures {
		if f.from == a.From && !f.signed {
			found = append(found, at)
		}
	}
	if len(found) == 0 {
		return nil, basis.Errorf("%w: %q has reported nothing that it has not signed", basis.ErrEmpty, a.From)
	}
	return func() {
		for _, at := range found {
			f := r.figures[at]
			f.signed = true
			r.figures[at] = f
			r.doubt(at)
		}
	}, nil
}
