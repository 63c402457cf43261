package main

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/examples/internal/terminal"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/stats"
)

// The two languages of the page.
const (
	chinese = "zh"
	english = "en"
)

// words is all text of the program in one language. Texts with verbs are formats.
type words struct {
	lang  string
	head  headWords
	table tableWords
	foot  footWords
	award awardWords
	why   whyWords
	files fileWords
	usage usageWords

	short   map[string]string // short names of the built-in indicators
	units   map[string]string // units of measurement
	schemes map[string]string // weightings
	list    string            // between the items of a list
	and     string            // between sentences that belong together
	colon   string
	stop    string
	space   string // between sentences
	open    string // brackets
	close   string
	indent  int // columns of the labels at the left of the page
}

// pick takes the text of the language.
type pick func(zh, en string) string

// newWords returns the texts of a language; whatever is not Chinese is English.
func newWords(lang string) *words {
	t := pick(func(_, en string) string { return en })
	indent := 11
	if lang == chinese {
		t = func(zh, _ string) string { return zh }
		indent = 6
	} else {
		lang = english
	}
	return &words{
		lang:  lang,
		head:  newHeadWords(t),
		table: newTableWords(t),
		foot:  newFootWords(t),
		award: newAwardWords(t),
		why:   newWhyWords(t),
		files: newFileWords(t),
		usage: newUsageWords(t),

		short:   shortNames(t),
		units:   unitNames(t),
		schemes: schemeWords(t),
		list:    t("、", ", "),
		and:     t("；", "; "),
		colon:   t("：", ": "),
		stop:    t("。", ". "),
		space:   t("", " "),
		open:    t("（", " ("),
		close:   t("）", ")"),
		indent:  indent,
	}
}

// shortNames are the built-in dimensions and indicators in a few characters.
func shortNames(t pick) map[string]string {
	return map[string]string{
		"scale":                   t("规模", "Scale"),
		"structure":               t("结构", "Struct."),
		"efficiency":              t("效益", "Effic."),
		"talent":                  t("人才", "Talent"),
		"sec_va":                  t("二产增加值", "secondary VA"),
		"enterprises":             t("规上企业数", "enterprises"),
		"manuf_emp_share":         t("制造业就业占比", "manufacturing jobs"),
		"sec_share":               t("二产占比", "secondary share"),
		"mining_dependence":       t("采矿依赖度", "mining dependence"),
		"sec_va_per_resident":     t("人均二产", "VA per resident"),
		"sec_va_per_km2":          t("地均二产", "VA per km2"),
		"fiscal_self_sufficiency": t("财政自给率", "fiscal self-sufficiency"),
		"loans_to_gdp":            t("贷款/GDP", "loans/GDP"),
		"prof_tech_share":         t("专业技术人员占比", "professionals"),
		"tertiary_edu_share":      t("大专以上占比", "college-educated"),
		"nonlocal_share":          t("外来人口占比", "residents from elsewhere"),
		"sci_tech_emp":            t("科技服务业就业", "jobs in research"),
		"primary_share":           t("一产占比", "primary share"),
		"sec_va_per_enterprise":   t("企均二产", "VA per enterprise"),
	}
}

// unitNames are the units of the built-in framework.
func unitNames(t pick) map[string]string {
	names := map[string]string{}
	for _, u := range []struct{ of, zh string }{
		{"100 million yuan", "亿元"},
		{"enterprises", "家"},
		{"yuan per person", "元/人"},
		{"10 thousand yuan per km2", "万元/平方公里"},
		{"10 thousand yuan per enterprise", "万元/家"},
		{"per 1000 employed", "‰"},
		{"persons", "人"},
		{"persons in the sample", "人"},
		{"km2", "平方公里"},
	} {
		names[u.of] = t(u.zh, u.of)
	}
	return names
}

// schemeWords are the weightings that -weights offers.
func schemeWords(t pick) map[string]string {
	return map[string]string{
		byDeclared: t("方案权重", "declared"),
		byEqual:    t("等权", "equal"),
		byEntropy:  t("熵权", "entropy"),
		byMix:      t("组合权重", "mix"),
	}
}

// name is the name of a unit: as it is, or its English one.
func (w *words) name(u indicators.Unit) string {
	name := u.Name
	if en := u.Tags.Get("name_en"); w.lang == english && en != "" {
		name = en
	}
	if name == "" {
		name = u.Code
	}
	return terminal.Printable(name)
}

// region is the name of the region of a unit.
func (w *words) region(u indicators.Unit) string {
	if en := u.Tags.Get("region_en"); w.lang == english && en != "" {
		return terminal.Printable(en)
	}
	return terminal.Printable(u.Region)
}

// indicator is the full name of an indicator.
func (w *words) indicator(in indicators.Indicator) string {
	name := in.Name
	if w.lang == chinese && in.NameZH != "" {
		name = in.NameZH
	}
	if name == "" {
		name = in.Code
	}
	return terminal.Printable(name)
}

// label is the short name of an indicator, if it has one.
func (w *words) label(in indicators.Indicator) string {
	if s, ok := w.short[in.Code]; ok {
		return s
	}
	return w.indicator(in)
}

// quantity is a value with its unit: 25.29%, 613.51 亿元.
func (w *words) quantity(x float64, unit string) string {
	s := figure(x)
	if known, ok := w.units[unit]; ok {
		unit = known
	}
	switch unit {
	case "":
		return s
	case "%", "‰":
		return s + unit
	}
	if unit[0] >= '0' && unit[0] <= '9' { // 31.08 (100 million yuan)
		return s + " (" + terminal.Printable(unit) + ")"
	}
	return s + " " + terminal.Printable(unit)
}

// named is the name of a county, as far as a page names it: unless all are to be
// named, a ranked county below the best grade is "one county of grade C".
func (w *words) named(p evaluation.Place, all bool) string {
	if all || p.Rank == 0 || p.Grade == bestGrade() {
		return w.name(p.Unit)
	}
	return fmt.Sprintf(w.head.oneOf, p.Grade)
}

// figure prints a value with as many decimals as say something.
func figure(x float64) string {
	digits := 2
	switch a := max(x, -x); {
	case a >= 1000:
		digits = 0
	case a > 0 && a < 1:
		digits = 4
	}
	return thousands(trim(fixed(x, digits)))
}

// fixed prints x with so many decimals, rounded as a person rounds.
func fixed(x float64, digits int) string {
	return strconv.FormatFloat(stats.Round(x, digits), 'f', digits, 64)
}

// trim drops zeros at the end of the decimals.
func trim(s string) string {
	if strings.Contains(s, ".") {
		s = strings.TrimSuffix(strings.TrimRight(s, "0"), ".")
	}
	return s
}

// plain prints a value with all its digits and commas between thousands.
func plain(x float64) string { return thousands(strconv.FormatFloat(x, 'f', -1, 64)) }

// thousands puts commas into the whole part of a plain decimal number.
func thousands(s string) string {
	sign := ""
	if strings.HasPrefix(s, "-") {
		sign, s = "-", s[1:]
	}
	point := strings.IndexByte(s, '.')
	if point < 0 {
		point = len(s)
	}
	for i := point - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return sign + s
}
