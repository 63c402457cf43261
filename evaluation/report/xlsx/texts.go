package xlsx

import (
	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/xlsx"
)

// Texts are the Chinese texts of this package by the English ones, with those of the packages below.
func Texts() basis.Texts {
	return basis.JoinTexts(tables.Texts(), xlsx.Texts(), basis.Texts{
		"%w: the formula of row %d, column %d refers to a cell that there is not": "%w：第 %d 行第 %d 列的公式引用了不存在的单元格",
		"%w: the formula of row %d, column %d stands where there is no number":    "%w：第 %d 行第 %d 列的公式所在之处没有数值",
		"%w: the workbook has no pages":                                           "%w：工作簿没有工作表",
		"%w: there is no result":                                                  "%w：没有评价结果",
		"%w: two pages have the name %q":                                          "%w：两个工作表同名：%q",
		"page %q: %w":                                                             "工作表 %q：%w",
	})
}
