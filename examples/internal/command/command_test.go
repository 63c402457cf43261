package command_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/examples/internal/command"
	"github.com/countyeval/countyeval/indicators/basis"
)

// TestRun: the language, the help, the faults of flags and the exit statuses.
func TestRun(t *testing.T) {
	run := func(lang string, args ...string) (status int, out, complaint string) {
		unit, rule, all := "", "a", false
		p := command.Program{Name: "p", Title: tables.Text{English: "Usage\n", Chinese: "用法\n"}, Flags: []command.Flag{
			{Name: "unit", Help: tables.Text{English: "a `UNIT`", Chinese: "一个`县`"}, Text: &unit},
			{Name: "rule", Help: tables.Text{English: "`RULE`", Chinese: "`规则`"}, Text: &rule, Of: []string{"a", "b"}},
			{Name: "all", Help: tables.Text{English: "all", Chinese: "全部"}, Bool: &all},
		}}
		var stdout, stderr strings.Builder
		status = p.Run(args, func(string) string { return lang }, &stdout, &stderr, func(l basis.Language) (string, error) {
			switch unit {
			case "bad":
				return "", fmt.Errorf("%w: no bad", command.Fault("-unit"))
			case "worse":
				return "", errors.New("worse")
			}
			return fmt.Sprint(l, unit, rule, all), nil
		})
		return status, stdout.String(), stderr.String()
	}
	const help = "Usage\n  -all                 all\n  -lang LANGUAGE       LANGUAGE: zh or en (by default from LANG)\n  -rule RULE           RULE\n  -unit UNIT           a UNIT\n"
	for _, c := range []struct {
		lang           string
		args           []string
		status         int
		out, complaint string
	}{
		{"", nil, 0, "enafalse", ""},
		{"zh_CN.UTF-8", []string{"-all", "-rule", "b", "-unit", "x"}, 0, "zhxbtrue", ""},
		{"zh_CN.UTF-8", []string{"-lang", "en"}, 0, "enafalse", ""},
		{"", []string{"-h"}, 0, help, ""},
		{"zh", []string{"-h"}, 0, "用法\n  -all                 全部\n  -lang 语言           语言：zh 或 en（缺省看 LANG）\n  -rule 规则           规则\n  -unit 县             一个县\n", ""},
		{"", []string{"x"}, 2, "", "p: \"x\" is no flag\n\n" + help},
		{"", []string{"-rule", "c"}, 2, "", "p: -rule \"c\" is not one of a, b\n\n" + help},
		{"", []string{"-lang", "fr"}, 2, "", "p: -lang \"fr\" is neither zh nor en\n\n" + help},
		{"zh", []string{"-lang", "en", "-unit", ""}, 2, "", "p: -unit without a value\n\n" + help},
		{"", []string{"-unit", "bad"}, 2, "", "p: -unit: no bad\n"},
		{"", []string{"-unit", "worse"}, 1, "", "p: worse\n"},
	} {
		status, out, complaint := run(c.lang, c.args...)
		assert.Equal(t, c.status, status, c.args)
		assert.Equal(t, c.out, out, c.args)
		assert.Equal(t, c.complaint, complaint, c.args)
	}
}
