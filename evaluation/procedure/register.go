package procedure

import (
	"math"
	"slices"

	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// column makes a column of a sheet.
func column[T any](head tables.Text, cell func(T) tables.Cell) tables.Field[T] {
	return tables.Of(tables.Column{Head: head}, cell)
}

// numbers makes a column of numbers.
func numbers[T any](head tables.Text, cell func(T) tables.Cell) tables.Field[T] {
	return tables.Of(tables.Column{Head: head, Align: tables.Point}, cell)
}

// phrase is a cell of words, blank without any.
func phrase(t tables.Text) tables.Cell {
	if t == (tables.Text{}) {
		return tables.Cell{}
	}
	return tables.Words(t)
}

// figureCell is a figure, or the word for a missing one.
func figureCell(x float64) tables.Cell {
	if math.IsNaN(x) {
		return tables.Missing(wordNoFigure)
	}
	return tables.Figure(x)
}

// WorkRegister is the work register (工作台账) of a round: the items of [Round.Register].
func WorkRegister(r *Round, items []Item) tables.Sheet {
	s := tables.SheetOf(titleRegister, items,
		column(headWhat, func(x Item) tables.Cell { return tables.Words(word(itemWords, int(x.Kind))) }).Keyed(),
		numbers(headNumber, func(x Item) tables.Cell {
			if x.Number == 0 {
				return tables.Cell{}
			}
			return tables.Integer(x.Number)
		}),
		column(headOffice, func(x Item) tables.Cell { return tables.Words(r.office(x.Office)) }),
		column(headIndicator, func(x Item) tables.Cell { return phrase(r.column(x.Indicator)) }),
		column(headUnits, func(x Item) tables.Cell { return phrase(r.units(x.Units)) }),
		column(headDue, func(x Item) tables.Cell { return phrase(tables.Same(x.Due)) }),
		column(headState, func(x Item) tables.Cell {
			if x.Done != "" {
				return tables.Words(tables.Sentence(tables.Same("%s %s"), wordDone, x.Done))
			}
			return tables.Words(wordOpen)
		}),
		numbers(headLate, func(x Item) tables.Cell {
			if x.Late == 0 {
				return tables.Cell{}
			}
			return tables.Integer(x.Late)
		}),
	)
	if len(items) == 0 {
		s.Add(tables.Words(wordNone))
	}
	return s
}

// Reminder is what one department, or one county, still has to do (催报单): its items of
// the register that are open.
func Reminder(r *Round, items []Item, office string) tables.Sheet {
	own := slices.DeleteFunc(slices.Clone(items), func(x Item) bool { return x.Office != office || x.Done != "" })
	s := WorkRegister(r, own)
	s.Title = tables.Sentence(titleReminder, r.office(office))
	return s
}

// Questions are the queries about the figures of one county with their answers
// (质疑清单), whoever has to answer. What a question says is left out where figures of
// other counties are confidential, as it may show them.
func Questions(r *Round, unit string) tables.Sheet {
	queries := slices.DeleteFunc(slices.Clone(r.queries), func(q Query) bool { return q.Unit != unit })
	t, err := r.Table()
	s := r.queriesSheet(queries, func(q Query) bool { return err != nil || hides(t, q.Indicator, unit) })
	s.Title = tables.Sentence(titleQuestions, r.named(unit))
	return s
}

// queriesSheet is a list of queries.
func (r *Round) queriesSheet(queries []Query, hidden func(Query) bool) tables.Sheet {
	s := tables.SheetOf(titleQueries, queries,
		numbers(headNumber, func(q Query) tables.Cell { return tables.Integer(q.Number) }).Keyed(),
		column(headIndicator, func(q Query) tables.Cell { return tables.Words(r.column(q.Indicator)) }).Keyed(),
		column(headUnit, func(q Query) tables.Cell {
			if q.Unit == "" {
				return tables.Words(wordAll)
			}
			return tables.Words(r.named(q.Unit))
		}),
		column(headOffice, func(q Query) tables.Cell { return tables.Words(r.named(q.To)) }),
		column(headRule, func(q Query) tables.Cell { return tables.Words(ruleName(q.Finding.Rule)) }),
		column(headQuestion, func(q Query) tables.Cell {
			if hidden(q) {
				return tables.Missing(wordConfidential)
			}
			return tables.Words(told(q.Finding.Text))
		}),
		column(headAsked, func(q Query) tables.Cell { return tables.Data(q.Asked) }),
		column(headDue, func(q Query) tables.Cell { return tables.Data(q.Due) }),
		column(headAnswer, func(q Query) tables.Cell { return tables.Words(r.answered(q)) }),
		numbers(headFigure, func(q Query) tables.Cell {
			switch {
			case q.Unit == "":
				return tables.Cell{}
			case q.Closed == "":
				return figureCell(r.figures[cell{q.Unit, q.Indicator}].reading.Value)
			}
			return figureCell(q.Was)
		}),
		numbers(headNow, func(q Query) tables.Cell {
			if q.Answer == nil || q.Answer.Kind != Correct {
				return tables.Cell{}
			}
			return tables.Figure(q.Answer.Value)
		}),
		column(headClosed, func(q Query) tables.Cell { return phrase(tables.Same(q.Closed)) }),
		column(headDocument, func(q Query) tables.Cell { return phrase(tables.Same(q.Document)) }),
	)
	if len(queries) == 0 {
		s.Note(wordNoQuery)
	}
	return s
}

// answered says what became of a query.
func (r *Round) answered(q Query) tables.Text {
	switch {
	case q.ByRule:
		return tables.Sentence(wordByRule, word(unansweredWords, int(r.call.Unanswered)))
	case q.Answer == nil:
		return wordOpen
	case q.Answer.Note != "":
		return tables.Sentence(tables.Both("%s; %s", "%s；%s"), word(answerWords, int(q.Answer.Kind)), q.Answer.Note)
	}
	return word(answerWords, int(q.Answer.Kind))
}

// office is the name of who has to do something.
func (r *Round) office(code string) tables.Text {
	if code == "" {
		return wordRun
	}
	return r.named(code)
}

// units are the names of units, or a word for all.
func (r *Round) units(codes []string) tables.Text {
	if len(codes) > 1 && len(codes) == len(r.call.Units) {
		return wordAll
	}
	return tables.ListOf(codes, r.named)
}

// hides reports whether a column of a table has a confidential figure of another unit.
func hides(t *indicators.Table, code, unit string) bool {
	secret := t.Confidential(code)
	for i, u := range t.Units() {
		if u.Code != unit && i < secret.Len() && secret.At(i) {
			return true
		}
	}
	return false
}

// heading is the name of an indicator with its unit.
func measureOf(in indicators.Indicator) tables.Text {
	if in.Unit == "" {
		return tables.Text{}
	}
	return told(basis.Textf("%s", in.Unit))
}
