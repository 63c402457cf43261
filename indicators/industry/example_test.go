package industry_test

import (
	"fmt"
	"strings"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/industry"
)

// Value added of four industries in three made-up counties.
func ExampleLeading() {
	f, err := indicators.ReadFramework(strings.NewReader(`{"code": "va", "children": [
	  {"code": "food"}, {"code": "steel"}, {"code": "textiles"}, {"code": "machines"}]}`), "industries.json")
	if err != nil {
		fmt.Println(err)
		return
	}
	t, err := indicators.CSV{}.ReadTable(strings.NewReader("code,food,steel,textiles,machines\n甲县,60,10,25,5\n乙县,20,90,10,40\n丙县,30,30,20,30\n"), f)
	if err != nil {
		fmt.Println(err)
		return
	}
	s, err := industry.New(t, industry.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	choices, err := industry.Leading{MinQuotient: 1.25, MinShare: 10}.Pick(s)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, c := range choices {
		fmt.Println(c.Unit.Code, c.Leading)
	}
	fmt.Println(choices[1].Verdicts[1])
	// Output:
	// 甲县 [food textiles]
	// 乙县 [steel]
	// 丙县 [machines]
	// machines does not lead: 25.00 % of the unit, 20.27 % of the reference; location quotient 1.233 > 1, location quotient 1.233 < 1.25
}

func ExampleShiftShare() {
	shift, err := industry.ShiftShare(structureOf("code,food,steel\n甲县,100,100\n乙县,50,150\n"), structureOf("code,food,steel\n甲县,120,130\n乙县,60,170\n"))
	if err != nil {
		fmt.Println(err)
		return
	}
	for i, u := range shift.Units {
		t := shift.Totals[i]
		fmt.Printf("%s %+.0f = national %+.0f, mix %+.1f, local %+.1f\n", u.Code, t.Sum(), t.National, t.Mix, t.Local)
	}
	// Output:
	// 甲县 +50 = national +40, mix +0.0, local +10.0
	// 乙县 +30 = national +40, mix +0.0, local -10.0
}

// structureOf reads a table of two industries; it panics if it cannot.
func structureOf(csv string) *industry.Structure {
	f, err := indicators.NewFramework(indicators.Indicator{Code: "va", Children: []indicators.Indicator{{Code: "food"}, {Code: "steel"}}})
	if err != nil {
		panic(err)
	}
	t, err := indicators.CSV{}.ReadTable(strings.NewReader(csv), f)
	if err != nil {
		panic(err)
	}
	s, err := industry.New(t, industry.Options{})
	if err != nil {
		panic(err)
	}
	return s
}
