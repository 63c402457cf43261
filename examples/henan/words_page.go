package main

import "github.com/countyeval/countyeval/evaluation/tables"

// Words above the table.
var (
	headYears       = both("economy 2023 · jobs, education, people 2020 census", "经济数据 2023 年 · 就业、学历、人口 2020 年（普查）")
	headYearsOf     = both("data of %s", "数据年份 %s") // periods
	headRead        = both("Read", "读入")
	headReadHenan   = both("%[1]d counties, cities and districts x %[2]d indicators: %[3]d scored, %[4]d only monitored (%[5]s). Another %[6]d districts have no public data. Lacking: environment, R&D, profits, openness", "%[1]d 个县（市、区）×%[2]d 项指标：%[3]d 项计分，%[4]d 项仅监测（%[5]s）。另有 %[6]d 个市辖区无公开数据。缺：绿色、研发、利润、开放") // units, indicators, scored, monitored, their names, districts without data
	headReadOwn     = both("%[1]d units x %[2]d indicators: %[3]d scored, %[4]d only monitored", "%[1]d 个单位×%[2]d 项指标：%[3]d 项计分，%[4]d 项仅监测")                                                                                                                                                                         // units, indicators, scored, monitored
	headImputed     = both("Imputed", "插补")
	headCells       = both("%d cells. ", "%d 处。")                                         // n
	headImputedBy   = both("%[1]s at the median, %[2]s: %[3]s", "%[1]s 取中位数 %[2]s：%[3]s") // indicator, value, counties
	headAnyRank     = both("rank %d whatever the figure", "取任何值均为第 %d 位")                 // rank
	headAnyRanks    = both("rank %d–%d whatever the figure", "取任何值均为第 %d–%d 位")           // best, worst
	headDoubt       = both("In doubt", "待核")
	headUnits       = both("%d: %s", "%d 县（市）：%s")                                                                        // n
	headDoubtBy     = both("%[1]s (rank %[2]d by value added, %[3]d by enterprises)", "%[1]s（二产增加值第 %[2]d，规上企业数第 %[3]d）") // name, two ranks
	headDoubtWhy    = both("value added per enterprise and residents from elsewhere are both beyond the upper quartile plus 3 interquartile ranges; a development zone may be counted in", "企均二产与外来人口占比均超过上四分位数加 3 倍四分位距，疑含功能区")
	headStays       = both("without them the other %d keep their order", "剔除后其余 %d 县（市）先后次序不变")                                       // others
	headMoves       = both("without them %[1]d of the other %[2]d change places among themselves", "剔除后其余 %[2]d 县（市）中 %[1]d 个先后次序变动") // moved, others
	headFitted      = both("with goalposts from the data, %d would change places", "若零分值、满分值取自数据两端，则有 %d 个变动")                        // moved
	headEnters      = both("%[1]s would enter grade %[2]s", "%[1]s将升入 %[2]s 等")                                                       // names, grade
	headHeld        = both("those in doubt hold %s", "待核各县所得：%s")                                                                     // amounts of awards
	headHeldOf      = both("%[4]s %[1]s of %[2]s %[3]s", "%[4]s %[1]s %[3]s（各县共 %[2]s）")                                              // amount, total, measure, award
	headThen        = both("without them %[1]s, for example, would get %[2]s", "剔除后，如%[1]s所得变为：%[2]s")                                // county, amounts before and after
	headWeights     = both("Weights", "权重")
	headWeightsBy   = both("%s, of 100: ", "%s（百分制）：") // weighting
	headInfluence   = both("Influence", "影响")
	headInfluenceBy = both("weight → share in R² with the total over all %d units: %s", "名义权重→实际影响（与总分 R² 的占比，%d 个单位）：%s") // n
	headMethod      = both("Scoring", "计分")
	headMethodFixed = both("linear from 0 to 100 between fixed goalposts, cut at both ends, weighted level by level. Ranks, grades and awards follow from the published two decimals", "在固定的零分值与满分值之间线性计 0–100 分，两端截断，按权重逐级加权。得分公布两位小数，位次、等次、奖励均据公布得分")
	headMethodData  = both("linear from 0 to 100 between the goalposts (of the data, where the framework has none), cut at both ends, weighted level by level. Ranks, grades and awards follow from the published two decimals", "在零分值与满分值（方案未定者取数据两端）之间线性计 0–100 分，两端截断，按权重逐级加权。得分公布两位小数，位次、等次、奖励均据公布得分")
)

// Words of the table and of the files.
var (
	columnRank       = both("Rank", "位次")
	columnCounty     = both("County", "县（市）")
	columnPrefecture = both("Prefecture", "省辖市")
	columnUnit       = both("Unit", "单位")
	columnRegion     = both("Region", "地区")
	columnScore      = both("Score", "得分")
	columnGrade      = both("Grade", "等次")
	columnLand       = both("Land mu", "土地亩")
	columnCOD        = both("COD t/yr", "COD吨/年")
	columnFunds      = both("M yuan", "资金万元")
	noteZones        = both("The program names the cities of the core; which lie on the axes and in the belts is geography.", "双核城市为规划所列；两轴、三带所含城市系按地理位置归入。") // below the table by zone
	columnSubtotal   = both("%s, all %d", "%s等%d个")                                                                                                           // grade, n
)

// awardHeads are the heads of the columns of the built-in awards, by the name of the pool.
var awardHeads = map[string]tables.Text{"Land": columnLand, "COD": columnCOD, "Funds": columnFunds}

// Words below the table.
var (
	footMarks      = both("Marks", "标记")
	footMarksText  = both("▲ at its cap   † in doubt   ° has an imputed figure", "▲ 触上限   † 口径待核   ° 有插补")
	footGrades     = both("Grades", "等次")
	footApart      = both("Apart", "单列")
	footDistricts  = both("%d districts, scored alike, not ranked or graded: %s", "市辖区 %d 个按同一标准计分，不排名、不定等：%s")               // n
	footOthers     = both("%d units of other classes, scored alike, not ranked or graded: %s", "其他类别 %d 个按同一标准计分，不排名、不定等：%s") // n
	footRobust     = both("Robust", "稳健")
	footTau        = both("%[1]s weights, tau-b %[2]s", "%[1]s τ=%[2]s")     // weighting, tau
	footSame       = both(", the list of grade %s is the same", "，%s 等名单不变") // grade
	footLeave      = both(", grade %[1]s loses %[2]s", "，%[1]s 等换出%[2]s")    // grade, names
	footEnter      = both(" and gains %s", "，换入%s")                          // names
	footAt         = both("rank %d", "第 %d 位")                               // rank
	footCheck      = both("Compare", "印证")
	footCheckNames = both("the first five of the province's top 30 counties in industry, 2020 (%[1]s), rank %[2]s here", "省 2020 年县域工业30强前五（%[1]s）在此依次列第 %[2]s 位") // names, ranks
	footCheckRanks = both("the first five of the province's top 30 counties in industry, 2020, rank %[1]s here", "省 2020 年县域工业30强前五在此依次列第 %[1]s 位")                // ranks
	footNotes      = both("Notes", "提示")
	footMore       = both("More", "更多")
	footMoreText   = both("-explain COUNTY says why; -all lists grades B, C and D; -weights takes other weights; -out DIR writes scores, awards, ledger and certificate", "-explain 县名 逐项说明位次与奖励的由来；-all 列出 B、C、D 等各县；-weights 换权重；-out 目录 写出得分、奖励、分配明细、核验表")
)

// Words about the awards.
var (
	awardBalance  = both("%[1]s %[2]s = awards %[3]s + remainder %[4]s + reserve %[5]s. Rules: ", "%[1]s %[2]s=奖励 %[3]s+结余 %[4]s+预留 %[5]s。") // pool, measure, awards, remainder, reserve
	awardPerPart  = both("%s %s for each part", "每份 %s %s")                                                                                  // amount, measure
	awardCapped   = both("%d at the cap", "%d 个触上限")                                                                                         // n
	awardNotGiven = both("not given: %s", "未分配：%s")                                                                                          // why
	awardYard     = both("Yardstick", "标尺")
	awardYardText = both("all amounts, zero points and caps are made up for this example; no document has them. To compare: the land is %s %% of Henan's plan of new construction land in 2017, 313,700 mu; 1,000 mu is what the State Council gave a county in 2021; Gansu gives 500 million yuan a year to 10 counties", "奖励总量、起算分、上限均为本示例自拟，不出自任何文件。对照：土地总量为河南 2017 年新增建设用地计划 31.37 万亩的 %s%%；每县 1,000 亩同国务院 2021 年对县的激励；甘肃每年以 5 亿元奖励 10 县") // share of the province's quota
	awardYardOwn  = both("all amounts, zero points and caps are made up for this example; no document has them", "奖励总量、起算分、上限均为本示例自拟，不出自任何文件")
)
