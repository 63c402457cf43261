package incentivetest

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/countyeval/countyeval/evaluation/incentive/fill"
)

// A Failure is one rule that is broken, with an input that shows it.
type Failure struct {
	Rule   string // in few words, e.g. "order of lines"
	Reason string // what came out, why that is wrong, and the way out

	Amount   *big.Rat       // what a rule divided, or a rounding may hand out; nil for a clause
	Lines    []fill.Line    // among whom
	Ceilings []fill.Ceiling // under which
	Exact    []*big.Rat     // what was rounded
}

// Error names the rule, the reason and the input.
func (f *Failure) Error() string {
	out := f.Rule + ": " + f.Reason
	if f.Amount == nil {
		return out
	}
	out += " (amount " + f.Amount.RatString() + ", lines " + strings.Join(words(f.Lines), "; ")
	for _, c := range f.Ceilings {
		out += fmt.Sprintf("; ceiling %s of %d: %s", c.Name, c.Amount, strings.Join(c.Members, " "))
	}
	if f.Exact != nil {
		out += "; totals " + texts(f.Exact)
	}
	return out + ")"
}

// words writes lines down in full.
func words(lines []fill.Line) []string {
	out := make([]string, len(lines))
	for i, l := range lines {
		out[i] = l.ID + " weight " + text(l.Weight)
		if l.Floor != 0 {
			out[i] += fmt.Sprintf(" floor %d", l.Floor)
		}
		if l.Cap != fill.NoCap {
			out[i] += fmt.Sprintf(" cap %d", l.Cap)
		}
		if l.Held != 0 {
			out[i] += fmt.Sprintf(" held %d", l.Held)
		}
		if l.Won != nil {
			out[i] += " won " + text(l.Won)
		}
		if l.Order != "" {
			out[i] += " order " + l.Order
		}
		if !l.Out.IsZero() {
			out[i] += " out (" + l.Out.String() + ")"
		}
	}
	return out
}

func text(x *big.Rat) string {
	if x == nil {
		return "nil"
	}
	return x.RatString()
}

func texts(xs []*big.Rat) string {
	out := make([]string, len(xs))
	for i, x := range xs {
		out[i] = text(x)
	}
	return "[" + strings.Join(out, " ") + "]"
}

// copyOf is a number of its own; nil stays nil.
func copyOf(x *big.Rat) *big.Rat {
	if x == nil {
		return nil
	}
	return new(big.Rat).Set(x)
}

// copies are numbers of their own.
func copies(xs []*big.Rat) []*big.Rat {
	out := make([]*big.Rat, len(xs))
	for i, x := range xs {
		out[i] = copyOf(x)
	}
	return out
}

// linesOf are lines that share nothing with those given.
func linesOf(lines []fill.Line) []fill.Line {
	out := slices.Clone(lines)
	for i := range out {
		out[i].Weight, out[i].Won = copyOf(out[i].Weight), copyOf(out[i].Won)
	}
	return out
}

// ceilingsOf are ceilings that share nothing with those given.
func ceilingsOf(ceilings []fill.Ceiling) []fill.Ceiling {
	out := slices.Clone(ceilings)
	for i := range out {
		out[i].Members = slices.Clone(out[i].Members)
	}
	return out
}

// spoil writes over a number in place.
func spoil(x *big.Rat) {
	if x != nil {
		x.SetInt64(-77)
	}
}

// orders returns orders of n things that between them move every one: the reverse, a
// turn by one, and a shuffle.
func orders(n int, seed uint64) [][]int {
	back, turn := make([]int, n), make([]int, n)
	for i := range n {
		back[i] = n - 1 - i
		turn[i] = (i + 1) % n
	}
	return [][]int{back, turn, rand.New(rand.NewPCG(seed, uint64(n))).Perm(n)}
}

// reordered has the things in another order.
func reordered[T any](xs []T, order []int) []T {
	out := make([]T, len(order))
	for i, from := range order {
		out[i] = xs[from]
	}
	return out
}

// outside says which limit of the lines or ceilings the totals break, "" if none. won
// is whether the lines have won something before, which counts.
func outside(lines []fill.Line, ceilings []fill.Ceiling, exact []*big.Rat) string {
	total := make(map[string]*big.Rat, len(lines))
	for i, l := range lines {
		x := exact[i]
		total[l.ID] = copyOf(x)
		if l.Won != nil {
			total[l.ID].Add(total[l.ID], l.Won)
		}
		switch high := l.High(); {
		case !l.Out.IsZero() && x.Sign() != 0:
			return fmt.Sprintf("%s is out and gets %s; leave lines with an Out at 0", l.ID, text(x))
		case !l.Out.IsZero():
		case x.Sign() < 0:
			return fmt.Sprintf("%s gets %s, less than nothing", l.ID, text(x))
		case x.Cmp(l.Low()) < 0:
			return fmt.Sprintf("%s gets %s, and its floor is %s (Line.Low)", l.ID, text(x), text(l.Low()))
		case high != nil && x.Cmp(high) > 0:
			return fmt.Sprintf("%s gets %s, and its cap is %s (Line.High)", l.ID, text(x), text(high))
		}
	}
	for _, c := range ceilings {
		var all fill.Sum
		for _, m := range c.Members {
			all.Add(total[m])
		}
		if all.Cmp(c.Amount.Rat()) > 0 {
			return fmt.Sprintf("%s together have %s, and their ceiling %s is %d; what was won before counts", strings.Join(c.Members, ", "), text(all.Rat()), c.Name, c.Amount)
		}
	}
	return ""
}
