package tables_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/countyeval/countyeval/evaluation/incentive/fill"
	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/indicators/basis"
)

// text prints a sheet.
func text(t require.TestingT, s tables.Sheet, o tables.TextOptions) string {
	var b strings.Builder
	require.NoError(t, tables.WriteText(&b, s, o))
	return b.String()
}

// awards is a small sheet with all alignments.
func awards() tables.Sheet {
	s := tables.Sheet{
		Title: tables.Text{English: "Awards", Chinese: "奖励"}, Keys: 1,
		Columns: []tables.Column{
			{Head: tables.Text{English: "county", Chinese: "县"}},
			{Head: tables.Text{English: "grade", Chinese: "等次"}, Align: tables.Center},
			{Head: tables.Text{English: "land", Chinese: "土地"}, Align: tables.Point},
			{Head: tables.Text{English: "rank", Chinese: "位次"}, Align: tables.Right},
			{Head: tables.Text{English: "why", Chinese: "说明"}},
		},
		Notes: []tables.Text{{English: "All is made up.", Chinese: "全部为虚构。"}},
	}
	mu := fill.Measure{Name: "mu", NameZH: "亩", Digits: 2}
	s.Add(tables.Words(tables.Text{English: "Alpha", Chinese: "甲县"}), tables.Data("A"), tables.Amount(123456, mu), tables.Integer(1), tables.Words(tables.Text{English: "as it follows from the score", Chinese: "由得分得出，未受限制"}))
	s.Add(tables.Words(tables.Text{English: "Beta", Chinese: "乙县"}), tables.Data("B"), tables.Decimal(7.5, 1), tables.Integer(12))
	s.Add(tables.Words(tables.Text{English: "Gamma", Chinese: "丙县"}), tables.Cell{}, tables.Missing(tables.Text{English: "not asked", Chinese: "未申请"}), tables.Missing(tables.Text{}))
	s.Foot = [][]tables.Cell{{tables.Words(tables.Text{English: "total", Chinese: "合计"}), {}, tables.Amount(123456, mu)}}
	return s
}

func TestText(t *testing.T) {
	assert.Equal(t, `Awards
county grade      land rank why
Alpha    A    1,234.56    1 as it follows from the score
Beta     B        7.5    12
Gamma        not asked    –
total         1,234.56
All is made up.
`, text(t, awards(), tables.TextOptions{}))
	assert.Equal(t, `奖励
  县   等次     土地 位次 说明
  甲县  A   1,234.56    1 由得分得出，未受限制
  乙县  B       7.5    12
  丙县        未申请    –
  合计      1,234.56
  全部为虚构。
`, text(t, awards(), tables.TextOptions{Language: basis.Chinese, Indent: 2}))
}

// TestNarrow: what is too wide goes on in the lines below, then in blocks with the keys
// before each, and numbers are never broken.
func TestNarrow(t *testing.T) {
	assert.Equal(t, `Awards
county grade      land rank why
Alpha    A    1,234.56    1 as it
                            follows from
                            the score
Beta     B        7.5    12
Gamma        not asked    –
total         1,234.56
All is made up.
`, text(t, awards(), tables.TextOptions{Width: 40}))
	assert.Equal(t, `Awards
county grade      land
Alpha    A    1,234.56
Beta     B        7.5
Gamma        not asked
total         1,234.56

county rank why
Alpha     1 as it
            follows
            from the
            score
Beta     12
Gamma     –
total
All is made up.
`, text(t, awards(), tables.TextOptions{Width: 23}))
	narrow := text(t, awards(), tables.TextOptions{Width: 1})
	assert.Contains(t, narrow, "1,234.56")
	s := awards()
	s.Columns[4].Most = 10
	assert.Contains(t, text(t, s, tables.TextOptions{Width: -1}), "1 as it fol…\n")
	long := awards()
	long.Rows[0][4] = tables.Data(strings.Repeat("many words ", 20))
	assert.Len(t, strings.Split(text(t, long, tables.TextOptions{Width: -1}), "\n"), 8)
}

// TestMarks: marks, signs and depths are what text shows of a number, and neither move the
// point.
func TestMarks(t *testing.T) {
	s := tables.Sheet{Columns: []tables.Column{{Head: tables.Same("node")}, {Head: tables.Same("x"), Align: tables.Point}}}
	marked := tables.Decimal(8.2, 2)
	marked.Before, marked.After = "▲", "+"
	deep := tables.Data("deep")
	deep.Indent = 2
	s.Add(tables.Data("top"), marked)
	s.Add(deep, tables.Decimal(21.69, 2).Plus())
	s.Add(tables.Data("a\nb\x1b"), tables.Data("−0.3"))
	assert.Equal(t, "node           x\ntop       ▲8.20+\n    deep +21.69\na b\ufffd      −0.3\n", text(t, s, tables.TextOptions{}))
	assert.Contains(t, text(t, s, tables.TextOptions{Wide: true}), "top      ▲8.20+\n", "▲ takes two columns")
}

// TestAligned: every line of a block is equally wide, whatever stands in the table, and
// without the blanks at the ends of its lines it is what is usually printed.
func TestAligned(t *testing.T) {
	runes := []rune("ab1,.-+ 县市（），…†·é\u0301 \t\n")
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.StringOf(rapid.SampledFrom(runes))
		cell := rapid.Custom(func(t *rapid.T) tables.Cell {
			c := rapid.OneOf(
				rapid.Map(words, tables.Data),
				rapid.Map(rapid.Float64Range(-1e6, 1e6), func(x float64) tables.Cell { return tables.Decimal(x, 2) }),
				rapid.Map(rapid.Float64Range(-1e3, 1e3), tables.Figure),
				rapid.Map(rapid.IntRange(-1e9, 1e9), func(n int) tables.Cell { return tables.Amount(fill.Amount(n), fill.Measure{Digits: 2}) }),
				rapid.Just(tables.Missing(tables.Text{})), rapid.Just(tables.Cell{}),
			).Draw(t, "cell")
			c.Signed = rapid.Bool().Draw(t, "signed")
			c.After = rapid.SampledFrom([]string{"", "", "+", "†"}).Draw(t, "mark")
			c.Indent = rapid.IntRange(0, 2).Draw(t, "indent")
			return c
		})
		var s tables.Sheet
		m := rapid.IntRange(1, 6).Draw(t, "columns")
		for range m {
			s.Columns = append(s.Columns, tables.Column{
				Head: tables.Same(words.Draw(t, "head")), Align: rapid.SampledFrom([]tables.Align{tables.Left, tables.Right, tables.Center, tables.Point}).Draw(t, "align"),
				Most: rapid.SampledFrom([]int{0, 0, 5}).Draw(t, "most"),
			})
		}
		s.Keys = rapid.IntRange(0, m).Draw(t, "keys")
		for range rapid.IntRange(1, 5).Draw(t, "rows") {
			s.Add(rapid.SliceOfN(cell, 1, m).Draw(t, "row")...)
		}
		o := tables.TextOptions{Width: rapid.SampledFrom([]int{-1, 10, 30, 80}).Draw(t, "width"), Indent: rapid.IntRange(0, 3).Draw(t, "left"), Padded: true}
		padded := text(t, s, o)
		o.Padded = false
		usual := text(t, s, o)
		want := strings.Split(padded, "\n")
		for i := range want {
			want[i] = strings.TrimRight(want[i], " ")
		}
		require.Equal(t, strings.Join(want, "\n"), usual)
		if s.Keys == m || o.Width < 0 { // one block
			lines := strings.Split(strings.TrimSuffix(padded, "\n"), "\n")
			for _, l := range lines {
				require.Equal(t, tables.TextWidth(lines[0]), tables.TextWidth(l), "%q", padded)
			}
		}
	})
}
