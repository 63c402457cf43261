package indicators

import (
	"cmp"
	"iter"
	"math"
	"math/big"
	"slices"
)

// Coverage says which figures are there and how far they are: a matrix of units and
// reported columns, and its sums by department.
type Coverage struct {
	Units       []string             `json:"units"`   // codes
	Columns     []string             `json:"columns"` // codes of [Framework.Reported]
	States      [][]State            `json:"states"`  // States[i][j] of unit i and column j
	Departments []DepartmentCoverage `json:"departments"`
}

// DepartmentCoverage counts the figures that one department reports. The states sum to
// Expected; Missing are those of them whose reading says that there is no figure.
type DepartmentCoverage struct {
	Department  string `json:"department"` // as the framework has it; "": of no department
	Expected    int    `json:"expected"`   // units times its columns
	NotReported int    `json:"not_reported"`
	Reported    int    `json:"reported"` // and no more than that
	Verified    int    `json:"verified"`
	Signed      int    `json:"signed"`
	InDoubt     int    `json:"in_doubt"`
	Missing     int    `json:"missing"`
}

// Share is the part of the expected figures that count is, exactly; 0 of none.
func (d DepartmentCoverage) Share(count int) *big.Rat {
	if d.Expected == 0 {
		return new(big.Rat)
	}
	return big.NewRat(int64(count), int64(d.Expected))
}

// CoverageOf says how far the figures of units are. Of several readings of a figure the
// one that is in doubt counts, otherwise the one that is furthest: signed before verified
// before reported. Faults of the readings are those of [Merge.Readings], but for figures
// that differ: these are all there.
func CoverageOf(f *Framework, units []Unit, readings iter.Seq2[Reading, error]) (Coverage, error) {
	g, err := gather(f, units, readings)
	if err != nil {
		return Coverage{}, err
	}
	out := Coverage{States: make([][]State, len(units))}
	at := map[string]int{} // of departments
	for j, in := range g.columns {
		out.Columns = append(out.Columns, in.Code)
		k, ok := at[in.Department]
		if !ok {
			k = len(out.Departments)
			at[in.Department] = k
			out.Departments = append(out.Departments, DepartmentCoverage{Department: in.Department})
		}
		d := &out.Departments[k]
		for i := range units {
			state, missing := furthest(g.at(i, j))
			out.States[i] = append(out.States[i], state)
			d.Expected++
			if missing {
				d.Missing++
			}
			switch state {
			case NotReported:
				d.NotReported++
			case AsReported:
				d.Reported++
			case Verified:
				d.Verified++
			case Signed:
				d.Signed++
			case InDoubt:
				d.InDoubt++
			}
		}
	}
	for _, u := range units {
		out.Units = append(out.Units, u.Code)
	}
	return out, nil
}

// furthest is the state of a cell, and whether all of its readings have no figure.
func furthest(all []Reading) (state State, missing bool) {
	if len(all) == 0 {
		return NotReported, false
	}
	missing = true
	for k, r := range all {
		missing = missing && math.IsNaN(r.Value)
		if k == 0 || r.State > state {
			state = r.State
		}
	}
	return state, missing
}

// compareReadings orders the readings of one cell by all that they say.
func compareReadings(a, b Reading) int {
	return cmp.Or(cmp.Compare(a.Source, b.Source), cmp.Compare(a.Department, b.Department), cmp.Compare(a.Date, b.Date),
		cmp.Compare(a.Value, b.Value), cmp.Compare(a.Mark, b.Mark), cmp.Compare(a.State, b.State), cmp.Compare(a.Note, b.Note), cmp.Compare(a.Period, b.Period),
		cmp.Compare(ordinal(a.Confidential), ordinal(b.Confidential)))
}

// ordinal is 1 of what is so, to be compared.
func ordinal(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

// ReadingsOf ranges over readings that are at hand.
func ReadingsOf(readings ...Reading) iter.Seq2[Reading, error] {
	return func(yield func(Reading, error) bool) {
		for _, r := range readings {
			if !yield(r, nil) {
				return
			}
		}
	}
}

// Find returns the state of a figure, by codes; NotReported if there is no such unit or
// column.
func (c Coverage) Find(unit, column string) State {
	i, j := slices.Index(c.Units, unit), slices.Index(c.Columns, column)
	if i < 0 || j < 0 {
		return NotReported
	}
	return c.States[i][j]
}
