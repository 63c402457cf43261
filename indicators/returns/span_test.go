package returns_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/returns"
)

func TestParseSpan(t *testing.T) {
	for text, want := range map[string]returns.Span{
		"2023": {2023, 1, 12}, "2023年": {2023, 1, 12},
		"2023H1": {2023, 1, 6}, "2023h2": {2023, 7, 12}, "2023-S2": {2023, 7, 12}, "2023年上半年": {2023, 1, 6}, "2023下半年": {2023, 7, 12},
		"2023Q3": {2023, 7, 9}, "2023-Q1": {2023, 1, 3}, "2023年三季度": {2023, 7, 9}, "2023年第四季度": {2023, 10, 12}, "2023年2季度": {2023, 4, 6},
		"2023-07": {2023, 7, 7}, "202307": {2023, 7, 7}, "2023M07": {2023, 7, 7}, "2023年7月": {2023, 7, 7}, "2023年12月份": {2023, 12, 12},
		"2023-01/2023-09": {2023, 1, 9}, "2023-01/09": {2023, 1, 9}, "2023年1-9月": {2023, 1, 9}, "2023年1—9月份": {2023, 1, 9}, "2023年1月至9月": {2023, 1, 9},
		"2023年前三季度": {2023, 1, 9}, "2023年前二季度": {2023, 1, 6}, "2023年1-6月": {2023, 1, 6},
	} {
		got, err := returns.ParseSpan(text)
		require.NoError(t, err, text)
		assert.Equal(t, want, got, text)
	}
	for _, text := range []string{"", "23", "20231", "2023H3", "2023Q0", "2023-13", "2023-00", "2023年13月", "2023-09/2023-01", "2023-11/2024-02", "2023年9-1月", "0023", " 2023", "2023年前一季度"} {
		_, err := returns.ParseSpan(text)
		require.ErrorIs(t, err, basis.ErrValue, text)
	}
}

func TestSpanPrints(t *testing.T) {
	for s, want := range map[returns.Span][2]string{
		{2023, 1, 12}: {"2023", "2023年"},
		{2023, 7, 12}: {"2023H2", "2023年下半年"},
		{2023, 4, 6}:  {"2023Q2", "2023年二季度"},
		{2023, 7, 7}:  {"2023-07", "2023年7月"},
		{2023, 1, 9}:  {"2023-01/2023-09", "2023年1-9月"},
		{2023, 2, 4}:  {"2023-02/2023-04", "2023年2-4月"},
		{}:            {"Span(0,0,0)", "Span(0,0,0)"},
	} {
		assert.Equal(t, want, [2]string{s.String(), s.Chinese()})
	}
	assert.True(t, returns.Span{2023, 1, 9}.Cumulative())
	for _, s := range []returns.Span{{2023, 1, 12}, {2023, 1, 6}, {2023, 1, 3}, {2023, 1, 1}, {2023, 7, 9}, {2023, 2, 4}} {
		assert.False(t, s.Cumulative(), s)
	}
	_, err := returns.Span{2023, 3, 2}.MarshalText()
	require.ErrorIs(t, err, basis.ErrValue)
}

func drawSpan(t *rapid.T) returns.Span {
	first := rapid.IntRange(1, 12).Draw(t, "first")
	return returns.Span{Year: rapid.IntRange(1000, 9999).Draw(t, "year"), First: first, Last: rapid.IntRange(first, 12).Draw(t, "last")}
}

// TestSpanRoundTrip: every span is read back from both of its forms.
func TestSpanRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawSpan(t)
		var back returns.Span
		text, err := s.MarshalText()
		require.NoError(t, err)
		require.NoError(t, back.UnmarshalText(text))
		assert.Equal(t, s, back)
		back, err = returns.ParseSpan(s.Chinese())
		require.NoError(t, err)
		assert.Equal(t, s, back)
	})
}

func figure(period string, x float64) indicators.Reading {
	r := indicators.Reading{Unit: "1", Indicator: "va", Period: period, Value: x, Source: "a", Date: "2024-01-10"}
	if math.IsNaN(x) {
		r.Mark = indicators.Missing
	}
	return r
}

// TestRest: the third quarter of nine months is exact in the decimals, which it is not in
// binary: 0.3 - 0.1 is 0.19999999999999998 there.
func TestRest(t *testing.T) {
	q3, err := returns.Rest(figure("2023年1-9月", 0.3), figure("2023H1", 0.1))
	require.NoError(t, err)
	assert.Equal(t, "2023Q3", q3.Period)
	assert.Equal(t, 0.2, q3.Value)
	assert.Equal(t, indicators.Derived, q3.Mark)
	year, err := returns.Through(figure("2023年1-9月", 0.3), figure("2023Q4", 0.6))
	require.NoError(t, err)
	assert.Equal(t, "2023", year.Period)
	assert.Equal(t, 0.9, year.Value)

	half := figure("2023H1", math.NaN())
	half.State, half.Confidential, half.Date, half.Source, half.Department = indicators.InDoubt, true, "2024-02-01", "b", "tax"
	none, err := returns.Rest(figure("2023", 7), half)
	require.NoError(t, err)
	assert.True(t, math.IsNaN(none.Value))
	assert.Equal(t, []any{indicators.Missing, indicators.InDoubt, true, "2024-02-01", "", ""},
		[]any{none.Mark, none.State, none.Confidential, none.Date, none.Source, none.Department})
}

func TestRestRefuses(t *testing.T) {
	other := figure("2023H1", 1)
	other.Unit = "2"
	for name, c := range map[string][2]indicators.Reading{
		"another unit":    {figure("2023", 2), other},
		"another year":    {figure("2023", 2), figure("2022H1", 1)},
		"not at the head": {figure("2023", 2), figure("2023Q2", 1)},
		"as long":         {figure("2023", 2), figure("2023", 1)},
		"no period":       {figure("", 2), figure("2023H1", 1)},
		"no beginning":    {figure("2023", 2), figure("half", 1)},
	} {
		_, err := returns.Rest(c[0], c[1])
		require.ErrorIs(t, err, basis.ErrValue, name)
		var in *indicators.InputError
		require.ErrorAs(t, err, &in, name)
	}
	for _, p := range []string{"2023Q3", "2022Q2", "2023H1", "?"} {
		_, err := returns.Through(figure("2023Q1", 1), figure(p, 1))
		require.ErrorIs(t, err, basis.ErrValue, p)
	}
}

// TestRestForthAndBack: what is taken apart and put together again is the same figure.
func TestRestForthAndBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawSpan(t)
		if s.First == s.Last {
			t.Skip("a month has no parts")
		}
		cut := rapid.IntRange(s.First, s.Last-1).Draw(t, "cut")
		decimal := func(name string) float64 {
			return float64(rapid.IntRange(-1e9, 1e9).Draw(t, name)) / 1000
		}
		whole, head := figure(s.String(), decimal("whole")), figure(returns.Span{s.Year, s.First, cut}.String(), decimal("head"))
		rest, err := returns.Rest(whole, head)
		require.NoError(t, err)
		back, err := returns.Through(head, rest)
		require.NoError(t, err)
		assert.Equal(t, whole.Value, back.Value)
		assert.Equal(t, whole.Period, back.Period)
	})
}
