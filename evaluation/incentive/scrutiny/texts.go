package scrutiny

import (
	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Texts are the Chinese texts of this package by the English ones, with those of the packages below.
func Texts() basis.Texts {
	return basis.JoinTexts(incentive.Texts(), basis.Texts{
		"%w: %q, and only %q has prices": "%w：%q，只有 %q 有价格",
		"%w: %s gives no slope":          "%w：%s 没有给出斜率",
		"%w: %s is not ranked":           "%w：%s 未参加排名",
		"%w: awards, remainder and reserve sum to %s smallest units, the pool has %d": "%w：奖励、结余与预留合计为 %s 个最小单位，奖励总量为 %d 个",
		"%w: counted in %q with %d decimals and in %q with %d":                        "%w：一个以 %q 计、%d 位小数，另一个以 %q 计、%d 位小数",
		"%w: inequality among no counties":                                            "%w：没有县（市、区）可计算差异",
		"%w: inequality aversion %v is not positive and finite":                       "%w：不平等厌恶系数 %v 应为正的有限数值",
		"%w: inequality where nobody has anything":                                    "%w：各县（市、区）均无奖励，无法计算差异",
		"%w: inequality with the negative amount %d":                                  "%w：存在负的数额 %d，无法计算差异",
		"%w: it is not said by which attribute":                                       "%w：没有说明按哪一属性汇总",
		"%w: no allocation to compare":                                                "%w：没有可以比较的分配结果",
		"%w: no clause of the plan has a zero point":                                  "%w：方案中没有设零点的条款",
		"%w: no exact amount":                                                         "%w：没有精确数额",
		"%w: no published score from %s to %s":                                        "%w：%s 至 %s 之间没有可公布的得分",
		"%w: no result to ask about":                                                  "%w：没有可供查询的评价结果",
		"%w: no zero point":                                                           "%w：没有零点",
		"%w: score %s has more than %d decimals":                                      "%w：得分 %s 的小数超过 %d 位",
		"%w: score %s":                                                                "%w：得分 %s",
		"%w: sum of the amounts":                                                      "%w：数额合计",
		"%w: the decision has no Ties.Digits":                                         "%w：排名办法没有规定公布得分的小数位数",
		"%w: the price is unknown: %v":                                                "%w：每分价值不明：%v",
		"%w: the price is unknown: the scores have no room for a rise that is too small to matter": "%w：每分价值不明：得分之间没有足够小的上升余地",
		"%w: the price is unknown: with scores a little higher: %w":                                "%w：每分价值不明：得分略高时：%w",
		"a ceiling follows scores by a clause that has no slope":                                   "有条款按得分决定合计上限，但没有给出斜率",
		"eligible":          "符合条件的",
		"everyone":          "全部",
		"grade":             "等次",
		"highest score: %w": "最高得分：%w",
		"its weight follows scores by a clause that has no slope": "有条款按得分决定份数，但没有给出斜率",
		"its weight is not the product of what the clauses give":  "其份数不是各条款所给系数的乘积",
		"kind of cliff":   "临界差距类型",
		"place":           "位次",
		"score: %w":       "得分：%w",
		"set of counties": "县（市、区）范围",
		"whether it is in, a limit or an order follows scores by a clause that has no slope": "有条款按得分决定是否参与、上下限或级次，但没有给出斜率",
		"zero point %v: %w": "零点 %v：%w",
	})
}
