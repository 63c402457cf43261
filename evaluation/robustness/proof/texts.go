package proof

import (
	"github.com/countyeval/countyeval/evaluation/robustness"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Texts are the Chinese texts of this package by the English ones, with those of the packages below.
func Texts() basis.Texts {
	return basis.JoinTexts(robustness.Texts(), basis.Texts{
		"%w: %q is none of the grades %v":              "%w：%q 不在等次 %v 之中",
		"%w: %s and %s are not ranked with each other": "%w：%s 与 %s 不在同一排名中",
		"%w: a box with fixed sum, and units without a score of some child, whose weight goes to the others":          "%w：权重范围合计固定，而有单位缺少某下级指标的得分，其权重转给其他指标",
		"%w: a radius is given for it, but it has no children that are weighed":                                       "%w：对其给出幅度，但没有需要赋权的下级指标",
		"%w: a radius of %v is not from 0 to 1":                                                                       "%w：幅度 %v 不在 0 至 1 之间",
		"%w: it is aggregated by %T":                                                                                  "%w：该指标的合成方法为 %T",
		"%w: the decision ranks by what its printed parts add up to (Ties.Print: %v), of which nothing can be proved": "%w：决定按公布分项相加之和排名（Ties.Print：%v），对此无法证明",
		"%w: it is not ranked": "%w：未参加排名",
		"%w: the borders of %T hang on more than the order or a score":                                       "%w：%T 的等次界线不只取决于次序或得分",
		"nothing can be proved of a score that is no weighted mean":                                          "得分不是加权平均，无法证明",
		"%w: it does not apply to %d units, of which this is the first, and its weight goes to its siblings": "%w：该指标不适用于 %d 个单位，此处所列为第一个，其权重归于同级指标",
	})
}
