package profile

import (
	"math"
	"strings"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/exact"
)

// Totals compares the sum over the units of a region with the figure of the region
// itself: the counties of a prefecture with what the prefecture reports. They must
// agree within Tolerance times the total; with Most the sum must only not be more,
// for tables that do not have every county.
//
// Only amounts and counts can be summed, so the columns must be named.
type Totals struct {
	Columns   []string `json:"columns,omitzero"`
	Most      bool     `json:"most,omitzero"`
	Tolerance float64  `json:"tolerance,omitzero"` // relative; 0: 1e-9
}

// Against compares the units of t, by their Region, with the rows of totals. A row
// of totals stands for the region that its own Region names or, if that is empty,
// its Name.
//
// Findings have the code of the row of totals as Unit; Figure is the sum, Limit the
// total. A region without a row of totals, a total that is missing, and, unless
// Most, a unit without a figure give findings with Err, as does a row of totals
// for which there are no units. Two rows for one region are an error.
func (c Totals) Against(t, totals *indicators.Table) ([]Finding, error) {
	if err := limits(c.Tolerance); err != nil {
		return nil, basis.Errorf("totals: %w", err)
	}
	if len(c.Columns) == 0 {
		return nil, basis.Errorf("totals: %w: no columns are named", basis.ErrEmpty)
	}
	if err := known(t, c.Columns...); err != nil {
		return nil, basis.Errorf("totals: %w", err)
	}
	if err := known(totals, c.Columns...); err != nil {
		return nil, basis.Errorf("totals: table of totals: %w", err)
	}
	rows := map[string]int{}
	for i, u := range totals.Units() {
		region := regionOf(u)
		if first, twice := rows[region]; twice {
			return nil, basis.Errorf("totals: %w: region %q has two rows, %s and %s", indicators.ErrCode, region, totals.Unit(first).Code, u.Code)
		}
		rows[region] = i
	}
	members := map[string][]int{}
	var out []Finding
	for i, u := range t.Units() {
		if _, ok := rows[u.Region]; !ok && members[u.Region] == nil {
			out = append(out, open(RuleTotal, u.Code, "", nil, basis.Errorf("%w: there is no total for its region %q", basis.ErrUnknown, u.Region)))
		}
		members[u.Region] = append(members[u.Region], i)
	}
	for _, code := range c.Columns {
		x, whole := t.Column(code), totals.Column(code)
		for i, u := range totals.Units() {
			region := regionOf(u)
			var parts []exact.Number
			var missing []string
			for _, r := range members[region] {
				if math.IsNaN(x.At(r)) {
					missing = append(missing, t.Unit(r).Code)
					continue
				}
				parts = append(parts, t.Exact(code).At(r))
			}
			sum := exact.Sum(parts...).Float()
			slack := or(c.Tolerance, 1e-9) * math.Abs(whole.At(i))
			var err error
			switch {
			case len(members[region]) == 0:
				err = basis.Errorf("%w: no units of region %q", basis.ErrUnknown, region)
			case math.IsNaN(whole.At(i)):
				err = basis.Errorf("%w: there is no total", basis.ErrMissing)
			case len(missing) > 0 && !c.Most:
				err = basis.Errorf("%w of %s", basis.ErrMissing, strings.Join(missing, ", "))
			case sum > whole.At(i)+slack || !c.Most && sum < whole.At(i)-slack:
				out = append(out, Finding{
					Rule: RuleTotal, Unit: u.Code, Indicator: code, Figure: sum, Limit: whole.At(i),
					Text: basis.Textf("%d units of %s sum to %s, the total is %s", len(members[region])-len(missing), region, figure(sum), figure(whole.At(i))),
				})
			}
			if err != nil {
				out = append(out, open(RuleTotal, u.Code, code, nil, err))
			}
		}
	}
	return out, nil
}

// regionOf is the region that a row of totals stands for.
func regionOf(u indicators.Unit) string {
	if u.Region != "" {
		return u.Region
	}
	return u.Name
}
