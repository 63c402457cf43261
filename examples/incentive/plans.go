package main

import (
	"math/big"

	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/evaluation/incentive/fill"
	"github.com/countyeval/countyeval/examples/henan/data"
)

// The pools, as -certificate names them.
const (
	landKey  = "land"
	codKey   = "cod"
	noxKey   = "nox"
	fundsKey = "funds"
)

// Every amount and rate here is made up for the example.
const (
	landPool, landReserve = 10_000_00, 500_00 // hundredths of a mu
	landCounty            = 1_000_00          // the most a county can get
	landBase              = 40                // score from which merit land is given
	linkageRate           = 0.5               // new land for each mu of revitalized stock
	linkage, merit        = 3, 7              // parts of the pool
	stockPerEnterprise    = 2_00              // stands in for revitalized stock: 2 mu an enterprise
	codPool, codReserve   = 400_00, 40_00     // hundredths of a tonne a year
	noxPool, noxReserve   = 600_00, 60_00
	quotaBase             = 20
	codPerVA              = 6      // headroom: 0.06 t for each 100 million yuan of secondary value added
	noxPerEnterprise      = 15     // headroom: 0.15 t an enterprise
	prefectureShare       = 10     // a prefecture gets at most a tenth of a quota
	fundsPool             = 30_000 // 10 thousand yuan
	fundsA, fundsB        = 4, 1   // parts
)

// Published figures of other programs, to set the made-up ones beside.
const provinceQuota = 313_700 // mu of new construction land in Henan's plan of 2017

// plans are the notices. Names are in the language of the page, because clauses
// quote them.
func (s *study) plans(w words) ([]*pool, error) {
	stock, err := data.CapPer(s.ranking, s.table, "enterprises", big.NewRat(stockPerEnterprise, 1))
	if err != nil {
		return nil, err
	}
	cod, err := data.CapPer(s.ranking, s.table, "sec_va", big.NewRat(codPerVA, 1))
	if err != nil {
		return nil, err
	}
	nox, err := data.CapPer(s.ranking, s.table, "enterprises", big.NewRat(noxPerEnterprise, 1))
	if err != nil {
		return nil, err
	}
	best := incentive.Grades{"A"}
	land := &pool{key: landKey, plan: incentive.Plan{
		Pool: incentive.Pool{
			Name: w.t("土地", "land"), Measure: incentive.Measure{Name: w.t("亩", "mu"), Digits: 2},
			Amount: landPool, Reserve: landReserve, Lot: 1_00,
		},
		Clauses: []incentive.Clause{
			incentive.CapAt{Name: w.t("每县 1,000 亩", "1,000 mu a county"), Per: incentive.Each(s.ranking, landCounty)},
		},
		Tranches: []incentive.Tranche{
			{Name: w.t("增存挂钩", "linkage"), Parts: linkage, Clauses: []incentive.Clause{
				incentive.Linkage{
					Name:  w.t("增存挂钩", "new land for stock"),
					Kinds: []incentive.Stock{{Name: w.t("盘活存量（代用数）", "revitalized stock (stand-in)"), Rate: linkageRate, Area: stock}},
				},
			}},
			{Name: w.t("择优", "merit"), Parts: merit, Clauses: []incentive.Clause{best, incentive.ByScore{Base: landBase}}},
		},
	}}
	funds := &pool{key: fundsKey, plan: incentive.Plan{
		Pool: incentive.Pool{
			Name: w.t("资金", "funds"), Measure: incentive.Measure{Name: w.t("万元", "million yuan"), Digits: len(w.t("", "00"))},
			Amount: fundsPool, Lot: 1,
		},
		Clauses: []incentive.Clause{
			incentive.Grades{"A", "B"},
			incentive.ByGrade{Weights: map[string]float64{"A": fundsA, "B": fundsB}},
		},
	}}
	return []*pool{
		land,
		s.quota(w, codKey, w.t("COD 指标", "COD quota"), codPool, codReserve, cod),
		s.quota(w, noxKey, w.t("NOx 指标", "NOx quota"), noxPool, noxReserve, nox),
		funds,
	}, nil
}

// quota is the plan of a pollutant: by score, within each county's headroom, and
// no prefecture above its ceiling. Prefectures take the place of basins, of which
// the data know nothing.
func (s *study) quota(w words, key, name string, amount, reserve incentive.Amount, headroom incentive.Per) *pool {
	p := incentive.Plan{
		Pool: incentive.Pool{
			Name: name, Measure: incentive.Measure{Name: w.t("吨/年", "t a year"), Digits: 2},
			Amount: amount, Reserve: reserve, Lot: 1,
		},
		Clauses: []incentive.Clause{
			incentive.Grades{"A", "B"},
			incentive.ByScore{Base: quotaBase},
			incentive.CapAt{Name: w.t("环境容量（自拟）", "headroom (made up)"), Per: headroom},
		},
	}
	at := map[string]int{}
	var ceilings []fill.Ceiling
	for _, place := range s.ranking.Places {
		region := place.Unit.Region
		if _, there := at[region]; !there {
			at[region] = len(ceilings)
			ceilings = append(ceilings, fill.Ceiling{Name: region, Amount: amount / prefectureShare})
		}
		c := &ceilings[at[region]]
		c.Members = append(c.Members, place.Unit.Code)
	}
	for _, c := range ceilings {
		p.Clauses = append(p.Clauses, incentive.Under{Ceiling: c})
	}
	return &pool{key: key, plan: p}
}
