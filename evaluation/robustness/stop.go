package robustness

import (
	"context"
	"math"
	"strconv"
	"sync"

	"github.com/countyeval/countyeval/indicators/basis"
)

// runner makes the draws of a run, block after block.
type runner struct {
	*plan
	o      Options
	digits int
	ctx    context.Context
	states []*tally // of each goroutine, or of each scrambling
}

// block makes the draws after those that are done, and says how many.
func (r *runner) block(done int) int {
	if len(r.sobol) > 1 {
		return r.scrambled(done)
	}
	n := min(block, r.o.Draws-done)
	var mu sync.Mutex
	used := 0
	basis.EachWith(n, basis.Large, func() func(int) {
		mu.Lock()
		defer mu.Unlock()
		if used == len(r.states) {
			r.states = append(r.states, newTally(r.plan, r.o, r.digits))
		}
		t := r.states[used]
		used++
		return func(i int) {
			if r.ctx.Err() == nil {
				t.draw(r.o.From + done + i)
			}
		}
	})
	return n
}

// scrambled makes a block in which each scrambling is counted by itself.
func (r *runner) scrambled(done int) int {
	for len(r.states) < len(r.sobol) {
		r.states = append(r.states, newTally(r.plan, r.o, r.digits))
	}
	n := min(scrambledBlock, r.o.Draws-done)
	k := len(r.sobol)
	basis.Each(k, basis.Large, func(at int) {
		for d := at; d < n; d += k { // done is a multiple of k
			if r.ctx.Err() == nil {
				r.states[at].draw(done + d)
			}
		}
	})
	return n
}

// enough says when and why the stop rule holds; zero if it does not.
func (r *runner) enough(done int) basis.Text {
	var share, rank float64 // largest standard errors
	if len(r.sobol) > 1 {
		share, rank = r.between()
	} else {
		share, rank = report(r.states, r.plan, r.o, r.digits, done).within()
	}
	if !(share >= 0) || r.o.ShareError > 0 && share > r.o.ShareError || r.o.RankError > 0 && rank > r.o.RankError {
		return basis.Text{}
	}
	return basis.Textf("stopped after %d draws: no share has a standard error above %s, no mean rank one above %s", done, figure(share), figure(rank))
}

// figure is a number to three digits.
func figure(x float64) string { return strconv.FormatFloat(x, 'g', 3, 64) }

// shares are those of one unit that are reported: at each rank to the last, and in the
// first N.
func (r *Report) shares(u UnitCounts) []float64 {
	out := make([]float64, 0, len(r.Units)+len(r.First))
	for k := range r.Units {
		out = append(out, u.At(k+1))
	}
	for _, f := range r.First {
		out = append(out, u.Within(f.N))
	}
	return out
}

// within are the largest standard errors of independent draws; NaN without any.
func (r *Report) within() (share, rank float64) {
	n := float64(r.Good())
	if n == 0 {
		return math.NaN(), math.NaN()
	}
	for _, u := range r.Units {
		if u.Rank == 0 {
			continue
		}
		for _, p := range r.shares(u) {
			share = max(share, math.Sqrt(p*(1-p)/n))
		}
		rank = max(rank, math.Sqrt(squares(u.byRank())/n))
	}
	return share, rank
}

// between are the largest standard errors of means over scramblings; NaN if one of them
// has no draw that did not fail.
//
//	s = sqrt( sum_r (p_r - p)^2 / (R) )
func (r *runner) between() (share, rank float64) {
	each := make([]*Report, len(r.states))
	for k, t := range r.states {
		if each[k] = report([]*tally{t}, r.plan, r.o, r.digits, t.draws); each[k].Good() == 0 {
			return math.NaN(), math.NaN()
		}
	}
	for i, u := range each[0].Units {
		if u.Rank == 0 {
			continue
		}
		var shares [][]float64
		var ranks []float64
		for _, one := range each {
			shares = append(shares, one.shares(one.Units[i]))
			ranks = append(ranks, one.Units[i].MeanRank())
		}
		column := make([]float64, len(each))
		for at := range shares[0] {
			for k := range each {
				column[k] = shares[k][at]
			}
			share = max(share, errorOfMean(column))
		}
		rank = max(rank, errorOfMean(ranks))
	}
	return share, rank
}

// errorOfMean is the standard error of the mean of independent figures.
func errorOfMean(x []float64) float64 {
	var mean, sum float64
	for _, v := range x {
		mean += v
	}
	n := float64(len(x))
	mean /= n
	for _, v := range x {
		sum += float64((v - mean) * (v - mean))
	}
	return math.Sqrt(sum / n / (n - 1))
}
