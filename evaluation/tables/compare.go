package tables

import (
	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Comparison is how far each unit moves between two rankings, in the order of the first.
// Correlations and the units that only one of them ranks are notes.
func Comparison(c evaluation.Comparison) Sheet {
	fields := unitFields(func(x evaluation.Shift) indicators.Unit { return x.Unit })
	fields = append(fields,
		Of(right(headFrom), func(x evaluation.Shift) Cell { return Rank(x.From) }),
		Of(right(headTo), func(x evaluation.Shift) Cell { return Rank(x.To) }),
		Of(right(headUp), func(x evaluation.Shift) Cell { return Integer(x.Up).Plus() }),
	)
	s := SheetOf(titleComparison, c.Shifts, fields...)
	s.Note(Sentence(noteShifts, c.N, Decimal(c.MeanShift, 2), c.MaxShift, Decimal(c.Spearman, 3), Decimal(c.Kendall, 3)))
	if c.N > 0 {
		s.Note(Sentence(noteTop, Decimal(c.Weighted, 3), Decimal(c.WS, 3), Decimal(c.Gamma, 3)))
	}
	if len(c.OnlyA) > 0 {
		s.Note(Sentence(noteOnlyFirst, names(c.OnlyA)))
	}
	if len(c.OnlyB) > 0 {
		s.Note(Sentence(noteOnlySecond, names(c.OnlyB)))
	}
	return s
}

// names lists the names of units.
func names(units []indicators.Unit) Text { return ListOf(units, UnitName) }

// SchemeComparison is how alike the rankings under several weighting schemes are: a
// matrix of rank correlations. The schemes that refused are notes, with the first of
// their reasons and how many there are.
func SchemeComparison(c evaluation.SchemeComparison) Sheet {
	rows := make([]int, len(c.Names))
	for i := range rows {
		rows[i] = i
	}
	fields := []Field[int]{Of(left(headScheme), func(i int) Cell { return Words(told(c.Names[i])) }).Keyed()}
	for j, name := range c.Names {
		fields = append(fields, Of(point(told(name)), func(i int) Cell {
			switch {
			case i == j:
				return Cell{}
			case i < j:
				return Decimal(c.Spearman[i][j], 3)
			}
			return Decimal(c.Kendall[i][j], 3)
		}))
	}
	s := SheetOf(titleSchemes, rows, fields...)
	s.Note(noteMatrix)
	for _, r := range c.Refused {
		n := 0
		var first error
		for err := range basis.All(r.Err) {
			if n++; first == nil {
				first = err
			}
		}
		s.Note(Sentence(noteRefused, told(r.Name), n, Said(first)))
	}
	return s
}

// SchemeSimilarity is how alike the rankings under several weighting schemes are, a row a
// pair: the rank correlations of all places, those weighted to the top, and the units
// whose place differs. The first scheme of a pair is the reference of WS, so each pair
// stands twice.
func SchemeSimilarity(c evaluation.SchemeComparison) Sheet {
	type pair struct{ i, j int }
	var rows []pair
	for i := range c.Names {
		for j := range c.Names {
			if i != j {
				rows = append(rows, pair{i, j})
			}
		}
	}
	of := func(head Text, m [][]float64) Field[pair] {
		return Of(point(head), func(p pair) Cell { return Decimal(m[p.i][p.j], 3) })
	}
	s := SheetOf(titleSimilarity, rows,
		Of(left(headReference), func(p pair) Cell { return Words(told(c.Names[p.i])) }).Keyed(),
		Of(left(headScheme), func(p pair) Cell { return Words(told(c.Names[p.j])) }).Keyed(),
		of(headSpearman, c.Spearman), of(headWeighted, c.Weighted), of(headKendall, c.Kendall), of(headGamma, c.Gamma), of(headWS, c.WS),
	)
	s.Note(noteSimilarity)
	return s
}

// SchemeRanks are the ranks of each unit under several weighting schemes, in the order
// of the first.
func SchemeRanks(c evaluation.SchemeComparison) Sheet {
	var places []evaluation.Place
	if len(c.Rankings) > 0 {
		places = c.Rankings[0].Places
	}
	fields := unitFields(func(p evaluation.Place) indicators.Unit { return p.Unit })
	for j, name := range c.Names {
		by := make(map[string]int, len(places))
		for _, p := range c.Rankings[j].Places {
			by[p.Unit.Code] = p.Rank
		}
		fields = append(fields, Of(right(told(name)), func(p evaluation.Place) Cell { return Rank(by[p.Unit.Code]) }))
	}
	return SheetOf(titleRanks, places, fields...)
}
