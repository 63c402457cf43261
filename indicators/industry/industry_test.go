package industry_test

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/industry"
)

// table makes a table of n units u1, u2 ... and k columns a, b ... from rows.
func table(t require.TestingT, rows ...[]float64) *indicators.Table {
	root := indicators.Indicator{Code: "root"}
	columns := map[string][]float64{}
	for j := range rows[0] {
		code := string(rune('a' + j))
		root.Children = append(root.Children, indicators.Indicator{Code: code})
		for _, row := range rows {
			columns[code] = append(columns[code], row[j])
		}
	}
	f, err := indicators.NewFramework(root)
	require.NoError(t, err)
	units := make([]indicators.Unit, len(rows))
	for i := range units {
		units[i].Code = fmt.Sprintf("u%d", i+1)
	}
	out, err := indicators.NewTable(f, units, columns, nil)
	require.NoError(t, err)
	return out
}

func structure(t require.TestingT, rows ...[]float64) *industry.Structure {
	s, err := industry.New(table(t, rows...), industry.Options{})
	require.NoError(t, err)
	return s
}

// provinces reads the three sectors of 31 provinces.
func provinces(t *testing.T, year int) *industry.Structure {
	t.Helper()
	root := indicators.Indicator{Code: "gdp", Children: []indicators.Indicator{{Code: "primary"}, {Code: "secondary"}, {Code: "tertiary"}}}
	f, err := indicators.NewFramework(root)
	require.NoError(t, err)
	name := fmt.Sprintf("provinces_%d.csv", year)
	file, err := os.Open(filepath.Join("testdata", name))
	require.NoError(t, err)
	defer file.Close()
	tab, err := indicators.CSV{File: name}.ReadTable(file, f)
	require.NoError(t, err)
	s, err := industry.New(tab, industry.Options{})
	require.NoError(t, err)
	return s
}

// The 30 quotients printed in mathmodels-book, to their three significant digits.
func TestQuotientsAsPrinted(t *testing.T) {
	s := provinces(t, 2015)
	q := s.Quotients()
	file, err := os.Open(filepath.Join("testdata", "quotients_2015.csv"))
	require.NoError(t, err)
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	require.NoError(t, err)
	require.Len(t, rows, 11)
	row := map[string]int{}
	for i, u := range s.Units() {
		row[u.Code] = i
	}
	for _, r := range rows[1:] {
		for j, in := range s.Industries() {
			require.Equal(t, in.Code, rows[0][2+j])
			want, err := strconv.ParseFloat(r[2+j], 64)
			require.NoError(t, err)
			got, err := strconv.ParseFloat(strconv.FormatFloat(q[j][row[r[0]]], 'g', 3, 64), 64)
			require.NoError(t, err)
			assert.Equal(t, want, got, "%s %s", r[1], in.Code)
		}
	}
}

func TestExact(t *testing.T) {
	text, err := os.ReadFile(filepath.Join("testdata", "exact.json"))
	require.NoError(t, err)
	var want struct {
		Quotient                            [][]float64
		National, Mix, Local                [][]float64
		HerfindahlUnit, KrugmanUnit         []float64
		HerfindahlIndustry, KrugmanIndustry []float64
	}
	require.NoError(t, json.Unmarshal([]byte(strings.NewReplacer("herfindahl_", "herfindahl", "krugman_", "krugman").Replace(string(text))), &want))
	before, after := provinces(t, 2015), provinces(t, 2024)
	const eps = 1e-9
	for i, x := range before.Specialization() {
		assert.InEpsilon(t, want.HerfindahlUnit[i], x.Herfindahl, eps)
		assert.InEpsilon(t, want.KrugmanUnit[i], x.Krugman, eps)
		assert.InEpsilon(t, 1/want.HerfindahlUnit[i], x.Effective, eps)
	}
	for j, x := range before.Concentration() {
		assert.InEpsilon(t, want.HerfindahlIndustry[j], x.Herfindahl, eps)
		assert.InEpsilon(t, want.KrugmanIndustry[j], x.Krugman, eps)
		assert.InEpsilon(t, 1/want.HerfindahlIndustry[j], x.Effective, eps)
	}
	shift, err := industry.ShiftShare(before, after)
	require.NoError(t, err)
	q := before.Quotients()
	for j, column := range shift.Cells {
		for i, c := range column {
			assert.InEpsilon(t, want.Quotient[i][j], q[j][i], eps)
			size := math.Abs(want.National[i][j]) // components that nearly cancel are held to the size of the change
			assert.InDelta(t, want.National[i][j], c.National, eps*size)
			assert.InDelta(t, want.Mix[i][j], c.Mix, eps*size)
			assert.InDelta(t, want.Local[i][j], c.Local, eps*size)
		}
	}
}

// By hand: u1 has 30 and 10, u2 has 30 and 30.
func TestByHand(t *testing.T) {
	s := structure(t, []float64{30, 10}, []float64{30, 30})
	assert.Equal(t, [][]float64{{75, 50}, {25, 50}}, s.Shares())
	q := s.Quotients()
	assert.InEpsilon(t, 1.25, q[0][0], 1e-15) // 0.75 / 0.6
	assert.InEpsilon(t, 0.625, q[1][0], 1e-15)
	spec := s.Specialization()
	assert.Equal(t, "u1", spec[0].Unit.Code)
	assert.InEpsilon(t, 0.625, spec[0].Herfindahl, 1e-15)
	assert.InEpsilon(t, 1.6, spec[0].Effective, 1e-15)
	assert.InEpsilon(t, 0.3, spec[0].Krugman, 1e-12)
	assert.InEpsilon(t, 0.5, spec[1].Herfindahl, 1e-15)
	assert.InEpsilon(t, 0.2, spec[1].Krugman, 1e-12)
	conc := s.Concentration()
	assert.Equal(t, "b", conc[1].Industry.Code)
	assert.InEpsilon(t, 0.5, conc[0].Herfindahl, 1e-15)
	assert.InEpsilon(t, 0.2, conc[0].Krugman, 1e-12)
	assert.InEpsilon(t, 0.625, conc[1].Herfindahl, 1e-15)
	assert.InEpsilon(t, 0.3, conc[1].Krugman, 1e-12)

	// a country with 4 parts of a to 6 of b as reference
	s, err := industry.New(table(t, []float64{30, 10}, []float64{30, 30}), industry.Options{Reference: map[string]float64{"a": 400, "b": 600}})
	require.NoError(t, err)
	assert.InEpsilon(t, 0.75/0.4, s.Quotients()[0][0], 1e-15)
	assert.InEpsilon(t, 0.7, s.Specialization()[0].Krugman, 1e-12)
	assert.InEpsilon(t, 0.2, s.Concentration()[0].Krugman, 1e-12, "the units alone")
}

func TestShiftShareByHand(t *testing.T) {
	before, after := structure(t, []float64{100, 0}, []float64{100, 200}), structure(t, []float64{120, 20}, []float64{100, 240})
	s, err := industry.ShiftShare(before, after)
	require.NoError(t, err)
	assert.InEpsilon(t, 0.2, s.Growth, 1e-12) // 400 to 480
	assert.InEpsilon(t, 0.1, s.By[0], 1e-12)
	assert.InEpsilon(t, 0.3, s.By[1], 1e-12)
	c := s.Cells[0][0]
	assert.InEpsilon(t, 20, c.National, 1e-12)
	assert.InEpsilon(t, -10, c.Mix, 1e-12)
	assert.InEpsilon(t, 10, c.Local, 1e-12)
	assert.Equal(t, industry.Components{Local: 20}, s.Cells[1][0], "an industry that is new in the unit")
	assert.InEpsilon(t, 40, s.Totals[0].Sum(), 1e-12)
	assert.InEpsilon(t, 30, s.Totals[0].Local, 1e-12)
	assert.InEpsilon(t, -30, s.Totals[1].Local, 1e-12)

	_, err = industry.ShiftShare(before, structure(t, []float64{1, 2, 3}))
	require.ErrorIs(t, err, basis.ErrUnknown)
	assert.ErrorContains(t, err, "unit 2 is u2 before and nothing after")
	assert.ErrorContains(t, err, "industry 3 is nothing before and c after")
}

func TestNewErrors(t *testing.T) {
	nan := math.NaN()
	for name, c := range map[string]struct {
		rows [][]float64
		o    industry.Options
		want error
		says string
	}{
		"missing":         {[][]float64{{1, nan}, {1, 2}}, industry.Options{}, basis.ErrMissing, "unit u1, indicator b"},
		"negative":        {[][]float64{{1, 2}, {1, -2}}, industry.Options{}, basis.ErrValue, "unit u2, indicator b: value: -2 is negative"},
		"empty unit":      {[][]float64{{0, 0}, {1, 2}}, industry.Options{}, basis.ErrValue, "unit u1: value: the unit has no industry"},
		"empty industry":  {[][]float64{{0, 1}, {0, 2}}, industry.Options{}, basis.ErrValue, "indicator a: value: no unit"},
		"overflow":        {[][]float64{{1e308, 1e308}, {1, 2}}, industry.Options{}, basis.ErrValue, "too large"},
		"unknown":         {[][]float64{{1, 1}}, industry.Options{Industries: []string{"a", "z"}}, basis.ErrUnknown, "indicator z"},
		"dimension":       {[][]float64{{1, 1}}, industry.Options{Industries: []string{"root"}}, basis.ErrUnknown, "indicator root"},
		"twice":           {[][]float64{{1, 1}}, industry.Options{Industries: []string{"a", "a"}}, indicators.ErrCode, "named twice"},
		"none":            {[][]float64{{1, 1}}, industry.Options{Industries: []string{}}, basis.ErrEmpty, "no industries"},
		"reference lacks": {[][]float64{{1, 1}}, industry.Options{Reference: map[string]float64{"a": 1}}, basis.ErrMissing, "indicator b"},
		"reference zero":  {[][]float64{{1, 1}}, industry.Options{Reference: map[string]float64{"a": 1, "b": 0}}, basis.ErrValue, "indicator b"},
		"reference more":  {[][]float64{{1, 1}}, industry.Options{Reference: map[string]float64{"a": 1, "b": 1, "c": 1}}, basis.ErrUnknown, "indicator c"},
		"reference large": {[][]float64{{1, 1}}, industry.Options{Reference: map[string]float64{"a": 1e308, "b": 1e308}}, basis.ErrValue, "the reference is too large"},
	} {
		t.Run(name, func(t *testing.T) {
			s, err := industry.New(table(t, c.rows...), c.o)
			assert.Nil(t, s)
			require.ErrorIs(t, err, c.want)
			assert.ErrorContains(t, err, c.says)
			var input *indicators.InputError
			assert.ErrorAs(t, err, &input)
		})
	}
	_, err := industry.New(table(t, []float64{nan, -1}), industry.Options{})
	assert.ErrorIs(t, err, basis.ErrMissing)
	assert.ErrorIs(t, err, basis.ErrValue, "all faults at once")
	_, err = industry.New(nil, industry.Options{})
	assert.ErrorIs(t, err, basis.ErrEmpty)
}

func TestSomeIndustries(t *testing.T) {
	s, err := industry.New(table(t, []float64{1, 5, 3}), industry.Options{Industries: []string{"c", "a"}})
	require.NoError(t, err)
	assert.Equal(t, [][]float64{{75}, {25}}, s.Shares())
	assert.Equal(t, "c", s.Industries()[0].Code)
	assert.Equal(t, [][]float64{{1}, {1}}, s.Quotients(), "one unit is its own reference")
}

// draw gives a table of positive amounts.
func draw(t *rapid.T) [][]float64 {
	n, k := rapid.IntRange(1, 5).Draw(t, "n"), rapid.IntRange(1, 4).Draw(t, "k")
	rows := make([][]float64, n)
	for i := range rows {
		for range k {
			rows[i] = append(rows[i], rapid.Float64Range(0.01, 1000).Draw(t, "x"))
		}
	}
	return rows
}

func TestProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rows := draw(t)
		n, k := float64(len(rows)), float64(len(rows[0]))
		s := structure(t, rows...)
		q, shares := s.Quotients(), s.Shares()
		factor := rapid.Float64Range(0.1, 10).Draw(t, "factor")
		scaled := make([][]float64, len(rows))
		for i, row := range rows {
			for _, x := range row {
				scaled[i] = append(scaled[i], x*factor)
			}
		}
		again := structure(t, scaled...)
		for i, x := range s.Specialization() {
			assert.GreaterOrEqual(t, x.Herfindahl, 1/k-1e-12)
			assert.LessOrEqual(t, x.Herfindahl, 1+1e-12)
			assert.LessOrEqual(t, x.Krugman, 2+1e-12)
			assert.InDelta(t, x.Krugman, again.Specialization()[i].Krugman, 1e-12, "the unit of measurement does not matter")
			var sum float64
			for j := range shares {
				sum += shares[j][i]
			}
			assert.InEpsilon(t, 100, sum, 1e-12)
		}
		var all float64
		for _, row := range rows {
			for _, x := range row {
				all += x
			}
		}
		for j, x := range s.Concentration() {
			assert.GreaterOrEqual(t, x.Herfindahl, 1/n-1e-12)
			assert.LessOrEqual(t, x.Krugman, 2+1e-12)
			var mean float64 // quotients average to 1 by the size of the units
			for i, row := range rows {
				var size float64
				for _, v := range row {
					size += v
				}
				mean += q[j][i] * size / all
			}
			assert.InEpsilon(t, 1, mean, 1e-9)
		}
		moved := make([][]float64, len(rows))
		for i := range rows {
			for range rows[i] {
				moved[i] = append(moved[i], rapid.Float64Range(0.01, 1000).Draw(t, "y"))
			}
		}
		shift, err := industry.ShiftShare(s, structure(t, moved...))
		require.NoError(t, err)
		var mix float64
		for j, column := range shift.Cells {
			var local float64
			for i, c := range column {
				assert.InDelta(t, moved[i][j]-rows[i][j], c.Sum(), 1e-7)
				local += c.Local
				mix += c.Mix
			}
			assert.InDelta(t, 0, local, 1e-7)
		}
		assert.InDelta(t, 0, mix, 1e-6)
	})
}
