package coinr

import (
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/prepare"
)

// Texts are the Chinese texts of this package by the English ones, with those of the packages below.
func Texts() basis.Texts {
	return basis.JoinTexts(indicators.Texts(), prepare.Texts(), basis.Texts{
		"%w: %s is computed, but by no denominator":                           "%w：%s 为计算指标，却没有分母",
		"%w: %s is no denominator of the table%v":                             "%w：%s 不是该表的分母%v",
		"%w: Direction %s is neither 1 nor -1":                                "%w：Direction %s 既不是 1 也不是 -1",
		"%w: Level %d is not one below that of its Parent %s, %d":             "%w：Level %d 应比其 Parent %s 的 Level %d 低一级",
		"%w: Level %s is not a whole number from 1":                           "%w：Level %s 不是从 1 起的整数",
		"%w: Parent %s is no aggregate, but of the Type %s":                   "%w：Parent %s 的 Type 为 %s，不是 Aggregate",
		"%w: Parent %s is no iCode%v":                                         "%w：Parent %s 不是任何 iCode%v",
		"%w: Target %s is not a finite number":                                "%w：Target %s 不是有限数值",
		"%w: Type %s is none of %s%v":                                         "%w：Type %s 不属于 %s%v",
		"%w: Weight %s is not a finite number of at least 0":                  "%w：Weight %s 不是非负的有限数值",
		"%w: an aggregate has Level 2 or more, not 1":                         "%w：Aggregate 的 Level 应不小于 2，而不是 1",
		"%w: an indicator has Level 1, not %d":                                "%w：Indicator 的 Level 应为 1，而不是 %d",
		"%w: an indicator needs a Parent":                                     "%w：Indicator 应有 Parent",
		"%w: below %s, %s has %d levels and %s %d":                            "%w：%s 之下，%s 有 %d 级，而 %s 有 %d 级",
		"%w: iCode %s is used twice, first on line %d":                        "%w：iCode %s 重复使用，首次在第 %d 行",
		"%w: iCode is empty":                                                  "%w：iCode 为空",
		"%w: the aggregate %s has no children":                                "%w：Aggregate %s 没有下级指标",
		"%w: the best value of %s lies within its range":                      "%w：%s 的最优值在其区间之内",
		"%w: the code, the name or the unit of %s is NA, which reads as none": "%w：%s 的代码、名称或单位为 NA，读取时会被当作空值",
		"%w: the code %s does not begin with a letter, or has something else than letters, digits, points and underscores": "%w：代码 %s 不以字母开头，或含有字母、数字、点和下划线以外的字符",
		"%w: the column %s is not there%v":                                          "%w：缺少列 %s%v",
		"%w: the column %s is there twice":                                          "%w：列 %s 出现两次",
		"%w: the column %s says nothing here and is not read":                       "%w：列 %s 在此没有意义，未读取",
		"%w: the index has one root, an aggregate without Parent; there are %d: %s": "%w：指数应只有一个根，即没有 Parent 的 Aggregate；现有 %d 个：%s",
		"%w: the indicator is its own denominator":                                  "%w：该指标以自身为分母",
		"%w: units have %s, which is neither a group nor another column":            "%w：单位带有 %s，它既未列为 Group，也未列为 Other",
		"iMeta":                                 "iMeta 表",
		"not to be said in the tables of COINr": "COINr 的表格无法表达",
		"%w: a quote is not closed, or stands within a field": "%w：引号未闭合，或出现在字段中间",
		"%w: not as many fields as headings":                  "%w：字段数与列标题数不符",
	})
}
