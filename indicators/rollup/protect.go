package rollup

import (
	"math"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/exact"
)

// Sums are the figures of a column with the sums that are published of them: the total
// under the code "sum", each group under "sum" and its word, each unit under its own.
type Sums struct {
	Column string `json:"column"`
	Cells  []Cell `json:"cells"`
}

// Protect withholds more figures of a table of large units than are confidential, where
// columns are published with their sums by a heading (the prefecture of a county) and in
// total, so that none that is confidential can be computed back. The table that it returns
// has those confidential too, and the sums say which of themselves are withheld. Figures
// below 0 are refused, for everybody knows that there are none.
//
// Ratios and scores that a model makes of such a column are confidential with it. A ratio
// that a roll-up made beside its parts is not: it is to be made after, by a step.
func (s Secondary) Protect(t *indicators.Table, by string, columns ...string) (*indicators.Table, []Sums, error) {
	var out []Sums
	var errs []error
	if _, ok := (indicators.Unit{}).Attribute(by); !ok || by == "code" || by == "name" {
		return nil, nil, basis.Errorf("%w: heading %q does not group units", basis.ErrValue, by)
	}
	for _, code := range columns {
		if !t.Has(code) {
			errs = append(errs, fault("", code, basis.Errorf("%w: the table has no such column%v", basis.ErrUnknown, t.Meant(code))))
			continue
		}
		cells, err := s.Withhold(sumsOf(t, by, code))
		if err != nil {
			errs = append(errs, fault("", code, err))
			continue
		}
		confidential := t.Confidential(code).Copy()
		for _, c := range cells {
			if row, ok := t.Row(c.Code); ok {
				confidential[row] = confidential[row] || c.Withheld
			}
		}
		if t, err = t.WithConfidential(code, confidential); err != nil {
			errs = append(errs, err)
		}
		out = append(out, Sums{code, cells})
	}
	if err := basis.JoinErrors(errs...); err != nil {
		return nil, nil, err
	}
	return t, out, nil
}

// sumsOf are the cells of a column, parents before children. Sums are those of the decimals.
func sumsOf(t *indicators.Table, by, code string) []Cell {
	var words []string
	parts, all := map[string][]exact.Number{}, []exact.Number{}
	var leaves []Cell
	x := t.Column(code)
	for i, u := range t.Units() {
		if math.IsNaN(x.At(i)) {
			continue
		}
		word, _ := u.Attribute(by)
		if parts[word] == nil {
			words = append(words, word)
		}
		parts[word] = append(parts[word], exact.Of(x.At(i)))
		all = append(all, exact.Of(x.At(i)))
		leaves = append(leaves, Cell{Code: u.Code, Parent: sumCode(word), Value: x.At(i), Withheld: t.Confidential(code).At(i)})
	}
	cells := []Cell{{Code: "sum", Value: exact.Sum(all...).Float()}}
	for _, word := range words {
		cells = append(cells, Cell{Code: sumCode(word), Parent: "sum", Value: exact.Sum(parts[word]...).Float()})
	}
	return append(cells, leaves...)
}

func sumCode(word string) string { return "sum " + word }
