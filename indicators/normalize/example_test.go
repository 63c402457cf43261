package normalize_test

import (
	"encoding/json"
	"fmt"
	"math"

	"github.com/countyeval/countyeval/indicators"
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
			return nil, &indicators.InputError{Indicator: s.Indicator.Code, Err: indicators.ErrMissing}
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
	n := normalize.WithinClass{Of: normalize.Rank{}}
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
	// {"rd":{"kind":"min-max","from":1,"to":3,"lo":0,"hi":100}}
	// 25 115
	// indicator va: no frozen scale
}
