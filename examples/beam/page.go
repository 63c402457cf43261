package main

import (
	"io"
	"math"
	"path"

	"github.com/countyeval/countyeval/evaluation/tables"
)

// page tells what came out.
func (j job) page(w io.Writer, got madeFiles) error {
	p := tables.Page{Language: j.lang}
	say := func(en, zh string, values ...any) { p.Paragraph(0, p.Say(tables.Both(en, zh), values...)) }
	s := got.summary
	say("Enterprises graded in parts: counties, enterprises, weights and limits are all made up.", "企业分片评价：县、企业、权重和界限全部为虚构。")
	p.Print("")
	say("%d rows in %d parts: %d are counted, %d are not.", "%d 行，%d 个分片：计入 %d 行，未计入 %d 行。", int(s.Counted+s.BadRows), len(s.Parts), int(s.Counted), int(s.BadRows))
	for _, sheet := range []func(madeFiles) tables.Sheet{bads, ends, countySheet, chances} {
		x := sheet(got)
		if len(x.Rows) == 0 {
			continue
		}
		p.Print("")
		if err := p.Sheet(x); err != nil {
			return err
		}
	}
	_, err := io.WriteString(w, p.String())
	return err
}

// shown is how many bad rows the page has.
const shown = 20

func bads(got madeFiles) tables.Sheet {
	s := tables.Sheet{Title: tables.Both("Rows that are not counted", "未计入的行")}
	s.Head(tables.Left, tables.Both("file", "文件"))
	s.Head(tables.Right, tables.Both("line", "行号"), tables.Both("rows", "行数"))
	s.Head(tables.Left, tables.Both("why", "原因"))
	for _, b := range got.summary.Bad[:min(shown, len(got.summary.Bad))] {
		s.Add(tables.Data(path.Base(b.File)), tables.Integer(int(b.Line)), tables.Integer(int(b.Rows)), tables.Words(said(b.Why)))
	}
	s.Note(tables.Both("A code that is used twice is counted nowhere: which row is right is not known.", "同一代码出现两次的，各行均不计入：无法判断哪一行正确。"))
	return s
}

// ends are the quantiles at which scales end.
func ends(got madeFiles) tables.Sheet {
	s := tables.Sheet{Title: tables.Both("Ends of the scales: quantiles 0.02 and 0.98 of a pool over all counties", "标准化两端：同类企业全部县合计的 0.02 与 0.98 分位数")}
	s.Head(tables.Left, tables.Both("pool", "分类"), tables.Both("indicator", "指标"))
	s.Head(tables.Point, tables.Both("enterprises", "企业数"), tables.Both("from", "下端"), tables.Both("to", "上端"))
	for _, b := range got.summary.Borders {
		s.Add(tables.Words(named(b.Pool)), tables.Words(named(b.Code)), tables.Integer(int(b.N)), tables.Short(b.Lo), tables.Short(b.Hi))
	}
	return s
}

func countySheet(got madeFiles) tables.Sheet {
	t := got.counties
	s := tables.Sheet{Title: tables.Both("Counties, made of their enterprises", "由企业汇总的县级数据"), Keys: 1}
	s.Head(tables.Left, tables.Both("county", "县"))
	for _, c := range columns() {
		s.Head(tables.Point, named(c.Code))
	}
	for i, u := range t.Units() {
		row := []tables.Cell{tables.Data(u.Code)}
		for _, c := range columns() {
			x := t.Column(c.Code).At(i)
			switch {
			case math.IsNaN(x):
				row = append(row, tables.Missing(tables.Both("not applicable", "不适用")))
			case c.Code == "enterprises" || c.Code == "d":
				row = append(row, tables.Integer(int(x)))
			default:
				row = append(row, tables.Rounded(x, 2))
			}
		}
		s.Add(row...)
	}
	return s
}

// chances are how often a county is at the top of the draws.
func chances(got madeFiles) tables.Sheet {
	s := tables.Sheet{Title: tables.Both("Counties with weights drawn within a quarter of the declared ones", "权重在声明值上下四分之一内抽样的县级排名")}
	if got.report == nil {
		return s
	}
	s.Head(tables.Left, tables.Both("county", "县"))
	s.Head(tables.Point, tables.Both("first, % of draws", "居首，%"), tables.Both("mean rank", "平均位次"))
	for _, u := range got.report.Units {
		s.Add(tables.Data(u.Unit.Code), tables.Rounded(100*u.At(1), 2), tables.Rounded(u.MeanRank(), 2))
	}
	s.Note(tables.Both("The draws were shared out as ranges and their reports merged; counties without enterprises are not ranked.", "抽样分段进行，各段报告合并而成；没有企业的县不参加排名。"))
	return s
}
