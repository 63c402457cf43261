package evaluation_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// keyed has four counties of equal score in total, of which a has the least energy:
// the figure 0.3, and the score 100. Tax is no indicator, and d has none.
func keyed(t *testing.T) *evaluation.Result {
	t.Helper()
	f := framework(t, indicators.Indicator{Code: "overall", Children: []indicators.Indicator{
		{Code: "x", Weight: 1, Bounds: &indicators.Range{Lo: 0, Hi: 100}},
		{Code: "energy", Direction: indicators.Lower},
	}}, indicators.Indicator{Code: "tax"})
	return evaluate(t, evaluation.Model{}, table(t, f, "code,x,energy,tax\nb,80,0.304,5\na,80,0.3,7\nc,80,0.7,6\nd,80,1.3,\n"))
}

// reads is a grader that keeps what a key gave for the unit a.
type reads struct {
	key evaluation.Key
	got *float64
}

func (g reads) Grade(c evaluation.Entrants) (evaluation.Graded, error) {
	x, err := c.Values(g.key)
	out := evaluation.Graded{Names: []string{"A"}, Of: make([]string, len(c.Places))}
	for i, p := range c.Places {
		if out.Of[i] = "A"; p.Unit.Code == "a" && err == nil {
			*g.got = x[i]
		}
	}
	return out, err
}

// TestKeySaysWhatItReads: for the same county and code a key gives the raw figure 0.3
// or the score 100, as it says, wherever it stands.
func TestKeySaysWhatItReads(t *testing.T) {
	res := keyed(t)
	whole := evaluation.Ties{Digits: new(0)}
	for _, c := range []struct {
		name  string
		key   evaluation.Key
		value float64 // of a
		first string  // by the key
		order map[string]int
	}{
		// The scores of a and b, 100 and 99.6, are both published as 100.
		{"score", evaluation.Key{Code: "energy", Order: evaluation.HighestFirst}, 100, "ba", map[string]int{"a": 1, "b": 1, "c": 3, "d": 4}},
		{"score, worst first", evaluation.Key{Code: "energy", Order: evaluation.LowestFirst}, 100, "d", map[string]int{"d": 1, "c": 2, "a": 3, "b": 3}},
		{"figure", evaluation.Key{Code: "energy", Raw: true, Order: evaluation.HighestFirst}, 0.3, "d", map[string]int{"d": 1, "c": 2, "b": 3, "a": 4}},
		{"figure, least first", evaluation.Key{Code: "energy", Raw: true, Order: evaluation.LowestFirst}, 0.3, "a", map[string]int{"a": 1, "b": 2, "c": 3, "d": 4}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := res.Value(whole, "a", c.key)
			require.NoError(t, err)
			assert.InDelta(t, c.value, got, 0, "a key by itself")

			broken := rank(t, res, "", evaluation.Ties{Digits: new(0), Break: []evaluation.Key{c.key}})
			assert.Equal(t, c.order, ranks(broken), "Ties.Break")

			var seen float64
			_, err = evaluation.Decision{Ties: whole, Grader: reads{c.key, &seen}}.Rank(res)
			require.NoError(t, err)
			assert.InDelta(t, c.value, seen, 0, "a key of a grader")

			stages := evaluation.TwoStage{
				Upper: 1, Best: evaluation.Stage2{Grade: "A", Share: 0.25, Rounding: evaluation.Ceil, Key: c.key}, Middle: "B",
				Worst: evaluation.Stage2{Grade: "C", Key: c.key},
			}
			graded, err := evaluation.Decision{Ties: whole, Grader: stages}.Rank(res)
			require.NoError(t, err)
			best := ""
			for _, p := range graded.Places {
				if p.Grade == "A" {
					best += p.Unit.Code
				}
			}
			assert.Equal(t, c.first, best, "TwoStage")
		})
	}
	got, err := res.Value(evaluation.Ties{}, "b", evaluation.Key{Code: "energy"})
	require.NoError(t, err)
	assert.InDelta(t, 99.6, got, 1e-9, "where scores are not published, keys are not rounded")
}

// TestKeyRefused: what a key cannot read is refused wherever it stands.
func TestKeyRefused(t *testing.T) {
	res := keyed(t)
	highest := evaluation.HighestFirst
	for _, c := range []struct {
		name string
		key  evaluation.Key
		is   error
		fine bool // for breaking ties
	}{
		{"score of a column", evaluation.Key{Code: "tax", Order: highest}, basis.ErrUnknown, false},
		{"figure of a node", evaluation.Key{Code: "overall", Raw: true, Order: highest}, basis.ErrUnknown, false},
		{"figure of nobody", evaluation.Key{Code: "z", Raw: true, Order: highest}, basis.ErrUnknown, false},
		{"figure in no order", evaluation.Key{Code: "energy", Raw: true}, evaluation.ErrTies, false},
		{"score in no order", evaluation.Key{Code: "energy"}, evaluation.ErrTies, true},
		{"figure that is missing", evaluation.Key{Code: "tax", Raw: true, Order: highest}, basis.ErrMissing, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			stage := evaluation.Stage2{Grade: "A", Share: 0.5, Key: c.key}
			_, err := evaluation.Decision{Grader: evaluation.TwoStage{Best: stage, Middle: "B", Worst: evaluation.Stage2{Grade: "C", Share: 0.5, Key: c.key}}}.Rank(res)
			require.ErrorIs(t, err, c.is)
			_, err = evaluation.Decision{Ties: evaluation.Ties{Break: []evaluation.Key{c.key}}}.Rank(res)
			if c.fine {
				require.NoError(t, err)
				return
			}
			require.ErrorIs(t, err, c.is)
		})
	}
	for order, want := range map[evaluation.Order]string{highest: "acbd", evaluation.LowestFirst: "bcad"} {
		got := ""
		for _, p := range rank(t, res, "", evaluation.Ties{Break: []evaluation.Key{{Code: "tax", Raw: true, Order: order}}}).Places {
			got += p.Unit.Code
		}
		assert.Equal(t, want, got, "who lacks the figure stands behind, whichever end is first")
	}
	_, err := res.Value(evaluation.Ties{}, "d", evaluation.Key{Code: "tax", Raw: true, Order: highest})
	require.ErrorIs(t, err, basis.ErrMissing)
	_, err = res.Value(evaluation.Ties{}, "z", evaluation.Key{Code: "energy"})
	require.ErrorIs(t, err, basis.ErrUnknown)
}
