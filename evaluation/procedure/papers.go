package procedure

import (
	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// outcomeNow is the result that stands: the final one, or the provisional one.
func (r *Round) outcomeNow() (Outcome, State, error) {
	switch {
	case r.final != nil:
		return *r.final, Final, nil
	case r.provisional != nil:
		return *r.provisional, Provisional, nil
	}
	return Outcome{}, 0, basis.Errorf("%w: there is no result yet", ErrState)
}

// stood is a unit with its place.
type stood struct {
	unit  indicators.Unit
	place Place
	apart bool
}

// inOrder are all units in the order of the ranking, then those that stand apart and those
// that left.
func (o Outcome) inOrder(c Call) []stood {
	at := o.places()
	var out []stood
	for _, p := range o.Ranking.Places {
		out = append(out, stood{p.Unit, at[p.Unit.Code], false})
	}
	for _, p := range o.Ranking.Apart {
		out = append(out, stood{p.Unit, at[p.Unit.Code], true})
	}
	for _, d := range o.Ranking.Left {
		u, _ := c.findUnit(d.Unit)
		out = append(out, stood{u, at[d.Unit], false})
	}
	return out
}

// digits are the decimals of the published scores.
func (o Outcome) digits() int {
	digits, _, err := o.Ranking.Ties.Published()
	if err != nil {
		return 0
	}
	return digits
}

// published is a published score, or a dash.
func (o Outcome) published(x float64) tables.Cell { return tables.Decimal(x, o.digits()) }

// PublicList is the list for everybody: the final result, or before it is made the
// provisional one, with ranks, scores, grades and awards, and no figure of an indicator.
// Notes have the notice, the scheme with its digest, and where the trail ends.
func PublicList(r *Round) (tables.Sheet, error) {
	o, state, err := r.outcomeNow()
	if err != nil {
		return tables.Sheet{}, err
	}
	rows := o.inOrder(r.call)
	var class, region, grade, remark bool
	for _, x := range rows {
		class, region = class || x.unit.Class != "", region || x.unit.Region != ""
		grade, remark = grade || x.place.Grade != "", remark || x.apart || !x.place.Out.IsZero()
	}
	fields := []tables.Field[stood]{
		tables.Of(tables.Column{Head: headRank, Align: tables.Right}, func(x stood) tables.Cell { return tables.Rank(x.place.Rank) }).Keyed(),
		tables.Of(tables.Column{Head: headCode, Detail: true}, func(x stood) tables.Cell { return tables.Data(x.unit.Code) }).Keyed(),
		column(headUnit, func(x stood) tables.Cell { return tables.Words(tables.UnitName(x.unit)) }).Keyed(),
		column(headClass, func(x stood) tables.Cell { return tables.Words(tables.ClassName(x.unit)) }).When(class),
		column(headRegion, func(x stood) tables.Cell { return tables.Words(tables.RegionName(x.unit)) }).When(region),
		numbers(headScore, func(x stood) tables.Cell { return o.published(x.place.Score) }),
		column(headGrade, func(x stood) tables.Cell { return tables.Data(x.place.Grade) }).When(grade),
	}
	fields = append(fields, o.awardFields()...)
	fields = append(fields, column(headRemark, func(x stood) tables.Cell {
		if x.apart {
			return tables.Words(tables.Both("stands apart", "单列"))
		}
		return phrase(told(x.place.Out))
	}).When(remark))
	s := tables.SheetOf(tables.Sentence(titlePublic, told(r.call.Name), word(stateWords, int(state))), rows, fields...)
	if r.from != "" && state == Provisional {
		s.Note(tables.Sentence(noteNotice, r.from, r.to))
	}
	s.Note(tables.Sentence(noteScheme, told(r.call.Scheme.Name), r.call.Scheme.Digest), tables.Sentence(noteHead, len(r.entries), r.Head().Digest))
	return s, nil
}

// awardFields are a column for each pool.
func (o Outcome) awardFields() []tables.Field[stood] {
	var out []tables.Field[stood]
	for _, a := range o.Awards {
		m := a.Pool.Measure
		head := tables.Both(a.Pool.Name, a.Pool.NameZH).Of(tables.Both(m.English().Name, m.Chinese().Name))
		out = append(out, numbers(head, func(x stood) tables.Cell {
			if w, ok := a.Find(x.unit.Code); ok {
				return tables.Amount(w.Amount, m)
			}
			return tables.Missing(tables.Text{})
		}))
	}
	return out
}

// movesSheet is a list of units that stand elsewhere.
func (o Outcome) movesSheet(title tables.Text, moves []Move, more ...tables.Field[Move]) tables.Sheet {
	fields := []tables.Field[Move]{
		column(headUnit, func(m Move) tables.Cell { return tables.Words(tables.UnitName(m.Unit)) }).Keyed(),
		numbers(headScoreWas, func(m Move) tables.Cell { return o.published(m.Was.Score) }),
		numbers(headScoreIs, func(m Move) tables.Cell { return o.published(m.Is.Score) }),
		numbers(headRankWas, func(m Move) tables.Cell { return tables.Rank(m.Was.Rank) }),
		numbers(headRankIs, func(m Move) tables.Cell { return tables.Rank(m.Is.Rank) }),
		column(headGradeWas, func(m Move) tables.Cell { return tables.Data(m.Was.Grade) }),
		column(headGradeIs, func(m Move) tables.Cell { return tables.Data(m.Is.Grade) }),
	}
	for k, a := range o.Awards {
		pool := tables.Both(a.Pool.Name, a.Pool.NameZH)
		amount := func(p Place) tables.Cell {
			if k < len(p.Awards) {
				return tables.Data(p.Awards[k].Amount)
			}
			return tables.Missing(tables.Text{})
		}
		fields = append(fields, numbers(tables.Sentence(headWas, pool), func(m Move) tables.Cell { return amount(m.Was) }),
			numbers(tables.Sentence(headIs, pool), func(m Move) tables.Cell { return amount(m.Is) }))
	}
	return tables.SheetOf(title, moves, append(fields, more...)...)
}

// Revised is what a revision of the round moves, before it is accepted.
func Revised(r *Round, v Revision) (tables.Sheet, error) {
	o, _, err := r.outcomeNow()
	if err != nil {
		return tables.Sheet{}, err
	}
	s := o.movesSheet(titleRevision, v.Moves)
	s.Note(tables.Sentence(noteMoved, len(v.Moves), len(r.call.Units), len(v.Scores)))
	return s, nil
}

// Changed is how the final result differs from the provisional one, with the causes.
func Changed(r *Round) (tables.Sheet, error) {
	if r.final == nil {
		return tables.Sheet{}, basis.Errorf("%w: there is no final result yet", ErrState)
	}
	why := map[string]tables.Text{}
	var moved []Move
	for _, d := range r.Differences() {
		moved = append(moved, d.Move)
		why[d.Move.Unit.Code] = tables.ListOf(d.Causes, func(c Cause) tables.Text {
			o := r.objections[c.Objection-1]
			return tables.Sentence(wordObjection, c.Objection, r.named(o.Object.By))
		})
	}
	return r.final.movesSheet(titleChanged, moved, column(headCause, func(m Move) tables.Cell { return tables.Words(why[m.Unit.Code]) })), nil
}
