package whatif_test

import (
	"encoding/json"
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/evaluation/robustness/internal/robustnesstest"
	"github.com/countyeval/countyeval/evaluation/robustness/whatif"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/normalize"
)

// rerun is the rank of a unit with other figures, by the calls that a user would make.
func rerun(t testing.TB, c whatif.Case, unit string, to map[string]float64) evaluation.Place {
	t.Helper()
	tab := c.Result.Raw
	for code, x := range to {
		column, marks := tab.Column(code).Copy(), tab.Marks(code).Copy()
		row, _ := tab.Row(unit)
		column[row] = x
		var err error
		tab, err = tab.WithColumn(code, column, marks)
		require.NoError(t, err)
	}
	p, ok := robustnesstest.Ranked(t, c.Decision, robustnesstest.Evaluate(t, c.Result.Model, tab, c.Result.Rulings...)).Find(unit)
	require.True(t, ok)
	return p
}

// TestByHand: south has 76.5 points and north 77.0, so that 76.95, printed as 77.0, shares
// the first place: 0.45 points, at weights of 0.5, 0.3 and 0.2.
func TestByHand(t *testing.T) {
	c := whatif.Case{Result: robustnesstest.Four(), Decision: robustnesstest.OneDigit()}
	levers := []whatif.Lever{
		{Code: "output", To: 100, Step: 0.01, Cost: 1},
		{Code: "innovation", To: 100, Step: 0.01, Cost: 1},
		{Code: "green", To: 100, Step: 0.01, Cost: 1},
	}
	singly, err := c.Singly("south", whatif.Goal{Rank: 1}, levers...)
	require.NoError(t, err)
	for i, want := range []float64{70.9, 86.5, 82.25} {
		require.True(t, singly[i].Reached)
		require.Len(t, singly[i].Moves, 1)
		assert.Equal(t, want, singly[i].Moves[0].To)
		assert.Equal(t, 77.0, singly[i].After.Score)
		assert.Equal(t, 1, singly[i].After.Rank)
		assert.Equal(t, 76.9, singly[i].Moves[0].Short.Score)
		assert.Equal(t, 2, singly[i].Moves[0].Short.Rank)
		assert.Empty(t, singly[i].Overtaken, "they are level")
	}
	best, err := c.Cheapest("south", whatif.Goal{Rank: 1}, levers...)
	require.NoError(t, err)
	assert.Equal(t, singly[0], best, "the cheapest of the three")

	// With output bounded and green at a third of the cost, 0.3 points come from output for
	// 0.6 and 0.15 from green for 0.75/3; green alone costs 2.25/3.
	levers[0].To, levers[2].Cost = 70.6, 1./3
	w, err := c.Cheapest("south", whatif.Goal{Rank: 1}, levers...)
	require.NoError(t, err)
	assert.InDelta(t, 0.75, w.Cost, 1e-12)
	levers[2].To = 81
	w, err = c.Cheapest("south", whatif.Goal{Rank: 1}, levers...)
	require.NoError(t, err)
	assert.InDelta(t, 1./3+0.5, w.Cost, 1e-12) // green to its end, 0.2 points, and 0.25 from output
	require.Len(t, w.Moves, 2)
	assert.Equal(t, 70.5, w.Moves[0].To)
	assert.Equal(t, 81.0, w.Moves[1].To)

	overtakes, err := c.Cheapest("east", whatif.Goal{Grade: "A"}, whatif.Lever{Code: "green", To: 100, Step: 1, Cost: 1})
	require.NoError(t, err)
	require.True(t, overtakes.Reached)
	for x := 60.0; ; x++ {
		if rerun(t, c, "east", map[string]float64{"green": x}).Grade == "A" {
			assert.Equal(t, x, overtakes.Moves[0].To)
			break
		}
	}
	var names []string
	for _, u := range overtakes.Overtaken {
		names = append(names, u.Code)
	}
	assert.Equal(t, []string{"north", "south"}, names)
}

// TestOutOfReach: what no lever brings is said with all levers at their ends.
func TestOutOfReach(t *testing.T) {
	c := whatif.Case{Result: robustnesstest.Four(), Decision: robustnesstest.OneDigit()}
	w, err := c.Cheapest("west", whatif.Goal{Rank: 1}, whatif.Lever{Code: "green", To: 100, Step: 1, Cost: 2})
	require.NoError(t, err)
	assert.False(t, w.Reached)
	assert.Equal(t, 4, w.After.Rank)
	assert.InDelta(t, 20, w.Cost, 1e-12)
	already, err := c.Cheapest("north", whatif.Goal{Rank: 2}, whatif.Lever{Code: "green", To: 100, Step: 1, Cost: 2})
	require.NoError(t, err)
	assert.True(t, already.Reached)
	assert.Empty(t, already.Moves)
	assert.Zero(t, already.Cost)
}

// TestAwardGoal: the least green that brings south 30 mu, against every one by itself.
func TestAwardGoal(t *testing.T) {
	plan := robustnesstest.Land(100)
	c := whatif.Case{Result: robustnesstest.Four(), Decision: robustnesstest.OneDigit(), Plans: []incentive.Plan{plan}}
	award := func(green float64) incentive.Amount {
		tab, err := c.Result.Raw.With(indicators.Reported, indicators.Change{Unit: "south", Indicator: "green", Is: green})
		require.NoError(t, err)
		a, err := plan.Allocate(robustnesstest.Ranked(t, c.Decision, robustnesstest.Evaluate(t, c.Result.Model, tab)), incentive.Figures{})
		require.NoError(t, err)
		w, _ := a.Find("south")
		return w.Amount
	}
	now, most := award(80), award(100)
	require.Greater(t, most, now)
	goal := float64(now) + math.Ceil(float64(most-now)/2)
	w, err := c.Cheapest("south", whatif.Goal{Pool: plan.Pool.Name, Award: goal}, whatif.Lever{Code: "green", To: 100, Step: 0.1, Cost: 1})
	require.NoError(t, err)
	require.True(t, w.Reached)
	for k := 800; k <= 1000; k++ {
		if x := float64(k) / 10; float64(award(x)) >= goal {
			assert.Equal(t, x, w.Moves[0].To)
			assert.Equal(t, award(x), w.After.Awards[0].Amount)
			assert.Less(t, float64(w.Moves[0].Short.Awards[0].Amount), goal)
			break
		}
	}
	text, err := json.Marshal(w)
	require.NoError(t, err)
	var back whatif.Way
	require.NoError(t, json.Unmarshal(text, &back))
	assert.Equal(t, w, back)
}

// TestCheapestAgainstAll tries every combination of steps on small tables, with goalposts and
// with scales that follow the data: what is found reaches the goal, every figure one step
// before misses it, and with goalposts nothing is cheaper by more than a step of each lever.
func TestCheapestAgainstAll(t *testing.T) {
	for seed := range uint64(200) {
		rng := rand.New(rand.NewPCG(seed, 3))
		n, m := 6, 3
		root := indicators.Indicator{Code: "root"}
		values := map[string][]float64{}
		for j := range m {
			in := indicators.Indicator{Code: fmt.Sprint("x", j), Weight: float64(1 + rng.IntN(4))}
			if seed%2 == 0 {
				in.Bounds = &indicators.Range{Lo: 0, Hi: 100}
			}
			root.Children = append(root.Children, in)
			for range n {
				values[in.Code] = append(values[in.Code], float64(10+rng.IntN(80)))
			}
		}
		c := whatif.Case{
			Result:   robustnesstest.Evaluate(t, evaluation.Model{Normalize: normalize.MinMax{}}, robustnesstest.TableOf(t, root, n, values)),
			Decision: evaluation.Decision{Ties: evaluation.Ties{Digits: new(1)}},
		}
		ranking := robustnesstest.Ranked(t, c.Decision, c.Result)
		unit := ranking.Places[n-1].Unit.Code
		goal := whatif.Goal{Rank: 2}
		row, _ := c.Result.Raw.Row(unit)
		var levers []whatif.Lever
		for j := range m {
			now := values[fmt.Sprint("x", j)][row]
			levers = append(levers, whatif.Lever{Code: fmt.Sprint("x", j), To: now + 2*float64(4+rng.IntN(7)), Step: 2, Cost: float64(1+rng.IntN(9)) / 4})
		}
		least := math.Inf(1)
		steps := make([]int, m)
		for {
			to, cost := map[string]float64{}, 0.0
			for j, k := range steps {
				x := values[levers[j].Code][row] + 2*float64(k)
				to[levers[j].Code], cost = x, cost+levers[j].Cost*2*float64(k)
			}
			if cost < least && rerun(t, c, unit, to).Rank <= goal.Rank {
				least = cost
			}
			j := 0
			for ; j < m; j++ {
				if steps[j]++; values[levers[j].Code][row]+2*float64(steps[j]) <= levers[j].To {
					break
				}
				steps[j] = 0
			}
			if j == m {
				break
			}
		}
		w, err := c.Cheapest(unit, goal, levers...)
		require.NoError(t, err)
		require.Equal(t, !math.IsInf(least, 1), w.Reached, "seed %d", seed)
		if !w.Reached {
			continue
		}
		to := map[string]float64{}
		for _, m := range w.Moves {
			to[m.Code] = m.To
		}
		assert.LessOrEqual(t, rerun(t, c, unit, to).Rank, goal.Rank)
		for _, m := range w.Moves {
			to[m.Code] = m.ShortFigure
			short := rerun(t, c, unit, to)
			assert.Greater(t, short.Rank, goal.Rank, "seed %d", seed)
			assert.Equal(t, short.Rank, m.Short.Rank)
			to[m.Code] = m.To
		}
		step := 0.0
		for _, l := range levers {
			step += l.Cost * l.Step
		}
		assert.GreaterOrEqual(t, w.Cost, least-1e-9)
		assert.LessOrEqual(t, w.Cost, least+step+1e-9, "seed %d", seed)
	}
}

// TestLevers: the default levers go up to a share of each figure, to the side that raises
// the score, in steps of the last decimal, at a cost of shares.
func TestLevers(t *testing.T) {
	c := whatif.Case{Result: robustnesstest.Four(), Decision: robustnesstest.OneDigit()}
	levers, err := c.Levers("south", 0.1)
	require.NoError(t, err)
	assert.Equal(t, []whatif.Lever{
		{Code: "output", To: 77, Step: 1, Cost: 1. / 70},
		{Code: "innovation", To: 93, Step: 1, Cost: 1. / 85},
		{Code: "green", To: 88, Step: 1, Cost: 1. / 80},
	}, levers)
	w, err := c.Cheapest("south", whatif.Goal{Rank: 1}, levers...)
	require.NoError(t, err)
	assert.InDelta(t, 1./70, w.Cost, 1e-12)

	root := indicators.Indicator{Code: "root", Children: []indicators.Indicator{{Code: "up"}, {Code: "down", Direction: indicators.Lower}, {Code: "none"}}}
	tab := robustnesstest.TableOf(t, root, 3, map[string][]float64{"up": {1.5, 2, 4.25}, "down": {-200, 100, 300}, "none": {0, 1, 2}})
	c = whatif.Case{Result: robustnesstest.Evaluate(t, evaluation.Model{}, tab)}
	levers, err = c.Levers("u0001", 0.5)
	require.NoError(t, err)
	assert.Equal(t, []whatif.Lever{{Code: "up", To: 3, Step: 0.01, Cost: 0.5}, {Code: "down", To: 50, Step: 1, Cost: 0.01}}, levers,
		"half of 1 is no whole step")
	_, err = c.Levers("u0001", 0)
	require.ErrorIs(t, err, basis.ErrValue)
}

func TestWayErrors(t *testing.T) {
	c := whatif.Case{Result: robustnesstest.Four(), Decision: robustnesstest.OneDigit()}
	good := whatif.Lever{Code: "green", To: 100, Step: 1, Cost: 1}
	for name, test := range map[string]struct {
		unit   string
		goal   whatif.Goal
		levers []whatif.Lever
		want   error
	}{
		"no unit":   {"nobody", whatif.Goal{Rank: 1}, []whatif.Lever{good}, basis.ErrUnknown},
		"no goal":   {"south", whatif.Goal{}, []whatif.Lever{good}, basis.ErrValue},
		"no grade":  {"south", whatif.Goal{Grade: "Z"}, []whatif.Lever{good}, basis.ErrUnknown},
		"no pool":   {"south", whatif.Goal{Pool: "land", Award: 1}, []whatif.Lever{good}, basis.ErrUnknown},
		"no levers": {"south", whatif.Goal{Rank: 1}, nil, basis.ErrEmpty},
		"twice":     {"south", whatif.Goal{Rank: 1}, []whatif.Lever{good, good}, basis.ErrUnknown},
		"no column": {"south", whatif.Goal{Rank: 1}, []whatif.Lever{{Code: "root", To: 1, Step: 1}}, basis.ErrUnknown},
		"no step":   {"south", whatif.Goal{Rank: 1}, []whatif.Lever{{Code: "green", To: 100}}, basis.ErrValue},
		"no way":    {"south", whatif.Goal{Rank: 1}, []whatif.Lever{{Code: "green", To: 80, Step: 1}}, basis.ErrValue},
	} {
		_, err := c.Cheapest(test.unit, test.goal, test.levers...)
		require.ErrorIs(t, err, test.want, name)
	}
	_, err := whatif.Case{}.Levers("south", 0.1)
	require.ErrorIs(t, err, basis.ErrEmpty)
	c.Follow = []string{"green"}
	_, err = c.Levers("south", 0.1)
	require.ErrorIs(t, err, basis.ErrUnknown, "there is no list to follow it")
}
