package main

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/countyeval/countyeval/examples/internal/terminal"
	"github.com/countyeval/countyeval/indicators/henan"
	"github.com/countyeval/countyeval/indicators/industry"
	"github.com/countyeval/countyeval/indicators/stats"
	"github.com/countyeval/countyeval/indicators/target"
)

// width is the number of columns of the page.
const width = 100

// writer puts a page together.
type writer struct {
	language
	b strings.Builder
}

// lines writes lines as they are.
func (w *writer) lines(lines ...string) {
	for _, s := range lines {
		w.b.WriteString(s + "\n")
	}
}

// say writes a text in lines of the page.
func (w *writer) say(zh, en string, args ...any) {
	w.lines(terminal.Wrap(together(fmt.Sprintf(w.t(zh, en), args...)), width)...)
}

// item writes a text behind a mark, its later lines indented.
func (w *writer) item(mark, text string) {
	indent := strings.Repeat(" ", terminal.Width(mark))
	for i, s := range terminal.Wrap(together(text), width-len(indent)) {
		if i > 0 {
			mark = indent
		}
		w.lines(mark + s)
	}
}

// together keeps a percent sign with its number.
func together(s string) string { return strings.ReplaceAll(s, " %", terminal.NoBreak+"%") }

// page is the whole page.
func (s *study) page(l language) string {
	w := &writer{language: l}
	w.say("河南省推动制造业高质量发展实施方案：目标与进度（示例，非官方）",
		"Henan's program for high-quality development of manufacturing: targets and progress (example, not official)")
	w.lines("")
	s.targets(w)
	s.sources(w)
	s.nearby(w)
	overlap(w)
	s.leading(w)
	s.reasons(w)
	return w.b.String()
}

// targets writes the 24 targets with their states.
func (s *study) targets(w *writer) {
	judged := 0
	g := terminal.Grid{Columns: []terminal.Column{
		{Head: "#", Align: terminal.Right},
		{Head: w.t("目标", "target")},
		{Head: w.t("单位", "unit")},
		{Head: ""},
		{Head: "2022", Align: terminal.Right},
		{Head: "2025", Align: terminal.Right},
		{Head: w.t("2022年", "by 2022")},
		{Head: w.t("2025年", "by 2025")},
	}}
	for i, x := range s.standings {
		t := x.target
		cells := []string{strconv.Itoa(i + 1), terminal.Cut(w.name(t), 38), terminal.Cut(w.unit(t.Unit), 16), sign(t.Bound)}
		for _, year := range goalYears() {
			cells = append(cells, w.goal(t, year))
		}
		for _, year := range goalYears() {
			p, ok := x.progress[year]
			_, wanted := t.Goal(year)
			switch {
			case ok:
				cells = append(cells, w.standing(p))
				judged++
			case wanted:
				cells = append(cells, "·")
			default:
				cells = append(cells, "")
			}
		}
		g.Add(cells...)
	}
	w.lines(g.Lines()...)
	w.lines("")
	w.say("≥ 不低于；≤ 不高于；≈≥ “左右”，读作不低于，容差由使用者说明；≈ “保持在……左右”，唯一的双侧目标。· 未查到口径一致的公开数据，不等于未完成。",
		"≥ at least, ≤ at most, ≈≥ about, read as at least less a tolerance that the user states, ≈ maintained at about, the one target with two sides."+
			" · no public figure was found that measures the same thing, which does not say that the goal is missed.")
	w.say("目标1—22和24考核全省；县只有贡献，没有自己的目标值。方案对县的唯一要求是第23项，没有县域分行业公开数据，故不评。",
		"Targets 1 to 22 and 24 measure the province: a county contributes and has no such target of its own."+
			" The one that the program asks of counties is number 23; without a public table of counties by industry nothing is said about it.")
	w.say("能耗和技改投资按年均变化率复合计算；智能工厂和服务型制造示范按年计算，逐年都要达到。",
		"Energy consumption and investment in technological transformation change by so much a year, which compounds; intelligent factories and service-oriented"+
			" demonstrations count each year anew.")
	w.lines("")
	w.say("有公开数据的进度（%d项判断）", "Progress where there are public figures (%d verdicts)", judged)
}

// sources writes the figures behind the states.
func (s *study) sources(w *writer) {
	for i, x := range s.standings {
		if len(x.figures) == 0 {
			continue
		}
		var parts []string
		for _, year := range goalYears() {
			p, ok := x.progress[year]
			if !ok {
				continue
			}
			q := p.Points[len(p.Points)-1]
			if p.Target.Measure == target.Growth {
				parts = append(parts, fmt.Sprintf(w.t("%d年目标：以%d年为100，%d年为%s，按进度应达%s，年均%s%%：%s",
					"goal of %d: with %d = 100 it is %[4]s in %[3]d, wanted by then %[5]s; on average %[6]s %% a year, %[7]s"),
					year, p.Base.Year, q.Figure.Year, fixed(q.Figure.Value, 1), fixed(q.Required, 1), fixed(q.Rate, 1), w.state(p.State)))
				continue
			}
			parts = append(parts, fmt.Sprintf(w.t("%d年目标%s：%d年为%s：%s", "goal of %d, %s: %[4]s in %[3]d, %[5]s"),
				year, plain(p.Goal.Value), q.Figure.Year, plain(q.Figure.Value), w.standing(p)))
		}
		w.item(terminal.Pad(strconv.Itoa(i+1), 4, terminal.Right)+"  ", w.name(x.target)+w.t("：", ". ")+w.upper(strings.Join(parts, w.t("；", "; ")))+w.t("。", "."))
		for _, r := range x.figures {
			value := plain(number(r["value"]))
			if r["kind"] == "rate" {
				value += w.t("%", " %")
			}
			w.item("      - ", fmt.Sprintf(w.t("%s年：%s；%s。来源：%s", "%s: %s; %s. Source: %s"),
				r["year"], value, w.t(r["note_zh"], r["note"]), w.t(r["source_zh"], r["source"])))
		}
	}
	w.lines("")
}

// nearby writes the figures that measure something else.
func (s *study) nearby(w *writer) {
	w.say("相近但口径不同的公开数据，不作判断", "Public figures that come near but measure something else, so nothing follows from them")
	for i, x := range s.standings {
		for _, r := range x.nearby {
			w.item(terminal.Pad(strconv.Itoa(i+1), 4, terminal.Right)+"  ", fmt.Sprintf(w.t("%s：%s年%s%%；%s。来源：%s", "%s: %[3]s %% in %[2]s; %[4]s. Source: %[5]s"),
				w.t(r["name_zh"], r["name"]), r["year"], r["value"], w.t(r["why_zh"], r["why"]), w.t(r["source_zh"], r["source"])))
		}
	}
	w.lines("")
}

// overlap says why the three shares are no parts of a whole.
func overlap(w *writer) {
	o := henan.Overlaps()
	w.say("优势、传统、新兴三类产业的目标比重之和，%d年为%s%%，%d年为%s%%：三类互有交叉，不是整体的构成部分，不能相加或互补。",
		"The shares that the program wants of advantageous, traditional and emerging industries add up to %[2]s %% for %[1]d and %[4]s %% for %[3]d:"+
			" the classes overlap, so they are no parts of a whole, and neither their sum nor the rest to 100 means anything.",
		o[0].Year, plain(o[0].Sum), o[1].Year, plain(o[1].Sum))
	w.lines("")
}

// leading writes the leading sectors of the provinces.
func (s *study) leading(w *writer) {
	r := rule()
	w.say("各省（区、市）的特色主导产业，%d年", "Characteristic leading sectors of the provinces, %d", lastYear)
	w.say("没有公开的县域分行业数据，所以用省级三次产业增加值代替：三次产业远粗于“特色主导产业”，只演示方法。"+
		"条件（本例自定，方案未规定）：区位商大于1，在本省的占比不低于%s%%，按占比超出31省合计的百分点取前2个。",
		"There is no public table of counties by industry, so these are provinces by three sectors, which is far coarser than what the program means and shows the method alone."+
			" The thresholds are ours, as the program has none: location quotient above 1, and at least %s %% of the province; of these"+
			" the two that exceed their share of the 31 provinces by most points.", plain(r.MinShare))
	columns := []terminal.Column{{Head: w.t("省份", "province")}}
	for _, in := range s.now.Industries() {
		columns = append(columns, terminal.Column{Head: w.t(in.NameZH, in.Name), Align: terminal.Right})
	}
	columns = append(columns, terminal.Column{Head: w.t("专业化", "Krugman"), Align: terminal.Right}, terminal.Column{Head: w.t("主导产业", "leading")})
	g := terminal.Grid{Columns: columns}
	q := s.now.Quotients()
	for i, c := range s.choices {
		cells := []string{w.unitName(c.Unit)}
		for j := range q {
			cells = append(cells, fixed(q[j][i], 3))
		}
		var names []string
		for _, v := range c.Verdicts {
			if v.Leads {
				names = append(names, w.t(v.Industry.NameZH, v.Industry.Name))
			}
		}
		if names == nil {
			names = []string{"–"}
		}
		g.Add(append(cells, fixed(s.special[i].Krugman, 3), strings.Join(names, w.t("、", ", ")))...)
	}
	w.lines(g.Lines()...)
	w.say("中间三列为区位商；专业化为克鲁格曼指数，0为与31省合计的结构相同，2为完全不同。– 没有产业达到条件。",
		"The three columns are location quotients; Krugman's index is 0 for the structure of all provinces together and 2 for nothing in common with it."+
			" – no sector reaches the thresholds.")
	w.lines("")
}

// reasons explains Henan's leading sectors and what moved.
func (s *study) reasons(w *writer) {
	c := s.choices[s.henan]
	w.say("%s的理由", "The reasons for %s", w.unitName(c.Unit))
	for _, v := range c.Verdicts {
		verdict := w.t("不入选", "does not lead")
		if v.Leads {
			verdict = w.t("入选", "leads")
		}
		last := v.Reasons[len(v.Reasons)-1]
		why := map[industry.Test]string{
			industry.AboveOne: w.t("区位商不大于1", "its quotient is not above 1"),
			industry.MinShare: fmt.Sprintf(w.t("占比低于%s%%", "its share is below %s %%"), plain(last.Limit)),
			industry.PlaceOf:  fmt.Sprintf(w.t("排第%s，取前%s", "it is number %s of at most %s"), plain(last.Value), plain(last.Limit)),
		}[last.Test]
		w.item("  ", fmt.Sprintf(w.t("%s%s：占本省%s%%，占31省合计%s%%，区位商%s，%s。",
			"%s %s: %s %% of the province, %s %% of all provinces, location quotient %s; %s."),
			w.upper(w.t(v.Industry.NameZH, v.Industry.Name)), verdict, fixed(v.Share, 2), fixed(v.Usual, 2), fixed(v.Quotient, 3), why))
	}
	w.lines("")
	t := s.shift.Totals[s.henan]
	w.say("%d—%d年增加值变化的偏离-份额分析（亿元，现价）：增加%s，其中31省增长分量%s，产业结构分量%s，竞争力分量%s。",
		"Shift-share of its value added from %d to %d (100 million yuan, current prices): a change of %s, of which national growth %s, its mix of sectors %s, local %s.",
		firstYear, lastYear, signed(t.Sum()), signed(t.National), signed(t.Mix), signed(t.Local))
}

// quotes lists the sentences of the targets.
func (s *study) quotes(l language) string {
	w := &writer{language: l}
	for i, x := range s.standings {
		t := x.target
		w.item(terminal.Pad(strconv.Itoa(i+1), 2, terminal.Right)+"  ", w.name(t)+w.t("（", " (")+t.Section+w.t("）", ")"))
		w.item("    ", "“"+t.Quote+"”")
		if t.Note != "" && w.language == english {
			w.item("    ", t.Note)
		}
	}
	return w.b.String()
}

// goalYears are the years of the goals.
func goalYears() []int { return []int{2022, 2025} }

// goal prints what a target wants by a year; 700 billion yuan are 7,000 亿元.
func (w *writer) goal(t target.Target, year int) string {
	if g, ok := t.Goal(year); ok {
		if w.language == chinese && t.Unit == "billion yuan" {
			return plain(10 * g.Value)
		}
		return plain(g.Value)
	}
	if t.Range != nil && year == slices.Max(goalYears()) {
		return plain(t.Range.Lo) + "–" + plain(t.Range.Hi)
	}
	return ""
}

// plain prints a value with commas between thousands.
func plain(x float64) string { return thousands(strconv.FormatFloat(x, 'f', -1, 64)) }

// thousands puts commas into the whole part of a number.
func thousands(s string) string {
	point := strings.IndexByte(s+".", '.')
	for i := point - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// fixed prints x with so many decimals, rounded as a person rounds.
func fixed(x float64, digits int) string {
	return strconv.FormatFloat(stats.Round(x, digits), 'f', digits, 64)
}

// signed prints x with one decimal and its sign.
func signed(x float64) string {
	s := thousands(fixed(x, 1))
	if x < 0 {
		return s
	}
	return "+" + s
}

// number reads a value of a file, which was read before.
func number(s string) float64 {
	x, err := strconv.ParseFloat(s, 64)
	if err != nil {
		return 0
	}
	return x
}
