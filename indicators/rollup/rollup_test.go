package rollup_test

import (
	"math"
	"math/big"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/rollup"
)

var nan = math.NaN()

type failer interface {
	Helper()
	Errorf(string, ...any)
	FailNow()
}

// firms are made-up enterprises; the region is the county.
func firms(t failer, regions []string, grades []string, columns map[string][]float64) *indicators.Table {
	t.Helper()
	root := indicators.Indicator{Code: "firm"}
	for _, c := range []string{"tax", "land", "energy"} {
		if columns[c] != nil {
			root.Children = append(root.Children, indicators.Indicator{Code: c})
		}
	}
	f, err := indicators.NewFramework(root)
	require.NoError(t, err)
	units := make([]indicators.Unit, len(regions))
	for i, r := range regions {
		units[i] = indicators.Unit{Code: "e" + strconv.Itoa(i+1), Region: r}
		if grades != nil {
			units[i].Tags = indicators.NewTags(map[string]string{"grade": grades[i]})
		}
	}
	table, err := indicators.NewTable(f, units, columns, nil)
	require.NoError(t, err)
	return table
}

// counties are a frame with computed columns.
func counties(t failer, units []indicators.Unit, codes ...string) *indicators.Table {
	t.Helper()
	root := indicators.Indicator{Code: "county"}
	for _, c := range codes {
		root.Children = append(root.Children, indicators.Indicator{Code: c, Computed: true})
	}
	f, err := indicators.NewFramework(root)
	require.NoError(t, err)
	table, err := indicators.NewTable(f, units, nil, nil)
	require.NoError(t, err)
	return table
}

func frame(codes ...string) []indicators.Unit {
	out := make([]indicators.Unit, len(codes))
	for i, c := range codes {
		out[i] = indicators.Unit{Code: c, Region: "P" + strconv.Itoa(i%2)}
	}
	return out
}

// TestByHand: every rule on six enterprises of two counties.
func TestByHand(t *testing.T) {
	small := firms(t, []string{"A", "A", "A", "B", "B", "A"}, []string{"A", "B", "D", "A", "A", "D"}, map[string][]float64{
		"tax": {0.3, 0.1, 0.2, 5, 7, 0.4}, "land": {1, 2, 3, 10, 4, 4},
	})
	for _, c := range []struct {
		rule rollup.Rule
		says string
		a, b float64
	}{
		{rollup.Sum{Of: "tax"}, "sum of tax", 1, 12},
		{rollup.Count{}, "number of units", 4, 2},
		{rollup.Count{Heading: "tag:grade", Is: []string{"A", "B"}}, "number of units with tag:grade A, B", 2, 2},
		{rollup.Portion{Heading: "tag:grade", Is: []string{"D"}, Factor: 100}, "share of the units with tag:grade D", 50, 0},
		{rollup.Portion{Heading: "tag:grade", Is: []string{"D"}, By: "land"}, "share in land of the units with tag:grade D", 0.7, 0},
		{rollup.Ratio{Of: "tax", By: "land", Factor: 10}, "sum of tax over sum of land", 1, 120. / 14},
		{rollup.Mean{Of: "tax", By: "land"}, "mean of tax weighted by land", 0.27, 78. / 14},
		{rollup.Mean{Of: "tax"}, "mean of tax, each unit alike, which is no ratio of sums", 0.25, 6},
		{rollup.Quantile{Of: "tax", P: 0.5}, "quantile 0.5 of tax", 0.25, 6},
		{rollup.Concentration{Of: "tax", First: 2}, "concentration of tax: share of the largest 2", 0.7, 1},
		{rollup.Concentration{Of: "tax"}, "concentration of tax: sum of squared shares", 0.3, 74. / 144},
	} {
		t.Run(c.says, func(t *testing.T) {
			assert.Equal(t, c.says, c.rule.(interface{ String() string }).String())
			r, err := rollup.Rollup{Columns: []rollup.Column{{Code: "x", Rule: c.rule}}}.Into(counties(t, frame("A", "B"), "x"), small)
			require.NoError(t, err)
			assert.Equal(t, []float64{c.a, c.b}, r.Table.Column("x").Copy())
			assert.Empty(t, r.Notes)
			assert.Equal(t, indicators.Derived, r.Table.Marks("x").At(0))
		})
	}
}

// TestNoObviousAnswer: gaps, nobody, strangers and twins have a stated result.
func TestNoObviousAnswer(t *testing.T) {
	small := firms(t, []string{"A", "A", "B", "Z"}, []string{"x", "y", "x", ""}, map[string][]float64{"tax": {3, nan, nan, 9}, "land": {1, 2, 3, 4}})
	columns := func(gaps rollup.Gaps, empty *float64) []rollup.Column {
		return []rollup.Column{{Code: "tax", Rule: rollup.Sum{Of: "tax"}, Gaps: gaps, Empty: empty}, {Code: "per_mu", Rule: rollup.Ratio{Of: "tax", By: "land"}, Gaps: gaps, Empty: empty}}
	}
	large := counties(t, frame("A", "B", "C"), "tax", "per_mu")

	_, err := rollup.Rollup{Columns: columns(rollup.Refuse, nil), Distinct: "tag:grade"}.Into(large, small)
	require.ErrorIs(t, err, basis.ErrMissing)
	require.ErrorIs(t, err, indicators.ErrCode)
	for _, says := range []string{
		`unit e3: code: tag:grade "x" is that of unit e1 too; one enterprise counts once`, `unit e4: unknown: the frame has no unit "Z"`,
		"unit e2, indicator tax: missing value: tax of A is made of it", "unit e3, indicator tax: missing value: per_mu of B is made of it",
	} {
		assert.ErrorContains(t, err, says)
	}

	r, err := rollup.Rollup{Columns: columns(rollup.LeaveOut, nil), Outside: true}.Into(large, small)
	require.NoError(t, err)
	assert.Equal(t, []rollup.Outside{{Unit: "e4", Large: "Z"}}, r.Outside)
	assert.ErrorContains(t, r.Table.Warnings()[len(r.Table.Warnings())-1], "1 small units or shares of them have no large unit in the frame and are left out, the first e4")
	for _, c := range []struct {
		unit, code string
		want       float64
		mark       indicators.Mark
	}{
		{"A", "tax", 3, indicators.Open},
		{"B", "tax", nan, indicators.Missing},
		{"C", "tax", 0, indicators.Derived},
		{"A", "per_mu", 3, indicators.Open},
		{"B", "per_mu", nan, indicators.Missing},
		{"C", "per_mu", nan, indicators.NotApplicable},
	} {
		x, mark := r.Table.Value(c.unit, c.code)
		assert.True(t, x == c.want || math.IsNaN(x) && math.IsNaN(c.want), "%v", c)
		assert.Equal(t, c.mark, mark, "%v", c)
	}
	assert.Len(t, r.Notes, 6)

	zero := 0.0
	r, err = rollup.Rollup{Columns: columns(rollup.NoFigure, &zero), Outside: true}.Into(large, small)
	require.NoError(t, err)
	x, mark := r.Table.Value("A", "tax")
	assert.True(t, math.IsNaN(x) && mark == indicators.Missing)
	x, mark = r.Table.Value("C", "per_mu")
	assert.True(t, x == 0 && mark == indicators.Imputed)

	_, err = rollup.Rollup{Outside: true, Columns: []rollup.Column{
		{Code: "nothing", Rule: rollup.Sum{Of: "tax"}}, {Code: "tax"}, {Code: "per_mu", Rule: rollup.Ratio{Of: "taxx", By: "land"}, Gaps: 7, Empty: &nan},
	}}.Into(large, small)
	for _, says := range []string{"indicator nothing: unknown", "no rule", `no column "taxx" (did you mean "tax"?)`, "Gaps(7)", "the figure of a unit without members is NaN"} {
		assert.ErrorContains(t, err, says)
	}
}

// TestEnclave: tax is shared 3 : 2, energy 1 : 1, and the park itself counts at home.
func TestEnclave(t *testing.T) {
	small := firms(t, []string{"A", "A", "B"}, nil, map[string][]float64{"tax": {10.1, 1, 2}, "land": {5, 5, 5}, "energy": {3, 1, 1}})
	r := rollup.Rollup{
		Columns: []rollup.Column{{Code: "tax", Rule: rollup.Sum{Of: "tax"}}, {Code: "energy", Rule: rollup.Sum{Of: "energy"}}, {Code: "n", Rule: rollup.Count{}}, {Code: "ratio", Rule: rollup.Ratio{Of: "tax", By: "energy"}}},
		Splits: []rollup.Split{
			{Unit: "e1", Columns: []string{"tax"}, Shares: map[string]float64{"A": 0.6, "B": 0.4}},
			{Unit: "e1", Columns: []string{"energy"}, Shares: map[string]float64{"A": 0.5, "B": 0.5}},
		},
	}
	large := counties(t, frame("A", "B"), "tax", "energy", "n", "ratio")
	out, err := r.Into(large, small)
	require.NoError(t, err)
	assert.Equal(t, []float64{7.06, 6.04}, out.Table.Column("tax").Copy())
	assert.Equal(t, []float64{2.5, 2.5}, out.Table.Column("energy").Copy())
	assert.Equal(t, []float64{2, 1}, out.Table.Column("n").Copy())
	assert.Equal(t, []float64{7.06 / 2.5, 6.04 / 2.5}, out.Table.Column("ratio").Copy())

	r.Splits[0].Shares["B"] = 0.3
	r.Splits[1].Unit = "e9"
	_, err = r.Into(large, small)
	require.ErrorContains(t, err, "unit e1: value: shares sum to 0.9, not 1")
	require.ErrorContains(t, err, "unit e9: unknown: a split of a unit that the table does not have")
}

// TestRollUpOfRollUps: counties rolled up to prefectures are the enterprises rolled up
// to prefectures, bit for bit, in any order of the enterprises, and the shares of
// enclaves conserve the total exactly.
func TestRollUpOfRollUps(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(4, 30).Draw(t, "n")
		cents := func(name string, lo, hi int) []float64 {
			x := make([]float64, n)
			for i := range x {
				x[i] = float64(rapid.IntRange(lo, hi).Draw(t, name)) / 100
			}
			return x
		}
		tax, land := cents("tax", -1000, 1000000), cents("land", 1, 100000)
		where := []string{"A", "B", "C", "D"}
		regions := make([]string, n)
		for i := range regions {
			regions[i] = rapid.SampledFrom(where).Draw(t, "county")
		}
		share := float64(rapid.IntRange(0, 100).Draw(t, "share")) / 100
		other := float64(100-int(math.Round(share*100))) / 100
		splits := []rollup.Split{{Unit: "e1", Columns: []string{"tax"}, Shares: map[string]float64{"A": share, "C": other}}}
		rules := func(tax, land string) []rollup.Column {
			return []rollup.Column{{Code: "t", Rule: rollup.Sum{Of: tax}}, {Code: "l", Rule: rollup.Sum{Of: land}}, {Code: "r", Rule: rollup.Ratio{Of: tax, By: land}}}
		}
		columns := map[string][]float64{"tax": tax, "land": land}
		county := counties(t, frame(where...), "t", "l", "r")
		zero := 0.0
		first := rules("tax", "land")
		first[2].Empty = &zero
		first[2].Rule = rollup.Sum{Of: "tax"}
		one, err := rollup.Rollup{Columns: first, Splits: splits}.Into(county, firms(t, regions, nil, columns))
		require.NoError(t, err)
		total := func(x []float64) *big.Rat {
			sum := new(big.Rat)
			for _, v := range x {
				r, _ := new(big.Rat).SetString(strconv.FormatFloat(v, 'g', -1, 64))
				sum.Add(sum, r)
			}
			return sum
		}
		sum := new(big.Rat)
		for i := range where {
			sum.Add(sum, one.Table.Exact("t").At(i).Rat())
		}
		require.Zero(t, sum.Cmp(total(tax)), "shares conserve the total")

		if share != 1 && share != 0 { // to prefectures at once: A and C, B and D are of one each
			up := make([]string, n)
			for i, r := range regions {
				up[i] = map[string]string{"A": "P0", "C": "P0", "B": "P1", "D": "P1"}[r]
			}
			prefectures := counties(t, []indicators.Unit{{Code: "P0"}, {Code: "P1"}}, "t", "l", "r")
			direct := rollup.Rollup{Columns: rules("tax", "land"), Splits: []rollup.Split{{Unit: "e1", Columns: []string{"tax"}, Shares: map[string]float64{"P0": 1}}}}
			direct.Columns[2].Empty, direct.Columns[2].Gaps = &zero, rollup.LeaveOut
			a, errA := direct.Into(prefectures, firms(t, up, nil, columns))
			again := rollup.Rollup{Columns: rules("t", "l")}
			again.Columns[2].Empty = &zero
			b, errB := again.Into(prefectures, one.Table)
			if errA != nil || errB != nil { // a prefecture whose counties have no land
				require.ErrorIs(t, errB, basis.ErrDomain)
				return
			}
			for _, c := range []string{"t", "l", "r"} {
				require.Equal(t, a.Table.Column(c).Copy(), b.Table.Column(c).Copy(), c)
			}
		}

		order := rapid.Permutation(indices(n)).Draw(t, "order")
		units := make([]indicators.Unit, n)
		turned := map[string][]float64{"tax": make([]float64, n), "land": make([]float64, n)}
		small := firms(t, regions, nil, columns)
		for i, k := range order {
			units[i], turned["tax"][i], turned["land"][i] = small.Unit(k), tax[k], land[k]
		}
		table, err := indicators.NewTable(small.Framework(), units, turned, nil)
		require.NoError(t, err)
		two, err := rollup.Rollup{Columns: first, Splits: splits}.Into(county, table)
		require.NoError(t, err)
		require.Equal(t, one.Table.Column("t").Copy(), two.Table.Column("t").Copy())
		require.Equal(t, one.Table.Column("l").Copy(), two.Table.Column("l").Copy())
	})
}

func indices(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	return out
}

// TestMergedForms: legal forms of one owner are one unit, by a roll-up.
func TestMergedForms(t *testing.T) {
	small := firms(t, []string{"A", "A", "B"}, []string{"owner", "owner", "other"}, map[string][]float64{"tax": {1, 2, 3}, "land": {3, 1, 1}})
	r, err := rollup.Rollup{By: "tag:grade", Columns: []rollup.Column{{Code: "per_mu", Rule: rollup.Ratio{Of: "tax", By: "land"}}}}.Into(counties(t, frame("owner", "other"), "per_mu"), small)
	require.NoError(t, err)
	assert.Equal(t, []float64{0.75, 3}, r.Table.Column("per_mu").Copy())
	_, err = rollup.Rollup{By: "code", Columns: []rollup.Column{{Code: "per_mu", Rule: rollup.Count{}}}}.Into(counties(t, frame("owner"), "per_mu"), small)
	require.ErrorIs(t, err, basis.ErrUnknown)
}

// TestDisclosure: two enterprises, or one that dominates.
func TestDisclosure(t *testing.T) {
	small := firms(t, []string{"A", "A", "B", "B", "B", "C", "C", "C", "D"}, nil, map[string][]float64{"tax": {1, 1, 90, 5, 5, 8, 1, 1, 0}})
	r := rollup.Rollup{Columns: []rollup.Column{{Code: "x", Rule: rollup.Sum{Of: "tax"}}, {Code: "n", Rule: rollup.Count{}}}, Disclosure: rollup.Disclosure{Least: 3, N: 1, K: 0.8}}
	out, err := r.Into(counties(t, frame("A", "B", "C", "D"), "x", "n"), small)
	require.NoError(t, err)
	assert.Equal(t, []bool{true, true, false, false}, out.Table.Confidential("x").Copy(), "exactly 80 percent is not more")
	assert.Equal(t, []bool{true, false, false, true}, out.Table.Confidential("n").Copy())
	require.Len(t, out.Withheld, 4)
	assert.Equal(t, "2 units have tax, fewer than 3", out.Withheld[0].Why.String())
	assert.Equal(t, "the largest 1 have more than 0.8 of tax", out.Withheld[1].Why.String())
	assert.Equal(t, "2 units, fewer than 3", out.Withheld[2].Why.String())
	for _, bad := range []rollup.Disclosure{{Least: -1}, {N: 1}, {K: 0.5}, {N: 2, K: 1}, {N: 1, K: nan}} {
		r.Disclosure = bad
		_, err := r.Into(counties(t, frame("A", "B", "C", "D"), "x", "n"), small)
		require.ErrorIs(t, err, basis.ErrValue)
	}

	secret, err := small.WithConfidential("tax", []bool{false, false, false, false, false, true, false, false, false})
	require.NoError(t, err)
	r.Disclosure = rollup.Disclosure{}
	out, err = r.Into(counties(t, frame("A", "B", "C", "D"), "x", "n"), secret)
	require.NoError(t, err)
	assert.Equal(t, []bool{false, false, true, false}, out.Table.Confidential("x").Copy())
}

// TestRefusals: rules that have no answer.
func TestRefusals(t *testing.T) {
	small := firms(t, []string{"A", "A"}, []string{"x", "y"}, map[string][]float64{"tax": {1, -1}})
	for says, rule := range map[string]rollup.Rule{
		"the sum of tax is 0":         rollup.Ratio{Of: "tax", By: "tax"},
		"order 2 is not from 0 to 1":  rollup.Quantile{Of: "tax", P: 2},
		"share of a sum is not negat": rollup.Concentration{Of: "tax"},
		"nothing has":                 nil,
		"is not one of units":         rollup.Portion{Heading: "colour", Is: []string{"x"}},
	} {
		if rule == nil {
			continue
		}
		_, err := rollup.Rollup{Columns: []rollup.Column{{Code: "x", Rule: rule}}}.Into(counties(t, frame("A"), "x"), small)
		require.Error(t, err, says)
	}
	_, err := rollup.Rollup{}.Into(counties(t, frame("A"), "x"), small)
	require.ErrorIs(t, err, basis.ErrEmpty)
}
