package main

import (
	"fmt"

	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/weights"
)

// newSheet has a column for the weight of each dimension and one for what it explains.
func newSheet(f *indicators.Framework) tables.Sheet {
	s := tables.Sheet{Title: tables.Both("Weights of the dimensions, and what each explains of the total, in % (example, not official)",
		"各维度的权重，及其在所解释总分方差中的实际占比，%（示例，非官方）"), Keys: 1}
	s.Head(tables.Left, tables.Both("scheme", "方法"))
	root := f.Root()
	for _, d := range root.Children {
		s.Head(tables.Point, tables.IndicatorName(d), tables.Both("real", "实际"))
	}
	s.Note(
		tables.Both("Real: the share of the variance of the total (correlation ratio by a spline). Weights are exchange rates, not influence. The page of examples/henan measures influence otherwise, by shares of squared correlations, so its figures differ.",
			"实际：在所解释总分方差中的占比（相关比，样条估计）。权重是互换比率，不是影响大小。examples/henan 的“影响”另按与总分相关系数平方的占比计算，所以数值不同。"),
		tables.Both("* Made-up judgements: efficiency counts twice as much as scale and structure, talent least.", "* 判断为自拟：效益的重要性两倍于规模、结构，人才最轻。"),
		tables.Both("Ratios: each figure over the mean, and nothing is cut, so that a few units far out decide the weights.", "比率分：数值与均值之比，不截断，少数远离的单位便左右权重。"))
	return s
}

// row is a scheme with its weights and what they explain.
func row(name tables.Text, importance []weights.ChildImportance) []tables.Cell {
	cells := []tables.Cell{tables.Words(name)}
	for _, x := range importance {
		cells = append(cells, tables.Decimal(100*x.Weight, 1), tables.Decimal(100*x.Share, 1))
	}
	return cells
}

// refused is why a scheme gives no weights: the first reason, and how many more there are.
func refused(name tables.Text, err error) tables.Text {
	n := -1
	var first error
	for reason := range basis.All(err) {
		if n++; first == nil {
			first = reason
		}
	}
	text := tables.Said(first)
	return about(name, tables.Both(fmt.Sprintf("refused. %s (%d more)", text.English, n), fmt.Sprintf("拒绝。%s（另有 %d 条）", text.Chinese, n)))
}

// about puts a name before a text.
func about(name, text tables.Text) tables.Text {
	return tables.Both(name.English+": "+text.English, name.Chinese+"："+text.Chinese)
}

// titled is a sheet under the name of a scheme.
func titled(name tables.Text, s tables.Sheet) tables.Sheet {
	s.Title = about(s.Title, name)
	return s
}
