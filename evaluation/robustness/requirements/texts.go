package requirements

import (
	"github.com/countyeval/countyeval/evaluation/robustness/proof"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Texts are the Chinese texts of this package by the English ones, with those of the packages below.
func Texts() basis.Texts {
	return basis.JoinTexts(proof.Texts(), basis.Texts{
		"%v (%v)":                                    "%v（%v）",
		"%v, indicator %s":                           "%v，指标 %s",
		"%v, indicators %s":                          "%v，指标 %s",
		"%v, unit %s":                                "%v，单位 %s",
		"%v, units %s":                               "%v，单位 %s",
		"%v: %v: found %s, limit %s":                 "%v：%v：实际为 %s，限值为 %s",
		"%v: cannot be checked: %w":                  "%v：无法检验：%w",
		"%w: %d of the first %d":                     "%w：前 %[3]d 名中的 %[2]d 个",
		"%w: %d ranks":                               "%w：位次数 %d",
		"%w: a factor of %v is below 1":              "%w：倍数 %v 小于 1",
		"%w: a fall by %v":                           "%w：降幅 %v",
		"%w: a share of %v is not from 0 to 1":       "%w：占比 %v 不在 0 至 1 之间",
		"%w: a tau of %v is not from -1 to 1":        "%w：相关系数 %v 不在 -1 至 1 之间",
		"%w: requirement %d is nil":                  "%w：第 %d 项要求为空",
		"%w: there is no plan":                       "%w：没有分配方案",
		"%w: there is no ranking to hold it against": "%w：没有对照排名",
		"%w: there is no result to put to the test":  "%w：没有可检验的评价结果",
		"%w: with %v it has no score":                "%w：取 %v 时没有得分",
		"Kendall's tau is at least %s":               "肯德尔相关系数不低于 %s",
		"a better figure never lowers a score":       "数据变好，得分不降",
		"at least %d of the first %d stay":           "前 %[2]d 名中至少 %[1]d 个不变",
		"class %s":                                   "类别 %s",
		"importance is within a factor of %s of the declared weight": "实际重要性与设定权重相差不超过 %s 倍",
		"no award falls by more than %s %%":                          "任一分配量降幅不超过 %s%%",
		"no indicator explains more than %s %% of the variance":      "任一指标解释的方差不超过 %s%%",
		"no indicator has weight 0":                                  "没有权重为 0 的指标",
		"no unit moves more than %d ranks":                           "任一单位位次变动不超过 %d",
		"pool %s":                                                    "资源池 %s",
		"requirement not met":                                        "未达到要求",
		"the border of %s stands to a radius of %s":                  "权重变动幅度达 %[2]s 时 %[1]s 等界线不变",
		"under the reference: %w":                                    "按对照排名：%w",
		"with %v: %w":                                                "取 %v 时：%w",
	})
}
