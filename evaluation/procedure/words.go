package procedure

import (
	"sync"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/profile"
)

// sayings are the Chinese of what this package says.
var sayings = sync.OnceValue(Texts)

// told is a text in both languages.
func told(t basis.Text) tables.Text {
	return tables.Both(t.String(), t.Say(basis.Chinese, sayings()))
}

// word is the word of an enumeration in both languages.
func word(w basis.Words, of int) tables.Text { return told(w.Text(of)) }

// ruleName is the name of a rule of package profile, or a rule of one's own as it is.
func ruleName(rule string) tables.Text {
	if zh := profile.Texts()[rule]; zh != "" {
		return tables.Both(rule, zh)
	}
	return tables.Same(rule)
}

// named is the name of a department or a unit, in both languages.
func (r *Round) named(code string) tables.Text { return told(r.OfficeName(code)) }

// column is the name of an indicator, in both languages.
func (r *Round) column(code string) tables.Text { return told(r.IndicatorName(code)) }

// Headings and titles.
var (
	headNumber    = tables.Both("no.", "序号")
	headWhat      = tables.Both("to do", "事项")
	headOffice    = tables.Both("office", "责任单位")
	headIndicator = tables.Both("indicator", "指标")
	headUnits     = tables.Both("counties", "县（市、区）")
	headUnit      = tables.Both("county", "县（市、区）")
	headCode      = tables.Both("code", "代码")
	headDue       = tables.Both("due", "期限")
	headState     = tables.Both("state", "状态")
	headLate      = tables.Both("days late", "逾期天数")
	headFigure    = tables.Both("figure", "数值")
	headMeasure   = tables.Both("unit", "单位")
	headMark      = tables.Both("mark", "标记")
	headFrom      = tables.Both("reported by", "填报单位")
	headRule      = tables.Both("rule", "规则")
	headQuestion  = tables.Both("question", "质疑内容")
	headAsked     = tables.Both("asked", "质疑日期")
	headAnswer    = tables.Both("answer", "答复")
	headNow       = tables.Both("figure after", "答复后数值")
	headClosed    = tables.Both("settled", "办结日期")
	headDocument  = tables.Both("document", "文件")
	headRank      = tables.Both("rank", "位次")
	headClass     = tables.Both("class", "类别")
	headRegion    = tables.Both("region", "地区")
	headScore     = tables.Both("score", "得分")
	headGrade     = tables.Both("grade", "等次")
	headRemark    = tables.Both("remarks", "备注")
	headWeight    = tables.Both("weight, %", "权重，%")
	headShare     = tables.Both("share of its parent, %", "在上级中的占比，%")
	headPoints    = tables.Both("points", "贡献分")
	headMedian    = tables.Both("median score", "得分中位数")
	headLost      = tables.Both("points above the middle", "比中位数多得分")
	headOwnRank   = tables.Both("rank by score", "单项位次")
	headPointRank = tables.Both("rank by points", "单项位次")
	headDate      = tables.Both("date", "日期")
	headDone      = tables.Both("what was done", "办理内容")
	headDigest    = tables.Both("digest", "摘要")
	headRankWas   = tables.Both("rank before", "原位次")
	headRankIs    = tables.Both("rank after", "新位次")
	headScoreWas  = tables.Both("score before", "原得分")
	headScoreIs   = tables.Both("score after", "新得分")
	headGradeWas  = tables.Both("grade before", "原等次")
	headGradeIs   = tables.Both("grade after", "新等次")
	headCause     = tables.Both("cause", "原因")
	headReporter  = tables.Both("department", "部门")
	headExpected  = tables.Both("expected", "应报")
	headAbsent    = tables.Both("not reported", "未报")
	headUnsigned  = tables.Both("reported only", "已报未签认")
	headSigned    = tables.Both("signed", "已签认")
	headDoubt     = tables.Both("in doubt", "存疑")
	headMissing   = tables.Both("no figure", "无数据")
	headSignedPct = tables.Both("signed, %", "签认率，%")
	headClaimed   = tables.Both("claimed", "主张")
	headEvidence  = tables.Both("evidence", "证据")
	headVerdict   = tables.Both("decision", "决定")
	headReason    = tables.Both("reason", "理由")
	headWas       = tables.Both("%s before", "%s（原）")
	headIs        = tables.Both("%s after", "%s（新）")

	titleRegister  = tables.Both("Work register", "工作台账")
	titleReminder  = tables.Both("Reminder to %s", "催报单：%s")
	titleQuestions = tables.Both("Questions about the figures of %s", "质疑清单：%s")
	titlePublic    = tables.Both("%s: %s result", "%s：%s结果")
	titlePlace     = tables.Both("Result of %s", "反馈单：%s")
	titleFigures   = tables.Both("Figures and scores of %s", "%s的数据与得分")
	titleAll       = tables.Both("Figures that hold", "采用的数据")
	titleCoverage  = tables.Both("How far the figures are", "数据报送进度")
	titleQueries   = tables.Both("Queries", "质疑与答复")
	titleObject    = tables.Both("Objections", "异议与决定")
	titleChanged   = tables.Both("From the provisional to the final result", "初步结果与最终结果的差异")
	titleRevision  = tables.Both("What the change would move", "改动的影响")
	titleTrail     = tables.Both("Audit trail", "留痕记录")

	wordOpen         = tables.Both("not done", "未办结")
	wordDone         = tables.Both("done", "已办结")
	wordConfidential = tables.Both("confidential", "保密")
	wordAll          = tables.Both("all", "全部")
	wordNoQuery      = tables.Both("no questions", "无质疑")
	wordNone         = tables.Both("nothing is open", "无未办结事项")
	wordRun          = tables.Both("the office that runs the evaluation", "评价办理机构")
	wordByRule       = tables.Both("not answered: %s", "逾期未答复：%s")
	wordNoFigure     = tables.Both("missing", "缺")
	wordRuling       = tables.Both("ruling %d", "第 %d 号裁定")
	wordObjection    = tables.Both("objection %d (%s)", "第 %d 号异议（%s）")

	noteOn       = tables.Both("As of %s.", "截至 %s。")
	noteNotice   = tables.Both("On notice from %s to %s; objections in writing, with evidence.", "公示期：%s 至 %s；异议须以书面形式提出并附证据。")
	noteHead     = tables.Both("Trail: %d entries, the last with the digest %s.", "留痕记录共 %d 条，末条摘要 %s。")
	noteScheme   = tables.Both("By: %s (SHA-256 %s).", "依据：%s（SHA-256 %s）。")
	noteHidden   = tables.Both("Where figures of other counties are confidential, what is made of them is not shown.", "其他县（市、区）数据保密的指标，由其得出的数值不予显示。")
	noteGiven    = tables.Both("Before rulings %s, points of rulings %s, total %s.", "裁定前 %s，裁定加减分 %s，合计 %s。")
	noteLost     = tables.Both("Lost most against the county in the middle: %s.", "与居中者相比失分最多：%s。")
	noteLoss     = tables.Both("%s (%s)", "%s（%s）")
	noteStanding = tables.Both("Why: %s", "说明：%s")
	noteMoved    = tables.Both("%d of %d units move; %d scores of indicators and dimensions differ.", "共 %[2]d 个单位，变动 %[1]d 个；指标与维度得分变动 %[3]d 处。")
)

// notesPrinted say how printed parts give the total.
var notesPrinted = map[evaluation.Printed]tables.Text{
	evaluation.PrintedPoints: tables.Both("Each total is the sum of the printed points.", "各级得分为所列各项得分之和。"),
	evaluation.PrintedScores: tables.Both("Each score is the weighted mean of the printed scores below it, rounded.", "各级得分为所列下级得分的加权平均，四舍五入。"),
}
