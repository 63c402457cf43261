package main

import (
	"flag"
	"fmt"
	"strconv"
	"strings"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/examples/internal/terminal"
	"github.com/countyeval/countyeval/indicators/stats"
)

// The two languages of the page.
const (
	chinese = "zh"
	english = "en"
)

// pick takes the text of the language.
type pick func(zh, en string) string

// words is all text of the program in one language. Texts with verbs are formats.
type words struct {
	lang    string
	short   map[string]string // short names of indicators
	schemes map[string]string // names of the candidates
	refuse  map[string]string // why a candidate is refused; of what
	instead map[string]string // the candidate that takes what it refuses

	title, object string // units, indicators, dimensions

	summary                     string
	counts                      string // all, used, refused
	likeness                    string // lowest, which, median, highest, which
	core                        string // grade A, always, of how many schemes, names
	swing, swingItem, newcomers string // ; name, times; n, ranks
	traded                      string // total, median, per cent, most, per cent, which
	zeroWeight, skewed          string // scheme, dimension; n

	table         string
	head          []string
	heads         [4]string // after the dimensions
	zeros, other  string    // cells, indicators; error
	refused, tail string    // reason; number
	madeUp        string
	combined      string
	rest          string

	moves, same string
	moveItem    string // schemes, out, in
	ranks, rank string // list of ranks; rank

	matrix, real, realHead, realItem string
	reading                          []string

	list, and, colon      string
	usageTitle, usageLang string
}

// newWords returns the texts of a language; whatever is not Chinese is English.
func newWords(lang string) *words {
	t := pick(func(_, en string) string { return en })
	if lang == chinese {
		t = func(zh, _ string) string { return zh }
	} else {
		lang = english
	}
	return &words{
		lang:  lang,
		short: shortNames(t), schemes: schemeNames(t), refuse: refusals(t),
		instead: map[string]string{"merec": "merec20", "cilos": "cilos20", "idocriw": "idocriw20", "pca": "factors", "balance": "nearest", "game": "improved"},

		title: t("河南省县域制造业：换一种赋权方法，位次与土地变多少（示例，非官方）", "County manufacturing in Henan: what another way of weighting would change (example, not official)"),
		object: t("%d 个县（市）排名，%d 项指标、%d 个维度。数据、计分、定等、土地奖励同 examples/henan（体系与奖励为自拟）；每种方法在每一级同级指标之间赋权，其余一概不变",
			"%d counties ranked, %d indicators, %d dimensions. Figures, scores, grades and the land award are those of examples/henan (framework and award are made up); each scheme weighs the siblings on every level, all else stays"),

		summary: t("一、结论", "1. What it comes to"),
		counts:  t("%[1]d 种方法：%[2]d 种给出权重，%[3]d 种拒绝（缘由见表二末）", "%[1]d schemes: %[2]d give weights, %[3]d refuse (with the reason, below table 2)"),
		likeness: t("与方案权重的位次相关（肯德尔 τ-b）：最低 %[1]s（%[2]s），中位 %[3]s，最高 %[4]s（%[5]s）",
			"Rank correlation with the declared weights (Kendall's tau-b): lowest %[1]s (%[2]s), median %[3]s, highest %[4]s (%[5]s)"),
		core:      t("A 等 %[1]d 个县（市）中 %[2]d 个在全部 %[3]d 种方法下都是 A 等：%[4]s", "Of the %[1]d counties of grade A, %[2]d have it under all %[3]d schemes: %[4]s"),
		swing:     t("随方法进出的（列 A 等的方法数）：", "Those that some schemes drop (schemes that keep them): "),
		swingItem: t("%[1]s（%[2]d）", "%[1]s (%[2]d)"),
		newcomers: t("另有 %[1]d 个至少在一种方法下进入 A 等，按方案权重列%[2]s", "another %[1]d enter grade A under some scheme, from %[2]s"),
		traded: t("土地奖励 %[1]s 亩中，换方法后易手的：中位 %[2]s 亩（%[3]s%%），最多 %[4]s 亩（%[5]s%%，%[6]s）",
			"Of %[1]s mu of land, another scheme moves %[2]s mu in the median (%[3]s%%) and %[4]s mu at most (%[5]s%%, %[6]s)"),
		zeroWeight: t("%[1]s给%[2]s的权重为 0，等于取消该维度，不宜采用", "%[1]s gives %[2]s no weight at all, which abolishes the dimension"),
		skewed:     t("因一项偏态指标独大而告警的方法：%d 种", "Schemes that warn of one skewed indicator taking over: %d"),

		table:   t("二、权重与后果（维度：名义权重→实际影响，%；实际影响为所解释总分方差的份额，110 个单位，样条估计的相关比）", "2. Weights and what they lead to (dimensions: weight→importance in %, the share of the variance of the total that each explains; correlation ratio by a spline, 110 units)"),
		head:    []string{t("号", "no"), t("方法", "scheme")},
		heads:   [4]string{t("最重一项", "heaviest indicator"), "τ", t("最大变位", "shift"), t("易手亩", "mu moved")},
		zeros:   t("须为正分，而有 %[1]d 处得分为 0（%[2]d 项指标）", "needs positive scores, but %[1]d are 0 (in %[2]d indicators)"),
		other:   t("%s", "%s"),
		refused: t("拒绝：%s", "refused: %s"),
		tail:    t("；改用第 %d 行", "; see no. %d"),
		madeUp: t("* 判断为自拟，不是专家意见：预算分配有 4 名虚拟专家，各把一个维度及其最重一项的方案分数加倍；层次分析按方案权重的先后，相差 n 位判为 1+n 倍；群组 AHP 加一名评委，相差一位判为加倍；最优最劣（BWM）同该评委。序位法只取方案权重的先后",
			"* made-up judgements, not those of experts: in the budget allocation 4 experts each double the declared points of one dimension and its heaviest indicator; AHP judges siblings n places apart in the declared order 1+n times; group AHP adds a judge who doubles from place to place, as best-worst (BWM) does. Rank-order schemes take the declared order alone"),
		combined: t("加法组合、最小鉴别信息为方案与熵权各半，乘法合成为两者连乘，博弈论为两者博弈；下级熵权为维度用方案、维度以下用熵权；“20–100”为各项得分先线性变换到 20–100 再赋权；“15–60%”为每项在同级中的份额限于此幅度；“±25%”为方案权重随机浮动的一次抽样。易手亩为各县土地差额绝对值之和的一半",
			"mix and min information are half declared and half entropy, product multiplies the two, and the games are between them; entropy below: declared dimensions, entropy within; 20–100: scores are first put on this range; 15–60%: bounds on each share among siblings; ±25%: one random draw around the declared weights. mu moved: half the sum of the absolute differences of the counties' land"),
		rest: t("未列：Fixed（直接给定数值，与方案权重同理）、PerClass（分类赋权，本例不分类计分，与其缺省方案无异）；各法的选项（如 CRITIC 的秩相关）亦未逐一列出",
			"Not listed: Fixed (numbers put in directly, as the declared ones are), PerClass (one scheme a class, here the same as its default), and options of a scheme (such as rank correlations in CRITIC)"),

		moves:    t("三、A 等的进出（对方案权重；方案权重下非 A 等者只记位次）", "3. Who leaves and enters grade A (against the declared weights; others than grade A stand with their rank)"),
		same:     t("名单不变：%s", "The list stays: %s"),
		moveItem: t("%[1]s：换出 %[2]s；换入 %[3]s", "%[1]s: out %[2]s; in %[3]s"),
		ranks:    t("第 %s 位", "ranks %s"), rank: t("第 %s 位", "rank %s"),

		matrix:   t("四、各法位次之间的 τ-b（×100，号同表二）", "4. tau-b between the rankings (times 100, numbers of table 2)"),
		real:     t("五、方案权重的名义与实际（%，对总分，各项合计 100）", "5. The declared weights, nominal and real (%, in the total; each sums to 100)"),
		realItem: t("%[1]s %[2]s→%[3]s", "%[1]s %[2]s→%[3]s"),
		realHead: t("实际影响不及名义一半：%[1]s；超过名义一倍半：%[2]s", "Less than half of what the weight says: %[1]s; more than one and a half times: %[2]s"),
		reading: []string{
			t("线性加权的权重是互换比率（1 分换几分），不是影响大小；影响看实际一栏", "Weights of a linear aggregate are exchange rates (how many points of one make up for one of another), not influence; for that see the importance"),
			t("熵权等由数据定权，量的是各县差别的大小，不是指标的重要性；换一年数据、换一个刻度（见熵权 20–100）权重就变", "Weights from the data, entropy and others, measure how much counties differ, not what matters; they change with the year and with the scale (see entropy 20–100)"),
			t("方法没有对错之分：先由政策定权重，再用本页看结果经得起多少变动；边界上的县应在公布前说明", "No scheme is the right one: let policy set the weights, then see here how much the result bears, and say so of counties at the border before it is published"),
		},

		list: t("、", ", "), and: t("；", "; "), colon: t("：", ": "),
		usageTitle: t("比较各种赋权方法。选项：\n", "Compares weighting schemes. Flags:\n"),
		usageLang:  t("语言：`zh` 或 en（缺省取自 LANG）", "language: `zh` or en (default from LANG)"),
	}
}

// usage is the help text.
func (w *words) usage(f *flag.FlagSet) string {
	var b strings.Builder
	b.WriteString(w.usageTitle)
	f.VisitAll(func(x *flag.Flag) {
		name, text := flag.UnquoteUsage(x)
		fmt.Fprintf(&b, "  %-10s %s\n", strings.TrimSpace("-"+x.Name+" "+name), text)
	})
	return b.String()
}

// places lists counties: those of the best grade under the declared weights by
// name, the others by their declared rank.
func (w *words) places(places []evaluation.Place) string {
	var items, ranks []string
	for _, p := range places {
		if p.Grade == best {
			name := p.Unit.Name
			if w.lang == english {
				name = p.Unit.Tags.Get("name_en")
			}
			items = append(items, terminal.Printable(name))
		} else {
			ranks = append(ranks, strconv.Itoa(p.Rank))
		}
	}
	switch len(ranks) {
	case 0:
	case 1:
		items = append(items, fmt.Sprintf(w.rank, ranks[0]))
	default:
		items = append(items, fmt.Sprintf(w.ranks, strings.Join(ranks, w.list)))
	}
	return strings.Join(items, w.list)
}

// fixed prints x with so many decimals, rounded as a person rounds.
func fixed(x float64, digits int) string {
	return strconv.FormatFloat(stats.Round(x, digits), 'f', digits, 64)
}

// mu prints twice an amount of land as that amount: 1,234 or 1,234.5.
func mu(twice int64) string {
	s := strconv.FormatInt(twice/2, 10)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	if twice%2 != 0 {
		s += ".5"
	}
	return s
}
