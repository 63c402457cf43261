package main

import (
	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/aggregate"
	"github.com/countyeval/countyeval/evaluation/enterprise"
	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/henan"
	"github.com/countyeval/countyeval/indicators/normalize"
	"github.com/countyeval/countyeval/indicators/prepare"
)

// landUsed is what an enterprise uses: its own and what it rents, less what it lets out.
func landUsed() prepare.Sum {
	return prepare.Sum{Code: "land", Of: []string{"own", "rented"}, Less: []string{"let"}}
}

// framework is the tree of a pool. Weights and bases above and below designated size are
// those that Huangyan district printed for 2022; those of key polluters are made up.
func framework(pool string) (*indicators.Framework, error) {
	in := func(code, name, zh, unit string, weight, base float64) indicators.Indicator {
		return indicators.Indicator{Code: code, Name: name, NameZH: zh, Unit: unit, Weight: weight, Base: base, Computed: true}
	}
	tax := in("tax_per_mu", "Tax per mu", "亩均税收", "10,000 yuan/mu", 30, 24.097)
	va := in("va_per_mu", "Value added per mu", "亩均增加值", "10,000 yuan/mu", 20, 136.16)
	energy := in("va_per_energy", "Value added per tce", "单位能耗增加值", "10,000 yuan/tce", 20, 2.694)
	emission := in("va_per_emission", "Value added per tonne emitted", "单位排放增加值", "10,000 yuan/t", 10, 4929.81)
	labor := in("va_per_job", "Labor productivity", "全员劳动生产率", "10,000 yuan/person", 10, 18.14)
	rd := in("rd_share", "R&D over revenue", "研发投入占比", "", 10, 0.0302)
	children := []indicators.Indicator{tax, va, energy, emission, labor, rd}
	switch pool {
	case below:
		tax.Weight, tax.Base = 50, 11.5932
		children = []indicators.Indicator{tax, in("tax_per_power", "Tax per kWh", "单位电耗税收", "yuan/kWh", 50, 0.2352)}
	case polluter:
		tax.Weight, energy.Weight, emission.Weight = 20, 20, 30
		va.Weight, labor.Weight, rd.Weight = 10, 10, 10
		children = []indicators.Indicator{tax, va, energy, emission, labor, rd}
	}
	aux := []indicators.Indicator{column("land"), {Code: "held", Computed: true}}
	for _, code := range raw() {
		aux = append(aux, column(code))
	}
	return indicators.NewFramework(indicators.Indicator{Code: "total", Name: "Score", NameZH: "得分", Children: children}, aux...)
}

// model scores by the ratio to the base. An emission is what is discharged or what one has
// the right to, whichever is more; who emits nothing is not measured by it, and who does not
// report it has the mean score of its peers in the county. That 150 points are the most is
// made up.
func model(pool string) evaluation.Model {
	ratio := normalize.RatioToBase{Cap: new(150.0)}
	var unreported map[string]normalize.Normalizer
	steps := []indicators.Step{prepare.Ratio{Code: "tax_per_mu", Of: "tax", By: "land"}}
	if pool == below {
		steps = append(steps, prepare.Ratio{Code: "tax_per_power", Of: "tax", By: "power"})
	} else {
		unreported = map[string]normalize.Normalizer{"va_per_emission": normalize.PeerScore{Of: ratio}}
		steps = append(steps,
			prepare.Largest{Code: "held", Of: []string{"discharge", "right"}},
			prepare.Ratio{Code: "va_per_mu", Of: "va", By: "land"},
			prepare.Ratio{Code: "va_per_energy", Of: "va", By: "energy"},
			prepare.Ratio{Code: "va_per_emission", Of: "va", By: "held", Zero: prepare.NotMeasured, Gap: prepare.NoRatio},
			prepare.Ratio{Code: "va_per_job", Of: "va", By: "jobs"},
			prepare.Ratio{Code: "rd_share", Of: "rd", By: "revenue"},
		)
	}
	return evaluation.Model{
		Steps:     steps,
		Normalize: normalize.PerIndicator{Default: ratio, By: unreported},
		Aggregate: aggregate.Present{OnlyOut: true},
	}
}

// decision grades the enterprises of each county alone, within their pool.
func decision() evaluation.Decision {
	return evaluation.Decision{
		Own:  true,
		Ties: evaluation.Ties{Digits: new(2)},
		Grader: evaluation.Quotas{Grades: []evaluation.Quota{
			{Grade: "A", Share: 0.2}, {Grade: "B", Share: 0.4}, {Grade: "C", Rest: true}, {Grade: "D", Share: 0.05, Rounding: evaluation.Ceil},
		}},
	}
}

// exempt is who takes part without a grade: T.
func exempt() enterprise.Rule {
	return enterprise.Rule{Name: "exempt", NameZH: "不评级（T 类）", If: []enterprise.Condition{enterprise.Any{Of: []enterprise.Condition{
		among("tag:utility", "yes"), among("tag:age", "below 2 years"), enterprise.Figure{Of: "land", AtMost: new(3.0)},
	}}}, Order: []evaluation.Key{{Code: "land", Raw: true, Order: evaluation.HighestFirst}}}
}

// whiteList has its conditions, and at most 4 places a county and 3 an industry. All
// limits are made up.
func whiteList() enterprise.Rule {
	var industries []string
	for _, in := range henan.Industries() {
		industries = append(industries, in.Code)
	}
	return enterprise.Rule{
		Name: "white list", NameZH: "白名单",
		If: []enterprise.Condition{
			among("grade", "A", "B"), among("tag:industry", industries...), among("tag:credit", "A", "B"),
			enterprise.Not{Of: among("tag:dishonest", "yes")},
			enterprise.Figure{Of: "jobs", AtLeast: new(50.0)},
			enterprise.Reached{Of: "revenue", To: "before", Times: 1.02},
		},
		Quotas: []enterprise.Quota{quota("region", 4), quota("tag:industry", 3)},
	}
}

// library is the list of major projects; its limits are made up.
func library() enterprise.Rule {
	return enterprise.Rule{
		Name: "project library", NameZH: "重大项目库",
		If: []enterprise.Condition{
			among("tag:state", "approved", "building"), among("tag:grade", "A", "B"),
			enterprise.Figure{Of: "investment", AtLeast: new(8_000.0)}, enterprise.Figure{Of: "promised", AtLeast: new(20.0)},
		},
		Order:  []evaluation.Key{{Code: "promised", Raw: true, Order: evaluation.HighestFirst}, {Code: "investment", Raw: true, Order: evaluation.HighestFirst}},
		Quotas: []enterprise.Quota{quota("region", 2)},
	}
}

// priority says what a project of the library comes first in.
func priority() enterprise.Policy {
	return enterprise.Policy{Name: "priority", NameZH: "要素保障次序", Cases: []enterprise.Case{
		{If: []enterprise.Condition{among("tag:grade", "A"), among("tag:state", "approved")}, Rate: new(1.0), Term: "land first", TermZH: "优先供地"},
		{If: []enterprise.Condition{among("tag:state", "building")}, Rate: new(2.0), Term: "finance first", TermZH: "优先融资对接"},
		{Rate: new(3.0), Term: "in the ordinary order", TermZH: "常规次序"},
	}}
}

// contracts holds what a project in production has reached against what its agreement on
// standard land promised (标准地).
func contracts() enterprise.Rule {
	return enterprise.Rule{
		Name: "contracts kept", NameZH: "标准地履约",
		If:    []enterprise.Condition{among("tag:state", "producing"), enterprise.Reached{Of: "reached", To: "promised", Times: 0.9}},
		Order: []evaluation.Key{{Code: "reached", Raw: true, Order: evaluation.HighestFirst}},
	}
}

// policies differ by grade. All rates are made up, for none is published for Henan.
func policies() []enterprise.Policy {
	only := func(grades ...string) []enterprise.Condition {
		return []enterprise.Condition{among("grade", grades...)}
	}
	return []enterprise.Policy{
		{Name: "electricity, 10,000 yuan", NameZH: "差别电价（万元）", Of: "power", Cases: []enterprise.Case{
			{If: only("D"), Rate: new(0.1), Term: "0.1 yuan/kWh more", TermZH: "每千瓦时加价 0.1 元"}, {Rate: new(0.0), Term: "no surcharge", TermZH: "不加价"},
		}},
		{Name: "land-use tax, 10,000 yuan", NameZH: "城镇土地使用税（万元）", Of: "land", Cases: []enterprise.Case{
			{If: only("A"), Rate: new(0.2), Term: "0.2 a mu", TermZH: "每亩 0.2 万元"},
			{If: only("D"), Rate: new(0.8), Term: "0.8 a mu", TermZH: "每亩 0.8 万元"},
			{Rate: new(0.5), Term: "0.5 a mu", TermZH: "每亩 0.5 万元"},
		}},
		{Name: "heavy pollution weather", NameZH: "重污染天气管控", Cases: []enterprise.Case{
			{If: only("A"), Rate: new(0.0), Term: "measures of its own", TermZH: "自主减排"},
			{If: only("B"), Rate: new(30.0), Term: "30 % less production", TermZH: "限产 30%"},
			{Rate: new(60.0), Term: "60 % less production", TermZH: "限产 60%"},
		}},
		{Name: "inspections a year", NameZH: "年度现场检查次数", Cases: []enterprise.Case{
			{If: []enterprise.Condition{among("grade", "A"), enterprise.Not{Of: among("tag:dishonest", "yes")}}, Rate: new(0.0), Term: "positive list", TermZH: "正面清单"},
			{If: only("B", "C", "T"), Rate: new(1.0), Term: "ordinary", TermZH: "常规"},
			{Rate: new(4.0), Term: "closer", TermZH: "重点监管"},
		}},
	}
}

// linkage earns new land for land of grade D that is turned over; the rate for idle land
// is that of the national land plan of 2020, and the rest is made up.
func linkage(name string, pool float64) incentive.Plan {
	return incentive.Plan{
		Pool:    incentive.Pool{Name: "new land", NameZH: "新增建设用地计划指标", Measure: incentive.Measure{Name: "mu", NameZH: "亩", Digits: 1}, Amount: pool},
		Clauses: []incentive.Clause{incentive.Linkage{Name: "land turned over", NameZH: "盘活存量", Kinds: []incentive.Stock{{Rate: 0.5, Figure: name}}}},
	}
}

// among has the name of the heading with it, for reasons.
func among(by string, in ...string) enterprise.Condition {
	name := headings()[by]
	return enterprise.Among{Who: evaluation.Members{By: by, In: in}, Name: name.English, NameZH: name.Chinese}
}

func quota(by string, n int) enterprise.Quota {
	name := headings()[by]
	return enterprise.Quota{By: by, Name: name.English, NameZH: name.Chinese, Places: n}
}
