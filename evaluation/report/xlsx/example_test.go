package xlsx_test

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/report/xlsx"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// A workbook of made-up counties, in Chinese.
func ExampleWrite() {
	if err := example(); err != nil {
		fmt.Println(err)
	}
	// Output:
	// [排名 得分 指标 权重 数据 方法 提示]
	// 甲县 67.5 ROUND(ROUND('得分'!C3,11),1)
	// 乙县 32.5 ROUND(ROUND('得分'!C4,11),1)
}

func example() error {
	f, err := indicators.NewFramework(indicators.Indicator{Code: "all", Name: "Overall", NameZH: "总分", Children: []indicators.Indicator{
		{Code: "va", NameZH: "增加值", Weight: 3, Bounds: &indicators.Range{Hi: 100}},
		{Code: "rd", NameZH: "研发强度", Weight: 1, Bounds: &indicators.Range{Hi: 4}},
	}})
	if err != nil {
		return err
	}
	table, err := indicators.CSV{}.ReadTable(strings.NewReader("code,name,va,rd\n1,甲县,80,1.2\n2,乙县,10,4\n"), f)
	if err != nil {
		return err
	}
	result, err := evaluation.Model{}.Evaluate(table, nil)
	if err != nil {
		return err
	}
	decision := evaluation.Decision{Ties: evaluation.Ties{Digits: new(1)}}
	ranking, err := decision.Rank(result)
	if err != nil {
		return err
	}
	pages, err := xlsx.Report{Result: result, Decision: decision, Ranking: ranking}.Pages()
	if err != nil {
		return err
	}
	var out bytes.Buffer
	if err := xlsx.Write(&out, pages, xlsx.Options{Language: basis.Chinese}); err != nil {
		return err
	}
	book, err := excelize.OpenReader(&out)
	if err != nil {
		return err
	}
	defer book.Close()
	fmt.Println(book.GetSheetList())
	for _, row := range []string{"3", "4"} {
		name, _ := book.GetCellValue("排名", "C"+row)
		score, _ := book.GetCellValue("排名", "D"+row)
		formula, _ := book.GetCellFormula("排名", "D"+row)
		fmt.Println(name, score, formula)
	}
	return nil
}
