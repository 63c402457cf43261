package returns_test

import (
	"bytes"
	"fmt"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/returns"
)

// A form goes out blank and comes back filled in; the county is made up. Filled in by
// another county it would be refused.
func ExampleForm() {
	framework, err := indicators.NewFramework(indicators.Indicator{Code: "total", Children: []indicators.Indicator{
		{Code: "va", Name: "Value added", Unit: "100 million yuan", Definition: "enterprises above scale"},
	}})
	if err != nil {
		fmt.Println(err)
		return
	}
	form := returns.ForUnit(framework, indicators.Unit{Code: "x1", Name: "Jia"}, returns.Span{Year: 2024, First: 1, Last: 6})
	var blank bytes.Buffer
	if err := form.WriteCSV(&blank, basis.English); err != nil {
		fmt.Println(err)
		return
	}
	filled := bytes.Replace(blank.Bytes(), []byte(",2024H1,,"), []byte(",2024H1,12.5,"), 1) // a clerk at a spreadsheet

	file, err := returns.ReadCSV(bytes.NewReader(filled), "jia.csv", "x1")
	if err != nil {
		fmt.Println(err)
		return
	}
	readings, err := returns.Read([]returns.Form{form}, file)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, r := range readings {
		fmt.Println(r.Unit, r.Indicator, r.Period, r.Value, r.State)
	}
	// Output:
	// x1 va 2024H1 12.5 reported
}
