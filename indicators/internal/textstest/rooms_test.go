package textstest_test

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/aggregate"
	"github.com/countyeval/countyeval/evaluation/enterprise"
	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/evaluation/incentive/fill"
	"github.com/countyeval/countyeval/evaluation/incentive/scrutiny"
	"github.com/countyeval/countyeval/evaluation/outranking"
	"github.com/countyeval/countyeval/evaluation/procedure"
	"github.com/countyeval/countyeval/evaluation/report"
	reportxlsx "github.com/countyeval/countyeval/evaluation/report/xlsx"
	"github.com/countyeval/countyeval/evaluation/robustness"
	"github.com/countyeval/countyeval/evaluation/robustness/proof"
	"github.com/countyeval/countyeval/evaluation/robustness/requirements"
	"github.com/countyeval/countyeval/evaluation/robustness/whatif"
	"github.com/countyeval/countyeval/evaluation/scheme"
	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/evaluation/years"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/coinr"
	"github.com/countyeval/countyeval/indicators/encoding"
	"github.com/countyeval/countyeval/indicators/industry"
	"github.com/countyeval/countyeval/indicators/normalize"
	"github.com/countyeval/countyeval/indicators/prepare"
	"github.com/countyeval/countyeval/indicators/profile"
	"github.com/countyeval/countyeval/indicators/returns"
	"github.com/countyeval/countyeval/indicators/rollup"
	"github.com/countyeval/countyeval/indicators/stats"
	"github.com/countyeval/countyeval/indicators/target"
	"github.com/countyeval/countyeval/indicators/xlsx"
	"github.com/countyeval/countyeval/weights"
)

// rooms are the packages looked at, with their texts. A new one is added here.
var rooms = []struct {
	path  string
	texts basis.Texts
}{
	{"indicators/basis", basis.CommonTexts()},
	{"indicators/stats", stats.Texts()},
	{"indicators", indicators.Texts()},
	{"indicators/prepare", prepare.Texts()},
	{"indicators/normalize", normalize.Texts()},
	{"indicators/profile", profile.Texts()},
	{"indicators/returns", returns.Texts()},
	{"indicators/rollup", rollup.Texts()},
	{"indicators/industry", industry.Texts()},
	{"indicators/target", target.Texts()},
	{"indicators/encoding", encoding.Texts()},
	{"indicators/coinr", coinr.Texts()},
	{"indicators/xlsx", xlsx.Texts()},
	{"weights", weights.Texts()},
	{"evaluation/aggregate", aggregate.Texts()},
	{"evaluation/outranking", outranking.Texts()},
	{"evaluation/incentive/fill", fill.Texts()},
	{"evaluation/internal/printed", evaluation.Texts()},
	{"evaluation", evaluation.Texts()},
	{"evaluation/years", years.Texts()},
	{"evaluation/enterprise", enterprise.Texts()},
	{"evaluation/incentive", incentive.Texts()},
	{"evaluation/incentive/scrutiny", scrutiny.Texts()},
	{"evaluation/robustness", robustness.Texts()},
	{"evaluation/robustness/proof", proof.Texts()},
	{"evaluation/robustness/whatif", whatif.Texts()},
	{"evaluation/robustness/requirements", requirements.Texts()},
	{"evaluation/tables", tables.Texts()},
	{"evaluation/scheme", scheme.Texts()},
	{"evaluation/report", report.Texts()},
	{"evaluation/report/xlsx", reportxlsx.Texts()},
	{"evaluation/procedure", procedure.Texts()},
}

// TestEveryTextHasChinese: each room says all that it says in Chinese too, with the same
// parts, and keeps no Chinese of what it no longer says.
func TestEveryTextHasChinese(t *testing.T) {
	sources := load(t)
	said := map[string]bool{}
	for _, s := range sources {
		for text := range s.texts {
			said[text] = true
		}
		for name := range s.names {
			said[name] = true
		}
	}
	all := basis.Texts{}
	for _, room := range rooms {
		t.Run(room.path, func(t *testing.T) {
			s := sources[room.path]
			assert.Empty(t, s.unresolved, "texts that are none that can be read off the source")
			assert.NotEmpty(t, s.texts)
			for text, at := range s.texts {
				zh, ok := room.texts[text]
				if assert.Equal(t, speaks(text), ok, "%s: %q", at, text) && ok {
					assert.Equal(t, verbs(text), verbs(zh), "%s: %q", at, text)
				}
			}
			for text, zh := range room.texts {
				assert.True(t, said[text], "nobody says %q any more", text)
				if was, twice := all[text]; twice {
					assert.Equal(t, was, zh, "%q has two texts", text)
				}
				all[text] = zh
			}
		})
	}
}

var verb = regexp.MustCompile(`%([-+# 0]*[0-9]*(?:\.[0-9]+)?)(?:\[([0-9]+)\])?([a-zA-Z%])`)

// speaks reports whether a text has words of a language: letters that are not the name of
// a method, or punctuation.
func speaks(text string) bool {
	rest := verb.ReplaceAllString(text, "")
	return strings.ContainsFunc(rest, func(r rune) bool { return r >= 'a' && r <= 'z' }) || strings.ContainsAny(rest, ":;,()[")
}

// verbs lists the verbs of a text by the arguments that stand under them.
func verbs(text string) []string {
	var out []string
	arg := 0
	for _, m := range verb.FindAllStringSubmatch(text, -1) {
		if m[3] == "%" {
			continue
		}
		if arg++; m[2] != "" {
			arg, _ = strconv.Atoi(m[2])
		}
		out = append(out, strconv.Itoa(arg)+": %"+m[1]+m[3])
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// TestOneWordForOneThing: a floor is 保底 in every room, and a share of a whole 占比.
func TestOneWordForOneThing(t *testing.T) {
	floor := regexp.MustCompile(`\bfloors?\b`)
	for _, room := range rooms {
		for text, zh := range room.texts {
			assert.NotContains(t, zh, "份额", text)
			if floor.MatchString(text) {
				assert.Contains(t, zh, "保底", text)
			}
		}
	}
}
