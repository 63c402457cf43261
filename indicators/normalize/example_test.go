package normalize_test

import (
	"encoding/json"
	"fmt"
	"math"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/normalize"
	"github.com/countyeval/countyeval/indicators/stats"
)

// Energy per unit of output is better when lower. The goalposts come from the
// three values, or are fixed by the indicator's Bounds.
func Example() {
	energy := indicators.Indicator{Code: "energy", Unit: "tce per 10,000 yuan", Direction: indicators.Lower}
	s := normalize.Sample{Indicator: energy, X: []float64{0.62, 0.38, 0.5}, Class: []string{"", "", ""}}

	fromData, err := normalize.MinMax{}.Fit(s)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(fromData)
	fmt.Println(fromData.At(0.62, ""), fromData.At(0.38, ""), fromData.At(0.5, ""))

	s.Indicator.Bounds = &indicators.Range{Lo: 0.4, Hi: 0.8}
	fixed, err := normalize.Clip{Of: normalize.MinMax{}}.Fit(s)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(fixed)
	fmt.Println(fixed.At(0.62, ""), fixed.At(0.38, ""), fixed.At(0.5, ""))
	// Output:
	// min-max [0.38, 0.62] to [100, 0]
	// 0 100 50
	// min-max [0.4, 0.8] to [100, 0], cut to [0, 100]
	// 45 100 75
}

// A two-part indicator, a total and a ratio that count as one: a node with two
// children, each on a scale of its own. Here both parts are ratios to last year's
// mean, at most 150 points, and the split between them is 60 to 40.
func Example_twoParts() {
	f, err := indicators.NewFramework(indicators.Indicator{Code: "overall", Children: []indicators.Indicator{
		{Code: "tax", Weight: 70, Children: []indicators.Indicator{
			{Code: "tax_total", Weight: 60, Unit: "10^8 yuan", Base: 8},
			{Code: "tax_per_mu", Weight: 40, Unit: "10^4 yuan", Base: 20},
		}},
		{Code: "energy", Weight: 30, Direction: indicators.Lower, Base: 0.5},
	}})
	if err != nil {
		fmt.Println(err)
		return
	}
	table, err := indicators.NewTable(f, []indicators.Unit{{Code: "A"}, {Code: "B"}}, map[string][]float64{
		"tax_total": {10, 6}, "tax_per_mu": {15, 35}, "energy": {0.4, 0.8},
	}, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	m := evaluation.Model{Normalize: normalize.RatioToBase{Cap: new(150.0)}}
	r, err := m.Evaluate(table, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, code := range []string{"tax_total", "tax_per_mu", "tax", "overall"} {
		fmt.Println(code, r.Scores(code))
	}
	// Output:
	// tax_total [125 75]
	// tax_per_mu [75 150]
	// tax [105 105]
	// overall [111 92.25]
}

// Points for a target: 20 if it is met, half a point more for each percent over it
// and 10 more at most.
func ExampleTargetCompletion() {
	n := normalize.TargetCompletion{Target: 350, AtTarget: 20, Over: 0.5, Cap: new(30.0), Floor: new(0.0)}
	scale, err := n.Fit(normalize.Sample{Indicator: indicators.Indicator{Code: "va"}})
	fmt.Println(scale, err)
	fmt.Println(scale.At(315, ""), scale.At(350, ""), scale.At(364, ""), scale.At(525, ""))
	// Output:
	// completion: 0 at 0, 20 at the target 350, 0.5 more for each 1 % over it, at most 30, at least 0 <nil>
	// 18 20 22 30
}

// Emissions count against the mean, and who does not report loses 3 points.
func ExampleRatioToBase() {
	n := normalize.Points{
		Of:      normalize.RatioToBase{Points: 2, Cost: normalize.Mirror, Floor: new(0.0)},
		Missing: -3,
	}
	cod := indicators.Indicator{Code: "cod", Unit: "t", Direction: indicators.Lower}
	scale, err := n.Fit(normalize.Sample{Indicator: cod, X: []float64{20, 40, 60}, Class: []string{"", "", ""}})
	fmt.Println(scale, err)
	fmt.Println(scale.At(20, ""), scale.At(40, ""), scale.At(90, ""), scale.At(math.NaN(), ""))
	// Output:
	// ratio 2 (2 - x / 40), at least 0; missing: -3 <nil>
	// 3 2 0 -3
}

// A county without a figure has the mean score of the counties, not of all.
func ExamplePeerScore() {
	s := normalize.Sample{
		Indicator: indicators.Indicator{Code: "rd"},
		X:         []float64{1, 2, 5, 3},
		Class:     []string{"county", "county", "district", "district"},
	}
	scale, err := normalize.PeerScore{}.Fit(s)
	fmt.Println(scale, err)
	fmt.Println(scale.At(math.NaN(), "county"), scale.At(math.NaN(), "district"))
	// Output:
	// min-max [1, 5] to [0, 100]; missing: the mean score of the class, county 12.5, district 75 <nil>
	// 12.5 75
}

// The distance to a reference unit, here the second one, which has 100.
func ExampleReferenceUnit() {
	f, _ := indicators.NewFramework(indicators.Indicator{Code: "overall", Children: []indicators.Indicator{{Code: "va"}, {Code: "rd"}}})
	table, err := indicators.NewTable(f, []indicators.Unit{{Code: "A"}, {Code: "B"}, {Code: "C"}}, map[string][]float64{
		"va": {100, 300, 500}, "rd": {1, 3, 2},
	}, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	to, err := normalize.ReferenceUnit(table, "B")
	if err != nil {
		fmt.Println(err)
		return
	}
	r, err := evaluation.Model{Normalize: normalize.Distance{To: to}}.Evaluate(table, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(r.Scores("va"), r.Scores("rd"))
	// Output:
	// [0 100 200] [0 100 50]
}

// A scale of one's own: points by steps of the growth rate, as a notice may
// prescribe them.
type steps struct{ Full float64 }

func (s steps) At(x float64, _ string) float64 {
	if math.IsNaN(x) {
		return x
	}
	return min(100, 10*math.Floor(10*x/s.Full))
}

func (s steps) String() string {
	return fmt.Sprintf("10 points for each tenth of %v, at most 100", s.Full)
}

func ExampleFunc() {
	tenths := normalize.Func(func(s normalize.Sample) (normalize.Scale, error) {
		if len(s.X) == 0 {
			return nil, &indicators.InputError{Indicator: s.Indicator.Code, Err: basis.ErrMissing}
		}
		return steps{Full: 8}, nil
	})
	n := normalize.PerIndicator{By: map[string]normalize.Normalizer{"growth": tenths}} // min-max for all others

	scale, err := n.Fit(normalize.Sample{Indicator: indicators.Indicator{Code: "growth"}, X: []float64{6.1, 9}, Class: []string{"", ""}})
	fmt.Println(scale, err)
	fmt.Println(scale.At(6.1, ""), scale.At(9, ""))
	// Output:
	// 10 points for each tenth of 8, at most 100 <nil>
	// 70 100
}

func ExampleWithinClass() {
	n := normalize.WithinClass{Of: normalize.Rank{}, Least: 2}
	_, err := n.Fit(normalize.Sample{
		Indicator: indicators.Indicator{Code: "rd"},
		X:         []float64{2.1, 1.4, 3, 3},
		Class:     []string{"county", "county", "district", "district"},
	})
	fmt.Println(err)
	// Output:
	// indicator rd: class "district": all values are equal: each of the 2 values is 3
}

// Scales of one year are written, read and used on the values of the next.
func ExampleFrozen() {
	rd := indicators.Indicator{Code: "rd"}
	last, _ := normalize.MinMax{}.Fit(normalize.Sample{Indicator: rd, X: []float64{1, 3}, Class: []string{"", ""}})
	file, _ := json.Marshal(normalize.Frozen{"rd": last})
	fmt.Println(string(file))

	var frozen normalize.Frozen
	if err := json.Unmarshal(file, &frozen); err != nil {
		fmt.Println(err)
		return
	}
	scale, _ := frozen.Fit(normalize.Sample{Indicator: rd, X: []float64{1.5, 3.3}, Class: []string{"", ""}})
	fmt.Println(scale.At(1.5, ""), stats.Round(scale.At(3.3, ""), 2))

	_, err := frozen.Fit(normalize.Sample{Indicator: indicators.Indicator{Code: "va"}})
	fmt.Println(err)
	// Output:
	// {"rd":{"kind":"min_max","from":1,"to":3,"lo":0,"hi":100}}
	// 25 115
	// indicator va: no frozen scale
}
