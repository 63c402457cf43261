package weights

import (
	"slices"

	"github.com/countyeval/countyeval/indicators/basis"
)

// Bounds are the least and the largest share a sibling may have in its group. Hi
// 0 is no upper bound.
type Bounds struct {
	Lo float64 `json:"lo"`
	Hi float64 `json:"hi"`
}

// Clamp keeps the shares of another scheme within bounds, such as at most 40 %
// for any indicator or at least 10 % for energy. With w the shares of Of,
//
//	v_j = clamp(lambda w_j, lo_j, hi_j),  sum_j v_j = 1
//
// so that the siblings that are not held at a bound keep their ratios. lambda is
// computed, not searched, and the bounds hold exactly; a v is only held at its
// lower bound if it would be below it, and at its upper bound if above. Shares
// that keep the bounds already are left alone. A nil Of is [Declared].
//
// The bounds are those of all siblings, except that an entry of By takes the
// place of both for the sibling of that code. A single child takes everything,
// whatever its bounds; in groups of a few siblings an upper bound may be
// impossible (two of at most 0.4), which is an error, so use [PerGroup] there.
//
// Errors, which wrap [basis.ErrWeights] and name the siblings: bounds that are not
// 0 <= Lo <= Hi <= 1, lower bounds that sum to more than 1, upper bounds that sum to
// less, also because siblings of weight 0 cannot take what the others may not.
type Clamp struct {
	Of Scheme            `json:"of,omitzero"`
	Lo float64           `json:"lo,omitzero"`
	Hi float64           `json:"hi"`
	By map[string]Bounds `json:"by,omitzero" names:"node"`
}

var (
	_ Scheme = Clamp{}
	_ Warner = Clamp{}
)

// Warnings passes on what Of says of the weights that come out.
func (c Clamp) Warnings(g Group, w []float64) []error { return Warnings(c.Of, g, w) }

// Weigh writes the shares, which sum to 1.
func (c Clamp) Weigh(dst []float64, g Group) error {
	lo, hi, err := c.bounds(g.Codes)
	if err != nil {
		return err
	}
	if err := scaled(dst, c.Of, g); err != nil {
		return err
	}
	within := true
	for j, w := range dst {
		within = within && lo[j] <= w && w <= hi[j]
	}
	if within || len(dst) == 1 {
		return nil
	}
	lambda, err := level(dst, lo, hi)
	if err != nil {
		return err
	}
	for j, w := range dst {
		dst[j] = min(max(lambda*w, lo[j]), hi[j])
	}
	settle(dst, lo, hi)
	return nil
}

// bounds returns the bounds of each sibling.
func (c Clamp) bounds(codes []string) (lo, hi []float64, err error) {
	var errs []error
	var least, most float64
	for _, code := range codes {
		b, ok := c.By[code]
		if !ok {
			b = Bounds{Lo: c.Lo, Hi: c.Hi}
		}
		if b.Hi == 0 {
			b.Hi = 1
		}
		if !(0 <= b.Lo && b.Lo <= b.Hi && b.Hi <= 1) {
			errs = append(errs, basis.Errorf("%w: %s cannot have a share from %v to %v", basis.ErrWeights, code, b.Lo, b.Hi))
		}
		lo, hi = append(lo, b.Lo), append(hi, b.Hi)
		least, most = least+b.Lo, most+b.Hi
	}
	const rounding = 1e-12
	switch {
	case len(errs) > 0 || len(codes) == 1:
	case least > 1+rounding:
		errs = append(errs, basis.Errorf("%w: the lower bounds of %v sum to %v, more than 1", basis.ErrWeights, codes, least))
	case most < 1-rounding:
		errs = append(errs, basis.Errorf("%w: the upper bounds of %v sum to %v, less than 1", basis.ErrWeights, codes, most))
	}
	return lo, hi, basis.JoinErrors(errs...)
}

// level returns the lambda at which the clamped shares sum to 1. The sum rises
// with lambda and is linear between the values at which a share meets a bound.
func level(w, lo, hi []float64) (float64, error) {
	total := func(lambda float64) (sum float64) {
		for j := range w {
			sum += min(max(lambda*w[j], lo[j]), hi[j])
		}
		return sum
	}
	var meets []float64
	for j := range w {
		if w[j] > 0 {
			meets = append(meets, lo[j]/w[j], hi[j]/w[j])
		}
	}
	slices.Sort(meets)
	at := slices.IndexFunc(meets, func(lambda float64) bool { return total(lambda) >= 1 })
	if at < 0 {
		if most := total(meets[len(meets)-1]); most < 1-1e-12 {
			return 0, basis.Errorf("%w: the siblings of weight above 0 may have %v in all, and those of weight 0 cannot take the rest", basis.ErrWeights, most)
		}
		return meets[len(meets)-1], nil
	}
	// Between the meeting before and this one, some shares are free.
	before := 0.0
	if at > 0 {
		before = meets[at-1]
	}
	middle := before + (meets[at]-before)/2
	rest, free := 1.0, 0.0
	for j := range w {
		switch v := middle * w[j]; {
		case v <= lo[j]:
			rest -= lo[j]
		case v >= hi[j]:
			rest -= hi[j]
		default:
			free += w[j]
		}
	}
	if free == 0 {
		return meets[at], nil
	}
	return min(max(rest/free, before), meets[at]), nil
}

// settle moves the rounding error of the sum into free shares, so that Of has
// nothing left to scale and the bounds hold to the last bit.
func settle(v, lo, hi []float64) {
	for range 8 {
		var sum float64
		for _, s := range v {
			sum += s
		}
		if sum == 1 {
			return
		}
		largest := -1
		for j := range v {
			if lo[j] < v[j] && v[j] < hi[j] && (largest < 0 || v[j] > v[largest]) {
				largest = j
			}
		}
		if largest < 0 {
			return
		}
		v[largest] = min(max(v[largest]+(1-sum), lo[largest]), hi[largest])
	}
}
