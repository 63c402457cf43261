package incentivetest

import (
	"fmt"
	"math/big"

	"github.com/countyeval/countyeval/evaluation/incentive/fill"
	"github.com/countyeval/countyeval/evaluation/internal/kit"
)

// rounderRule is one thing that a rounding must keep. check says how it breaks it, or "".
type rounderRule struct {
	name  string
	check func(r rounding) string
}

func rounderRules(o RounderOptions) []rounderRule {
	onGood := func(name string, check func(r rounding, base amounts) string) rounderRule {
		return rounderRule{name, func(r rounding) string {
			if base, ok := r.base(); ok {
				return check(r, base)
			}
			return ""
		}}
	}
	rules := []rounderRule{
		{"ordinary data", func(r rounding) string {
			if out := r.round(r.t); out.err != nil {
				return fmt.Sprintf("plain totals give the error %q", out.err)
			}
			return ""
		}},
		{"no panic", func(r rounding) string {
			if out := r.round(r.t); out.panic != nil {
				return out.String()
			}
			return ""
		}},
		{"name", func(r rounding) string {
			if r.r.String() == "" {
				return "String is empty; it is the name in the record of an allocation"
			}
			return ""
		}},
		{"shape", func(r rounding) string {
			if out := r.round(r.t); out.err == nil && out.panic == nil && len(out.of) != len(r.t.Exact) {
				return out.fault(r.t)
			}
			return ""
		}},
		onGood("lots", func(r rounding, base amounts) string { return base.broken(r.t) }),
		onGood("amount", func(r rounding, base amounts) string { return base.over(r.t) }),
		onGood("limits", func(r rounding, base amounts) string { return outside(r.t.Lines, r.t.Ceilings, base.rats()) }),
		{"input unchanged", func(r rounding) string {
			t := cloned(r.t)
			r.ask(t)
			if was, is := pictureOf(r.t), pictureOf(t); was != is {
				return fmt.Sprintf("the totals were%s and are%s; compute with new(big.Rat).Set(x)", was, is)
			}
			return ""
		}},
		{"same answer twice", func(r rounding) string {
			if first, second := r.round(r.t), r.round(r.t); first.String() != second.String() {
				return fmt.Sprintf("first %v, then %v", first, second)
			}
			return ""
		}},
		onGood("concurrent use", roundConcurrently),
		onGood("nothing is kept", amountsNotKept),
		onGood("order of lines", func(r rounding, base amounts) string {
			for _, order := range orders(len(r.t.Lines), r.o.Seed) {
				if why := r.moved(base, order, true); why != "" {
					return why
				}
			}
			return ""
		}),
		onGood("listing", func(r rounding, base amounts) string {
			if l, ok := r.r.(fill.Listed); ok && l.FollowsListing() {
				return ""
			}
			for _, order := range orders(len(r.t.Lines), r.o.Seed) {
				if why := r.moved(base, order, false); why != "" {
					return why + "; a rounding that follows the listing is a fill.Listed"
				}
			}
			return ""
		}),
	}
	if o.Within {
		rules = append(rules, onGood("within a lot", func(r rounding, base amounts) string {
			for i, x := range base.rats() {
				d := x.Sub(x, r.t.Exact[i])
				if d.Abs(d).Cmp(r.t.Lot.Rat()) >= 0 {
					return fmt.Sprintf("%s gets %d, a lot of %d or more from its total %s", r.t.Lines[i].ID, base.of[i], r.t.Lot, text(r.t.Exact[i]))
				}
			}
			return ""
		}))
	}
	if o.Alike {
		rules = append(rules, onGood("alike", alikeTotals))
	}
	return append(rules, degenerateTotals()...)
}

// moved compares the amounts with those of the lines in another order; with the listing
// of before, or listed as they stand.
func (r rounding) moved(base amounts, order []int, listing bool) string {
	t := cloned(r.t)
	t.Exact, t.Lines = reordered(t.Exact, order), reordered(t.Lines, order)
	if t.Weights != nil {
		t.Weights = reordered(t.Weights, order)
	}
	when := fmt.Sprintf("with the lines in the order %v", order)
	if t.Listing = reordered(t.Listing, order); !listing {
		when = fmt.Sprintf("with the lines listed in the order %v", order)
		for i := range t.Listing {
			t.Listing[i] = i
		}
	}
	out := r.round(t)
	if out.panic != nil || out.err != nil || len(out.of) != len(order) {
		return fmt.Sprintf("%s: %v", when, out)
	}
	for i, from := range order {
		if out.of[i] != base.of[from] {
			return fmt.Sprintf("%s gets %d, and %d %s", r.t.Lines[from].ID, base.of[from], out.of[i], when)
		}
	}
	return ""
}

func roundConcurrently(r rounding, base amounts) string {
	const times = 4
	other, err := r.o.totals(1 << 32)
	if err != nil {
		other = r.t
	}
	want := base.String()
	wrong, ok := kit.Concurrently(times, func(another bool) func() amounts {
		t := r.t
		if another {
			t = other
		}
		return func() amounts { return r.round(t) }
	}, func(a amounts) bool { return a.String() == want })
	if !ok {
		return fmt.Sprintf("alone the answer is %v, among %d goroutines also %v", base, kit.Goroutines, wrong)
	}
	return ""
}

func amountsNotKept(r rounding, base amounts) string {
	t := cloned(r.t)
	first := r.ask(t)
	was, want := first.String(), base.String()
	if other, err := r.o.totals(1 << 33); err == nil {
		r.round(other)
	}
	if is := first.String(); is != was {
		return fmt.Sprintf("amounts already given were %s, and became %s when other totals came", was, is)
	}
	for i := range t.Exact { // what the caller does with its own data is its own affair
		spoil(t.Exact[i])
		first.of[i] = -77
	}
	if again := r.round(r.t); again.String() != want {
		return fmt.Sprintf("first %s, then %v, when the caller had written over totals and answer", want, again)
	}
	return ""
}

// alikeTotals gives the first two lines that are in the same total and limits.
func alikeTotals(r rounding, _ amounts) string {
	t := cloned(r.t)
	t.Ceilings = nil
	first := -1
	for i := range t.Lines {
		switch {
		case !t.Lines[i].Out.IsZero() || t.Lines[i].Weight.Sign() == 0:
		case first < 0:
			first = i
		default:
			id := t.Lines[i].ID
			t.Amount += fill.Amount(new(big.Int).Quo(t.Exact[first].Num(), t.Exact[first].Denom()).Int64()) + 1
			t.Lines[i] = linesOf(t.Lines[first : first+1])[0]
			t.Lines[i].ID, t.Exact[i] = id, copyOf(t.Exact[first])
			if t.Weights != nil {
				t.Weights[i] = copyOf(t.Weights[first])
			}
			out := r.round(t)
			if out.panic == nil && out.err == nil && len(out.of) > i && out.of[i] != out.of[first] {
				return fmt.Sprintf("%s and %s are alike in all, and get %d and %d of the totals %s", t.Lines[first].ID, id, out.of[first], out.of[i], texts(t.Exact))
			}
			return ""
		}
	}
	return ""
}

// degenerateTotals are the rules on totals at the edge.
func degenerateTotals() []rounderRule {
	edge := func(name string, change func(t *fill.Totals)) rounderRule {
		return rounderRule{name, func(r rounding) string {
			if base := r.round(r.t); base.err == nil && (base.panic != nil || base.fault(r.t) != "") {
				return "" // another rule says so
			}
			t := cloned(r.t)
			change(&t)
			out := r.round(t)
			switch {
			case out.panic != nil:
				return out.String()
			case out.err != nil:
				return ""
			}
			return out.fault(t)
		}}
	}
	unlimited := func(t *fill.Totals) {
		t.Ceilings = nil
		for i := range t.Lines {
			t.Lines[i].Floor, t.Lines[i].Cap = 0, fill.NoCap
		}
	}
	return []rounderRule{
		edge("no line", func(t *fill.Totals) { *t = fill.Totals{Amount: t.Amount, Lot: t.Lot} }),
		edge("no total", func(t *fill.Totals) {
			unlimited(t)
			for i := range t.Exact {
				t.Exact[i].SetInt64(0)
			}
		}),
		edge("great total", func(t *fill.Totals) {
			unlimited(t)
			t.Lot = 1
			for i := range t.Exact {
				t.Exact[i].SetInt(new(big.Int).Lsh(big.NewInt(1), 200))
			}
		}),
		edge("coarse lot", func(t *fill.Totals) {
			unlimited(t)
			t.Lot = t.Amount + 1
		}),
	}
}
