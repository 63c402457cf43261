package profile

import (
	"math"
	"slices"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Availability says how many figures there are for each unit: in all, and below each
// composed indicator, which tells a unit of which a whole theme is missing from one that
// lacks as many figures here and there. Shares of single indicators are in [Summary].
//
// A cell that does not apply to a unit ([indicators.NotApplicable]) is not asked of it, and
// a figure that a step filled in is not available, but counted apart.
type Availability struct {
	Units  []string      `json:"units,omitzero"`  // codes, in the order of the table
	Groups []string      `json:"groups,omitzero"` // codes of composed indicators as in Framework.Nodes, the root first
	Cells  [][]Available `json:"cells,omitzero"`  // Cells[i][g], of unit i below group g
}

// Available counts the figures of a unit below one composed indicator.
type Available struct {
	Asked   int `json:"asked"`   // measured indicators that apply to the unit
	There   int `json:"there"`   // of these, with a figure that was not filled in
	Imputed int `json:"imputed"` // of these, with one that a step filled in
}

// Share is the part of what is asked that is there, NaN if nothing is asked.
func (a Available) Share() float64 {
	if a.Asked == 0 {
		return math.NaN()
	}
	return float64(a.There) / float64(a.Asked)
}

// AvailabilityOf counts the figures of all units of a table. An indicator whose column the
// table does not have is asked of all and there for none.
func AvailabilityOf(t *indicators.Table) Availability {
	f := t.Framework()
	var a Availability
	var leaves [][]int // of each group, which of the measured indicators are below it
	measured := f.Measured()
	at := make(map[string]int, len(measured))
	for j, in := range measured {
		at[in.Code] = j
	}
	for _, in := range f.Nodes() {
		if len(in.Children) == 0 {
			continue
		}
		a.Groups = append(a.Groups, in.Code)
		var below []int
		walk(in, func(leaf string) { below = append(below, at[leaf]) })
		leaves = append(leaves, below)
	}
	for i, u := range t.Units() {
		cells := make([]Available, len(measured))
		for j, in := range measured {
			cells[j].Asked = 1
			if !t.Has(in.Code) {
				continue
			}
			switch x, m := t.Column(in.Code).At(i), t.Marks(in.Code).At(i); {
			case m == indicators.NotApplicable:
				cells[j].Asked = 0
			case math.IsNaN(x):
			case m == indicators.Imputed:
				cells[j].Imputed = 1
			default:
				cells[j].There = 1
			}
		}
		row := make([]Available, len(leaves))
		for g, below := range leaves {
			for _, j := range below {
				row[g].Asked += cells[j].Asked
				row[g].There += cells[j].There
				row[g].Imputed += cells[j].Imputed
			}
		}
		a.Units, a.Cells = append(a.Units, u.Code), append(a.Cells, row)
	}
	return a
}

// walk calls leaf for each measured indicator below one.
func walk(in indicators.Indicator, leaf func(code string)) {
	if len(in.Children) == 0 {
		leaf(in.Code)
	}
	for _, child := range in.Children {
		walk(child, leaf)
	}
}

// At counts the figures of a unit below a composed indicator; "" is the root. ok is false
// if there is none of these.
func (a Availability) At(unit, group string) (cells Available, ok bool) {
	i, g := slices.Index(a.Units, unit), slices.Index(a.Groups, group)
	if group == "" && len(a.Groups) > 0 {
		g = 0
	}
	if i < 0 || g < 0 {
		return Available{}, false
	}
	return a.Cells[i][g], true
}

// A Gap is a unit of which too little is there below a composed indicator.
type Gap struct {
	Unit  string    `json:"unit"`
	Group string    `json:"group"`
	Cells Available `json:"cells"`
}

// Below lists where less than a share of what is asked is there, in the order of units and
// groups: 2/3 is a customary limit, for all figures and for each theme. A limit that is
// not from 0 to 1 is an error that wraps [basis.ErrValue].
func (a Availability) Below(share float64) ([]Gap, error) {
	if !(share >= 0 && share <= 1) {
		return nil, basis.Errorf("%w: a share of %v is not from 0 to 1", basis.ErrValue, share)
	}
	var out []Gap
	for i, unit := range a.Units {
		for g, group := range a.Groups {
			if a.Cells[i][g].Share() < share {
				out = append(out, Gap{Unit: unit, Group: group, Cells: a.Cells[i][g]})
			}
		}
	}
	return out, nil
}
