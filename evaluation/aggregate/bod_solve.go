package aggregate

import (
	"strconv"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/weights"
)

// doubt is benefit of the doubt for one group.
//
// Lower bounds need no rows of the linear program. Weights of at least lo of their
// sum are
//
//	w_r = lo sum_s v_s + (1 - k lo) v_r,  v >= 0,  sum v = sum w,
//
// so that sum_r w_r x_r = sum_r v_r x'_r with x'_r = lo sum_s x_s + (1 - k lo) x_r: a
// program with free weights on other scores. For bounds on the shares of unit o, w_r
// x_or takes the place of w_r and a_jr = x_jr / x_or that of x_jr; the score, the sum
// of the w_r x_or, is then sum v. An upper bound is v_r <= limit sum v.
type doubt struct {
	siblings
	parent string
	common bool
	shares bool    // bounds are on shares
	lo     float64 // least part
	slack  float64 // 1 - k lo
	limit  float64 // of v_r in sum v
}

// solved is the optimum for one unit.
type solved struct {
	score float64
	w     []float64
	peers []int
}

// bound takes in a range for the parts of the whole.
func (p *doubt) bound(r indicators.Range, what basis.Text) error {
	k := float64(len(p.w))
	if r.Hi == 0 {
		r.Hi = 1
	}
	if !(r.Lo >= 0 && r.Hi <= 1 && k*r.Lo <= 1+1e-9 && k*r.Hi >= 1-1e-9) {
		return basis.Errorf("%w: benefit of the doubt with %v from %v to %v, which %d children cannot have so that they sum to 1", basis.ErrValue, what, r.Lo, r.Hi, len(p.w))
	}
	if p.lo, p.slack = r.Lo, 1-k*r.Lo; p.slack > 1e-9 {
		p.limit = (r.Hi - r.Lo) / p.slack
	}
	if p.slack <= 1e-9 || k*p.limit <= 1+1e-9 { // all parts are equal
		p.lo, p.slack, p.limit = 1/k, 0, 1
	}
	return nil
}

// run solves the units from one to another and hands on their optima, in any
// order. Units are solved in blocks, each of which goes on from unit to unit: the
// blocks do not depend on the number of cores.
func (p *doubt) run(from, to int, give func(i int, s solved)) error {
	if p.common {
		return p.runCommon(from, to, give)
	}
	const block = 16
	blocks := (to - from + block - 1) / block
	errs := make([]error, to-from)
	basis.Each(blocks, (to-from)*p.n*len(p.w), func(at int) {
		var lp *boxed
		first := from + at*block
		for i := first; i < min(first+block, to); i++ {
			unit := p.unit(i)
			if lp == nil || p.shares {
				lp = newBoxed(p.rows(unit), p.limit)
			}
			s, ok := p.solve(lp, unit)
			if !ok {
				errs[i-from] = p.fail(i)
				continue
			}
			give(i, s)
		}
	})
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

func (p *doubt) runCommon(from, to int, give func(i int, s solved)) error {
	average := make([]float64, len(p.w))
	for r, col := range p.x {
		for _, x := range col {
			average[r] += x / float64(p.n)
		}
	}
	s, ok := p.solve(newBoxed(p.rows(average), p.limit), average)
	if !ok {
		return p.fail(-1)
	}
	for i := from; i < to; i++ {
		s.score = 0
		for r, x := range p.unit(i) {
			s.score += float64(s.w[r] * x)
		}
		s.score = settled(s.score)
		give(i, s)
	}
	return nil
}

// settled rounds a score to 12 digits, and one that cannot be told from 1 to 1, so
// that rounding errors break no ties.
func settled(x float64) float64 {
	if x > 1-gapAllowed {
		return 1
	}
	x, _ = strconv.ParseFloat(strconv.FormatFloat(x, 'g', 12, 64), 64) // the text is a number
	return x
}

// fail says that no optimum could be certified.
func (p *doubt) fail(i int) error {
	return &weights.CellError{Row: i, Code: p.parent, Err: basis.Errorf("%w: benefit of the doubt found no optimum that holds to %v; the scores differ by too many orders of magnitude", basis.ErrDomain, gapAllowed)}
}

// unit returns the scores of a unit.
func (p *doubt) unit(i int) []float64 {
	out := make([]float64, len(p.x))
	for r, col := range p.x {
		out[r] = col[i]
	}
	return out
}

// rows returns B for the evaluation of a unit.
func (p *doubt) rows(unit []float64) [][]float64 {
	k := len(p.w)
	cells := make([]float64, p.n*k)
	rows := make([][]float64, p.n)
	for i := range rows {
		row := cells[i*k : (i+1)*k]
		for r, col := range p.x {
			row[r] = col[i]
			if p.shares {
				row[r] /= unit[r]
			}
		}
		p.mix(row)
		rows[i] = row
	}
	return rows
}

// mix replaces x_r by lo sum_s x_s + slack x_r.
func (p *doubt) mix(x []float64) {
	if p.lo == 0 {
		return
	}
	var sum float64
	for _, v := range x {
		sum += v
	}
	for r, v := range x {
		x[r] = float64(p.lo*sum) + float64(p.slack*v)
	}
}

// solve finds the weights that are best for a unit.
func (p *doubt) solve(lp *boxed, unit []float64) (solved, bool) {
	k := len(unit)
	c, v := make([]float64, k), make([]float64, k)
	if p.shares {
		for r := range c {
			c[r] = 1
		}
	} else {
		copy(c, unit)
		p.mix(c)
	}
	best, ok := lp.solve(v, c)
	var sum float64
	for _, x := range v {
		sum += x
	}
	s := solved{score: settled(best), w: make([]float64, k)}
	for r, x := range v {
		s.w[r] = float64(p.lo*sum) + float64(p.slack*x)
		if p.shares {
			s.w[r] /= unit[r]
		}
	}
	for i, y := range lp.y[:p.n] {
		if y > 1e-9 {
			s.peers = append(s.peers, i)
		}
	}
	return s, ok
}
