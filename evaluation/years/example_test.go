package years_test

import (
	"fmt"
	"strings"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/years"
	"github.com/countyeval/countyeval/indicators"
)

// edition is a year of three made-up counties, by the weights of output and of jobs.
func edition(year int, output, jobs float64, rows string) (years.Outcome, error) {
	f, err := indicators.NewFramework(indicators.Indicator{Code: "total", Children: []indicators.Indicator{
		{Code: "output", Weight: output}, {Code: "jobs", Weight: jobs},
	}})
	if err != nil {
		return years.Outcome{}, err
	}
	t, err := indicators.CSV{}.ReadTable(strings.NewReader("code,name,output,jobs\n"+rows), f)
	if err != nil {
		return years.Outcome{}, err
	}
	digits := 1
	scheme := years.Scheme{Year: year, Framework: f, Decision: evaluation.Decision{Ties: evaluation.Ties{Digits: &digits}}}
	return years.Edition{Year: year, Table: t, Scheme: scheme}.Evaluate()
}

// A county stood still, and lost all the same.
func ExampleBridging_Between() {
	before, err := edition(2024, 50, 50, "a,Jia,0,100\nb,Yi,50,50\nc,Bing,100,0\n")
	if err != nil {
		fmt.Println(err)
		return
	}
	now, err := edition(2025, 60, 40, "a,Jia,0,100\nb,Yi,50,50\nc,Bing,200,0\n")
	if err != nil {
		fmt.Println(err)
		return
	}
	bridge, err := years.Bridging{}.Between(before, now)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(bridge.Text())
	for _, m := range bridge.Moves {
		fmt.Printf("%s: %+.1f\n", m.Unit.Name, m.Score.Move)
		for k, step := range bridge.Steps {
			if part := m.Score.Of[k]; part != 0 {
				fmt.Printf("  %+.1f %s\n", part, step)
			}
		}
	}
	// Output:
	// from 2024 to 2025: 7 steps, each on top of those before it
	// Bing: +10.0
	//   +10.0 weights
	// Jia: -10.0
	//   -10.0 weights
	// Yi: -15.0
	//   -12.5 figures of others
	//   -2.5 weights
}
