package industry

import (
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Texts are the Chinese texts of this package by the English ones, with those of the packages below.
func Texts() basis.Texts {
	return basis.JoinTexts(indicators.Texts(), basis.Texts{
		"%s %v: %.2f %% of the unit, %.2f %% of the reference; %v": "%s %v：占本单位 %.2f %%，占参照地区 %.2f %%；%v",
		"%v, %v":             "%v，%v",
		"%w: %v is negative": "%w：%v 为负",
		"%w: %v of the reference is not a positive number": "%w：参照地区的 %v 不是正数",
		"%w: a share of a whole needs all amounts":         "%w：计算占比需要全部数据",
		"%w: industry %d is %v before and %v after":        "%w：第 %d 个产业前期为 %v，后期为 %v",
		"%w: named twice":                                      "%w：被指定两次",
		"%w: no industries":                                    "%w：没有产业",
		"%w: no unit has this industry":                        "%w：各单位均无此产业",
		"%w: no units":                                         "%w：没有单位",
		"%w: the amounts are too large to be summed":           "%w：数额过大，无法求和",
		"%w: the reference does not have it":                   "%w：参照地区没有该产业",
		"%w: the reference has it, the table does not":         "%w：参照地区有该产业，数据表没有",
		"%w: the reference is too large to be summed":          "%w：参照地区数额过大，无法求和",
		"%w: the unit has no industry at all":                  "%w：该单位没有任何产业",
		"%w: unit %d is %v before and %v after":                "%w：第 %d 个单位前期为 %v，后期为 %v",
		"above one":                                            "大于 1",
		"does not lead":                                        "不是主导产业",
		"excess":                                               "超出额",
		"leading industries: %w: at most %d industries":        "主导产业：%w：最多 %d 个产业",
		"leading industries: %w: quotient of at least %v":      "主导产业：%w：区位商至少 %v",
		"leading industries: %w: share of at least %v percent": "主导产业：%w：占比至少百分之 %v",
		"leading industries: %w: there is no order %d":         "主导产业：%w：没有编号为 %d 的排序方式",
		"leads":                                  "为主导产业",
		"least quotient":                         "区位商下限",
		"least share":                            "占比下限",
		"location quotient %.3f < %g":            "区位商 %.3f < %g",
		"location quotient %.3f > %g":            "区位商 %.3f > %g",
		"location quotient %.3f >= %g":           "区位商 %.3f >= %g",
		"location quotient %.3f not > %g":        "区位商 %.3f 不大于 %g",
		"nothing":                                "无",
		"order":                                  "排序方式",
		"place":                                  "位次",
		"place %.0f <= %g":                       "位次 %.0f <= %g",
		"place %.0f > %g":                        "位次 %.0f > %g",
		"quotient":                               "区位商",
		"share":                                  "占比",
		"share of the unit in percent %.2f < %g": "占本单位的百分比 %.2f < %g",
		"share of the unit in percent %.2f >= %g": "占本单位的百分比 %.2f >= %g",
		"test": "检验项",
	})
}
