package tables_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/indicators/basis"
)

func TestTextWidth(t *testing.T) {
	for text, want := range map[string]int{
		"": 0, "abc": 3, "巩义市": 6, "新郑市†": 7, "（示例，非官方）": 16, "▲592": 4,
		"e\u0301": 1, "ä\u0323\u0307": 1, "한국": 4, "𠮷": 2, "·°τ": 3, "ｱ": 1, "Ａ": 2, "a\u200db": 2,
	} {
		assert.Equal(t, want, tables.TextWidth(text), text)
	}
	assert.Equal(t, "市   ", tables.Pad("市", 5, tables.Left))
	assert.Equal(t, "   市", tables.Pad("市", 5, tables.Right))
	assert.Equal(t, " 市  ", tables.Pad("市", 5, tables.Center))
	assert.Equal(t, "longer", tables.Pad("longer", 3, tables.Left))
	assert.Equal(t, "环境质…", tables.Cut("环境质量指数", 8))
	assert.Equal(t, "环境质量", tables.Cut("环境质量", 8))
	assert.Equal(t, "a\ufffdb c\ufffdd", tables.Printable("a\x1bb\tc\u202ed"))
}

// TestWrap: nothing is lost, no line is too long, and a blank that must not end a line
// does not.
func TestWrap(t *testing.T) {
	assert.Equal(t, []string{"one two", "three"}, tables.Wrap("one two three", 9))
	assert.Equal(t, []string{"一二三，", "四五六"}, tables.Wrap("一二三，四五六", 9))
	assert.Equal(t, []string{"abcdefgh", "ij"}, tables.Wrap("abcdefghij", 8), "longer than a line")
	assert.Equal(t, []string{"计 0 至", "100 分"}, tables.Wrap("计 0 至 100 分", 8), "no number is broken")
	assert.Equal(t, []string{"total", "12 mu"}, tables.Wrap("total 12"+tables.NoBreak+"mu", 9))
	assert.Empty(t, tables.Wrap("", 5))
	rapid.Check(t, func(t *rapid.T) {
		s := strings.TrimSpace(rapid.StringOf(rapid.SampledFrom([]rune("ab1 2，（县）。、市\u0301"+tables.NoBreak))).Draw(t, "text"))
		n := rapid.IntRange(2, 30).Draw(t, "columns")
		lines := tables.Wrap(s, n)
		for _, l := range lines {
			require.LessOrEqual(t, tables.TextWidth(l), n)
		}
		bare := strings.NewReplacer(" ", "", tables.NoBreak, "")
		require.Equal(t, bare.Replace(s), bare.Replace(strings.Join(lines, "")))
	})
}

func TestWidth(t *testing.T) {
	f, err := os.Create(filepath.Join(t.TempDir(), "no terminal"))
	require.NoError(t, err)
	t.Cleanup(func() { _ = f.Close() })
	t.Setenv("COLUMNS", "")
	assert.Equal(t, 80, tables.Width(f))
	assert.Equal(t, 80, tables.Width(nil))
	t.Setenv("COLUMNS", "132")
	assert.Equal(t, 132, tables.Width(f))
	t.Setenv("COLUMNS", "-3")
	assert.Equal(t, 80, tables.Width(f))
}

func TestLocale(t *testing.T) {
	for _, c := range []struct {
		all, messages, lang string
		want                basis.Language
	}{
		{"", "", "", basis.English},
		{"", "", "zh_CN.UTF-8", basis.Chinese},
		{"", "", "de_DE.UTF-8", basis.English},
		{"", "en_US.UTF-8", "zh_CN.UTF-8", basis.English},
		{"zh_TW", "en_US.UTF-8", "", basis.Chinese},
	} {
		t.Setenv("LC_ALL", c.all)
		t.Setenv("LC_MESSAGES", c.messages)
		t.Setenv("LANG", c.lang)
		assert.Equal(t, c.want, tables.Locale(), "%+v", c)
	}
}
