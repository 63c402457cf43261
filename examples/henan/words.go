package main

import (
	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/examples/henan/data"
	"github.com/countyeval/countyeval/indicators/basis"
)

// both is a text in both languages; one with verbs is a format.
func both(en, zh string) tables.Text { return tables.Text{English: en, Chinese: zh} }

// Punctuation, and words that several parts of the page have.
var (
	colon     = both(": ", "：")
	brackets  = both(" (%s)", "（%s）")
	wordNone  = both("none", "无")
	wordMore  = both("and %d more", "等 %d 处")              // n
	wordOneOf = both("one county of grade %s", "%s 等 1 县") // grade
)

var classNames = basis.Texts{"county": "县（市）", "district": "市辖区"} // in the files

// shortNames are the built-in dimensions and indicators in a few characters, by code.
var shortNames = map[string]tables.Text{
	"scale":                   both("Scale", "规模"),
	"structure":               both("Struct.", "结构"),
	"efficiency":              both("Effic.", "效益"),
	"talent":                  both("Talent", "人才"),
	"sec_va":                  both("secondary VA", "二产增加值"),
	"enterprises":             both("enterprises", "规上企业数"),
	"manuf_emp_share":         both("manufacturing jobs", "制造业就业占比"),
	"sec_share":               both("secondary share", "二产占比"),
	"mining_dependence":       both("mining dependence", "采矿依赖度"),
	"sec_va_per_resident":     both("VA per resident", "人均二产"),
	"sec_va_per_km2":          both("VA per km2", "地均二产"),
	"fiscal_self_sufficiency": both("fiscal self-sufficiency", "财政自给率"),
	"loans_to_gdp":            both("loans/GDP", "贷款/GDP"),
	"prof_tech_share":         both("professionals", "专业技术人员占比"),
	"tertiary_edu_share":      both("college-educated", "大专以上占比"),
	"nonlocal_share":          both("residents from elsewhere", "外来人口占比"),
	"sci_tech_emp":            both("jobs in research", "科技服务业就业"),
	"primary_share":           both("primary share", "一产占比"),
	"sec_va_per_enterprise":   both("VA per enterprise", "企均二产"),
}

// unitNames are the units of the built-in framework in Chinese.
var unitNames = map[string]string{
	"100 million yuan":                "亿元",
	"enterprises":                     "家",
	"yuan per person":                 "元/人",
	"10 thousand yuan per km2":        "万元/平方公里",
	"10 thousand yuan per enterprise": "万元/家",
	"per 1000 employed":               "‰",
	"persons":                         "人",
	"persons in the sample":           "人",
	"km2":                             "平方公里",
}

// schemeWords are the weightings that -weights offers, schemeHeads their names at the
// head of a column.
var (
	schemeWords = map[string]tables.Text{
		data.ByDeclared: both("declared", "方案权重"),
		data.ByEqual:    both("equal", "等权"),
		data.ByEntropy:  both("entropy", "熵权"),
		data.ByMix:      both("mix", "组合权重"),
	}
	schemeHeads = map[string]tables.Text{
		data.ByDeclared: both("Declared", "方案"),
		data.ByEqual:    both("Equal", "等权"),
		data.ByEntropy:  both("Entropy", "熵权"),
		data.ByMix:      both("Mix", "组合"),
	}
)
