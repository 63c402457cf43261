package outranking

import (
	"github.com/countyeval/countyeval/evaluation/aggregate"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Texts are the Chinese texts of this package by the English ones, with those of the packages below.
func Texts() basis.Texts {
	return basis.JoinTexts(aggregate.Texts(), basis.Texts{
		"%w: concordance %v and discordance %v are not both from 0 to 1":                               "%w：和谐度 %v 和不和谐度 %v 应均在 0 至 1 之间",
		"%w: credibility %v is not from 0 to 1":                                                        "%w：可信度 %v 不在 0 至 1 之间",
		"%w: credibility of %d units with %d figures":                                                  "%w：%d 个单位的可信度矩阵有一行为 %d 个数",
		"%w: thresholds of indifference %v, preference %v and veto %v are not 0 or more and ascending": "%w：无差异阈值 %v、偏好阈值 %v、否决阈值 %v 应不小于 0 且依次递增",
	})
}
