package data_test

import (
	"math"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/examples/henan/data"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// TestSteps: the steps make every computed column of the framework, in order.
func TestSteps(t *testing.T) {
	f, table, err := data.Read()
	require.NoError(t, err)
	require.Equal(t, 110, table.Len())
	for _, s := range data.Sums() {
		stage, err := s.Apply(table)
		require.NoError(t, err)
		table = stage.Table
	}
	for _, r := range data.Ratios() {
		stage, err := r.Apply(table)
		require.NoError(t, err)
		table = stage.Table
	}
	for _, in := range append(f.Measured(), f.Aux()...) {
		if in.Computed {
			_, mark := table.Value("410181", in.Code)
			assert.Equal(t, indicators.Derived, mark, in.Code)
		}
	}
	assert.Contains(t, data.TableText(), "巩义市")
	assert.Contains(t, data.FrameworkText(), "overall")
}

// TestLand: the model scores all units, and the land award takes the caps of the
// ranked counties from the figures as they were read.
func TestLand(t *testing.T) {
	_, table, err := data.Read()
	require.NoError(t, err)
	result, err := data.Model(nil).Evaluate(table, nil)
	require.NoError(t, err)
	ranking, err := data.Decision().Rank(result)
	require.NoError(t, err)
	require.Len(t, ranking.Places, 103)
	require.Len(t, ranking.Apart, 7)
	for _, p := range ranking.Places {
		require.Equal(t, data.RankedClass, p.Unit.Class)
	}

	figures, err := data.Figures(table, data.LandColumn)
	require.NoError(t, err)
	allocation, err := data.Land().Allocate(ranking, figures)
	require.NoError(t, err)
	require.Empty(t, allocation.Warnings)
	assert.EqualValues(t, data.LandPool, allocation.Total()+allocation.Remainder+data.LandReserve)
	for _, a := range allocation.Awards {
		x, _ := table.Value(a.Place.Unit.Code, data.LandColumn)
		assert.LessOrEqual(t, float64(a.Amount), min(data.LandCounty, data.LandPerEnterprise*x), a.Place.Unit.Name)
		assert.Equal(t, a.Place.Grade == "A", a.Amount > 0, a.Place.Unit.Name)
	}
}

// TestFigures: what was not reported stays missing, whatever the steps fill in.
func TestFigures(t *testing.T) {
	_, table, err := data.Read()
	require.NoError(t, err)
	f, err := data.Figures(table, "loans", data.LandColumn)
	require.NoError(t, err)
	require.Len(t, f.Decimals, 2)
	assert.Equal(t, "loans", f.Decimals[0].Name)
	missing := 0
	for code, x := range f.Decimals[0].Of {
		if read, _ := table.Value(code, "loans"); math.IsNaN(x) {
			missing++
		} else {
			assert.InDelta(t, read, x, 0, code)
		}
	}
	assert.Equal(t, 2, missing)
	assert.True(t, math.IsNaN(f.Decimals[0].Of["410182"]))

	_, err = data.Figures(table, "patents")
	require.ErrorIs(t, err, basis.ErrUnknown)
	require.ErrorContains(t, err, "patents")
}

// TestOpen: files of one's own, with the steps that they have columns for and the
// decision that their classes ask for.
func TestOpen(t *testing.T) {
	dir := t.TempDir()
	file := func(name, text string) string {
		path := filepath.Join(dir, name)
		require.NoError(t, os.WriteFile(path, []byte(text), 0o600))
		return path
	}
	framework := file("framework.json", `{"code": "all", "children": [{"code": "sec_share", "computed": true, "bounds": {"lo": 0, "hi": 100}}],
		"aux": [{"code": "sec_va"}, {"code": "gdp"}]}`)
	f, table, err := data.Open(framework, file("table.csv", "code,sec_va,gdp\n1,2,10\n2,3,12\n"))
	require.NoError(t, err)
	steps := data.Steps(f)
	require.Len(t, steps, 1)
	result, err := data.ModelAfter(steps, nil).Evaluate(table, nil)
	require.NoError(t, err)
	ranking, err := data.DecisionFor(table).Rank(result)
	require.NoError(t, err)
	assert.Len(t, ranking.Places, 2)

	f, table, err = data.Open("", "")
	require.NoError(t, err)
	assert.Len(t, data.Steps(f), len(data.Sums())+len(data.Ratios()))
	assert.Equal(t, data.Decision(), data.DecisionFor(table))

	_, _, err = data.Open(framework, filepath.Join(dir, "none.csv"))
	require.ErrorIs(t, err, os.ErrNotExist)
	_, _, err = data.Open(filepath.Join(dir, "none.json"), "")
	require.ErrorIs(t, err, os.ErrNotExist)
	_, _, err = data.Open(file("bad.json", "{"), "")
	require.ErrorContains(t, err, "bad.json")
	_, _, err = data.Open(framework, file("bad.csv", "code,sec_va,gdp\n1,x,10\n"))
	require.ErrorContains(t, err, "bad.csv")
}
