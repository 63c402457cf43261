package stats

import (
	"github.com/countyeval/countyeval/indicators/basis"
)

// Texts are the Chinese texts of this package by the English ones, with those of the packages below.
func Texts() basis.Texts {
	return basis.JoinTexts(basis.CommonTexts(), basis.Texts{
		"%w: %d and %d":                     "%w：%d 和 %d",
		"%w: %d of at least 4":              "%w：只有 %d 个，至少需要 4 个",
		"%w: %v":                            "%w：%v",
		"%w: loading %d of factor %d is %v": "%w：第 %[3]d 个因子的第 %[2]d 个载荷为 %[4]v",
		"%w: the sum overflows":             "%w：合计溢出",
		"%w: the values are too close together or too far apart to be raised to the fourth power": "%w：各值过于接近或相差过大，无法计算四次方",
		"%w: value %d of %d is %v":                           "%w：%[3]d 个值中的第 %[2]d 个为 %[4]v",
		"%w: varimax rotation of %d factors after %d rounds": "%w：%d 个因子的方差最大化旋转迭代 %d 轮后仍未收敛",
		"first slice: %w":                                    "第一组数据：%w",
		"no convergence":                                     "未收敛",
		"order outside of [0, 1]":                            "分位数的阶不在 0 到 1 之间",
		"second slice: %w":                                   "第二组数据：%w",
		"slices of different lengths":                        "两组数据长度不同",
	})
}
