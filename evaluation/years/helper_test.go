package years_test

import (
	"fmt"
	"math/rand/v2"

	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/years"
	"github.com/countyeval/countyeval/indicators"
)

func digits(n int) evaluation.Decision {
	return evaluation.Decision{Ties: evaluation.Ties{Digits: &n}}
}

// made is an edition of made-up figures: units u1 to un without those that are gone, the
// indicators given in two dimensions, each with its weight.
func made(t require.TestingT, year int, units []string, codes []string, weight map[string]float64, bounds map[string]indicators.Range, figure func(unit, code string) float64) years.Edition {
	dims := []indicators.Indicator{{Code: "d0", Weight: 60}, {Code: "d1", Weight: 40}}
	for i, c := range codes {
		in := indicators.Indicator{Code: c, Weight: weight[c]}
		if b, ok := bounds[c]; ok {
			in.Bounds = &b
		}
		d := &dims[i%2]
		d.Children = append(d.Children, in)
	}
	f, err := indicators.NewFramework(indicators.Indicator{Code: "total", Children: dims})
	require.NoError(t, err)
	values := map[string][]float64{}
	var list []indicators.Unit
	for _, u := range units {
		list = append(list, indicators.Unit{Code: u, Name: "n" + u})
		for _, c := range codes {
			values[c] = append(values[c], figure(u, c))
		}
	}
	tab, err := indicators.NewTable(f, list, values, nil)
	require.NoError(t, err)
	return years.Edition{Year: year, Table: tab, Scheme: years.Scheme{Year: year, Framework: f, Decision: digits(2)}}
}

func outcome(t require.TestingT, e years.Edition) years.Outcome {
	o, err := e.Evaluate()
	require.NoError(t, err)
	return o
}

// pair draws two editions that differ by all causes.
func pair(t require.TestingT, seed uint64, n int) (from, to years.Outcome) {
	r := rand.New(rand.NewPCG(seed, 1))
	var first, second []string
	for i := range n {
		u := fmt.Sprintf("u%d", i)
		if i != 1 {
			first = append(first, u)
		}
		if i != 2 {
			second = append(second, u)
		}
	}
	draw := func(u, c string) float64 { return float64(r.IntN(400)) / 10 }
	weight := func() map[string]float64 {
		w := map[string]float64{}
		for i := range 6 {
			w[fmt.Sprintf("c%d", i)] = float64(1 + r.IntN(20))
		}
		return w
	}
	a := made(t, 2022, first, []string{"c0", "c1", "c2", "c3"}, weight(), nil, draw)
	b := made(t, 2023, second, []string{"c0", "c1", "c4", "c5"}, weight(), map[string]indicators.Range{"c0": {Lo: -5, Hi: 45}}, draw)
	b.Rulings = []evaluation.Ruling{{Unit: "u0", Item: "x", Count: 1, Points: 1.5, Reason: "made up", Document: "made up"}}
	return outcome(t, a), outcome(t, b)
}
