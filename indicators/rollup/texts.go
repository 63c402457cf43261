package rollup

import (
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Texts are the Chinese texts of this package by the English ones, with those of the packages below.
func Texts() basis.Texts {
	return basis.JoinTexts(indicators.Texts(), basis.Texts{
		"roll-up: %w":                                                  "汇总：%w",
		"roll-up: %w: no column is to be made":                         "汇总：%w：没有要生成的列",
		"%w: heading %q does not group units":                          "%w：标题 %q 不能用来归组单位",
		"%w: the frame has no unit %q":                                 "%w：名录中没有单位 %q",
		"%w: heading %q is not one of units":                           "%w：标题 %q 不是单位的属性",
		"%w: %s %q is that of unit %s too; one enterprise counts once": "%w：%s %q 与单位 %s 的相同；一家企业只计一次",
		"%w: a split of a unit that the table does not have":           "%w：分成的单位不在表中",
		"%w: share %v of %s is not 0 or more":                          "%[1]w：%[3]s 的份额 %[2]v 不是非负数",
		"%w: shares sum to %v, not 1":                                  "%w：份额之和为 %v，不是 1",
		"%w: a split of a column that the table does not have":         "%w：分成的列不在表中",
		"%w: split twice":                                              "%w：分成重复",
		"%w: %d small units or shares of them have no large unit in the frame and are left out, the first %s": "%w：%d 个小单位或其份额在名录中没有所属大单位，未计入，第一个是 %s",
		"%w: a column to be rolled up is a measured indicator or an auxiliary column of the large units":      "%w：汇总生成的列应是大单位的测量指标或辅助列",
		"%w: it is read from the data, not declared computed":                                                 "%w：该列从数据读入，未声明为计算指标",
		"%w: the column has values already":                                                                   "%w：该列已有数据",
		"%w: no rule":                                                                                         "%w：没有规则",
		"%w: the figure of a unit without members is %v":                                                      "%w：无下属单位时的数据为 %v",
		"%w: %v":                            "%w：%v",
		"%w: no unit has anything under %s": "%w：没有单位有 %s",
		"%w: the table of the small units has no column %q%v": "%w：小单位表中没有列 %q%v",
		"%w: %s of %s is made of it":                          "%[1]w：%[3]s 的 %[2]s 要用到它",
		"%d of %d units have no figure":                       "%[2]d 个单位中有 %[1]d 个没有数据",
		"%d of %d units have no figure and are left out":      "%[2]d 个单位中有 %[1]d 个没有数据，未计入",
		"%w: it is %v":                        "%w：结果为 %v",
		"no unit":                             "没有单位",
		"%d figures are %v or the like":       "%d 个数据为%v或类似情况",
		"sum of %s":                           "%s 之和",
		"number of units":                     "单位个数",
		"number of units with %s %s":          "%s 为 %s 的单位个数",
		"share of the units with %s %s":       "%s 为 %s 的单位占比",
		"share in %s of the units with %s %s": "%[2]s 为 %[3]s 的单位占 %[1]s 的比重",
		"sum of %s over sum of %s":            "%s 之和除以 %s 之和",
		"mean of %s, each unit alike, which is no ratio of sums":    "%s 的均值，各单位等权，不是总量之比",
		"mean of %s weighted by %s":                                 "%s 按 %s 加权的均值",
		"quantile %v of %s":                                         "%[2]s 的 %[1]v 分位数",
		"concentration of %s: sum of squared shares":                "%s 的集中度：份额平方和",
		"concentration of %s: share of the largest %d":              "%s 的集中度：前 %d 位占比",
		"%w: the sum of %s is 0":                                    "%w：%s 之和为 0",
		"%w: order %v is not from 0 to 1":                           "%w：分位 %v 不在 0 到 1 之间",
		"%w: %s has %v, and a share of a sum is not negative":       "%w：%s 有 %v，而占总量的份额不能为负",
		"%w: the %d largest members":                                "%w：最大的 %d 个下属单位",
		"%w: rule of at least %d units, largest %d with at most %v": "%w：规则为至少 %d 个单位、前 %d 位至多占 %v",
		"%d units, fewer than %d":                                   "%d 个单位，少于 %d 个",
		"%d units have %s, fewer than %d":                           "%d 个单位有 %s，少于 %d 个",
		"the largest %d have more than %v of %s":                    "前 %[1]d 位占 %[3]s 超过 %[2]v",
		"Gaps":                                                      "缺失规则",
		"refused":                                                   "拒绝",
		"leave out":                                                 "不计入",
		"no figure":                                                 "无数据",
	})
}
