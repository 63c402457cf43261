package main

// headWords are the texts above the table.
type headWords struct {
	years, yearsOf       string // of the built-in data; periods
	read                 string
	readHenan            string // units, indicators, scored, monitored, their names, districts without data
	readOwn              string // units, indicators, scored, monitored
	imputed, none, cells string // cells: n
	imputedBy            string // indicator, value
	anyRank, anyRanks    string // rank; best, worst
	oneOf, more          string // grade; n
	doubt, units         string // units: n
	doubtBy              string // name, rank, rank
	doubtWhy             string
	stays, moves, fitted string // others; moved, others; moved
	weights, weightsBy   string // weightsBy: scheme
	influence            string
	influenceBy          string // n
	method, methodFixed  string
	methodData           string
}

func newHeadWords(t pick) headWords {
	return headWords{
		years:   t("经济数据 2023 年 · 就业、学历、人口 2020 年（普查）", "economy 2023 · jobs, education, people 2020 census"),
		yearsOf: t("数据年份 %s", "data of %s"),
		read:    t("读入", "Read"),
		readHenan: t("%[1]d 个县（市、区）×%[2]d 项指标：%[3]d 项计分，%[4]d 项仅监测（%[5]s）。另有 %[6]d 个市辖区无公开数据。缺：绿色、研发、利润、开放",
			"%[1]d counties, cities and districts x %[2]d indicators: %[3]d scored, %[4]d only monitored (%[5]s). Another %[6]d districts have no public data. Lacking: environment, R&D, profits, openness"),
		readOwn:   t("%[1]d 个单位×%[2]d 项指标：%[3]d 项计分，%[4]d 项仅监测", "%[1]d units x %[2]d indicators: %[3]d scored, %[4]d only monitored"),
		imputed:   t("插补", "Imputed"),
		none:      t("无", "none"),
		cells:     t("%d 处。", "%d cells. "),
		imputedBy: t("%[1]s 取中位数 %[2]s：", "%[1]s at the median, %[2]s: "),
		anyRank:   t("取任何值均为第 %d 位", "rank %d whatever the figure"),
		anyRanks:  t("取任何值均为第 %d–%d 位", "rank %d–%d whatever the figure"),
		oneOf:     t("%s 等 1 县", "one county of grade %s"),
		more:      t("等 %d 处", "and %d more"),
		doubt:     t("待核", "In doubt"),
		units:     t("%d 县（市）：", "%d: "),
		doubtBy:   t("%[1]s（二产增加值第 %[2]d，规上企业数第 %[3]d）", "%[1]s (rank %[2]d by value added, %[3]d by enterprises)"),
		doubtWhy: t("企均二产与外来人口占比均超过上四分位数加 3 倍四分位距，疑含功能区",
			"value added per enterprise and residents from elsewhere are both beyond the upper quartile plus 3 interquartile ranges; a development zone may be counted in"),
		stays:       t("剔除后其余 %d 县（市）位次不变", "without them none of the other %d changes rank"),
		moves:       t("剔除后其余 %[2]d 县（市）中 %[1]d 个位次变动", "without them %[1]d of the other %[2]d change rank"),
		fitted:      t("若零分值、满分值取自数据两端，则有 %d 个变动", "with goalposts from the data, %d would"),
		weights:     t("权重", "Weights"),
		weightsBy:   t("%s（百分制）：", "%s, of 100: "),
		influence:   t("影响", "Influence"),
		influenceBy: t("名义权重→实际影响（与总分 R² 的份额，%d 个单位）：", "weight → share in R² with the total over all %d units: "),
		method:      t("计分", "Scoring"),
		methodFixed: t("在固定的零分值与满分值之间线性计 0–100 分，两端截断，按权重逐级加权。得分公布两位小数，位次、等次、奖励均据公布得分",
			"linear from 0 to 100 between fixed goalposts, cut at both ends, weighted level by level. Ranks, grades and awards follow from the published two decimals"),
		methodData: t("在零分值与满分值（方案未定者取数据两端）之间线性计 0–100 分，两端截断，按权重逐级加权。得分公布两位小数，位次、等次、奖励均据公布得分",
			"linear from 0 to 100 between the goalposts (of the data, where the framework has none), cut at both ends, weighted level by level. Ranks, grades and awards follow from the published two decimals"),
	}
}

// tableWords are the headings of the table.
type tableWords struct {
	rank, county, unit, prefecture, region, score, grade string
	awards                                               map[string]string // by key
	schemes                                              map[string]string
	subtotal                                             string // grade, n
}

func newTableWords(t pick) tableWords {
	return tableWords{
		rank:       t("位次", "Rank"),
		county:     t("县（市）", "County"),
		unit:       t("单位", "Unit"),
		prefecture: t("省辖市", "Prefecture"),
		region:     t("地区", "Region"),
		score:      t("得分", "Score"),
		grade:      t("等次", "Grade"),
		awards: map[string]string{
			"land":  t("土地亩", "Land mu"),
			"cod":   t("COD吨/年", "COD t/yr"),
			"funds": t("资金万元", "M yuan"),
		},
		schemes: map[string]string{
			byDeclared: t("方案", "Declared"),
			byEqual:    t("等权", "Equal"),
			byEntropy:  t("熵权", "Entropy"),
			byMix:      t("组合", "Mix"),
		},
		subtotal: t("%s等%d个", "%s, all %d"),
	}
}

// footWords are the texts below the table.
type footWords struct {
	marks, marksText         string
	grades                   string
	gradesOf, of             string // grade, n; n in all
	border, narrow, tied     string // the two grades, the two scores, the gap; the same, for the narrowest; rank, n
	apart, districts, others string // ; n; n
	robust, tau              string // ; scheme, tau
	same, leave, enter       string // grade; grade, names; names
	at                       string // rank
	check, checkNames        string // ; names, ranks
	checkRanks               string // ranks
	notes, more, moreText    string
}

func newFootWords(t pick) footWords {
	return footWords{
		marks:      t("标记", "Marks"),
		marksText:  t("▲ 触上限   † 口径待核   ° 有插补", "▲ at its cap   † in doubt   ° has an imputed figure"),
		grades:     t("等次", "Grades"),
		gradesOf:   t("%s %d", "%s %d"),
		of:         t("（共 %d 个）。分界：", " of %d. Borders: "),
		border:     t("%[1]s|%[2]s %[3]s|%[4]s（差 %[5]s）", "%[1]s|%[2]s %[3]s|%[4]s (gap %[5]s)"),
		narrow:     t("%[1]s|%[2]s %[3]s|%[4]s（仅差 %[5]s）", "%[1]s|%[2]s %[3]s|%[4]s (gap only %[5]s)"),
		tied:       t("并列第 %[1]d 位 %[2]d 个", "%[2]d tied at rank %[1]d"),
		apart:      t("单列", "Apart"),
		districts:  t("市辖区 %d 个按同一标准计分，不排名、不定等：", "%d districts, scored alike, not ranked or graded: "),
		others:     t("其他类别 %d 个按同一标准计分，不排名、不定等：", "%d units of other classes, scored alike, not ranked or graded: "),
		robust:     t("稳健", "Robust"),
		tau:        t("%[1]s τ=%[2]s", "%[1]s weights, tau-b %[2]s"),
		same:       t("，%s 等名单不变", ", the list of grade %s is the same"),
		leave:      t("，%[1]s 等换出%[2]s", ", grade %[1]s loses %[2]s"),
		enter:      t("，换入%s", " and gains %s"),
		at:         t("第 %d 位", "rank %d"),
		check:      t("印证", "Compare"),
		checkNames: t("省 2020 年县域工业30强前五（%[1]s）在此依次列第 %[2]s 位", "the first five of the province's top 30 counties in industry, 2020 (%[1]s), rank %[2]s here"),
		checkRanks: t("省 2020 年县域工业30强前五在此依次列第 %[1]s 位", "the first five of the province's top 30 counties in industry, 2020, rank %[1]s here"),
		notes:      t("提示", "Notes"),
		more:       t("更多", "More"),
		moreText: t("-explain 县名 逐项说明位次与奖励的由来；-all 列出 B、C、D 等各县；-weights 换权重；-out 目录 写出得分、奖励、分配明细、核验表",
			"-explain COUNTY says why; -all lists grades B, C and D; -weights takes other weights; -out DIR writes scores, awards, ledger and certificate"),
	}
}
