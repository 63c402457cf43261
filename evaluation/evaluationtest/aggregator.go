package evaluationtest

import (
	"errors"
	"fmt"
	"math"

	"github.com/countyeval/countyeval/evaluation/aggregate"
	"github.com/countyeval/countyeval/evaluation/internal/kit"
)

// TestAggregator returns nil if the aggregator keeps all the rules of
// [aggregate.Aggregator] and the promises that the options make for it, and
// otherwise every rule it breaks, joined, each a [Failure]. With no options it is
// tested under the zero [AggregatorOptions], with several under each of them in
// turn; impossible options are an error.
//
// The rules, by the name that a Failure gives them:
//
//	ordinary data       there are scores, not an error, for plain input
//	no panic            whatever the group
//	finite              no score is NaN or infinite
//	old dst             what dst held before does not matter
//	input unchanged     codes, declared weights, scores and weights are left as they were
//	same answer twice   bit for bit
//	concurrent use      several goroutines get the answer that one alone gets
//	nothing is kept     aggregating another group in between changes nothing
//	names within        of an aggregator that holds others: it names what they name ([basis.Naming])
//	order of children   moving children with their weights changes no score
//	order of units      moving units moves their scores with them
//	absent child        a child of weight 0 changes no score, even if all its scores are missing
//	direction           a unit that is best on every child is not below one that is worst on every child
//	other units         unless it is an [aggregate.Relative]: leaving out units changes no score of the others
//	points              of an [aggregate.Additive]: effective weights times scores sum to the score
//
// unless Missing is set:
//
//	missing value       one score is NaN: an error that holds a [weights.CellError] for it
//
// each allowing an error, but neither a panic nor scores that are not finite:
//
//	missing values      if Missing is set: some scores are NaN
//	infinite value      one score is +Inf
//	one unit            n = 1
//	equal units         all units have the same scores
//	constant child      one child with the same score everywhere
//	zero child          one child with 0 everywhere
//	equal children      two children with the same scores
//
// and those that the options promise: rises, rank rises, between, equal children
// give their score, range of scores, factor, shift.
func TestAggregator(a aggregate.Aggregator, o ...AggregatorOptions) error {
	if a == nil {
		return errors.New("evaluationtest: no aggregator (a nil Aggregator stands for aggregate.Arithmetic)")
	}
	return kit.Each(o, func(o AggregatorOptions) error {
		set, err := o.settings()
		if err != nil {
			return err
		}
		return testAggregator(a, set)
	})
}

func testAggregator(a aggregate.Aggregator, o aggregatorSettings) error {
	var errs []error
	for _, r := range aggregatorRules(o) {
		for _, k := range o.K {
			t := trial{a: a, o: o, in: o.input(k, uint64(k))}
			if reason := r.check(t); reason != "" {
				t, reason = shrunk(r, t, reason)
				errs = append(errs, &Failure{Rule: r.name, Reason: reason, Group: t.in.g, Weights: t.in.w})
				break
			}
		}
	}
	return errors.Join(errs...)
}

// trial is one aggregator before one group.
type trial struct {
	a  aggregate.Aggregator
	o  aggregatorSettings
	in input
}

// outcome is what an aggregator makes of a group.
type outcome struct {
	s     []float64
	err   error
	panic any
}

// aggregate asks the aggregator, on a copy of the input, with a dst that holds fill.
func (t trial) aggregate(in input, fill float64) outcome { return t.ask(in.clone(), fill) }

// ask is aggregate without the copy.
func (t trial) ask(in input, fill float64) (out outcome) {
	out.s = make([]float64, in.n())
	for i := range out.s {
		out.s[i] = fill
	}
	defer func() { out.panic = recover() }()
	out.err = t.a.Aggregate(out.s, in.g, in.w)
	return out
}

// base is the answer to the trial's input; ok is false if it is no scores, or if a
// second call gives other ones, so that it is no use to compare further.
func (t trial) base() (out outcome, ok bool) {
	out = t.aggregate(t.in, 0)
	return out, out.good() && out.same(t.aggregate(t.in, 0))
}

// relative reports whether the aggregator compares units of a group.
func (t trial) relative() bool {
	r, ok := t.a.(aggregate.Relative)
	return ok && r.RelativeToGroup()
}

// near reports whether two scores are equal for all that is promised.
func (t trial) near(a, b float64) bool {
	return math.Abs(a-b) <= t.o.Tolerance*max(1, math.Abs(a), math.Abs(b))
}

// good reports whether there are scores, all finite.
func (o outcome) good() bool { return o.panic == nil && o.err == nil && o.fault() == "" }

// fault says which score is not finite, "" if none.
func (o outcome) fault() string {
	for i, s := range o.s {
		if math.IsNaN(s) || math.IsInf(s, 0) {
			return fmt.Sprintf("the score of unit %d is %v", i, s)
		}
	}
	return ""
}

// same reports whether two answers are the same bit for bit, errors aside, which
// need only both be there.
func (o outcome) same(p outcome) bool {
	if (o.err == nil) != (p.err == nil) || (o.panic == nil) != (p.panic == nil) {
		return false
	}
	if o.err != nil || o.panic != nil {
		return true
	}
	for i, s := range o.s {
		if math.Float64bits(s) != math.Float64bits(p.s[i]) {
			return false
		}
	}
	return true
}

// String shows the answer.
func (o outcome) String() string {
	switch {
	case o.panic != nil:
		return fmt.Sprintf("panic: %v", o.panic)
	case o.err != nil:
		return fmt.Sprintf("error: %v", o.err)
	}
	return fmt.Sprint(o.s)
}
