package main

import (
	"strings"

	"github.com/countyeval/countyeval/evaluation/tables"
)

// named is what people call a pool or a column.
func named(code string) tables.Text {
	return map[string]tables.Text{
		"above":             tables.Both("above scale", "规模以上"),
		"below":             tables.Both("below scale", "规模以下"),
		"polluter":          tables.Both("key polluter", "重点排污"),
		"tax_per_mu":        tables.Both("tax per mu", "亩均税收"),
		"va_per_mu":         tables.Both("value added per mu", "亩均增加值"),
		"va_per_energy":     tables.Both("value added per tce", "单位能耗增加值"),
		"va_per_job":        tables.Both("value added per job", "人均增加值"),
		"rd_share":          tables.Both("R&D over revenue", "研发投入占比"),
		"enterprises":       tables.Both("enterprises", "企业数"),
		"land":              tables.Both("land", "用地"),
		"tax":               tables.Both("tax", "税收"),
		"median_tax_per_mu": tables.Both("median tax per mu", "亩均税收中位数"),
		"a_land":            tables.Both("land of grade A, %", "A 类用地，%"),
		"d":                 tables.Both("grade D", "D 类企业"),
		"largest_4":         tables.Both("largest 4 of value added", "前 4 家增加值占比"),
	}[code]
}

// said is a cause in both languages; one of a figure begins with its column.
func said(why string) tables.Text {
	zh := map[string]string{
		badHeadings: "表头不符", badCells: "每行应有 10 个单元格", badQuotes: "不是 CSV 行", badName: "缺少代码", badCounty: "县不在名单内",
		badPool: "没有这一分类", badFigure: "不是数字", badSign: "小于 0", badZero: "分母为 0", badTwice: "代码重复",
	}
	column, cause, ok := strings.Cut(why, ": ")
	if _, known := zh[cause]; ok && known {
		return tables.Both(why, column+"："+zh[cause])
	}
	return tables.Both(why, zh[why])
}
