package tables

import "github.com/countyeval/countyeval/evaluation"

// Words of accounts.
var (
	accountRank        = Text{"Score %[1]s, rank %[3]d of %[2]d%[4]s. %[5]s%[6]s", "得分 %[1]s，在 %[2]d 个参评单位中列第 %[3]d 位%[4]s。%[5]s%[6]s"}
	accountTied        = Text{"Score %[1]s, tied at rank %[3]d of %[2]d%[4]s. %[5]s%[6]s", "得分 %[1]s，在 %[2]d 个参评单位中并列第 %[3]d 位%[4]s。%[5]s%[6]s"}
	accountGrade       = Text{", grade %s", "，%s 等"}
	accountApart       = Text{"Score %s; scored like the others, but not ranked, not graded and without awards. ", "得分 %s，按同一标准计分，不排名、不定等，不参加奖励。"}
	accountAbove       = Text{"Just above: %[1]s, %[2]s, by %[3]s. ", "上一位%[1]s %[2]s，高 %[3]s 分。"}
	accountBelow       = Text{"Just below: %[1]s, %[2]s, by %[3]s. ", "下一位%[1]s %[2]s，低 %[3]s 分。"}
	accountLevel       = Text{"Tied with %s. ", "与%s并列。"}
	accountFirst       = Text{"Nobody is above. ", "没有更靠前的。"}
	accountLast        = Text{"Nobody is below. ", "没有更靠后的。"}
	accountNumbered    = Text{"%d. %s", "%d. %s"}
	accountNode        = Text{"%s (weight %s): %s", "%s（权重 %s）：%s"}
	accountLeaf        = Text{"%s (weight %s): %s%s: %s", "%s（权重 %s）：%s%s，%s"}
	accountBetween     = Text{", between %s (0) and %s (100)", "，零分值 %s、满分值 %s"}
	accountBetter      = Text{", better than %s, which is enough for 100", "，优于满分值 %s"}
	accountWorse       = Text{", worse than %s, where 0 begins", "，劣于零分值 %s"}
	accountScale       = Text{", %s", "，%s"}
	accountScore       = Text{"score %s; median %s.", "得 %s 分；中位 %s 分。"}
	accountOver        = Text{"score %s, %s points; median %s, %s points more.", "得 %s 分，计 %s 分；中位 %s 分，多计 %s 分。"}
	accountUnder       = Text{"score %s, %s points; median %s, %s points less.", "得 %s 分，计 %s 分；中位 %s 分，少计 %s 分。"}
	accountEven        = Text{"score %s, %s points; median %s, the same.", "得 %s 分，计 %s 分；中位 %s 分，持平。"}
	accountSum         = Text{"Sum of the %[2]d: %[1]s points.", "%[2]d 项合计 %[1]s 分。"}
	accountLost        = Text{"Most is lost on: %s.", "失分最多：%s。"}
	accountLostPoints  = Text{"%s (another %s points to be had)", "%s（距满分可再计 %s 分）"}
	accountPointsOver  = Text{"%s points, %s more than with the median score.", "计 %s 分，比中位多 %s 分。"}
	accountPointsUnder = Text{"%s points, %s less than with the median score.", "计 %s 分，比中位少 %s 分。"}
	accountPointsEven  = Text{"%[1]s points, the same as with the median score.", "计 %[1]s 分，与中位持平。"}
	accountLostOn      = Text{"%s (score %s, another %s points to be had)", "%s（得 %s 分，距满分可再计 %s 分）"}
)

// accountSources are the headings of where a score comes from, by what is printed.
var accountSources = map[evaluation.Printed]Text{
	evaluation.TotalOnly:     {"Where the score comes from (points = score x weight / 100; median: of the scores of all that are ranked)", "得分由来（计分=得分×权重÷100；中位为参加排名各单位该项得分的中位数）"},
	evaluation.PrintedPoints: {"Where the score comes from (points = score x weight / 100, rounded, and sums of them; median: of the scores of all that are ranked)", "得分由来（指标计分=得分×权重÷100，四舍五入，上级计分为所列各项之和；中位为参加排名各单位该项得分的中位数）"},
	evaluation.PrintedScores: {"Where the score comes from (each score is the weighted mean of the printed scores below it, rounded; median: of the scores of all that are ranked)", "得分由来（上级得分为所列下级得分的加权平均，四舍五入；中位为参加排名各单位该项得分的中位数）"},
}

// Words of gradings.
var (
	gradingCounts = Text{"%s of %d. Borders: %s", "%s（共 %d 个）。分界：%s"}
	gradingBorder = Text{"%s|%s %s|%s (gap %s)", "%s|%s %s|%s（差 %s）"}
	gradingNarrow = Text{"%s|%s %s|%s (gap only %s)", "%s|%s %s|%s（仅差 %s）"}
	gradingTied   = Text{"%d tied at rank %d", "并列第 %[2]d 位 %[1]d 个"}
	gradingMore   = Text{"and %d more", "等 %d 处"}
)
