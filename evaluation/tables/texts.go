package tables

import (
	"github.com/countyeval/countyeval/evaluation/enterprise"
	"github.com/countyeval/countyeval/evaluation/incentive/scrutiny"
	"github.com/countyeval/countyeval/evaluation/robustness/requirements"
	"github.com/countyeval/countyeval/evaluation/robustness/whatif"
	"github.com/countyeval/countyeval/evaluation/years"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/industry"
	"github.com/countyeval/countyeval/indicators/prepare"
	"github.com/countyeval/countyeval/indicators/profile"
	"github.com/countyeval/countyeval/indicators/returns"
	"github.com/countyeval/countyeval/indicators/rollup"
	"github.com/countyeval/countyeval/indicators/target"
)

// Texts are the Chinese texts of all packages up to this one.
func Texts() basis.Texts {
	return basis.JoinTexts(prepare.Texts(), profile.Texts(), returns.Texts(), rollup.Texts(), enterprise.Texts(), industry.Texts(), target.Texts(), scrutiny.Texts(), requirements.Texts(), whatif.Texts(), years.Texts(), basis.Texts{
		"%w: %d decimals are not from 0 to 12":   "%w：小数位数为 %d，应在 0 至 12 之间",
		"%w: %d key columns of %d":               "%w：关键列 %d 个，共有 %d 列",
		"%w: %d units, dominance among %d":       "%w：单位 %d 个，优劣关系涉及 %d 个",
		"%w: %d names for %d attributes":         "%w：名称 %d 个，属性 %d 个",
		"%w: a cell of kind %s has no number":    "%w：类型为“%s”的单元格没有数值",
		"%w: an indent of %d":                    "%w：缩进为 %d",
		"%w: column %d has no alignment %d":      "%w：第 %d 列的对齐方式 %d 不存在",
		"%w: row %d has %d cells for %d columns": "%w：第 %d 行有 %d 个单元格，共有 %d 列",
		"%w: the sheet has no columns":           "%w：表中没有列",
		"%w: there is no heading of level %d":    "%w：没有 %d 级标题",
		"%w: there is no kind of cell %d":        "%w：没有编号为 %d 的单元格类型",
		"%w: there is no language %d":            "%w：没有编号为 %d 的语言",
		"alignment":                              "对齐方式",
		"amount":                                 "数额",
		"blank":                                  "空白",
		"center":                                 "居中",
		"decimal":                                "小数",
		"exact":                                  "精确数",
		"fraction":                               "分数",
		"integer":                                "整数",
		"kind of cell":                           "单元格类型",
		"left":                                   "左对齐",
		"number":                                 "数值",
		"point":                                  "小数点对齐",
		"right":                                  "右对齐",
		"row %d, column %d: %w":                  "第 %d 行第 %d 列：%w",
		"words":                                  "文字",
	})
}
