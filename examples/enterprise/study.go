package main

import (
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"slices"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/enterprise"
	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/rollup"
)

// graded is one year of the evaluation of enterprises.
type graded struct {
	firms    *indicators.Table // all of them; land is computed
	results  map[string]*evaluation.Result
	rankings map[string]evaluation.Ranking // by pool, with places of each county
	places   map[string]evaluation.Place   // by enterprise
}

// grade evaluates the enterprises of a year, pool by pool.
func grade(year int) (graded, error) {
	g := graded{results: map[string]*evaluation.Result{}, rankings: map[string]evaluation.Ranking{}, places: map[string]evaluation.Place{}}
	var err error
	if g.firms, err = firms(year); err != nil {
		return g, err
	}
	out, err := exempt().Make(enterprise.Data{Table: g.firms})
	if err != nil {
		return g, err
	}
	var rulings []evaluation.Ruling
	for _, e := range out.On {
		rulings = append(rulings, evaluation.Ruling{Unit: e.Place.Unit.Code, Effect: evaluation.NotRanked, Grade: "T", Reason: e.Why()[0].String(), Document: "exempt"})
	}
	for _, pool := range pools() {
		table, err := poolTable(g.firms, pool)
		if err != nil {
			return g, err
		}
		mine := slices.DeleteFunc(slices.Clone(rulings), func(r evaluation.Ruling) bool { _, ok := table.Row(r.Unit); return !ok })
		if g.results[pool], err = model(pool).Evaluate(table, mine); err != nil {
			return g, err
		}
		if g.rankings[pool], err = decision().Rank(g.results[pool]); err != nil {
			return g, err
		}
		for _, p := range g.rankings[pool].Places {
			g.places[p.Unit.Code] = p
		}
	}
	return g, nil
}

// poolTable has the enterprises of a pool; the class of each is its county, within which
// it is graded.
func poolTable(all *indicators.Table, pool string) (*indicators.Table, error) {
	f, err := framework(pool)
	if err != nil {
		return nil, err
	}
	var units []indicators.Unit
	values := map[string][]float64{}
	for i, u := range all.Units() {
		if u.Class != pool {
			continue
		}
		u.Class = u.Region
		units = append(units, u)
		for _, code := range append(raw(), "land") {
			values[code] = append(values[code], all.Column(code).At(i))
		}
	}
	return indicators.NewTable(f, units, values, nil)
}

// data are the enterprises of a pool for rules and policies.
func (g graded) data(pool string) enterprise.Data {
	return enterprise.Data{Ranking: g.rankings[pool], Table: g.results[pool].Prepared}
}

// projectTable has the projects of a year, with the grades of their enterprises.
func (g graded) projectTable() (*indicators.Table, error) {
	f, err := indicators.NewFramework(indicators.Indicator{Code: "project", Children: []indicators.Indicator{column("investment"), column("land_need"), column("promised"), column("reached")}})
	if err != nil {
		return nil, err
	}
	r := rand.New(rand.NewPCG(seed, 60)) //nolint:gosec // figures of an example
	codes := slices.Sorted(maps.Keys(g.places))
	var units []indicators.Unit
	values := map[string][]float64{}
	for i := range projects {
		owner := g.places[codes[r.IntN(len(codes))]]
		state := []string{"planned", "approved", "building", "producing", "producing", "halted"}[r.IntN(6)]
		units = append(units, indicators.Unit{
			Code: fmt.Sprintf("P%02d", i+1), Region: owner.Unit.Region,
			Tags: indicators.NewTags(map[string]string{"state": state, "grade": owner.Grade, "enterprise": owner.Unit.Code}),
		})
		promised := float64(15 + r.IntN(20))
		reached := math.NaN()
		if state == "producing" {
			reached = cents(promised * float64(60+r.IntN(80)) / 100)
		}
		values["promised"], values["reached"] = append(values["promised"], promised), append(values["reached"], reached)
		values["investment"], values["land_need"] = append(values["investment"], float64(1+r.IntN(60))*1_000), append(values["land_need"], float64(5+r.IntN(95)))
	}
	return indicators.NewTable(f, units, values, nil)
}

// county is the second layer: the evaluation of counties, made of their enterprises.
type county struct {
	table   *indicators.Table
	result  *evaluation.Result
	ranking evaluation.Ranking
	dLand   incentive.Decimals // land of grade D in each county, mu
	rest    *indicators.Table  // the same without enterprises of grade D
	alone   map[string]int     // rank of a county whose land of grade D, alone of all, is used as the rest of it
	awards  *incentive.Allocation
}

// countyFramework is that of the second layer; its weights are made up.
func countyFramework() (*indicators.Framework, error) {
	in := func(code, name, zh string, w float64) indicators.Indicator {
		return indicators.Indicator{Code: code, Name: name, NameZH: zh, Weight: w, Computed: true}
	}
	return indicators.NewFramework(indicators.Indicator{Code: "county", Name: "Score", NameZH: "得分", Children: []indicators.Indicator{
		in("tax_per_mu", "Tax per mu", "亩均税收", 40), in("va_per_mu", "Value added per mu", "亩均增加值", 30),
		in("va_per_energy", "Value added per tce", "单位能耗增加值", 20), in("a_land", "Land of grade A, %", "A 类用地占比（%）", 10),
	}}, indicators.Indicator{Code: "land", Computed: true}, indicators.Indicator{Code: "firms", Computed: true})
}

// rollUp makes the table of counties. The grade of an enterprise is its class here.
func rollUp(firms *indicators.Table) (*indicators.Table, error) {
	f, err := countyFramework()
	if err != nil {
		return nil, err
	}
	frame, err := indicators.NewTable(f, counties(), nil, nil)
	if err != nil {
		return nil, err
	}
	rolled, err := rollup.Rollup{Columns: []rollup.Column{
		{Code: "tax_per_mu", Rule: rollup.Ratio{Of: "tax", By: "land"}},
		{Code: "va_per_mu", Rule: rollup.Ratio{Of: "va", By: "land"}},
		{Code: "va_per_energy", Rule: rollup.Ratio{Of: "va", By: "energy"}},
		{Code: "a_land", Rule: rollup.Portion{Heading: "class", Is: []string{"A"}, By: "land", Factor: 100}},
		{Code: "land", Rule: rollup.Sum{Of: "land"}},
		{Code: "firms", Rule: rollup.Count{}},
	}}.Into(frame, firms)
	return rolled.Table, err
}

// second rolls up, evaluates the counties, and says what each gains by its land of grade D.
func (g graded) second() (county, error) {
	var c county
	byGrade := g.firms
	for _, pool := range pools() {
		var err error
		if byGrade, err = g.rankings[pool].Reclass(byGrade); err != nil {
			return c, err
		}
	}
	var err error
	if c.table, err = rollUp(byGrade); err != nil {
		return c, err
	}
	if c.result, c.ranking, err = ranked(c.table); err != nil {
		return c, err
	}
	others, err := byGrade.Select(func(u indicators.Unit) bool { return u.Class != "D" })
	if err != nil {
		return c, err
	}
	if c.rest, err = rollUp(others); err != nil {
		return c, err
	}
	c.dLand = incentive.Decimals{Name: "land of grade D", NameZH: "D 类企业用地", Of: map[string]float64{}}
	c.alone = map[string]int{}
	for i, u := range c.table.Units() {
		c.dLand.Of[u.Code] = cents(c.table.Column("land").At(i) - c.rest.Column("land").At(i))
		var changes []indicators.Change
		for _, code := range []string{"tax_per_mu", "va_per_mu", "va_per_energy", "a_land"} {
			changes = append(changes, indicators.Change{Unit: u.Code, Indicator: code, Is: c.rest.Column(code).At(i)})
		}
		turned, err := c.table.With(indicators.Restated, changes...)
		if err != nil {
			return c, err
		}
		_, r, err := ranked(turned)
		if err != nil {
			return c, err
		}
		p, _ := r.Find(u.Code)
		c.alone[u.Code] = p.Rank
	}
	c.awards, err = linkage(c.dLand.Name, newLand).Allocate(c.ranking, incentive.Figures{Decimals: []incentive.Decimals{c.dLand}})
	return c, err
}

// newLand is the pool, in mu.
const newLand = 400

// secondLayer ranks counties by what is published with two digits.
func secondLayer() evaluation.Decision {
	return evaluation.Decision{Ties: evaluation.Ties{Digits: new(2)}}
}

func ranked(t *indicators.Table) (*evaluation.Result, evaluation.Ranking, error) {
	result, err := evaluation.Model{}.Score(nil, t, nil)
	if err != nil {
		return nil, evaluation.Ranking{}, err
	}
	ranking, err := secondLayer().Rank(result)
	return result, ranking, err
}
