package main

import (
	"fmt"
	"math/big"
	"slices"
	"strings"

	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/evaluation/incentive/fill"
	"github.com/countyeval/countyeval/evaluation/incentive/scrutiny"
	"github.com/countyeval/countyeval/examples/internal/terminal"
)

// The page is at most so wide, and lists so many unless all are wanted.
const (
	most = 110
	few  = 10
)

// page is the text in the making.
type page struct {
	s   *study
	w   words
	all bool
	b   strings.Builder
}

func newPage(s *study, w words, all bool) *page { return &page{s: s, w: w, all: all} }

// text is the whole page.
func (p *page) text() string {
	p.line(p.w.t("县域制造业评价结果的奖励分配（示例，非官方）", "Awards that follow from the county manufacturing evaluation (example, not official)"))
	p.item(p.w.t("奖励总量、比例、起算分、环境容量、合计上限均为自拟，不出自任何文件；评价框架亦为自拟。", "Pool sizes, rates, zero points, headroom and ceilings are made up, no document has them; so is the framework."))
	p.item(p.w.t("盘活存量与环境容量以公布的企业数、二产增加值按自拟比例代用，不说明任何县的实际情况；数据无流域归属，以省辖市代流域。",
		"Revitalized stock and headroom follow the published numbers of enterprises and value added by made-up rates and say nothing about a county; the data do not say which basin a county is in, so prefectures take the place of basins."))
	for _, section := range []func(){p.rules, p.awards, p.ledger, p.certificate, p.sums, p.edges, p.fairness, p.cuts, p.fiction} {
		p.line("")
		section()
	}
	return p.b.String()
}

func (p *page) line(s string) { p.b.WriteString(s + "\n") }

func (p *page) say(zh, en string, args ...any) { p.item(fmt.Sprintf(p.w.t(zh, en), args...)) }

// item prints a text with a bullet, wrapped.
func (p *page) item(s string) {
	bullet := "· "
	for _, l := range terminal.Wrap(s, most-terminal.Width(bullet)) {
		p.line(bullet + l)
		bullet = "  "
	}
}

func (p *page) grid(g *terminal.Grid) {
	for _, l := range g.Lines() {
		p.line(strings.TrimRight(l, " "))
	}
}

// limit is how many of n rows are listed.
func (p *page) limit(n int) int {
	if p.all {
		return n
	}
	return min(n, few)
}

// rest says that rows were left out.
func (p *page) rest(shown, n int) {
	if shown < n {
		p.say("其余 %d 行从略（-all 列出）", "%d more with -all", n-shown)
	}
}

// rules quotes the notices, with yardsticks.
func (p *page) rules() {
	p.line(p.w.t("一、奖励办法（自拟）", "1. The rules (made up)"))
	for _, x := range p.s.pools {
		text, err := x.allocation.Summary(p.w.lang)
		if err != nil {
			text = err.Error() // no such language cannot be: run has checked it
		}
		p.item(text)
		var articles []string
		ceilings := 0
		for k, a := range x.allocation.Articles {
			quote := p.w.t(a.ZH, a.Text)
			if a.Tranche != "" {
				quote = "[" + p.w.tranche(x.allocation, a.Tranche) + "] " + quote
			}
			if strings.HasPrefix(a.Text, "ceiling: ") {
				if ceilings++; ceilings > 1 {
					continue
				}
				quote = p.w.t("各省辖市合计上限均为总量的 10%", "ceiling of each prefecture: a tenth of the pool")
			}
			articles = append(articles, fmt.Sprintf("(%d) %s", k+1, quote))
		}
		p.item(strings.Join(articles, p.w.t("；", "; ")))
	}
	p.say("标尺（公布的数字）：土地总量为河南 2017 年新增建设用地计划 31.37 万亩的 %s%%；每县 1,000 亩同国务院 2021 年对县的激励；50%% 同 2020 年土地计划对处置批而未供的核定比例",
		"Yardsticks (published): the land is %s %% of the 313,700 mu of new construction land in Henan's plan of 2017; 1,000 mu a county is what the State Council gave in 2021; 50 %% is the rate of the land plan of 2020 for old stock that was disposed of",
		percent(landPool, provinceQuota))
	p.say("资金：甘肃每年以 5 亿元奖励 10 个进步县；四川 2018 年每县 6,000、5,000、3,000 万元。污染物指标按位次奖励：未见任何省先例，没有标尺",
		"Funds: Gansu gives 500 million yuan a year to 10 counties; Sichuan gave 60, 50 and 30 million yuan a county in 2018. Quota of pollutants by rank: no province is known to have done it, so there is no yardstick")
}

func percent(x, of int64) string { return big.NewRat(100*x, of).FloatString(1) }

// awards lists what counties get.
func (p *page) awards() {
	p.line(p.w.t("二、奖励", "2. Awards"))
	columns := p.w.columns("名次|<县（市）|得分|<等次", "rank|<county|score|<grade")
	for _, x := range p.s.pools {
		columns = append(columns, terminal.Column{Head: p.w.name(x) + p.w.t("（", " (") + p.w.measure(x.plan.Pool.Measure).Name + p.w.t("）", ")"), Align: terminal.Right})
	}
	g := &terminal.Grid{Columns: columns}
	n := p.limit(len(p.s.ranking.Places))
	for i, place := range p.s.ranking.Places[:n] {
		row := []string{fmt.Sprint(place.Rank), place.Unit.Name, fmt.Sprintf("%.2f", place.Score), place.Grade}
		for _, x := range p.s.pools {
			row = append(row, p.amount(x, x.allocation.Awards[i]))
		}
		g.Add(row...)
	}
	p.grid(g)
	p.rest(n, len(p.s.ranking.Places))
}

// amount prints an award with a mark for what bounds it.
func (p *page) amount(x *pool, a incentive.Award) string {
	mark := " "
	switch a.Bound {
	case "", fill.BoundFloor:
	case fill.BoundCap:
		mark = "*"
	default:
		mark = "+"
	}
	return p.w.measure(x.plan.Pool.Measure).Format(a.Amount) + mark
}

// ledger says why one county gets what it gets: the first that something limits.
func (p *page) ledger() {
	p.line(p.w.t("三、一县的分配明细（* 受上限，+ 受合计上限）", "3. Why one county gets what it gets (* capped, + under a full ceiling)"))
	cod, _ := p.s.pool(codKey)
	at := max(slices.IndexFunc(cod.allocation.Awards, func(a incentive.Award) bool { return a.Bound != "" && a.Bound != fill.BoundCap }), 0)
	for _, x := range p.s.pools {
		a := x.allocation.Awards[at]
		sentences, err := x.allocation.Explain(a.Place.Unit.Code, p.w.lang)
		if err != nil {
			sentences = []string{err.Error()}
		}
		p.item(p.w.name(x) + p.w.t("：", ": ") + strings.Join(sentences[min(1, len(sentences)-1):], p.w.t("", " ")))
	}
	p.item(p.w.t("以上为", "This is ") + p.s.ranking.Places[at].Unit.Name + p.w.t("的明细，数字均出自台账", "; all numbers are those of the ledger"))
}

// certificate shows the proof of one pool.
func (p *page) certificate() {
	cod, _ := p.s.pool(codKey)
	m := p.w.measure(cod.plan.Pool.Measure)
	p.line(p.w.t("四、核验表：COD 指标（可用计算器逐行核对；-certificate cod 输出完整 CSV）", "4. Certificate of the COD quota (check it with a calculator; -certificate cod prints it as CSV)"))
	g := &terminal.Grid{Columns: p.w.columns("<县（市）|份数|每份量×份数|上限|应得|<约束", "<county|parts|level x parts|cap|share|<bound")}
	rows := cod.allocation.Certificate()
	in := slices.DeleteFunc(slices.Clone(rows), func(r incentive.CertificateRow) bool { return r.Code == "" || r.Out != "" })
	n := p.limit(len(in))
	units := func(x *big.Rat) string {
		if x == nil {
			return ""
		}
		return decimal(x, m, 4)
	}
	for _, r := range in[:n] {
		g.Add(r.Name, r.Weight.FloatString(2), units(new(big.Rat).Mul(r.Weight, r.Level)), units(r.High), units(r.Share), p.w.bound(cod.allocation, r.Bound))
	}
	p.grid(g)
	p.rest(n, len(in))
	var full []string
	for _, r := range rows {
		switch {
		case r.Code == "" && r.Name != "" && r.Full:
			full = append(full, fmt.Sprintf(p.w.t("%s（每份 %s）", "%s (%s a part)"), p.w.bound(cod.allocation, r.Name), decimal(r.Level, m, 6)))
		case r.Code == "" && r.Name == "":
			p.say("每份量 %s %s；应得合计 %s，可分 %s", "Level %s %s a part; shares sum to %s of %s", decimal(r.Level, m, 6), m.Name, units(r.Share), units(r.High))
		}
	}
	p.say("用满的省辖市合计上限：%s", "Full ceilings: %s", strings.Join(full, p.w.t("、", ", ")))
}

// decimal prints smallest units in the measure.
func decimal(x *big.Rat, m incentive.Measure, digits int) string {
	return m.Value(x).FloatString(digits)
}

// sums adds the awards up by prefecture.
func (p *page) sums() {
	p.line(p.w.t("五、按省辖市汇总（下达）", "5. Sums by prefecture"))
	columns := p.w.columns("<省辖市|县（市）", "<prefecture|counties")
	tables := make([]scrutiny.SumTable, 0, len(p.s.pools))
	for _, x := range p.s.pools {
		columns = append(columns, terminal.Column{Head: p.w.name(x), Align: terminal.Right})
		t, err := scrutiny.Sums(x.allocation, p.w.t("region", "tag:region_en"))
		if err != nil {
			p.item(err.Error()) // an allocation that was checked balances
			return
		}
		tables = append(tables, t)
	}
	g := &terminal.Grid{Columns: columns}
	order := make([]int, len(tables[0].Rows))
	for k := range order {
		order[k] = k
	}
	slices.SortStableFunc(order, func(a, b int) int { return int(tables[0].Rows[b].Amount - tables[0].Rows[a].Amount) })
	add := func(name, count string, of func(t scrutiny.SumTable) incentive.Amount) {
		row := []string{name, count}
		for _, t := range tables {
			row = append(row, p.w.measure(t.Measure).Format(of(t)))
		}
		g.Add(row...)
	}
	for _, k := range order {
		r := tables[0].Rows[k]
		add(r.Keys[0], fmt.Sprint(r.Counties), func(t scrutiny.SumTable) incentive.Amount { return t.Rows[k].Amount })
	}
	add(p.w.t("合计", "total"), fmt.Sprint(tables[0].Total.Counties), func(t scrutiny.SumTable) incentive.Amount { return t.Total.Amount })
	add(p.w.t("结余", "remainder"), "", func(t scrutiny.SumTable) incentive.Amount { return t.Remainder })
	add(p.w.t("预留", "reserve"), "", func(t scrutiny.SumTable) incentive.Amount { return t.Reserve })
	add(p.w.t("总量", "pool"), "", func(t scrutiny.SumTable) incentive.Amount { return t.Pool })
	p.grid(g)
}
