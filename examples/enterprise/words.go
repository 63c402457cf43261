package main

import (
	"regexp"

	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/henan"
)

// headings are what rules call the headings of tables.
func headings() map[string]tables.Text {
	return map[string]tables.Text{
		"grade": tables.Both("the grade", "等次"), "region": tables.Both("the county", "县"),
		"tag:industry": tables.Both("the industry", "产业"), "tag:credit": tables.Both("the tax compliance rating", "纳税信用"), "tag:dishonest": tables.Both("being listed for dishonesty", "“列入失信名单”"),
		"tag:state": tables.Both("the state", "项目状态"), "tag:grade": tables.Both("the grade of the enterprise", "企业等次"),
		"tag:utility": tables.Both("being a public utility", "公用事业"), "tag:age": tables.Both("the age", "成立年限"),
	}
}

// column is a column with its names.
func column(code string) indicators.Indicator {
	name := map[string]tables.Text{
		"tax": tables.Both("tax", "税收"), "va": tables.Both("value added", "增加值"), "revenue": tables.Both("revenue", "营业收入"), "before": tables.Both("last year's revenue", "上年营业收入"),
		"own": tables.Both("own land", "自有用地"), "rented": tables.Both("land rented", "租入用地"), "let": tables.Both("land let out", "租出用地"), "land": tables.Both("land used", "实际用地"),
		"energy": tables.Both("energy", "能耗"), "power": tables.Both("power", "用电量"), "discharge": tables.Both("discharge", "排放量"), "right": tables.Both("right to discharge", "排污权"),
		"jobs": tables.Both("the number of employees", "从业人员"), "rd": tables.Both("R&D", "研发投入"), "investment": tables.Both("the investment", "投资额"), "land_need": tables.Both("the land needed", "用地需求"),
		"promised": tables.Both("the tax per mu promised", "承诺亩均税收"), "reached": tables.Both("the tax per mu reached", "实际亩均税收"),
	}[code]
	return indicators.Indicator{Code: code, Name: name.English, NameZH: name.Chinese}
}

// labels are what people call the words of the data.
func labels() map[string]tables.Text {
	out := map[string]tables.Text{
		"planned": tables.Both("planned", "谋划"), "approved": tables.Both("approved", "已核准"), "building": tables.Both("building", "在建"),
		"producing": tables.Both("producing", "投产"), "halted": tables.Both("halted", "停建"),
		"other": tables.Both("other", "其他"), "yes": tables.Both("yes", "是"), "no": tables.Both("no", "否"),
	}
	for _, in := range henan.Industries() {
		out[in.Code] = tables.Both(in.Name, in.NameZH)
	}
	for _, p := range places() {
		out[p.code] = tables.Both(p.en, p.zh)
	}
	return out
}

var word = regexp.MustCompile(`[A-Za-z0-9_]+`)

// named puts what people say for the words of the data.
func named(text string, lang basis.Language) string {
	names := labels()
	return word.ReplaceAllStringFunc(text, func(w string) string {
		if name, ok := names[w]; ok {
			return name.In(lang, nil)
		}
		return w
	})
}

// inChinese are the units of measurement and the complaint of this example.
func inChinese() basis.Texts {
	return basis.Texts{
		"10,000 yuan/mu": "万元/亩", "10,000 yuan/tce": "万元/吨标准煤", "10,000 yuan/t": "万元/吨", "10,000 yuan/person": "万元/人", "yuan/kWh": "元/千瓦时",
		"%w: %w: there is no enterprise %q": "%w：%w：没有企业 %q",
	}
}
