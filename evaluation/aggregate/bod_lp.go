package aggregate

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

	t     [][]float64 // k+1 columns of m+1: the last column the right side, the last row the objective
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
	p.t = make([][]float64, p.k+1)
	cells := make([]float64, (p.k+1)*(p.m+1))
	for r := range p.t {
		p.t[r] = cells[r*(p.m+1) : (r+1)*(p.m+1)]
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
	}
	for r, t := range p.t[:p.k] {
		for i, row := range p.b {
			t[i] = row[r]
		}
		for i := p.n; i < p.m; i++ {
			t[i] = -float64(p.cap * p.sums[r])
		}
		if p.m > p.n {
			t[p.n+r] += p.sums[r]
		}
	}
	for i := range p.m {
		p.t[p.k][i] = 0
		if i < p.n {
			p.t[p.k][i] = 1
		}
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
	for r, t := range p.t {
		z := 0.0
		if r < p.k && p.col[r] < p.k {
			z = p.c[p.col[r]]
		}
		for i, variable := range p.row {
			if variable < p.k {
				z -= float64(p.c[variable] * t[i])
			}
		}
		t[p.m] = z
	}
}

// pivots improves the solution until it is optimal: by the steepest column, or, if
// careful or when nothing has been gained for long, by the first (Bland's rule,
// which cannot go round in circles).
func (p *boxed) pivots(careful bool) {
	const tiny = 1e-12
	stalled := 0
	for range 50 * (p.m + p.k) {
		bland := careful || stalled > 2*p.k
		enter, best := -1, tiny
		for r, t := range p.t[:p.k] {
			switch d := t[p.m]; {
			case d <= tiny:
			case bland && (enter < 0 || p.col[r] < p.col[enter]):
				enter = r
			case !bland && d > best:
				enter, best = r, d
			}
		}
		if enter < 0 {
			return
		}
		leave := p.leave(enter, bland)
		if leave < 0 {
			return // unbounded, which the rows of B rule out but for rounding errors
		}
		if p.t[p.k][leave] > tiny {
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
	column, right := p.t[enter][:p.m], p.t[p.k][:p.m]
	least := math.Inf(1)
	for i, x := range column {
		if b := right[i]; x > pivot && b < float64(least*x) {
			least = max(b, 0) / x
		}
	}
	out := -1
	for i, x := range column {
		if !(x > pivot) || right[i] > float64((least+together)*x) {
			continue
		}
		if out < 0 || !bland && x > column[out] || bland && p.row[i] < p.row[out] {
			out = i
		}
	}
	return out
}

// pivot exchanges the variables of a row and a column.
func (p *boxed) pivot(leave, enter int) {
	p.spent++
	column := p.t[enter]
	inv := 1 / column[leave]
	for r, t := range p.t {
		if r == enter || t[leave] == 0 {
			continue
		}
		q := float64(t[leave] * inv)
		t = t[:len(column)]
		for i, x := range column {
			t[i] -= float64(x * q)
		}
		t[leave] = q
	}
	for i, x := range column {
		column[i] = -float64(x * inv)
	}
	column[leave] = inv
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
			p.v[variable] = max(p.t[p.k][i], 0)
		}
	}
	for r, variable := range p.col {
		if variable >= p.k {
			p.y[variable-p.k] = max(-p.t[r][p.m], 0)
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
