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
		"%w: the form of %q has no figures to fill in":                              "%w：%q 的报送表没有要填的数据",
		"%w: nobody reports %q":                                                     "%w：没有人报送 %q",
		"return form":                                                               "报送表",
		"unit code":                                                                 "单位代码",
		"unit name":                                                                 "单位名称",
		"indicator code":                                                            "指标代码",
		"indicator name":                                                            "指标名称",
		"what is counted":                                                           "统计口径",
		"measured in":                                                               "计量单位",
		"reported by":                                                               "数据来源单位",
		"figure":                                                                    "数据",
		"state of the figure":                                                       "数据状态",
		"kept confidential":                                                         "是否保密",
		"remark":                                                                    "备注",
		"yes":                                                                       "是",
		"version of the form":                                                       "表式版本",
		"who reports":                                                               "报送单位代码",
		"of the period":                                                             "所属时期",
		"date of the return":                                                        "报送日期",
		"signed (yes)":                                                              "是否签字（是）",
		"%w: the form of %q of %v would not give the figure back as it is":                 "%w：%q 的 %v 报送表不能原样保存该数据",
		"%w: the form of %q does not ask for the figure":                                   "%w：%q 的报送表没有这一项",
		"%w: the form of %q has one line for the figure":                                   "%w：%q 的报送表中该数据只有一行",
		"%w: the note %q is not plain text":                                                "%w：备注 %q 不是普通文本",
		"%w: the form of %q is also in %s":                                                 "%w：%q 的报送表在 %s 中已有一份",
		"%w: the file is no return form; its first cell is %q":                             "%w：该文件不是报送表，首个单元格为 %q",
		"%w: no form of %q went out":                                                       "%w：没有发出过 %q 的报送表",
		"%w: the form is that of %q, and %q sent it":                                       "%w：这是 %q 的报送表，报送者却是 %q",
		"%w: the form has the version %q, and the one that went out %q":                    "%w：表式版本为 %q，发出的是 %q",
		"%w: the form is of %v, and %v is asked for":                                       "%w：表中时期为 %v，要求报送的是 %v",
		"%w: the form ends above; this line is not of it":                                  "%w：报送表到上一行为止，这一行不属于报送表",
		"%w: the cell has %q, and the form that went out %q":                               "%w：单元格为 %q，发出的报送表为 %q",
		"%w: the form has no column here, and the cell has %q":                             "%w：报送表没有这一列，而单元格有 %q",
		"%w: the line has a note, and neither a figure nor a mark that says there is none": "%w：这一行填了备注或保密，却没有数据，也没有注明数据不存在",
		"%w: %q is no state of a figure":                                                   "%w：%q 不是数据状态",
		"%w: the cell says %q; write yes (是), or leave it empty":                           "%w：单元格为 %q；请填“是”（yes）或留空",
		"%w: %w": "%w：%w",
	})
}
