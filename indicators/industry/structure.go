package industry

import (
	"iter"
	"maps"
	"math"
	"slices"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/exact"
)

// Options say how a [Structure] is made. The zero value takes all measured
// indicators as industries, and the sum of all units as reference.
type Options struct {
	Industries []string           `json:"industries,omitzero"` // codes of the columns that are industries; nil: all measured indicators
	Reference  map[string]float64 `json:"reference,omitzero"`  // total of each industry in the reference area; nil: the sum of all units
}

// Structure is a checked unit x industry table. It is immutable and safe for
// concurrent use.
type Structure struct {
	units      []indicators.Unit
	industries []indicators.Indicator
	x          []exact.Column // k columns of n amounts
	unit       []exact.Number // total of each unit
	industry   []exact.Number // total of each industry
	total      exact.Number
	ref        []exact.Number // total of each industry in the reference area
	refTotal   exact.Number
	usual      []exact.Number // share of each industry in the reference area, r(j)
}

// New makes a structure of n units and k industries from the columns of a table.
//
// Every amount must be there and not be negative; a unit needs some industry,
// and every industry some unit and some amount in the reference area, since shares
// of nothing are undefined. A reference has to name exactly the industries. All
// faults are reported at once, joined, each an [*indicators.InputError]: missing
// amounts are [basis.ErrMissing], unknown industries [basis.ErrUnknown],
// industries named twice [indicators.ErrCode], amounts [basis.ErrValue].
func New(t *indicators.Table, o Options) (*Structure, error) {
	if t == nil || t.Len() == 0 {
		return nil, &indicators.InputError{Err: basis.Errorf("%w: no units", basis.ErrEmpty)}
	}
	codes := o.Industries
	if codes == nil {
		for _, in := range t.Framework().Measured() {
			codes = append(codes, in.Code)
		}
	}
	var errs []error
	fail := func(unit, industry string, kind error, text string, args ...any) {
		errs = append(errs, fault(unit, industry, kind, text, args...))
	}
	if len(codes) == 0 {
		fail("", "", basis.ErrEmpty, "no industries")
	}
	s := &Structure{units: t.AppendUnits(nil), unit: make([]exact.Number, t.Len())}
	for _, code := range codes {
		in, ok := t.Framework().Find(code)
		switch {
		case !ok || !t.Has(code):
			fail("", code, basis.ErrUnknown, "the table has no such column")
			continue
		case slices.ContainsFunc(s.industries, func(in indicators.Indicator) bool { return in.Code == code }):
			fail("", code, indicators.ErrCode, "named twice")
			continue
		}
		column := t.Exact(code)
		amounts := make([]exact.Number, column.Len())
		for i := range amounts {
			amounts[i] = column.At(i)
			x := amounts[i].Float()
			switch {
			case math.IsNaN(x):
				fail(s.units[i].Code, code, basis.ErrMissing, "a share of a whole needs all amounts")
			case x < 0:
				fail(s.units[i].Code, code, basis.ErrValue, "%v is negative", x)
			}
		}
		sum := exact.Sum(amounts...)
		if sum.Float() == 0 {
			fail("", code, basis.ErrValue, "no unit has this industry")
		}
		s.industries = append(s.industries, in)
		s.x = append(s.x, column)
		s.industry = append(s.industry, sum)
	}
	s.total = exact.Sum(s.industry...)
	parts := make([]exact.Number, len(s.x))
	for i := range s.unit {
		for j, x := range s.x {
			parts[j] = x.At(i)
		}
		if s.unit[i] = exact.Sum(parts...); s.unit[i].Float() == 0 && len(s.industries) > 0 {
			fail(s.units[i].Code, "", basis.ErrValue, "the unit has no industry at all")
		}
	}
	if math.IsInf(s.total.Float(), 0) {
		fail("", "", basis.ErrValue, "the amounts are too large to be summed")
	}
	s.ref, s.refTotal = s.industry, s.total
	if o.Reference != nil {
		errs = append(errs, s.setReference(o.Reference)...)
	}
	if len(errs) > 0 {
		return nil, basis.JoinErrors(errs...)
	}
	for _, x := range s.ref {
		s.usual = append(s.usual, exact.Quotient(x, s.refTotal))
	}
	return s, nil
}

// setReference takes the totals of another area for reference.
func (s *Structure) setReference(totals map[string]float64) (errs []error) {
	fail := func(industry string, kind error, text string, args ...any) {
		errs = append(errs, fault("", industry, kind, text, args...))
	}
	s.ref = make([]exact.Number, len(s.industries))
	known := map[string]bool{}
	for j, in := range s.industries {
		x, ok := totals[in.Code]
		known[in.Code] = true
		switch {
		case !ok:
			fail(in.Code, basis.ErrMissing, "the reference does not have it")
		case !(x > 0) || math.IsInf(x, 0):
			fail(in.Code, basis.ErrValue, "%v of the reference is not a positive number", x)
		}
		s.ref[j] = exact.Of(x)
	}
	s.refTotal = exact.Sum(s.ref...)
	for _, code := range slices.Sorted(maps.Keys(totals)) {
		if !known[code] {
			fail(code, basis.ErrUnknown, "the reference has it, the table does not")
		}
	}
	if math.IsInf(s.refTotal.Float(), 0) {
		fail("", basis.ErrValue, "the reference is too large to be summed")
	}
	return errs
}

// fault is what is wrong with a unit, an industry or all of them.
func fault(unit, industry string, kind error, text string, args ...any) error {
	return &indicators.InputError{Unit: unit, Indicator: industry, Err: basis.Errorf("%w: "+text, append([]any{kind}, args...)...)}
}

// Units ranges over the n units with their rows.
func (s *Structure) Units() iter.Seq2[int, indicators.Unit] { return slices.All(s.units) }

// Industries returns a copy of the k industries.
func (s *Structure) Industries() []indicators.Indicator { return slices.Clone(s.industries) }

// share is s(i,j), a part of 1.
func (s *Structure) share(i, j int) exact.Number { return exact.Quotient(s.x[j].At(i), s.unit[i]) }

// percent is a part of 1 in percent.
func percent(x exact.Number) float64 { return exact.Product(exact.Of(100), x).Float() }

// columns makes k columns of n figures.
func (s *Structure) columns(at func(i, j int) float64) [][]float64 {
	out := make([][]float64, len(s.industries))
	for j := range out {
		out[j] = make([]float64, len(s.units))
		for i := range out[j] {
			out[j][i] = at(i, j)
		}
	}
	return out
}

// Shares returns k columns of n shares s(i,j), in percent of the unit; each unit
// sums to 100, but for the rounding of each share to a float64.
func (s *Structure) Shares() [][]float64 {
	return s.columns(func(i, j int) float64 { return percent(s.share(i, j)) })
}

// Quotients returns k columns of n location quotients (区位商):
//
//	LQ(i,j) = s(i,j) / r(j) = (x(i,j)/x(i)) / (X(j)/X)
//
// 1 says that the unit has as much of the industry as the reference area, 1.5 half as
// much again, 0 none of it. A small industry or a small unit easily has a large
// quotient, so it is read beside the share.
//
// Source: P. S. Florence (1939), Report on the Location of Industry, Political and
// Economic Planning, London; W. Isard (1960), Methods of Regional Analysis, MIT
// Press, chapter 5.
func (s *Structure) Quotients() [][]float64 {
	return s.columns(func(i, j int) float64 { return exact.Quotient(s.share(i, j), s.usual[j]).Float() })
}
