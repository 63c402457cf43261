package main

import (
	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/indicators/basis"
)

// both is a text in both languages; one with verbs is a format.
func both(en, zh string) tables.Text { return tables.Text{English: en, Chinese: zh} }

// Words of dials and switches.
var (
	wordNormalize   = both("Figures to scores", "计分方法")
	wordAggregate   = both("Scores to a total", "合成方法")
	wordImpute      = both("Missing figures", "缺失插补")
	wordAsPublished = both("as in the scheme", "同方案")
	wordAmount      = both("Amount", "总量")
	wordBase        = both("Zero point of the score", "起算分")
	wordCapEach     = both("Cap for each county", "每县上限")
	wordCapRate     = both("Cap: multiple of %s", "上限：%s的倍数") // figure
)

// Words of the page around the results.
var (
	pageExplorer = both("Explorer", "试算")
	pageLead     = both("Move a weight, and ranks, grades and awards follow at once. Nothing is stored; the address is the view.", "拖动权重，位次、等次与激励随即重算。不保存任何内容，地址栏即当前视图。")
	pageSkip     = both("To the results", "跳至结果")
	pageOther    = both("中文", "English")
	pageBack     = both("Back to the published scheme", "恢复原方案")
	pageSave     = both("Save as scheme file", "存为方案文件")
	pageWeights  = both("Weights", "权重")
	pageMethod   = both("Method", "方法")
	pageAwards   = both("Awards", "激励")
	pageShown    = both("Gains and losses of", "增减图示")
	pagePin      = both("hold %s", "固定：%s") // indicator
	pageHint     = both("Siblings keep their sum. A ticked weight is pinned: it stays when others move.", "同级合计不变；勾选即固定，其他权重变动时不动。")
	pageComputed = both("The scheme computes its weights from the data, so that these may change nothing.", "本方案的权重由数据算出，拖动可能不起作用。")
	pageCompute  = both("Compute", "重算")
	pageSlider   = both("%s, slider", "%s，滑块")
	pageChanged  = both("published: %s", "原为 %s")
	pageResults  = both("Results", "结果")
	pageGone     = both("The program no longer answers. Start it again: go run ./examples/explorer", "程序已无应答，请重新启动：go run ./examples/explorer")
)

// Words of the results.
var (
	resultTable    = both("Ranks, grades and awards", "位次、等次与激励")
	resultStay     = both("of the first %d stay", "前 %d 名中留下")
	resultGrade    = both("enter or leave grade %s", "进出 %s 等")
	resultMoved    = both("%s that changes hands", "%s易手") // award
	resultSafe     = both("each weight may move, proved", "各权重可浮动幅度，已证明")
	resultLeft     = both("No longer among the first %d", "退出前 %d 名")
	resultEntered  = both("Now among the first %d", "进入前 %d 名")
	resultGradeOut = both("Leave grade %s", "退出 %s 等")
	resultGradeIn  = both("Enter grade %s", "进入 %s 等")
	resultNone     = both("none", "无")
	resultOnce     = both("%s (%s → %s)", "%s（%s → %s）") // unit, ranks
	resultProved   = both("Proved: while no weight differs from the one shown by more than %s %% of itself, the first %d stay the same.", "已证明：各权重与所示相差不超过自身的 %s%% 时，前 %d 名不变。")
	resultAlways   = both("Proved: the first %d stay the same whatever the weights.", "已证明：无论权重如何，前 %d 名不变。")
	resultNext     = both("Beyond that %s may pass %s.", "超出后，%s可能超过%s。")
	resultUnproved = both("How far the first %d are safe cannot be proved here: %s", "前 %d 名的稳固幅度在此无法证明：%s")
	resultApart    = both("%d units stand apart: scored, without rank and award.", "另有 %d 个单位单列：计分，不排名、不参与分配。")
	resultEqual    = both("This is the published scheme. Nothing has moved.", "当前即原方案，没有变动。")
	resultDiffer   = both("%d ranks differ from the published scheme.", "与原方案相比，%d 个位次不同。")
	headRank       = both("Rank", "位次")
	headUp         = both("Up", "升降")
	headUnit       = both("Name", "名称")
	headScore      = both("Score", "得分")
	headGrade      = both("Grade", "等次")
	headChange     = both("Change", "增减")
	figureBump     = both("From the published order to this one", "从原排名到现排名")
	figureGains    = both("%s: who gains and who loses", "%s：谁增谁减") // pool
	figureNoGains  = both("No county gets more or less of this award.", "各县所得均无变化。")
	stageWas       = both("published", "原方案")
	stageNow       = both("now", "现方案")
	notGiven       = both("%s is not given: %s", "%s无法分配：%s")
	troubleTitle   = both("This view cannot be computed", "此视图无法计算")
)

// Words of the command line.
var (
	usageTitle  = both("Usage: explorer [flags]\n\nOpens a page on which weights, methods and awards can be moved (an example, not official).\n\n", "用法：explorer [选项]\n\n打开一个页面，拖动权重、方法与激励，即时试算（示例，非官方）。\n\n")
	usageScheme = both("a YAML `FILE` with a scheme of one's own", "自备评价方案的 YAML `文件`")
	usageData   = both("a CSV `FILE` of one's own data", "自备数据的 CSV `文件`")
	usageView   = both("begin with a `VIEW`: the address of one that was shared, or what follows its ?", "从一个`视图`开始：别人发来的地址，或其 ? 之后的部分")
	usageOnce   = both("print the view and end, without a page", "只打印该视图，不打开页面")
	servedUntil = both("Ctrl-C ends it, and so do ten minutes without a page.", "按 Ctrl-C 结束；十分钟无人打开页面也自动结束。")
)

// complaints are the Chinese of what the program itself says of faults.
var complaints = basis.Texts{
	"%w: %s is given twice":                     "%w：%s 给出了两次",
	"%w: %s is %q":                              "%w：%s 为 %q",
	"%w: nothing is called %q; do you mean %q?": "%w：没有名为 %q 的项，是否为 %q？",
	"%w: nothing is called %q":                  "%w：没有名为 %q 的项",
	"%s: %w":                                    "%s：%w",
	"%w: the address cannot be read":            "%w：地址无法解析",
	"there is no such page":                     "没有这个页面",
}
