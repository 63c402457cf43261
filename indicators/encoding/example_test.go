package encoding_test

import (
	"fmt"
	"os"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/encoding"
)

// A plain CSV as Excel saves it in a Chinese office.
func ExampleReader() {
	framework, err := indicators.NewFramework(indicators.Indicator{Code: "overall", Children: []indicators.Indicator{
		{Code: "va"}, {Code: "rd"}, {Code: "energy"},
	}})
	if err != nil {
		fmt.Println(err)
		return
	}
	file, err := os.Open("testdata/gbk_plain.csv")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer file.Close()
	table, err := encoding.Reader{CSV: indicators.CSV{File: "gbk_plain.csv"}}.ReadTable(file, framework)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, u := range table.Units() {
		fmt.Println(u.Code, u.Name)
	}
	fmt.Println(table.Warnings()[0])
	// Output:
	// 900001 甲县
	// 900002 乙县
	// gbk_plain.csv: GB18030 was taken for the encoding of the file, since every byte decodes and the headings fit; it reads "甲县"
}
