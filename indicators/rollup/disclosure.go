package rollup

import (
	"math"

	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/exact"
)

// Disclosure is the rule by which the figure of a large unit is confidential (primary
// suppression). It is the caller's: no number is a default. A figure is confidential
// if fewer than Least members contribute to it, which are those whose figures are not
// 0, or if the N largest contribute more than K of it:
//
//	sum of the N largest |s_i x_i|  >  K * sum_i |s_i x_i|
//
// in any of the columns that its rule takes. Who contributes to the number of units
// are all of them.
//
// The zero Disclosure states no rule; then a figure is confidential if a figure that it
// is made of is.
//
// Source: A. Hundepool and others (2012), Statistical Disclosure Control, Wiley, section
// 4.2.1: minimum frequency and (n, k) dominance.
type Disclosure struct {
	Least int     `json:"least,omitzero"` // 3: cells of one or two enterprises are confidential; 0: no such rule
	N     int     `json:"n,omitzero"`     // of the (n, k) rule; 0: no such rule
	K     float64 `json:"k,omitzero"`     // above 0 and below 1
}

// Primary is a figure that the rule makes confidential.
type Primary struct {
	Unit string     `json:"unit"` // the large one
	Code string     `json:"code"`
	Why  basis.Text `json:"why"`
}

func (d Disclosure) check() error {
	if d.Least < 0 || d.N < 0 || (d.N > 0) != (d.K > 0) || !(d.K >= 0 && d.K < 1) {
		return basis.Errorf("%w: rule of at least %d units, largest %d with at most %v", basis.ErrValue, d.Least, d.N, d.K)
	}
	return nil
}

// disclose says whether a figure is confidential, and why.
func (b *builder) disclose(i int, unit string, m Members) {
	if b.by == (Disclosure{}) {
		for _, c := range b.from {
			secret := b.small.Confidential(c)
			for _, row := range m.rows {
				b.confidential[i] = b.confidential[i] || secret.At(row)
			}
		}
		return
	}
	say := func(why basis.Text) {
		b.confidential[i] = true
		b.withheld = append(b.withheld, Primary{unit, b.Code, why})
	}
	if len(b.from) == 0 && m.Len() < b.by.Least {
		say(basis.Textf("%d units, fewer than %d", m.Len(), b.by.Least))
		return
	}
	for _, c := range b.from {
		x := m.Parts(c)
		n := 0
		for k := range x {
			x[k] = exact.Abs(x[k])
			if x[k].Float() != 0 {
				n++
			}
		}
		if n > 0 && n < b.by.Least {
			say(basis.Textf("%d units have %s, fewer than %d", n, c, b.by.Least))
			return
		}
		if b.by.N > 0 && exceeds(exact.Sum(largest(x, b.by.N)...), exact.Product(exact.Of(b.by.K), exact.Sum(x...))) {
			say(basis.Textf("the largest %d have more than %v of %s", b.by.N, b.by.K, c))
			return
		}
	}
}

// exceeds compares exactly.
func exceeds(a, b exact.Number) bool {
	d := exact.Difference(a, b).Float()
	return d > 0 && !math.IsInf(d, 0)
}
