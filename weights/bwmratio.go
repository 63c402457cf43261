package weights

import "math"

// ratioXi returns xi of the model of Rezaei (2015). With t = w_B/w_W and given xi,
// there are weights if t can lie within all of
//
//	(a_Bj - xi)(a_jW - xi) <= t <= (a_Bj + xi)(a_jW + xi)  for all j
//	a_BW - xi <= t <= a_BW + xi
//
// hence if every lower bound is at most every upper one. The least xi for two
// bounds on the products of i and j is the root of a linear equation, since xi^2
// stands on both sides; for a product and a_BW, of a quadratic one.
func (v bestWorst) ratioXi() float64 {
	var xi float64
	for j := range v.fromBest {
		if !v.other(j) {
			continue
		}
		p := 1 + v.fromBest[j] + v.toWorst[j]
		gap := v.product(j) - v.span
		xi = max(xi, 2*math.Abs(gap)/(p+math.Sqrt(p*p-4*gap)))
		for i := range v.fromBest {
			if v.other(i) {
				xi = max(xi, (v.product(j)-v.product(i))/(v.fromBest[i]+v.toWorst[i]+v.fromBest[j]+v.toWorst[j]))
			}
		}
	}
	if xi < 1e-12*v.span {
		return 0
	}
	return xi
}

// intervals returns the least and the largest share of every sibling at the least
// xi, where the highest lower bound of t meets the lowest upper one, so that t is
// determined. With w_W = 1 and w_B = t, sibling j lies anywhere in
//
//	max(t/(a_Bj + xi), a_jW - xi) <= w_j <= min(t/(a_Bj - xi), a_jW + xi)
//
// so its largest share has all others at their lower end, its least at their upper.
func (v bestWorst) intervals(xi float64) []Interval {
	k := len(v.fromBest)
	t := v.span + xi
	for j := range k {
		if v.other(j) {
			t = min(t, (v.fromBest[j]+xi)*(v.toWorst[j]+xi))
		}
	}
	low, high := make([]float64, k), make([]float64, k)
	var lowSum, highSum float64
	for j := range k {
		low[j], high[j] = v.ends(j, t, xi)
		lowSum += low[j]
		highSum += high[j]
	}
	out := make([]Interval, k)
	for j := range out {
		out[j] = Interval{Lo: low[j] / (low[j] + highSum - high[j]), Hi: high[j] / (high[j] + lowSum - low[j])}
	}
	return out
}

// ends returns the least and the largest w_j for w_W = 1 and w_B = t.
func (v bestWorst) ends(j int, t, xi float64) (low, high float64) {
	switch j {
	case v.best:
		return t, t
	case v.worst:
		return 1, 1
	}
	low = max(t/(v.fromBest[j]+xi), v.toWorst[j]-xi)
	high = v.toWorst[j] + xi
	if a := v.fromBest[j] - xi; a > 0 {
		high = min(high, t/a)
	}
	return low, max(low, high) // equal up to rounding, where the bounds of t meet at j
}
