package main

import (
	"math"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/evaluation/procedure"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/prepare"
)

// reported are the figures of counties that do not exist: value added, growth, tax, land,
// and the projects that each county reports itself.
var reported = []struct {
	code, zh, en                    string
	va, growth, tax, land, projects float64
}{
	{"D01", "甲县", "County A", 318.2, 6.9, 8.412, 4210, 9},
	{"D02", "乙县", "County B", 296.5, 7.4, 7.935, 3980, 11},
	{"D03", "丙县", "County C", 241.7, 5.8, 5.207, 3655, 6},
	{"D04", "丁县", "County D", 205.3, 8.1, math.NaN(), 2870, 7},
	{"D05", "戊县", "County E", 187.9, 4.9, 3.316, 2942, 4},
	{"D06", "己县", "County F", 160.4, 6.3, 2.874, 2405, 5},
	{"D07", "庚县", "County G", 133.8, 5.5, 1.962, 2210, 3},
	{"D08", "辛县", "County H", 98.6, 7.7, 1.403, 1530, 2},
}

// framework is made up; each indicator has the department that reports it, and the projects
// have none.
func framework() (*indicators.Framework, error) {
	leaf := func(code, en, zh, department string, weight float64) indicators.Indicator {
		return indicators.Indicator{Code: code, Name: en, NameZH: zh, Department: department, Weight: weight, Period: "2024"}
	}
	perMu := leaf("tax_per_mu", "tax per mu", "亩均税收", "", 60)
	perMu.Computed = true
	return indicators.NewFramework(indicators.Indicator{Code: "overall", Name: "overall", NameZH: "总分", Children: []indicators.Indicator{
		{Code: "scale", Name: "scale", NameZH: "规模", Weight: 50, Children: []indicators.Indicator{
			leaf("va", "value added", "工业增加值", "statistics", 60), leaf("growth", "growth", "增速", "statistics", 40),
		}},
		{Code: "benefit", Name: "benefit", NameZH: "效益", Weight: 50, Children: []indicators.Indicator{
			perMu, leaf("projects", "large projects", "重大项目数", "", 40),
		}},
	}}, leaf("tax", "industrial tax", "工业税收", "revenue", 0), leaf("land", "industrial land", "工业用地", "land", 0))
}

func units() []indicators.Unit {
	var out []indicators.Unit
	for _, c := range reported {
		out = append(out, indicators.Unit{Code: c.code, Name: c.zh, Class: "county", Tags: indicators.NewTags(map[string]string{"name_en": c.en})})
	}
	return out
}

// returns are the readings by who reports them, signed.
func returns() map[string][]indicators.Reading {
	out := map[string][]indicators.Reading{}
	add := func(from, unit, code string, x float64) {
		r := indicators.Reading{Unit: unit, Indicator: code, Period: "2024", Value: x, Department: from, Source: "return of " + from, State: indicators.Signed, Date: "2025-03-24"}
		if math.IsNaN(x) {
			r.Mark = indicators.Missing
		}
		out[from] = append(out[from], r)
	}
	for _, c := range reported {
		add("statistics", c.code, "va", c.va)
		add("statistics", c.code, "growth", c.growth)
		add("revenue", c.code, "tax", c.tax)
		add("land", c.code, "land", c.land)
		add(c.code, c.code, "projects", c.projects)
	}
	return out
}

// method is the scheme, made up: the missing ratio filled by the median, min-max scales,
// means, two digits, three grades, and land for A and B.
func method() procedure.Method {
	return procedure.Method{
		Model: evaluation.Model{Steps: []indicators.Step{
			prepare.Ratio{Code: "tax_per_mu", Of: "tax", By: "land", Factor: 10000},
			prepare.Median{Columns: []string{"tax_per_mu"}},
		}},
		Decision: evaluation.Decision{
			Ties:   evaluation.Ties{Digits: new(2)},
			Grader: evaluation.Quotas{Grades: []evaluation.Quota{{Grade: "A", Share: 0.25}, {Grade: "B", Share: 0.5}, {Grade: "C", Share: 0.25}}},
		},
		Plans: []incentive.Plan{{
			Pool:    incentive.Pool{Name: "land", NameZH: "用地指标", Measure: incentive.Measure{Name: "mu", NameZH: "亩", Digits: 2}, Amount: 600},
			Clauses: []incentive.Clause{incentive.Grades{"A", "B"}, incentive.ByScore{Base: 20}},
		}},
	}
}

// call is what a round is called with. Days off are those of the State Council's notice for
// the first half of 2025 (国办发明电〔2024〕12号).
func call(f *indicators.Framework, units []indicators.Unit) (procedure.Call, error) {
	text, err := basis.Marshal(method(), procedure.Kinds())
	if err != nil {
		return procedure.Call{}, err
	}
	return procedure.Call{
		Name: basis.Named("Evaluation of manufacturing in 2024 (made up)", "2024年度制造业评价（虚构）"), Period: "2024",
		Scheme: procedure.SchemeOf(basis.Named("scheme of the example", "示例办法"), string(text)), Framework: f, Units: units,
		Departments: []procedure.Department{
			{Code: "statistics", Name: basis.Named("Statistics", "统计局")},
			{Code: "revenue", Name: basis.Named("Revenue", "税务局")},
			{Code: "land", Name: basis.Named("Natural resources", "自然资源局")},
		},
		Calendar: procedure.Calendar{
			Years: []int{2025},
			Off: []string{
				"2025-01-01", "2025-01-28", "2025-01-29", "2025-01-30", "2025-01-31", "2025-02-03", "2025-02-04", "2025-04-04",
				"2025-05-01", "2025-05-02", "2025-05-05", "2025-06-02", "2025-10-01", "2025-10-02", "2025-10-03", "2025-10-06", "2025-10-07", "2025-10-08",
			},
			Work: []string{"2025-01-26", "2025-02-08", "2025-04-27", "2025-09-28", "2025-10-11"},
		},
		ReportBy: "2025-04-03", VerifyBy: "2025-04-18", NoticeDays: 5, DecideDays: 5, MayMiss: []string{"tax"},
	}, nil
}
