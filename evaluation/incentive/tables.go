package incentive

import (
	"encoding/csv"
	"fmt"
	"io"
	"math/big"
	"slices"
	"strconv"
	"strings"

	"github.com/countyeval/countyeval/evaluation/incentive/fill"
	"github.com/countyeval/countyeval/indicators"
)

// LedgerRow is a ledger entry with the county that it belongs to.
type LedgerRow struct {
	Code, Name string
	Number     int // of the entry in the county's ledger, from 1
	Entry
}

// LedgerRows lists the ledger entries of all awards, in the order of the ranking.
func (a *Allocation) LedgerRows() []LedgerRow {
	var rows []LedgerRow
	for _, w := range a.Awards {
		for k, e := range w.Ledger {
			rows = append(rows, LedgerRow{Code: w.Place.Unit.Code, Name: w.Place.Unit.Name, Number: k + 1, Entry: e})
		}
	}
	return rows
}

// WriteLedger writes the ledger (分配明细) as CSV in "en" or "zh": amounts as
// decimals in the measure of the pool, weights as decimals, and each delta once
// more as an exact fraction in smallest units. The deltas of a county sum to its
// award. Where a figure times a rate was rounded, the words beside it have the product.
func (a *Allocation) WriteLedger(w io.Writer, lang string) error {
	t, err := wordsOf(lang)
	if err != nil {
		return err
	}
	out := csv.NewWriter(w)
	if err := out.Write(t.ledgerHead); err != nil {
		return err
	}
	m := t.measure(a.Pool.Measure)
	for _, r := range a.LedgerRows() {
		clause, article := r.Clause, ""
		if r.Article > 0 {
			article = strconv.Itoa(r.Article)
			if t.chinese && r.Article <= len(a.Articles) {
				clause = a.Articles[r.Article-1].ZH
			}
		}
		why := r.Why
		if r.Product != nil {
			why = quoted(why, t) + fmt.Sprintf(t.product, cellOf(m, r.Product))
		}
		show := func(x *big.Rat) string { return cellOf(m, x) }
		if r.Kind == Weight {
			show = cell
		}
		if err := out.Write([]string{
			indicators.Guard(r.Code), indicators.Guard(r.Name), strconv.Itoa(r.Number), indicators.Guard(t.trancheOf(a, r.Tranche)), t.kinds[r.Kind], article, indicators.Guard(clause), indicators.Guard(why), indicators.Guard(t.bound(a, r.Bound)),
			show(r.From), show(r.To), cellOf(m, r.Delta), orZero(r.Delta).RatString(),
		}); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// bound is the word for a bound.
func (t words) bound(a *Allocation, b string) string {
	switch b {
	case fill.BoundCap:
		return t.cap
	case fill.BoundFloor:
		return t.floor
	}
	return t.ceilingOf(a, b)
}

// CertificateRow is one line of the proof of the exact shares, or the sum of a
// ceiling or of a tranche. With Level and these numbers each share can be
// checked on its own; see [fill.Weighted.Certify] for the conditions.
type CertificateRow struct {
	Tranche    string
	Rule       string   // of the tranche
	Code, Name string   // of the county; Name alone: a ceiling; none: the tranche
	Out        string   // why it is not eligible
	Weight     *big.Rat // nil in sums
	Level      *big.Rat // lambda, in smallest units for a part; of a ceiling the highest level of its members
	Held       *big.Rat
	Low, High  *big.Rat // floor and cap net of what was won; High nil: none; of sums the amount
	Share      *big.Rat
	Bound      string
	Full       bool // of sums: Share is High
}

// Certificate lists the proof (核验表) of every tranche: its counties in the order
// of the ranking, its ceilings, its sum. An allocation with parts missing, which
// cannot check, has none.
func (a *Allocation) Certificate() []CertificateRow {
	if !(&checker{Allocation: a}).shape() {
		return nil
	}
	var rows []CertificateRow
	for _, d := range a.Divisions {
		line := make(map[string]int, len(d.Lines))
		for i, l := range d.Lines {
			line[l.ID] = i
		}
		for _, w := range a.Awards {
			u := w.Place.Unit
			i := line[u.Code]
			l := d.Lines[i]
			r := CertificateRow{Tranche: d.Name, Rule: d.Rule, Code: u.Code, Name: u.Name, Out: l.Out, Share: d.Shares.Exact[i]}
			if l.Out == "" {
				r.Weight, r.Level, r.Held = l.Weight, d.level(u.Code), l.Held.Rat()
				r.Low, r.High, r.Bound = l.Low(), l.High(), d.Shares.Bound[i]
			}
			rows = append(rows, r)
		}
		for _, g := range d.Ceilings {
			rows = append(rows, d.ceilingRow(g, line))
		}
		given := fill.SumOf(d.Shares.Exact...)
		rows = append(rows, CertificateRow{Tranche: d.Name, Level: d.Shares.Level, High: d.Amount, Share: given, Full: given.Cmp(d.Amount) == 0})
	}
	return rows
}

// level is lambda for a county: that of its order, if the rule has orders.
func (d Division) level(code string) *big.Rat {
	if len(d.Shares.Levels) == len(d.Orders) {
		for _, l := range d.Lines {
			if k := slices.Index(d.Orders, l.Order); l.ID == code && k >= 0 {
				return d.Shares.Levels[k]
			}
		}
	}
	return d.Shares.Level
}

// ceilingRow sums the members of a ceiling.
func (d Division) ceilingRow(g fill.Ceiling, line map[string]int) CertificateRow {
	var given, won fill.Sum
	r := CertificateRow{Tranche: d.Name, Name: g.Name, Level: new(big.Rat)}
	for _, code := range g.Members {
		i, ok := line[code]
		if !ok {
			continue
		}
		l, a := d.Lines[i], d.Shares.Exact[i]
		given.Add(a)
		won.Add(l.Won)
		if l.Out == "" && l.Weight.Sign() > 0 && a.Cmp(l.Low()) > 0 {
			at := new(big.Rat).Add(a, l.Held.Rat())
			if at.Quo(at, l.Weight).Cmp(r.Level) > 0 {
				r.Level = at
			}
		}
	}
	r.High, r.Share = g.Amount.Net(won.Rat()), given.Rat()
	r.Full = r.Share.Cmp(r.High) == 0
	return r
}

// WriteCertificate writes the proof (核验表) as CSV in "en" or "zh", to be checked
// in a spreadsheet: amounts as decimals in the measure of the pool, and each
// share once more as an exact fraction in smallest units.
func (a *Allocation) WriteCertificate(w io.Writer, lang string) error {
	t, err := wordsOf(lang)
	if err != nil {
		return err
	}
	out := csv.NewWriter(w)
	if err := out.Write(t.certificateHead); err != nil {
		return err
	}
	m := t.measure(a.Pool.Measure)
	for _, r := range a.Certificate() {
		name, product := r.Name, (*big.Rat)(nil)
		switch {
		case r.Code == "" && name == "":
			name = t.total
		case r.Code == "":
			name = t.ceilingOf(a, name)
		}
		if r.Weight != nil && r.Level != nil {
			product = new(big.Rat).Mul(r.Weight, r.Level)
		}
		if err := out.Write([]string{
			indicators.Guard(t.trancheOf(a, r.Tranche)), indicators.Guard(r.Code), indicators.Guard(name), cell(r.Weight), cellOf(m, r.Level), cellOf(m, product), cellOf(m, r.Held), cellOf(m, r.Low), cellOf(m, r.High),
			cellOf(m, r.Share), indicators.Guard(t.bound(a, r.Bound)), t.condition(r), r.Share.RatString(),
		}); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

// condition is what a row of the certificate must satisfy.
func (t words) condition(r CertificateRow) string {
	switch {
	case r.Code == "" && r.Full:
		return t.satEmpty
	case r.Code == "":
		return t.satRoom
	case r.Out != "":
		return t.satOut
	case fill.OfClaims(r.Rule):
		return t.satClaim[r.Bound]
	case r.Bound == "":
		return t.satLevel
	case r.Bound == fill.BoundFloor:
		return t.satFloor
	case r.Bound == fill.BoundCap:
		return t.satCap
	}
	return t.satCeiling
}

// cell prints a number for a spreadsheet: no separators, up to 12 decimals.
func cell(x *big.Rat) string {
	if x == nil {
		return ""
	}
	s := x.FloatString(12)
	if s = strings.TrimSuffix(strings.TrimRight(s, "0"), "."); s == "-0" {
		return "0"
	}
	return s
}

// cellOf prints smallest units in the measure, as cell does.
func cellOf(m Measure, x *big.Rat) string {
	if x == nil {
		return ""
	}
	return cell(m.Value(x))
}
