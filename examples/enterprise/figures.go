package main

import (
	"fmt"
	"math"
	"math/rand/v2"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/henan"
	"github.com/countyeval/countyeval/indicators/rollup"
)

const (
	enterprises = 2_000
	projects    = 60
	seed        = 18
	firstYear   = 2024
	thisYear    = 2025
)

// The pools (分类) of enterprises: each has indicators of its own.
const (
	above    = "above"    // above designated size, 规模以上
	below    = "below"    // below it, 规模以下
	polluter = "polluter" // key polluters, 重点排污单位
)

func pools() []string { return []string{above, below, polluter} }

// place is a made-up county, and how its enterprises do on average, in percent.
type place struct {
	code, zh, en, prefecture string
	level                    int
}

func places() []place {
	return []place{
		{"C1", "甲县", "Jia County", "East", 120}, {"C2", "乙县", "Yi County", "East", 85}, {"C3", "丙县", "Bing County", "East", 100},
		{"C4", "丁市", "Ding City", "West", 140}, {"C5", "戊县", "Wu County", "West", 75}, {"C6", "己县", "Ji County", "West", 95},
		{"C7", "庚市", "Geng City", "West", 110}, {"C8", "辛县", "Xin County", "East", 65},
	}
}

// counties are the frame of the roll-up, with the heading under which they are grouped.
func counties() []indicators.Unit {
	var out []indicators.Unit
	for _, p := range places() {
		out = append(out, indicators.Unit{Code: p.code, Name: p.zh, Region: p.prefecture, Tags: indicators.NewTags(map[string]string{"name_en": p.en})})
	}
	return out
}

// raw are the columns that legal forms report.
func raw() []string {
	return []string{"tax", "va", "revenue", "before", "own", "rented", "let", "energy", "power", "discharge", "right", "jobs", "rd"}
}

// firms makes the enterprises of a year, each of which has the legal forms of its owner
// merged into one (一企多证): what they report is summed. All is made up: every figure comes
// from a generator with a fixed seed.
func firms(year int) (*indicators.Table, error) {
	units, forms, values := generated(year)
	var measured, computed []indicators.Indicator
	var columns []rollup.Column
	for _, code := range raw() {
		measured = append(measured, indicators.Indicator{Code: code})
		in := column(code)
		in.Computed = true
		computed = append(computed, in)
		columns = append(columns, rollup.Column{Code: code, Rule: rollup.Sum{Of: code}, Gaps: rollup.NoFigure})
	}
	reported, err := indicators.NewFramework(indicators.Indicator{Code: "form", Children: measured})
	if err != nil {
		return nil, err
	}
	small, err := indicators.NewTable(reported, forms, values, nil)
	if err != nil {
		return nil, err
	}
	land := column("land")
	land.Computed = true
	merged, err := indicators.NewFramework(indicators.Indicator{Code: "enterprise", Children: computed}, land)
	if err != nil {
		return nil, err
	}
	frame, err := indicators.NewTable(merged, units, nil, nil)
	if err != nil {
		return nil, err
	}
	rolled, err := rollup.Rollup{By: "tag:owner", Columns: columns}.Into(frame, small)
	if err != nil {
		return nil, err
	}
	used, err := landUsed().Apply(rolled.Table)
	return used.Table, err
}

// generated are enterprises, their legal forms, and what these report, in whole hundredths
// or thousandths, so that every machine has the same figures.
func generated(year int) (units, forms []indicators.Unit, values map[string][]float64) {
	r := rand.New(rand.NewPCG(seed, 2026)) //nolint:gosec // figures of an example
	turn := rand.New(rand.NewPCG(seed, uint64(year)))
	values = map[string][]float64{}
	industries := append(henan.Industries(), henan.Industry{Code: "other"}, henan.Industry{Code: "other"})
	for i := range enterprises {
		p := places()[r.IntN(len(places()))]
		pool, size := below, 10+r.IntN(200)
		switch x := r.IntN(100); {
		case x < 10:
			pool, size = polluter, 200+r.IntN(2500)
		case x < 35:
			pool, size = above, 100+r.IntN(1800)
		}
		percent := func(spread int) int { return 20 + r.IntN(spread) + r.IntN(spread) } // about 20 + spread on average
		luck := 92 + turn.IntN(19)
		own, rented, let := float64(size)/10, 0.0, 0.0
		if r.IntN(5) == 0 {
			rented = float64(r.IntN(size))/10 + 0.5
		}
		if r.IntN(12) == 0 {
			let = float64(size/4) / 10
		}
		mu := own + rented - let
		good := float64(p.level*percent(70)*luck) / 1e6
		va := cents(mu * 110 * good)
		tax := cents(mu * 20 * good * float64(percent(70)) / 90)
		revenue := cents(va * float64(300+r.IntN(200)) / 100)
		x := map[string]float64{
			"tax": tax, "va": va, "revenue": revenue, "before": cents(revenue * float64(84+r.IntN(26)) / 100),
			"own": own, "rented": rented, "let": let,
			"energy": cents(va/2.7*90/float64(percent(70))) + 0.1, "power": cents(tax/0.24*90/float64(percent(70))) + 0.1,
			"discharge": thousandths(va / 4900 * 90 / float64(percent(70))), "right": thousandths(va / 4900 * float64(r.IntN(130)) / 100),
			"jobs": float64(2 + int(va/18)*90/percent(70)), "rd": cents(revenue * float64(r.IntN(60)) / 1000),
		}
		switch r.IntN(40) {
		case 0, 1:
			x["discharge"], x["right"] = 0, 0 // emits nothing
		case 2:
			x["discharge"] = math.NaN() // does not report
		}
		tags := map[string]string{
			"industry": industries[r.IntN(len(industries))].Code, "credit": []string{"A", "A", "B", "B", "M", "C", "D"}[r.IntN(7)],
			"dishonest": yes(r.IntN(60) == 0), "utility": yes(r.IntN(80) == 0), "age": []string{"2 years or more", "below 2 years"}[min(1, 14/(1+r.IntN(240)))],
		}
		u := indicators.Unit{Code: fmt.Sprintf("E%04d", i+1), Region: p.code, Class: pool, Tags: indicators.NewTags(tags)}
		units = append(units, u)
		parts := []float64{1}
		if r.IntN(33) == 0 {
			parts = []float64{0.7, 0.3}
		}
		for k, part := range parts {
			forms = append(forms, indicators.Unit{Code: fmt.Sprintf("%s-%d", u.Code, k+1), Tags: indicators.NewTags(map[string]string{"owner": u.Code})})
			for _, code := range raw() {
				v := x[code]
				switch {
				case len(parts) == 1:
				case code == "jobs" && k == 0:
					v = float64(int(v*part) + 1)
				case code == "jobs":
					v -= float64(int(v*parts[0]) + 1)
				default:
					v = thousandths(v * part)
				}
				values[code] = append(values[code], v)
			}
		}
	}
	return units, forms, values
}

func cents(x float64) float64       { return math.Round(x*100) / 100 }
func thousandths(x float64) float64 { return math.Round(x*1000) / 1000 }

func yes(is bool) string {
	if is {
		return "yes"
	}
	return "no"
}
