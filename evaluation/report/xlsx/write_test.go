package xlsx_test

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"math/big"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive/fill"
	"github.com/countyeval/countyeval/evaluation/report/xlsx"
	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	reader "github.com/countyeval/countyeval/indicators/xlsx"
)

func TestPages(t *testing.T) {
	wide, err := opened(t, written(t, henan(t), basis.English)).GetPageLayout("Figures")
	require.NoError(t, err)
	assert.Greater(t, *wide.FitToWidth, 1, "60 columns are not printed on a page")
	zh := opened(t, written(t, henan(t), basis.Chinese))
	assert.Equal(t, []string{"排名", "得分", "指标", "权重", "数据", "奖励 土地", "汇总 土地", "明细 土地"}, zh.GetSheetList()[:8])
	en := opened(t, written(t, henan(t), basis.English))
	assert.Equal(t, []string{"Method", "Warnings"}, en.GetSheetList()[len(en.GetSheetList())-2:])
	_, err = xlsx.Report{}.Pages()
	require.ErrorIs(t, err, basis.ErrMissing)
}

// TestLayout: what an office sees and prints.
func TestLayout(t *testing.T) {
	book := opened(t, written(t, small(t, evaluation.Model{}, counties), basis.Chinese))
	for _, tab := range book.GetSheetList() {
		panes, err := book.GetPanes(tab)
		require.NoError(t, err)
		assert.True(t, panes.Freeze)
		assert.Equal(t, 2, panes.YSplit)
		page, err := book.GetPageLayout(tab)
		require.NoError(t, err)
		assert.Equal(t, 9, *page.Size, "A4")
		assert.Equal(t, "landscape", *page.Orientation)
		assert.Equal(t, 1, *page.FitToWidth)
		assert.Equal(t, 0, *page.FitToHeight)
		props, err := book.GetSheetProps(tab)
		require.NoError(t, err)
		assert.True(t, *props.FitToPage)
	}
	names := map[string]string{}
	for _, n := range book.GetDefinedName() {
		assert.Equal(t, "_xlnm.Print_Titles", n.Name)
		names[n.Scope] = n.RefersTo
	}
	assert.Equal(t, "'排名'!$A:$C,'排名'!$1:$2", names["排名"])
	assert.Equal(t, "'提示'!$A:$A,'提示'!$1:$2", names["提示"])
	style := func(tab, cell string) *excelize.Style {
		id, err := book.GetCellStyle(tab, cell)
		require.NoError(t, err)
		s, err := book.GetStyle(id)
		require.NoError(t, err)
		return s
	}
	assert.Equal(t, "黑体", style("排名", "A1").Font.Family)
	assert.Equal(t, "黑体", style("排名", "A2").Font.Family)
	assert.Equal(t, "宋体", style("排名", "C3").Font.Family)
	assert.Equal(t, "0.0", *style("排名", "F3").CustomNumFmt)
	assert.Equal(t, "0.0000", *style("得分", "D3").CustomNumFmt)
	assert.Equal(t, "#,##0.0", *style("奖励 土地", "E3").CustomNumFmt, "by the measure")
	width, err := book.GetColWidth("排名", "C")
	require.NoError(t, err)
	assert.InDelta(t, 8, width, 4)
	shown, err := book.GetCellValue("奖励 土地", "E8")
	require.NoError(t, err)
	assert.Equal(t, "8,499.3", shown, "the total, thousands apart")
}

// TestReadsBack: the figures of the workbook read back through indicators/xlsx.
func TestReadsBack(t *testing.T) {
	r := henan(t)
	data := written(t, r, basis.Chinese)
	want := r.Result.Prepared
	columns := map[string]string{"代码": "code", "名称": "name"}
	for _, in := range append(want.Framework().Measured(), want.Framework().Aux()...) {
		columns[in.NameZH] = in.Code
	}
	var leaves []indicators.Indicator
	for _, in := range append(want.Framework().Measured(), want.Framework().Aux()...) {
		leaves = append(leaves, indicators.Indicator{Code: in.Code})
	}
	f, err := indicators.NewFramework(indicators.Indicator{Code: "all", Children: leaves})
	require.NoError(t, err)
	got, err := reader.Reader{Sheet: "数据", Columns: columns, Missing: []string{"缺"}}.ReadTable(bytes.NewReader(data), f)
	require.NoError(t, err)
	require.Equal(t, want.Len(), got.Len())
	for _, in := range leaves {
		a, b := want.Column(in.Code).Copy(), got.Column(in.Code).Copy()
		for i := range a {
			if math.IsNaN(a[i]) {
				assert.True(t, math.IsNaN(b[i]))
				continue
			}
			assert.InEpsilon(t, a[i]+1, b[i]+1, 1e-12, in.Code)
		}
	}
	require.Len(t, got.Warnings(), 1)
	assert.ErrorContains(t, got.Warnings()[0], `the headings stand in row 2; what stands above, from "数据" on, is not read`)
	scores, err := reader.Reader{Sheet: "排名", Columns: map[string]string{"代码": "code", "名称": "name", "得分": "score", "位次": "", "地区": "region", "等次": "", "备注": ""}, Last: 2 + len(r.Ranking.Places)}.
		ReadTable(bytes.NewReader(data), scoreFramework(t))
	require.NoError(t, err)
	for i, p := range r.Ranking.Places {
		assert.InDelta(t, p.Score, scores.Column("score").At(i), 0)
	}
}

func scoreFramework(t *testing.T) *indicators.Framework {
	t.Helper()
	f, err := indicators.NewFramework(indicators.Indicator{Code: "all", Children: []indicators.Indicator{{Code: "score"}}})
	require.NoError(t, err)
	return f
}

// TestSameBytes: nothing of a clock or of the order of maps is in a workbook.
func TestSameBytes(t *testing.T) {
	r := small(t, evaluation.Model{}, counties)
	first := written(t, r, basis.Chinese)
	for range 5 {
		require.True(t, bytes.Equal(first, written(t, r, basis.Chinese)))
	}
}

// TestCells: each kind of cell, with its format.
func TestCells(t *testing.T) {
	mu := fill.Measure{Name: "mu", NameZH: "亩", Digits: 2}
	wan := fill.Measure{Name: "million yuan", NameZH: "万元", Digits: 0, Power: 2}
	s := tables.Sheet{}
	s.Head(tables.Point, tables.Same("x"))
	signed := tables.Decimal(2.5, 1).Plus()
	marked := tables.Integer(592)
	marked.Before, marked.After = "▲", `"+`
	name := tables.Data("甲县")
	name.After = "†"
	cells := []struct {
		cell        tables.Cell
		raw, shown  string
		englishOnly bool
	}{
		{tables.Integer(2023), "2023", "2023", false},
		{tables.Decimal(2.675, 2), "2.68", "2.68", false},
		{tables.Amount(123450, mu), "1234.5", "1,234.50", false},
		{tables.Amount(991, wan), "9.91", "9.91", true},
		{tables.Exact(big.NewRat(100, 3), mu), "0.333333333333333", "0.3333", false},
		{tables.Number(big.NewRat(1, 8)), "0.125", "0.125", false},
		{tables.Fraction(big.NewRat(7, 3)), "7/3", "7/3", false},
		{tables.Missing(tables.Text{}), "–", "–", false},
		{tables.Missing(tables.Same("n/a")), "n/a", "n/a", false},
		{signed, "2.5", "+2.5", false},
		{marked, "592", "▲592+", false},
		{name, "甲县†", "甲县†", false},
		{tables.Cell{}, "", "", false},
		{tables.Data("=1+1"), "=1+1", "=1+1", false},
	}
	for _, c := range cells {
		s.Add(c.cell)
	}
	var out bytes.Buffer
	require.NoError(t, xlsx.Write(&out, []xlsx.Page{{Name: tables.Same("p"), Sheet: s}}, xlsx.Options{Font: "Arial"}))
	book := opened(t, out.Bytes())
	for i, c := range cells {
		raw, err := book.GetCellValue("p", fmt.Sprintf("A%d", i+3), excelize.Options{RawCellValue: true})
		require.NoError(t, err)
		assert.Equal(t, c.raw, raw, "row %d", i)
		shown, err := book.GetCellValue("p", fmt.Sprintf("A%d", i+3))
		require.NoError(t, err)
		assert.Equal(t, c.shown, shown, "row %d", i)
		text, err := book.GetCellFormula("p", fmt.Sprintf("A%d", i+3))
		require.NoError(t, err)
		assert.Empty(t, text)
	}
}

func TestTabNames(t *testing.T) {
	s := tables.Sheet{}
	s.Head(tables.Left, tables.Same("x"))
	var pages []xlsx.Page
	for i, name := range []string{"a/b", "A:B", "", "history", strings.Repeat("长", 40), strings.Repeat("长", 50), "'x'", "a\nb"} {
		pages = append(pages, xlsx.Page{Name: tables.Text{English: fmt.Sprint(i), Chinese: name}, Sheet: s})
	}
	pages[2].Name = tables.Text{}
	var out bytes.Buffer
	require.NoError(t, xlsx.Write(&out, pages, xlsx.Options{Language: basis.Chinese}))
	assert.Equal(t, []string{"a-b", "A-B (2)", "_", "_history", strings.Repeat("长", 31), strings.Repeat("长", 27) + " (2)", "-x-", "a�b"}, opened(t, out.Bytes()).GetSheetList())
}

func TestWriteRefuses(t *testing.T) {
	good := tables.Sheet{}
	good.Head(tables.Point, tables.Same("x"))
	good.Add(tables.Integer(1))
	good.Add(tables.Data("words"))
	page := func(f ...xlsx.Formula) []xlsx.Page {
		return []xlsx.Page{{Name: tables.Same("p"), Sheet: good, Formulas: f}}
	}
	long := tables.Sheet{}
	long.Head(tables.Left, tables.Same("x"))
	long.Add(tables.Data(strings.Repeat("x", 32_768)))
	tests := []struct {
		name  string
		pages []xlsx.Page
		is    error
		want  string
	}{
		{"no pages", nil, basis.ErrEmpty, "empty: the workbook has no pages"},
		{"a name twice", append(page(), page()...), basis.ErrValue, `value: two pages have the name "p"`},
		{"no columns", []xlsx.Page{{Name: tables.Same("p")}}, basis.ErrEmpty, `page "p": empty: the sheet has no columns`},
		{"a formula outside", page(xlsx.Formula{Row: 2}), basis.ErrValue, `page "p": value: the formula of row 3, column 1 stands where there is no number`},
		{"a formula of words", page(xlsx.Formula{Row: 1}), basis.ErrValue, `page "p": value: the formula of row 2, column 1 stands where there is no number`},
		{"a formula of nothing", page(xlsx.Formula{Text: "%s", Refs: []xlsx.Ref{{Row: 5}}}), basis.ErrUnknown, `page "p": unknown: the formula of row 1, column 1 refers to a cell that there is not`},
		{"a formula of another page", page(xlsx.Formula{Text: "%s", Refs: []xlsx.Ref{{Page: "q"}}}), basis.ErrUnknown, `page "p": unknown: the formula of row 1, column 1 refers to a cell that there is not`},
		{"a text that is too long", []xlsx.Page{{Name: tables.Same("p"), Sheet: long}}, basis.ErrValue, `page "p": row 1, column 1: value: a text of 32768 characters, of which a cell holds 32767`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			err := xlsx.Write(&bytes.Buffer{}, tt.pages, xlsx.Options{})
			require.ErrorIs(t, err, tt.is)
			require.EqualError(t, err, tt.want)
			assert.NotContains(t, basis.Say(err, basis.Chinese, xlsx.Texts()), "formula")
		})
	}
	require.ErrorIs(t, xlsx.Write(&bytes.Buffer{}, page(), xlsx.Options{Language: 7}), basis.ErrUnknown)
	broken := errors.New("disk full")
	require.ErrorIs(t, xlsx.Write(brokenWriter{broken}, page(), xlsx.Options{}), broken)
}

type brokenWriter struct{ err error }

func (w brokenWriter) Write([]byte) (int, error) { return 0, w.err }

// TestSumBy: awards are summed up by region, by another attribute, or not at all.
func TestSumBy(t *testing.T) {
	tabs := func(r xlsx.Report) []string { return opened(t, written(t, r, basis.English)).GetSheetList() }
	r := small(t, evaluation.Model{}, counties)
	assert.Contains(t, tabs(r), "Sums Land")
	r.SumBy = "class"
	book := opened(t, written(t, r, basis.Chinese))
	rows, err := book.GetRows("汇总 土地")
	require.NoError(t, err)
	assert.Equal(t, []string{"类别", "县（市、区）数", "符合条件数", "获奖励数", "奖励量（亩）"}, rows[1])
	assert.Equal(t, []string{"合计", "5", "5", "4", "8,499.3"}, rows[4])
	formula, err := book.GetCellFormula("汇总 土地", "B5")
	require.NoError(t, err)
	assert.Equal(t, "SUM(B3:B4)", formula)
	r.SumBy = "colour"
	_, err = r.Pages()
	require.ErrorIs(t, err, basis.ErrUnknown)

	bare := strings.NewReplacer(",东市", ",", ",西市", ",").Replace(counties)
	r = small(t, evaluation.Model{}, bare)
	assert.NotContains(t, tabs(r), "Sums Land")
	r.Awards[0].Pool.Name, r.Awards[0].Pool.NameZH = "", ""
	assert.Contains(t, tabs(r), "Ledger 1")
}
