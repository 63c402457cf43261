package data_test

import (
	"math"
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/examples/henan/data"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// TestSteps: the steps make every computed column of the framework, in order.
func TestSteps(t *testing.T) {
	f, table, err := data.Read()
	require.NoError(t, err)
	require.Equal(t, 110, table.Len())
	for _, s := range data.Steps(f) {
		stage, err := s.Apply(table)
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
		require.Equal(t, "county", p.Unit.Class)
	}

	figures, err := data.Figures(table, data.LandColumn)
	require.NoError(t, err)
	allocation, err := data.Land().Allocate(ranking, figures)
	require.NoError(t, err)
	require.Empty(t, allocation.Warnings)
	assert.EqualValues(t, 10_000, allocation.Total()+allocation.Remainder+500)
	for _, a := range allocation.Awards {
		x, _ := table.Value(a.Place.Unit.Code, data.LandColumn)
		assert.LessOrEqual(t, float64(a.Amount), min(1000, 4*x), a.Place.Unit.Name)
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
	assert.Len(t, data.Steps(f), 14)
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

// TestAwards: the other two awards are balanced, too, and only COD wants figures.
func TestAwards(t *testing.T) {
	_, table, err := data.Read()
	require.NoError(t, err)
	result, err := data.Model(nil).Evaluate(table, nil)
	require.NoError(t, err)
	ranking, err := data.Decision().Rank(result)
	require.NoError(t, err)
	figures, err := data.Figures(table, "sec_va")
	require.NoError(t, err)
	cod, err := data.Plan("COD").Allocate(ranking, figures)
	require.NoError(t, err)
	assert.EqualValues(t, 40_000, cod.Total()+cod.Remainder+4_000)
	funds, err := data.Plan("Funds").Allocate(ranking, incentive.Figures{})
	require.NoError(t, err)
	assert.EqualValues(t, 30_000, funds.Total()+funds.Remainder)
	require.NoError(t, cod.Check())
	require.NoError(t, funds.Check())
}

// TestInput: the built-in files make the built-in method, and one's own framework that
// asks for a formula of its own is refused.
func TestInput(t *testing.T) {
	in, err := data.ReadInput("", "")
	require.NoError(t, err)
	assert.True(t, in.BuiltIn)
	assert.False(t, in.OwnScheme)
	assert.Len(t, in.Monitored(), 2)
	assert.Equal(t, "gdp", in.Formula("sec_share").By)
	assert.True(t, in.Formula("loans").IsZero())
	for _, name := range data.SchemeNames() {
		assert.Equal(t, data.SchemeOf(name), data.Model(data.SchemeOf(name)).Weigh)
	}

	folder := t.TempDir()
	write := func(name, text string) string {
		file := filepath.Join(folder, name)
		require.NoError(t, os.WriteFile(file, []byte(text), 0o600))
		return file
	}
	own := write("s.yaml", "scheme: 1\ntitle: {en: x}\nframework: {indicators: [{code: a}]}\n")
	in, err = data.ReadInput(own, write("t.csv", "code,class,a\n1,zone,1\n2,zone,2\n"))
	require.NoError(t, err)
	assert.False(t, in.BuiltIn)
	assert.True(t, in.OwnScheme)
	_, err = data.ReadInput(own, filepath.Join(folder, "nowhere.csv"))
	require.Error(t, err)
	_, err = data.ReadInput(filepath.Join(folder, "nowhere.yaml"), "")
	require.ErrorIs(t, err, os.ErrNotExist)
	assert.Panics(t, func() { data.Plan("none") })
}
