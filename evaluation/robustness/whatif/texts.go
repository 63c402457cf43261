package whatif

import (
	"github.com/countyeval/countyeval/evaluation/robustness"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Texts are the Chinese texts of this package by the English ones, with those of the packages below.
func Texts() basis.Texts {
	return basis.JoinTexts(robustness.Texts(), basis.Texts{
		"%w: %d folds of %d known figures":                                 "%w：分为 %d 轮，已知数据 %d 个",
		"%w: a goal of rank %d, grade %q and %v of pool %q":                "%w：目标为位次 %d、等次 %q、资源池 %[5]q 的 %[4]v",
		"%w: a share of %v is not above 0 and at most 1":                   "%w：幅度 %v 应大于 0 且不超过 1",
		"%w: a share of %v is not from 0 to 1":                             "%w：占比 %v 不在 0 至 1 之间",
		"%w: a step of %v":                                                 "%w：步长为 %v",
		"%w: from %v to %v in steps of %v at a cost of %v":                 "%w：由 %v 至 %v，步长 %v，单位代价 %v",
		"%w: it has all the weight, and its siblings have no proportions":  "%w：它占全部权重，同级其他指标没有比例可循",
		"%w: it is not ranked":                                             "%w：未参加排名",
		"%w: no grade %q":                                                  "%w：没有等次 %q",
		"%w: no indicator of that code is weighed":                         "%w：没有该代码的赋权指标",
		"%w: no pool %q":                                                   "%w：没有名为 %q 的资源池",
		"%w: the figures have no list %q that could follow the table":      "%w：数据中没有可随数据表变动的清单 %q",
		"%w: the method gave no table":                                     "%w：该方法没有给出数据表",
		"%w: the method is nil":                                            "%w：方法为空",
		"%w: the unit has no raw figure of that code":                      "%w：该单位没有此代码的原始数据",
		"%w: the unit has no raw figure of that code that could move once": "%w：该单位没有此代码可变动的原始数据，或重复列出",
		"%w: there are no levers":                                          "%w：没有可变动的数据",
		"%w: with %v the unit is not ranked":                               "%w：取 %v 时该单位未参加排名",
		"%w: without it nothing is left":                                   "%w：去掉之后没有剩余",
		"bent":                                                             "步内转折",
		"course":                                                           "得分走势",
		"curved":                                                           "曲线",
		"kinked":                                                           "折点",
		"leaping":                                                          "跳跃",
		"pool %s: %w":                                                      "资源池 %s：%w",
		"round %d: %w":                                                     "第 %d 轮：%w",
		"straight":                                                         "直线",
		"with %v: %w":                                                      "取 %v 时：%w",
	})
}
