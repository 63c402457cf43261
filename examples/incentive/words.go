package main

import (
	"strings"

	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/examples/internal/terminal"
)

// The languages.
const (
	chinese = "zh"
	english = "en"
)

// words says everything in one language.
type words struct{ lang string }

// t is the text of the language; whatever is not Chinese is English.
func (w words) t(zh, en string) string {
	if w.lang == chinese {
		return zh
	}
	return en
}

// measure is a measure as the language counts.
func (w words) measure(m incentive.Measure) incentive.Measure {
	if w.lang == chinese {
		return m.Chinese()
	}
	return m.English()
}

// name is the name of a pool.
func (w words) name(p *pool) string { return w.t(p.plan.Pool.NameZH, p.plan.Pool.Name) }

// tranche and bound are the names that an allocation has for them.
func (w words) tranche(a *incentive.Allocation, name string) string {
	out, err := a.TrancheName(name, w.lang)
	if err != nil {
		return name // no such language cannot be: run has checked it
	}
	return out
}

func (w words) bound(a *incentive.Allocation, name string) string {
	out, err := a.BoundName(name, w.lang)
	if err != nil {
		return name
	}
	return out
}

// columns are headings with their alignment: names to the left, the rest to the
// right.
func (w words) columns(zh, en string) []terminal.Column {
	var out []terminal.Column
	for head := range strings.SplitSeq(w.t(zh, en), "|") {
		c := terminal.Column{Head: head, Align: terminal.Right}
		if name, left := strings.CutPrefix(head, "<"); left {
			c = terminal.Column{Head: name, Align: terminal.Left}
		}
		out = append(out, c)
	}
	return out
}

// usage is the help text.
func (w words) usage() string {
	return w.t(`用法：incentive [-lang zh|en] [-all] [-certificate 奖励名]
  -all          列出全部县（市、区）
  -certificate  以 CSV 输出一种奖励的核验表：land、cod、nox、funds
  -lang         语言：zh 或 en（默认取自环境变量 LANG）
`, `usage: incentive [-lang zh|en] [-all] [-certificate pool]
  -all          list all counties
  -certificate  print the certificate of a pool as CSV: land, cod, nox or funds
  -lang         language, zh or en (default from the environment variable LANG)
`)
}
