package tables

import (
	"math"
	"slices"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Explanation is every number behind the place of one unit, a row a node: the figure as
// read and as scored, what steps did to it, its scale, its score, weight and points, and
// those of the unit in the middle. Scores have so many decimals. Its neighbors and the
// rulings about it are notes.
//
// Where the decision prints parts ([evaluation.Printing]), their decimals are those of the
// decision, and points or scores are left out, whichever is not printed; otherwise a note
// says where the printed points do not add up.
func Explanation(ex evaluation.Explanation, digits int) Sheet {
	points, scores := ex.Ties.Print.Of == evaluation.PrintedPoints, ex.Ties.Print.Of == evaluation.PrintedScores
	of := printedDigits(ex.Ties, digits)
	digits = of.total
	var marked, done, changed bool
	for _, p := range ex.Parts {
		marked = marked || p.Measured && p.Mark != indicators.Reported
		done = done || len(p.Done) > 0 || !p.Lack.IsZero()
		changed = changed || p.Measured && p.Raw != p.Prepared && !(math.IsNaN(p.Raw) && math.IsNaN(p.Prepared))
	}
	measured := func(cell func(evaluation.Part) Cell) func(evaluation.Part) Cell {
		return func(p evaluation.Part) Cell {
			if !p.Measured {
				return Cell{}
			}
			return cell(p)
		}
	}
	additive := func(cell func(evaluation.Part) Cell) func(evaluation.Part) Cell {
		return func(p evaluation.Part) Cell {
			if !p.Additive {
				return Missing(Text{})
			}
			return cell(p)
		}
	}
	s := SheetOf(explained(ex, digits), ex.Parts,
		Of(detail(headCode), func(p evaluation.Part) Cell { return Data(p.Indicator.Code) }).Keyed(),
		Of(left(headNode), func(p evaluation.Part) Cell { return indented(IndicatorName(p.Indicator), p.Depth) }).Keyed(),
		Of(point(headRaw), measured(func(p evaluation.Part) Cell { return figure(p.Raw) })),
		Of(left(headUnit), func(p evaluation.Part) Cell { return words(told(p.Indicator.Unit)) }).
			When(slices.ContainsFunc(ex.Parts, func(p evaluation.Part) bool { return p.Indicator.Unit != "" })),
		Of(left(headMark), measured(func(p evaluation.Part) Cell { return Words(told(p.Mark.String())) })).When(marked),
		Of(point(headScored), measured(func(p evaluation.Part) Cell { return figure(p.Prepared) })).When(changed),
		Of(point(headScore), func(p evaluation.Part) Cell { return Decimal(p.Score, of.of(p.Measured)) }).When(!points),
		Of(point(headGlobal), func(p evaluation.Part) Cell { return Decimal(100*p.Global, 2) }).When(!scores),
		Of(point(headLocal), func(p evaluation.Part) Cell { return Decimal(100*p.Local, 2) }).When(scores),
		Of(point(headPoints), additive(func(p evaluation.Part) Cell { return Decimal(p.Points, digits) })).When(!scores),
		Of(point(headMedian), func(p evaluation.Part) Cell { return Decimal(p.MedianScore, of.of(p.Measured)) }).When(!points),
		Of(point(headPointGap), additive(func(p evaluation.Part) Cell { return Decimal(p.PointsGap, digits).Plus() })).When(!scores),
		Of(left(headCounted), func(p evaluation.Part) Cell { return words(Kept(p.NotCounted)) }).
			When(slices.ContainsFunc(ex.Parts, func(p evaluation.Part) bool { return !p.NotCounted.IsZero() })),
		Of(left(headDone), func(p evaluation.Part) Cell { return words(steps(p)) }).When(done),
		Of(left(headScale), func(p evaluation.Part) Cell { return words(Kept(p.Scale)) }).
			When(slices.ContainsFunc(ex.Parts, func(p evaluation.Part) bool { return !p.Scale.IsZero() })),
	)
	for _, note := range []Text{notePrinted[ex.Ties.Print.Of], uneven(ex, digits)} {
		if note != (Text{}) {
			s.Note(note)
		}
	}
	for _, x := range []struct {
		note Text
		of   *evaluation.Neighbor
	}{{noteAbove, ex.Above}, {noteBelow, ex.Below}} {
		if x.of != nil {
			s.Note(Sentence(x.note, UnitName(x.of.Place.Unit), x.of.Place.Rank, Decimal(x.of.Gap, digits)))
		}
	}
	for _, r := range ex.Rulings {
		s.Note(Sentence(noteRuling, Kept(basis.Textf("%v", r.Effect)), Same(r.Reason), Same(r.Document)))
	}
	if a := ex.Adjustment; len(a.Items) > 0 {
		s.Note(Sentence(notePoints, Decimal(a.Given, digits).Plus(), Decimal(a.Before, digits), Decimal(a.After, digits)))
	}
	if ex.Without.Rank > 0 && ex.Without.Rank != ex.Place.Rank {
		s.Note(Sentence(noteWithout, ex.Without.Rank))
	}
	return s
}

// explained is the title: who it is about.
func explained(ex evaluation.Explanation, digits int) Text {
	p := ex.Place
	title := Sentence(titleNone, UnitName(p.Unit), Decimal(p.Score, digits))
	if p.Rank > 0 {
		title = Sentence(titlePlace, UnitName(p.Unit), p.Rank, ex.Ranked, Decimal(p.Score, digits))
	}
	if p.Grade != "" {
		title = Sentence(titleGrade, title, p.Grade)
	}
	return title
}

// figure is a figure of the data, or the word for a missing one.
func figure(x float64) Cell {
	if math.IsNaN(x) {
		return Missing(wordMissing)
	}
	return Figure(x)
}

// steps are what steps did to a cell, as they said it, or why it has no figure.
func steps(p evaluation.Part) Text {
	var out []Text
	if !p.Lack.IsZero() {
		out = append(out, Kept(p.Lack))
	}
	for _, d := range p.Done {
		out = append(out, Kept(d.Why))
	}
	return join(out...)
}
