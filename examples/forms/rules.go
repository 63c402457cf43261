package main

import (
	"fmt"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/normalize"
	"github.com/countyeval/countyeval/weights"
)

// The bonus and penalty items.
const (
	platform   = "new R&D platforms"
	inspection = "inspection problems"
)

// inChinese are the words of rulings and lists, which are written in English.
func inChinese() basis.Texts {
	out := basis.Texts{
		platform: "新增省级研发平台", inspection: "环保督察问题",
		accident: "发生重大安全事故", audited: "审计发现数据不实", founded: "设立不满两年", park: "国家级示范园区所在地", overdue: "上年整改逾期",
		"advanced": "先进", "progress": "进步",
	}
	for _, d := range rulings() {
		zh := ruling(d).Chinese
		out[d.String()] = zh + "：" + out[d.Reason] + "（" + d.Document + "）"
		if d.Item != "" { // the same note for each who has the item; the points stand in the table
			zh = "加减分"
		}
		out[fmt.Sprintf("Ruling: %s; %s (%s).", d.Effect, d.Reason, d.Document)] = "裁定：" + zh + "；" + out[d.Reason] + "（" + d.Document + "）。" // a note of an explanation
	}
	return out
}

// dimensionWeights are those of the classes: 统一指标、分类赋权.
var dimensionWeights = map[string]weights.Fixed{
	county:   {"quality": 50, "innovation": 20, "green": 30},
	district: {"quality": 40, "innovation": 40, "green": 20},
}

// model is how counties and districts are scored.
func model() evaluation.Model {
	byClass := map[string]weights.Scheme{}
	for class, w := range dimensionWeights {
		byClass[class] = weights.PerGroup{By: map[string]weights.Scheme{"overall": w}}
	}
	return evaluation.Model{
		Normalize: normalize.WithinClass{Of: normalize.MinMax{Lo: 20, Hi: 100}},
		Weigh:     weights.PerClass{By: byClass},
		ByClass:   true,
		Limits: evaluation.Limits{
			Items: map[string]indicators.Range{platform: {Lo: 0, Hi: 3}, inspection: {Lo: -3, Hi: 0}},
			Total: &indicators.Range{Lo: -5, Hi: 5},
		},
	}
}

// The reasons of rulings.
const (
	accident = "a major work accident"
	audited  = "wrong figures, by audit"
	founded  = "less than 2 years old"
	park     = "has a national model park"
	overdue  = "corrections are overdue"
)

// rulings are those of this year.
func rulings() []evaluation.Ruling {
	rule := func(unit string, effect evaluation.Effect, grade, reason, number string) evaluation.Ruling {
		return evaluation.Ruling{Unit: unit, Effect: effect, Grade: grade, Reason: reason, Document: number}
	}
	add := func(unit, item string, count, points float64, number string) evaluation.Ruling {
		return evaluation.Ruling{Unit: unit, Item: item, Count: count, Points: points, Reason: item, Document: number}
	}
	return []evaluation.Ruling{
		add("丁县", platform, 2, 1, "2025-1"),
		add("申区", platform, 5, 1, "2025-1"),
		add("乙县", inspection, 4, -0.3, "2025-2"),
		add("酉区", inspection, 2, -0.2, "2025-2"),
		rule("癸县", evaluation.NotEvaluated, "", accident, "2025-3"),
		rule(noAward, evaluation.NoAward, "", audited, "2025-4"),
		rule("亥区", evaluation.NotRanked, "T", founded, "2025-5"),
		rule("寅区", evaluation.OutsideQuota, "A", park, "2025-6"),
		rule("卯区", evaluation.GradeAtMost, "C", overdue, "2025-7"),
	}
}

// noAward is the county that loses its award.
const noAward = "丙县"

// decision is how they are ranked and graded: by published scores of one decimal,
// each class with places of its own, and in each A at most 20 %, B at most 40 %, D at
// least 5 %, C the rest.
func decision() evaluation.Decision {
	return evaluation.Decision{
		Ties: evaluation.Ties{Digits: new(1)},
		Own:  true,
		Grader: evaluation.Quotas{Grades: []evaluation.Quota{
			{Grade: "A", Share: 0.2}, {Grade: "B", Share: 0.4}, {Grade: "C", Rest: true}, {Grade: "D", Share: 0.05, Rounding: evaluation.Ceil},
		}},
	}
}

// lists are the advanced, so many of each class, and those with the greatest rank
// gain, whom the first list does not have already.
func lists() evaluation.Lists {
	return evaluation.Lists{
		{Name: "advanced", From: "score", PerClass: map[string]int{county: 3, district: 2}},
		{Name: "progress", From: "gain", PerClass: map[string]int{county: 2, district: 1}, Above: new(0.0), NoRepeat: true},
	}
}
