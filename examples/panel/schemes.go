package main

import (
	"bytes"
	_ "embed"
	"strconv"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/years"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/prepare"
)

//go:embed figures.csv
var figures []byte

// The years of the panel.
const (
	first = 2019
	last  = 2021
)

// read lists the raw columns that all years have.
var read = []indicators.Indicator{
	{Code: "gdp", Name: "GDP", NameZH: "地区生产总值", Unit: "100 million yuan"},
	{Code: "sec_va", Name: "secondary value added", NameZH: "第二产业增加值", Unit: "100 million yuan"},
	{Code: "ter_va", Name: "tertiary value added", NameZH: "第三产业增加值", Unit: "100 million yuan"},
	{Code: "co2", Name: "CO2", NameZH: "二氧化碳排放", Unit: "10,000 t"},
	{Code: "loans", Name: "loans", NameZH: "贷款余额", Unit: "100 million yuan"},
	{Code: "residents", Name: "residents", NameZH: "常住人口", Unit: "10,000 persons"},
}

// steps make the ratios of an indicator that the scheme of a year has.
var steps = map[string]indicators.Step{
	"share":     prepare.Ratio{Code: "share", Of: "sec_va", By: "gdp", Factor: 100},
	"per_head":  prepare.Ratio{Code: "per_head", Of: "sec_va", By: "residents", Factor: 10000},
	"intensity": prepare.Ratio{Code: "intensity", Of: "co2", By: "gdp"},
	"finance":   prepare.Ratio{Code: "finance", Of: "loans", By: "gdp", Factor: 100},
}

// scheme is the scheme of a year, made up. That of 2021 weighs shares and size less, and
// finance comes in.
func scheme(year int) (years.Scheme, error) {
	weight := map[string]float64{"share": 30, "per_head": 40, "intensity": 30}
	if year == last {
		weight = map[string]float64{"share": 25, "per_head": 30, "intensity": 30, "finance": 15}
	}
	root := indicators.Indicator{Code: "manufacturing", Name: "manufacturing", NameZH: "制造业"}
	var model evaluation.Model
	for _, in := range []indicators.Indicator{
		{Code: "share", Name: "secondary share", NameZH: "二产占比", Unit: "%"},
		{Code: "per_head", Name: "secondary value added per head", NameZH: "人均二产增加值", Unit: "yuan"},
		{Code: "intensity", Name: "CO2 per GDP", NameZH: "单位产值碳排放", Unit: "t/10,000 yuan", Direction: indicators.Lower},
		{Code: "finance", Name: "loans per GDP", NameZH: "贷款与产值之比", Unit: "%"},
	} {
		if weight[in.Code] == 0 {
			continue
		}
		in.Weight, in.Computed = weight[in.Code], true
		root.Children = append(root.Children, in)
		model.Steps = append(model.Steps, steps[in.Code])
	}
	f, err := indicators.NewFramework(root, read...)
	digits := 2
	return years.Scheme{Year: year, Framework: f, Model: model, Decision: evaluation.Decision{Ties: evaluation.Ties{Digits: &digits}}}, err
}

// editions are the years, each by the scheme that it had.
func editions() ([]years.Edition, error) {
	var out []years.Edition
	for year := first; year <= last; year++ {
		s, err := scheme(year)
		if err != nil {
			return nil, err
		}
		t, err := table(year, s.Framework)
		if err != nil {
			return nil, err
		}
		out = append(out, years.Edition{Year: year, Table: t, Scheme: s})
	}
	return out, nil
}

// table reads the rows of one year.
func table(year int, f *indicators.Framework) (*indicators.Table, error) {
	panel, err := indicators.CSV{File: "figures.csv"}.ReadPanel(bytes.NewReader(figures), f, "year")
	if err != nil {
		return nil, err
	}
	return panel.Table(year), nil
}

// wider is the larger evaluation, made up, in which the published score of manufacturing is
// one indicator: 综合绩效考评.
func wider(t *indicators.Table, manufacturing evaluation.Ranking) (evaluation.Ranking, error) {
	f, err := indicators.NewFramework(indicators.Indicator{Code: "performance", Children: []indicators.Indicator{
		{Code: "manufacturing", Weight: 40, Computed: true, Bounds: &indicators.Range{Lo: 0, Hi: 100}},
		{Code: "gdp_per_head", Weight: 35, Computed: true},
		{Code: "services", Weight: 25, Computed: true},
	}}, read...)
	if err != nil {
		return evaluation.Ranking{}, err
	}
	// Without the columns of the other scheme, of which one has the same name.
	values := map[string][]float64{}
	for _, in := range read {
		values[in.Code] = t.Column(in.Code).Copy()
	}
	own, err := indicators.NewTable(f, t.AppendUnits(nil), values, nil)
	if err != nil {
		return evaluation.Ranking{}, err
	}
	m := evaluation.Model{Steps: []indicators.Step{
		indicators.StepFunc(func(t *indicators.Table) (indicators.Stage, error) { return manufacturing.Nest(t, "manufacturing") }),
		prepare.Ratio{Code: "gdp_per_head", Of: "gdp", By: "residents", Factor: 10000},
		prepare.Ratio{Code: "services", Of: "ter_va", By: "gdp", Factor: 100},
	}}
	r, err := m.Evaluate(own, nil)
	if err != nil {
		return evaluation.Ranking{}, err
	}
	digits := 2
	return evaluation.Decision{Ties: evaluation.Ties{Digits: &digits}}.Rank(r)
}

func year(n int) string { return strconv.Itoa(n) }

// halves is half level, half growth: two published rankings as the two indicators of one,
// each from the lowest to the highest of the year.
func halves(level years.Outcome, gained evaluation.Ranking) (evaluation.Ranking, error) {
	f, err := indicators.NewFramework(indicators.Indicator{Code: "both", Children: []indicators.Indicator{
		{Code: "standing", Weight: 1, Computed: true}, {Code: "gained", Weight: 1, Computed: true},
	}})
	if err != nil {
		return evaluation.Ranking{}, err
	}
	t, err := indicators.NewTable(f, level.Edition.Table.AppendUnits(nil), nil, nil)
	if err != nil {
		return evaluation.Ranking{}, err
	}
	m := evaluation.Model{Steps: []indicators.Step{
		indicators.StepFunc(func(t *indicators.Table) (indicators.Stage, error) { return level.Ranking.Nest(t, "standing") }),
		indicators.StepFunc(func(t *indicators.Table) (indicators.Stage, error) { return gained.Nest(t, "gained") }),
	}}
	r, err := m.Evaluate(t, nil)
	if err != nil {
		return evaluation.Ranking{}, err
	}
	digits := 2
	return evaluation.Decision{Ties: evaluation.Ties{Digits: &digits}}.Rank(r)
}
