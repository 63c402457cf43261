package incentive

import (
	"math/big"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive/fill"
	"github.com/countyeval/countyeval/indicators/basis"
)

// undivided are the first warnings of an allocation: why a tranche gives nothing, or
// leaves what nobody has weight for, with the article that emptied it; and what ties
// leave that nobody is preferred in. They follow from the allocation alone.
func (a *Allocation) undivided() []error {
	var out []error
	for _, d := range a.Divisions {
		err := a.emptied(d)
		if err == nil {
			continue
		}
		if d.Name != "" {
			err = basis.Errorf("tranche %v: %w", basis.Named(d.Name, d.NameZH), err)
		}
		out = append(out, err)
	}
	if left := a.tiedLots(); left > 0 {
		out = append(out, basis.Errorf("%w: the rounding %v leaves %s to nobody, since those who tie for it do not all fit", ErrUndivided, a.Rounding, said(a.Pool.Measure, left.Rat())))
	}
	return out
}

// emptied says why a division leaves something where nobody is in, nobody who is in has
// weight, or limits let nobody have anything.
func (a *Allocation) emptied(d Division) error {
	if d.Left().Sign() <= 0 {
		return nil
	}
	in, weighted := false, false
	var given fill.Sum
	for i, l := range d.Lines {
		given.Add(d.Shares.Exact[i])
		if l.Out.IsZero() {
			in, weighted = true, weighted || l.Weight.Sign() > 0
		}
	}
	switch {
	case !in:
		if n := a.last(d, excluded); n > 0 {
			return basis.Errorf("%w: nobody is eligible since article %d (%v)", ErrUndivided, n, a.Articles[n-1].Text)
		}
		return basis.Errorf("%w: nobody is ranked, or all that are get no award", ErrUndivided)
	case !weighted:
		if n := a.last(d, weightless); n > 0 {
			return basis.Errorf("%w: nobody has weight since article %d (%v)", ErrUndivided, n, a.Articles[n-1].Text)
		}
		return basis.Errorf("%w: nobody has weight", ErrUndivided)
	case given.Rat().Sign() == 0:
		if n := a.last(d, limited); n > 0 {
			return basis.Errorf("%w: limits leave nobody anything since article %d (%v)", ErrUndivided, n, a.Articles[n-1].Text)
		}
		return basis.Errorf("%w: limits leave nobody anything", ErrUndivided)
	}
	return nil
}

// What ends the part of a county in a division.
func excluded(e Entry) bool { return e.Kind == Out }

func weightless(e Entry) bool { return e.Kind == Out || e.Kind == Weight && orZero(e.To).Sign() == 0 }
func limited(e Entry) bool    { return e.Bound != "" }

// last is the number of the article that was the last to end the part of a county in a
// division; 0 if none did.
func (a *Allocation) last(d Division, ends func(Entry) bool) int {
	last := 0
	for _, w := range a.Awards {
		for _, e := range w.Ledger {
			if (e.Tranche == "" || e.Tranche == d.Name) && ends(e) {
				last = max(last, min(e.Article, len(a.Articles)))
				break
			}
		}
	}
	return last
}

// tiedLots is what a rounding that treats equals alike leaves, and would not if the
// listing decided between them.
func (a *Allocation) tiedLots() Amount {
	var listed fill.Rounder
	switch r := a.Rounding.(type) {
	case fill.LargestRemainder:
		if r.Ties != fill.Together {
			return 0
		}
		listed = fill.LargestRemainder{Ties: fill.ByListing}
	case fill.Divisor:
		if r.Ties != fill.Together {
			return 0
		}
		listed = fill.Divisor{Method: r.Method, Ties: fill.ByListing}
	default:
		return 0
	}
	t, given := a.totals(), new(big.Int)
	listing := make(map[string]int, len(a.Awards))
	for k, w := range a.Awards {
		listing[w.Place.Unit.Code] = k
		given.Add(given, big.NewInt(int64(w.Amount)))
	}
	for _, l := range t.Lines {
		t.Listing = append(t.Listing, listing[l.ID])
	}
	whole := fill.SumOf(t.Exact...)
	lots := new(big.Int).Quo(whole.Num(), whole.Denom())
	if lots.Sub(lots, given).Cmp(big.NewInt(int64(t.Lot))) < 0 {
		return 0 // less than a lot is left
	}
	amounts, err := listed.Round(t)
	if err != nil {
		return 0
	}
	more := new(big.Int)
	for _, x := range amounts {
		more.Add(more, big.NewInt(int64(x)))
	}
	if more.Sub(more, given); !more.IsInt64() {
		return 0
	}
	return Amount(more.Int64())
}

// warnings are those that follow from the allocation alone, those of an empty one first.
func (a *Allocation) warnings() []error {
	out := append(a.undivided(), a.Pool.warnings()...)
	if a.Ties.Rule == evaluation.Ordinal {
		out = append(out, errOrdinal)
	}
	for _, d := range a.Divisions {
		if err := a.crossing(d); err != nil {
			out = append(out, err)
		}
	}
	return out
}

// crossing names the first two ceilings of a division that cross, and what the division
// leaves.
func (a *Allocation) crossing(d Division) error {
	if len(d.Ceilings) < 2 {
		return nil
	}
	index := make(map[string]int, len(d.Lines))
	for i, l := range d.Lines {
		index[l.ID] = i
	}
	members, err := fill.CheckCeilings(d.Ceilings, index)
	if err != nil {
		return nil //nolint:nilerr // the rule has refused it, or does not mind
	}
	one, other, ok := fill.Crossing(d.Ceilings, members)
	if !ok {
		return nil
	}
	text := basis.Errorf("%w: ceilings %v and %v cross; %s left undivided", fill.ErrLimits, d.ceiling(one), d.ceiling(other), said(a.Pool.Measure, d.Left()))
	if d.Name != "" {
		text = basis.Errorf("tranche %v: %w", basis.Named(d.Name, d.NameZH), text)
	}
	return text
}

// ceiling is the name of a ceiling in both languages.
func (d Division) ceiling(name string) basis.Text {
	for _, c := range d.Ceilings {
		if c.Name == name {
			return basis.Named(c.Name, c.NameZH)
		}
	}
	return basis.Named(name, "")
}

// said is an amount in the unit in which each language counts.
func said(m Measure, x *big.Rat) basis.Text {
	return basis.Named(m.English().NamedText(x), m.Chinese().NamedText(x))
}
