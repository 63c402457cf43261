package main

import (
	"math"
	"strconv"

	"github.com/countyeval/countyeval/evaluation/procedure"
	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/profile"
)

// story is a round as it is told.
type story struct {
	round  *procedure.Round
	page   tables.Page
	in     func(en, zh string) string
	date   string
	office string
	paper  int // number of the last document
	shown  int // entries that are told
	kept   []paper
	err    error
}

// tell goes through the round day by day. Those who write in it write in the language of
// the page.
func tell(lang basis.Language) (*story, error) {
	s := &story{in: says(lang), page: tables.Page{Language: lang}}
	s.office = s.in("Evaluation office", "评价办公室")
	s.page.Paragraph(0, s.in("A round of evaluation: counties, departments and figures are all made up.", "一轮评价：县、部门和数据全部为虚构。"))
	s.collect()
	s.verify()
	s.publish()
	s.decide()
	s.end()
	s.monitor()
	return s, s.err
}

// day begins a day.
func (s *story) day(date, en, zh string) {
	s.date = date
	s.page.Print("")
	s.page.Print(date + "  " + s.in(en, zh))
}

// step is who does something on the day, by the next document.
func (s *story) step() procedure.Step {
	s.paper++
	return procedure.Step{Office: s.office, Date: s.date, Document: s.in("No. ", "第") + strconv.Itoa(s.paper) + s.in(" of 2025", "号")}
}

// done tells the entries that are new, or that something was not expected to fail.
func (s *story) done(err error) {
	if s.err != nil {
		return
	}
	if err != nil {
		s.err = err
		return
	}
	for i, e := range s.round.Entries().All() {
		if i >= s.shown {
			s.page.Paragraph(2, s.round.Says(e).Say(s.page.Language, procedure.Texts()))
		}
	}
	s.shown = s.round.Entries().Len()
}

// do takes actions, which are expected to be allowed.
func (s *story) do(actions ...procedure.Action) {
	for _, a := range actions {
		if s.err == nil {
			s.done(s.round.Do(s.step(), a))
		}
	}
}

// refused takes an action that is not allowed, and tells why.
func (s *story) refused(err error) {
	if s.err != nil {
		return
	}
	if err == nil {
		s.err = basis.Errorf("%w: an action that should be refused was not", basis.ErrValue)
		return
	}
	s.page.Paragraph(2, s.in("refused:", "不予通过："))
	for e := range basis.All(err) {
		s.page.Paragraph(4, basis.Say(e, s.page.Language, procedure.Texts()))
	}
	s.paper-- // it was not used
}

// show prints a sheet.
func (s *story) show(sheet tables.Sheet, err error) {
	if s.err != nil {
		return
	}
	if s.err = err; err != nil {
		return
	}
	s.page.Print("")
	s.err = s.page.Sheet(sheet)
}

// figures are the return of a department, or of a county, as it is at first.
func figures(from string, codes ...string) procedure.Return {
	r := procedure.Return{From: from}
	for _, c := range reported {
		if from[0] == 'R' && from != c.code {
			continue
		}
		for j, code := range columns {
			for _, want := range codes {
				if want != code {
					continue
				}
				x := indicators.Reading{Unit: c.code, Indicator: code, Value: c.x[j]}
				if math.IsNaN(x.Value) {
					x.Mark = indicators.Missing
				}
				if from == c.code && from != "R11" { // K forgets to sign
					x.State = indicators.Signed
				}
				r.Readings = append(r.Readings, x)
			}
		}
	}
	return r
}

// collect is from the call to the last return.
func (s *story) collect() {
	s.day("2025-03-10", "The call", "启动")
	c, err := call(s.page.Language)
	if err != nil {
		s.err = err
		return
	}
	s.round, err = procedure.Open(s.step(), c)
	s.done(err)

	s.day("2025-03-24", "Returns of departments", "部门报送")
	s.department(c, "statistics")
	s.department(c, "revenue")
	s.department(c, "land")
	s.department(c, "science")
	s.department(c, "energy")

	s.day("2025-04-01", "Returns of counties", "各县报送")
	s.counties(c)

	s.day("2025-04-08", "A reminder", "催报")
	s.refused(s.round.Do(s.step(), procedure.Verify{}))
	items, err := s.round.Register(s.date)
	s.done(err)
	s.show(procedure.WorkRegister(s.round, items), nil)
	for _, office := range []string{"R10", "R11"} {
		s.keep("reminder-"+office, procedure.Reminder(s.round, items, office))
	}
	s.do(figures("R10", "projects"), procedure.Sign{From: "R11"})
}

// verify is what is asked and answered, and the verification.
func (s *story) verify() {
	s.day("2025-04-09", "What is not plausible is asked", "质疑")
	if s.err != nil {
		return
	}
	table, err := s.round.Table()
	if err != nil {
		s.err = err
		return
	}
	found, err := profile.Run(table, profile.Fence{Columns: []string{"va", "area", "energy"}})
	s.done(err)
	s.do(procedure.Ask{Findings: found, Due: "2025-04-14"})
	for i, q := range s.round.Queries().All() {
		s.show(procedure.Questions(s.round, q.Unit), nil)
		s.keep("questions-"+strconv.Itoa(i+1)+"-"+q.Unit, procedure.Questions(s.round, q.Unit))
	}

	s.day("2025-04-11", "Answers", "答复")
	s.do(procedure.Answer{Query: 1, From: "statistics", Kind: procedure.Correct, Value: 312.4, Note: s.in("a point was lost", "漏写小数点")},
		procedure.Answer{Query: 2, From: "land", Kind: procedure.Confirm, Note: s.in("the land of a closed mine is in it", "含关闭矿山用地")})
	s.refused(s.round.Do(s.step(), procedure.Verify{}))

	s.day("2025-04-16", "Verified: one query was not answered, and the figure is kept with its mark", "核实：一项质疑逾期未答复，数据保留并标注")
	s.do(procedure.Verify{})
	coverage, err := s.round.Coverage()
	s.done(err)
	s.show(procedure.CoverageSheet(s.round, coverage), nil)
}

// publish is the provisional result and its notice.
func (s *story) publish() {
	s.day("2025-04-21", "Provisional result", "初步结果")
	if s.err != nil {
		return
	}
	s.done(s.round.Grade(s.step(), method()))

	s.day("2025-04-22", "Notice", "公示")
	s.do(procedure.Publish{})
	if s.err != nil {
		return
	}
	list, err := procedure.PublicList(s.round)
	s.show(list, err)
	s.keep("public-provisional", list)
}

// decide is what counties object to, and what is decided.
func (s *story) decide() {
	s.day("2025-04-27", "Objections, on a Sunday that is a working day", "异议（周日，调休上班日）")
	s.do(procedure.Object{By: "R06", Unit: "R06", Indicator: "projects", Claimed: 12, Reason: s.in("a digit was lost", "漏写一位数字"), Evidence: s.in("list of projects", "项目清单")},
		procedure.Object{By: "R04", Ruling: 1, Reason: s.in("the accident was in another county", "事故发生在他县"), Evidence: s.in("map", "地图")})

	s.day("2025-04-29", "What the correction would move, before it is accepted", "采纳之前先看更正的影响")
	s.do(procedure.EndNotice{})
	if s.err != nil {
		return
	}
	c, err := s.round.Correction("R06", "projects", 12)
	if err != nil {
		s.err = err
		return
	}
	v, _, err := s.round.Revise(method(), c)
	if err != nil {
		s.err = err
		return
	}
	revised, err := procedure.Revised(s.round, v)
	s.show(revised, err)
	s.keep("revision-1", revised)
	s.refused(s.round.Finalize(s.step(), method()))

	s.day("2025-05-06", "Decisions, after the holidays", "节后决定")
	s.do(procedure.Decide{Objection: 1, Verdict: procedure.Accepted, Reason: s.in("the list has 12", "清单为 12 项")},
		procedure.Decide{Objection: 2, Verdict: procedure.Rejected, Reason: s.in("it was in this one", "事故在该县")})
}

// end is the final list, and what goes to whom.
func (s *story) end() {
	s.day("2025-05-08", "Final result", "最终结果")
	if s.err != nil {
		return
	}
	s.done(s.round.Finalize(s.step(), method()))
	if s.err != nil {
		return
	}
	list, err := procedure.PublicList(s.round)
	s.show(list, err)
	s.keep("public-final", list)
	changed, err := procedure.Changed(s.round)
	s.show(changed, err)
	s.keep("changed", changed)
	sheets, err := procedure.Feedback(s.round, "R06")
	s.done(err)
	for _, x := range sheets {
		s.show(x, nil)
	}
	items, err := s.round.Register(s.date)
	s.done(err)
	s.show(procedure.WorkRegister(s.round, items), nil)
	if s.err != nil {
		return
	}
	s.page.Print("")
	head := s.round.Head()
	s.page.Print(s.page.Say(tables.Both("The trail has %d entries; the last has the digest", "留痕记录共 %d 条，末条摘要"), head.Entries))
	s.page.Print(head.Digest)
	s.done(s.round.Recompute(method()))
	s.page.Paragraph(0, s.in("Made again from the trail, both results come out the same.", "由留痕记录重算，初步结果和最终结果完全一致。"))
}
