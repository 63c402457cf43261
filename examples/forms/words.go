package main

import (
	"strconv"
	"strings"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/indicators"
)

// The two languages of the page.
const (
	chinese = "zh"
	english = "en"
)

// words chooses the texts of one language.
type words struct{ lang string }

// t is one of two texts.
func (w words) t(zh, en string) string {
	if w.lang == chinese {
		return zh
	}
	return en
}

// unit is the name of a unit.
func (w words) unit(u indicators.Unit) string { return w.t(u.Name, u.Tags.Get("en")) }

// named is the name of the unit with a code.
func (w words) named(code string) string {
	for _, u := range units() {
		if u.Code == code {
			return w.unit(u)
		}
	}
	return code
}

// list joins names.
func (w words) list(names []string) string { return strings.Join(names, w.t("、", ", ")) }

// name is the name of an indicator, class, item or list by its code.
func (w words) name(code string) string {
	switch code {
	case county:
		return w.t("县", "counties")
	case district:
		return w.t("区", "districts")
	case "quality":
		return w.t("质量效益", "quality")
	case "innovation":
		return w.t("创新", "innovation")
	case "green":
		return w.t("绿色", "green")
	case "va_per_mu":
		return w.t("亩均增加值", "value added per mu")
	case "tax_per_mu":
		return w.t("亩均税收", "tax per mu")
	case "rd":
		return w.t("研发强度", "R&D intensity")
	case "high_tech":
		return w.t("高新技术产业占比", "high-tech share")
	case "energy":
		return w.t("单位增加值能耗", "energy intensity")
	case "reuse":
		return w.t("固废利用率", "waste reuse")
	case platform:
		return w.t("新增省级研发平台", "new R&D platforms")
	case inspection:
		return w.t("环保督察问题", "inspection problems")
	case "advanced":
		return w.t("先进", "advanced")
	case "progress":
		return w.t("进步", "progress")
	}
	return code
}

// reason is why something was ruled.
func (w words) reason(d evaluation.Ruling) string {
	switch d.Reason {
	case accident:
		return w.t("发生重大安全事故", "a major work accident")
	case audited:
		return w.t("审计发现数据不实", "wrong figures, by audit")
	case founded:
		return w.t("设立不满两年", "less than 2 years old")
	case park:
		return w.t("国家级示范园区所在地", "has a national model park")
	case overdue:
		return w.t("上年整改逾期", "corrections are overdue")
	}
	return w.name(d.Reason)
}

// effect is what a ruling does.
func (w words) effect(d evaluation.Ruling) string {
	switch d.Effect {
	case evaluation.NotEvaluated:
		return w.t("本年度不参评", "not evaluated this year")
	case evaluation.NotRanked:
		return w.t(d.Grade+" 类，计分不排名", d.Grade+": scored, not ranked")
	case evaluation.OutsideQuota:
		return w.t("直接定为 "+d.Grade+"，不占名额", "is "+d.Grade+", outside the quota")
	case evaluation.NoAward:
		return w.t("取消奖励资格", "no award")
	case evaluation.GradeAtMost:
		return w.t("等次不高于 "+d.Grade, "grade at most "+d.Grade)
	}
	return plain(d.Count) + " × " + signed(d.Points)
}

// document is what says so.
func (w words) document(d evaluation.Ruling) string {
	return w.t("虚构文件 ", "made-up paper ") + d.Document
}

func (w words) usage() string {
	return w.t(`以政府文件的形式评价 22 个虚构的县和区。选项：
  -lang zh   语言：zh 或 en（缺省取自 LANG）
`, `Evaluates 22 made-up counties and districts in the forms of governments. Flags:
  -lang zh   language: zh or en (default from LANG)
`)
}

// score prints a published score, points too.
func score(x float64) string { return strconv.FormatFloat(x, 'f', 1, 64) }

// plain prints a number with the digits that it has.
func plain(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }

// signed prints a number with its sign; nothing for 0.
func signed(x float64) string {
	switch {
	case x > 0:
		return "+" + plain(x)
	case x < 0:
		return "−" + plain(-x)
	}
	return ""
}
