package main

import (
	"strings"

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
