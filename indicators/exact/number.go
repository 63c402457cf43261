package exact

import (
	"math"
	"math/big"
	"slices"
	"sync"
)

// Number is a figure with what it was computed from. It is immutable and small, and
// safe for concurrent use. The zero Number is 0.
type Number struct {
	near float64 // the nearest float64
	from *origin // nil: the shortest decimal of near
}

// origin is how a number was computed.
type origin struct {
	op    operation
	a, b  Number
	terms []Number // of a sum
	at    enclosure

	mu    sync.Mutex
	exact *big.Rat // once it was asked for, by mu; not to be changed
}

type operation uint8

const (
	rough operation = iota
	sum
	difference
	product
	quotient
)

// Of is a raw figure: the shortest decimal that reads back as x. NaN is a figure
// that is missing, and makes all that is computed from it NaN.
func Of(x float64) Number { return Number{near: x} }

// Rough is a figure that is not rational, such as a root, known up to the last bits
// of x. What is computed from it is rough, too.
func Rough(x float64) Number { return Number{x, &origin{op: rough, at: ofDecimal(x)}} }

// Float returns the float64 nearest to the number, ties to even as everywhere; an
// infinity if it is too large for one.
func (x Number) Float() float64 { return x.near }

// IsRough reports whether the number is not rational, or was computed from one that
// is not.
func (x Number) IsRough() bool { return x.from != nil && x.from.op == rough }

// IsRaw reports whether the number is the shortest decimal of its float64, and
// nothing that was computed.
func (x Number) IsRaw() bool { return x.from == nil }

// Sum is the sum of the numbers, 0 of none.
func Sum(terms ...Number) Number {
	if len(terms) == 1 {
		return terms[0]
	}
	var at enclosure
	var gaps float64 // becomes NaN if any is missing or infinite
	imprecise := false
	for _, x := range terms {
		gaps += float64(x.near * 0)
		imprecise = imprecise || x.IsRough()
	}
	if gaps != 0 {
		var floats float64
		for _, x := range terms {
			floats += x.near
		}
		return Of(floats)
	}
	for _, x := range terms {
		at = at.plus(x.enclosure())
	}
	return settle(&origin{op: sum, terms: slices.Clone(terms), at: at}, imprecise)
}

// Difference is a - b.
func Difference(a, b Number) Number {
	if !finite(a, b) {
		return Of(a.near - b.near)
	}
	return pair(difference, a, b, a.enclosure().minus(b.enclosure()))
}

// Product is a * b.
func Product(a, b Number) Number {
	if !finite(a, b) {
		return Of(a.near * b.near)
	}
	return pair(product, a, b, a.enclosure().times(b.enclosure()))
}

// Quotient is a / b. It is NaN if b is 0: who divides looks at that first.
func Quotient(a, b Number) Number {
	switch {
	case b.near == 0:
		return Of(math.NaN())
	case !finite(a, b):
		return Of(a.near / b.near)
	}
	return pair(quotient, a, b, a.enclosure().over(b.enclosure()))
}

// Abs is the number without its sign.
func Abs(x Number) Number {
	if x.near < 0 {
		return Product(Of(-1), x)
	}
	return x
}

// finite reports that neither is missing or infinite.
func finite(a, b Number) bool { return a.near-a.near == 0 && b.near-b.near == 0 }

func pair(op operation, a, b Number, at enclosure) Number {
	return settle(&origin{op: op, a: a, b: b, at: at}, a.IsRough() || b.IsRough())
}

// settle finds the nearest float64 of what was computed: mostly the enclosure has
// one alone, otherwise the rational says it.
func settle(o *origin, imprecise bool) Number {
	if !o.at.decided() {
		o.at = ofRational(o.rational())
	}
	if imprecise {
		return Rough(o.at.hi)
	}
	return Number{o.at.hi + 0, o} // + 0: not -0
}

func (x Number) enclosure() enclosure {
	if x.from != nil {
		return x.from.at
	}
	return ofDecimal(x.near)
}

// Rat returns the exact rational in a new value: of a rough number the shortest
// decimal of its float64, and nil of one that is NaN or infinite.
func (x Number) Rat() *big.Rat {
	if x.near-x.near != 0 {
		return nil
	}
	return new(big.Rat).Set(x.rational())
}

// rational is not to be changed.
func (x Number) rational() *big.Rat {
	if x.from == nil || x.from.op == rough {
		return rational(x.near)
	}
	return x.from.rational()
}

// rational is computed once: a total of thousands may stand under every share.
func (o *origin) rational() *big.Rat {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.exact == nil {
		o.exact = o.compute()
	}
	return o.exact
}

func (o *origin) compute() *big.Rat {
	out := new(big.Rat)
	switch o.op {
	case difference:
		return out.Sub(o.a.rational(), o.b.rational())
	case product:
		return out.Mul(o.a.rational(), o.b.rational())
	case quotient:
		return out.Quo(o.a.rational(), o.b.rational())
	}
	return total(o.terms)
}

// total sums by halves, so that denominators stay short as long as they can: of
// 6,300 ratios in a hundredth of the time that one after the other takes.
func total(terms []Number) *big.Rat {
	switch n := len(terms); n {
	case 0:
		return new(big.Rat)
	case 1:
		return terms[0].rational()
	default:
		return new(big.Rat).Add(total(terms[:n/2]), total(terms[n/2:]))
	}
}
