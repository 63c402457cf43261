package evaluation_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/normalize"
)

// asIs is a model whose scores are the values of x itself, with a second
// indicator y of weight 0 that can break ties.
func asIs(t testing.TB, csv string) *evaluation.Result {
	t.Helper()
	f := framework(t, indicators.Indicator{Code: "score", Children: []indicators.Indicator{{Code: "x", Weight: 1}, {Code: "y"}}})
	id := normalize.Func(func(normalize.Sample) (normalize.Scale, error) { return identity{}, nil })
	return evaluate(t, evaluation.Model{Normalize: id}, table(t, f, csv))
}

func TestTieRules(t *testing.T) {
	r := asIs(t, "code,x,y\na,80,1\nb,90,1\nc,80,2\nd,70,0\ne,70,0\nf,70,1\n")
	for _, c := range []struct {
		name  string
		ties  evaluation.Ties
		order string
		ranks []int
		tied  []bool
	}{
		{"competition", evaluation.Ties{}, "bacdef", []int{1, 2, 2, 4, 4, 4}, []bool{false, true, true, true, true, true}},
		{"dense", evaluation.Ties{Rule: evaluation.Dense}, "bacdef", []int{1, 2, 2, 3, 3, 3}, []bool{false, true, true, true, true, true}},
		{"ordinal", evaluation.Ties{Rule: evaluation.Ordinal}, "bacdef", []int{1, 2, 3, 4, 5, 6}, []bool{false, true, true, true, true, true}},
		{"broken by y", evaluation.Ties{Break: []evaluation.Key{{Code: "y"}}}, "bcafde", []int{1, 2, 3, 4, 5, 5}, []bool{false, false, false, false, true, true}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := rank(t, r, "", c.ties)
			var order strings.Builder
			for i, p := range got.Places {
				order.WriteString(p.Unit.Code)
				assert.Equal(t, c.ranks[i], p.Rank, p.Unit.Code)
				assert.Equal(t, c.tied[i], p.Tied, p.Unit.Code)
			}
			assert.Equal(t, c.order, order.String())
			assert.False(t, got.Published())
		})
	}
}

// TestPencil has scores that differ in the last bit, or lie on a border of
// rounding, where a person with a pencil sees a tie.
func TestPencil(t *testing.T) {
	r := asIs(t, "code,x,y\na,80.00000000000001,0\nb,79.99999999999999,0\nc,80,0\nd,1.005,0\ne,1.0049999999999997,0\nf,2.675,0\ng,0.615,0\nh,79.995,0\ni,0.3450000000001,0\nj,0.3449999999999,0\n")
	got := rank(t, r, "", evaluation.Ties{Digits: new(2)})
	assert.True(t, got.Published())
	assert.Equal(t, map[string]int{"a": 1, "b": 1, "c": 1, "h": 1, "f": 5, "d": 6, "e": 6, "g": 8, "i": 9, "j": 10}, ranks(got))
	for code, want := range map[string]float64{"a": 80, "b": 80, "h": 80, "d": 1.01, "e": 1.01, "f": 2.68, "g": 0.62} {
		p, ok := got.Find(code)
		require.True(t, ok)
		assert.Equal(t, want, p.Score, code)
	}
	require.Len(t, got.Warnings, 1)
	assert.ErrorContains(t, got.Warnings[0], "decimals: i (0.3450000000001), j (0.3449999999999)")

	unrounded := rank(t, r, "", evaluation.Ties{})
	assert.Equal(t, map[string]int{"a": 1, "c": 1, "b": 1, "h": 4, "f": 5, "d": 6, "e": 6, "g": 8, "i": 9, "j": 9}, ranks(unrounded), "12 significant digits")
	p, ok := unrounded.Find("a")
	require.True(t, ok)
	assert.Equal(t, 80.00000000000001, p.Score, "the score is shown as it is")
}

// TestWesternCounties are the first 40 places of a published list of western
// counties (2018): strictly falling with two decimals; rounded half up to one
// decimal there are five ties.
func TestWesternCounties(t *testing.T) {
	scores := strings.Fields("120.98 112.48 103.79 92.28 91.56 88.81 88.59 88.4 87.64 84.84 83.91 83.53 83.01 80.9 79.6 79.59 78.78 78.5 77.92 77.91 77.89 77.68 77.65 77.17 76.24 75.01 74.97 74.18 72.27 72.08 71.64 71.52 71.38 71.28 71.14 71 70.93 70.71 70.7 70.53")
	var csv strings.Builder
	csv.WriteString("code,x,y\n")
	for i, s := range scores {
		csv.WriteString(string(rune('A'+i/26)) + string(rune('a'+i%26)) + "," + s + ",0\n")
	}
	r := asIs(t, csv.String())
	for i, p := range rank(t, r, "", evaluation.Ties{Digits: new(2)}).Places {
		assert.Equal(t, i+1, p.Rank)
	}
	var groups [][2]int
	places := rank(t, r, "", evaluation.Ties{Digits: new(1)}).Places
	for i := 0; i < len(places); {
		j := i
		for j < len(places) && places[j].Rank == places[i].Rank {
			j++
		}
		if j-i > 1 {
			groups = append(groups, [2]int{i + 1, j})
		}
		i = j
	}
	assert.Equal(t, [][2]int{{15, 16}, {19, 21}, {22, 23}, {26, 27}, {38, 39}}, groups)
}

func TestTiesRefused(t *testing.T) {
	r := asIs(t, "code,x,y\na,1,1\nb,2,2\n")
	for name, ties := range map[string]evaluation.Ties{
		"negative": {Digits: new(-1)}, "too many": {Digits: new(13)}, "no such rule": {Rule: 7},
	} {
		_, err := evaluation.Decision{Ties: ties}.Rank(r)
		require.ErrorIs(t, err, evaluation.ErrTies, name)
	}
	_, err := evaluation.Decision{Ties: evaluation.Ties{Break: []evaluation.Key{{Code: "z"}, {Code: "x"}, {Code: "q"}}}}.Rank(r)
	require.ErrorIs(t, err, basis.ErrUnknown)
	assert.Len(t, inputErrors(err), 2)
	_, err = evaluation.Decision{Code: "nobody", Ties: evaluation.Ties{}}.Rank(r)
	require.ErrorIs(t, err, basis.ErrUnknown)
	for d := range 13 {
		got, ok, err := evaluation.Ties{Digits: new(d)}.Published()
		require.NoError(t, err)
		assert.True(t, ok)
		assert.Equal(t, d, got)
	}
}

func TestClassAndFind(t *testing.T) {
	r := asIs(t, "code,name,class,x,y\n1,甲县,county,5,0\n2,乙区,district,4,0\n3,丙县,county,4,0\n4,丁县,county,4,0\n5,戊区,district,3,0\n6,己县,pilot,3,0\n7,己县,county,1,0\n")
	all := rank(t, r, "", evaluation.Ties{Digits: new(1)})
	counties := all.Class("county")
	assert.Equal(t, map[string]int{"1": 1, "3": 2, "4": 2, "7": 4}, ranks(counties))
	assert.Empty(t, counties.Warnings)
	districts := all.Class("district")
	assert.Equal(t, map[string]int{"2": 1, "5": 2}, ranks(districts))
	assert.False(t, districts.Places[0].Tied, "it was tied with counties only")
	assert.Equal(t, map[string]int{"2": 1, "5": 2, "6": 2}, ranks(all.Among(func(u indicators.Unit) bool { return u.Class != "county" })))
	dense := rank(t, r, "", evaluation.Ties{Rule: evaluation.Dense})
	assert.Equal(t, map[string]int{"1": 1, "3": 2, "4": 2, "7": 3}, ranks(dense.Class("county")))
	ordinal := rank(t, r, "", evaluation.Ties{Rule: evaluation.Ordinal})
	assert.Equal(t, map[string]int{"1": 1, "3": 2, "4": 3, "7": 4}, ranks(ordinal.Class("county")))
	assert.False(t, ordinal.Class("district").Places[0].Tied)

	pilot := all.Class("pilot")
	require.Len(t, pilot.Warnings, 1)
	require.ErrorIs(t, pilot.Warnings[0], evaluation.ErrClass)
	assert.Empty(t, all.Class("nobody").Places)

	p, ok := all.Find("3")
	require.True(t, ok)
	assert.Equal(t, "丙县", p.Unit.Name)
	p, ok = all.Find("乙区")
	require.True(t, ok)
	assert.Equal(t, "2", p.Unit.Code)
	_, ok = all.Find("己县")
	assert.False(t, ok, "two units have the name")
	_, ok = all.Find("庚县")
	assert.False(t, ok)
}

func TestRankingJSON(t *testing.T) {
	r := asIs(t, "code,name,class,x,y\n1,甲县,county,5,0\n2,乙县,county,4,0\n")
	want := rank(t, r, "", evaluation.Ties{Digits: new(2), Break: []evaluation.Key{{Code: "y"}}})
	text, err := json.Marshal(want)
	require.NoError(t, err)
	var got evaluation.Ranking
	require.NoError(t, json.Unmarshal(text, &got))
	assert.Equal(t, want, got)
}
