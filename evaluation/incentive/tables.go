package incentive

import (
	"math/big"
	"slices"

	"github.com/countyeval/countyeval/evaluation/incentive/fill"
	"github.com/countyeval/countyeval/indicators/basis"
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

// CertificateRow is one line of the proof of the exact shares, or the sum of a
// ceiling or of a tranche. With Level and these numbers each share can be
// checked on its own; see [fill.Weighted.Certify] for the conditions.
type CertificateRow struct {
	Tranche    string
	Rule       fill.Rule  // of the tranche; nil in sums
	Code, Name string     // of the county; Name alone: a ceiling; none: the tranche
	Out        basis.Text // why it is not eligible
	Weight     *big.Rat   // nil in sums
	Level      *big.Rat   // lambda, in smallest units for a part; of a ceiling the highest level of its members
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
			if l.Out.IsZero() {
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
	if orders := d.orders(); len(d.Shares.Levels) == len(orders) {
		for _, l := range d.Lines {
			if k := slices.Index(orders, l.Order); l.ID == code && k >= 0 {
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
		if l.Out.IsZero() && l.Weight.Sign() > 0 && a.Cmp(l.Low()) > 0 {
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
