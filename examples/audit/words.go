package main

import (
	"flag"
	"fmt"
	"strings"
)

// The two languages of the page.
const (
	chinese = "zh"
	english = "en"
)

// words is all text of the program in one language. Texts with verbs are formats.
type words struct {
	lang  string
	short map[string]string // names of columns and scores

	title, object, method string

	figures       string
	figuresHead   []string
	missing       string
	skewed        string
	twice         string
	none          string
	rules         string
	kept, broken  string
	firstDigit    string
	lastDigit     string
	gaps          string
	far           string
	zone          string
	zoneItem      string
	question      string
	structure     string
	structureHead []string
	dimensions    string
	low           string
	negative      string
	high          string
	product       string
	notParts      string
	balance       string
	balanceHead   []string
	balanceNote   string
	links         string
	linksHead     string
	size          string
	conclusions   string
	verdicts      verdicts
	findings      string

	list, colon, stop, and string

	title2, usageAll, usageLang string
}

// verdicts are the sentences at the end, each with the condition under which it
// is printed.
type verdicts struct {
	trust, doubt, digits, weak, strong, twin, little, outside, robust, sensitive string
}

// newWords returns the texts of a language; whatever is not Chinese is English.
func newWords(lang string) *words {
	t := func(zh, en string) string {
		if lang == chinese {
			return zh
		}
		return en
	}
	fields := func(zh, en string) []string { return strings.Split(t(zh, en), "|") }
	return &words{
		lang:  lang,
		short: shortNames(t),
		title: t("县域制造业评价框架的统计一致性审计（示例，非官方）", "Statistical coherence audit of the county manufacturing framework (example, not official)"),
		object: t("%d 个县（市、区）×%d 项指标、%d 个维度；得分、位次同 examples/henan（%d 个县、县级市排名）",
			"%d counties and districts, %d indicators in %d dimensions; scores and ranks as in examples/henan (%d counties ranked)"),
		method: t("框架为自拟。审计只提问题，不下结论：超出界限的数据应向填报单位核实", "The framework is made up. A figure beyond a limit is a question to whoever reported it"),

		figures:     t("一、数据", "1. Figures"),
		figuresHead: fields("指标|缺|最小|中位数|最大|偏度|峰度|远离值|零分|满分", "indicator|gaps|min|median|max|skewness|kurtosis|far out|at 0|at 100"),
		missing:     t("数据齐全率 %s；缺 %d 处：%s。零值过半或取值过少的指标：%s", "%s of the figures are there; %d are missing: %s. Indicators with many zeros or ties: %s"),
		skewed: t("偏度绝对值大于 2 且峰度大于 3.5 的 %d 项：%s。得分在固定的零分值与满分值处截断，极端值不再拉开差距",
			"%d are skewed beyond 2 with a kurtosis above 3.5: %s. Scores are cut at fixed goalposts, so that extremes do not stretch the scale"),
		twice: t("重复处理（先缩尾、后截断）的单元格：%d 处。远离值指超出四分位数 3 倍四分位距者", "Cells treated twice (winsorised, then cut): %d. Far out: more than 3 quartile distances beyond the quartiles. At 0, at 100: units with that score"),
		none:  t("无", "none"),

		rules:      t("二、合理性", "2. Plausibility"),
		kept:       t("%s：%d 个单位全部成立", "%s: holds for all %d units"),
		broken:     t("%s：%d 个单位中 %d 个不成立", "%s: of %d units, %d break it"),
		firstDigit: t("首位数（本福特定律，p < 0.01）：%d 列原始数据中可检验 %d 列，异常 %d 列%s", "First digits (Benford's law, p < 0.01): of %d reported columns %d can be tested, %d fail%s"),
		lastDigit:  t("末位数（均匀分布，p < 0.01）：%d 列原始数据中可检验 %d 列，异常 %d 列%s", "Last digits (uniform, p < 0.01): of %d reported columns %d can be tested, %d fail%s"),
		gaps:       t("二产增加值与规上企业数的位次相差超过单位数的三分之一：%d 个单位", "Secondary value added and enterprises rank more than a third of the units apart: %d units"),
		far:        t("企均二产高于外侧界限 %d 个单位，外来人口占比高于外侧界限 %d 个，两项都高于的 %d 个：", "Above the outer fence: %d units by value added per enterprise, %d by residents from elsewhere, %d by both:"),
		zone:       t("请核实：", "to be asked: "),
		zoneItem: t("%s：企均二产 %s 万元（界限 %s），外来人口占比 %s%%（界限 %s%%），二产第%d位而企业数第%d位",
			"%s: value added per enterprise %s (fence %s; 10 thousand yuan), from elsewhere %s%% (fence %s%%), rank %d by value added but %d by enterprises"),
		question: t("两者并存，可能是统计范围含功能区；须由填报单位说明，本页不作判断", "Together they may mean that a development zone is counted in; whoever reported the figures must say, this page does not judge"),

		structure:     t("三、结构", "3. Structure"),
		structureHead: fields("维度|指标数|克隆巴赫 α|KMO|巴特利特 p|首个主成分|与总分 r", "dimension|indicators|Cronbach alpha|KMO|Bartlett p|first component|r with total"),
		dimensions:    t("维度之间 r：", "Between dimensions, r: "),
		low:           t("同一维度内相关过弱（|r| < 0.3）：", "Too weak within a dimension (|r| < 0.3): "),
		negative:      t("同一维度内负相关（p < 0.05）：", "Negative within a dimension (p < 0.05): "),
		high:          t("跨维度相关过高（|r| > 0.9）：", "Too high between dimensions (|r| > 0.9): "),
		product:       t("由另两项相乘或相除而得（%d 种）：%s。企均二产只监测、不计分，正因如此", "Product or quotient of two others (%d): %s. This is why value added per enterprise is monitored and not scored"),
		notParts:      t("合为整体的一组占比：%s", "Shares that make up one whole: %s"),

		balance:     t("四、权重、影响与剔除", "4. Weight, importance, and leaving out"),
		balanceHead: fields("指标|权重%|影响%|影响/权重|与维度 r|与总分 r|剔除后 τ|最大变动|前20换", "indicator|weight %|importance %|ratio|r dim.|r total|tau|shift|new in 20"),
		balanceNote: t("影响为解释总分方差的份额（相关比 S，样条估计）。剔除时其权重归同维度其他指标；τ 为位次的肯德尔 τ-b，最大变动以位次计，前20换为新进前 20 名者",
			"Importance: share of the variance of the total that it explains (correlation ratio S, by a spline). Without it (its weight goes to its dimension): Kendall's tau-b of the ranks, largest shift in ranks, new among the first 20"),

		links:       t("五、外部联系（斯皮尔曼 ρ）", "5. Links to what is not scored (Spearman's rho)"),
		linksHead:   t("得分", "score"),
		size:        t("随规模而定（|ρ| > 0.6）：", "Follows size (|rho| > 0.6): "),
		conclusions: t("六、结论", "6. What it comes to"),
		verdicts: verdicts{
			trust:     t("会计关系 %d 条全部成立", "All %d accounting rules hold"),
			doubt:     t("%d 个单位的数据须先核实再公布位次：%s", "The figures of %d units should be confirmed before ranks are published: %s"),
			digits:    t("末位数分布异常：%s。请核实是否有县按较少的小数位上报", "Last digits are not uniform: %s. Ask whether some counties report fewer decimals"),
			weak:      t("影响不及权重一半：%s。要么调整，要么说明为何保留", "Less than half the importance that the weight says: %s. Change them, or say why they stay"),
			strong:    t("影响超过权重一倍半：%s", "More than one and a half times the importance that the weight says: %s"),
			twin:      t("实际上重复计量：%s", "Counted twice in effect: %s"),
			little:    t("内部一致性低于 0.5 的维度：%s。其得分是不同事物的平均，不宜单独排名", "Dimensions with an alpha below 0.5: %s. Their scores average different things and should not be ranked alone"),
			outside:   t("总分不随人口、面积而定（ρ %s、%s），与人均 GDP ρ %s", "The total does not follow population or area (rho %s, %s); with GDP per resident rho %s"),
			robust:    t("剔除任何一项，位次 τ 不低于 %s（%s），前 20 名至多换 %d 个", "Without any one indicator tau stays at %s or more (%s), and at most %d of the first 20 change"),
			sensitive: t("位次最大变动 %d 位，出现在剔除%s时", "The largest shift is %d ranks, without %s"),
		},
		findings: t("附：全部提示（规则原文为英文）", "Appendix: all findings"),

		list: t("、", ", "), colon: t("：", ": "), stop: t("。", "."), and: t("；", "; "),

		title2:    t("统计一致性审计。选项：\n", "A statistical coherence audit. Flags:\n"),
		usageAll:  t("列出全部提示", "list all findings"),
		usageLang: t("语言：`zh` 或 en（缺省取自 LANG）", "language: `zh` or en (default from LANG)"),
	}
}

// unit is the name of a unit.
func (w *words) unit(a *audit, code string) string {
	row, _ := a.figures.Row(code)
	u := a.figures.Unit(row)
	if w.lang == english {
		return u.Tags.Get("name_en")
	}
	return u.Name
}

// usage is the help text.
func (w *words) usage(f *flag.FlagSet) string {
	var b strings.Builder
	b.WriteString(w.title2)
	f.VisitAll(func(x *flag.Flag) {
		name, text := flag.UnquoteUsage(x)
		fmt.Fprintf(&b, "  %-10s %s\n", strings.TrimSpace("-"+x.Name+" "+name), text)
	})
	return b.String()
}

// shortNames are the columns and scores in a few characters.
func shortNames(t func(zh, en string) string) map[string]string {
	return map[string]string{
		"overall":                     t("总分", "total"),
		"scale":                       t("规模", "scale"),
		"structure":                   t("结构", "structure"),
		"efficiency":                  t("效益", "efficiency"),
		"talent":                      t("人才", "talent"),
		"sec_va":                      t("二产增加值", "secondary VA"),
		"enterprises":                 t("规上企业数", "enterprises"),
		"manuf_emp_share":             t("制造业就业占比", "manufacturing jobs"),
		"sec_share":                   t("二产占比", "secondary share"),
		"mining_dependence":           t("采矿依赖度", "mining dependence"),
		"sec_va_per_resident":         t("人均二产", "VA per resident"),
		"sec_va_per_km2":              t("地均二产", "VA per km2"),
		"fiscal_self_sufficiency":     t("财政自给率", "fiscal self-sufficiency"),
		"loans_to_gdp":                t("贷款/GDP", "loans/GDP"),
		"prof_tech_share":             t("专业技术人员占比", "professionals"),
		"tertiary_edu_share":          t("大专以上占比", "college-educated"),
		"nonlocal_share":              t("外来人口占比", "residents from elsewhere"),
		"sci_tech_emp":                t("科技服务业就业", "jobs in research"),
		"primary_share":               t("一产占比", "primary share"),
		"sec_va_per_enterprise":       t("企均二产", "VA per enterprise"),
		"gdp":                         t("GDP", "GDP"),
		"primary_va":                  t("一产增加值", "primary VA"),
		"area":                        t("面积", "area"),
		"residents":                   t("常住人口", "residents"),
		"nonlocal":                    t("外来人口", "people from elsewhere"),
		"emp_total":                   t("就业人员（行业）", "employed, by industry"),
		"emp_mining":                  t("采矿业就业", "in mining"),
		"emp_manuf":                   t("制造业就业", "in manufacturing"),
		"emp_sci_tech":                t("科技服务就业", "in research"),
		"occ_total":                   t("就业人员（职业）", "employed, by occupation"),
		"occ_prof_tech":               t("专业技术人员", "professional staff"),
		"edu_total":                   t("3 岁及以上人口", "aged 3 and over"),
		"edu_tertiary":                t("大专及以上人口", "with college"),
		"fiscal_revenue":              t("财政收入", "budget revenue"),
		"fiscal_expenditure":          t("财政支出", "budget expenditure"),
		"loans":                       t("贷款余额", "loans"),
		"gdp_per_resident":            t("人均GDP", "GDP per resident"),
		"fiscal_revenue_per_resident": t("人均财政收入", "revenue per resident"),
	}
}
