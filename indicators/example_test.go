package indicators_test

import (
	"fmt"
	"math"
	"os"
	"strings"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

const exampleFramework = `{
  "code": "overall",
  "children": [
    {"code": "va", "name": "Industrial value added", "weight": 60, "unit": "100 million yuan"},
    {"code": "energy", "name": "Energy per value added", "weight": 40, "unit": "tce per 10,000 yuan", "direction": "lower"}
  ]
}`

// A framework and a table are read from text, here from strings; the figures are
// made up.
func Example() {
	f, err := indicators.ReadFramework(strings.NewReader(exampleFramework), "framework.json")
	if err != nil {
		fmt.Println(err)
		return
	}
	t, err := indicators.CSV{File: "counties.csv", Missing: []string{"n/a"}}.ReadTable(strings.NewReader(
		"code,name,class,va,energy\n"+
			"410122,中牟县,A,791.38,0.38\n"+
			"410181,巩义市,A,613.51,n/a\n"), f)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, u := range t.Units() {
		for _, in := range f.Measured() {
			x, mark := t.Value(u.Code, in.Code)
			fmt.Println(u.Name, in.Code, in.Direction, x, mark)
		}
	}
	// Output:
	// 中牟县 va higher 791.38 reported
	// 中牟县 energy lower 0.38 reported
	// 巩义市 va higher 613.51 reported
	// 巩义市 energy lower NaN missing
}

// All faults of a file are reported at once, each with its place.
func ExampleReadFramework() {
	_, err := indicators.ReadFramework(strings.NewReader(`{
  "code": "overall",
  "children": [
    {"code": "va", "wieght": 60},
    {"code": "energy", "weight": 40, "direction": "less"}
  ]
}`), "framework.json")
	fmt.Println(err)
	// Output:
	// framework.json:4:20: indicator va: key "wieght" is unknown (did you mean "weight"?)
	// framework.json:5:51: indicator energy: direction "less": not one of higher, lower, target
}

// Bad cells are reported with line, column, unit and indicator.
func ExampleCSV_ReadTable() {
	f, err := indicators.ReadFramework(strings.NewReader(exampleFramework), "framework.json")
	if err != nil {
		fmt.Println(err)
		return
	}
	_, err = indicators.CSV{File: "counties.csv"}.ReadTable(strings.NewReader(
		"code,va,energy\n"+
			"410122,\"1,234.5\",0.38\n"+
			"410181,613.51,—\n"), f)
	fmt.Println(err)
	// Output:
	// counties.csv:2:8: unit 410122, indicator va: not a finite number: "1,234.5" has a comma or another separator; write a decimal point and no thousands separators
	// counties.csv:3:15: unit 410181, indicator energy: not a finite number: "—"; if it stands for a missing value, name it in the option Missing
}

// A name that a spreadsheet would run as a formula is written with an
// apostrophe, and read back without.
func ExampleCSV_WriteTable() {
	f, err := indicators.NewFramework(indicators.Indicator{Code: "va"})
	if err != nil {
		fmt.Println(err)
		return
	}
	t, err := indicators.NewTable(f,
		[]indicators.Unit{{Code: "1", Name: "=1+1"}, {Code: "2", Name: "中牟县"}},
		map[string][]float64{"va": {-3.5, math.NaN()}}, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	if err := (indicators.CSV{}).WriteTable(os.Stdout, t); err != nil {
		fmt.Println(err)
	}
	// Output:
	// code,name,va
	// 1,'=1+1,-3.5
	// 2,中牟县,
}

// A step of one's own: figures above a limit are cut, and each cut is recorded.
func ExampleStepFunc() {
	cut := indicators.StepFunc(func(t *indicators.Table) (indicators.Stage, error) {
		stage := indicators.Stage{Name: basis.Textf("cut va at 500")}
		for i, x := range t.Column("va").All() {
			if x > 500 {
				stage.Changes = append(stage.Changes, indicators.Change{Unit: t.Unit(i).Code, Indicator: "va", Was: x, Is: 500, Why: basis.Textf("above 500")})
			}
		}
		var err error
		stage.Table, err = t.With(indicators.Treated, stage.Changes...)
		return stage, err
	})

	f, err := indicators.NewFramework(indicators.Indicator{Code: "va"})
	if err != nil {
		fmt.Println(err)
		return
	}
	t, err := indicators.NewTable(f, []indicators.Unit{{Code: "410122"}, {Code: "410182"}}, map[string][]float64{"va": {791.38, 266.39}}, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	stage, err := cut.Apply(t)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(stage.Name, stage.Changes[0])
	fmt.Println(t.Column("va").Copy(), "->", stage.Table.Column("va").Copy(), stage.Table.Marks("va").At(0), stage.Table.Marks("va").At(1))
	// Output:
	// cut va at 500 {410122 va 791.38 500 above 500}
	// [791.38 266.39] -> [500 266.39] treated reported
}
