package tables

import (
	"slices"

	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/evaluation/incentive/scrutiny"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Sums are the awards summed by group, under the names of the attributes as headings: the
// rows, then the total, the remainder, the reserve and the pool. Amounts are in the unit in
// which the language counts. A number of names that is not that of the attributes is an
// error that wraps [basis.ErrMissing].
func Sums(t scrutiny.SumTable, names ...Text) (Sheet, error) {
	width := max(len(names), 1)
	s := Sheet{Title: titleSums, Keys: width}
	for k := range width {
		var head Text
		if k < len(names) {
			head = names[k]
		}
		s.Columns = append(s.Columns, left(head))
	}
	s.Columns = append(s.Columns, right(headCounties), right(headEligible), right(headAwarded), point(headAmount.Of(unitOf(t.Measure))))
	row := func(r scrutiny.SumRow, keys ...Cell) []Cell {
		keys = append(keys, make([]Cell, width-len(keys))...)
		return append(keys, Integer(r.Counties), Integer(r.Eligible), Integer(r.Awarded), Amount(r.Amount, t.Measure))
	}
	for _, r := range t.Rows {
		if len(r.Keys) != len(names) {
			return Sheet{}, basis.Errorf("%w: %d names for %d attributes", basis.ErrMissing, len(names), len(r.Keys))
		}
		var keys []Cell
		for _, key := range r.Keys {
			keys = append(keys, Data(key))
		}
		s.Add(row(r, keys...)...)
	}
	s.Foot = append(s.Foot, row(t.Total, Words(wordTotal)))
	for k, x := range []incentive.Amount{t.Remainder, t.Reserve, t.Pool} {
		cells := make([]Cell, width+4)
		cells[0], cells[width+3] = Words([]Text{wordRemainder, wordReserve, wordPool}[k]), Amount(x, t.Measure)
		s.Foot = append(s.Foot, cells)
	}
	return s, nil
}

// Turnover is what changes hands between two allocations, in the order of the second. m
// is their measure.
func Turnover(t scrutiny.Turnover, m incentive.Measure) Sheet {
	fields := unitFields(func(x scrutiny.Move) indicators.Unit { return x.Unit })
	unit := unitOf(m)
	fields = append(fields,
		Of(right(headFrom), func(x scrutiny.Move) Cell { return Rank(x.RankBefore) }),
		Of(right(headTo), func(x scrutiny.Move) Cell { return Rank(x.RankAfter) }),
		Of(point(headAmountWas.Of(unit)), func(x scrutiny.Move) Cell { return Amount(x.Before, m) }),
		Of(point(headAmountIs.Of(unit)), func(x scrutiny.Move) Cell { return Amount(x.After, m) }),
		Of(point(headChange.Of(unit)), func(x scrutiny.Move) Cell { return Amount(x.Delta(), m).Plus() }),
	)
	s := SheetOf(titleTurnover, t.Moves, fields...)
	if t.Amount != nil {
		empty := 0 // neither before nor after
		for _, x := range t.Moves {
			if x.Before == 0 && x.After == 0 {
				empty++
			}
		}
		s.Note(Sentence(noteTurnover, named(Exact(t.Amount, m)), t.Gainers, t.Losers, t.Same-empty, empty))
	}
	if t.Losers > 0 {
		s.Note(Sentence(noteLargest, UnitName(t.Largest.Unit), named(Amount(t.Largest.Delta(), m))))
	}
	return s
}

// named is an amount with the name of its measure behind it.
func named(c Cell) Text {
	in := func(lang basis.Language) string { return c.measure(lang).NamedText(c.Value) }
	return Text{English: in(basis.English), Chinese: in(basis.Chinese)}
}

// Prices are what one more point of score is worth to each ranked unit. a is the
// allocation that they belong to.
func Prices(p scrutiny.Prices, a *incentive.Allocation) Sheet {
	fields := unitFields(func(x scrutiny.Price) indicators.Unit { return x.Unit })
	unknown := p.Unknown > 0
	fields = append(fields,
		Of(point(headPrice.Of(unitOf(a.Pool.Measure))), func(x scrutiny.Price) Cell {
			if !x.Known() {
				return Missing(wordUnknown)
			}
			return Exact(x.Own, a.Pool.Measure)
		}),
		Of(left(headBound), func(x scrutiny.Price) Cell { return words(boundName(a, x.Bound)) }).
			When(slices.ContainsFunc(p.Rows, func(x scrutiny.Price) bool { return x.Bound != "" })),
		Of(left(headState), func(x scrutiny.Price) Cell {
			if x.Out {
				return Words(wordOut)
			}
			return Cell{}
		}).When(slices.ContainsFunc(p.Rows, func(x scrutiny.Price) bool { return x.Out })),
		Of(left(headWhy), func(x scrutiny.Price) Cell { return words(Said(x.Unknown)) }).When(unknown),
	)
	s := SheetOf(titlePrices, p.Rows, fields...)
	s.Note(Sentence(notePrices, p.None, len(p.Rows), p.Unknown))
	return s
}

// Cliffs are what the next place and the next grade would take and bring. a is the
// allocation that they belong to.
func Cliffs(c []scrutiny.Cliff, a *incentive.Allocation) Sheet {
	m := a.Pool.Measure
	unit := unitOf(m)
	graded := slices.ContainsFunc(c, func(x scrutiny.Cliff) bool { return x.Grade != "" })
	fields := unitFields(func(x scrutiny.Cliff) indicators.Unit { return x.Unit })
	fields = append(fields,
		Of(left(headCliff), func(x scrutiny.Cliff) Cell { return Words(cliffs[x.Kind]) }),
		Of(point(headScore), func(x scrutiny.Cliff) Cell { return score(x.Score, a.Ties) }),
		Of(point(headTarget), func(x scrutiny.Cliff) Cell { return score(x.Target, a.Ties) }),
		Of(point(headGap), func(x scrutiny.Cliff) Cell { return Number(x.Gap) }),
		Of(right(headRank), func(x scrutiny.Cliff) Cell { return Rank(x.Rank) }),
		Of(right(headRankThen), func(x scrutiny.Cliff) Cell { return Rank(x.TargetRank) }),
		Of(left(headGrade), func(x scrutiny.Cliff) Cell { return Data(x.Grade) }).When(graded),
		Of(left(headGradeThen), func(x scrutiny.Cliff) Cell { return Data(x.TargetGrade) }).When(graded),
		Of(point(headAmountWas.Of(unit)), func(x scrutiny.Cliff) Cell { return Amount(x.Before, m) }),
		Of(point(headAmountIs.Of(unit)), func(x scrutiny.Cliff) Cell { return Amount(x.After, m) }),
		Of(point(headChange.Of(unit)), func(x scrutiny.Cliff) Cell { return Amount(x.Worth(), m).Plus() }),
		Of(point(headPrice.Of(unit)), func(x scrutiny.Cliff) Cell { return Exact(x.Rate, m) }),
	)
	return SheetOf(titleCliffs, c, fields...)
}

// Inversions are the pairs in which the better rank has the smaller award. m is the
// measure of the awards.
func Inversions(v []scrutiny.Inversion, m incentive.Measure) Sheet {
	unit := unitOf(m)
	type row = scrutiny.Inversion
	fields := append([]Field[row]{Of(right(headRank), func(x row) Cell { return Rank(x.Better.Place.Rank) }).Keyed()},
		unitFields(func(x row) indicators.Unit { return x.Better.Place.Unit })...)
	return SheetOf(titleInversions, v, append(fields,
		Of(point(headAward.Of(unit)), func(x row) Cell { return Amount(x.Better.Amount, m) }),
		Of(right(headWorseRank), func(x row) Cell { return Rank(x.Worse.Place.Rank) }),
		Of(detail(headWorseCode), func(x row) Cell { return Data(x.Worse.Place.Unit.Code) }),
		Of(left(headWorse), func(x row) Cell { return Words(UnitName(x.Worse.Place.Unit)) }),
		Of(point(headWorseAward.Of(unit)), func(x row) Cell { return Amount(x.Worse.Amount, m) }),
		Of(point(headGap.Of(unit)), func(x row) Cell { return Amount(x.Gap(), m) }),
	)...)
}
