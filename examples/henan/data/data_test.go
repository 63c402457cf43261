package data_test

import (
	"math"
	"math/big"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation/incentive/fill"
	"github.com/countyeval/countyeval/examples/henan/data"
	"github.com/countyeval/countyeval/indicators"
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
	f, table, err := data.Read()
	require.NoError(t, err)
	result, err := data.Model(f, nil).Evaluate(table)
	require.NoError(t, err)
	all, err := result.Rank("", data.Ties())
	require.NoError(t, err)
	require.Len(t, all.Places, 110)
	ranking, err := data.Grading().Grade(all.Among(data.Ranked))
	require.NoError(t, err)
	require.Len(t, ranking.Places, 103)

	plan, err := data.Land(ranking, table, data.LandNames{Pool: "land", Measure: "mu", County: "county", Enterprises: "enterprises"})
	require.NoError(t, err)
	allocation, err := plan.Allocate(ranking)
	require.NoError(t, err)
	assert.EqualValues(t, data.LandPool, allocation.Total()+allocation.Remainder+data.LandReserve)
	for _, a := range allocation.Awards {
		x, _ := table.Value(a.Place.Unit.Code, data.LandColumn)
		assert.LessOrEqual(t, float64(a.Amount), min(data.LandCounty, data.LandPerEnterprise*x), a.Place.Unit.Name)
		assert.Equal(t, a.Place.Grade == "A", a.Amount > 0, a.Place.Unit.Name)
	}

	caps, err := data.CapPer(ranking, table, "loans", big.NewRat(3, 2))
	require.NoError(t, err)
	assert.Len(t, caps, 101, "two counties have no figure")
	assert.NotContains(t, caps, "410182")
	x, _ := table.Value("410181", "loans")
	assert.EqualValues(t, math.Floor(1.5*x), caps["410181"])
	_, err = data.CapPer(ranking, table, "patents", big.NewRat(1, 1))
	require.ErrorIs(t, err, data.ErrNoColumn)
	_, err = data.CapPer(ranking, table, "loans", big.NewRat(-1, 1))
	require.ErrorIs(t, err, fill.ErrOverflow)
}
