package years

import (
	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Texts are the Chinese texts of this package by the English ones, with those of the
// packages below.
func Texts() basis.Texts {
	return basis.JoinTexts(evaluation.Texts(), basis.Texts{
		"%w: step %d has no cause":                                                       "%w：第 %d 步没有原因",
		"%w: there is no cause %d":                                                       "%w：没有编号为 %d 的原因",
		"%w: there is no way %d":                                                         "%w：没有编号为 %d 的分解方法",
		"%w: %v stands there %d times":                                                   "%w：“%v”出现 %d 次",
		"%w: %d comes after %d":                                                          "%w：%d 年排在 %d 年之后",
		"%w: %d of %d years":                                                             "%w：%[3]d 年中的 %[2]d 年",
		"%w: it looks at %d years, and there are %d":                                     "%w：需要 %d 个年份，实有 %d 个",
		"%w: it wants either the first, the last or grades":                              "%w：应在前几名、后几名、等次中任选其一",
		"%w: means need published scores of the same digits, and %d has others":          "%w：求平均需要公布位数相同的得分，%d 年与之不同",
		"%w: the ranks of %d are by %s, which does not say how many stand before a unit": "%w：%d 年按“%s”排名，不能说明排在前面的单位数",
		"%w: there was no grade %s in %d":                                                "%w：%[3]d 年没有等次 %[2]s",
		"rule over years":                                                                "跨年度规则",
		"%w: from %d to %d: a panel with both is needed, the earlier one first":          "%w：%d 至 %d：面板应有这两期，且前一期在先",
		"%w: no such indicator is measured":                                              "%w：没有这项有数据的指标",
		"%w: which way is better depends on the figure":                                  "%w：该指标的优劣方向取决于数据本身",
		"%w: a change of %v a year and a wanted pace of %v are not above 0, the second at least the first": "%w：年变动界限 %v 和应有年增幅 %v 均应大于 0，且后者不小于前者",
		"trend": "趋势", "status": "状态", "no status": "无状态", "on track": "符合进度", "slow": "偏慢", "stalled": "停滞", "falling": "下降",
		"steps of a bridge":               "变动分解的步骤",
		"own figures":                     "本单位数据",
		"figures of others":               "其他单位数据",
		"newcomers and leavers":           "单位增减",
		"scales":                          "评分标准",
		"weights":                         "权重",
		"indicators that came or went":    "指标增减",
		"rulings and rules":               "裁定与规则",
		"in order":                        "逐步",
		"Shapley":                         "沙普利值",
		"cause":                           "原因",
		"way":                             "分解方法",
		"not there earlier":               "新增单位",
		"no longer there":                 "退出单位",
		"a framework between the two: %w": "介于两者之间的指标体系：%w",
		"between the two editions, with the later %v: %w":                                                              "在两期之间（后一期的%v）：%w",
		"from %d to %d: %d steps, each on top of those before it":                                                      "%d 年至 %d 年：共 %d 步，逐步替换，每一步以前面各步为基础",
		"from %d to %d: each part is the mean over all orders of %d steps (Shapley), rounded so that the parts add up": "%d 年至 %d 年：各部分为 %d 个步骤全部排列顺序下的平均值（沙普利值），舍入后各部分之和等于总变动",
		"the edition of %d by the scheme of %d: %w":                                                                    "%d 年数据按 %d 年方案：%w",
		"the edition of %d: %w":                                   "%d 年：%w",
		"the edition of %d: %w: it was not evaluated":             "%d 年：%w：尚未评价",
		"%w: no digits are published, and parts add up in digits": "%w：没有公布位数，而分解各部分按公布位数相加",
		"%w: a score is too large for %d decimals":                "%w：得分过大，不能保留 %d 位小数",
	})
}
