package indicators

import (
	"cmp"
	"slices"

	"github.com/countyeval/countyeval/indicators/basis"
)

// faultLog keeps faults with their places, up to [basis.MostKept] of them, and counts
// those beyond. The zero value is ready.
type faultLog struct {
	kept []*InputError
	more basis.Tallies
	n    int
	like *basis.Tally // beyond, of the kind of the last that is kept
}

// add takes faults; with keep false, and once there are too many, it counts them alone.
func (l *faultLog) add(keep bool, faults ...*InputError) {
	l.n += len(faults)
	for _, e := range faults {
		if keep && len(l.kept) < basis.MostKept {
			l.kept = append(l.kept, e)
		} else {
			l.more.Add(e)
		}
	}
}

// full reports whether no more faults are kept with their places.
func (l *faultLog) full() bool { return len(l.kept) >= basis.MostKept }

// again counts one more fault like the last that is kept, at a place.
func (l *faultLog) again(at place, unit string) {
	if l.like == nil {
		last := l.kept[len(l.kept)-1]
		l.like = &basis.Tally{File: last.File, Sheet: last.Sheet, Line: at.line, Column: at.column, Unit: unit, Indicator: last.Indicator, Of: last.Err}
	}
	l.n++
	l.like.N++
}

// append takes what another log has.
func (l *faultLog) append(o *faultLog) {
	l.add(true, o.kept...)
	for _, err := range o.more.Errors() {
		l.more.Add(err)
	}
	if o.like != nil {
		l.more.Add(o.like)
	}
	l.n += o.n - len(o.kept)
}

// err joins the faults in the order of the file; nil if there are none.
func (l *faultLog) err() error {
	slices.SortStableFunc(l.kept, func(a, b *InputError) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
	errs := make([]error, 0, len(l.kept))
	for _, e := range l.kept {
		errs = append(errs, e)
	}
	return basis.JoinErrors(append(errs, l.more.Errors()...)...)
}

// joinFaults joins faults in the order of the file.
func joinFaults(faults []*InputError) error {
	var l faultLog
	l.add(true, faults...)
	return l.err()
}
