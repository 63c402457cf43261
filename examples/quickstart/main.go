// Quickstart scores five made-up counties, ranks and grades them, and divides
// 1,000 mu of land among those of grade A.
package main

import (
	"fmt"
	"log"
	"strings"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/indicators"
)

const framework = `{"code": "overall", "children": [
  {"code": "va", "name": "Value added", "weight": 50, "bounds": {"lo": 0, "hi": 800}},
  {"code": "rd", "name": "R&D intensity", "weight": 30, "bounds": {"lo": 0, "hi": 4}},
  {"code": "energy", "name": "Energy intensity", "weight": 20, "direction": "lower", "bounds": {"lo": 0.2, "hi": 1.2}}]}`

const counties = "code,name,va,rd,energy\n1,甲县,560,3.1,0.4\n2,乙县,430,2.2,0.5\n3,丙县,610,1.2,0.9\n4,丁县,240,2.9,0.3\n5,戊县,120,0.9,0.8\n"

func main() {
	f, err := indicators.ReadFramework(strings.NewReader(framework), "framework.json")
	check(err)
	table, err := indicators.CSV{File: "counties.csv"}.ReadTable(strings.NewReader(counties), f)
	check(err)
	result, err := evaluation.Model{}.Evaluate(table, nil) // min-max, declared weights, arithmetic mean; no rulings
	check(err)
	ranking, err := evaluation.Decision{
		Ties:   evaluation.Ties{Digits: new(2)}, // ranks follow from the published digits
		Grader: evaluation.Quotas{Grades: []evaluation.Quota{{Grade: "A", Share: 0.4}, {Grade: "B", Share: 0.6}}},
	}.Rank(result)
	check(err)
	land, err := incentive.Plan{
		Pool:    incentive.Pool{Name: "land", Measure: incentive.Measure{Name: "mu"}, Amount: 1000, Reserve: 100},
		Clauses: []incentive.Clause{incentive.Grades{"A"}, incentive.ByScore{Base: 40}},
	}.Allocate(ranking, incentive.Figures{})
	check(err)
	mu := land.Pool.Measure.Format // awards count smallest units: with two digits, hundredths
	for _, a := range land.Awards {
		fmt.Printf("%d %s %.2f %s %4s mu\n", a.Place.Rank, a.Place.Unit.Name, a.Place.Score, a.Place.Grade, mu(a.Amount))
	}
	fmt.Println("not awarded:", mu(land.Remainder), "mu, held back:", mu(land.Pool.Reserve), "mu")
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
