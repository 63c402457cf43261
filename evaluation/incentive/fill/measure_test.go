package fill_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"math/big"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/countyeval/countyeval/evaluation/incentive/fill"
	"github.com/countyeval/countyeval/indicators/basis"
)

var mu = fill.Measure{Name: "mu", Digits: 2}

func TestMeasureParse(t *testing.T) {
	for _, c := range []struct {
		text   string
		digits int
		want   fill.Amount
	}{
		{"0", 0, 0},
		{"0", 2, 0},
		{"12.5", 2, 1250},
		{"12.50", 2, 1250},
		{"12", 2, 1200},
		{"-0.01", 2, -1},
		{"-0", 2, 0},
		{"007", 0, 7},
		{"0.001", 3, 1},
		{"92233720368547758.06", 2, math.MaxInt64 - 1},
		{"-92233720368547758.06", 2, -math.MaxInt64 + 1},
		{"1", 18, 1_000_000_000_000_000_000},
	} {
		got, err := fill.Measure{Digits: c.digits}.Parse(c.text)
		require.NoError(t, err, c.text)
		assert.Equal(t, c.want, got, c.text)
	}
	for _, c := range []struct {
		text   string
		digits int
		want   error
	}{
		{"", 2, basis.ErrNumber},
		{"-", 2, basis.ErrNumber},
		{".", 2, basis.ErrNumber},
		{".5", 2, basis.ErrNumber},
		{"5.", 2, basis.ErrNumber},
		{"0.005", 2, basis.ErrValue},
		{"1.0", 0, basis.ErrValue},
		{"1.000", 2, basis.ErrValue},
		{"+1", 2, basis.ErrNumber},
		{"--1", 2, basis.ErrNumber},
		{" 1", 2, basis.ErrNumber},
		{"1 ", 2, basis.ErrNumber},
		{"1.000", 2, basis.ErrValue},
		{"1e3", 2, basis.ErrNumber},
		{"0x10", 2, basis.ErrNumber},
		{"NaN", 2, basis.ErrNumber},
		{"1.2.3", 2, basis.ErrNumber},
		{"１２", 2, basis.ErrNumber},
		{"92233720368547758.07", 2, fill.ErrOverflow},
		{"10", 18, fill.ErrOverflow},
		{"99999999999999999999999", 0, fill.ErrOverflow},
		{"1", 19, fill.ErrMeasure},
		{"1", -1, fill.ErrMeasure},
	} {
		_, err := fill.Measure{Digits: c.digits}.Parse(c.text)
		require.ErrorIs(t, err, c.want, "%q", c.text)
	}
}

func TestMeasureFormat(t *testing.T) {
	for want, a := range map[string]fill.Amount{"0.00": 0, "0.01": 1, "-0.01": -1, "12.50": 1250, "-12.50": -1250, "92233720368547758.07": fill.NoCap, "-92233720368547758.08": math.MinInt64} {
		assert.Equal(t, want, mu.Format(a))
	}
	assert.Equal(t, "7", fill.Measure{}.Format(7))
	assert.Equal(t, "7", fill.Measure{Digits: -3}.Format(7), "bad digits are reported by Parse and by the pool")
}

func TestMeasureRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := fill.Measure{Digits: rapid.IntRange(0, 18).Draw(t, "digits")}
		a := fill.Amount(rapid.Int64Range(-math.MaxInt64+1, math.MaxInt64-1).Draw(t, "amount"))
		b, err := m.Parse(m.Format(a))
		if err != nil || a != b {
			t.Fatalf("%d is %s is %d, %v", a, m.Format(a), b, err)
		}
	})
}

func FuzzMeasureParse(f *testing.F) {
	for _, s := range []string{"0", "12.5", "-0.01", "0.005", "1,000", "1e9", "92233720368547758.06", "92233720368547758.07", "", ".", "１"} {
		f.Add(s, 2)
	}
	f.Add("1", 18)
	f.Add("1", -1)
	f.Fuzz(func(t *testing.T, s string, digits int) {
		m := fill.Measure{Digits: digits}
		a, err := m.Parse(s)
		if err != nil {
			return
		}
		b, err := m.Parse(m.Format(a))
		if err != nil || a != b {
			t.Fatalf("%q is %d, prints %q, which is %d, %v", s, a, m.Format(a), b, err)
		}
		if want := rat(s); want.Cmp(wholes(a.Rat(), digits)) != 0 {
			t.Fatalf("%q with %d digits is not %d", s, digits, a)
		}
	})
}

// ledger is a record whose amounts are counted in mu of two decimals.
type ledger struct {
	Amounts map[string]fill.Amount `json:"amounts"`
	Lines   []fill.Line            `json:"lines"`
	Level   *big.Rat               `json:"level" unit:"in"`
	Parts   *big.Rat               `json:"parts"`
	Measure fill.Measure           `json:"measure" unit:"of"`
}

// TestAmountsInTheirUnit: amounts are decimals in the unit of their measure, exact
// figures fractions in it; alone both refuse.
func TestAmountsInTheirUnit(t *testing.T) {
	want := ledger{
		Amounts: map[string]fill.Amount{"a": 1250, "b": fill.NoCap, "c": -1},
		Lines:   []fill.Line{{ID: "a", Weight: big.NewRat(7, 3), Cap: fill.NoCap, Floor: 5, Won: big.NewRat(1, 3)}},
		Level:   big.NewRat(1, 3), Parts: big.NewRat(1, 3), Measure: fill.Measure{Name: "mu", Digits: 2},
	}
	b, err := basis.Marshal(want, fill.Kinds())
	require.NoError(t, err)
	assert.JSONEq(t, `{"amounts": {"a": "12.50", "b": null, "c": "-0.01"},
		"lines": [{"id": "a", "weight": "7/3", "floor": "0.05", "cap": null, "won": "1/300"}],
		"level": "1/300", "parts": "1/3", "measure": {"name": "mu", "digits": 2}}`, string(b))
	var got ledger
	require.NoError(t, basis.Unmarshal(b, &got, fill.Kinds()))
	assert.Equal(t, want, got)

	for _, bad := range []string{`12.5`, `"12.505"`, `"1e3"`, `"92233720368547758.07"`, `"99999999999999999999"`, `true`} {
		require.Error(t, basis.Unmarshal(bytes.Replace(b, []byte(`"12.50"`), []byte(bad), 1), &got, fill.Kinds()), bad)
	}
	err = basis.Unmarshal(bytes.Replace(b, []byte(`"digits":2`), []byte(`"digits":99`), 1), &got, fill.Kinds())
	require.ErrorIs(t, err, fill.ErrMeasure)
	assert.Len(t, basis.Find[*basis.DataError](err), 1, "amounts are not read without their measure")

	want.Measure.Digits = -1
	_, err = basis.Marshal(want, fill.Kinds())
	require.ErrorIs(t, err, fill.ErrMeasure)
	for _, alone := range []any{fill.Amount(1), fill.Line{}, fill.Ceiling{}, fill.Shares{Level: new(big.Rat)}} {
		_, err := basis.Marshal(alone, fill.Kinds())
		require.ErrorContains(t, err, "does not know the unit that it is counted in")
	}
	var alone fill.Amount
	require.Error(t, basis.Unmarshal([]byte(`"1"`), &alone, fill.Kinds()))
	_, err = json.Marshal(alone)
	require.ErrorIs(t, err, fill.ErrAlone)
	require.ErrorIs(t, json.Unmarshal([]byte(`1`), &alone), fill.ErrAlone)
}

func TestRulesSayThemselves(t *testing.T) {
	for want, rule := range map[string]any{
		"fill": fill.Weighted{}, "dual of priority": fill.Dual{Of: fill.Priority{}}, "equal losses": fill.EqualLosses{},
		"down": fill.Down{}, "divisor hill, ties by listing": fill.Divisor{Method: fill.Hill, Ties: fill.ByListing},
	} {
		assert.Equal(t, want, fmt.Sprint(rule))
	}
	assert.Equal(t, []string{"a"}, fill.Dual{Of: fill.Priority{Orders: []string{"a"}}}.ServesOrders())
	assert.Nil(t, fill.Dual{}.ServesOrders())
}

func TestDecimal(t *testing.T) {
	for text, x := range map[string]float64{"462/5": 92.4, "213/10": 21.3, "0": 0, "-1/2": -0.5, "1/1000000": 1e-6, "10000000000000000000000": 1e22} {
		r, err := fill.Decimal(x)
		require.NoError(t, err)
		assert.Equal(t, text, r.RatString())
	}
	for _, x := range []float64{math.NaN(), math.Inf(1), math.Inf(-1)} {
		_, err := fill.Decimal(x)
		require.ErrorIs(t, err, basis.ErrNumber)
	}
}

// TestMeasureByLanguage: one amount of 10 thousand yuan, as each language counts it.
func TestMeasureByLanguage(t *testing.T) {
	m := fill.Measure{Name: "million yuan", NameZH: "万元", Power: 2}
	en, zh := m.English(), m.Chinese()
	assert.Equal(t, en, m.In(basis.English))
	assert.Equal(t, zh, m.In(basis.Chinese))
	assert.Equal(t, fill.Measure{Name: "million yuan", Digits: 2}, en)
	assert.Equal(t, fill.Measure{Name: "万元"}, zh)
	a, err := m.Amount(29947)
	require.NoError(t, err)
	assert.EqualValues(t, 29947, a)
	assert.Equal(t, "29947", m.Format(a))
	assert.Equal(t, "299.47", en.Format(a))
	assert.Equal(t, "299.47 million yuan", m.NamedText(a.Rat()))
	assert.Equal(t, m.NamedText(a.Rat()), en.NamedText(a.Rat()))
	assert.Equal(t, "29,947 万元", zh.NamedText(a.Rat()))
	assert.Equal(t, "2.4793", m.Text(big.NewRat(30000, 121)))
	assert.Equal(t, "247.93", zh.Text(big.NewRat(30000, 121)))
	assert.Equal(t, fill.Measure{Name: "mu"}, fill.Measure{Name: "mu"}.Chinese(), "without a Chinese name")
}
