package incentive

import (
	"math/big"

	"github.com/countyeval/countyeval/evaluation/incentive/fill"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Kind is what a ledger entry is about.
type Kind int

// The kinds of entry. The first six say what clauses did to the line and move no
// amount; the others are how the award came about, and their Deltas sum to it.
const (
	Out    Kind = iota // the county is not eligible
	Weight             // From and To are the weight before and after
	Cap                // From and To are the cap; nil is none. Without an article: cut down to whole lots
	Floor              // From and To are the floor. Without an article: raised to whole lots
	Held               // From and To are what is in hand
	Note               // words of a clause

	Share          // a plain share of the tranche's amount, by weight; From is 0, To the share
	Limited        // a cap or ceiling takes from the plain share, or a floor adds to it; From and To are before and after
	Redistribution // its part of what limits of others free, or take; From and To are before and after
	Rounding       // the total in whole lots; From and To are the totals
)

var kindWords = basis.Words{"out", "weight", "cap", "floor", "held", "note", "share", "limited", "redistribution", "rounding"}

// String gives the word, such as "share".
func (k Kind) String() string { return basis.Name(kindWords, "Kind", k) }

// MarshalText gives the word.
func (k Kind) MarshalText() ([]byte, error) { return basis.MarshalWord(kindWords, "kind of entry", k) }

// UnmarshalText accepts exactly the words of String.
func (k *Kind) UnmarshalText(text []byte) error {
	return basis.UnmarshalWord(kindWords, "kind of entry", k, text)
}

// Entry is a line of the ledger of an award. It is data: [Allocation.Explain]
// makes sentences of it. Entries share numbers with each other and with the
// division, so they are to be read, not changed. Written in its allocation, all but
// weights are in the unit of the measure.
type Entry struct {
	Tranche string     `json:"tranche,omitzero"` // "": of the whole plan
	Kind    Kind       `json:"kind"`
	Article int        `json:"article,omitzero"` // number of the clause behind it, from 1; 0: none
	Clause  string     `json:"clause,omitzero"`  // its text in English
	Why     basis.Text `json:"why,omitzero"`     // words of the caller or the clause: reason of a veto, a note
	Bound   string     `json:"bound,omitzero"`   // what binds the share after it
	Product *big.Rat   `json:"product,omitzero"` // a figure times its rate before it was rounded to whole smallest units; nil: nothing was rounded
	From    *big.Rat   `json:"from,omitzero"`
	To      *big.Rat   `json:"to,omitzero"`
	Delta   *big.Rat   `json:"delta"` // what it adds to the award, in smallest units; never nil
}

// entryData is an entry as it is written.
type entryData struct {
	Tranche string     `json:"tranche,omitzero"`
	Kind    Kind       `json:"kind"`
	Article int        `json:"article,omitzero"`
	Clause  string     `json:"clause,omitzero"`
	Why     basis.Text `json:"why,omitzero"`
	Bound   string     `json:"bound,omitzero"`
	Product *big.Rat   `json:"product,omitzero" unit:"in"`
	From    *big.Rat   `json:"from,omitzero"` // in the unit, unless it is a weight
	To      *big.Rat   `json:"to,omitzero"`
	Delta   *big.Rat   `json:"delta" unit:"in"`
}

var (
	_ basis.UnitMarshaler   = Entry{}
	_ basis.UnitUnmarshaler = (*Entry)(nil)
)

// MarshalIn gives the entry as its allocation writes it.
func (e Entry) MarshalIn(u basis.Unit) (any, error) {
	d := entryData(e)
	d.convert(u.Value)
	return d, nil
}

// UnmarshalIn reads what MarshalIn gives.
func (e *Entry) UnmarshalIn(u basis.Unit, read func(into any) error) error {
	var d entryData
	if err := read(&d); err != nil {
		return err
	}
	d.convert(u.Units)
	*e = Entry(d)
	return nil
}

// convert converts the numbers that are amounts, as the kind says.
func (d *entryData) convert(by func(*big.Rat) *big.Rat) {
	if d.Kind == Weight {
		return
	}
	for _, x := range []**big.Rat{&d.From, &d.To} {
		if *x != nil {
			*x = by(*x)
		}
	}
}

// moves are how the shares of a division came about: the plain share of every
// line, and what is between it and the share.
type moves struct {
	plain []*big.Rat
	rest  []*big.Rat // nil: none
	kind  []Kind     // Limited or Redistribution
}

// moves takes the shares of a division apart. The plain share of an eligible line
// is amount w/W, with W the weight of all eligible lines. A bound that explains
// the difference (less for a cap or a ceiling, more for a floor) is a limit; all
// other differences are what limits freed or took. So limits, redistributions and
// what is left sum to 0.
func (d Division) moves() moves {
	n := len(d.Lines)
	m := moves{plain: make([]*big.Rat, n), rest: make([]*big.Rat, n), kind: make([]Kind, n)}
	var all fill.Sum
	for _, l := range d.Lines {
		if l.Out.IsZero() {
			all.Add(l.Weight)
		}
	}
	unit := all.Rat()
	if unit.Sign() > 0 {
		unit.Quo(d.Amount, unit)
	}
	for i, l := range d.Lines {
		if !l.Out.IsZero() {
			continue
		}
		m.plain[i] = new(big.Rat).Mul(unit, l.Weight)
		a := d.Shares.Exact[i]
		if a.Cmp(m.plain[i]) == 0 {
			continue
		}
		m.rest[i] = new(big.Rat).Sub(a, m.plain[i])
		sign := m.rest[i].Sign()
		m.kind[i] = Redistribution
		switch bound := d.Shares.Bound[i]; {
		case bound == "":
		case bound == fill.BoundFloor && sign > 0, bound != fill.BoundFloor && sign < 0:
			m.kind[i] = Limited
		}
	}
	return m
}

// entries appends what a division puts into the ledger of line i.
func (d Division) entries(dst []Entry, i int, m moves) []Entry {
	if !d.Lines[i].Out.IsZero() {
		return dst
	}
	dst = append(dst, Entry{Tranche: d.Name, Kind: Share, From: new(big.Rat), To: m.plain[i], Delta: m.plain[i]})
	if m.rest[i] == nil {
		return dst
	}
	return append(dst, Entry{Tranche: d.Name, Kind: m.kind[i], Bound: d.Shares.Bound[i], From: m.plain[i], To: d.Shares.Exact[i], Delta: m.rest[i]})
}

// rounded appends the entry of the rounding, if there is one.
func (w *Award) rounded(dst []Entry) []Entry {
	if amounts(w.Exact, w.Amount) {
		return dst
	}
	to := w.Amount.Rat()
	return append(dst, Entry{Kind: Rounding, From: w.Exact, To: to, Delta: new(big.Rat).Sub(to, w.Exact)})
}

// ledger writes the ledger of line i: what the clauses of the plan did, then for
// each tranche what its clauses did and how the share came about, then the
// rounding.
func (a *Allocation) ledger(i int, sheets []*Sheet, m []moves, quotes []string, w *Award) []Entry {
	size := 1
	for _, b := range sheets {
		size += len(b.entries[i]) + 2
	}
	entries := make([]Entry, 0, size)
	for k := range a.Divisions {
		b := sheets[k]
		own := b.entries[i]
		if k > 0 {
			own = own[b.own[i]:]
		}
		entries = append(entries, own...)
		from := len(entries)
		entries = a.Divisions[k].entries(entries, i, m[k])
		for j := from; j < len(entries); j++ {
			if number := b.behind(i, entries[j].Bound); number > 0 {
				entries[j].Article, entries[j].Clause = number, quotes[number-1]
			}
		}
	}
	return w.rounded(entries)
}

// A Column is the sum of the ledger entries of one kind in one tranche.
type Column struct {
	Tranche string
	Kind    Kind
	Sum     *big.Rat // in smallest units
}

// Columns sums the ledger by tranche and kind, for the double entry: in each
// tranche Share, Limited and Redistribution sum to what was given of its amount,
// and Rounding to the exact remainder less the remainder.
func (a *Allocation) Columns() []Column {
	kinds := []Kind{Share, Limited, Redistribution}
	index := map[Column]int{}
	var columns []Column
	var sums []fill.Sum
	add := func(tranche string, k Kind) {
		index[Column{Tranche: tranche, Kind: k}] = len(columns)
		columns = append(columns, Column{Tranche: tranche, Kind: k})
		sums = append(sums, fill.Sum{})
	}
	for _, d := range a.Divisions {
		for _, k := range kinds {
			add(d.Name, k)
		}
	}
	add("", Rounding)
	for _, w := range a.Awards {
		for _, e := range w.Ledger {
			if at, ok := index[Column{Tranche: e.Tranche, Kind: e.Kind}]; ok {
				sums[at].Add(e.Delta)
			}
		}
	}
	for k := range columns {
		columns[k].Sum = sums[k].Rat()
	}
	return columns
}
