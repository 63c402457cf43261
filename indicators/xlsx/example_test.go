package xlsx_test

import (
	"fmt"
	"os"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/xlsx"
)

// A workbook with a title above its headings, which are Chinese.
func ExampleReader() {
	framework, err := indicators.NewFramework(indicators.Indicator{Code: "overall", Children: []indicators.Indicator{
		{Code: "va"}, {Code: "rd", Unit: "%"}, {Code: "energy"},
	}})
	if err != nil {
		fmt.Println(err)
		return
	}
	file, err := os.Open("testdata/office/titles.xlsx")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer file.Close()
	table, err := xlsx.Reader{
		File:    "titles.xlsx",
		Columns: map[string]string{"代码": "code", "名称": "name", "增加值": "va", "研发强度": "rd", "能耗强度": "energy"},
	}.ReadTable(file, framework)
	if err != nil {
		fmt.Println(err)
		return
	}
	for i, u := range table.Units() {
		fmt.Println(u.Code, u.Name, table.Column("va").At(i))
	}
	fmt.Println(table.Warnings()[0])
	// Output:
	// 410181 巩义市 560.5
	// 410182 荥阳市 1430
	// titles.xlsx:Sheet1: the headings stand in row 3; what stands above, from "2023年各县（市）指标" on, is not read
}
