package coinr

import (
	"encoding/csv"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// ErrUnsaid is what COINr's tables cannot say.
const ErrUnsaid = basis.Sentinel("not to be said in the tables of COINr")

// plain is a code that COINr takes.
var plain = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9._]*$`)

// WriteMeta writes the iMeta table: the indicators in the order of the framework, then
// aggregates, denominators, groups and others. Names are the English ones. A weight of 0
// for all siblings, which stands for equal ones, is written as 1. It is an error, and
// nothing is written, if the tables of COINr cannot say the framework: levels that differ
// between siblings, a best value (direction target), a computed indicator without a
// denominator, codes that begin with a digit or have blanks, a code, name or unit NA. Bounds, definitions, sources
// and departments have no column there and are not written.
func (m *Meta) WriteMeta(w io.Writer) error {
	var faults []error
	rows := [][]string{{"iCode", "iName", "Parent", "Level", "Type", "Direction", "Weight", "Unit", "Target", "Denominator"}}
	var aggregates [][]string
	var walk func(in indicators.Indicator, parent string, weight float64) int
	walk = func(in indicators.Indicator, parent string, weight float64) int {
		if !plain.MatchString(in.Code) {
			faults = append(faults, basis.Errorf("%w: the code %s does not begin with a letter, or has something else than letters, digits, points and underscores", ErrUnsaid, strconv.Quote(in.Code)))
		}
		row := []string{in.Code, in.Name, parent, "1", typeIndicator, "1", strconv.FormatFloat(weight, 'g', -1, 64), in.Unit, "", ""}
		if in.Measured() {
			faults = append(faults, m.leaf(in, row)...)
			rows = append(rows, row)
			return 1
		}
		equal := !slices.ContainsFunc(in.Children, func(c indicators.Indicator) bool { return c.Weight != 0 })
		var level int
		at := len(aggregates)
		aggregates = append(aggregates, row)
		for i, c := range in.Children {
			if equal {
				c.Weight = 1
			}
			switch height := walk(c, in.Code, c.Weight); {
			case i == 0:
				level = height + 1
			case height+1 != level:
				faults = append(faults, basis.Errorf("%w: below %s, %s has %d levels and %s %d", ErrUnsaid, strconv.Quote(in.Code), strconv.Quote(in.Children[0].Code), level-1, strconv.Quote(c.Code), height))
			}
		}
		aggregates[at][3], aggregates[at][4] = strconv.Itoa(level), typeAggregate
		return level
	}
	walk(m.Framework.Root(), "", 1)
	rows = append(rows, aggregates...)
	for _, in := range m.Framework.Aux() {
		if _, raw := m.Denominators[strings.TrimSuffix(in.Code, Raw)]; !raw || !strings.HasSuffix(in.Code, Raw) {
			rows = append(rows, []string{in.Code, in.Name, "", "", typeDenominator, "", "", in.Unit, "", ""})
		}
	}
	for i, in := range slices.Concat(m.Groups, m.Others) {
		kind := typeGroup
		if i >= len(m.Groups) {
			kind = typeOther
		}
		rows = append(rows, []string{in.Code, in.Name, "", "", kind, "", "", "", "", ""})
	}
	for _, row := range rows[1:] {
		if slices.ContainsFunc(row, func(x string) bool { return strings.TrimSpace(x) == "NA" }) {
			faults = append(faults, basis.Errorf("%w: the code, the name or the unit of %s is NA, which reads as none", ErrUnsaid, strconv.Quote(row[0])))
		}
	}
	if len(faults) > 0 {
		return basis.JoinErrors(faults...)
	}
	for _, row := range rows[1:] {
		for i := range row {
			if row[i] == "" {
				row[i] = "NA"
			}
		}
	}
	return csv.NewWriter(w).WriteAll(rows)
}

// leaf fills the row of an indicator.
func (m *Meta) leaf(in indicators.Indicator, row []string) (faults []error) {
	switch in.Direction {
	case indicators.Lower:
		row[5] = "-1"
	case indicators.Target:
		faults = append(faults, basis.Errorf("%w: the best value of %s lies within its range", ErrUnsaid, strconv.Quote(in.Code)))
	}
	if x, ok := m.Targets[in.Code]; ok {
		row[8] = strconv.FormatFloat(x, 'g', -1, 64)
	}
	by, divided := m.Denominators[in.Code]
	if divided {
		row[9] = by
		if raw, ok := m.Framework.Find(in.Code + Raw); ok {
			row[7] = raw.Unit
		}
	}
	if in.Computed && !divided {
		faults = append(faults, basis.Errorf("%w: %s is computed, but by no denominator", ErrUnsaid, strconv.Quote(in.Code)))
	}
	return faults
}

// WriteTable writes the iData table of a table on the framework of m, with raw figures
// for those that have a denominator, so that ReadTable reads the same. It is an error, and
// nothing is written, if a unit has a class, region, level or tag that neither Groups nor
// Others list by its code, or a code that COINr refuses.
func (m *Meta) WriteTable(w io.Writer, t *indicators.Table) error {
	var faults []error
	listed := map[string]bool{}
	for _, in := range slices.Concat(m.Groups, m.Others) {
		listed[label(in.Code)] = true
	}
	said := map[string]bool{}
	for _, u := range t.Units() {
		if !plain.MatchString(u.Code) {
			faults = append(faults, basis.Errorf("%w: the code %s does not begin with a letter, or has something else than letters, digits, points and underscores", ErrUnsaid, strconv.Quote(u.Code)))
		}
		for heading := range u.Labels() {
			if !listed[heading] && !said[heading] {
				said[heading] = true
				faults = append(faults, basis.Errorf("%w: units have %s, which is neither a group nor another column", ErrUnsaid, heading))
			}
		}
	}
	if len(faults) > 0 {
		return basis.JoinErrors(faults...)
	}
	c := m.csv("", "")
	delete(c.Columns, "")
	delete(c.Columns, "Time")
	return c.WriteTable(w, t)
}
