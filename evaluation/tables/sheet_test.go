package tables_test

import (
	"encoding/json"
	"io"
	"math/big"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/evaluation/incentive/fill"
	"github.com/countyeval/countyeval/evaluation/incentive/scrutiny"
	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// TestStored: every sheet reads back from JSON and is printed as before.
func TestStored(t *testing.T) {
	names, all := newFiction(t).sheets(t)
	for _, name := range names {
		b, err := json.Marshal(all[name])
		require.NoError(t, err)
		var again tables.Sheet
		require.NoError(t, json.Unmarshal(b, &again))
		for _, lang := range []basis.Language{basis.English, basis.Chinese} {
			o := tables.TextOptions{Language: lang, Details: true, Width: 120}
			assert.Equal(t, text(t, all[name], o), text(t, again, o), name)
			assert.Equal(t, file(t, all[name], tables.CSVOptions{Language: lang}), file(t, again, tables.CSVOptions{Language: lang}), name)
		}
	}
}

func TestWords(t *testing.T) {
	for a, word := range map[tables.Align]string{tables.Left: "left", tables.Right: "right", tables.Center: "center", tables.Point: "point"} {
		assert.Equal(t, word, a.String())
	}
	assert.Equal(t, "missing fraction", tables.MissingCell.String()+" "+tables.FractionCell.String())
	var a tables.Align
	var k tables.CellKind
	require.Error(t, a.UnmarshalText([]byte("up")))
	require.Error(t, k.UnmarshalText([]byte("up")))
	assert.Equal(t, "土地（亩）", tables.Text{English: "land", Chinese: "土地"}.Of(tables.Text{English: "mu", Chinese: "亩"}).In(basis.Chinese, nil))
	assert.Equal(t, "land", tables.Text{English: "land"}.Of(tables.Text{}).In(basis.Chinese, nil))
	assert.Equal(t, "土地", tables.Text{English: "land"}.In(basis.Chinese, basis.Texts{"land": "土地"}))
	assert.Equal(t, "土地", tables.Text{Chinese: "土地"}.In(basis.English, nil))
	s := awards()
	assert.Equal(t, tables.DecimalCell, s.Cell(1, 2).Kind)
	assert.Equal(t, tables.Cell{}, s.Cell(1, 4))
	assert.Equal(t, tables.Cell{}, s.Cell(9, 0))
}

// TestRefused: a sheet that cannot be printed is an error, never a panic, with any writer.
func TestRefused(t *testing.T) {
	column := []tables.Column{{}}
	for name, c := range map[string]struct {
		sheet tables.Sheet
		err   error
	}{
		"no columns":        {tables.Sheet{}, basis.ErrEmpty},
		"keys":              {tables.Sheet{Columns: column, Keys: 2}, basis.ErrValue},
		"alignment":         {tables.Sheet{Columns: []tables.Column{{Align: 9}}}, basis.ErrValue},
		"too many cells":    {tables.Sheet{Columns: column, Rows: [][]tables.Cell{{{}, {}}}}, basis.ErrValue},
		"no number":         {tables.Sheet{Columns: column, Foot: [][]tables.Cell{{{Kind: tables.ExactCell}}}}, basis.ErrValue},
		"no such kind":      {tables.Sheet{Columns: column, Rows: [][]tables.Cell{{{Kind: 77}}}}, basis.ErrValue},
		"too many decimals": {tables.Sheet{Columns: column, Rows: [][]tables.Cell{{{Kind: tables.DecimalCell, Value: new(big.Rat), Digits: 99}}}}, basis.ErrValue},
		"indent":            {tables.Sheet{Columns: column, Rows: [][]tables.Cell{{{Indent: -1}}}}, basis.ErrValue},
		"measure":           {tables.Sheet{Columns: column, Rows: [][]tables.Cell{{tables.Amount(1, fill.Measure{Digits: 99})}}}, fill.ErrMeasure},
	} {
		require.ErrorIs(t, tables.WriteText(io.Discard, c.sheet, tables.TextOptions{}), c.err, name)
		require.ErrorIs(t, tables.WriteCSV(io.Discard, c.sheet, tables.CSVOptions{}), c.err, name)
		require.ErrorIs(t, tables.WriteMarkdown(io.Discard, c.sheet, tables.MarkdownOptions{}), c.err, name)
	}
	require.ErrorIs(t, tables.WriteText(io.Discard, awards(), tables.TextOptions{Language: 7}), basis.ErrUnknown)
	require.Error(t, tables.WriteText(failing{}, awards(), tables.TextOptions{}))
	require.Error(t, tables.WriteCSV(failing{}, awards(), tables.CSVOptions{}))
	require.Error(t, tables.WriteCSV(failing{}, awards(), tables.CSVOptions{BOM: true}))
	require.Error(t, tables.WriteMarkdown(failing{}, awards(), tables.MarkdownOptions{}))
}

// failing is a full disk.
type failing struct{}

func (failing) Write([]byte) (int, error) { return 0, assert.AnError }

// TestEmpty: results without rows, and damaged ones, are printed too.
func TestEmpty(t *testing.T) {
	for name, s := range map[string]tables.Sheet{
		"ranking":     tables.Ranking(evaluation.Ranking{Ties: evaluation.Ties{Rule: evaluation.Ordinal}, Own: true, Left: []indicators.Departure{{Unit: "x", Why: basis.Textf("y")}}}),
		"explanation": tables.Explanation(evaluation.Explanation{}, 2),
		"comparison":  tables.Comparison(evaluation.Comparison{OnlyA: []indicators.Unit{{Code: "a"}}, OnlyB: []indicators.Unit{{Name: "乙"}, {Code: "c"}}}),
		"schemes":     tables.SchemeComparison(evaluation.SchemeComparison{}),
		"similarity":  tables.SchemeSimilarity(evaluation.SchemeComparison{}),
		"ranks":       tables.SchemeRanks(evaluation.SchemeComparison{}),
		"stages":      tables.Stages(nil, []indicators.Stage{{Name: basis.Textf("own"), Warnings: []error{basis.Errorf("so")}, Left: []indicators.Departure{{Unit: "x"}}}}),
		"changes":     tables.Changes(nil, []indicators.Stage{{Name: basis.Textf("own"), Changes: []indicators.Change{{Unit: "x", Indicator: "y"}}, Left: []indicators.Departure{{Unit: "x"}}}}),
		"allocation":  tables.Allocation(&incentive.Allocation{}),
		"ledger":      tables.Ledger(&incentive.Allocation{Awards: []incentive.Award{{Ledger: []incentive.Entry{{Article: 9}}}}}),
		"certificate": tables.Certificate(&incentive.Allocation{}),
		"turnover":    tables.Turnover(scrutiny.Turnover{}, incentive.Measure{}),
		"prices":      tables.Prices(scrutiny.Prices{Rows: []scrutiny.Price{{Unknown: basis.Errorf("so")}}, Unknown: 1}, &incentive.Allocation{}),
		"cliffs":      tables.Cliffs(nil, &incentive.Allocation{}),
		"inversions":  tables.Inversions(nil, incentive.Measure{}),
	} {
		for _, lang := range []basis.Language{basis.English, basis.Chinese} {
			require.NoError(t, tables.WriteText(io.Discard, s, tables.TextOptions{Language: lang}), name)
		}
	}
	_, err := tables.Sums(scrutiny.SumTable{Rows: []scrutiny.SumRow{{Keys: []string{"a"}}}})
	require.ErrorIs(t, err, basis.ErrMissing)
	s, err := tables.Sums(scrutiny.SumTable{
		Rows: []scrutiny.SumRow{{Keys: []string{"=1+1"}, Counties: 1, Amount: 7}}, Total: scrutiny.SumRow{Counties: 1, Amount: 7}, Remainder: 1, Pool: 8,
		Measure: incentive.Measure{Name: "million yuan", NameZH: "万元", Digits: 1, Power: 2},
	}, tables.Same("region"))
	require.NoError(t, err)
	assert.Equal(t, "region,counties,eligible,awarded,amount (million yuan)\n'=1+1,1,0,0,0.007\ntotal,1,0,0,0.007\nremainder,,,,0.001\nreserve,,,,0.000\npool,,,,0.008\n", file(t, s, tables.CSVOptions{}))
	assert.Contains(t, file(t, s, tables.CSVOptions{Language: basis.Chinese}), "奖励量（万元）\n'=1+1,1,0,0,0.7\n合计,1,0,0,0.7\n结余,,,,0.1\n预留,,,,0.0\n奖励总量,,,,0.8\n")
}
