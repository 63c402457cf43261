package incentivetest

import (
	"errors"
	"fmt"
	"math/big"
	"math/rand/v2"

	"github.com/countyeval/countyeval/evaluation/incentive/fill"
	"github.com/countyeval/countyeval/evaluation/internal/kit"
	"github.com/countyeval/countyeval/indicators/basis"
)

// RuleOptions say on what questions a rule is tested, and what it promises. The zero
// value is a rule that takes lines with any limits, under ceilings, and promises nothing
// but the rules for all.
type RuleOptions struct {
	N          int      // number of lines; 0: 8
	Claims     bool     // it divides claims: each line has a cap, and there are no floors, amounts in hand and ceilings
	NoCeilings bool     // it takes no ceilings
	Orders     []string // of the lines, in turn, for rules that ask for them

	// What the rule promises.
	Homogeneous bool // amount and limits times 3 are shares times 3
	Efficient   bool // nothing is left while a line with weight could have more
	Alike       bool // lines that are alike get the same

	// Seed gives other data.
	Seed uint64
}

// TestRule returns nil if the rule keeps all the rules of [fill.Rule], of
// [fill.Certifier] if it is one, and the promises that the options make for it, and
// otherwise every rule that it breaks, joined, each a [Failure]. With no options it is
// tested under the zero [RuleOptions], with several under each of them in turn;
// impossible options are an error.
//
// The rules, by the name that a Failure gives them:
//
//	ordinary data      there are shares, not an error, for a plain question
//	no panic           whatever the question
//	name               String says what the rule is
//	shape              one share and one bound for each line
//	amount             all shares together are no more than the amount
//	limits             floors, caps and ceilings are kept, and lines that are out get nothing
//	input unchanged    amount, lines and ceilings are left as they were
//	same answer twice  exactly
//	concurrent use     several goroutines get the answer that one alone gets
//	nothing is kept    neither another question in between nor writing over question and answer changes anything
//	order of lines     moving lines moves their shares with them
//	scale of weights   7 times as much change no share
//	certificate        of a [fill.Certifier]: it accepts its own shares, and no others
//
// each allowing an error, but neither a panic nor shares that break the rules above:
//
//	no line            there is none
//	all out            all lines are
//	no amount          the amount is 0
//	no weight          all weights are 0
//	high floors        they are more than there is: an error
//	nil weight         a line made by hand without a weight: an error
//	strange ceiling    a ceiling for a line that there is not: an error
//
// and those that the options promise: homogeneous, efficient, alike.
func TestRule(r fill.Rule, o ...RuleOptions) error {
	if r == nil {
		return errors.New("incentivetest: no rule (a nil Rule stands for fill.Weighted)")
	}
	return kit.Each(o, func(o RuleOptions) error {
		if err := o.check(); err != nil {
			return err
		}
		if o.N == 0 {
			o.N = 8
		}
		return testRule(r, o)
	})
}

func (o RuleOptions) check() error {
	if o.N < 0 || o.N == 1 {
		return basis.Errorf("options: %d lines, at least 2 are needed", o.N)
	}
	return nil
}

func testRule(r fill.Rule, o RuleOptions) error {
	var errs []error
	for _, check := range ruleRules(o) {
		for stream := range uint64(6) {
			t := division{r: r, o: o, question: o.question(stream)}
			reason := check.check(t)
			if reason == "" {
				continue
			}
			t, reason = t.shrunk(check, reason)
			q := t.question
			errs = append(errs, &Failure{Rule: check.name, Reason: reason, Amount: q.amount, Lines: q.lines, Ceilings: q.ceilings})
			break
		}
	}
	return errors.Join(errs...)
}

// question is what a rule is asked.
type question struct {
	amount   *big.Rat
	lines    []fill.Line
	ceilings []fill.Ceiling
}

// clone shares nothing with q.
func (q question) clone() question {
	return question{copyOf(q.amount), linesOf(q.lines), ceilingsOf(q.ceilings)}
}

// picture writes the question down.
func (q question) picture() string {
	return (&Failure{Amount: q.amount, Lines: q.lines, Ceilings: q.ceilings}).Error()
}

// question makes up a question whose floors can be met. The stream makes it scarce or
// ample.
func (o RuleOptions) question(stream uint64) question {
	rng := rand.New(rand.NewPCG(o.Seed^0x636f756e7479, stream))
	q := question{amount: new(big.Rat)}
	for i := range o.N {
		l := fill.Line{ID: fmt.Sprintf("u%02d", i+1), Weight: big.NewRat(int64(1+rng.IntN(9)), int64(1+rng.IntN(3))), Cap: fill.NoCap}
		if o.Claims || rng.IntN(2) == 0 {
			l.Cap = fill.Amount(30 + rng.IntN(120))
		}
		if !o.Claims {
			if rng.IntN(3) == 0 {
				l.Floor = fill.Amount(1 + rng.IntN(20))
			}
			if rng.IntN(3) == 0 {
				l.Held = fill.Amount(rng.IntN(25))
			}
		}
		if rng.IntN(3) == 0 {
			l.Won = big.NewRat(int64(rng.IntN(20)), int64(1+rng.IntN(3)))
		}
		switch i {
		case 2:
			l.Out = basis.Textf("not ranked")
		case 4:
			l.Weight.SetInt64(0)
		}
		if len(o.Orders) > 0 {
			l.Order = o.Orders[rng.IntN(len(o.Orders))]
		}
		q.lines = append(q.lines, l)
	}
	if !o.Claims && !o.NoCeilings && o.N > 3 {
		half := o.N / 2
		q.ceilings = []fill.Ceiling{{Name: "inner", Amount: 100}, {Name: "outer", Amount: 220}}
		for _, l := range q.lines[:half] {
			q.ceilings[1].Members = append(q.ceilings[1].Members, l.ID)
		}
		q.ceilings[0].Members = q.ceilings[1].Members[:2]
	}
	least := new(big.Rat)
	for _, l := range q.lines {
		if l.Out.IsZero() {
			least.Add(least, l.Low())
		}
	}
	q.amount.Add(least, big.NewRat(int64(40+uint64(o.N)*(stream%7)*13), 1))
	return q
}

// division is one rule before one question.
type division struct {
	r fill.Rule
	o RuleOptions
	question
}

// shares is what a rule makes of a question.
type shares struct {
	fill.Shares
	err   error
	panic any
}

// of asks the rule, on a copy of the question.
func (t division) of(q question) shares { return t.ask(q.clone()) }

// ask is of without the copy.
func (t division) ask(q question) (out shares) {
	defer func() {
		if p := recover(); p != nil {
			out.panic = p
		}
	}()
	out.Shares, out.err = t.r.Divide(q.amount, q.lines, q.ceilings)
	return out
}

// base is the answer to the question; ok is false if it is no shares, or if a second
// call gives other ones.
func (t division) base() (out shares, ok bool) {
	out = t.of(t.question)
	return out, out.good(t.question) && out.String() == t.of(t.question).String()
}

// good reports whether there are shares of the right shape.
func (s shares) good(q question) bool {
	return s.panic == nil && s.err == nil && s.Check(len(q.lines)) == nil
}

// fault says which rule of single answers shares break, "" if none.
func (s shares) fault(q question) string {
	if err := s.Check(len(q.lines)); err != nil {
		return err.Error() + "; Shares.Exact and Shares.Bound have one a line, in their order"
	}
	if why := s.over(q); why != "" {
		return why
	}
	return outside(q.lines, q.ceilings, s.Exact)
}

func (s shares) over(q question) string {
	if all := fill.SumOf(s.Exact...); all.Cmp(q.amount) > 0 {
		return fmt.Sprintf("the shares %s are %s together, more than the amount", texts(s.Exact), text(all))
	}
	return ""
}

// String shows the answer.
func (s shares) String() string {
	switch {
	case s.panic != nil:
		return fmt.Sprintf("panic: %v", s.panic)
	case s.err != nil:
		return fmt.Sprintf("error: %v", s.err)
	}
	return fmt.Sprintf("%s, bound %q, level %s, levels %s", texts(s.Exact), s.Bound, text(s.Level), texts(s.Levels))
}

// shrunk takes lines out of the question as long as it still fails.
func (t division) shrunk(r ruleRule, reason string) (division, string) {
	if r.whole {
		return t, reason
	}
	for i := 0; i < len(t.lines) && len(t.lines) > 2; {
		smaller := t
		smaller.question = t.clone()
		gone := smaller.lines[i].ID
		smaller.lines = append(smaller.lines[:i], smaller.lines[i+1:]...)
		var kept []fill.Ceiling
		for _, c := range smaller.ceilings {
			var members []string
			for _, m := range c.Members {
				if m != gone {
					members = append(members, m)
				}
			}
			if c.Members = members; len(members) > 0 {
				kept = append(kept, c)
			}
		}
		smaller.ceilings = kept
		if why := r.check(smaller); why != "" {
			t, reason = smaller, why
		} else {
			i++
		}
	}
	return t, reason
}
