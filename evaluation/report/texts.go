package report

import (
	"github.com/countyeval/countyeval/evaluation/incentive/scrutiny"
	"github.com/countyeval/countyeval/evaluation/robustness"
	"github.com/countyeval/countyeval/evaluation/robustness/proof"
	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Texts are the Chinese texts of this package by the English ones, with those of the packages below.
func Texts() basis.Texts {
	return basis.JoinTexts(tables.Texts(), scrutiny.Texts(), robustness.Texts(), proof.Texts(), basis.Texts{
		"%w: %d factors have %d first-order and %d total indices":                           "%w：%d 个因素有 %d 个一阶指数和 %d 个总指数",
		"%w: %d figures of %q are confidential, and the report does not say for whom it is": "%w：%[3]q 有 %[2]d 个保密数据，而报告未说明读者对象",
		"%w: %q has a number that cannot be drawn: %v":                                      "%w：%q 有无法绘制的数值：%v",
		"%w: %q has no place in the ranking":                                                "%w：%q 不在排名中",
		"%w: %q is no measured indicator":                                                   "%w：%q 不是末级指标",
		"%w: the amount %v has no place on a curve of Lorenz":                               "%w：数额 %v 不能画入洛伦兹曲线",
		"%w: the ranking has no places":                                                     "%w：排名中没有单位",
		"%w: the report is for the public, and %d figures of %q are confidential: make it of the result that was cut for the public": "%w：报告为公开版，而 %[3]q 有 %[2]d 个保密数据：请用公开版的结果生成",
		"%w: there is no audience %d": "%w：没有读者对象 %d",
		"%w: there is no part %d":     "%w：没有第 %d 部分",
		"%w: there is no result":      "%w：没有评价结果",
		"authority":                   "主管部门",
		"background":                  "背景",
		"brief":                       "要点",
		"counties":                    "各县",
		"flow":                        "位次流向",
		"groups":                      "分组",
		"places":                      "位次表",
		"pools":                       "奖励项目",
		"robustness":                  "稳健性",
		"tree":                        "指标体系",
		"public":                      "公众",
		"unsaid":                      "未说明",
		"audience":                    "读者对象",
		"part":                        "部分",
		"confidential figures":        "保密数据",
	})
}
