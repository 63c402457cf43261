package evaluationtest

import (
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"

	"github.com/countyeval/countyeval/evaluation/internal/kit"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/normalize"
)

// NormalizerOptions say on what samples a normalizer is tested, and what it
// promises. The zero value is one that takes values from 1 to 1001 of every
// direction and promises nothing but the rules for all.
type NormalizerOptions struct {
	// Indicator is what the values are of: code, bounds, target, base and whatever the
	// normalizer asks for. Its direction is set by the test. A nil Target is a tenth
	// of the way from Lo to Hi, just below the middle; the code "" is "x".
	Indicator  indicators.Indicator
	Directions []indicators.Direction // nil: higher, lower and target
	Classes    []string               // of the units, in turn; nil: "A" and "B"
	N          int                    // number of units; 0: 24
	Lo, Hi     float64                // bound the values; both 0: 1 to 1001

	Missing bool // a missing value has a score

	// What the normalizer promises.
	Within   indicators.Range // the scores of the sample lie between these; the zero Range promises nothing
	Strict   bool             // a better value in the sample has a higher score, not just one that is no lower
	UnitFree bool             // a factor on values, bounds, target and base changes no score
	ZeroFree bool             // a number added to values, bounds, target and base changes no score

	// Tolerance is how far scores that should be equal may differ, of the larger of
	// 1 and their size; 0: 1e-9.
	Tolerance float64

	// Seed gives other data.
	Seed uint64
}

// TestNormalizer returns nil if the normalizer and its scales keep all the rules of
// [normalize.Normalizer] and [normalize.Scale] and the promises that the options
// make for them, and otherwise every rule they break, joined, each a [Failure] for
// the first direction in which it shows. With no options it is tested under the zero
// [NormalizerOptions], with several under each of them in turn; impossible options
// are an error.
//
// The rules, by the name that a Failure gives them:
//
//	ordinary data      there is a scale, not an error, for plain values
//	no panic           whatever the sample or the value
//	finite             no value of the sample has a score that is NaN or infinite
//	direction          higher: a larger value never has a lower score; lower: a smaller one; target: one nearer to the target
//	tells apart        not all values have one score
//	missing value      the score of NaN is NaN; or finite, if Missing is set
//	input unchanged    values and classes are left as they were
//	same answer twice  bit for bit, also in the words of the scale
//	concurrent use     several goroutines get the answer that one alone gets
//	nothing is kept    neither other samples nor writing over this one change a scale
//	names within       of a normalizer that holds others: it names what they name ([basis.Naming])
//	order of units     the order of the sample changes no score
//	bulk               of a [normalize.Applier]: scores are bit for bit those of At, also in place
//	record             the scale says what it is
//
// each allowing an error, but neither a panic nor scores that are not finite:
//
//	no value           an empty sample
//	one value          a sample of one
//	equal values       all values are the same
//	zeros              all values are 0
//	negative values    all values are below 0
//	infinite value     one value is +Inf; of the others
//	unknown class      a class that is not in the sample, where NaN is allowed too
//
// and those that the options promise: range of scores, strict, unit free, zero free.
func TestNormalizer(n normalize.Normalizer, o ...NormalizerOptions) error {
	if n == nil {
		return errors.New("evaluationtest: no normalizer (a nil Normalizer stands for normalize.MinMax)")
	}
	return kit.Each(o, func(o NormalizerOptions) error {
		o, err := o.settings()
		if err != nil {
			return err
		}
		return testNormalizer(n, o)
	})
}

func testNormalizer(n normalize.Normalizer, o NormalizerOptions) error {
	var errs []error
	for _, r := range normalizerRules(o) {
		for _, d := range o.Directions {
			f := fitting{n: n, o: o, s: o.sample(d, 1)}
			reason := r.check(f)
			if reason == "" {
				continue
			}
			f.s, reason = f.shrunk(r, reason)
			errs = append(errs, &Failure{Rule: r.name, Reason: reason, Sample: f.s})
			break
		}
	}
	return errors.Join(errs...)
}

// settings fills in the defaults, or says what is wrong with the options.
func (o NormalizerOptions) settings() (NormalizerOptions, error) {
	var errs []error
	if o.Directions == nil {
		o.Directions = []indicators.Direction{indicators.Higher, indicators.Lower, indicators.Target}
	}
	if len(o.Directions) == 0 {
		errs = append(errs, errors.New("options: Directions is empty"))
	}
	for _, d := range o.Directions {
		if d < indicators.Higher || d > indicators.Target {
			errs = append(errs, basis.Errorf("options: there is no direction %d", int(d)))
		}
	}
	if o.Classes == nil {
		o.Classes = []string{"A", "B"}
	}
	if o.N == 0 {
		o.N = 24
	}
	if len(o.Classes) == 0 || o.N < 2*len(o.Classes) {
		errs = append(errs, basis.Errorf("options: %d units for %d classes, at least 2 of each are needed", o.N, len(o.Classes)))
	}
	if o.Lo == 0 && o.Hi == 0 {
		o.Lo, o.Hi = 1, 1001
	}
	if !(o.Lo < o.Hi) {
		errs = append(errs, basis.Errorf("options: values from %v to %v", o.Lo, o.Hi))
	}
	if (o.Within != indicators.Range{}) && !(o.Within.Lo < o.Within.Hi) {
		errs = append(errs, basis.Errorf("options: promised scores from %v to %v", o.Within.Lo, o.Within.Hi))
	}
	if o.Indicator.Code == "" {
		o.Indicator.Code = "x"
	}
	if o.Tolerance == 0 {
		o.Tolerance = 1e-9
	}
	return o, errors.Join(errs...)
}

// sample makes up values, skewed as those of counties are, the ends of the range
// among them. They have few digits, so that they can be read in a report.
func (o NormalizerOptions) sample(d indicators.Direction, stream uint64) normalize.Sample {
	rng := rand.New(rand.NewPCG(o.Seed^0x636f756e7479, stream))
	s := normalize.Sample{Indicator: o.Indicator}
	s.Indicator.Direction = d
	switch {
	case d != indicators.Target:
		s.Indicator.Target = nil
	case s.Indicator.Target == nil:
		s.Indicator.Target = &indicators.Range{Lo: o.Lo + 0.4*(o.Hi-o.Lo), Hi: o.Lo + 0.5*(o.Hi-o.Lo)}
	}
	for i := range o.N {
		u := math.Round(1000*math.Pow(rng.Float64(), 2)) / 1000
		switch i / len(o.Classes) { // each class has both ends
		case 0:
			u = 0
		case 1:
			u = 1
		}
		s.X = append(s.X, o.Lo+u*(o.Hi-o.Lo))
		s.Class = append(s.Class, o.Classes[i%len(o.Classes)])
	}
	return s
}

// fitting is one normalizer before one sample.
type fitting struct {
	n normalize.Normalizer
	o NormalizerOptions
	s normalize.Sample
}

// fitted is what a normalizer makes of a sample: a scale, and the scores of values
// on it.
type fitted struct {
	scale normalize.Scale
	x     []float64
	class []string
	score []float64
	words string
	err   error
	panic any
}

func cloneSample(s normalize.Sample) normalize.Sample {
	s.X, s.Class = slices.Clone(s.X), slices.Clone(s.Class)
	return s
}

// fit fits a copy of the sample and scores the values of the sample.
func (f fitting) fit(s normalize.Sample) fitted { return f.ask(cloneSample(s), s.X, s.Class) }

// ask fits a sample as it is and scores values.
func (f fitting) ask(s normalize.Sample, x []float64, class []string) (out fitted) {
	out.x, out.class = x, class
	defer func() {
		if p := recover(); p != nil {
			out.panic = p
		}
	}()
	if out.scale, out.err = f.n.Fit(s); out.err != nil {
		return out
	}
	if out.scale == nil {
		out.err = errors.New("neither a scale nor an error")
		return out
	}
	return out.scored(x, class)
}

// scored returns the scores of other values on the same scale.
func (a fitted) scored(x []float64, class []string) (out fitted) {
	out = fitted{scale: a.scale, x: x, class: class, score: make([]float64, len(x))}
	defer func() {
		if p := recover(); p != nil {
			out.panic = p
		}
	}()
	for i, v := range x {
		out.score[i] = a.scale.At(v, class[i])
	}
	out.words = a.scale.String()
	return out
}

// base is the answer to the sample; ok is false if it is no scores, or if a second
// call gives other ones.
func (f fitting) base() (out fitted, ok bool) {
	out = f.fit(f.s)
	return out, out.good() && out.same(f.fit(f.s))
}

func (f fitting) near(a, b float64) bool {
	return math.Abs(a-b) <= f.o.Tolerance*max(1, math.Abs(a), math.Abs(b))
}

// good reports whether there are scores, all finite.
func (a fitted) good() bool { return a.panic == nil && a.err == nil && a.fault() == "" }

func (a fitted) fault() string {
	for i, s := range a.score {
		if math.IsNaN(s) || math.IsInf(s, 0) {
			return fmt.Sprintf("the score of %v is %v", a.x[i], s)
		}
	}
	return ""
}

// same reports whether two answers are the same bit for bit, errors aside.
func (a fitted) same(b fitted) bool {
	if (a.err == nil) != (b.err == nil) || (a.panic == nil) != (b.panic == nil) {
		return false
	}
	if a.err != nil || a.panic != nil {
		return true
	}
	return a.words == b.words && slices.EqualFunc(a.score, b.score, func(x, y float64) bool {
		return math.Float64bits(x) == math.Float64bits(y)
	})
}

// String shows the answer.
func (a fitted) String() string {
	switch {
	case a.panic != nil:
		return fmt.Sprintf("panic: %v", a.panic)
	case a.err != nil:
		return fmt.Sprintf("error: %v", a.err)
	}
	return fmt.Sprintf("%v (%s)", a.score, a.words)
}

// shrunk makes the sample of a failure smaller as long as it still fails.
func (f fitting) shrunk(r normalizerRule, reason string) (normalize.Sample, string) {
	if r.whole {
		return f.s, reason
	}
	for size := len(f.s.X) / 2; size > 0; size /= 2 {
		for i := 0; len(f.s.X)-size >= 2 && i+size <= len(f.s.X); {
			smaller := f
			smaller.s = reordered(f.s, without(len(f.s.X), i, size))
			if why := r.check(smaller); why != "" {
				f, reason = smaller, why
			} else {
				i += size
			}
		}
	}
	return f.s, reason
}

// reordered returns the sample in another order, which may leave some out.
func reordered(s normalize.Sample, order []int) normalize.Sample {
	out := normalize.Sample{Indicator: s.Indicator}
	for _, from := range order {
		out.X, out.Class = append(out.X, s.X[from]), append(out.Class, s.Class[from])
	}
	return out
}
