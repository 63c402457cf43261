package report

import (
	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/tables"
)

// hollowMark stands behind a figure that is drawn hollow.
const hollowMark = "°"

// Titles of the report and of its parts.
var (
	titleReport = tables.Both("%s: report of the evaluation", "%s评价报告")
	titleCounty = tables.Both("%s – %s", "%s——%s")

	partBrief      = tables.Both("In brief", "要点")
	partPlaces     = tables.Both("Ranking", "排名")
	partGroups     = tables.Both("By class and region", "分类与分地区")
	partTree       = tables.Both("Framework and weights", "指标体系与权重")
	partIndicators = tables.Both("Indicators", "指标")
	partFlow       = tables.Both("Ranks beside other rankings", "位次比较")
	partPools      = tables.Both("Awards", "奖励")
	partRisk       = tables.Both("How sure it is", "稳健性")
	partCounties   = tables.Both("Counties", "各县（市、区）")
	partBackground = tables.Both("Method, sources and warnings", "方法、来源与提示")
)

// The brief.
var (
	briefWhat   = tables.Both("%d counties are ranked on %d indicators in %d dimensions: %s.", "本次对 %d 个县（市、区）按 %d 项指标、%d 个维度评价排名：%s。")
	briefApart  = tables.Both("%d units are scored and stand apart, and %d left the evaluation; both are listed below the ranking.", "另有 %d 个单位计分而不排名、%d 个单位未参评，均列于排名之后。")
	briefGrades = tables.Both("Grades", "等次")
	briefAwards = tables.Both("Awards", "奖励")
	briefSure   = tables.Both("How sure that is", "结论的把握")
	briefCare   = tables.Both("What to be careful about", "需要留意")

	sureStay    = tables.Both("In %d draws, of the first %d on average %s per cent stay among them.", "%d 次模拟中，前 %d 名平均有 %s%% 仍居其列。")
	sureShift   = tables.Both("A county moves by %s ranks on average over the draws.", "各次模拟中各县位次平均变动 %s 位。")
	sureProved  = tables.Both("For all weights of the set that was studied, the order of %d pairs is proved; %d pairs may turn.", "在所考察的权重范围内，%d 对县的先后已经证明不变，%d 对可能互换。")
	sureBorder  = tables.Both("The narrowest border between grades lies between %s and %s: %s points.", "等次之间最窄的分界在%s与%s之间，相差 %s 分。")
	sureUnknown = tables.Both("It was not studied for this report.", "本报告未作稳健性分析。")

	careImputed  = tables.Both("%d figures of %d counties are imputed; the ranking marks them.", "有 %d 个数据系插补，涉及 %d 个县（市、区），排名表中已注明。")
	careOpen     = tables.Both("%d figures are under query with those who reported them.", "有 %d 个数据正在核实。")
	careTied     = tables.Both("%d counties share their rank or score with others.", "有 %d 个县（市、区）与他县并列。")
	careRaw      = tables.Both("Scores are not rounded before they are compared, so ranks may differ where printed scores are equal.", "比较位次前得分未取整，印出得分相同者位次可能不同。")
	careWarnings = tables.Both("Warnings at the end of the report: %d.", "共有 %d 条提示，见报告末尾。")
	careNothing  = tables.Both("Nothing was found.", "未发现需要留意之处。")
)

// Figures and tables.
var (
	figureTop      = tables.Both("The first %d and where their points come from", "前 %d 名及其得分构成")
	figureParts    = tables.Both("Points of all counties by dimension", "各县（市、区）分维度得分")
	figureByClass  = tables.Both("Ranks by class", "各类别位次分布")
	figureByRegion = tables.Both("Ranks by region", "各地区位次分布")
	figureTree     = tables.Both("Weights of the framework: height is share", "指标体系权重（高度为占比）")
	figureAlike    = tables.Both("Rank correlations between the scores of indicators", "指标得分之间的等级相关")
	figureAgainst  = tables.Both("%s and %s", "%s与%s")
	figureFirst    = tables.Both("Who comes among the first, and who leaves them", "位次流向：谁进谁出")
	figureGains    = tables.Both("Who gets more, and who gets less", "谁增谁减")
	figureLargest  = tables.Both("The %d largest changes of %d.", "变动最大的 %d 个，共 %d 个。") // shown, all
	wordMore       = tables.Both("more", "增加")
	wordLess       = tables.Both("less", "减少")
	figureFlow     = tables.Both("Where ranks go: counties that move by 5 or more stand out", "位次流向（变动 5 位以上者突出显示）")
	figureAward    = tables.Both("Award against score: %s", "奖励与得分：%s")
	figureWater    = tables.Both("How %s was filled: width is weight, height is share for one part of weight", "%s的注水图（宽为份数，高为每份所得）")
	figureWaterOf  = tables.Both("How %s was filled, %s: width is weight, height is share for one part of weight", "%s（%s）的注水图（宽为份数，高为每份所得）")
	figureLorenz   = tables.Both("How equal the awards are: %s", "分配均衡程度：%s")
	figureAccept   = tables.Both("How often each of the first %d has which rank", "前 %d 名取得各位次的频率")
	figureDots     = tables.Both("%s beside the median and the best of its class", "%s与同类中位数、最高分比较")

	titleAtRisk    = tables.Both("Awards at risk: %s", "可能变动的奖励：%s")
	partBridge     = tables.Both("What moved the scores from %d to %d", "%d 年至 %d 年得分变动原因")
	partBridgeMean = tables.Both("What moved the scores from %d to %d, mean over all orders", "%d 年至 %d 年得分变动原因（沙普利值）")
	partRound      = tables.Both("The round", "评价过程")
	partBook       = tables.Both("For the office that runs the round", "承办单位内部资料")
	figureBridge   = tables.Both("What moved the %d counties that moved most, from %d to %d", "%[2]d 年至 %[3]d 年变动最大的 %[1]d 个县（市、区）的变动原因")
	titleNeighbors = tables.Both("Neighbors", "前后位次")
	titleWay       = tables.Both("The cheapest way up", "代价最小的提升途径")
	titleProved    = tables.Both("Proved bounds of ranks", "位次的证明界限")
	titleSources   = tables.Both("Sources of the data", "数据来源")
)

// Text alternatives.
var (
	altNumbers = tables.Both("%s. %d rows of numbers stand in the table below.", "%s。下表列有 %d 行数据。")
	altBars    = tables.Both("%s. %d bars, from %s with %s to %s with %s.", "%s。共 %d 条，自%s（%s）至%s（%s）。")
	altStrip   = tables.Both("%s. %d dots in %d rows on one scale.", "%s。同一坐标上共 %d 个点，分 %d 行。")
	altDots    = tables.Both("%s: above the median in %d of %d rows.", "%s：共有 %d 行高于中位数，合计 %d 行。")
	altHeat    = tables.Both("%s. %d rows and %d columns, from %s to %s.", "%s。%d 行 %d 列，数值自 %s 至 %s。")
	altIcicle  = tables.Both("%s. %d indicators; the dimension with most weight is %s with %s per cent.", "%s。共 %d 项指标，权重最大的维度为%s，占 %s%%。")
	altLorenz  = tables.Both("%s. Curve of Lorenz of %d amounts, Gini coefficient %s.", "%s。%d 个数额的洛伦兹曲线，基尼系数 %s。")
	altScatter = tables.Both("%s. %d dots: %s to the right, %s upward.", "%s。共 %d 个点，横轴为%s，纵轴为%s。")
	altSobol   = tables.Both("%s. Most of the variance comes from %s, with a total index of %s.", "%s。方差主要来自%s，总效应指数 %s。")
	altWater   = tables.Both("%s. %d vessels, a level of %s, %d of them filled up to their lids.", "%s。共 %d 个容器，水位 %s，其中 %d 个已满。")
	altBump    = tables.Both("%s. %d counties over %s, %d of them marked.", "%s。共 %d 个县（市、区），依次为%s，突出显示 %d 个。")
)

// Headings.
var (
	headRow        = tables.Both("row", "项目")
	headName       = tables.Both("name", "名称")
	headValue      = tables.Both("value", "数值")
	headTotal      = tables.Both("total", "合计")
	headScore      = tables.Both("score", "得分")
	headRank       = tables.Both("rank", "位次")
	headBar        = tables.Both("points by dimension", "得分构成")
	headMarks      = tables.Both("marks", "标记")
	headInterval   = tables.Both("ranks in 90 % of draws", "模拟位次（90%）")
	headProved     = tables.Both("ranks proved", "证明位次")
	headBest       = tables.Both("best rank", "最好位次")
	headWorst      = tables.Both("worst rank", "最差位次")
	headFrom       = tables.Both("from", "下限")
	headTo         = tables.Both("to", "上限")
	headWeight     = tables.Both("weight", "权重")
	headImportance = tables.Both("importance", "重要性")
	headShare      = tables.Both("share", "所得")
	headCap        = tables.Both("cap", "上限额")
	headAward      = tables.Both("award", "奖励")
	headPool       = tables.Both("pool", "奖励项目")
	headAmount     = tables.Both("amount", "总量")
	headGiven      = tables.Both("given", "已分配")
	headReceive    = tables.Both("receive", "获奖县数")
	headMost       = tables.Both("most goes to", "最多者")
	headMean       = tables.Both("mean over draws", "模拟平均")
	headAny        = tables.Both("draws with an award (%)", "获奖频率（%）")
	headFactor     = tables.Both("choice", "不确定因素")
	headLowest     = tables.Both("lowest … % of counties", "最低的…%县")
	headHave       = tables.Both("have … % of all", "合计占…%")
	headIndicator  = tables.Both("indicator", "指标")
	headDefinition = tables.Both("what is counted", "口径")
	headPeriod     = tables.Both("year", "年份")
	headDepartment = tables.Both("reported by", "提供单位")
	headSource     = tables.Both("source", "来源")
	headMove       = tables.Both("move", "变动")
	headApart      = tables.Both("points from here", "与本县分差")
	headTurn       = tables.Both("order proved up to, %", "次序不变的权重变幅（%）")
	headNow        = tables.Both("now", "现值")
	headThen       = tables.Both("then", "达到")
	headCost       = tables.Both("cost", "代价")
)

// Labels and words.
var (
	wordPoints     = tables.Both("points", "分")
	wordGiven      = tables.Both("points by rulings", "加减分")
	wordThis       = tables.Both("this county", "本县")
	wordMedian     = tables.Both("median", "中位数")
	wordBest       = tables.Both("best", "最高")
	wordHere       = tables.Both("this ranking", "本排名")
	wordNumbers    = tables.Both("The numbers", "数据表")
	wordSkip       = tables.Both("Skip to the report", "跳到正文")
	wordContents   = tables.Both("Contents", "目录")
	wordFilter     = tables.Both("Filter rows", "筛选")
	wordFirstOrder = tables.Both("alone", "单独效应")
	wordTotalOrder = tables.Both("with interactions", "总效应")

	labelLevel = tables.Both("level %s", "水位 %s")
	labelGini  = tables.Both("Gini %s", "基尼系数 %s")
	labelUnits = tables.Both("counties from least to most, % (upward: % of the whole)", "由少到多的县，%（纵轴：占总量 %）")
	linePost   = tables.Both("%s points at", "%s 分点")
	lineZero   = tables.Both("zero point", "零点")

	markImputed = tables.Both("%d imputed", "插补 %d 项")
	markOpen    = tables.Both("%d under query", "核实中 %d 项")
	markCap     = tables.Both("at cap: %s", "已达上限：%s")

	cardTitle  = tables.Both("%d  %s  %s", "%d  %s  %s")
	cardStrong = tables.Both("Most above the median: %s.", "高于中位数最多：%s。")
	cardWeak   = tables.Both("Most below the median: %s.", "低于中位数最多：%s。")

	cardProved    = tables.Both("Proved: for all weights that are off by up to %s %% of themselves it stands between rank %d and rank %d.", "已证明：各权重变动不超过自身的 %s%% 时，位次在第 %d 位至第 %d 位之间。")
	cardProvedSet = tables.Both("Proved: for all weights of the set it stands between rank %d and rank %d.", "已证明：在所设权重范围内，位次在第 %d 位至第 %d 位之间。")
	cardDrawn     = tables.Both("In 90 %% of the draws it stands between rank %d and rank %d.", "90%% 的模拟中位次在第 %d 位至第 %d 位之间。")
	cardCliff     = tables.Both("%s points more would give it %s, and %[4]s instead of %[3]s %[5]s.", "再得 %s 分即可升至%s，奖励由 %[3]s 变为 %[4]s %[5]s。")
	cliffRank     = tables.Both("rank %d", "第 %d 位")
	cliffGrade    = tables.Both("rank %d and grade %s", "第 %d 位、%s 等")
	wayReached    = tables.Both("At a cost of %s together it would rise from rank %d with %s points to rank %d with %s.", "合计代价 %s，由第 %d 位（%s 分）升至第 %d 位（%s 分）。")
	wayMissed     = tables.Both("Out of reach: with all of it, at a cost of %s, it would go from rank %d with %s points to rank %d with %s.", "无法达到：全部做到（代价 %s）仅由第 %d 位（%s 分）到第 %d 位（%s 分）。")
	noteTurnEach  = tables.Both("Beside the neighbors of each county stands how far weights may move, as a share of themselves, while it is proved that the two do not turn.", "各县前后位次表中列有已证明两者次序不变的权重变动幅度（占权重自身的比例）。")
	noteTurn      = tables.Both("Proved: as long as no weight of an indicator moves farther than that, as a share of itself, the two do not turn.", "已证明：各指标权重的变动占自身的比例不超过该值时，两者次序不变。")

	textBorder     = tables.Both("border %s | %s: %s points apart", "分界 %s｜%s：相差 %s 分")
	textCheck      = tables.Both("To check these awards in a spreadsheet, open the certificate: it has for each county the weight, the limits and the level, and each share follows from them by one multiplication.", "核对办法：将核验表放入电子表格，表中列有各县份数、上下限与每份所得，各县所得由一次乘法即可复算。")
	textLead       = tables.Both("%d counties are ranked.", "共有 %d 个县（市、区）参加排名。")
	textMade       = tables.Both("Made by countyeval %s.", "由 countyeval %s 生成。")
	textVersion    = tables.Both("The result was made by version %s of the library, this report by version %s.", "结果由 %s 版生成，本报告由 %s 版生成。")
	textDigest     = tables.Both("Digest of the bundle: %s", "数据包摘要：%s")
	legendText     = tables.Both("Bars are points by dimension, in the order of the framework, which add up to the score.", "横条为各维度得分，按指标体系顺序排列，合计为总分。")
	noteParts      = tables.Both("Parts are rounded one by one unless the method prints parts that add up.", "除方法规定各部分取整后相加相等外，各部分分别取整。")
	noteImportance = tables.Both("Behind the weight of a dimension stands its importance: its share of what all dimensions explain of the variance of the total.", "维度权重之后为其重要性：各维度对总分方差解释程度的占比。")
	noteByClass    = tables.Both("Each class has weights of its own; those of the first county's class are drawn, and the table has all.", "各类别权重不同，图中为首位县所属类别的权重，全部权重见表。")
)

// audienceText says for whom the report is.
var audienceText = map[evaluation.Audience]tables.Text{
	evaluation.Internal: tables.Both("For the authority alone: it may show confidential figures.", "仅供主管部门使用，可能含有保密数据。"),
	evaluation.Public:   tables.Both("For the public.", "公开版。"),
}

// Maps.
var (
	figureMapScore = tables.Both("Where scores are high", "得分分布图")
	figureMapRank  = tables.Both("Where ranks are high", "位次分布图")
	figureMapGrade = tables.Both("Which grade is where", "等次分布图")
	figureMapAward = tables.Both("Where awards go: %s", "奖励分布图：%s")
	altMap         = tables.Both("%s. Map of %d areas, colored by the numbers of %d units, which the table has.", "%s。共 %d 个区域，按 %d 个单位的数值着色，数值见表。")
	mapWithout     = tables.Both("Without an area on the map: %s.", "地图上没有对应区域的单位：%s。")
	mapStrange     = tables.Both("Areas without a unit: %s.", "没有对应单位的区域：%s。")
)
