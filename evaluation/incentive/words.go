package incentive

import (
	"fmt"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/countyeval/countyeval/evaluation/incentive/fill"
	"github.com/countyeval/countyeval/indicators/basis"
)

// words are the sentences of one language.
type words struct {
	lang basis.Language

	colon, of, stop, none, plus, minus string

	ranked, rank, rankInClass                           string
	unranked, grade, notRanked                          string
	article, tranche, note, reason                      string
	out, weight, reweigh, limitSet, lots, noted         string
	cap, floor, half, held, ceiling, under, won, limits string
	raised                                              string
	plain, noParts, freed, taken                        string
	toCap, toFloor, toCeiling                           string
	rounding, down, award, summary                      string

	byRule string
}

// rounded is the word for a rounding.
func (t words) rounded(r fill.Rounder) string {
	switch _, down := r.(fill.Down); {
	case down || r == nil:
		return t.down
	case t.lang == basis.Chinese:
		return t.spoken(r)
	}
	return "by " + r.String()
}

// saying is what a rule is called.
func (t words) saying(r fill.Rule) string {
	if r == nil {
		return t.none
	}
	return t.spoken(r)
}

// spoken is what a rule or a rounding is called; one of the caller's that is not
// [basis.Worded] has one name.
func (t words) spoken(r fmt.Stringer) string {
	if w, ok := r.(basis.Worded); ok {
		return w.Text().Say(t.lang, sayings())
	}
	return r.String()
}

// sayings are the texts of this package and of those below.
var sayings = sync.OnceValue(Texts)

// class is the name of a class before a rank: Y 类, 重点类.
func (t words) class(name string) string {
	switch {
	case t.lang == basis.English || strings.HasSuffix(name, "类"):
		return name
	case name != "" && name[len(name)-1] < utf8.RuneSelf:
		return name + " 类"
	}
	return name + "类"
}

// measure is the measure as texts of the language have it.
func (t words) measure(m Measure) Measure {
	if t.lang == basis.Chinese {
		return m.Chinese()
	}
	return m.English()
}

// name is a name in the language.
func (t words) name(en, zh string) string {
	if t.lang == basis.Chinese {
		return or(zh, en)
	}
	return en
}

// trancheOf is the name of a tranche of an allocation in the language.
func (t words) trancheOf(a *Allocation, name string) string {
	for _, d := range a.Divisions {
		if d.Name == name {
			return t.name(name, d.NameZH)
		}
	}
	return name
}

// ceilingOf is the name of a ceiling of an allocation in the language.
func (t words) ceilingOf(a *Allocation, name string) string {
	for _, d := range a.Divisions {
		for _, c := range d.Ceilings {
			if c.Name == name {
				return t.name(name, c.NameZH)
			}
		}
	}
	return name
}

// wordsOf are the words of a language.
func wordsOf(lang basis.Language) (words, error) {
	switch lang {
	case basis.English:
		return english(), nil
	case basis.Chinese:
		return chinese(), nil
	}
	return words{}, basis.Errorf("%w: there is no language %d", basis.ErrUnknown, int(lang))
}

func english() words {
	return words{
		colon: ": ", stop: ".", none: "none", plus: "+", minus: "-",
		ranked: "%s: %s, score %s", rank: "rank %d", rankInClass: "rank %d in class %s", unranked: "%s: not ranked.", grade: ", grade %s",
		notRanked: "Not eligible: %s.",
		article:   "article %d (%s)", tranche: "[%s] ", note: " (%s)", reason: " Reason: %s.",
		out:      "Not eligible under %s.%s",
		weight:   "By %s: %s parts.%s",
		reweigh:  "By %s: %s parts become %s.%s",
		limitSet: "By %s: the %s is %s.%s",
		lots:     "The %s of %s is brought to whole lots of %s: %s.",
		noted:    "By %s: %s.",
		cap:      "cap", floor: "floor", half: "half of the claim", held: "amount in hand", ceiling: "ceiling %q", of: " of ",
		under: " under %s", won: ", %s of it won before", limits: "Limited by the %s%s%s: %s.", raised: "Raised to the %s%s%s: %s.",
		plain:   "Share of %s among %d eligible counties: %[4]s of %[3]s parts, %[5]s.",
		noParts: "Share of %s among %d eligible counties: none of them has parts.",
		freed:   "The limits of others leave %s, which is shared by parts: %s%s.",
		taken:   "The floors of others need %s, which is taken by parts: %s%s.",
		toCap:   ", up to its cap", toFloor: ", down to its floor", toCeiling: ", until the ceiling %q is full",
		rounding: "Rounded %s to whole lots of %s: %s.", down: "down",
		award:   "Award: %s.",
		summary: "%s%s = awards %s + remainder %s + reserve %s",

		byRule: "By the rule %s: %s.",
	}
}

func chinese() words {
	return words{
		lang:  basis.Chinese,
		colon: "：", stop: "。", none: "无", plus: "加 ", minus: "减 ",
		ranked: "%s：%s，得分 %s", rank: "第 %d 名", rankInClass: "%[2]s第 %[1]d 名", unranked: "%s：未参加排名。", grade: "，等次 %s",
		notRanked: "不在奖励范围：%s。",
		article:   "第 %d 条（%s）", tranche: "【%s】", note: "（%s）", reason: "理由：%s。",
		out:      "按%s，不在奖励范围。%s",
		weight:   "按%s：计 %s 份。%s",
		reweigh:  "按%s：由 %s 份变为 %s 份。%s",
		limitSet: "按%s：%s为 %s。%s",
		lots:     "%s %s 按最小分配单位 %s 取整为 %s。",
		noted:    "按%s：%s。",
		cap:      "上限", floor: "保底", half: "上限的一半", held: "已有量", ceiling: "“%s”合计上限", of: " ",
		under: "%s", won: "（此前已得 %s）", limits: "受%[2]s%[1]s限制%[3]s，%[4]s。", raised: "按%[2]s%[1]s补足%[3]s，%[4]s。",
		plain:   "可分 %s，%d 个符合条件的县（市、区）共 %s 份；本县 %s 份，应得 %s。",
		noParts: "可分 %s，%d 个符合条件的县（市、区）均无份数。",
		freed:   "因其他县（市、区）受限腾出净额 %s，按份数重新分配，%s%s。",
		taken:   "因其他县（市、区）保底需 %s，按份数分摊，%s%s。",
		toCap:   "，至其上限", toFloor: "，至其保底", toCeiling: "，至“%s”合计上限用满",
		rounding: "%s为最小分配单位 %s 的整数倍，%s。", down: "向下取整",
		award:   "奖励 %s。",
		summary: "%s奖励总量 %s = 奖励 %s + 结余 %s + 预留 %s",

		byRule: "按“%s”规则，%s。",
	}
}
