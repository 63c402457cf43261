package profile

import (
	"math"
	"slices"
	"strings"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Parts finds columns that are the parts of one whole: two or more that sum to a
// constant, as the shares of sectors sum to 100, or to another column. If all of
// them are scored, what one gains another loses.
//
//	x_1 + x_2 + ... = c   or   x_1 + x_2 + ... = y,  each unit within Tolerance * |whole|
//
// Every sum of 2 to Most columns is tried; with 28 columns and Most 3 that is
// quick, each further one costs some ten times as much. A column counts as a part
// only if it matters, that is, if somewhere (for a constant: by its range) it is
// more than ten times the tolerance of the whole; sums that contain one found
// before are not reported again.
//
// Units without a value on one of the columns are left out; at least 8, and half
// of all, must be left.
type Parts struct {
	Columns   []string `json:"columns,omitzero"`   // nil: all measured indicators
	Most      int      `json:"most,omitzero"`      // most parts; 0: 3
	Tolerance float64  `json:"tolerance,omitzero"` // 0: 0.0001
}

var _ Check = Parts{}

// Find implements [Check]. Indicator is the whole, or the first part if the whole
// is a constant; With are the (other) parts; Figure is the largest relative
// deviation, Limit the tolerance.
func (c Parts) Find(t *indicators.Table) ([]Finding, error) {
	if err := limits(c.Tolerance, float64(c.Most)); err != nil {
		return nil, basis.Errorf("parts: %w", err)
	}
	codes, err := columnsOf(t, c.Columns)
	if err != nil {
		return nil, basis.Errorf("parts: %w", err)
	}
	s := partsSearch{codes: codes, tolerance: or(c.Tolerance, 0.0001), fewest: fewest(t.Len())}
	for _, code := range codes {
		s.x = append(s.x, t.Column(code).Copy())
	}
	for size := 2; size <= int(or(float64(c.Most), 3)); size++ {
		s.choose(nil, 0, size)
	}
	return s.out, nil
}

type partsSearch struct {
	codes     []string
	x         [][]float64
	tolerance float64
	fewest    int
	found     [][]int // sets of columns, the whole among them
	out       []Finding
}

// choose tries every set of size columns that begins with chosen.
func (s *partsSearch) choose(chosen []int, from, size int) {
	if len(chosen) < size {
		for j := from; j < len(s.x); j++ {
			s.choose(append(slices.Clip(chosen), j), j+1, size)
		}
		return
	}
	if s.again(chosen) {
		return
	}
	s.whole(chosen, -1)
	for j := range s.x {
		if !slices.Contains(chosen, j) && !s.again(append(slices.Clip(chosen), j)) {
			s.whole(chosen, j)
		}
	}
}

// again reports whether a set contains one that was found before.
func (s *partsSearch) again(set []int) bool {
	return slices.ContainsFunc(s.found, func(f []int) bool {
		return !slices.ContainsFunc(f, func(j int) bool { return !slices.Contains(set, j) })
	})
}

// whole looks whether parts sum to column y, or to a constant if y is -1.
func (s *partsSearch) whole(parts []int, y int) {
	var c, off float64
	seen := 0
	for i := range s.x[0] {
		var sum float64
		for _, j := range parts {
			sum += s.x[j][i]
		}
		whole := c
		if y >= 0 {
			whole = s.x[y][i]
		}
		if math.IsNaN(sum) || math.IsNaN(whole) {
			continue
		}
		if seen == 0 && y < 0 {
			c, whole = sum, sum
		}
		seen++
		if whole == 0 && sum == 0 {
			continue
		}
		d := math.Abs(sum-whole) / math.Abs(whole)
		if !(d <= s.tolerance) {
			return
		}
		off = max(off, d)
	}
	if seen < s.fewest || !s.matter(parts, y, c) {
		return
	}
	names := make([]string, len(parts))
	for k, j := range parts {
		names[k] = s.codes[j]
	}
	sum := strings.Join(names, " + ")
	f := Finding{Rule: RuleParts, Figure: off, Limit: s.tolerance}
	if y < 0 {
		f.Indicator, f.With, f.Text = names[0], names[1:], basis.Textf("%s is %s for every unit, %v", sum, number(c), within(off))
		s.found = append(s.found, parts)
	} else {
		f.Indicator, f.With, f.Text = s.codes[y], names, basis.Textf("%s is %s for every unit, %v", s.codes[y], sum, within(off))
		s.found = append(s.found, append(slices.Clip(parts), y))
	}
	s.out = append(s.out, f)
}

// matter reports whether every part is more than rounding.
func (s *partsSearch) matter(parts []int, y int, c float64) bool {
	for _, j := range parts {
		var most float64
		lo, hi := math.Inf(1), math.Inf(-1)
		for i, v := range s.x[j] {
			if math.IsNaN(v) {
				continue
			}
			lo, hi = min(lo, v), max(hi, v)
			if y >= 0 && v != 0 && !math.IsNaN(s.x[y][i]) {
				most = max(most, math.Abs(v)/math.Abs(s.x[y][i]))
			}
		}
		if y < 0 {
			most = (hi - lo) / math.Abs(c)
		}
		if !(most > 10*s.tolerance) {
			return false
		}
	}
	return true
}
