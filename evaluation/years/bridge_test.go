package years_test

import (
	"fmt"
	"math/big"
	"slices"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/years"
	"github.com/countyeval/countyeval/indicators"
)

// paper is a figure as it is printed.
func paper(x float64) *big.Rat {
	r, _ := new(big.Rat).SetString(strconv.FormatFloat(x, 'f', -1, 64))
	return r
}

func sum(x []float64) *big.Rat {
	out := new(big.Rat)
	for _, v := range x {
		out.Add(out, paper(v))
	}
	return out
}

func addsUp(t require.TestingT, p years.Parts, sign int) {
	move := new(big.Rat).Sub(paper(p.To), paper(p.From))
	require.Zero(t, sum(p.Of).Cmp(paper(p.Move)), "%v", p)
	require.Zero(t, move.Mul(move, big.NewRat(int64(sign), 1)).Cmp(paper(p.Move)), "%v", p)
}

// fewer steps, so that all orders can be tried.
var fewer = []years.Step{{years.Own}, {years.Others}, {years.Scales, years.Rules}, {years.Weights, years.Indicators, years.Members}}

func TestPartsAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		from, to := pair(t, rapid.Uint64().Draw(t, "seed"), rapid.IntRange(4, 7).Draw(t, "n"))
		for _, b := range []years.Bridging{{}, {Way: years.Shapley}, {Steps: fewer}, {Way: years.Shapley, Steps: fewer}} {
			bridge, err := b.Between(from, to)
			require.NoError(t, err)
			steps := bridge.Steps
			if b.Way == years.InOrder {
				steps = reversed(steps)
			}
			back, err := years.Bridging{Way: b.Way, Steps: steps}.Between(to, from)
			require.NoError(t, err)
			require.Len(t, back.Moves, len(bridge.Moves))
			for _, m := range bridge.Moves {
				addsUp(t, m.Score, 1)
				addsUp(t, m.Rank, -1)
				a, _ := from.Ranking.Find(m.Unit.Code)
				z, _ := to.Ranking.Find(m.Unit.Code)
				require.Equal(t, years.Parts{From: a.Score, To: z.Score, Move: m.Score.Move, Of: m.Score.Of}, m.Score)
				require.Equal(t, [2]float64{float64(a.Rank), float64(z.Rank)}, [2]float64{m.Rank.From, m.Rank.To})
				i := slices.IndexFunc(back.Moves, func(x years.Move) bool { return x.Unit.Code == m.Unit.Code })
				other := back.Moves[i].Score.Of
				for k := range bridge.Steps {
					want := -m.Score.Of[k]
					if b.Way == years.InOrder {
						want = -m.Score.Of[len(bridge.Steps)-1-k]
					}
					require.InDelta(t, want, other[k], 0, "relabelling the years swaps the signs")
				}
			}
		}
	})
}

func reversed(s []years.Step) []years.Step {
	out := slices.Clone(s)
	slices.Reverse(out)
	return out
}

// orders lists all orders of the steps.
func orders(s []years.Step) [][]years.Step {
	if len(s) == 0 {
		return [][]years.Step{nil}
	}
	var out [][]years.Step
	for i := range s {
		for _, rest := range orders(slices.Delete(slices.Clone(s), i, i+1)) {
			out = append(out, append([]years.Step{s[i]}, rest...))
		}
	}
	return out
}

func TestShapleyIsTheMeanOverAllOrders(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		from, to := pair(t, rapid.Uint64().Draw(t, "seed"), 5)
		shapley, err := years.Bridging{Way: years.Shapley, Steps: fewer}.Between(from, to)
		require.NoError(t, err)
		mean := map[string]*big.Rat{}
		all := orders(fewer)
		for _, o := range all {
			b, err := years.Bridging{Steps: o}.Between(from, to)
			require.NoError(t, err)
			for _, m := range b.Moves {
				for k, s := range o {
					for what, x := range map[string]float64{"score": m.Score.Of[k], "rank": m.Rank.Of[k]} {
						key := fmt.Sprint(m.Unit.Code, what, s)
						if mean[key] == nil {
							mean[key] = new(big.Rat)
						}
						mean[key].Add(mean[key], new(big.Rat).Quo(paper(x), big.NewRat(int64(len(all)), 1)))
					}
				}
			}
		}
		for _, m := range shapley.Moves {
			for k, s := range fewer {
				for what, x := range map[string]float64{"score": m.Score.Of[k], "rank": m.Rank.Of[k]} {
					want, _ := mean[fmt.Sprint(m.Unit.Code, what, s)].Float64()
					require.InDelta(t, want, x, 0.01, "%s %s %v", m.Unit.Code, what, s)
				}
			}
		}
	})
}

func TestOwnPart(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		from, to := pair(t, rapid.Uint64().Draw(t, "seed"), 6)
		b, err := years.Bridging{}.Between(from, to)
		require.NoError(t, err)
		for _, m := range b.Moves {
			// A second way: change the cells of the earlier table by hand.
			var cells []indicators.Change
			for _, code := range []string{"c0", "c1"} {
				x, _ := to.Edition.Table.Value(m.Unit.Code, code)
				cells = append(cells, indicators.Change{Unit: m.Unit.Code, Indicator: code, Is: x})
			}
			e := from.Edition
			e.Table, err = e.Table.With(indicators.Reported, cells...)
			require.NoError(t, err)
			o := outcome(t, e)
			p, _ := o.Ranking.Find(m.Unit.Code)
			require.InDelta(t, p.Score-m.Score.From, m.Score.Of[0], 1e-9)
			require.InDelta(t, m.Rank.From-float64(p.Rank), m.Rank.Of[0], 0)
		}
	})
}

func TestNoChangeNoOwnPart(t *testing.T) {
	figure := func(shift float64) func(u, c string) float64 {
		return func(u, c string) float64 {
			x := float64(len(c)) + float64(u[1]-'0')*float64(c[1]-'0'+1)
			if u == "u0" || u == "u3" {
				return x // of these nothing changes
			}
			return x + shift*float64(u[1]-'0')
		}
	}
	codes, w := []string{"c0", "c1"}, map[string]float64{"c0": 1, "c1": 1}
	units := []string{"u0", "u1", "u2", "u3", "u4"}
	a := outcome(t, made(t, 1, units, codes, w, nil, figure(0)))
	z := outcome(t, made(t, 2, units, codes, w, nil, figure(1)))
	for _, way := range []years.Way{years.InOrder, years.Shapley} {
		b, err := years.Bridging{Way: way}.Between(a, z)
		require.NoError(t, err)
		moved := false
		for _, m := range b.Moves {
			if m.Unit.Code == "u0" || m.Unit.Code == "u3" {
				assert.Zero(t, m.Score.Of[0])
				assert.Zero(t, m.Rank.Of[0])
				assert.InDelta(t, m.Score.Move, m.Score.Of[1], 0, "all is the others'")
				moved = moved || m.Score.Move != 0
			}
			assert.Zero(t, sum(m.Score.Of[2:]).Sign(), "nothing else changed")
		}
		assert.True(t, moved, "the scale hangs on u4")
	}
	b, err := years.Bridging{}.Between(a, a)
	require.NoError(t, err)
	for _, m := range b.Moves {
		assert.Equal(t, make([]float64, len(b.Steps)), m.Score.Of)
	}
}

func TestFixedGoalpostsNoOthers(t *testing.T) {
	units, codes, w := []string{"u0", "u1", "u2"}, []string{"c0", "c1"}, map[string]float64{"c0": 1, "c1": 1}
	fixed := map[string]indicators.Range{"c0": {Hi: 100}, "c1": {Hi: 100}}
	a := outcome(t, made(t, 1, units, codes, w, fixed, func(u, c string) float64 { return float64(u[1]) }))
	e := made(t, 2, units, codes, w, fixed, func(u, c string) float64 { return 99 - float64(u[1]) })
	b, err := years.Bridging{}.Between(a, outcome(t, e))
	require.NoError(t, err)
	for _, m := range b.Moves {
		assert.InDelta(t, m.Score.Move, m.Score.Of[0], 0, "between goalposts a score is a unit's own")
	}
}

func TestNewcomersAndIndicatorsAreOneStep(t *testing.T) {
	from, to := pair(t, 1, 6)
	b, err := years.Bridging{}.Between(from, to)
	require.NoError(t, err)
	assert.Contains(t, b.Steps, years.Step{years.Members, years.Indicators})
	var came, left []string
	for _, x := range b.None {
		if x.Why.String() == "not there earlier" {
			came = append(came, x.Unit.Code)
		} else {
			left = append(left, x.Unit.Code)
		}
	}
	assert.Equal(t, []string{"u1"}, came)
	assert.Equal(t, []string{"u2"}, left)

	_, err = years.Bridging{Steps: []years.Step{{0}, {1}, {2}, {3}, {4}, {5}, {6}}}.Between(from, to)
	require.ErrorContains(t, err, "between the two editions, with the later own figures + figures of others + newcomers and leavers")
}

func TestBridgeRefuses(t *testing.T) {
	from, to := pair(t, 1, 6)
	for name, b := range map[string]years.Bridging{
		"twice":    {Steps: []years.Step{{0}, {1}, {2}, {3}, {4}, {5}, {6}, {0}}},
		"missing":  {Steps: []years.Step{{0}}},
		"no cause": {Steps: []years.Step{{0, 1, 2, 3, 4, 5, 6}, {}}},
		"unknown":  {Steps: []years.Step{{0, 1, 2, 3, 4, 5, 6, 7}}},
		"way":      {Way: 2},
	} {
		_, err := b.Between(from, to)
		require.ErrorIs(t, err, years.ErrSteps, name)
	}
	_, err := years.Bridging{}.Between(from, years.Outcome{})
	require.Error(t, err)
	e := to.Edition
	e.Scheme.Decision = evaluation.Decision{}
	_, err = years.Bridging{}.Between(from, outcome(t, e))
	require.ErrorIs(t, err, evaluation.ErrTies)
}

func TestBridgeSaysTheWay(t *testing.T) {
	from, to := pair(t, 1, 6)
	b, err := years.Bridging{}.Between(from, to)
	require.NoError(t, err)
	assert.Equal(t, "from 2022 to 2023: 6 steps, each on top of those before it", b.Text().String())
	b.Way = years.Shapley
	assert.Equal(t, "from 2022 to 2023: each part is the mean over all orders of 6 steps (Shapley), rounded so that the parts add up", b.Text().String())
	assert.Equal(t, "newcomers and leavers + indicators that came or went", years.Step{years.Members, years.Indicators}.String())
}

// big is a bridge of 158 units on 28 indicators, all figures others, on scales of the data.
func bigPair(b *testing.B) (from, to years.Outcome) {
	b.Helper()
	var units, codes []string
	w := map[string]float64{}
	for i := range 158 {
		units = append(units, fmt.Sprintf("u%d", i))
	}
	for j := range 28 {
		codes = append(codes, fmt.Sprintf("c%d", j))
		w[codes[j]] = float64(j + 1)
	}
	at := 0
	draw := func(u, c string) float64 { at++; return float64(at*7919%10007) / 10 }
	from = outcome(b, made(b, 1, units, codes, w, nil, draw))
	w["c3"] = 40
	to = outcome(b, made(b, 2, units, codes, w, nil, draw))
	return from, to
}

func BenchmarkBridge(b *testing.B) {
	for _, way := range []years.Way{years.InOrder, years.Shapley} {
		b.Run(way.String(), func(b *testing.B) {
			from, to := bigPair(b)
			for b.Loop() {
				_, err := years.Bridging{Way: way}.Between(from, to)
				require.NoError(b, err)
			}
		})
	}
}
