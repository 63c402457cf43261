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
	const help = "Usage\n  -all                 all\n  -lang LANGUAGE       LANGUAGE: zh or en (by default from the locale)\n  -rule RULE           RULE\n  -unit UNIT           a UNIT\n"
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
		{"zh", []string{"-h"}, 0, "用法\n  -all                 全部\n  -lang 语言           语言：zh 或 en（缺省看区域设置）\n  -rule 规则           规则\n  -unit 县             一个县\n", ""},
		{"", []string{"x"}, 2, "", "p: \"x\" is no flag\n\n" + help},
		{"", []string{"-rule", "c"}, 2, "", "p: -rule \"c\" is not one of a, b\n\n" + help},
		{"", []string{"-lang", "fr"}, 2, "", "p: -lang \"fr\" is neither zh nor en\n\n" + help},
		{"zh", []string{"-lang", "en", "-unit", ""}, 2, "", "p: -unit without a value\n\n" + help},
		{"", []string{"-unit", "bad"}, 2, "", "p: -unit: no bad\n"},
		{"", []string{"-unit", "worse"}, 1, "", "p: worse\n"},
		{"", []string{"-y"}, 2, "", "p: there is no flag -y\n\n" + help},
		{"", []string{"-unit"}, 2, "", "p: -unit without a value\n\n" + help},
	} {
		status, out, complaint := run(c.lang, c.args...)
		assert.Equal(t, c.status, status, c.args)
		assert.Equal(t, c.out, out, c.args)
		assert.Equal(t, c.complaint, complaint, c.args)
	}
}

// TestComplaintsInChinese: what is wrong with flags, and what the library says, is said in
// the language of the reader.
func TestComplaintsInChinese(t *testing.T) {
	for want, args := range map[string][]string{
		"p: \"x\" 不是选项\n":                 {"x"},
		"p: 没有选项 -y\n":                    {"-y"},
		"p: -unit 没有给出值\n":                {"-unit"},
		"p: -rule \"b\" 不是 a 之一\n":        {"-rule", "b"},
		"p: -lang \"fr\" 既不是 zh 也不是 en\n": {"-lang", "fr"},
		"p: 数据表：缺失：不是有效数值\n":              nil,
	} {
		unit, rule := "", "a"
		p := command.Program{Name: "p", Flags: []command.Flag{{Name: "unit", Text: &unit}, {Name: "rule", Text: &rule, Of: []string{"a"}}}, Texts: basis.Texts{"table: %w": "数据表：%w"}}
		var stdout, stderr strings.Builder
		p.Run(args, func(string) string { return "zh_CN" }, &stdout, &stderr, func(basis.Language) (string, error) {
			return "", basis.Errorf("table: %w", basis.Errorf("%w: %w", basis.ErrMissing, basis.ErrNumber))
		})
		first, _, _ := strings.Cut(stderr.String(), "\n")
		assert.Equal(t, want, first+"\n")
	}
}

// TestLanguage: the locale is that of LC_ALL, then LC_MESSAGES, then LANG.
func TestLanguage(t *testing.T) {
	for _, c := range []struct {
		env  map[string]string
		want basis.Language
	}{
		{nil, basis.English},
		{map[string]string{"LANG": "zh_CN.UTF-8"}, basis.Chinese},
		{map[string]string{"LANG": "zh_CN.UTF-8", "LC_ALL": "C"}, basis.English},
		{map[string]string{"LANG": "C", "LC_ALL": "zh_CN.UTF-8"}, basis.Chinese},
		{map[string]string{"LANG": "zh_CN", "LC_MESSAGES": "en_US"}, basis.English},
		{map[string]string{"LANG": "en_US", "LC_MESSAGES": "en_US", "LC_ALL": "zh"}, basis.Chinese},
	} {
		assert.Equal(t, c.want, command.Language(func(name string) string { return c.env[name] }), c.env)
	}
}
