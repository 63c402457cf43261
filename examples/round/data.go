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

// columns are what is reported, by whom: nobody but the county itself without a department.
var columns = []string{"va", "growth", "rd", "hightech", "tax", "area", "energy", "projects"}

// reported are the figures of counties that do not exist, as they are at first. Three are
// wrong or look so: va of C, energy of H and area of K; projects of F are wrong, and nobody
// can see it; tax of I is missing.
var reported = []struct {
	code, zh, en string
	x            [8]float64 // in the order of columns
}{
	{"R01", "甲县", "County A", [8]float64{412.6, 7.2, 2.41, 96, 11.823, 5210, 0.42, 14}},
	{"R02", "乙县", "County B", [8]float64{386.1, 6.4, 1.98, 82, 10.317, 4960, 0.47, 11}},
	{"R03", "丙县", "County C", [8]float64{3124, 8.1, 2.12, 71, 8.746, 4105, 0.51, 12}},
	{"R04", "丁县", "County D", [8]float64{298.7, 5.9, 1.67, 64, 7.129, 4388, 0.58, 9}},
	{"R05", "戊县", "County E", [8]float64{274.2, 6.8, 1.85, 58, 6.984, 3720, 0.49, 8}},
	{"R06", "己县", "County F", [8]float64{251.9, 7.6, 1.43, 49, 5.613, 3544, 0.55, 2}},
	{"R07", "庚县", "County G", [8]float64{233.5, 4.8, 1.21, 41, 4.872, 3310, 0.66, 7}},
	{"R08", "辛县", "County H", [8]float64{208.8, 5.3, 1.36, 37, 4.027, 3052, 1.94, 6}},
	{"R09", "壬县", "County I", [8]float64{187.3, 6.1, 0.98, 28, math.NaN(), 2890, 0.72, 5}},
	{"R10", "癸县", "County J", [8]float64{165.4, 7.9, 1.12, 24, 2.669, 2514, 0.61, 6}},
	{"R11", "子县", "County K", [8]float64{142.7, 5.1, 0.74, 17, 2.113, 9960, 0.81, 3}},
	{"R12", "丑县", "County L", [8]float64{118.2, 6.6, 0.69, 12, 1.537, 1988, 0.77, 4}},
}

func units() []indicators.Unit {
	var out []indicators.Unit
	for _, c := range reported {
		out = append(out, indicators.Unit{Code: c.code, Name: c.zh, Tags: indicators.NewTags(map[string]string{"name_en": c.en})})
	}
	return out
}

// departments are five that do not exist.
var departments = []procedure.Department{
	{Code: "statistics", Name: basis.Named("Statistics", "统计局")},
	{Code: "science", Name: basis.Named("Science", "科技局")},
	{Code: "revenue", Name: basis.Named("Revenue", "税务局")},
	{Code: "land", Name: basis.Named("Natural resources", "自然资源局")},
	{Code: "energy", Name: basis.Named("Development and reform", "发展改革委")},
}

// framework is made up: three dimensions, one of whose indicators is computed from a
// confidential column.
func framework() (*indicators.Framework, error) {
	year := "2024"
	leaf := func(code, en, zh, department string, weight float64) indicators.Indicator {
		return indicators.Indicator{Code: code, Name: en, NameZH: zh, Department: department, Weight: weight, Period: year}
	}
	energy := leaf("energy", "energy per output", "单位能耗", "energy", 30)
	energy.Direction = indicators.Lower
	tax := leaf("tax", "industrial tax", "工业税收", "revenue", 0)
	tax.Confidential = true
	perMu := leaf("tax_per_mu", "tax per mu", "亩均税收", "", 50)
	perMu.Computed = true
	return indicators.NewFramework(indicators.Indicator{Code: "overall", Name: "overall", NameZH: "总分", Children: []indicators.Indicator{
		{Code: "scale", Name: "scale", NameZH: "规模", Weight: 40, Children: []indicators.Indicator{
			leaf("va", "value added", "工业增加值", "statistics", 60), leaf("growth", "growth", "增速", "statistics", 40),
		}},
		{Code: "innovation", Name: "innovation", NameZH: "创新", Weight: 30, Children: []indicators.Indicator{
			leaf("rd", "R&D intensity", "研发投入强度", "science", 60), leaf("hightech", "high-tech firms", "高新技术企业数", "science", 40),
		}},
		{Code: "benefit", Name: "benefit", NameZH: "效益", Weight: 30, Children: []indicators.Indicator{
			perMu, energy, leaf("projects", "large projects", "重大项目数", "", 20),
		}},
	}}, tax, leaf("area", "industrial land", "工业用地", "land", 0))
}

// method is the scheme: ratios, a missing one filled by the median, min-max scales, means,
// two digits, three grades, and land for A and B.
func method() procedure.Method {
	return procedure.Method{
		Model: evaluation.Model{Steps: []indicators.Step{
			prepare.Ratio{Code: "tax_per_mu", Of: "tax", By: "area", Factor: 10000},
			prepare.Median{Columns: []string{"tax_per_mu"}},
		}},
		Decision: evaluation.Decision{
			Ties: evaluation.Ties{Digits: new(2)},
			Grader: evaluation.Quotas{Grades: []evaluation.Quota{
				{Grade: "A", Share: 0.25}, {Grade: "B", Share: 0.5}, {Grade: "C", Share: 0.25},
			}},
		},
		Plans: []incentive.Plan{{
			Pool:    incentive.Pool{Name: "land", NameZH: "用地指标", Measure: incentive.Measure{Name: "mu", NameZH: "亩"}, Amount: 1000},
			Clauses: []incentive.Clause{incentive.Grades{"A", "B"}, incentive.ByScore{Base: 20}},
		}},
	}
}

// call is what the round is called with. The days off and the Sundays and Saturdays worked
// are those of the State Council's notice for 2025 (国办发明电〔2024〕12号).
func call(lang basis.Language) (procedure.Call, error) {
	f, err := framework()
	if err != nil {
		return procedure.Call{}, err
	}
	m := method()
	text, err := basis.Marshal(m, procedure.Kinds())
	if err != nil {
		return procedure.Call{}, err
	}
	in := says(lang)
	return procedure.Call{
		Name:   basis.Named("Evaluation of manufacturing in 2024 (made up)", "2024年度制造业评价（虚构）"),
		Period: "2024", Framework: f, Units: units(), Departments: departments,
		Scheme: procedure.SchemeOf(basis.Named("scheme of the example", "示例办法"), string(text)),
		Calendar: procedure.Calendar{
			Years: []int{2025},
			Off: []string{
				"2025-01-01", "2025-01-28", "2025-01-29", "2025-01-30", "2025-01-31", "2025-02-03", "2025-02-04", "2025-04-04",
				"2025-05-01", "2025-05-02", "2025-05-05", "2025-06-02", "2025-10-01", "2025-10-02", "2025-10-03", "2025-10-06", "2025-10-07", "2025-10-08",
			},
			Work: []string{"2025-01-26", "2025-02-08", "2025-04-27", "2025-09-28", "2025-10-11"},
		},
		ReportBy: "2025-04-03", VerifyBy: "2025-04-18", NoticeDays: 5, DecideDays: 5,
		Unanswered: procedure.KeepMarked, MayMiss: []string{"tax"},
		Rulings: []evaluation.Ruling{{
			Unit: "R04", Effect: evaluation.AddPoints, Item: in("safety", "安全生产"), Count: 1, Points: -1,
			Reason: in("an accident, made up", "事故（虚构）"), Document: in("Document 7", "文件七"),
		}},
	}, nil
}

// says is a text in the language of those who write the papers.
func says(lang basis.Language) func(en, zh string) string {
	return func(en, zh string) string {
		if lang == basis.Chinese {
			return zh
		}
		return en
	}
}
