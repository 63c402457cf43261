package prepare

import (
	"math"
	"slices"

	"gonum.org/v1/gonum/mat"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// chain is the state of the rounds.
type chain struct {
	columns []chained
	at      map[string]int
	order   []int // columns with gaps, the one with the fewest first
	by      []int // columns to regress on
	ridge   float64
	settled bool
}

// chained is one column: standardized by the values that are there, gaps at the
// mean, 0, to begin with.
type chained struct {
	code     string
	z        []float64
	gaps     []int
	donors   []int // rows whose own figure counts in the fit of the column
	mean, sd float64
	constant bool
	fit      basis.Text // the last fit, in words
}

// newChained standardizes a column. absent are the rows that can have no value.
func newChained(t *indicators.Table, code string) (c chained, absent []int) {
	c = chained{code: code, z: t.Column(code).Copy(), sd: 1}
	var values []float64
	for i, m := range t.Marks(code).All() {
		switch v := c.z[i]; {
		case m == indicators.NotApplicable:
			absent = append(absent, i)
		case gap(v, m):
			c.gaps = append(c.gaps, i)
		default:
			values = append(values, v)
			if given(v, m) {
				c.donors = append(c.donors, i)
			}
		}
	}
	if len(values) > 0 {
		c.mean = mean(values)
		c.constant = slices.Min(values) == slices.Max(values)
	}
	var sum float64
	for _, v := range values {
		sum += (v - c.mean) * (v - c.mean)
	}
	if !c.constant && len(values) > 1 && sum > 0 {
		c.sd = math.Sqrt(sum / float64(len(values)-1))
	}
	for i, v := range c.z {
		c.z[i] = 0
		if !math.IsNaN(v) {
			c.z[i] = (v - c.mean) / c.sd
		}
	}
	return c, absent
}

// predictors are the columns that column j is regressed on.
func (c *chain) predictors(j int) []int {
	return slices.DeleteFunc(slices.Clone(c.by), func(k int) bool { return k == j || c.columns[k].constant })
}

// run goes round until the filled values have settled.
func (c *chain) run(rounds int) error {
	c.settled = len(c.order) == 0
	for r := 0; r < rounds && !c.settled; r++ {
		var moved float64
		for _, j := range c.order {
			d, err := c.refit(j)
			if err != nil {
				return err
			}
			moved = max(moved, d)
		}
		c.settled = moved <= 1e-6
	}
	return nil
}

// refit fits column j, fills its gaps, and tells how far the farthest moved.
func (c *chain) refit(j int) (moved float64, err error) {
	col, by := &c.columns[j], c.predictors(j)
	y0, z0 := meanOf(col.z, col.donors), make([]float64, len(by))
	for a, k := range by {
		z0[a] = meanOf(c.columns[k].z, col.donors)
	}
	b, err := c.slopes(col, by, y0, z0)
	if err != nil {
		return 0, fault("", col.code, err)
	}
	predict := func(i int) float64 {
		y := y0
		for a, k := range by {
			y += b[a] * (c.columns[k].z[i] - z0[a])
		}
		return y
	}
	var total, left float64
	for _, i := range col.donors {
		total += (col.z[i] - y0) * (col.z[i] - y0)
		left += (col.z[i] - predict(i)) * (col.z[i] - predict(i))
	}
	for _, i := range col.gaps {
		y := predict(i)
		moved = max(moved, math.Abs(y-col.z[i]))
		col.z[i] = y
	}
	r2 := 0.0
	if total > 0 {
		r2 = 1 - left/total
	}
	col.fit = basis.Textf("regression on %v over %v, R squared %.2f", count(len(by), "%d column", "%d columns"), count(len(col.donors), "%d unit", "%d units"), r2)
	return moved, nil
}

// slopes solves the normal equations with the ridge.
func (c *chain) slopes(col *chained, by []int, y0 float64, z0 []float64) ([]float64, error) {
	p := len(by)
	if p == 0 {
		return nil, nil
	}
	zz, zy := mat.NewSymDense(p, nil), mat.NewVecDense(p, nil)
	for a, k := range by {
		za := c.columns[k].z
		for e := range a + 1 {
			ze := c.columns[by[e]].z
			var sum float64
			for _, i := range col.donors {
				sum += (za[i] - z0[a]) * (ze[i] - z0[e])
			}
			zz.SetSym(a, e, sum)
		}
		var sum float64
		for _, i := range col.donors {
			sum += (za[i] - z0[a]) * (col.z[i] - y0)
		}
		zy.SetVec(a, sum)
	}
	for a := range p {
		d := zz.At(a, a) * (1 + c.ridge)
		if d == 0 {
			d = 1 // constant over these units: its slope is 0
		}
		zz.SetSym(a, a, d)
	}
	var chol mat.Cholesky
	b := mat.NewVecDense(p, nil)
	if !chol.Factorize(zz) || chol.SolveVecTo(b, zy) != nil {
		return nil, basis.Errorf("%w: the columns it is regressed on say the same; name fewer in By or raise Ridge", ErrRefused)
	}
	return b.RawVector().Data, nil
}

func meanOf(z []float64, rows []int) float64 {
	var sum float64
	for _, i := range rows {
		sum += z[i]
	}
	return sum / float64(len(rows))
}

// changes lists the filled cells of column j.
func (c *chain) changes(t *indicators.Table, j int) (out filled) {
	col := c.columns[j]
	lo, hi := math.Inf(1), math.Inf(-1)
	x := t.Column(col.code)
	for _, i := range col.donors {
		lo, hi = min(lo, x.At(i)), max(hi, x.At(i))
	}
	for _, i := range col.gaps {
		unit, v := t.Unit(i).Code, col.mean+col.z[i]*col.sd
		if v < lo || v > hi {
			out.warnings = append(out.warnings, fault(unit, col.code, basis.Errorf("%w: the regression gives %s, outside of all values there are, %s to %s", ErrOutliers, figure(v), figure(lo), figure(hi))))
		}
		out.add(indicators.Change{Unit: unit, Indicator: col.code, Was: x.At(i), Is: v, Why: col.fit}, false)
	}
	return out
}
