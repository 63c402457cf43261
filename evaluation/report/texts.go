package report

import (
	"github.com/countyeval/countyeval/evaluation/enterprise"
	"github.com/countyeval/countyeval/evaluation/incentive/scrutiny"
	"github.com/countyeval/countyeval/evaluation/procedure"
	"github.com/countyeval/countyeval/evaluation/robustness"
	"github.com/countyeval/countyeval/evaluation/robustness/proof"
	"github.com/countyeval/countyeval/evaluation/robustness/whatif"
	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/evaluation/years"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Texts are the Chinese texts of this package by the English ones, with those of the packages below.
func Texts() basis.Texts {
	return basis.JoinTexts(tables.Texts(), scrutiny.Texts(), robustness.Texts(), proof.Texts(), whatif.Texts(), years.Texts(), enterprise.Texts(), procedure.Texts(), basis.Texts{
		"%w: %d factors have %d first-order and %d total indices":                           "%w：%d 个因素有 %d 个一阶指数和 %d 个总指数",
		"%w: %d figures of %q are confidential, and the report does not say for whom it is": "%w：%[3]q 有 %[2]d 个保密数据，而报告未说明公开范围",
		"%w: %q has a number that cannot be drawn: %v":                                      "%w：%q 有无法绘制的数值：%v",
		"%w: the part %q is for the authority alone": "%w：%q 部分仅供主管部门使用",
		"%w: the totals of %d counties are left out for the public, and %s of the report tell of them": "%w：%d 个县（市、区）的总分未对公众公布，而报告的 %s 会透露总分",
		"coloring": "着色方式",
		"%w: there is no coloring %d": "%w：没有着色方式 %d",
		"%w: the way up of %s moves a figure of %q that is left out for the public": "%w：%s 的提升途径涉及 %q 的数据，而公开版已将其略去",
		"%w: %q has no place in the ranking":                                                "%w：%q 不在排名中",
		"%w: %q is no measured indicator":                                                   "%w：%q 不是末级指标",
		"%w: the amount %v has no place on a curve of Lorenz":                               "%w：数额 %v 不能画入洛伦兹曲线",
		"%w: the ranking has no places":                                                     "%w：排名中没有单位",
		"%w: the report is for the public, and %d figures of %q are confidential: make it of the result that was cut for the public": "%w：报告为公开版，而 %[3]q 有 %[2]d 个保密数据：请用公开版的结果生成",
		"%w: it cannot be read as GeoJSON: %w":                      "%w：不是有效的 GeoJSON：%w",
		"%w: GeoJSON of type %q is no collection of features":       "%w：类型为 %q 的 GeoJSON 不是要素集合",
		"%w: feature %d has no code under %q":                       "%w：第 %d 个要素在 %q 下没有代码",
		"%w: features %d and %d have the code %q":                   "%w：第 %d 个和第 %d 个要素代码同为 %q",
		"%w: feature %d has no outline":                             "%w：第 %d 个要素没有边界",
		"%w: feature %d is a %q and no area":                        "%w：第 %d 个要素为 %q，不是区域",
		"%w: the outline of feature %d: %w":                         "%w：第 %d 个要素的边界：%w",
		"%w: the area %q has no outline":                            "%w：区域 %q 没有边界",
		"%w: the area %q has a line that is not closed":             "%w：区域 %q 的边界没有闭合",
		"%w: the area %q has no place at longitude %v, latitude %v": "%w：区域 %q 的经纬度无效：%v，%v",
		"%w: there is no audience %d":                               "%w：没有公开范围 %d",
		"%w: there is no part %d":                                   "%w：没有第 %d 部分",
		"%w: there is no result":                                    "%w：没有评价结果",
		"indicators":                                                "指标",
		"background":                                                "背景",
		"brief":                                                     "要点",
		"counties":                                                  "各县",
		"flow":                                                      "位次流向",
		"groups":                                                    "分组",
		"places":                                                    "位次表",
		"pools":                                                     "奖励项目",
		"robustness":                                                "稳健性",
		"tree":                                                      "指标体系",
		"part":                                                      "部分",
	})
}
