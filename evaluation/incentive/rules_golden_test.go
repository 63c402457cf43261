package incentive_test

import (
	"encoding/json"
	"math/big"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/evaluation/incentive/fill"
)

func TestGoldenPriority(t *testing.T) {
	g := readGolden(t, ofFill+"priority_classes_1")
	in := decode[struct {
		Pool    json.Number   `json:"pool"`
		Weights []json.Number `json:"weights"`
		Caps    []*int64      `json:"caps"`
		Classes []string      `json:"classes"`
	}](t, g.Input)
	caps := numbers{}
	weights := make([]*big.Rat, len(in.Weights))
	r := flatRanking(len(weights))
	for i := range weights {
		weights[i] = rat(in.Weights[i].String())
		caps[code(i)] = none
		if in.Caps[i] != nil {
			caps[code(i)] = float64(*in.Caps[i])
		}
		r.Places[i].Grade = in.Classes[i]
	}
	rule := fill.Priority{Orders: []string{"A", "B", "C"}}
	a, err := incentive.Plan{
		Pool:     pool(t, in.Pool),
		Clauses:  []incentive.Clause{weighed(weights), incentive.CapAt{Figure: "request"}, incentive.ByPriority{By: "grade"}},
		Tranches: []incentive.Tranche{{Parts: 1, Rule: rule}},
	}.Allocate(r, figures(decimals("request", caps)))
	require.NoError(t, err)
	equalRats(t, decode[[]string](t, g.OutputExact), exact(t, a), 3)
	equalRats(t, []string{decode[string](t, g.Unallocated)}, []*big.Rat{a.Divisions[0].Left()}, 3)
	require.NoError(t, again(t, a).Check(), "after JSON")
	assert.Equal(t, rule, again(t, a).Divisions[0].Rule)
	levels := a.Divisions[0].Shares.Levels
	equalRats(t, []string{"50", "115/2", "0"}, []*big.Rat{levels[0], levels[1], levels[2]}, 3)
}
