package procedure

import (
	"cmp"
	"math"
	"slices"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/stats"
)

// Feedback is a county's own sheet (反馈单): where it stands and why, its awards, its
// figures with their scores, ranks and weights, and what it lost where against the county
// in the middle. Where figures of others are confidential, nothing that is made of them is
// shown: no median, no scale, no question.
//
// Where the decision prints parts ([evaluation.Printing]) they stand there as printed, in its
// decimals, so that a county that adds them up comes to its published total; points or scores
// are left out, whichever is not printed.
func Feedback(r *Round, unit string) ([]tables.Sheet, error) {
	o, _, err := r.outcomeNow()
	if err != nil {
		return nil, err
	}
	u, ok := r.call.findUnit(unit)
	if !ok {
		return nil, &indicators.InputError{Unit: unit, Err: basis.Errorf("%w: the round has no such unit", basis.ErrUnknown)}
	}
	var rows []stood
	for _, x := range o.inOrder(r.call) {
		if x.unit.Code == unit {
			rows = append(rows, x)
		}
	}
	fields := append([]tables.Field[stood]{
		tables.Of(tables.Column{Head: headRank, Align: tables.Right}, func(x stood) tables.Cell { return tables.Rank(x.place.Rank) }),
		numbers(headScore, func(x stood) tables.Cell { return o.published(x.place.Score) }),
		column(headGrade, func(x stood) tables.Cell { return tables.Data(x.place.Grade) }),
	}, o.awardFields()...)
	first := tables.SheetOf(tables.Sentence(titlePlace, tables.UnitName(u)), rows, fields...)
	for _, x := range rows {
		if !x.place.Out.IsZero() {
			first.Note(tables.Sentence(noteStanding, told(x.place.Out)))
		}
	}
	if err := o.explainAwards(&first, unit); err != nil {
		return nil, err
	}
	ex, err := o.Result.Explain(o.Ranking, unit)
	if err != nil { // it is not in the ranking, and has no more than its figures
		return []tables.Sheet{first, Questions(r, unit)}, nil //nolint:nilerr // the remark of its place says why
	}
	first.Note(tables.Sentence(noteHead, len(r.entries), r.Head().Digest))
	second, err := r.explained(o, ex)
	if err != nil {
		return nil, err
	}
	return []tables.Sheet{first, second, Questions(r, unit)}, nil
}

// explainAwards says in notes why a unit has its awards.
func (o Outcome) explainAwards(s *tables.Sheet, unit string) error {
	for _, a := range o.Awards {
		if _, ok := a.Find(unit); !ok {
			continue
		}
		en, err := a.Explain(unit, basis.English)
		if err != nil {
			return err
		}
		zh, err := a.Explain(unit, basis.Chinese)
		if err != nil {
			return err
		}
		for i := range min(len(en), len(zh)) {
			s.Note(tables.Both(en[i], zh[i]))
		}
	}
	return nil
}

// explained is the sheet of the figures and scores of one unit.
func (r *Round) explained(o Outcome, ex evaluation.Explanation) (tables.Sheet, error) {
	rankOn, err := o.ranksOn(ex.Place.Unit.Code)
	if err != nil {
		return tables.Sheet{}, err
	}
	points, scores := ex.Ties.Print.Of == evaluation.PrintedPoints, ex.Ties.Print.Of == evaluation.PrintedScores
	headRankOn := headOwnRank
	if points {
		headRankOn = headPointRank
	}
	unit := ex.Place.Unit
	hidden := map[string]bool{} // by code of the node
	var mark func(in indicators.Indicator) bool
	mark = func(in indicators.Indicator) bool {
		is := in.Measured() && (hides(o.Result.Raw, in.Code, unit.Code) || hides(o.Result.Prepared, in.Code, unit.Code))
		all := len(in.Children) > 0
		for _, c := range in.Children {
			all = mark(c) && all
		}
		hidden[in.Code] = is || all
		return hidden[in.Code]
	}
	mark(o.Result.Raw.Framework().Root())
	open := func(cell func(evaluation.Part) tables.Cell) func(evaluation.Part) tables.Cell {
		return func(p evaluation.Part) tables.Cell {
			if hidden[p.Indicator.Code] {
				return tables.Missing(wordConfidential)
			}
			return cell(p)
		}
	}
	digits := o.digits()
	decimals := func(p evaluation.Part) int {
		if scores && p.Measured && ex.Ties.Print.Digits != nil {
			return *ex.Ties.Print.Digits
		}
		return digits
	}
	additive := func(x func(evaluation.Part) float64) func(evaluation.Part) tables.Cell {
		return func(p evaluation.Part) tables.Cell {
			if !p.Additive {
				return tables.Missing(tables.Text{})
			}
			return tables.Decimal(x(p), digits)
		}
	}
	s := tables.SheetOf(tables.Sentence(titleFigures, tables.UnitName(unit)), ex.Parts,
		column(headIndicator, func(p evaluation.Part) tables.Cell {
			c := tables.Words(tables.IndicatorName(p.Indicator))
			c.Indent = p.Depth
			return c
		}).Keyed(),
		numbers(headFigure, func(p evaluation.Part) tables.Cell {
			if !p.Measured {
				return tables.Cell{}
			}
			return figureCell(p.Raw)
		}),
		column(headMeasure, func(p evaluation.Part) tables.Cell { return phrase(measureOf(p.Indicator)) }).
			When(slices.ContainsFunc(ex.Parts, func(p evaluation.Part) bool { return p.Indicator.Unit != "" })),
		column(headMark, func(p evaluation.Part) tables.Cell {
			if !p.Measured {
				return tables.Cell{}
			}
			return tables.Words(told(basis.Textf("%v", p.Mark)))
		}),
		numbers(headScore, func(p evaluation.Part) tables.Cell { return tables.Decimal(p.Score, decimals(p)) }).When(!points),
		numbers(headRankOn, func(p evaluation.Part) tables.Cell { return tables.Rank(rankOn(p.Indicator.Code)) }),
		numbers(headWeight, func(p evaluation.Part) tables.Cell { return tables.Decimal(100*p.Global, 2) }).When(!scores),
		numbers(headShare, func(p evaluation.Part) tables.Cell { return tables.Decimal(100*p.Local, 2) }).When(scores),
		numbers(headPoints, additive(func(p evaluation.Part) float64 { return p.Points })).When(!scores),
		numbers(headMedian, open(func(p evaluation.Part) tables.Cell { return tables.Decimal(p.MedianScore, decimals(p)) })).When(!points),
		numbers(headLost, open(func(p evaluation.Part) tables.Cell {
			return additive(func(p evaluation.Part) float64 { return p.PointsGap })(p).Plus()
		})),
	)
	if note, ok := notesPrinted[ex.Ties.Print.Of]; ok {
		s.Note(note)
		if a := ex.Adjustment; len(a.Items) > 0 {
			s.Note(tables.Sentence(noteGiven, tables.Decimal(a.Before, digits), tables.Decimal(a.Given, digits).Plus(), tables.Decimal(a.After, digits)))
		}
	}
	var lost []evaluation.Part
	for _, p := range ex.Parts {
		if p.Measured && p.Additive && p.PointsGap < 0 && !hidden[p.Indicator.Code] {
			lost = append(lost, p)
		}
	}
	sortLosses(lost)
	if len(lost) > 0 {
		s.Note(tables.Sentence(noteLost, tables.ListOf(lost[:min(3, len(lost))], func(p evaluation.Part) tables.Text {
			return tables.Sentence(noteLoss, tables.IndicatorName(p.Indicator), tables.Decimal(p.PointsGap, digits))
		})))
	}
	for _, is := range hidden {
		if is {
			s.Note(noteHidden)
			break
		}
	}
	return s, nil
}

// ranksOn gives the rank of a unit among those that are ranked by what is published of a
// node; 0 if it has no score there.
func (o Outcome) ranksOn(unit string) (func(code string) int, error) {
	score := func(unit, code string) (float64, bool) {
		x, ok := o.Result.Score(unit, code)
		return round(x, o.digits()), ok
	}
	if o.Ranking.Ties.Print.Of != evaluation.TotalOnly {
		parts, err := o.Result.Printed(o.Ranking.Ties)
		if err != nil {
			return nil, err
		}
		score = parts.Score
	}
	return func(code string) int {
		own, ok := score(unit, code)
		if !ok || math.IsNaN(own) {
			return 0
		}
		rank := 1
		for _, p := range o.Ranking.Places {
			if x, ok := score(p.Unit.Code, code); p.Rank > 0 && ok && x > own {
				rank++
			}
		}
		return rank
	}, nil
}

// round is a score as it is published.
func round(x float64, digits int) float64 { return stats.Round(x, digits) }

// sortLosses puts the largest loss first.
func sortLosses(parts []evaluation.Part) {
	slices.SortStableFunc(parts, func(a, b evaluation.Part) int { return cmp.Compare(a.PointsGap, b.PointsGap) })
}
