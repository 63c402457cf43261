package tables_test

import (
	"strings"

	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/evaluation/incentive/scrutiny"
	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/prepare"
	"github.com/countyeval/countyeval/weights"
)

// counties are made up.
const counties = `code,name,class,region,tag:name_en,tag:region_en,output,rd,energy
101,甲县,县,东市,Alpha,East,560,3.1,0.4
102,乙县,县,东市,Beta,East,430,,0.5
103,丙县,县,西市,Gamma,West,610,1.2,0.9
104,丁县,县,西市,Delta,West,240,2.9,0.3
105,戊县,县,西市,Epsilon,West,120,0.9,0.8
106,己县,县,东市,Zeta,East,510,2.6,0.85
201,庚区,区,东市,Eta,East,1234.5,2.2,0.7
301,辛县,县,西市,Theta,West,300,2.0,0.6
`

// reasons have the Chinese of what this library, so far, and the rulings of the case say in
// English alone.
var reasons = basis.Texts{
	"county": "县", "district": "区", "100 million yuan": "亿元", "%": "%",
	"min-max [0, 800] to [0, 100]": "0 至 800 线性计 0 至 100 分", "min-max [0, 4] to [0, 100]": "0 至 4 线性计 0 至 100 分",
	"min-max [0.2, 1.2] to [100, 0]": "0.2 至 1.2 线性计 100 至 0 分",
	"new platforms":                  "新增平台", "paper 1": "文件一", "not evaluated: founded in June (paper 2)": "不参评：六月设立（文件二）", "no award: audit (paper 3)": "不予奖励：审计（文件三）",
	"quotas (grades [(grade A, share 0.5), (grade B, rest)])": "按名额：A 等 50%，B 等其余",
	"declared": "方案权重", "entropy": "熵权",
}

// fiction is a whole evaluation of made-up counties.
type fiction struct {
	result   *evaluation.Result
	decision evaluation.Decision
	ranking  evaluation.Ranking
	equal    evaluation.Ranking
	schemes  evaluation.SchemeComparison
	ex       evaluation.Explanation
	plan     incentive.Plan
	land     *incentive.Allocation
	less     *incentive.Allocation
}

func newFiction(t require.TestingT) fiction {
	var x fiction
	f, err := indicators.NewFramework(indicators.Indicator{Code: "overall", Name: "Overall", NameZH: "总分", Children: []indicators.Indicator{
		{Code: "scale", Name: "Scale", NameZH: "规模", Weight: 50, Children: []indicators.Indicator{
			{Code: "output", Name: "Output", NameZH: "产值", Weight: 50, Unit: "100 million yuan", Bounds: &indicators.Range{Hi: 800}},
		}},
		{Code: "quality", Name: "Quality", NameZH: "质量", Weight: 50, Children: []indicators.Indicator{
			{Code: "rd", Name: "Research", NameZH: "研发", Weight: 30, Unit: "%", Bounds: &indicators.Range{Hi: 4}},
			{Code: "energy", Name: "Energy", NameZH: "能耗", Weight: 20, Direction: indicators.Lower, Bounds: &indicators.Range{Lo: 0.2, Hi: 1.2}},
		}},
	}})
	require.NoError(t, err)
	table, err := indicators.CSV{}.ReadTable(strings.NewReader(counties), f)
	require.NoError(t, err)
	rulings := []evaluation.Ruling{
		{Unit: "104", Item: "platforms", Count: 2, Points: 1, Reason: "new platforms", Document: "paper 1"},
		{Unit: "301", Effect: evaluation.NotEvaluated, Reason: "founded in June", Document: "paper 2"},
		{Unit: "103", Effect: evaluation.NoAward, Reason: "audit", Document: "paper 3"},
	}
	m := evaluation.Model{Steps: []indicators.Step{prepare.Median{}}}
	x.result, err = m.Evaluate(table, rulings)
	require.NoError(t, err)
	x.decision = evaluation.Decision{
		Ties:   evaluation.Ties{Digits: new(0)},
		Apart:  evaluation.Members{By: "class", In: []string{"区"}},
		Grader: evaluation.Quotas{Grades: []evaluation.Quota{{Grade: "A", Share: 0.5}, {Grade: "B", Rest: true}}},
	}
	x.ranking, err = x.decision.Rank(x.result)
	require.NoError(t, err)
	m.Weigh = weights.Equal{}
	other, err := m.Evaluate(table, rulings)
	require.NoError(t, err)
	x.equal, err = x.decision.Rank(other)
	require.NoError(t, err)
	x.schemes, err = evaluation.CompareSchemes(m, table, rulings, map[string]weights.Scheme{"declared": weights.Declared{}, "entropy": weights.Entropy{}}, x.decision)
	require.NoError(t, err)
	x.ex, err = x.result.Explain(x.ranking, "102")
	require.NoError(t, err)
	x.plan = incentive.Plan{
		Pool: incentive.Pool{Name: "Land", NameZH: "土地", Measure: incentive.Measure{Name: "mu", NameZH: "亩", Digits: 1}, Amount: 9000, Reserve: 500.5, Lot: 0.5},
		Clauses: []incentive.Clause{
			incentive.Under{Name: "East", NameZH: "东市", Members: evaluation.Members{By: "region", In: []string{"东市"}}, Amount: 5000},
		},
		Tranches: []incentive.Tranche{
			{Name: "base", NameZH: "基础", Parts: 1, Clauses: []incentive.Clause{incentive.CapAt{Each: new(400.0)}}},
			{Name: "merit", NameZH: "择优", Parts: 2, Clauses: []incentive.Clause{incentive.MinScore{X: 50}, incentive.ByScore{Base: 40}}},
		},
	}
	x.land, err = x.plan.Allocate(x.ranking, incentive.Figures{})
	require.NoError(t, err)
	require.NoError(t, x.land.Check())
	less := x.plan
	less.Pool.Amount = 4000
	x.less, err = less.Allocate(x.equal, incentive.Figures{})
	require.NoError(t, err)
	return x
}

// sheets are all tables of the case, by name.
func (x fiction) sheets(t require.TestingT) (names []string, all map[string]tables.Sheet) {
	all = map[string]tables.Sheet{}
	add := func(name string, s tables.Sheet) { names, all[name] = append(names, name), s }
	add("ranking", tables.Ranking(x.ranking))
	add("scores", tables.Scores(x.result, 1))
	add("weights", tables.Weights(x.result, 2))
	dated := *x.result
	dated.Version = "1.2.3"
	add("figures", tables.Figures(x.secret(t)))
	add("scales", tables.Scales(x.result))
	add("method", tables.Method(&dated, x.decision, x.land))
	add("warnings", tables.Warnings(x.result.Warnings, x.ranking.Warnings, x.result.Raw.Warnings(), x.land.Warnings))
	add("explanation", tables.Explanation(x.ex, 2))
	c, err := evaluation.Compare(x.ranking, x.equal)
	require.NoError(t, err)
	add("comparison", tables.Comparison(c))
	add("schemes", tables.SchemeComparison(x.schemes))
	add("ranks", tables.SchemeRanks(x.schemes))
	add("stages", tables.Stages(x.result.Raw, x.result.Stages))
	add("changes", tables.Changes(x.result.Raw, x.result.Stages))
	add("allocation", tables.Allocation(x.land))
	add("ledger", tables.Ledger(english(x.land)))
	add("certificate", tables.Certificate(english(x.land)))
	sums, err := scrutiny.Sums(x.land, "region", "grade")
	require.NoError(t, err)
	s, err := tables.Sums(sums, tables.Text{English: "prefecture", Chinese: "省辖市"}, tables.Text{English: "grade", Chinese: "等次"})
	require.NoError(t, err)
	for i, keys := range s.Rows {
		if name := map[string]string{"东市": "East", "西市": "West"}[keys[0].Text.Chinese]; name != "" {
			s.Rows[i][0].Text.English = name
		}
	}
	add("sums", s)
	turnover, err := scrutiny.TurnoverOf(x.land, x.less)
	require.NoError(t, err)
	add("turnover", tables.Turnover(turnover, x.land.Pool.Measure))
	prices, err := scrutiny.PricesOf(x.plan, x.ranking, incentive.Figures{})
	require.NoError(t, err)
	add("prices", tables.Prices(prices, x.land))
	cliffs, err := scrutiny.WhatIf{Plan: x.plan, Result: x.result, Decision: x.decision}.Cliffs()
	require.NoError(t, err)
	add("cliffs", tables.Cliffs(cliffs, x.land))
	upside, err := incentive.Plan{Pool: x.plan.Pool, Clauses: []incentive.Clause{incentive.ByGrade{Weights: map[string]float64{"A": 1, "B": 4}}}}.Allocate(x.ranking, incentive.Figures{})
	require.NoError(t, err)
	inversions := scrutiny.Inversions(upside)
	require.NotEmpty(t, inversions)
	add("inversions", tables.Inversions(inversions, x.land.Pool.Measure))
	return names, all
}

// secret are the figures as read, one of them confidential.
func (x fiction) secret(t require.TestingT) *indicators.Table {
	cells := make([]bool, x.result.Raw.Len())
	cells[2] = true
	out, err := x.result.Raw.WithConfidential("output", cells)
	require.NoError(t, err)
	return out
}

// english is the allocation with names that say nothing in either language, since a ledger
// has the names as they are in the data.
func english(a *incentive.Allocation) *incentive.Allocation {
	out := *a
	out.Awards = append([]incentive.Award(nil), a.Awards...)
	for i := range out.Awards {
		out.Awards[i].Place.Unit.Name = out.Awards[i].Place.Unit.Code
	}
	return &out
}
