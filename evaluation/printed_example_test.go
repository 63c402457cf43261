package evaluation_test

import (
	"fmt"
	"strings"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/indicators"
)

// Points that add up as they are printed: of 24.15 and 35.25 a reader has 24.2 and 35.3,
// which are 59.5, and that is the score. Rounded alone it would be 59.4.
func ExamplePrinting() {
	f, _ := indicators.NewFramework(indicators.Indicator{Code: "total", Children: []indicators.Indicator{
		{Code: "quality", Weight: 50, Bounds: &indicators.Range{Lo: 0, Hi: 100}},
		{Code: "green", Weight: 50, Bounds: &indicators.Range{Lo: 0, Hi: 100}},
	}})
	counties, _ := indicators.CSV{}.ReadTable(strings.NewReader("code,quality,green\n甲县,48.3,70.5\n乙县,60,40\n"), f)
	r, err := evaluation.Model{}.Evaluate(counties, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	ties := evaluation.Ties{Digits: new(1), Print: evaluation.Printing{Of: evaluation.PrintedPoints}}
	ranking, _ := evaluation.Decision{Ties: ties}.Rank(r)
	parts, _ := r.Printed(ties)
	for _, p := range ranking.Places {
		quality, _ := parts.Score(p.Unit.Code, "quality")
		green, _ := parts.Score(p.Unit.Code, "green")
		fmt.Printf("%d %s %.1f + %.1f = %.1f\n", p.Rank, p.Unit.Code, quality, green, p.Score)
	}
	alone, _ := evaluation.Decision{Ties: evaluation.Ties{Digits: new(1)}}.Rank(r)
	fmt.Printf("%.1f\n", alone.Places[0].Score)
	// Output:
	// 1 甲县 24.2 + 35.3 = 59.5
	// 2 乙县 30.0 + 20.0 = 50.0
	// 59.4
}
