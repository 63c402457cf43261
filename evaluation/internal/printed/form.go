// Package printed makes the parts of scores as they are printed, so that what a reader
// adds up is what was decided by: the one place where it is done, for results and for
// draws alike.
package printed

import (
	"math"
	"math/big"

	"github.com/countyeval/countyeval/evaluation/aggregate"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/exact"
	"github.com/countyeval/countyeval/weights"
)

// Form is what is printed of the nodes of a tree, q of them in pre-order. It is not
// changed by its use.
type Form struct {
	Choice

	codes    []string
	children [][]int      // in the tree
	leaves   []int        // measured nodes
	flat     bool         // the root is made of all leaves at once
	scaled   [][]float64  // the declared weights of the children of each node that is aggregated, of sum 1
	declared [][]*big.Rat // the same as they were declared, of any sum
}

// Node is how the scores of a node were made of those of its children, for n units. The
// zero Node is one that is not aggregated.
type Node struct {
	By     aggregate.Aggregator
	Group  weights.Group
	Shares []float64
}

// Choice says what is printed.
type Choice struct {
	Points bool // points of the root; otherwise scores
	Digits int  // decimals of points, and of the scores of composed indicators
	Leaf   int  // decimals of the scores of measured indicators
}

// New lays out the tree of a framework, of whose root all leaves are the children if it is
// flat.
func New(f *indicators.Framework, flat bool, c Choice) *Form {
	out := &Form{Choice: c, flat: flat}
	root := f.Root()
	if root.Measured() {
		out.flat = false
	}
	out.walk(&root)
	q := len(out.codes)
	out.scaled, out.declared = make([][]float64, q), make([][]*big.Rat, q)
	at := 0
	out.declare(&root, &at)
	if out.flat {
		out.flatten(&root)
	}
	return out
}

// walk numbers the nodes.
func (f *Form) walk(in *indicators.Indicator) int {
	at := len(f.codes)
	f.codes, f.children = append(f.codes, in.Code), append(f.children, nil)
	if in.Measured() {
		f.leaves = append(f.leaves, at)
	}
	for i := range in.Children {
		f.children[at] = append(f.children[at], f.walk(&in.Children[i]))
	}
	return at
}

// declare takes the declared weights of the children of each node.
func (f *Form) declare(in *indicators.Indicator, at *int) {
	own := *at
	*at++
	if !in.Measured() && !f.flat {
		f.setDeclared(own, importances(in))
	}
	for i := range in.Children {
		f.declare(&in.Children[i], at)
	}
}

// importances are the declared weights of the children, or 1 each if none was declared.
func importances(in *indicators.Indicator) []*big.Rat {
	out, none := make([]*big.Rat, len(in.Children)), true
	for i, c := range in.Children {
		out[i] = exact.Of(c.Weight).Rat()
		none = none && c.Weight == 0
	}
	if none {
		for i := range out {
			out[i] = big.NewRat(1, 1)
		}
	}
	return out
}

// flatten gives the root the products of the declared shares down the tree.
func (f *Form) flatten(root *indicators.Indicator) {
	var rats []*big.Rat
	var floats []float64 // as an evaluation multiplies them
	var down func(in *indicators.Indicator, share *big.Rat, float float64)
	down = func(in *indicators.Indicator, share *big.Rat, float float64) {
		if in.Measured() {
			rats, floats = append(rats, share), append(floats, float)
			return
		}
		var sum float64
		for _, c := range in.Children {
			sum += c.Weight
		}
		of := importances(in)
		total := sumOf(of)
		for i := range in.Children {
			s := 1 / float64(len(in.Children))
			if sum > 0 {
				s = in.Children[i].Weight / sum
			}
			part := new(big.Rat).Quo(of[i], total)
			down(&in.Children[i], part.Mul(part, share), float64(float*s))
		}
	}
	down(root, big.NewRat(1, 1), 1)
	f.declared[0] = rats
	f.scaled[0] = scaled(floats)
}

func (f *Form) setDeclared(at int, of []*big.Rat) {
	floats := make([]float64, len(of))
	for i, x := range of {
		floats[i], _ = x.Float64()
	}
	f.declared[at], f.scaled[at] = of, scaled(floats)
}

// scaled are weights as a scheme that takes the declared ones has them; nil if they are none.
func scaled(declared []float64) []float64 {
	g := weights.Group{Codes: make([]string, len(declared)), Declared: declared}
	out, err := weights.Of(nil, weights.Declared{}, g)
	if err != nil {
		return nil
	}
	return out
}

func sumOf(of []*big.Rat) *big.Rat {
	out := new(big.Rat)
	for _, x := range of {
		out.Add(out, x)
	}
	return out
}

// Check refuses by name the nodes whose score is no weighted sum of those of their
// children.
func (f *Form) Check(nodes []Node) []error {
	var errs []error
	for at, n := range nodes {
		if n.By == nil {
			continue
		}
		by := n.By
		if p, ok := by.(aggregate.Present); ok && p.Of != nil {
			by = p.Of
		}
		if _, ok := by.(aggregate.Additive); !ok {
			errs = append(errs, &indicators.InputError{Indicator: f.codes[at], Err: basis.Errorf("%w: printed parts of %T would not add up to its score", aggregate.ErrNotAdditive, by)})
		}
	}
	return errs
}

// most is how many units of the last printed digit a figure may have: decimals of so few
// digits come back from their float64.
const most = 1e15

// units counts the last printed digits of a figure that was rounded to them.
func units(x float64, digits int) float64 { return math.Round(x * math.Pow10(digits)) }

// figure is the float64 nearest to so many last digits.
func figure(units float64, digits int) float64 { return units/math.Pow10(digits) + 0 } // + 0: not -0

// Add is the sum of two figures that were rounded to so many decimals, exact in decimals.
func Add(x, y float64, digits int) float64 {
	return figure(units(x, digits)+units(y, digits), digits)
}

// Fits reports whether a printed figure can be told from its neighbors.
func Fits(x float64, digits int) bool { return !(math.Abs(units(x, digits)) >= most) } // true of NaN
