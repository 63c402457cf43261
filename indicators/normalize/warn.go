package normalize

import (
	"errors"
	"maps"
	"math"
	"slices"

	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/exact"
)

// The kinds of warnings about a sample, told apart with errors.Is.
const (
	ErrNearlyConstant = basis.Sentinel("nearly constant")
	ErrBeyond         = basis.Sentinel("beyond the bounds")
)

// Warner is a normalizer that can say what a reader of its scores should know.
type Warner interface {
	Normalizer
	Warnings(s Sample) []error
}

// Warnings returns what a reader of the scores of a sample should know: what the
// normalizer says if it is a [Warner], else nothing. Normalizers that hold others pass on
// the warnings of those. A nil normalizer is [MinMax].
//
// [MinMax], [Efficacy] and [ZScore], which stretch whatever spread there is over the same
// points, warn of values that are nearly constant ([ErrNearlyConstant]):
//
//	max - min <= 0.01 max(|min|, |max|)
//
// Of 99.98, 99.99 and 100 they make 0, 50 and 100 points. Where the goalposts are Bounds
// they stretch nothing; then MinMax and Efficacy warn of values beyond these, whose scores
// lie beyond those of the goalposts ([ErrBeyond]), unless [Clip] cuts them.
func Warnings(n Normalizer, s Sample) []error {
	if w, ok := orMinMax(n).(Warner); ok {
		return w.Warnings(s)
	}
	return nil
}

// Nearly is the share of their level, the largest absolute value, that figures differ by
// at most to be nearly constant.
const Nearly = 0.01

// nearly warns of values that are nearly constant.
func (s Sample) nearly() []error {
	if len(s.X) < 2 {
		return nil
	}
	low, high := ends(s.X)
	level := max(math.Abs(low), math.Abs(high))
	if high-low > 2*Nearly*level { // most are far from it, and need no exact answer
		return nil
	}
	spread := exact.Difference(exact.Of(high), exact.Of(low)).Float()
	if spread == 0 || !(exact.Quotient(exact.Of(spread), exact.Of(level)).Float() <= Nearly) {
		return nil
	}
	return []error{s.fail(basis.Errorf("%w: the %d values from %s to %s spread over %s at a level of %s, and the scale makes the whole range of scores of that",
		ErrNearlyConstant, len(s.X), number(low), number(high), number(spread), number(level)))}
}

// beyond warns of values outside of the Bounds.
func (s Sample) beyond() []error {
	var out []error
	b := s.Indicator.Bounds
	for i, x := range s.X {
		if x < b.Lo || x > b.Hi {
			out = append(out, s.failAt(i, basis.Errorf("%w: the value %s lies outside of %s, and its score beyond that of a goalpost; Clip cuts it", ErrBeyond, number(x), span(b.Lo, b.Hi))))
		}
	}
	return out
}

var (
	_ Warner = MinMax{}
	_ Warner = Efficacy{}
	_ Warner = ZScore{}
	_ Warner = PerIndicator{}
	_ Warner = WithinClass{}
	_ Warner = Clip{}
	_ Warner = PeerScore{}
	_ Warner = Points{}
	_ Warner = Log{}
)

// Warnings implements [Warner].
func (MinMax) Warnings(s Sample) []error {
	if s.Indicator.Bounds != nil {
		return s.beyond()
	}
	return s.nearly()
}

// Warnings implements [Warner].
func (Efficacy) Warnings(s Sample) []error { return MinMax{}.Warnings(s) }

// Warnings implements [Warner].
func (ZScore) Warnings(s Sample) []error { return s.nearly() }

// Warnings passes on those of the normalizer of the indicator.
func (n PerIndicator) Warnings(s Sample) []error {
	if of, ok := n.By[s.Indicator.Code]; ok {
		return Warnings(of, s)
	}
	return Warnings(n.Default, s)
}

// Warnings passes on those of each class.
func (n WithinClass) Warnings(s Sample) []error {
	if len(s.X) != len(s.Class) {
		return nil
	}
	var out []error
	parts := s.byClass()
	for _, class := range slices.Sorted(maps.Keys(parts)) {
		for _, w := range Warnings(n.Of, *parts[class]) {
			out = append(out, s.inClass(class, w))
		}
	}
	return out
}

// Warnings passes on those of Of, but for values beyond bounds, whose scores are cut.
func (n Clip) Warnings(s Sample) []error {
	return slices.DeleteFunc(Warnings(n.Of, s), func(err error) bool { return errors.Is(err, ErrBeyond) })
}

// Warnings passes on those of Of.
func (n PeerScore) Warnings(s Sample) []error { return Warnings(n.Of, s) }

// Warnings passes on those of Of about the values that it sees.
func (n Points) Warnings(s Sample) []error { return Warnings(n.Of, n.seen(s)) }

// Warnings are those of Of about the values themselves, in whose unit bounds are given.
func (n Log) Warnings(s Sample) []error { return Warnings(n.Of, s) }
