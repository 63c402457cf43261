package tables

import (
	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/evaluation/incentive/fill"
	"github.com/countyeval/countyeval/evaluation/incentive/scrutiny"
	"github.com/countyeval/countyeval/indicators/basis"
)

// own are the Chinese of words that come into a sheet as English texts: as a reader of a
// table has them, shorter than in a sentence.
var own = basis.Texts{
	"reported": "上报", "missing": "缺", "not applicable": "不适用", "imputed": "插补", "treated": "处理", "restated": "修订", "open": "待核", "derived": "推算",
	"higher": "正向", "lower": "逆向", "target": "适度",
	"class": "类别", "region": "地区", "min max": "极差标准化", "declared": "方案权重", "arithmetic": "加权算术平均",
	"competition": "并列同位次，其后跳位", "dense": "并列同位次，其后不跳位", "ordinal": "按数据表顺序",
}

// OwnTexts are the Chinese of words that come into the sheets of this package as English
// texts, for writers of another form than those of this package, which know them.
func OwnTexts() basis.Texts { return basis.JoinTexts(own) }

// Headings that several sheets have.
var (
	headCode  = Text{"code", "代码"}
	headName  = Text{"name", "名称"}
	headClass = Text{"class", "类别"}
	headPlace = Text{"region", "地区"}
	headRank  = Text{"rank", "位次"}
	headScore = Text{"score", "得分"}
	headGrade = Text{"grade", "等次"}
	headWhy   = Text{"reason", "理由"}
	headAward = Text{"award", "奖励量"}
	headBound = Text{"bound", "约束"}
	headNode  = Text{"indicator", "指标"}
	headUnit  = Text{"unit", "单位"}
	headGap   = Text{"gap", "差距"}
	headState = Text{"remarks", "备注"}
)

// Words of rankings.
var (
	titleRanking = Text{"Ranking", "排名"}
	headCut      = Text{"grade by quota", "按名额等次"}
	wordTied     = Text{"tied", "并列"}
	wordOutside  = Text{"outside the quota", "不占名额"}
	wordNoAward  = Text{"no award", "不予奖励"}
	wordUnranked = Text{"not ranked", "不参加排名"}
	wordApart    = Text{"stands apart", "单列"}
	wordLeft     = Text{"not evaluated", "未参评"}
	noteRaw      = Text{"Scores are not rounded, so that the ranking is not a published one.", "得分未按公布小数位取整，位次不是公布的位次。"}
	noteOrdinal  = Text{"Units with equal scores have ranks in the order of the table.", "得分相同者按数据表中的顺序排列。"}
	noteOwn      = Text{"Each class has places of its own.", "各类分别排名。"}
)

// Words of groups.
var (
	titleGroups = Text{"By group", "分组汇总"}
	headGroup   = Text{"group", "分组"}
	headRanked  = Text{"ranked", "参加排名数"}
	headBest    = Text{"best", "最前位次"}
	headMiddle  = Text{"median", "中位位次"}
	wordAll     = Text{"all", "全部"}
	noteSeveral = Text{"Groups overlap; units that count in several: %d.", "各组有交叉：%d 个单位属于多组，分别计入。"}
	noteInNone  = Text{"Units in no group: %d.", "%d 个单位不属于任何一组。"}
)

// Words of figures, scales, methods and warnings.
var (
	titleFigures   = Text{"Figures", "数据"}
	titleScales    = Text{"Indicators", "指标"}
	titleMethod    = Text{"Method", "方法"}
	titleWarnings  = Text{"Warnings", "提示"}
	headDimension  = Text{"dimension", "上级指标"}
	headDirection  = Text{"direction", "方向"}
	headDefinition = Text{"definition", "口径"}
	headPeriod     = Text{"period", "数据时期"}
	headDepartment = Text{"department", "数据来源单位"}
	headSource     = Text{"source", "来源"}
	headNumber     = Text{"no.", "序号"}
	headWarning    = Text{"warning", "提示"}
	headMethodStep = Text{"choice", "事项"}
	headMethodHow  = Text{"method", "方法"}
	wordSecret     = Text{"confidential", "保密"}
	noteSecret     = Text{"%d figures are confidential and left out.", "%d 个数据为保密数据，未列出。"}
	noteNone       = Text{"There is nothing to warn of.", "没有需要提示的事项。"}

	methodStep      = Text{"step %d", "预处理第 %d 步"}
	methodNormalize = Text{"normalization", "无量纲化"}
	methodWeigh     = Text{"weights", "权重"}
	methodAggregate = Text{"aggregation", "合成"}
	methodShape     = Text{"tree", "层次"}
	methodFlat      = Text{"all indicators are one group", "全部指标直接合成"}
	methodByClass   = Text{"each class alone", "各类分别赋权与合成"}
	methodDigits    = Text{"published decimals", "公布小数位"}
	methodRaw       = Text{"scores are not rounded", "得分不取整"}
	methodTies      = Text{"ranks of equal scores", "并列规则"}
	methodMembers   = Text{"%s: %s", "%s：%s"}
	methodApart     = Text{"who stands apart", "单列单位"}
	methodGrades    = Text{"grades", "等次"}
	methodVersion   = Text{"version of the program", "程序版本"}
)

// Words of scores, weights and explanations.
var (
	titleScores       = Text{"Scores", "得分"}
	titleWeights      = Text{"Weights", "权重"}
	headLevel         = Text{"level", "层级"}
	headLocal         = Text{"share of its parent, %", "在上级中的占比，%"}
	headGlobal        = Text{"share of the whole, %", "在总体中的占比，%"}
	headRaw           = Text{"figure", "数值"}
	headMark          = Text{"mark", "标记"}
	headScored        = Text{"scored figure", "计分数值"}
	wordNotApplicable = Text{"not applicable", "不适用"}
	noteIdle          = Text{"Not counted, since they or what stands above them have weight 0: %s.", "因本身或上级权重为 0 而未计入：%s。"}
	headCounted       = Text{"not counted", "未计入"}
	headDone          = Text{"what steps did", "预处理"}
	headScale         = Text{"scale", "计分办法"}
	headPoints        = Text{"points", "贡献分"}
	headMedian        = Text{"median score", "得分中位数"}
	headPointGap      = Text{"points above the median", "比中位数多得分"}
	titlePlace        = Text{"%s: rank %d of %d, score %s", "%s：%[3]d 个中列第 %[2]d 位，得分 %[4]s"}
	titleNone         = Text{"%s: not ranked, score %s", "%s：未参加排名，得分 %s"}
	titleGrade        = Text{"%s, grade %s", "%s，等次 %s"}
	noteAbove         = Text{"Above it: %s, rank %d, by %s points.", "前一位：%s，第 %d 位，高 %s 分。"}
	noteBelow         = Text{"Below it: %s, rank %d, by %s points.", "后一位：%s，第 %d 位，低 %s 分。"}
	noteRuling        = Text{"Ruling: %s; %s (%s).", "裁定：%s；%s（%s）。"}
	notePoints        = Text{"Rulings: %s points, %s before and %s after.", "裁定加减 %s 分：之前 %s，之后 %s。"}
	noteWithout       = Text{"Without any points by rulings it would have rank %d.", "若都不计裁定加减分，列第 %d 位。"}
)

// Words of comparisons.
var (
	titleComparison = Text{"Two rankings compared", "两个排名的比较"}
	titleSchemes    = Text{"Weighting schemes compared", "赋权方法的比较"}
	titleRanks      = Text{"Ranks by weighting scheme", "各赋权方法下的位次"}
	titleDominance  = Text{"Who is ahead whatever the weights", "不论权重的优劣关系"}
	headOver        = Text{"dominates", "优于"}
	headBy          = Text{"dominated by", "劣于"}
	headDominators  = Text{"which are", "劣于哪些单位"}
	noteDominance   = Text{"Of %[2]d pairs of units %[1]d are settled before any weight: one is at least as good on every indicator and better on one. Units that none dominates: %[3]d.", "%[2]d 对单位中有 %[1]d 对不论权重已分优劣：一方各项指标均不差于另一方，且至少一项更好。不劣于任何单位的有 %[3]d 个。"}
	noteIncomplete  = Text{"Units that lack a value on some indicator, and are compared with none: %d.", "有指标缺数据、不参与比较的单位：%d 个。"}
	titleSimilarity = Text{"How alike the rankings are", "各排名的相似程度"}
	headReference   = Text{"reference", "参照方法"}
	headSpearman    = Text{"rho", "斯皮尔曼"}
	headWeighted    = Text{"weighted rho", "加权斯皮尔曼"}
	headKendall     = Text{"tau-b", "肯德尔"}
	headGamma       = Text{"gamma", "伽马"}
	headWS          = Text{"WS", "位次相似系数"}
	noteSimilarity  = Text{"Weighted rho and WS count places at the top more; WS counts the moves of those at the top of the reference. Gamma leaves out the pairs that either ranking ties.", "加权斯皮尔曼和 位次相似系数更看重靠前的位次；位次相似系数以参照方法的前列单位的位次变动为准。伽马系数不计任一排名中并列的单位对。"}
	noteTop         = Text{"With more weight to the top: weighted rho %s, WS %s with the first ranking as reference. Of the pairs without ties: gamma %s.", "更看重前列时：加权斯皮尔曼相关 %s，位次相似系数 %s（以第一个排名为参照）。不计并列的单位对：伽马系数 %s。"}
	headFrom        = Text{"rank before", "原位次"}
	headTo          = Text{"rank after", "新位次"}
	headUp          = Text{"up", "上升"}
	headScheme      = Text{"scheme", "方法"}
	noteShifts      = Text{"%d units; ranks move by %s on average and %d at most. Spearman's rho %s, Kendall's tau-b %s.", "共 %d 个单位；位次平均变动 %s，最大变动 %d。斯皮尔曼相关 %s，肯德尔相关 %s。"}
	noteOnlyFirst   = Text{"In the first alone: %s.", "仅在第一个排名中：%s。"}
	noteOnlySecond  = Text{"In the second alone: %s.", "仅在第二个排名中：%s。"}
	noteRefused     = Text{"%s refused (%d reasons): %s", "%s：拒绝（%d 条缘由）：%s"}
	noteMatrix      = Text{"Above the diagonal Spearman's rho, below it Kendall's tau-b.", "对角线以上为斯皮尔曼相关，以下为肯德尔相关。"}
)

// Words of steps.
var (
	titleStages  = Text{"Steps", "预处理步骤"}
	titleChanges = Text{"What steps changed", "预处理逐项记录"}
	headStep     = Text{"no.", "序号"}
	headDoneBy   = Text{"step", "步骤"}
	headUnits    = Text{"units", "单位数"}
	headCells    = Text{"cells changed", "改动处"}
	headLeft     = Text{"units that left", "退出单位数"}
	headWarned   = Text{"warnings", "提示"}
	headWas      = Text{"was", "原值"}
	headIs       = Text{"is", "现值"}
	wordMissing  = Text{"missing", "缺"}
	wordRead     = Text{"as read", "读入"}
)

// Words of awards.
var (
	titleAward    = Text{"Awards", "奖励"}
	headExact     = Text{"exact share", "精确应得"}
	wordOut       = Text{"not eligible", "不在奖励范围"}
	wordTotal     = Text{"total", "合计"}
	wordRemainder = Text{"remainder", "结余"}
	wordReserve   = Text{"reserve", "预留"}
	wordPool      = Text{"pool", "奖励总量"}
	noteArticle   = Text{"Article %d: %s.", "第 %d 条：%s。"}
	noteTranche   = Text{"Article %d, %s: %s.", "第 %d 条（%s）：%s。"}
)

// Words of the ledger and the certificate.
var (
	titleLedger      = Text{"Ledger", "分配明细"}
	titleCertificate = Text{"Certificate", "核验表"}
	headEntry        = Text{"entry", "序号"}
	headTranche      = Text{"tranche", "批次"}
	headKind         = Text{"kind", "类别"}
	headArticle      = Text{"article", "条款"}
	headClause       = Text{"clause", "条款内容"}
	headNote         = Text{"why", "说明"}
	headBefore       = Text{"from", "变动前"}
	headAfter        = Text{"to", "变动后"}
	headDelta        = Text{"delta", "增减"}
	headDeltaExact   = Text{"exact delta in smallest units", "增减（最小单位，精确值）"}
	headWeight       = Text{"weight", "份数"}
	headAtLevel      = Text{"level", "每份量"}
	headProduct      = Text{"level x weight", "每份量×份数"}
	headHeld         = Text{"held", "已有量"}
	headFloor        = Text{"floor (net)", "保底（净）"}
	headCap          = Text{"cap (net)", "上限（净）"}
	headShare        = Text{"share", "应得"}
	headCondition    = Text{"condition", "核验条件"}
	headShareExact   = Text{"exact share in smallest units", "应得（最小单位，精确值）"}
	noteProduct      = Text{"%s before rounding", "取整前为 %s"}
	wordCap          = Text{fill.BoundCap, "上限"}
	wordFloor        = Text{fill.BoundFloor, "保底"}
	wordHalf         = Text{"half of the claim", "上限的一半"}
	headRule         = Text{"rule", "分配规则"}

	satLevel   = Text{"share + held = level x weight", "应得+已有量=每份量×份数"}
	satFloor   = Text{"share = floor, share + held > level x weight", "应得=保底，应得+已有量>每份量×份数"}
	satCap     = Text{"share = cap, share + held <= level x weight", "应得=上限，应得+已有量≤每份量×份数"}
	satCeiling = Text{"ceiling full: share + held = its level x weight, or share = floor", "合计上限已满：应得+已有量=其每份量×份数，或应得=保底"}
	satRoom    = Text{"sum of shares <= cap", "应得之和≤上限"}
	satEmpty   = Text{"sum of shares = cap", "应得之和=上限"}
)

// kinds are the kinds of ledger entries.
var kinds = map[incentive.Kind]Text{
	incentive.Out: wordOut, incentive.Weight: {"weight", "份数"}, incentive.Cap: wordCap, incentive.Floor: wordFloor,
	incentive.Held: {"in hand", "已有量"}, incentive.Note: {"note", "说明"}, incentive.Share: {"share", "应得"},
	incentive.Limited: {"limit", "限制"}, incentive.Redistribution: {"redistribution", "重新分配"}, incentive.Rounding: {"rounding", "取整"},
}

// satClaim are the conditions of shares by bound, under rules about claims that go by
// weights; satEven under those that count each weight as 1.
var (
	satClaim = map[string]Text{
		"":              {"share = level x weight, or cap - share = level x weight", "应得=每份量×份数，或上限-应得=每份量×份数"},
		fill.BoundFloor: {"share = 0, cap <= level x weight", "应得=0，上限≤每份量×份数"},
		fill.BoundCap:   {"share = cap", "应得=上限"},
		fill.BoundHalf:  {"share = cap / 2, cap / 2 <= level x weight", "应得=上限÷2，上限÷2≤每份量×份数"},
	}
	satEven = map[string]Text{
		"":              {"share = level, or cap - share = level", "应得=每份量，或上限-应得=每份量"},
		fill.BoundFloor: {"share = 0, cap <= level", "应得=0，上限≤每份量"},
		fill.BoundCap:   {"share = cap", "应得=上限"},
		fill.BoundHalf:  {"share = cap / 2, cap / 2 <= level", "应得=上限÷2，上限÷2≤每份量"},
	}
	satNoWeight = Text{"no weight: share = 0", "没有份数：应得=0"}
)

// Words of scrutiny.
var (
	titleSums       = Text{"Awards summed", "奖励汇总"}
	headCounties    = Text{"counties", "县（市、区）数"}
	headEligible    = Text{"eligible", "符合条件数"}
	headAwarded     = Text{"awarded", "获奖励数"}
	headAmount      = Text{"amount", "奖励量"}
	titleTurnover   = Text{"Two allocations compared", "两次分配的比较"}
	headAmountWas   = Text{"award before", "原奖励量"}
	headAmountIs    = Text{"award after", "新奖励量"}
	headChange      = Text{"change", "增减"}
	noteTurnover    = Text{"%s changes hands; %d gain, %d lose, %d keep what they have, %d have no award before or after.", "易手 %s；增加的 %d 个，减少的 %d 个，不变的 %d 个，前后均无奖励的 %d 个。"}
	noteLargest     = Text{"Largest loss: %s, %s.", "减少最多：%s，%s。"}
	titlePrices     = Text{"What one more point of score is worth", "多得一分的价值"}
	headPrice       = Text{"worth of a point", "每分价值"}
	wordUnknown     = Text{"unknown", "不明"}
	notePrices      = Text{"To %d of %d ranked units one more point is worth nothing; of %d it is not known.", "%[2]d 个排名单位中，多得一分没有价值的 %[1]d 个，不明的 %[3]d 个。"}
	titleCliffs     = Text{"Cliffs", "临界差距"}
	headCliff       = Text{"to a better", "升一"}
	headTarget      = Text{"score needed", "所需得分"}
	headRankThen    = Text{"rank then", "届时位次"}
	headGradeThen   = Text{"grade then", "届时等次"}
	titleInversions = Text{"Better rank, smaller award", "位次在前而奖励较少"}
	headWorse       = Text{"behind it", "后者"}
	headWorseCode   = Text{"code behind", "后者代码"}
	headWorseRank   = Text{"rank behind", "后者位次"}
	headWorseAward  = Text{"award behind", "后者奖励量"}
)

// cliffs are the kinds of cliff.
var cliffs = map[scrutiny.CliffKind]Text{
	scrutiny.NextPlace: {"rank", "位"},
	scrutiny.NextGrade: {"grade", "等"},
}
