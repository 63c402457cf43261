package returns

import (
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Texts are the Chinese texts of this package by the English ones, with those of the packages below.
func Texts() basis.Texts {
	return basis.JoinTexts(indicators.Texts(), basis.Texts{
		"%w: %q begins in one year and ends in another":                                           "%w：%q 跨年度",
		"%w: %q is no period; write 2023, 2023H1, 2023Q3, 2023-07 or 2023-01/2023-09 (2023年1-9月)": "%w：%q 不是时期；请写成 2023、2023H1（2023年上半年）、2023Q3（2023年三季度）、2023-07 或 2023年1-9月",
		"%w: months %d to %d of %d are no period":                                                 "%[1]w：%[4]d 年 %[2]d 至 %[3]d 月不是时期",
		"%q: %w":                                                                    "%q：%w",
		"%w: %v is not the beginning of %v":                                         "%[1]w：%[3]v 不是从 %[2]v 开始的",
		"%w: %v does not follow %v":                                                 "%w：%v 不紧接 %v 之后",
		"%w: the other figure is of %s, %s":                                         "%w：另一个数据属于 %s 的 %s",
		"%w: the framework has no indicators that are reported":                     "%w：指标体系中没有需要报送的指标",
		"%w: there are no readings":                                                 "%w：没有数据",
		"%w: the figure is of a %v, others of a %v":                                 "%w：该数据的时期是%v，其他数据的是%v",
		"%w: neither the figure nor its indicator says of which period it is":       "%w：数据和指标都没有注明时期",
		"%w: %v is a cumulative figure, or of no year, half-year, quarter or month": "%w：%v 为累计数，或者不是年、半年、季、月",
		"period %d: %w":                                                             "时期 %d：%w",
	})
}
