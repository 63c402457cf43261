package main

import (
	"fmt"
	"strings"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/examples/internal/terminal"
)

// most is the greatest number of columns of a line.
const most = 96

// page is a page that grows from top to bottom.
type page struct {
	words
	b strings.Builder
}

// say adds a paragraph, wrapped and indented.
func (p *page) say(indent int, format string, args ...any) {
	for _, line := range terminal.Wrap(fmt.Sprintf(format, args...), most-indent) {
		p.b.WriteString(strings.Repeat(" ", indent) + line + "\n")
	}
}

func (p *page) heading(zh, en string) { p.b.WriteString("\n" + p.t(zh, en) + "\n\n") }

func (p *page) grid(g *terminal.Grid) {
	for _, line := range g.Lines() {
		p.b.WriteString("  " + line + "\n")
	}
}

// page lays the study out.
func (s *study) page(w words) (string, error) {
	p := &page{words: w}
	p.say(0, "%s", p.t("县区年度评价（示例）", "A yearly evaluation of counties and districts (an example)"))
	p.b.WriteString("\n")
	p.say(2, "%s", p.t("本页的县、区、数据、权重、裁定和文件全部为虚构；数据由程序从一个固定的数生成，不指任何真实的地方。",
		"All counties, figures, weights, rulings and papers on this page are made up; a program generates the figures from a fixed number. No real place is meant."))
	p.rules()
	s.rulings(p)
	for _, class := range []string{county, district} {
		s.table(p, class)
	}
	s.named(p)
	s.left(p)
	if err := s.explained(p); err != nil {
		return "", err
	}
	return p.b.String(), nil
}

// rules says how it is done.
func (p *page) rules() {
	p.heading("一、规则", "1. Rules")
	for _, class := range []string{county, district} {
		var parts []string
		for _, code := range []string{"quality", "innovation", "green"} {
			parts = append(parts, fmt.Sprintf("%s %v", p.name(code), dimensionWeights[class][code]))
		}
		p.say(2, p.t("%s的权重：%s。", "Weights of %s: %s."), p.name(class), p.list(parts))
	}
	p.say(2, "%s", p.t("指标相同，分类赋权，分类排名。每项指标在本类内按极差计 20 至 100 分；加减分在加权之后，每项和总和都有上下限（平台 0 至 3 分，督察 −3 至 0 分，合计 −5 至 5 分）。得分保留一位小数，位次和等次以公布的小数位为准。",
		"The indicators are the same, weights and ranks are those of the class. Each indicator gives 20 to 100 points between the lowest and the highest of the class. Bonus and penalty come after the weighted sum, each item and all together within limits (platforms 0 to 3 points, inspections −3 to 0, together −5 to 5). Scores have one decimal; ranks and grades follow from the digits that are printed."))
	p.say(2, "%s", p.t("等次：A 不超过 20%，B 不超过 40%，D 不少于 5%，其余为 C；按本类有位次、占名额的单位数计。并列者等次相同。",
		"Grades: A at most 20 %, B at most 40 %, D at least 5 %, C the rest, of the units of the class that are ranked and inside the quota. Units that are tied have the same grade."))
}

// rulings lists them with what each changes.
func (s *study) rulings(p *page) {
	p.heading("二、裁定", "2. Rulings")
	g := &terminal.Grid{Columns: []terminal.Column{
		{Head: p.t("单位", "unit")},
		{Head: p.t("裁定", "ruling")},
		{Head: p.t("事由", "reason")},
		{Head: p.t("文件", "paper")},
		{Head: p.t("结果", "now"), Align: terminal.Right},
		{Head: p.t("若无", "without"), Align: terminal.Right},
		{Head: p.t("影响", "moves"), Align: terminal.Right},
	}}
	for _, e := range s.effects {
		d := e.Ruling
		g.Add(p.named(d.Unit), p.effect(d), p.reason(d), d.Document, rank(e.With.Rank)+" "+dash(e.With.Grade),
			rank(e.Without.Rank)+" "+dash(e.Without.Grade), fmt.Sprint(e.Moved))
	}
	p.grid(g)
	p.say(2, "%s", p.t("结果：位次和等次。若无：该裁定单独撤销后的位次和等次。影响：撤销后位次变动的其他单位数。", "Now: rank and grade. Without: the same if this ruling alone were taken back. Moves: how many others would then have another rank."))
}

func rank(k int) string {
	if k == 0 {
		return "–"
	}
	return fmt.Sprint(k)
}

func dash(s string) string {
	if s == "" {
		return "–"
	}
	return s
}

// table is the ranking of one class, with its borders.
func (s *study) table(p *page, class string) {
	r := s.ranking.Class(class)
	if class == county {
		p.heading("三、县的位次和等次", "3. Counties: ranks and grades")
	} else {
		p.heading("四、区的位次和等次", "4. Districts: ranks and grades")
	}
	right := terminal.Right
	g := &terminal.Grid{Columns: []terminal.Column{
		{Head: p.t("位次", "rank"), Align: right},
		{Head: p.t("单位", "unit")},
		{Head: p.t("指标分", "indicators"), Align: right},
		{Head: p.t("加减分", "rulings"), Align: right},
		{Head: p.t("得分", "score"), Align: right},
		{Head: p.t("等次", "grade")},
		{Head: p.t("分档", "cut")},
		{Head: p.t("进位", "gain"), Align: right},
	}}
	for _, place := range r.Places {
		row, _ := s.now.Prepared.Row(place.Unit.Code)
		given := ""
		if a, ok := s.now.Adjustment(place.Unit.Code); ok {
			given = signed(a.Given)
		}
		gain := ""
		if x, _ := s.gains.Find(place.Unit.Code); x.Rank > 0 {
			if gain = signed(x.Score); gain == "" {
				gain = "0"
			}
		}
		g.Add(rank(place.Rank), p.unit(place.Unit), score(s.now.Before().At(row)), given, score(place.Score), dash(place.Grade), place.Cut, gain)
	}
	p.grid(g)
	p.say(2, "%s", p.t("分档：裁定之前按名额所得的等次。进位：比上年上升的位次。", "Cut: the grade before a ruling on it. Gain: ranks gained since last year."))
	p.borders(r)
}

// borders says where grades end, by how much, and where a tie left places empty.
func (p *page) borders(r evaluation.Ranking) {
	inside, count := 0, map[string]int{}
	for _, x := range r.Places {
		if x.Rank > 0 && !x.Outside {
			inside++
			count[x.ByQuota()]++
		}
	}
	var parts []string
	for _, grade := range r.Grades {
		parts = append(parts, fmt.Sprintf("%s %d", grade, count[grade]))
	}
	p.say(2, p.t("占名额的 %d 个单位：%s。", "%d units inside the quota: %s."), inside, p.list(parts))
	if a, b := r.Places[count["A"]], r.Places[count["A"]+1]; count["A"] < inside/5 && a.Rank == b.Rank {
		p.say(2, p.t("A 有 %d 个名额，只用 %d 个：%s和%s同为 %s 分，并列第 %d，两个都进就超过 20%%，所以都不进。", "A has %d places and uses %d: %s and %s both have %s and share rank %d; both would be more than 20 %%, so neither is in."),
			inside/5, count["A"], p.unit(a.Unit), p.unit(b.Unit), score(a.Score), a.Rank)
	}
	for _, b := range r.Borders() {
		p.say(2, p.t("%s（%s，%s）与%s（%s，%s）相差 %s 分。", "From %s (%s, %s) to %s (%s, %s): %s points."),
			p.unit(b.Above.Unit), b.Above.ByQuota(), score(b.Above.Score), p.unit(b.Below.Unit), b.Below.ByQuota(), score(b.Below.Score), score(b.Gap))
	}
}
