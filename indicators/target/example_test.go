package target_test

import (
	"fmt"

	"github.com/countyeval/countyeval/indicators/henan"
	"github.com/countyeval/countyeval/indicators/target"
)

// A province whose energy consumption per unit of value added is made up: it fell
// by 4, 6 and 5 % a year.
func ExampleTarget_Progress() {
	wanted, _ := henan.Find("energy_intensity_change")
	base := target.Figure{Year: 2019, Value: 100}
	levels, err := target.Chain(base, target.Figure{Year: 2020, Value: -4}, target.Figure{Year: 2021, Value: -6}, target.Figure{Year: 2022, Value: -5})
	if err != nil {
		fmt.Println(err)
		return
	}
	p, err := wanted.Progress(target.Assessment{Goal: 2022, Base: &base, Figures: levels})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, q := range p.Points {
		fmt.Printf("%d: %.2f, wanted at most %.2f: %s\n", q.Figure.Year, q.Figure.Value, q.Required, q.State)
	}
	// Output:
	// 2020: 96.00, wanted at most 95.00: behind
	// 2021: 90.24, wanted at most 90.25: on track
	// 2022: 85.73, wanted at most 85.74: met
}

// A county is never held against a target of the province.
func ExampleTarget_Contribution() {
	wanted, _ := henan.Find("mfg_va_share")
	tolerance := 0.5
	_, err := wanted.Progress(target.Assessment{Goal: 2022, Unit: "a county", Tolerance: &tolerance, Figures: []target.Figure{{Year: 2022, Value: 50}}})
	fmt.Println(err)

	c, err := wanted.Contribution(target.Part{Of: 30, By: 60}, target.Part{Of: 300, By: 1000}) // made up
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("of the province's 30 %% of GDP it adds %.0f points, %.0f %% of all manufacturing\n", c.Value, c.Of)
	// Output:
	// target mfg_va_share: unit of another scope: it measures 410000 as a whole, not unit a county, which can only contribute
	// of the province's 30 % of GDP it adds 3 points, 10 % of all manufacturing
}

// What a made-up county still needs a year, and how far behind it is.
func ExampleTarget_Needed() {
	share := target.Target{Code: "share", Measure: target.Share, Goals: []target.Goal{{Year: 2025, Value: 30}}}
	base := target.Figure{Year: 2020, Value: 20}
	n, err := share.Needed(target.Assessment{Goal: 2025, Base: &base, Figures: []target.Figure{{Year: 2023, Value: 25}}})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%.1f points a year for %d years, a growth of %.2f %%\n", n.Change, n.Years, n.Rate)
	// Output:
	// 2.5 points a year for 2 years, a growth of 9.54 %
}

// Three made-up counties on the same path, which wants 26 in 2023: up to 5 % less is yellow.
func ExampleLights_Of() {
	share := target.Target{Code: "share", Measure: target.Share, Goals: []target.Goal{{Year: 2025, Value: 30}}}
	base := target.Figure{Year: 2020, Value: 20}
	for _, x := range []float64{26.5, 25, 24} {
		p, err := share.Progress(target.Assessment{Goal: 2025, Base: &base, Figures: []target.Figure{{Year: 2023, Value: x}}})
		if err != nil {
			fmt.Println(err)
			return
		}
		light, err := target.Lights{Yellow: 5}.Of(p)
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(x, p.State, light)
	}
	// Output:
	// 26.5 on track green
	// 25 behind yellow
	// 24 behind red
}
