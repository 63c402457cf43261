package rollup

import (
	"math"
	"math/big"
	"slices"
	"strconv"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// tree is the cells with what is beside and below each.
type tree struct {
	cells    []Cell
	parent   []int // -1: none
	children [][]int
	order    []int // parents before children

	value, weight, least []*big.Rat
	most                 []*big.Rat // nil: no bound
}

func newTree(cells []Cell) (*tree, error) {
	n := len(cells)
	t := &tree{
		cells: slices.Clone(cells), parent: make([]int, n), children: make([][]int, n),
		value: make([]*big.Rat, n), weight: make([]*big.Rat, n), least: make([]*big.Rat, n), most: make([]*big.Rat, n),
	}
	rows := map[string]int{}
	var errs []error
	for i, c := range cells {
		if _, twice := rows[c.Code]; twice || c.Code == "" {
			errs = append(errs, fault(c.Code, "", basis.Errorf("%w: it is empty or used twice", indicators.ErrCode)))
		}
		rows[c.Code] = i
		if err := t.figures(i); err != nil {
			errs = append(errs, fault(c.Code, "", err))
		}
	}
	for i, c := range cells {
		p, ok := rows[c.Parent]
		if t.parent[i] = -1; c.Parent == "" {
			continue
		}
		if !ok {
			errs = append(errs, fault(c.Code, "", basis.Errorf("%w: no cell is %q, its parent", basis.ErrUnknown, c.Parent)))
			continue
		}
		t.parent[i] = p
		t.children[p] = append(t.children[p], i)
	}
	if err := basis.JoinErrors(errs...); err != nil {
		return nil, err
	}
	for i := range cells {
		if t.parent[i] < 0 {
			t.order = append(t.order, i)
		}
	}
	for k := 0; k < len(t.order); k++ {
		t.order = append(t.order, t.children[t.order[k]]...)
	}
	if len(t.order) < n {
		return nil, basis.Errorf("%w: some cells are below themselves", basis.ErrValue)
	}
	if err := t.sums(); err != nil {
		return nil, err
	}
	return t, nil
}

// figures takes the figures of a cell as their shortest decimals.
func (t *tree) figures(i int) error {
	c := t.cells[i]
	if c.Weight == 0 {
		c.Weight = 1
	}
	for _, x := range []float64{c.Weight, c.Value, c.Least} {
		if math.IsNaN(x) || math.IsInf(x, 0) {
			return basis.Errorf("%w: %v", basis.ErrNumber, x)
		}
	}
	if c.Weight < 0 || c.Value < c.Least || c.Most != nil && !(c.Value <= *c.Most && !math.IsInf(*c.Most, 0)) {
		return basis.Errorf("%w: weight %v or value %v is out of bounds", basis.ErrValue, c.Weight, c.Value)
	}
	t.value[i], t.weight[i], t.least[i] = rational(c.Value), rational(c.Weight), rational(c.Least)
	if c.Most != nil {
		t.most[i] = rational(*c.Most)
	}
	return nil
}

// sums checks that every sum is that of its parts, up to the last bit of its float64.
// The equations then hold for the exact sums.
func (t *tree) sums() error {
	var errs []error
	for _, i := range slices.Backward(t.order) {
		if len(t.children[i]) == 0 {
			continue
		}
		sum := new(big.Rat)
		for _, k := range t.children[i] {
			sum.Add(sum, new(big.Rat).Mul(t.weight[k], t.value[k]))
		}
		if near, _ := sum.Float64(); near != t.cells[i].Value {
			errs = append(errs, fault(t.cells[i].Code, "", basis.Errorf("%w: it is %v, and its parts sum to %v", basis.ErrValue, t.cells[i].Value, near)))
		}
		t.value[i] = sum
	}
	return basis.JoinErrors(errs...)
}

// span is the interval of a figure; hi is nil without a bound.
type span struct{ lo, hi *big.Rat }

// wide reports whether the interval has some width, and at least that.
func (s span) wide(need *big.Rat) bool {
	if s.hi == nil {
		return true
	}
	w := s.width()
	return w.Sign() > 0 && w.Cmp(need) >= 0
}

// width is nil without a bound.
func (s span) width() *big.Rat {
	if s.hi == nil {
		return nil
	}
	return new(big.Rat).Sub(s.hi, s.lo)
}

// cut is the part of the interval within lo and hi, nil being no bound.
func (s span) cut(lo, hi *big.Rat) span {
	if lo != nil && lo.Cmp(s.lo) > 0 {
		s.lo = lo
	}
	if hi != nil && (s.hi == nil || hi.Cmp(s.hi) < 0) {
		s.hi = hi
	}
	return s
}

// ranges are the intervals of all cells: those that the cells below leave, then what
// the sums above do.
func (t *tree) ranges() []span {
	out := make([]span, len(t.cells))
	for _, i := range slices.Backward(t.order) {
		if !t.cells[i].Withheld {
			out[i] = span{t.value[i], t.value[i]}
			continue
		}
		out[i] = span{t.least[i], t.most[i]}
		if len(t.children[i]) > 0 {
			out[i] = out[i].cut(t.below(i, -1, out))
		}
	}
	up := slices.Clone(out) // what each leaves by itself and the cells below it
	for _, i := range t.order {
		p := t.parent[i]
		if p < 0 || !t.cells[i].Withheld {
			continue
		}
		lo, hi := t.below(p, i, up)
		var least, most *big.Rat
		if hi != nil {
			least = new(big.Rat).Sub(out[p].lo, hi)
			least.Quo(least, t.weight[i])
		}
		if out[p].hi != nil {
			most = new(big.Rat).Sub(out[p].hi, lo)
			most.Quo(most, t.weight[i])
		}
		out[i] = out[i].cut(least, most)
	}
	return out
}

// below sums the intervals of the children of a cell but one.
func (t *tree) below(i, but int, of []span) (lo, hi *big.Rat) {
	lo, hi = new(big.Rat), new(big.Rat)
	for _, k := range t.children[i] {
		if k == but {
			continue
		}
		lo.Add(lo, new(big.Rat).Mul(t.weight[k], of[k].lo))
		if of[k].hi == nil {
			hi = nil
		}
		if hi != nil {
			hi.Add(hi, new(big.Rat).Mul(t.weight[k], of[k].hi))
		}
	}
	return lo, hi
}

// rational is the shortest decimal of a figure.
func rational(x float64) *big.Rat {
	r, _ := new(big.Rat).SetString(strconv.FormatFloat(x, 'g', -1, 64))
	return r
}
