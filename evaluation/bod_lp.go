package evaluation

import (
	"math"
	"slices"
)

// boxed is the linear program behind benefit of the doubt:
//
//	maximize    c v
//	subject to  B v <= 1            (n rows; no entry below 0, a positive one in each column)
//	            v_r <= cap sum_s v_s  (k rows, if cap is below 1)
//	            v >= 0
//
// It is solved by the simplex method on a condensed tableau (one column for each
// variable that is 0). v = 0 is a feasible beginning, and the optimum for one c is
// a good beginning for the next. Every solution is certified by the duality of
// linear programs. Columns are scaled to a largest entry of 1.
type boxed struct {
	n, k, m int         // m rows: n, or n + k
	b       [][]float64 // n rows, scaled
	scale   []float64   // v = scaled variable / scale
	sums    []float64   // what a scaled variable counts in sum v, the largest 1
	cap     float64

	t     [][]float64 // m+1 rows of k+1: the last column the right side, the last row the objective
	row   []int       // the variable of each row: v_r is r, the slack of row i is k+i
	col   []int       // the variable of each column
	c     []float64   // scaled
	v     []float64   // solution, scaled
	y     []float64   // prices of the m rows
	spent int         // pivots since the tableau was new
}

// newBoxed prepares for the rows of B, which it scales in place.
func newBoxed(b [][]float64, limit float64) *boxed {
	p := &boxed{n: len(b), k: len(b[0]), b: b, cap: limit}
	p.m = p.n
	if limit < 1 {
		p.m += p.k
	}
	p.scale, p.sums = make([]float64, p.k), make([]float64, p.k)
	for _, row := range b {
		for r, x := range row {
			p.scale[r] = max(p.scale[r], x)
		}
	}
	for _, row := range b {
		for r := range row {
			row[r] /= p.scale[r]
		}
	}
	least := slices.Min(p.scale)
	for r, x := range p.scale {
		p.sums[r] = least / x
	}
	p.t = make([][]float64, p.m+1)
	cells := make([]float64, (p.m+1)*(p.k+1))
	for i := range p.t {
		p.t[i] = cells[i*(p.k+1) : (i+1)*(p.k+1)]
	}
	p.row, p.col = make([]int, p.m), make([]int, p.k)
	p.c, p.v, p.y = make([]float64, p.k), make([]float64, p.k), make([]float64, p.m)
	p.restart()
	return p
}

// restart makes the tableau of v = 0.
func (p *boxed) restart() {
	p.spent = 0
	for r := range p.col {
		p.col[r] = r
	}
	for i := range p.row {
		p.row[i] = p.k + i
		t := p.t[i]
		if i < p.n {
			copy(t, p.b[i])
			t[p.k] = 1
			continue
		}
		for r := range p.k {
			t[r] = -float64(p.cap * p.sums[r])
		}
		t[i-p.n] += p.sums[i-p.n]
		t[p.k] = 0
	}
}

// gapAllowed is how far, of the optimum, a solution may be from its bound.
const gapAllowed = 1e-9

// solve maximizes c v, c not below 0, and writes the optimal v. It goes on from the
// last solution, and begins anew if that has taken in rounding errors; ok is false
// if even so no solution could be certified.
func (p *boxed) solve(v, c []float64) (best float64, ok bool) {
	var top float64
	for r, x := range c {
		p.c[r] = x / p.scale[r]
		top = max(top, p.c[r])
	}
	if top == 0 {
		clear(v)
		clear(p.y)
		return 0, true
	}
	for r := range p.c {
		p.c[r] /= top
	}
	for try := range 3 {
		if try > 0 || p.spent > 20*p.k {
			p.restart()
		}
		p.price()
		p.pivots(try == 2)
		if best, ok = p.certify(); ok {
			break
		}
	}
	for r := range v {
		v[r] = p.v[r] / p.scale[r]
	}
	return best * top, ok
}

// price writes the objective in terms of the variables of the columns.
func (p *boxed) price() {
	z := p.t[p.m]
	for r := range z {
		z[r] = 0
	}
	for r, variable := range p.col {
		if variable < p.k {
			z[r] = p.c[variable]
		}
	}
	for i, variable := range p.row {
		if variable < p.k {
			if c := p.c[variable]; c != 0 {
				for r, x := range p.t[i] {
					z[r] -= float64(c * x)
				}
			}
		}
	}
}

// pivots improves the solution until it is optimal: by the steepest column, or, if
// careful or when nothing has been gained for long, by the first (Bland's rule,
// which cannot go round in circles).
func (p *boxed) pivots(careful bool) {
	const tiny = 1e-12
	stalled := 0
	for range 50 * (p.m + p.k) {
		z := p.t[p.m]
		bland := careful || stalled > 2*p.k
		enter := -1
		for r, d := range z[:p.k] {
			switch {
			case d <= tiny:
			case enter < 0, !bland && d > z[enter], bland && p.col[r] < p.col[enter]:
				enter = r
			}
		}
		if enter < 0 {
			return
		}
		leave := p.leave(enter, bland)
		if leave < 0 {
			return // unbounded, which the rows of B rule out but for rounding errors
		}
		if p.t[leave][p.k] > tiny {
			stalled = 0
		} else {
			stalled++
		}
		p.pivot(leave, enter)
	}
}

// leave finds the row that first reaches its limit: of those that do so together,
// the one with the largest pivot, or that of the first variable.
func (p *boxed) leave(enter int, bland bool) int {
	const pivot, together = 1e-9, 1e-12
	least := math.Inf(1)
	for i := range p.m {
		if x := p.t[i][enter]; x > pivot {
			least = min(least, max(p.t[i][p.k], 0)/x)
		}
	}
	out := -1
	for i := range p.m {
		x := p.t[i][enter]
		if !(x > pivot) || max(p.t[i][p.k], 0)/x > least+together {
			continue
		}
		if out < 0 || !bland && x > p.t[out][enter] || bland && p.row[i] < p.row[out] {
			out = i
		}
	}
	return out
}

// pivot exchanges the variables of a row and a column.
func (p *boxed) pivot(leave, enter int) {
	p.spent++
	pr := p.t[leave]
	inv := 1 / pr[enter]
	pr[enter] = 1
	for r := range pr {
		pr[r] *= inv
	}
	for i, row := range p.t {
		f := row[enter]
		if i == leave || f == 0 {
			continue
		}
		row[enter] = 0
		row = row[:len(pr)]
		for r, x := range pr {
			row[r] -= float64(f * x)
		}
	}
	p.row[leave], p.col[enter] = p.col[enter], p.row[leave]
}

// certify reads v and the prices y off the tableau, makes v feasible, and holds the
// value against the bound that the prices give:
//
//	c v' <= sum of y over the n rows + d (v'_1 + ... + v'_k)   for all feasible v',
//	d = the largest lack of the prices, max_r (c_r - (y A)_r, 0),
//
// where no scaled v' is above 1.
func (p *boxed) certify() (best float64, ok bool) {
	clear(p.v)
	clear(p.y)
	for i, variable := range p.row {
		if variable < p.k {
			p.v[variable] = max(p.t[i][p.k], 0)
		}
	}
	for r, variable := range p.col {
		if variable >= p.k {
			p.y[variable-p.k] = max(-p.t[p.m][r], 0)
		}
	}
	var over float64
	lack := append([]float64(nil), p.c...)
	var bound, prices float64
	for i, row := range p.b {
		var s float64
		for r, x := range row {
			s += float64(x * p.v[r])
		}
		over = max(over, s)
		if y := p.y[i]; y > 0 {
			bound += y
			for r, x := range row {
				lack[r] -= float64(y * x)
			}
		}
	}
	if p.m > p.n {
		for r, y := range p.y[p.n:] {
			prices += y
			lack[r] -= float64(y * p.sums[r])
		}
		for r := range lack {
			lack[r] += float64(float64(prices*p.cap) * p.sums[r])
		}
		var sum float64
		for r, x := range p.v {
			sum += float64(x * p.sums[r])
		}
		for r, x := range p.v {
			if float64(x*p.sums[r]) > float64(p.cap*sum)*(1+gapAllowed) {
				return 0, false
			}
		}
	}
	var d float64
	for r, c := range p.c {
		if over > 0 {
			p.v[r] /= over
		}
		best += float64(c * p.v[r])
		d = max(d, lack[r])
	}
	bound += float64(d * float64(p.k))
	return best, bound-best <= gapAllowed*bound
}
