package target_test

import (
	"encoding/json"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/target"
)

func to(m target.Measure, b target.Bound, goal float64) target.Target {
	return target.Target{Code: "x", Measure: m, Bound: b, Goals: []target.Goal{{Year: 2025, Value: goal}}}
}

func TestNeeded(t *testing.T) {
	base := &fig{Year: 2020, Value: 10}
	for name, c := range map[string]struct {
		target       target.Target
		last         float64
		change, rate float64
	}{
		"up":      {to(target.Level, target.AtLeast, 20), 12.1, 3.95, 100 * (math.Sqrt(20/12.1) - 1)},
		"down":    {to(target.Level, target.AtMost, 4), 9, -2.5, 100 * (2.0/3 - 1)},
		"reached": {to(target.Level, target.AtLeast, 20), 20, 0, 0},
		"beyond":  {to(target.Level, target.AtMost, 4), 3, 0, 0},
		"growth":  {to(target.Growth, target.AtLeast, 10), 16.1051 / 1.21, (16.1051 - 16.1051/1.21) / 2, 10},
		"zero":    {to(target.Level, target.AtLeast, 20), 0, 10, math.NaN()},
	} {
		got, err := c.target.Needed(target.Assessment{Goal: 2025, Base: base, Figures: []fig{{Year: 2023, Value: c.last}}})
		require.NoError(t, err, name)
		assert.Equal(t, 2, got.Years)
		assert.InDelta(t, c.change, got.Change, 1e-9, name)
		if math.IsNaN(c.rate) {
			assert.True(t, math.IsNaN(got.Rate), name)
			text, err := json.Marshal(got)
			require.NoError(t, err)
			assert.Contains(t, string(text), "\"rate\":null")
			continue
		}
		assert.InDelta(t, c.rate, got.Rate, 1e-9, name)
	}
	_, err := to(target.Level, target.AtLeast, 20).Needed(target.Assessment{Goal: 2025, Base: base, Figures: []fig{{Year: 2025, Value: 1}}})
	require.ErrorIs(t, err, target.ErrYear)
	_, err = to(target.Yearly, target.AtLeast, 20).Needed(target.Assessment{Goal: 2025, Figures: []fig{{Year: 2023, Value: 1}}})
	require.ErrorIs(t, err, target.ErrMeasure)
	_, err = to(target.Level, target.AtLeast, 20).Needed(target.Assessment{Goal: 2025})
	require.Error(t, err)
}

func TestLights(t *testing.T) {
	base := &fig{Year: 2020, Value: 10}
	for name, c := range map[string]struct {
		year int
		last float64
		want target.Light
	}{
		"on the path":        {2023, 16, target.Green},
		"behind by the most": {2023, 14.4, target.Yellow}, // 10 % of 16 are 1.6
		"farther behind":     {2023, 14.3, target.Red},
		"met":                {2025, 20, target.Green},
		"missed":             {2025, 19.9, target.Red},
	} {
		p, err := to(target.Level, target.AtLeast, 20).Progress(target.Assessment{Goal: 2025, Base: base, Figures: []fig{{Year: c.year, Value: c.last}}})
		require.NoError(t, err)
		got, err := target.Lights{Yellow: 10}.Of(p)
		require.NoError(t, err)
		assert.Equal(t, c.want, got, name)
		_, err = target.Lights{}.Of(p)
		require.ErrorIs(t, err, basis.ErrValue)
	}
	var l target.Light
	require.NoError(t, l.UnmarshalText([]byte("yellow")))
	assert.Equal(t, target.Yellow, l)
	require.Error(t, l.UnmarshalText([]byte("blue")))
}
