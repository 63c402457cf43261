package rollup

import (
	"math"
	"math/big"

	"github.com/countyeval/countyeval/indicators/basis"
)

// ErrDisclosed is a withheld figure that the published ones give away.
const ErrDisclosed = basis.Sentinel("a withheld figure can be computed back")

// Cell is a figure of a tree that is published with its sums: a county's below its
// prefecture's, or an indicator's score below that of its dimension. The figure of a
// cell that has children is the sum of Weight times theirs.
type Cell struct {
	Code     string   `json:"code"`
	Parent   string   `json:"parent,omitzero"` // code of the cell of the sum; "": it has none
	Weight   float64  `json:"weight,omitzero"` // in the sum; 0: 1
	Value    float64  `json:"value"`
	Least    float64  `json:"least,omitzero"`    // what everybody knows: the figure is not below
	Most     *float64 `json:"most,omitzero"`     // nor above; nil: no bound
	Withheld bool     `json:"withheld,omitzero"` // confidential; the others are published
}

// Secondary withholds more cells of a tree than are confidential, so that none that is
// withheld can be computed back from what is published. The attacker knows the
// published cells, the tree, the weights, and Least and Most of every cell.
//
// Width is the least width of the interval in which an attacker can place a
// confidential figure; an interval of no width is never enough, and of 0 any other is.
//
// Where the tree is one of sums, the intervals are exact, in rationals: each equation
// bounds what is unknown in it, and no two equations share two unknowns, so that two
// passes, up and down, leave nothing that a linear program would find. A cell that is
// not safe gets the smallest published cell beside, below or above it that makes it so
// for company, the first of equals. The number withheld is not always the least
// possible, which is a hard problem.
//
// Source: A. Hundepool and others (2012), Statistical Disclosure Control, Wiley,
// sections 4.3 and 4.4: secondary suppression, intervals, and the singleton.
type Secondary struct {
	Width float64 `json:"width,omitzero"`
}

// Withhold returns the cells with those withheld that must be. Where that is not
// possible, publication is refused: an error that wraps ErrDisclosed names each cell
// that is not safe. Codes that are empty, used twice, unknown parents, circles, weights
// that are not above 0, figures that are not finite or out of their bounds, and a sum
// that is not that of its parts are errors.
func (s Secondary) Withhold(cells []Cell) ([]Cell, error) {
	if !(s.Width >= 0) || math.IsInf(s.Width, 1) {
		return nil, basis.Errorf("%w: width %v is not 0 or more", basis.ErrValue, s.Width)
	}
	t, err := newTree(cells)
	if err != nil {
		return nil, err
	}
	primary := make([]bool, len(cells))
	for i, c := range cells {
		primary[i] = c.Withheld
	}
	need := func(i int) *big.Rat {
		if primary[i] {
			return rational(s.Width)
		}
		return new(big.Rat)
	}
	for {
		i := t.unsafe(need)
		if i < 0 {
			return t.cells, nil
		}
		with := t.company(i, need(i))
		if with < 0 {
			return nil, fault(t.cells[i].Code, "", basis.Errorf("%w: nothing is left that could be withheld with it", ErrDisclosed))
		}
		t.cells[with].Withheld = true
	}
}

// Interval is where an attacker can place a figure.
type Interval struct {
	Code string   `json:"code"`
	Lo   float64  `json:"lo"`
	Hi   *float64 `json:"hi,omitzero"` // nil: no bound
}

// Intervals says where an attacker can place each figure that is withheld: the float64s
// nearest to the exact ends.
func Intervals(cells []Cell) ([]Interval, error) {
	t, err := newTree(cells)
	if err != nil {
		return nil, err
	}
	var out []Interval
	for i, r := range t.ranges() {
		if !t.cells[i].Withheld {
			continue
		}
		at := Interval{Code: t.cells[i].Code}
		at.Lo, _ = r.lo.Float64()
		if r.hi != nil {
			hi, _ := r.hi.Float64()
			at.Hi = &hi
		}
		out = append(out, at)
	}
	return out, nil
}

// unsafe is the first withheld cell whose interval is too narrow; -1 if none is.
func (t *tree) unsafe(need func(int) *big.Rat) int {
	for i, r := range t.ranges() {
		if t.cells[i].Withheld && !r.wide(need(i)) {
			return i
		}
	}
	return -1
}

// company is the published cell that is best withheld with i: the smallest that makes it
// safe, its parent last; if none does, the first that leaves the most room. -1 if there
// is no published cell in an equation with i, or with what is withheld around it.
func (t *tree) company(i int, need *big.Rat) int {
	best, most := -1, (*big.Rat)(nil)
	safe, least := -1, 0.0
	p := t.parent[i]
	for _, k := range t.near(i) {
		t.cells[k].Withheld = true
		r := t.ranges()[i]
		t.cells[k].Withheld = false
		size := math.Abs(t.cells[k].Value)
		if r.wide(need) && (safe < 0 || size < least && k != p) {
			safe, least = k, size
		}
		if w := r.width(); w != nil && (best < 0 || w.Cmp(most) > 0) { // without a bound it is safe
			best, most = k, w
		}
	}
	if safe >= 0 {
		return safe
	}
	return best
}

// near are the published cells in equations with i, and with the withheld cells that
// these lead to: beside, below, above.
func (t *tree) near(i int) []int {
	seen, next := map[int]bool{i: true}, []int{i}
	var out []int
	for len(next) > 0 {
		at := next[0]
		next = next[1:]
		var around []int
		if p := t.parent[at]; p >= 0 {
			around = append(around, t.children[p]...)
		}
		around = append(around, t.children[at]...)
		if p := t.parent[at]; p >= 0 {
			around = append(around, p)
		}
		for _, k := range around {
			switch {
			case seen[k]:
			case t.cells[k].Withheld:
				next = append(next, k)
			default:
				out = append(out, k)
			}
			seen[k] = true
		}
	}
	return out
}
