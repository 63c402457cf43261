package rollup

import (
	"slices"

	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/exact"
)

// Sum is the sum of a column over the members, each with its share:
//
//	sum_i s_i x_i
type Sum struct {
	Of string `json:"of" names:"column"`
}

// Figure implements [Rule].
func (r Sum) Figure(m Members) (exact.Number, error) { return exact.Sum(m.Parts(r.Of)...), nil }

// Count is the number of members, each with its share; with Heading, of those that have
// one of Is there: the enterprises of grade A (tag:grade).
type Count struct {
	Heading string   `json:"heading,omitzero"` // class, level, region, tag:KEY; "": all members
	Is      []string `json:"is,omitzero"`
}

// Figure implements [Rule].
func (r Count) Figure(m Members) (exact.Number, error) {
	if err := r.check(); err != nil {
		return exact.Number{}, err
	}
	return total(m, "", r.holds(m)), nil
}

func (r Count) check() error {
	if r.Heading == "" && len(r.Is) == 0 {
		return nil
	}
	if !aboutUnits(r.Heading) {
		return basis.Errorf("%w: heading %q is not one of units", basis.ErrUnknown, r.Heading)
	}
	return nil
}

// holds tells which members are counted.
func (r Count) holds(m Members) func(i int) bool {
	if r.Heading == "" {
		return func(int) bool { return true }
	}
	return func(i int) bool {
		v, _ := m.t.Unit(m.rows[i]).Attribute(r.Heading)
		return slices.Contains(r.Is, v)
	}
}

// total is the sum of a column, or of the members themselves, over those that hold.
func total(m Members, code string, holds func(i int) bool) exact.Number {
	terms := make([]exact.Number, 0, len(m.rows))
	var column exact.Column
	if code != "" {
		column = m.t.Exact(code)
	}
	for i, row := range m.rows {
		switch {
		case !holds(i):
		case code == "":
			terms = append(terms, m.Share(i, ""))
		default:
			terms = append(terms, times(column.At(row), m.Share(i, code)))
		}
	}
	return exact.Sum(terms...)
}

// Portion is the share of the members that have one of Is under a heading: of the
// number of members, or of the sum of By (the land of grade D).
//
//	factor * sum_(i in Is) s_i b_i / sum_i s_i b_i
type Portion struct {
	Heading string   `json:"heading"`
	Is      []string `json:"is"`
	By      string   `json:"by,omitzero" names:"column"` // "": each member counts alike
	Factor  float64  `json:"factor,omitzero"`            // 0: 1; 100 for a percentage
}

// Figure implements [Rule].
func (r Portion) Figure(m Members) (exact.Number, error) {
	c := Count{r.Heading, r.Is}
	if err := c.check(); err != nil {
		return exact.Number{}, err
	}
	return over(r.Factor, total(m, r.By, c.holds(m)), total(m, r.By, Count{}.holds(m)), r.By)
}

// Ratio is the ratio of sums, never the mean of ratios:
//
//	factor * sum_i s_i x_i / sum_i t_i y_i
//
// s and t are the shares that were agreed for each column.
type Ratio struct {
	Of     string  `json:"of" names:"column"`
	By     string  `json:"by" names:"column"`
	Factor float64 `json:"factor,omitzero"` // 0: 1
}

// Figure implements [Rule].
func (r Ratio) Figure(m Members) (exact.Number, error) {
	return over(r.Factor, exact.Sum(m.Parts(r.Of)...), exact.Sum(m.Parts(r.By)...), r.By)
}

// over is a ratio of sums.
func over(factor float64, of, by exact.Number, code string) (exact.Number, error) {
	if by.Float() == 0 {
		return exact.Number{}, basis.Errorf("%w: the sum of %s is 0", basis.ErrDomain, code)
	}
	if factor != 0 && factor != 1 {
		of = exact.Product(of, exact.Of(factor))
	}
	return exact.Quotient(of, by), nil
}

// Mean is the mean of a column, weighted by another:
//
//	sum_i w_i x_i / sum_i w_i,  w_i with the share agreed for By
//
// Without By each member counts alike, by its own share. If Of is a ratio, this is the
// mean of ratios, which is not the ratio of the county: that is [Ratio].
type Mean struct {
	Of string `json:"of" names:"column"`
	By string `json:"by,omitzero" names:"column"`
}

// Figure implements [Rule].
func (r Mean) Figure(m Members) (exact.Number, error) {
	up, down := make([]exact.Number, m.Len()), make([]exact.Number, m.Len())
	for i := range up {
		down[i] = m.Share(i, "")
		if r.By != "" {
			down[i] = m.Part(i, r.By)
		}
		up[i] = times(m.Figure(i, r.Of), down[i])
	}
	return over(0, exact.Sum(up...), exact.Sum(down...), r.By)
}

// Quantile is the quantile of order P of a column, from 0 to 1, type 7 of Hyndman and
// Fan ([exact.Quantile]). A unit that counts in several large ones counts whole in each.
// The figures are taken as their float64s.
type Quantile struct {
	Of string  `json:"of" names:"column"`
	P  float64 `json:"p"`
}

// Figure implements [Rule].
func (r Quantile) Figure(m Members) (exact.Number, error) {
	if !(r.P >= 0 && r.P <= 1) {
		return exact.Number{}, basis.Errorf("%w: order %v is not from 0 to 1", basis.ErrValue, r.P)
	}
	x := make([]float64, m.Len())
	for i := range x {
		x[i] = m.Figure(i, r.Of).Float()
	}
	slices.Sort(x)
	return exact.Quantile(x, r.P), nil
}

// Concentration says how much of a sum the largest members have:
//
//	CR_k = sum of the k largest s_i x_i / sum_i s_i x_i     First = k
//	HHI  = sum_i (s_i x_i)^2 / (sum_i s_i x_i)^2           First = 0
//
// Figures below 0 have no such shares, and are refused.
//
// Sources: A. O. Hirschman (1964), The Paternity of an Index, American Economic Review
// 54(5), 761-762; OECD (1993), R. S. Khemani and D. M. Shapiro, Glossary, entry
// concentration ratio.
type Concentration struct {
	Of    string `json:"of" names:"column"`
	First int    `json:"first,omitzero"` // k; 0: the sum of squares, Hirschman and Herfindahl
}

// Figure implements [Rule].
func (r Concentration) Figure(m Members) (exact.Number, error) {
	x := m.Parts(r.Of)
	for _, v := range x {
		if v.Float() < 0 {
			return exact.Number{}, basis.Errorf("%w: %s has %v, and a share of a sum is not negative", basis.ErrDomain, r.Of, v.Float())
		}
	}
	if r.First < 0 {
		return exact.Number{}, basis.Errorf("%w: the %d largest members", basis.ErrValue, r.First)
	}
	sum := exact.Sum(x...)
	if r.First > 0 {
		return over(0, exact.Sum(largest(x, r.First)...), sum, r.Of)
	}
	squares := make([]exact.Number, len(x))
	for i, v := range x {
		squares[i] = exact.Product(v, v)
	}
	return over(0, exact.Sum(squares...), exact.Product(sum, sum), r.Of)
}

// largest are the k largest figures; x is sorted.
func largest(x []exact.Number, k int) []exact.Number {
	x = slices.Clone(x)
	slices.SortStableFunc(x, func(a, b exact.Number) int {
		switch {
		case a.Float() > b.Float():
			return -1
		case a.Float() < b.Float():
			return 1
		}
		return 0
	})
	return x[:min(k, len(x))]
}
