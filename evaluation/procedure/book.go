package procedure

import (
	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Book is everything, for the office that runs the round: how far the figures are, all of
// them, queries, the result with scores, weights and what steps did, awards, objections,
// differences between provisional and final, the register on a date, and the trail. It has
// confidential figures.
func Book(r *Round, date string) ([]tables.Sheet, error) {
	coverage, err := r.Coverage()
	if err != nil {
		return nil, err
	}
	items, err := r.Register(date)
	if err != nil {
		return nil, err
	}
	out := []tables.Sheet{CoverageSheet(r, coverage), r.figuresSheet(), r.queriesSheet(r.queries, func(Query) bool { return false })}
	if o, _, err := r.outcomeNow(); err == nil {
		scores, err := o.scoresSheet()
		if err != nil {
			return nil, err
		}
		out = append(out, tables.Ranking(o.Ranking), scores, tables.Weights(o.Result, 2), tables.Changes(o.Result.Raw, o.Result.Stages))
		for _, a := range o.Awards {
			out = append(out, tables.Allocation(a), tables.Ledger(a), tables.Certificate(a))
		}
	}
	out = append(out, r.objectionsSheet())
	if r.final != nil {
		s, err := Changed(r)
		if err != nil {
			return nil, err
		}
		out = append(out, s)
	}
	register := WorkRegister(r, items)
	register.Note(tables.Sentence(noteOn, date))
	return append(out, register, Trail(r)), nil
}

// scoresSheet has the scores of all nodes, or what the decision prints of them.
func (o Outcome) scoresSheet() (tables.Sheet, error) {
	if o.Ranking.Ties.Print.Of == evaluation.TotalOnly {
		return tables.Scores(o.Result, o.digits()), nil
	}
	parts, err := o.Result.Printed(o.Ranking.Ties)
	if err != nil {
		return tables.Sheet{}, err
	}
	return tables.PrintedParts(o.Result, parts), nil
}

// CoverageSheet is how far the figures of a round are, by department.
func CoverageSheet(r *Round, c indicators.Coverage) tables.Sheet {
	type row = indicators.DepartmentCoverage
	count := func(head tables.Text, of func(row) int) tables.Field[row] {
		return numbers(head, func(d row) tables.Cell { return tables.Integer(of(d)) })
	}
	return tables.SheetOf(titleCoverage, c.Departments,
		column(headReporter, func(d row) tables.Cell {
			if d.Department == "" {
				return tables.Words(headUnits)
			}
			return tables.Words(r.named(d.Department))
		}).Keyed(),
		count(headExpected, func(d row) int { return d.Expected }),
		count(headAbsent, func(d row) int { return d.NotReported }),
		count(headUnsigned, func(d row) int { return d.Reported }),
		count(headSigned, func(d row) int { return d.Signed }),
		count(headDoubt, func(d row) int { return d.InDoubt }),
		count(headMissing, func(d row) int { return d.Missing }),
		numbers(headSignedPct, func(d row) tables.Cell {
			x, _ := d.Share(100 * d.Signed).Float64()
			return tables.Decimal(x, 1)
		}),
	)
}

// figuresSheet lists all figures that hold.
func (r *Round) figuresSheet() tables.Sheet {
	return tables.SheetOf(titleAll, r.Readings(),
		column(headUnit, func(x indicators.Reading) tables.Cell { return tables.Words(r.named(x.Unit)) }).Keyed(),
		column(headIndicator, func(x indicators.Reading) tables.Cell { return tables.Words(r.column(x.Indicator)) }).Keyed(),
		numbers(headFigure, func(x indicators.Reading) tables.Cell { return figureCell(x.Value) }),
		column(headMeasure, func(x indicators.Reading) tables.Cell { return phrase(measureOf(r.columns[x.Indicator])) }),
		column(headMark, func(x indicators.Reading) tables.Cell { return tables.Words(told(basis.Textf("%v", x.Mark))) }),
		column(headState, func(x indicators.Reading) tables.Cell { return tables.Words(told(basis.Textf("%v", x.State))) }),
		column(headFrom, func(x indicators.Reading) tables.Cell {
			return tables.Words(r.named(r.figures[cell{x.Unit, x.Indicator}].from))
		}),
		column(headRemark, func(x indicators.Reading) tables.Cell {
			if x.Confidential || r.columns[x.Indicator].Confidential {
				return tables.Words(wordConfidential)
			}
			return tables.Cell{}
		}),
		column(headReason, func(x indicators.Reading) tables.Cell { return phrase(tables.Same(x.Note)) }),
	)
}

// objectionsSheet lists the objections with their decisions.
func (r *Round) objectionsSheet() tables.Sheet {
	return tables.SheetOf(titleObject, r.objections,
		numbers(headNumber, func(o Objection) tables.Cell { return tables.Integer(o.Number) }).Keyed(),
		column(headUnit, func(o Objection) tables.Cell { return tables.Words(r.named(o.Object.By)) }).Keyed(),
		column(headDate, func(o Objection) tables.Cell { return tables.Data(o.Step.Date) }),
		column(headWhat, func(o Objection) tables.Cell {
			if o.Object.Ruling > 0 {
				return tables.Words(tables.Sentence(wordRuling, o.Object.Ruling))
			}
			return tables.Words(tables.List(r.named(o.Object.Unit), r.column(o.Object.Indicator)))
		}),
		numbers(headClaimed, func(o Objection) tables.Cell {
			if o.Object.Ruling > 0 {
				return tables.Cell{}
			}
			return tables.Figure(o.Object.Claimed)
		}),
		column(headReason, func(o Objection) tables.Cell { return tables.Data(o.Object.Reason) }),
		column(headEvidence, func(o Objection) tables.Cell { return tables.Data(o.Object.Evidence) }),
		column(headVerdict, func(o Objection) tables.Cell {
			if o.Decision == nil {
				return tables.Words(wordOpen)
			}
			return tables.Words(tables.Sentence(tables.Both("%s: %s", "%s：%s"), word(verdictWords, int(o.Decision.Verdict)), o.Decision.Reason))
		}),
		numbers(headNow, func(o Objection) tables.Cell {
			if o.Change == nil || o.Change.Ruling > 0 {
				return tables.Cell{}
			}
			return tables.Figure(o.Change.Is.Value)
		}),
		column(headDocument, func(o Objection) tables.Cell { return phrase(tables.Same(o.Decided.Document)) }),
	)
}

// Trail is the audit trail (留痕记录) as a list: who did what, when and by which document,
// with the digests.
func Trail(r *Round) tables.Sheet {
	return tables.SheetOf(titleTrail, r.entries,
		numbers(headNumber, func(e Entry) tables.Cell { return tables.Integer(e.Number) }).Keyed(),
		column(headDate, func(e Entry) tables.Cell { return tables.Data(e.Step.Date) }),
		column(headOffice, func(e Entry) tables.Cell { return tables.Data(e.Step.Office) }),
		column(headDone, func(e Entry) tables.Cell { return tables.Words(told(r.Says(e))) }),
		column(headDocument, func(e Entry) tables.Cell { return tables.Data(e.Step.Document) }),
		tables.Of(tables.Column{Head: headDigest, Detail: true}, func(e Entry) tables.Cell { return tables.Data(e.Digest) }),
	)
}
