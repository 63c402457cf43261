package scheme

import (
	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/indicators/basis"
)

// words say what a change is about.
type words struct {
	indicators map[string]tables.Text // by code
	plans      map[string]tables.Text // by the name of the pool
	kinds      basis.Kinds
}

// newWords has the names of both versions, of the later one where they differ.
func newWords(kinds basis.Kinds, versions ...Scheme) words {
	w := words{map[string]tables.Text{}, map[string]tables.Text{}, kinds}
	for _, s := range versions {
		for in := range s.Framework.Rows() {
			w.indicators[in.Code] = nameOf(in)
		}
		for _, p := range s.Plans {
			w.plans[p.Pool.Name] = tables.Both(p.Pool.Name, or(p.Pool.NameZH, p.Pool.Name))
		}
	}
	return w
}

// of is the value at a path in words.
func (w words) of(path []at) tables.Text {
	if path[0].name == "framework" {
		return w.ofFramework(path[1:])
	}
	var parts []tables.Text
	for i, p := range path {
		switch {
		case p.item && i == 1 && path[0].name == "plans":
			parts = []tables.Text{w.name(w.plans, p.name)} // the section says nothing more
		case article(path[:i+1]):
			parts[len(parts)-1] = tables.Both("article", "条款")
		case p.item:
			parts = append(parts, w.name(w.indicators, p.name))
		case i == 0 && len(path) > 1 && (p.name == "model" || p.name == "study"):
		default:
			parts = append(parts, word(p.name))
		}
	}
	text := parts[0]
	for _, p := range parts[1:] {
		text = tables.Sentence(tables.Both("%s, %s", "%s，%s"), text, p)
	}
	return text
}

// name is that of something, or what it is called by.
func (w words) name(of map[string]tables.Text, name string) tables.Text {
	if t, ok := of[name]; ok {
		return t
	}
	return word(name)
}

// ofFramework is a value of the framework: weight of Tax per mu.
func (w words) ofFramework(path []at) tables.Text {
	var in tables.Text
	rest := path
	for i, p := range path {
		if p.item {
			in, rest = w.name(w.indicators, p.name), path[i+1:]
		}
	}
	switch {
	case len(rest) == 0:
		return tables.Sentence(tables.Both("indicator %s", "指标%s"), in)
	case in == (tables.Text{}):
		return tables.Sentence(tables.Both("%s of the framework", "指标体系的%s"), word(rest[0].name))
	}
	key := word(rest[0].name)
	for _, p := range rest[1:] {
		key = tables.Sentence(tables.Both("%s, %s", "%s，%s"), key, word(p.name))
	}
	return tables.Sentence(tables.Both("%s of %s", "%[2]s的%[1]s"), key, in)
}

// value is a value in words; one that is not there is none.
func (w words) value(path []at, n *basis.Node) tables.Text {
	if n == nil {
		return tables.Both("none", "无")
	}
	if article(path) {
		var c incentive.Clause
		if err := basis.Decode(n, &c, w.kinds); err == nil && c != nil {
			return articleText(c)
		}
	}
	return tables.Same(inline(n))
}

// articleText is a clause as an allocation quotes it.
func articleText(c incentive.Clause) tables.Text {
	if t, ok := c.(basis.Worded); ok {
		return tables.Kept(t.Text())
	}
	return tables.Same(c.String())
}

// word is a key of the file in words.
func word(key string) tables.Text {
	if t, ok := keyWords[key]; ok {
		return t
	}
	return tables.Same(key)
}

var keyWords = map[string]tables.Text{
	"aggregate":    tables.Both("aggregation", "合成"),
	"amount":       tables.Both("amount", "总量"),
	"apart":        tables.Both("who stands apart", "单列"),
	"at_least":     tables.Both("at least", "下限"),
	"aux":          tables.Both("columns that are not scored", "不计分的列"),
	"base":         tables.Both("base value", "基准值"),
	"basis":        tables.Both("legal basis", "依据"),
	"bounds":       tables.Both("bounds", "上下界"),
	"break":        tables.Both("keys that break ties", "同分时的次序"),
	"by_class":     tables.Both("by class", "分类计分"),
	"clauses":      tables.Both("articles", "条款"),
	"computed":     tables.Both("computed", "计算得出"),
	"confidential": tables.Both("confidential", "涉密"),
	"decision":     tables.Both("decision", "排名定等"),
	"definition":   tables.Both("definition", "口径"),
	"department":   tables.Both("department", "数据来源"),
	"digits":       tables.Both("published digits", "公布的小数位数"),
	"direction":    tables.Both("direction", "方向"),
	"draws":        tables.Both("draws", "抽取次数"),
	"effects":      tables.Both("effects of rulings", "决定的种类"),
	"factors":      tables.Both("what is uncertain", "不确定因素"),
	"figures":      tables.Both("files of figures", "年度数据文件"),
	"file":         tables.Both("file", "文件"),
	"flat":         tables.Both("flat", "不分层"),
	"formula":      tables.Both("formula", "计算公式"),
	"full":         tables.Both("full point", "满分值"),
	"grader":       tables.Both("grades", "定等"),
	"grades":       tables.Both("grades", "等次"),
	"group_sum":    tables.Both("sum of weights in groups", "组内权重合计"),
	"in":           tables.Both("words", "取值"),
	"items":        tables.Both("items", "项目"),
	"limits":       tables.Both("limits of rulings", "加减分限额"),
	"lists":        tables.Both("lists", "名单"),
	"lot":          tables.Both("lot", "最小单位"),
	"measure":      tables.Both("measure", "计量单位"),
	"name":         tables.Both("name", "英文名称"),
	"name_zh":      tables.Both("Chinese name", "名称"),
	"normalize":    tables.Both("normalization", "无量纲化"),
	"own":          tables.Both("places of each class", "分类排名"),
	"parts":        tables.Both("parts", "份数"),
	"period":       tables.Both("year", "年份"),
	"places":       tables.Both("places", "名额"),
	"plans":        tables.Both("plans", "分配方案"),
	"pool":         tables.Both("pool", "总盘"),
	"rankings":     tables.Both("further rankings", "其他排名"),
	"reserve":      tables.Both("reserve", "预留"),
	"rest":         tables.Both("the rest", "其余"),
	"rounding":     tables.Both("rounding", "取整"),
	"rule":         tables.Both("rule", "规则"),
	"rulings":      tables.Both("rulings", "个案决定"),
	"scheme":       tables.Both("version of the format", "格式版本"),
	"seed":         tables.Both("seed", "随机种子"),
	"share":        tables.Both("share", "比例"),
	"source":       tables.Both("source", "来源"),
	"steps":        tables.Both("steps", "步骤"),
	"study":        tables.Both("study", "稳健性"),
	"sum":          tables.Both("sum of weights", "权重合计"),
	"target":       tables.Both("target", "适度值"),
	"ties":         tables.Both("ties", "并列"),
	"title":        tables.Both("title", "名称"),
	"total":        tables.Both("total", "合计"),
	"tranches":     tables.Both("tranches", "批次"),
	"unit":         tables.Both("unit", "英文单位"),
	"unit_zh":      tables.Both("Chinese unit", "单位"),
	"weigh":        tables.Both("weighting", "赋权"),
	"weight":       tables.Both("weight", "权重"),
	"zero":         tables.Both("zero point", "零分值"),
}
