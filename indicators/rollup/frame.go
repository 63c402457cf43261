package rollup

import (
	"maps"
	"math"
	"slices"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/exact"
)

// frame says which small units count where.
type frame struct {
	members [][]int                                 // rows of the small units, by row of the large one
	splits  map[int]map[string]map[int]exact.Number // by row, column ("": all others), large row
}

// one is the share of a unit that is not split.
var one = exact.Of(1)

// share is the part of a small unit's figure in a large unit.
func (f *frame) share(row int, code string, large int) exact.Number {
	if len(f.splits) == 0 {
		return one
	}
	by, split := f.splits[row]
	if !split {
		return one
	}
	shares, own := by[code]
	if !own {
		shares = by[""]
	}
	return shares[large]
}

// frame finds the large unit of every small one.
func (r Rollup) frame(large, small *indicators.Table) (*frame, []Outside, error) {
	by := r.By
	if by == "" {
		by = "region"
	}
	f := &frame{members: make([][]int, large.Len()), splits: map[int]map[string]map[int]exact.Number{}}
	errs := r.distinct(small)
	if by == "code" || by == "name" || !aboutUnits(by) {
		errs = append(errs, basis.Errorf("%w: heading %q does not group units", basis.ErrUnknown, by))
		return nil, nil, basis.JoinErrors(errs...)
	}
	var out []Outside
	outside := func(unit, code string) {
		out = append(out, Outside{unit, code})
		if !r.Outside {
			errs = append(errs, fault(unit, "", basis.Errorf("%w: the frame has no unit %q", basis.ErrUnknown, code)))
		}
	}
	errs = append(errs, f.read(r.Splits, large, small, outside)...)
	for i, u := range small.Units() {
		code, _ := u.Attribute(by)
		home, ok := large.Row(code)
		parts, split := f.splits[i]
		if ok && !split {
			f.members[home] = append(f.members[home], i)
			continue
		}
		agreed := split && parts[""] != nil
		switch {
		case agreed:
			ok = false // its home has no claim beyond what was agreed
		case !ok:
			outside(u.Code, code)
		case split:
			parts[""] = map[int]exact.Number{home: exact.Of(1)}
		}
		rows := map[int]bool{}
		if ok {
			rows[home] = true
		}
		for _, shares := range parts {
			for to := range shares {
				rows[to] = true
			}
		}
		for _, to := range slices.Sorted(maps.Keys(rows)) {
			f.members[to] = append(f.members[to], i)
		}
	}
	return f, out, basis.JoinErrors(errs...)
}

func aboutUnits(heading string) bool {
	_, ok := indicators.Unit{}.Attribute(heading)
	return ok
}

// distinct reports units that are there twice under different codes.
func (r Rollup) distinct(small *indicators.Table) []error {
	if r.Distinct == "" {
		return nil
	}
	if !aboutUnits(r.Distinct) {
		return []error{basis.Errorf("%w: heading %q is not one of units", basis.ErrUnknown, r.Distinct)}
	}
	var errs []error
	first := map[string]string{}
	for _, u := range small.Units() {
		v, _ := u.Attribute(r.Distinct)
		if was, twice := first[v]; twice && v != "" {
			errs = append(errs, fault(u.Code, "", basis.Errorf("%w: %s %q is that of unit %s too; one enterprise counts once", indicators.ErrCode, r.Distinct, v, was)))
			continue
		}
		first[v] = u.Code
	}
	return errs
}

// read checks the splits and keeps them by row.
func (f *frame) read(splits []Split, large, small *indicators.Table, outside func(unit, large string)) []error {
	var errs []error
	for _, s := range splits {
		row, ok := small.Row(s.Unit)
		if !ok {
			errs = append(errs, fault(s.Unit, "", basis.Errorf("%w: a split of a unit that the table does not have", basis.ErrUnknown)))
			continue
		}
		shares, terms := map[int]exact.Number{}, []exact.Number{}
		for _, code := range slices.Sorted(maps.Keys(s.Shares)) {
			x := s.Shares[code]
			if !(x >= 0) || math.IsInf(x, 1) {
				errs = append(errs, fault(s.Unit, "", basis.Errorf("%w: share %v of %s is not 0 or more", basis.ErrValue, x, code)))
				continue
			}
			terms = append(terms, exact.Of(x))
			if to, ok := large.Row(code); ok {
				shares[to] = exact.Of(x)
			} else {
				outside(s.Unit, code)
			}
		}
		if sum := exact.Sum(terms...); sum.Float() != 1 {
			errs = append(errs, fault(s.Unit, "", basis.Errorf("%w: shares sum to %v, not 1", basis.ErrValue, sum.Float())))
		}
		columns := s.Columns
		if len(columns) == 0 {
			columns = []string{""}
		}
		for _, c := range columns {
			if c != "" && !small.Has(c) {
				errs = append(errs, fault(s.Unit, c, basis.Errorf("%w: a split of a column that the table does not have", basis.ErrUnknown)))
			}
			if f.splits[row] == nil {
				f.splits[row] = map[string]map[int]exact.Number{}
			}
			if f.splits[row][c] != nil {
				errs = append(errs, fault(s.Unit, c, basis.Errorf("%w: split twice", basis.ErrValue)))
			}
			f.splits[row][c] = shares
		}
	}
	return errs
}

// fault is an error with its place.
func fault(unit, code string, err error) error {
	return &indicators.InputError{Unit: unit, Indicator: code, Err: err}
}
