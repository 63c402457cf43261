package weightstest

import (
	"errors"
	"fmt"
	"math"
	"strings"

	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/weights"
)

// A Failure is one rule that a scheme breaks, with a group that shows it. The
// group is made as small as still shows it.
type Failure struct {
	Rule   string        // in few words, e.g. "order of siblings"
	Group  weights.Group // what went in
	Reason string        // what came out and why that is wrong
	Remedy string        // the way out, e.g. "return basis.ErrFew"
}

// Error names the rule, the reason, the way out and the group.
func (f *Failure) Error() string {
	n, k := f.Group.Scores.Dims()
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s", f.Rule, f.Reason)
	if f.Remedy != "" {
		fmt.Fprintf(&b, "; %s", f.Remedy)
	}
	fmt.Fprintf(&b, " (k = %d, n = %d, codes %v", k, n, f.Group.Codes)
	if n*k <= 24 {
		fmt.Fprintf(&b, ", declared %v, scores %v", f.Group.Declared, [][]float64(f.Group.Scores))
	}
	b.WriteString(")")
	return b.String()
}

// TestScheme returns nil if the scheme keeps all the rules of [weights.Scheme],
// and otherwise every rule it breaks, joined, each a [Failure] with the way out. With no
// options the scheme is tested under the zero [Options], with several under each of them
// in turn; impossible options are an error.
//
// The rules, by the name that a Failure gives them:
//
//	ordinary data       there are weights, not an error, for plain scores
//	no panic            whatever the group
//	finite              no weight is NaN or infinite
//	not negative        no weight is below 0
//	not all zero        some weight is above 0
//	old dst             what dst held before does not matter
//	input unchanged     codes, declared weights and scores are left as they were
//	same answer twice   bit for bit
//	concurrent use      several goroutines get the answer that one alone gets
//	nothing is kept     weighing another group in between changes nothing
//	order of siblings   moving siblings moves their weights with them
//	order of units      moving units changes no weight
//	names within        of a scheme that holds others: it names what they name ([basis.Naming])
//
// if the options promise it:
//
//	ignores scores      other scores change no weight
//	scale of a column   multiplying a column by 3.7 changes no weight
//	shift of a column   adding 41 to a column changes no weight
//
// and, each allowing an error, but neither a panic nor weights that break the
// rules above:
//
//	nothing declared    Declared is nil, or zero for all
//	one unit            n = 1
//	constant column     one sibling with the same score everywhere
//	constant columns    all siblings so
//	zero column         one sibling with 0 everywhere
//	tied column         one sibling with two different scores only
//	equal columns       two siblings with the same scores
//	missing value       one score is NaN
//	infinite value      one score is +Inf
func TestScheme(s weights.Scheme, o ...Options) error {
	if s == nil {
		return errors.New("weightstest: no scheme (a nil Scheme stands for weights.Declared)")
	}
	if len(o) == 0 {
		o = []Options{{}}
	}
	var errs []error
	for i, opt := range o {
		set, err := opt.settings()
		if err == nil {
			err = testUnder(s, set)
		}
		if err != nil && len(o) > 1 {
			err = basis.Errorf("options %d: %w", i+1, err)
		}
		errs = append(errs, err)
	}
	return errors.Join(errs...)
}

func testUnder(s weights.Scheme, o settings) error {
	var errs []error
	for _, r := range rules(o.Options) {
		for _, k := range o.K {
			g := o.group(k, uint64(k))
			t := &trial{s: s, o: o, group: g, in: g}
			if reason := r.check(t); reason != "" {
				t, reason = shrunk(r, t, reason)
				errs = append(errs, &Failure{Rule: r.name, Group: t.in, Reason: reason, Remedy: remedy(r.name)})
				break
			}
		}
	}
	return errors.Join(errs...)
}

// trial is one scheme before one group.
type trial struct {
	s     weights.Scheme
	o     settings
	group weights.Group
	in    weights.Group // what breaks the rule: the group, unless the rule changes it
}

// outcome is what a scheme makes of a group.
type outcome struct {
	w     []float64
	err   error
	panic any
}

// weigh asks the scheme, on a copy of the group, with a dst that holds fill.
func (t *trial) weigh(g weights.Group, fill float64) outcome {
	return t.ask(clone(g), fill)
}

// ask is weigh without the copy.
func (t *trial) ask(g weights.Group, fill float64) (out outcome) {
	out.w = make([]float64, len(g.Codes))
	for j := range out.w {
		out.w[j] = fill
	}
	defer func() { out.panic = recover() }()
	out.err = t.s.Weigh(out.w, g)
	return out
}

// good reports whether there are weights that keep the rules.
func (o outcome) good() bool { return o.panic == nil && o.err == nil && o.fault() == "" }

// fault says which rule of single weights an answer breaks, "" if none.
func (o outcome) fault() string {
	var sum float64
	for _, w := range o.w {
		switch {
		case math.IsNaN(w) || math.IsInf(w, 0):
			return fmt.Sprintf("weights %v are not all finite", o.w)
		case w < 0:
			return fmt.Sprintf("weights %v are not all at least 0", o.w)
		}
		sum += w
	}
	if sum == 0 {
		return fmt.Sprintf("weights %v are all zero", o.w)
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
	for j, w := range o.w {
		if math.Float64bits(w) != math.Float64bits(p.w[j]) {
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
	return fmt.Sprint(o.w)
}

// shares returns the weights scaled to sum 1.
func (o outcome) shares() []float64 {
	var sum float64
	for _, w := range o.w {
		sum += w
	}
	out := make([]float64, len(o.w))
	for j, w := range o.w {
		out[j] = w / sum
	}
	return out
}
