package profile_test

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/profile"
)

var nan = math.NaN()

// near compares to 1e-9 relative, or absolute below 1; NaN equals NaN.
func near(t testing.TB, want, got float64, msg ...any) {
	t.Helper()
	if math.IsNaN(want) {
		assert.True(t, math.IsNaN(got), msg...)
		return
	}
	assert.InDelta(t, want, got, 1e-9*max(1, math.Abs(want)), msg...)
}

func nears(t testing.TB, want, got []float64, msg ...any) {
	t.Helper()
	require.Len(t, got, len(want), msg...)
	for i := range want {
		near(t, want[i], got[i], fmt.Sprint(append(msg, i)...))
	}
}

// column is a column of numbers in JSON, null for missing.
type column []float64

func (c *column) UnmarshalJSON(b []byte) error {
	var x []*float64
	if err := json.Unmarshal(b, &x); err != nil {
		return err
	}
	*c = make(column, len(x))
	for i, v := range x {
		(*c)[i] = nan
		if v != nil {
			(*c)[i] = *v
		}
	}
	return nil
}

func readJSON(t testing.TB, file string, into any) {
	t.Helper()
	b, err := os.ReadFile("testdata/" + file)
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(b, into), file)
}

// frame is a data frame with columns of numbers and of other things.
type frame map[string]json.RawMessage

func (f frame) number(t testing.TB, name string) []float64 {
	t.Helper()
	var c column
	require.NoError(t, json.Unmarshal(f[name], &c), name)
	return c
}

func (f frame) text(t testing.TB, name string) []string {
	t.Helper()
	var s []string
	require.NoError(t, json.Unmarshal(f[name], &s), name)
	return s
}

func (f frame) columns(t testing.TB, codes ...string) profile.Columns {
	t.Helper()
	c := profile.Columns{Codes: codes}
	for _, code := range codes {
		c.X = append(c.X, f.number(t, code))
	}
	return c
}

// flat makes a table of measured indicators below one root, in the order of the
// codes; units have the codes 1 to n.
func flat(t testing.TB, codes []string, x [][]float64) *indicators.Table {
	t.Helper()
	root := indicators.Indicator{Code: "all"}
	values := map[string][]float64{}
	for j, code := range codes {
		root.Children = append(root.Children, indicators.Indicator{Code: code})
		values[code] = x[j]
	}
	return build(t, root, values)
}

func build(t testing.TB, root indicators.Indicator, values map[string][]float64, aux ...indicators.Indicator) *indicators.Table {
	t.Helper()
	f, err := indicators.NewFramework(root, aux...)
	require.NoError(t, err)
	n := 0
	for _, x := range values {
		n = len(x)
	}
	tab, err := indicators.NewTable(f, units(n), values, nil)
	require.NoError(t, err)
	return tab
}

func units(n int) []indicators.Unit {
	u := make([]indicators.Unit, n)
	for i := range u {
		u[i].Code = strconv.Itoa(i + 1)
	}
	return u
}

// one makes a table of a single column.
func one(t testing.TB, x ...float64) *indicators.Table {
	t.Helper()
	return flat(t, []string{"x"}, [][]float64{x})
}

func find(t testing.TB, c profile.Check, tab *indicators.Table) []profile.Finding {
	t.Helper()
	f, err := c.Find(tab)
	require.NoError(t, err)
	for _, x := range f {
		assert.NotEmpty(t, x.Rule)
		assert.NotEmpty(t, x.Text)
		assert.False(t, math.IsNaN(x.Figure) || math.IsNaN(x.Limit), "%+v", x)
	}
	return f
}

// unitsOf lists the units of findings.
func unitsOf(f []profile.Finding) []string {
	var out []string
	for _, x := range f {
		out = append(out, x.Unit)
	}
	return out
}

func rules(f []profile.Finding) []string {
	var out []string
	for _, x := range f {
		out = append(out, x.Rule)
	}
	return out
}

// handbook is the table of the Technology Achievement Index.
func handbook(t testing.TB) profile.Columns {
	t.Helper()
	rows := readCSV(t, "raw_23")
	c := profile.Columns{Codes: rows[0][1:], X: make([][]float64, len(rows[0])-1)}
	for _, r := range rows[1:] {
		for j, s := range r[1:] {
			c.X[j] = append(c.X[j], parse(t, s))
		}
	}
	return c
}

func readCSV(t testing.TB, name string) [][]string {
	t.Helper()
	f, err := os.Open("testdata/tai/" + name + ".csv")
	require.NoError(t, err)
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	require.NoError(t, err)
	return rows
}

func parse(t testing.TB, s string) float64 {
	t.Helper()
	x, err := strconv.ParseFloat(s, 64)
	require.NoError(t, err)
	return x
}
