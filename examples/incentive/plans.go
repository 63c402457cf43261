package main

import (
	"cmp"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/examples/henan/data"
	"github.com/countyeval/countyeval/indicators"
)

// Every amount and rate here is made up for the example.
const (
	landPool, landReserve = 10_000, 500 // mu
	landCounty            = 1_000       // the most a county can get
	landBase              = 40          // score from which merit land is given
	linkageRate           = 0.5         // new land for each mu of revitalized stock
	linkage, merit        = 3, 7        // parts of the pool
	stockPerEnterprise    = 2           // stands in for revitalized stock: 2 mu an enterprise
	codPool, codReserve   = 400, 40     // tonnes a year
	noxPool, noxReserve   = 600, 60
	quotaBase             = 20
	codPerVA              = 0.06   // headroom: 0.06 t for each 100 million yuan of secondary value added
	noxPerEnterprise      = 0.15   // headroom: 0.15 t an enterprise
	prefectures           = 10     // a prefecture gets at most a tenth of a quota
	fundsPool             = 30_000 // 10 thousand yuan
	fundsA, fundsB        = 4, 1   // parts
)

// What the plans are handed besides the ranking: columns of the data under their
// codes, and a list that is made of one.
const (
	enterprises = "enterprises"
	secondary   = "sec_va"
	stock       = "stock"
)

// Money is counted in 万元, which English texts print as million yuan.
func money() incentive.Measure {
	return incentive.Measure{Name: "million yuan", NameZH: "万元", Power: 2}
}

// land is the notice of the land: linkage for all, merit for grade A.
func land() incentive.Plan {
	return incentive.Plan{
		Pool: incentive.Pool{
			Name: "land", NameZH: "土地", Measure: incentive.Measure{Name: "mu", NameZH: "亩", Digits: 2},
			Amount: landPool, Reserve: landReserve, Lot: 1,
		},
		Clauses: []incentive.Clause{
			incentive.CapAt{Name: "1,000 mu a county", NameZH: "每县 1,000 亩", Each: new(float64(landCounty))},
		},
		Tranches: []incentive.Tranche{
			{Name: "linkage", NameZH: "增存挂钩", Parts: linkage, Clauses: []incentive.Clause{
				incentive.Linkage{
					Name: "new land for stock", NameZH: "增存挂钩",
					Kinds: []incentive.Stock{{Name: "revitalized stock (stand-in)", NameZH: "盘活存量（代用数）", Rate: linkageRate, Figure: stock}},
				},
			}},
			{Name: "merit", NameZH: "择优", Parts: merit, Clauses: []incentive.Clause{incentive.Grades{"A"}, incentive.ByScore{Base: landBase}}},
		},
	}
}

// funds is the notice of the funds: by grade.
func funds() incentive.Plan {
	return incentive.Plan{
		Pool: incentive.Pool{Name: "funds", NameZH: "资金", Measure: money(), Amount: fundsPool},
		Clauses: []incentive.Clause{
			incentive.Grades{"A", "B"},
			incentive.ByGrade{Weights: map[string]float64{"A": fundsA, "B": fundsB}},
		},
	}
}

// quota is the notice of a pollutant: by score, within each county's headroom, and
// no prefecture above its ceiling. Prefectures take the place of basins, of which
// the data know nothing.
func quota(name, zh string, amount, reserve float64, headroom string, rate float64, regions []region) incentive.Plan {
	p := incentive.Plan{
		Pool: incentive.Pool{
			Name: name, NameZH: zh, Measure: incentive.Measure{Name: "t a year", NameZH: "吨/年", Digits: 2},
			Amount: amount, Reserve: reserve,
		},
		Clauses: []incentive.Clause{
			incentive.Grades{"A", "B"},
			incentive.ByScore{Base: quotaBase},
			incentive.CapAt{Name: "headroom (made up)", NameZH: "环境容量（自拟）", Figure: headroom, Rate: rate},
		},
	}
	for _, r := range regions {
		p.Clauses = append(p.Clauses, incentive.Under{
			Name: r.en, NameZH: r.zh, Members: evaluation.Members{By: "region", In: []string{r.zh}}, Amount: amount / prefectures,
		})
	}
	return p
}

// region is a prefecture, as units have it, and in English.
type region struct{ zh, en string }

// regions lists the prefectures of a ranking.
func regions(r evaluation.Ranking) []region {
	var out []region
	seen := map[string]bool{}
	for _, p := range r.Places {
		if u := p.Unit; !seen[u.Region] {
			seen[u.Region] = true
			out = append(out, region{u.Region, cmp.Or(u.Tags.Get("region_en"), u.Region)})
		}
	}
	return out
}

// plans are the notices; that of the land is the first.
func plans(regions []region) []incentive.Plan {
	return []incentive.Plan{
		land(),
		quota("COD quota", "COD 指标", codPool, codReserve, secondary, codPerVA, regions),
		quota("NOx quota", "NOx 指标", noxPool, noxReserve, enterprises, noxPerEnterprise, regions),
		funds(),
	}
}

// figuresOf are what the plans ask for: two columns, and what stands in for revitalized
// stock.
func figuresOf(t *indicators.Table) (incentive.Figures, error) {
	f, err := data.Figures(t, enterprises, secondary)
	if err != nil {
		return f, err
	}
	area := incentive.Decimals{Name: stock, Of: map[string]float64{}}
	for code, n := range f.Decimals[0].Of {
		area.Of[code] = stockPerEnterprise * n
	}
	f.Decimals = append(f.Decimals, area)
	return f, nil
}
