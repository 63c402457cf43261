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

// RounderOptions say on what totals a rounding is tested, and what it promises. The zero
// value is a rounding that takes any totals, and promises nothing but the rules for all.
type RounderOptions struct {
	N      int         // number of lines; 0: 8
	Lot    fill.Amount // 0: 1 and 10
	NoTies bool        // no two totals, remainders or weights are the same, for roundings that refuse ties

	// What the rounding promises.
	Within bool // every amount is less than a lot from its total
	Alike  bool // lines that are alike get the same

	// Seed gives other data.
	Seed uint64
}

// TestRounder returns nil if the rounding keeps all the rules of [fill.Rounder] and the
// promises that the options make for it, and otherwise every rule that it breaks,
// joined, each a [Failure]. With no options it is tested under the zero
// [RounderOptions], with several under each of them in turn; impossible options are an
// error.
//
// The rules, by the name that a Failure gives them:
//
//	ordinary data      there are amounts, not an error, for plain totals
//	no panic           whatever the totals
//	name               String says what the rounding is
//	shape              one amount for each line
//	lots               every amount is a multiple of the lot
//	amount             all together are no more than may be handed out
//	limits             floors, caps and ceilings are kept, and lines that are out get nothing
//	input unchanged    totals, lines, ceilings and weights are left as they were
//	same answer twice  the same amounts
//	concurrent use     several goroutines get the answer that one alone gets
//	nothing is kept    neither other totals in between nor writing over totals and answer changes anything
//	order of lines     moving lines moves their amounts with them, if the listing moves too
//	listing            it says that it follows the listing ([fill.Listed]) if it does
//
// each allowing an error, but neither a panic nor amounts that break the rules above:
//
//	no line            there is none
//	no total           all totals are 0
//	great total        totals that no Amount holds
//	coarse lot         the lot is more than there is
//
// and those that the options promise: within a lot, alike.
func TestRounder(r fill.Rounder, o ...RounderOptions) error {
	if r == nil {
		return errors.New("incentivetest: no rounding (a nil Rounder stands for fill.Down)")
	}
	return kit.Each(o, func(o RounderOptions) error {
		if err := o.check(); err != nil {
			return err
		}
		if o.N == 0 {
			o.N = 8
		}
		return testRounder(r, o)
	})
}

func (o RounderOptions) check() error {
	switch {
	case o.N < 0 || o.N == 1:
		return basis.Errorf("options: %d lines, at least 2 are needed", o.N)
	case o.Lot < 0:
		return basis.Errorf("options: a lot of %d", int64(o.Lot))
	}
	return nil
}

func testRounder(r fill.Rounder, o RounderOptions) error {
	var errs []error
	for _, check := range rounderRules(o) {
		for stream := range uint64(6) {
			totals, err := o.totals(stream)
			if err != nil {
				return basis.Errorf("options: %w", err)
			}
			t := rounding{r: r, o: o, t: totals}
			if reason := check.check(t); reason != "" {
				errs = append(errs, &Failure{Rule: check.name, Reason: reason, Amount: totals.Amount.Rat(), Lines: totals.Lines, Ceilings: totals.Ceilings, Exact: totals.Exact})
				break
			}
		}
	}
	return errors.Join(errs...)
}

// totals are the shares of a fill, which keep their limits. Some totals are the same,
// unless that is ruled out.
func (o RounderOptions) totals(stream uint64) (fill.Totals, error) {
	q := RuleOptions{N: o.N, Seed: o.Seed}.question(stream)
	lot := o.Lot
	if lot == 0 {
		lot = []fill.Amount{1, 10}[stream%2]
	}
	held := false
	for i := range q.lines {
		l := &q.lines[i]
		if l.Won = nil; l.Cap != fill.NoCap {
			l.Cap *= lot
		}
		l.Floor, l.Held = l.Floor*lot, l.Held*lot
		if o.NoTies {
			l.Weight.SetFrac64(int64(101+2*i), 3)
		} else if stream%3 == 2 {
			l.Weight.SetInt64(int64(1 + i%2))
		}
		held = held || l.Held > 0
	}
	for i := range q.ceilings {
		q.ceilings[i].Amount *= lot
	}
	if o.NoTies {
		q.ceilings = nil
	}
	q.amount.Mul(q.amount, lot.Rat())
	whole := new(big.Int).Quo(q.amount.Num(), q.amount.Denom())
	t := fill.Totals{Lines: q.lines, Ceilings: q.ceilings, Amount: fill.Amount(whole.Int64()) + lot - 1, Lot: lot}
	s, err := fill.Weighted{}.Divide(t.Amount.Rat(), q.lines, q.ceilings)
	if err != nil {
		return t, err
	}
	t.Exact = s.Exact
	if !held {
		for _, l := range q.lines {
			t.Weights = append(t.Weights, copyOf(l.Weight))
		}
	}
	t.Listing = rand.New(rand.NewPCG(o.Seed, stream)).Perm(o.N)
	return t, nil
}

// cloned shares nothing with t.
func cloned(t fill.Totals) fill.Totals {
	t.Exact, t.Lines, t.Ceilings = copies(t.Exact), linesOf(t.Lines), ceilingsOf(t.Ceilings)
	if t.Weights != nil {
		t.Weights = copies(t.Weights)
	}
	t.Listing = append([]int(nil), t.Listing...)
	return t
}

// pictureOf writes totals down.
func pictureOf(t fill.Totals) string {
	f := Failure{Amount: t.Amount.Rat(), Lines: t.Lines, Ceilings: t.Ceilings, Exact: t.Exact}
	return f.Error() + fmt.Sprintf(", lot %d, weights %s, listing %v", t.Lot, texts(t.Weights), t.Listing)
}

// rounding is one rounding before some totals.
type rounding struct {
	r fill.Rounder
	o RounderOptions
	t fill.Totals
}

// amounts is what a rounding makes of totals.
type amounts struct {
	of    []fill.Amount
	err   error
	panic any
}

// ask asks the rounding about the totals as they are, round about a copy of them.
func (r rounding) ask(t fill.Totals) (out amounts) {
	defer func() {
		if p := recover(); p != nil {
			out.panic = p
		}
	}()
	out.of, out.err = r.r.Round(t)
	return out
}
func (r rounding) round(t fill.Totals) amounts { return r.ask(cloned(t)) }

// base is the answer to the totals; ok is false if it is no amounts, or if a second call
// gives other ones.
func (r rounding) base() (out amounts, ok bool) {
	out = r.round(r.t)
	return out, out.panic == nil && out.err == nil && len(out.of) == len(r.t.Exact) && out.String() == r.round(r.t).String()
}

// String shows the answer.
func (a amounts) String() string {
	switch {
	case a.panic != nil:
		return fmt.Sprintf("panic: %v", a.panic)
	case a.err != nil:
		return fmt.Sprintf("error: %v", a.err)
	}
	return fmt.Sprint(a.of)
}

// fault says which rule of single answers the amounts break, "" if none.
func (a amounts) fault(t fill.Totals) string {
	if len(a.of) != len(t.Exact) {
		return fmt.Sprintf("%d amounts for %d lines", len(a.of), len(t.Exact))
	}
	for _, why := range []string{a.broken(t), a.over(t), outside(t.Lines, t.Ceilings, a.rats())} {
		if why != "" {
			return why
		}
	}
	return ""
}

func (a amounts) rats() []*big.Rat {
	out := make([]*big.Rat, len(a.of))
	for i, x := range a.of {
		out[i] = x.Rat()
	}
	return out
}

func (a amounts) broken(t fill.Totals) string {
	for i, x := range a.of {
		if lot := max(t.Lot, 1); x%lot != 0 {
			return fmt.Sprintf("%s gets %d, no multiple of the lot %d", t.Lines[i].ID, x, lot)
		}
	}
	return ""
}

func (a amounts) over(t fill.Totals) string {
	if all := fill.SumOf(a.rats()...); all.Cmp(t.Amount.Rat()) > 0 {
		return fmt.Sprintf("the amounts %v are %s together, and %d may be handed out", a.of, text(all), t.Amount)
	}
	return ""
}
