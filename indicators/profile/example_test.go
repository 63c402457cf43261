package profile_test

import (
	"fmt"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/profile"
)

// counties is a made-up table.
func counties() (*indicators.Table, error) {
	f, err := indicators.NewFramework(indicators.Indicator{Code: "overall", Children: []indicators.Indicator{
		{Code: "output"}, {Code: "output_per_firm"}, {Code: "energy", Direction: indicators.Lower},
	}}, indicators.Indicator{Code: "firms"}, indicators.Indicator{Code: "mining"}, indicators.Indicator{Code: "manufacturing"})
	if err != nil {
		return nil, err
	}
	units := make([]indicators.Unit, 10)
	for i := range units {
		units[i].Code = string(rune('A' + i))
	}
	return indicators.NewTable(f, units, map[string][]float64{
		"output":          {120, 90, 150, 60, 200, 80, 110, 95, 130, 400},
		"firms":           {40, 30, 60, 25, 50, 20, 50, 19, 26, 16},
		"output_per_firm": {3, 3, 2.5, 2.4, 4, 4, 2.2, 5, 5, 25},
		"mining":          {20, 10, 50, 0, 30, 10, 10, 5, 30, 0},
		"manufacturing":   {100, 80, 100, 60, 170, 70, 100, 90, 101, 400},
		"energy":          {1.1, 0.9, 1.4, 0.7, 1.2, 0.6, 1, 0.8, 1.3, 0.45},
	}, nil)
}

// What there is to see in a table, with two questions of one's own.
func Example() {
	t, err := counties()
	if err != nil {
		fmt.Println(err)
		return
	}
	report, err := profile.Of(t,
		profile.Identity{Left: []profile.Term{{Column: "mining"}, {Column: "manufacturing"}}, Right: []profile.Term{{Column: "output"}}},
		profile.RankGap{Amount: "output", Count: "firms", Limit: 0.5},
		profile.Products{Columns: []string{"output", "output_per_firm", "firms"}},
	)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, s := range report.Summaries {
		fmt.Printf("%s: median %.2f, skewness %.2f\n", s.Code, s.Median, s.Skewness)
	}
	fmt.Printf("alpha %.2f\n", report.Groups[0].Alpha.Value)
	for _, f := range report.Findings {
		fmt.Printf("[%s] %s %s: %s\n", f.Rule, f.Unit, f.Indicator, f.Text)
	}
	// Output:
	// output: median 115.00, skewness 2.32
	// output_per_firm: median 3.50, skewness 3.03
	// energy: median 0.95, skewness -0.10
	// alpha 0.80
	// [skewness]  output: skewness 2.31913 beyond 2 and kurtosis 5.95771 above 3.5
	// [skewness]  output_per_firm: skewness 3.03437 beyond 2 and kurtosis 9.40096 above 3.5
	// [fence] J output: 400 is above the fence at 306.25
	// [fence] J output_per_firm: 25 is above the fence at 11.125
	// [high correlation]  output: pearson correlation of 0.915754 with output_per_firm, beyond 0.9: they count nearly the same
	// [low correlation]  output: pearson correlation of 0.246974 with energy, less than 0.3: they have little in common
	// [identity] I mining: mining + manufacturing = output does not hold: 131 and 130
	// [rank gap] J output: rank 1 by output, but 10 by firms, of 10
	// [product]  output: output is proportional to output_per_firm * firms, exactly
}

// Two figures that are far out together say more than one.
func ExampleFence() {
	t, err := counties()
	if err != nil {
		fmt.Println(err)
		return
	}
	found, err := profile.Fence{Columns: []string{"output", "output_per_firm"}, Side: profile.Above, All: true}.Find(t)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, f := range found {
		fmt.Println(f.Unit, f.Text)
	}
	// Output: J 400 is above the fence at 306.25; 25 is above the fence at 11.125 of output_per_firm, too
}

// A score that follows the size of the counties, tested with ranks.
func ExampleSize() {
	scores := profile.Columns{Codes: []string{"score"}, X: [][]float64{{81, 74, 69, 66, 60, 52}}}
	size := profile.Columns{Codes: []string{"population", "area"}, X: [][]float64{{120, 95, 99, 70, 64, 41}, {900, 1400, 1100, 2100, 700, 1200}}}
	links, err := scores.With(size, profile.Spearman)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, f := range (profile.Size{}).Find(links) {
		fmt.Println(f.Indicator, f.Text)
	}
	// Output: score spearman correlation of 0.942857 with population, beyond 0.6
}
