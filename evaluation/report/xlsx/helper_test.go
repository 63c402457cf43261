package xlsx_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/evaluation/report/xlsx"
	"github.com/countyeval/countyeval/evaluation/scheme"
	"github.com/countyeval/countyeval/examples/henan/data"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// henan is the main example of the project, with its three awards.
func henan(t testing.TB) xlsx.Report {
	t.Helper()
	_, table, err := data.Read()
	require.NoError(t, err)
	file := data.Scheme()
	o, err := scheme.Run(file, table)
	require.NoError(t, err)
	require.NoError(t, o.Err())
	r := xlsx.Report{Result: o.Result, Decision: file.Scheme.Decision, Ranking: o.Ranking}
	for _, a := range o.Awards {
		r.Awards = append(r.Awards, a.Allocation)
	}
	require.Len(t, r.Awards, 3)
	return r
}

// counties are made up.
const counties = "code,name,class,region,output,rd,energy\n" +
	"101,甲县,山区,东市,560,3.1,0.4\n102,乙县,山区,东市,430,2.2,0.5\n103,丙县,平原,西市,610,1.2,0.9\n104,丁县,平原,西市,240,2.9,0.3\n105,戊县,平原,西市,120,0.9,0.8\n"

// small is an evaluation of few made-up counties.
func small(t testing.TB, m evaluation.Model, text string, rulings ...evaluation.Ruling) xlsx.Report {
	t.Helper()
	f, err := indicators.NewFramework(indicators.Indicator{Code: "overall", Name: "Overall", NameZH: "总分", Children: []indicators.Indicator{
		{Code: "scale", Name: "Scale", NameZH: "规模", Weight: 50, Children: []indicators.Indicator{
			{Code: "output", Name: "Output", NameZH: "产值", Weight: 50, Bounds: &indicators.Range{Hi: 800}},
		}},
		{Code: "quality", Name: "Quality", NameZH: "质量", Weight: 50, Children: []indicators.Indicator{
			{Code: "rd", Name: "Research", NameZH: "研发", Weight: 30, Unit: "%", Bounds: &indicators.Range{Hi: 4}},
			{Code: "energy", Name: "Energy", NameZH: "能耗", Weight: 20, Direction: indicators.Lower, Bounds: &indicators.Range{Lo: 0.2, Hi: 1.2}},
		}},
	}})
	require.NoError(t, err)
	table, err := indicators.CSV{Unguarded: true}.ReadTable(strings.NewReader(text), f)
	require.NoError(t, err)
	r := xlsx.Report{Decision: evaluation.Decision{Ties: evaluation.Ties{Digits: new(1)}}}
	r.Result, err = m.Evaluate(table, rulings)
	require.NoError(t, err)
	r.Ranking, err = r.Decision.Rank(r.Result)
	require.NoError(t, err)
	a, err := incentive.Plan{
		Pool:    incentive.Pool{Name: "Land", NameZH: "土地", Measure: incentive.Measure{Name: "mu", NameZH: "亩", Digits: 1}, Amount: 9000, Reserve: 500.5},
		Clauses: []incentive.Clause{incentive.ByScore{Base: 40}},
	}.Allocate(r.Ranking, incentive.Figures{})
	require.NoError(t, err)
	r.Awards = append(r.Awards, a)
	return r
}

// written is the workbook of a report.
func written(t testing.TB, r xlsx.Report, lang basis.Language) []byte {
	t.Helper()
	pages, err := r.Pages()
	require.NoError(t, err)
	var out bytes.Buffer
	require.NoError(t, xlsx.Write(&out, pages, xlsx.Options{Language: lang}))
	return out.Bytes()
}

// opened opens a workbook by excelize.
func opened(t testing.TB, data []byte) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(data))
	require.NoError(t, err)
	t.Cleanup(func() { _ = f.Close() })
	return f
}

// formulas lists the cells with formulas, with the values beside them and the decimals that
// are shown; -1 if all are.
type formula struct {
	sheet, cell, text string
	value             float64
	digits            int
}

var rounding = regexp.MustCompile(`^ROUND\(.*,(\d+)\)$`)

func formulas(t testing.TB, data []byte) []formula {
	t.Helper()
	var out []formula
	f := opened(t, data)
	for _, sheet := range f.GetSheetList() {
		rows, err := f.GetRows(sheet, excelize.Options{RawCellValue: true})
		require.NoError(t, err)
		for i, row := range rows {
			for j, text := range row {
				cell, err := excelize.CoordinatesToCellName(j+1, i+1)
				require.NoError(t, err)
				formulaText, err := f.GetCellFormula(sheet, cell)
				require.NoError(t, err)
				if formulaText == "" {
					continue
				}
				x, err := strconv.ParseFloat(text, 64)
				require.NoError(t, err, "%s!%s has its value", sheet, cell)
				digits := -1
				if m := rounding.FindStringSubmatch(formulaText); m != nil {
					digits, _ = strconv.Atoi(m[1])
				}
				out = append(out, formula{sheet, cell, formulaText, x, digits})
			}
		}
	}
	return out
}

// withoutValues is a workbook whose formulas have lost their values, so that whoever opens
// it has to compute them.
func withoutValues(t testing.TB, data []byte) []byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	require.NoError(t, err)
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	value := regexp.MustCompile(`</f><v>[^<]*</v>`)
	for _, part := range z.File {
		r, err := part.Open()
		require.NoError(t, err)
		text, err := io.ReadAll(r)
		require.NoError(t, err)
		p, err := w.Create(part.Name)
		require.NoError(t, err)
		_, err = p.Write(value.ReplaceAll(text, []byte("</f>")))
		require.NoError(t, err)
	}
	require.NoError(t, w.Close())
	return out.Bytes()
}

// many is an evaluation of 158 made-up counties by 28 indicators.
func many(t testing.TB) xlsx.Report {
	t.Helper()
	root := indicators.Indicator{Code: "overall"}
	values := map[string][]float64{}
	for d := range 4 {
		dimension := indicators.Indicator{Code: fmt.Sprintf("d%d", d), Weight: 25}
		for j := range 7 {
			code := fmt.Sprintf("x%d_%d", d, j)
			dimension.Children = append(dimension.Children, indicators.Indicator{Code: code, Weight: float64(j + 1)})
			for i := range 158 {
				values[code] = append(values[code], float64((i*(j+3)*(d+5))%997)/7)
			}
		}
		root.Children = append(root.Children, dimension)
	}
	f, err := indicators.NewFramework(root)
	require.NoError(t, err)
	var units []indicators.Unit
	for i := range 158 {
		units = append(units, indicators.Unit{Code: fmt.Sprint(410000 + i), Name: fmt.Sprintf("县%d", i), Region: fmt.Sprintf("市%d", i%18)})
	}
	table, err := indicators.NewTable(f, units, values, nil)
	require.NoError(t, err)
	r := xlsx.Report{Decision: data.Decision()}
	r.Decision.Apart = evaluation.Members{}
	r.Result, err = evaluation.Model{}.Evaluate(table, nil)
	require.NoError(t, err)
	r.Ranking, err = r.Decision.Rank(r.Result)
	require.NoError(t, err)
	for _, name := range []string{"Land", "COD", "Funds"} {
		a, err := incentive.Plan{
			Pool:    incentive.Pool{Name: name, Measure: incentive.Measure{Name: "mu", Digits: 2}, Amount: 9000},
			Clauses: []incentive.Clause{incentive.ByScore{Base: 30}, incentive.CapAt{Each: new(200.0)}},
		}.Allocate(r.Ranking, incentive.Figures{})
		require.NoError(t, err)
		r.Awards = append(r.Awards, a)
	}
	return r
}
