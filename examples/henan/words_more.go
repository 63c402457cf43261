package main

// whyWords are the texts of the explanation of one county.
type whyWords struct {
	title, titleApart      string // name, region; the same
	rank, tied, apart      string // score, ranked, rank, grade; the same; score
	above, below, level    string // name, score, gap; the same; name
	first, last            string
	rivals                 string // scheme, rank
	doubt                  string // rank, rank
	parts                  string
	dimension              string // number, name, weight, score, points
	leaf                   string // name, weight
	made                   string // of, by, factor, value
	madePlain              string // of, by, value
	filled                 string // n, value
	between, better, worse string // worst and best; the best; the worst
	scale                  string // formula
	points                 string // score, points
	over, under, even      string // median score, points; the same; median score
	sum                    string // points, n
	most, mostItem         string // ; name, score, points
	monitored              string // names and values
	awards                 string
}

func newWhyWords(t pick) whyWords {
	return whyWords{
		title:      t("%s：位次与奖励的由来", "%s: why this rank, why these awards"),
		titleApart: t("%s：得分的由来", "%s: why this score"),
		rank:       t("得分 %[1]s，在 %[2]d 个参评单位中列第 %[3]d 位，%[4]s 等。", "Score %[1]s, rank %[3]d of %[2]d, grade %[4]s. "),
		tied:       t("得分 %[1]s，在 %[2]d 个参评单位中并列第 %[3]d 位，%[4]s 等。", "Score %[1]s, tied at rank %[3]d of %[2]d, grade %[4]s. "),
		apart:      t("得分 %s，按同一标准计分，不排名、不定等，不参加奖励。", "Score %s; scored like the others, but not ranked, not graded and without awards. "),
		above:      t("上一位%[1]s %[2]s，高 %[3]s 分。", "Just above: %[1]s, %[2]s, by %[3]s. "),
		below:      t("下一位%[1]s %[2]s，低 %[3]s 分。", "Just below: %[1]s, %[2]s, by %[3]s. "),
		level:      t("与%[1]s并列。", "Tied with %[1]s. "),
		first:      t("没有更靠前的。", "Nobody is above. "),
		last:       t("没有更靠后的。", "Nobody is below. "),
		rivals:     t("按%[1]s列第 %[2]d 位。", "Rank %[2]d under %[1]s weights. "),
		doubt:      t("二产增加值第 %[1]d 而规上企业数第 %[2]d，口径待核。", "Rank %[1]d by value added, but %[2]d by enterprises: in doubt. "),
		parts:      t("得分由来（计分=得分×权重÷100；中位为参加排名各单位该项得分的中位数）", "Where the score comes from (points = score x weight / 100; median: of the scores of all that are ranked)"),
		dimension:  t("%[1]s（权重 %[2]s）：得 %[3]s 分，计 %[4]s 分", "%[1]s (weight %[2]s): score %[3]s, %[4]s points"),
		leaf:       t("%[1]s（权重 %[2]s）：", "%[1]s (weight %[2]s): "),
		made:       t("%[1]s ÷ %[2]s × %[3]s = %[4]s", "%[1]s / %[2]s x %[3]s = %[4]s"),
		madePlain:  t("%[1]s ÷ %[2]s = %[3]s", "%[1]s / %[2]s = %[3]s"),
		filled:     t("无数据，以 %[1]d 个有数单位的中位数 %[2]s 插补", "no figure; the median of the %[1]d that have one, %[2]s, stands in"),
		between:    t("，零分值 %[1]s、满分值 %[2]s", ", between %[1]s (0) and %[2]s (100)"),
		better:     t("，优于满分值 %s", ", better than %s, which is enough for 100"),
		worse:      t("，劣于零分值 %s", ", worse than %s, where 0 begins"),
		scale:      t("，%s", ", %s"),
		points:     t("，得 %[1]s 分，计 %[2]s 分", ": score %[1]s, %[2]s points"),
		over:       t("；中位 %[1]s 分，多计 %[2]s 分。", "; median %[1]s, %[2]s points more."),
		under:      t("；中位 %[1]s 分，少计 %[2]s 分。", "; median %[1]s, %[2]s points less."),
		even:       t("；中位 %[1]s 分，持平。", "; median %[1]s, the same."),
		sum:        t("%[2]d 项合计 %[1]s 分（各项四舍五入，相加尾数可能略有出入）", "Sum of the %[2]d: %[1]s points (each is rounded, so they may add up to a little more or less)"),
		most:       t("失分最多：", "Most is lost on: "),
		mostItem:   t("%[1]s（得 %[2]s 分，距满分可再计 %[3]s 分）", "%[1]s (score %[2]s, another %[3]s points to be had)"),
		monitored:  t("仅监测、不计分：%s", "Only monitored, not scored: %s"),
		awards:     t("奖励由来", "Where the awards come from"),
	}
}

// fileWords are the headings of the files of -out.
type fileWords struct {
	code, class, out string
	wrote            string // n, folder
}

func newFileWords(t pick) fileWords {
	return fileWords{
		code:  t("代码", "code"),
		class: t("类别", "class"),
		out:   t("未排名原因", "why not ranked"),
		wrote: t("已写出 %[1]d 个文件到 %[2]s\n", "%[1]d files written to %[2]s\n"),
	}
}

// usageWords are the help text and the messages of the command line.
type usageWords struct {
	title, explain, data, framework, weights, all, lang, out string
	unknown                                                  string // name
	similar                                                  string // names
	several                                                  string // name
}

func newUsageWords(t pick) usageWords {
	return usageWords{
		title:     t("用法：henan [选项]\n\n评价河南省县域制造业，排名、定等、分配奖励（示例，非官方）。\n\n", "Usage: henan [flags]\n\nScores, ranks and grades the counties of Henan by manufacturing and divides awards (an example, not official).\n\n"),
		explain:   t("逐项说明一个`县`的位次与奖励的由来（名称或代码）", "say why a `COUNTY` (name or code) has its rank and its awards"),
		data:      t("自备数据的 CSV `文件`", "a CSV `FILE` of one's own data"),
		framework: t("自备指标体系的 JSON `文件`", "a JSON `FILE` with a framework of one's own"),
		weights:   t("`权重`：declared 方案权重，equal 等权，entropy 熵权，mix 前后各半", "`WEIGHTS`: declared, equal, entropy, or mix (half declared, half entropy)"),
		all:       t("列出全部等次的县", "name the counties of all grades"),
		lang:      t("`语言`：zh 或 en（缺省看 LANG）", "`LANGUAGE`: zh or en (by default from LANG)"),
		out:       t("把得分、位次、等次、奖励、分配明细、核验表写到一个`目录`", "write scores, ranks, grades, awards, ledger and certificate to a `DIR`"),
		unknown:   t("数据中没有“%s”", "the data have no \"%s\""),
		similar:   t("；是否为：%s", "; do you mean %s?"),
		several:   t("名为“%s”的不止一个，请用代码", "several units are called \"%s\"; use the code"),
	}
}
