package evaluation_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/normalize"
	"github.com/countyeval/countyeval/indicators/prepare"
	"github.com/countyeval/countyeval/weights"
)

// members lists the units of each class.
func members(tab *indicators.Table) map[string][]string {
	out := map[string][]string{}
	for _, u := range tab.Units() {
		out[u.Class] = append(out[u.Class], u.Code)
	}
	return out
}

// TestClassesApart: evaluating by class within one model is the same, to the last
// bit, as evaluating each class alone.
func TestClassesApart(t *testing.T) {
	_, tab := generated(t, 40, 3, 3)
	for name, scheme := range map[string]weights.Scheme{
		"declared": nil,
		"entropy":  weights.Entropy{},
		"by class": weights.PerClass{Default: weights.Equal{}, By: map[string]weights.Scheme{"B": weights.Declared{}}},
	} {
		t.Run(name, func(t *testing.T) {
			m := evaluation.Model{Weigh: scheme, ByClass: true, Normalize: normalize.WithinClass{Of: normalize.MinMax{Lo: 1, Hi: 100}}}
			together := evaluate(t, m, tab)
			m.Normalize = normalize.MinMax{Lo: 1, Hi: 100}
			apart, err := m.EvaluateEach(tab, nil, members(tab))
			require.NoError(t, err)
			require.Len(t, apart, 3)
			for class, res := range apart {
				one, err := rankClass(together, "", class, evaluation.Ties{})
				require.NoError(t, err)
				assert.Equal(t, one.Places, rank(t, res, "", evaluation.Ties{}).Places, class)
			}
		})
	}
}

// TestJointRanking: classes have weights of their own and one joint ranking
// (Shandong counties 2021).
func TestJointRanking(t *testing.T) {
	hundred := &indicators.Range{Lo: 0, Hi: 100}
	f := framework(t, indicators.Indicator{Code: "overall", Children: []indicators.Indicator{{Code: "x", Bounds: hundred}, {Code: "y", Bounds: hundred}}})
	m := evaluation.Model{ByClass: true, Weigh: weights.PerClass{By: map[string]weights.Scheme{
		"strong": weights.Fixed{"x": 3, "y": 1}, "other": weights.Fixed{"x": 1, "y": 3},
	}}}
	r := evaluate(t, m, table(t, f, "code,class,x,y\na,strong,80,40\nb,other,80,40\nc,other,40,80\nd,strong,40,80\n"))
	assert.Equal(t, []float64{70, 50, 70, 50}, r.Scores("").Copy())
	assert.Equal(t, map[string]int{"a": 1, "c": 1, "b": 3, "d": 3}, ranks(rank(t, r, "", evaluation.Ties{Digits: new(2)})))
}

// TestTwoClasses: a county may choose one or two of the types (Gansu 2021), is
// evaluated in each, and is shown once.
func TestTwoClasses(t *testing.T) {
	f := framework(t, indicators.Indicator{Code: "overall", Children: []indicators.Indicator{{Code: "x", Weight: 1}, {Code: "y", Weight: 1}}})
	tab := table(t, f, "code,x,y\na,9,1\nb,5,5\nc,1,9\nd,4,2\n")
	m := evaluation.Model{Weigh: weights.PerClass{By: map[string]weights.Scheme{
		"industry": weights.Fixed{"x": 0.9, "y": 0.1}, "ecology": weights.Fixed{"x": 0.1, "y": 0.9},
	}}}
	rulings := []evaluation.Ruling{points("b", "item", 1, 1), ruling("d", evaluation.NotEvaluated)}
	each, err := m.EvaluateEach(tab, rulings, map[string][]string{"industry": {"a", "b", "d"}, "ecology": {"b", "c"}})
	require.NoError(t, err)
	byClass := map[string]evaluation.Ranking{}
	for class, res := range each {
		byClass[class] = rank(t, res, "", evaluation.Ties{Digits: new(2)})
	}
	var got []string
	for _, s := range evaluation.Standings(byClass) {
		line := s.Unit.Code + " " + s.Unit.Class + ":"
		for _, c := range s.Classes {
			line += fmt.Sprintf(" %s %d/%d", c.Class, c.Place.Rank, c.Of)
		}
		got = append(got, line)
	}
	assert.Equal(t, []string{"a industry: industry 1/2", "b ecology: ecology 2/2 industry 2/2", "c ecology: ecology 1/2"}, got)
	for _, class := range []string{"industry", "ecology"} {
		_, ok := each[class].Adjustment("b")
		assert.True(t, ok, "a ruling holds in every class of its unit")
	}
	not := byClass["industry"]
	not.Places = append(not.Places, evaluation.Place{Unit: indicators.Unit{Code: "c"}})
	all := evaluation.Standings(map[string]evaluation.Ranking{"a": not, "ecology": byClass["ecology"]})
	assert.Equal(t, "ecology", all[2].Classes[0].Class, "places without a rank come last")

	for name, in := range map[string]map[string][]string{
		"unknown unit": {"industry": {"a", "z"}},
		"twice":        {"industry": {"a", "a"}},
		"no members":   {"industry": nil},
		"constant":     {"industry": {"a"}},
		"bad class":    {" ": {"a", "b"}},
	} {
		_, err := m.EvaluateEach(tab, rulings, in)
		require.Error(t, err, name)
	}
	_, err = m.EvaluateEach(tab, []evaluation.Ruling{ruling("z", evaluation.NoAward)}, map[string][]string{"industry": {"a", "b"}})
	require.ErrorIs(t, err, evaluation.ErrRuling)
	_, err = m.EvaluateEach(nil, nil, nil)
	require.ErrorIs(t, err, evaluation.ErrModel)
	none, err := evaluation.Model{}.EvaluateEach(tab, nil, nil)
	require.NoError(t, err)
	assert.Empty(t, none)
}

// TestLeaving: with scales of the class, the best on one indicator alone holds the
// order of two others.
func TestLeaving(t *testing.T) {
	f := framework(t, indicators.Indicator{Code: "overall", Children: []indicators.Indicator{{Code: "x", Weight: 1}, {Code: "y", Weight: 1}}})
	tab := table(t, f, "code,class,x,y\na,K,100,0\nb,K,10,5\nc,K,0,9\nd,K,1,1\ne,L,50,10\nf,L,0,20\n")
	// With a: b 0.1 and 5/9, c 0 and 1: c is before b. Without a: b 1 and 5/9, c 0 and 1.
	// With c: a 1 and 0 is before b. Without c: b 0.1 and 1.
	m := evaluation.Model{Normalize: normalize.WithinClass{Of: normalize.PerIndicator{}, Least: 1}}
	res := evaluate(t, m, tab)
	in, err := tab.Select(func(u indicators.Unit) bool { return u.Class == "K" })
	require.NoError(t, err)
	out, err := evaluation.Decision{Ties: evaluation.Ties{Digits: new(2)}, Own: true}.Leaving(evaluate(t, m, in))
	require.NoError(t, err)
	moved := map[string]int{}
	for _, l := range out {
		moved[l.Unit.Code] = l.Moved
		if l.Unit.Code == "a" {
			assert.Equal(t, 1, l.MaxShift)
			require.Len(t, l.Shifts, 2)
			assert.Equal(t, "b", l.Shifts[0].Unit.Code)
			assert.Equal(t, [3]int{2, 1, 1}, [3]int{l.Shifts[0].From, l.Shifts[0].To, l.Shifts[0].Up})
		}
	}
	assert.Equal(t, map[string]int{"a": 2, "b": 0, "c": 2, "d": 0}, moved)

	frozen := m
	frozen.Normalize = normalize.Frozen(res.Scales)
	out, err = evaluation.Decision{}.Leaving(evaluate(t, frozen, tab))
	require.NoError(t, err)
	require.Len(t, out, 6)
	for _, l := range out {
		assert.Zero(t, l.Moved, "scales that do not come from the data hold")
	}
	_, err = evaluation.Decision{}.Leaving(res)
	require.ErrorIs(t, err, basis.ErrConstant, "one of two leaves the other without a scale")

	// Ten units are enough for a scale of their own, and stay so when one leaves.
	var b strings.Builder
	b.WriteString("code,class,x,y\n")
	for i := range 10 {
		fmt.Fprintf(&b, "%d,K,%d,%d\n", i, i, (i*3)%10)
	}
	for _, n := range []normalize.Normalizer{
		normalize.WithinClass{}, normalize.Clip{Of: normalize.WithinClass{}}, normalize.PerIndicator{By: map[string]normalize.Normalizer{"x": normalize.WithinClass{}}},
	} {
		m.Normalize = n
		out, err = evaluation.Decision{Ties: evaluation.Ties{Digits: new(2)}, Own: true}.Leaving(evaluate(t, m, table(t, f, b.String())))
		require.NoError(t, err)
		assert.Len(t, out, 10)
	}
}

// TestClassesByRule: membership follows from the data of the year.
func TestClassesByRule(t *testing.T) {
	f := framework(t, indicators.Indicator{Code: "overall", Children: []indicators.Indicator{{Code: "x", Bounds: &indicators.Range{Lo: 0, Hi: 100}}}}, indicators.Indicator{Code: "land"})
	three := 3.0
	m := evaluation.Model{Steps: []indicators.Step{prepare.Classify{{Class: "above", Code: "land", AtLeast: &three}, {Class: "below"}}}}
	r := evaluate(t, m, table(t, f, "code,class,x,land\na,old,90,3\nb,old,80,2.9\nc,old,70,5\n"))
	above, err := rankClass(r, "", "above", evaluation.Ties{Digits: new(2)})
	require.NoError(t, err)
	assert.Equal(t, map[string]int{"a": 1, "c": 2}, ranks(above))
}

func TestNested(t *testing.T) {
	zones := single(t)
	inner := rank(t, evaluate(t, evaluation.Model{}, table(t, zones, "code,x\na,90.126\nb,79.994\nother,50\n")), "", evaluation.Ties{Digits: new(2)})
	f := framework(t, indicators.Indicator{Code: "county", Children: []indicators.Indicator{
		{Code: "y", Bounds: &indicators.Range{Lo: 0, Hi: 100}}, {Code: "zones", Computed: true, Bounds: &indicators.Range{Lo: 0, Hi: 100}},
	}}, indicators.Indicator{Code: "read"})
	tab := table(t, f, "code,y,read\na,50,1\nb,60,1\n")
	st, err := inner.Nest(tab, "zones")
	require.NoError(t, err)
	assert.Equal(t, "zones = published score of overall", st.Name.String())
	r := evaluate(t, evaluation.Model{}, st.Table)
	assert.Equal(t, []float64{90.13, 79.99}, r.Prepared.Column("zones").Copy(), "its printed digits")
	assert.InDeltaSlice(t, []float64{70.065, 69.995}, r.Scores("").Copy(), 1e-12)
	ex, err := r.Explain(rank(t, r, "", evaluation.Ties{Digits: new(2)}), "a")
	require.NoError(t, err)
	assert.InDelta(t, 90.13, ex.Parts[2].Raw, 0)

	lacks := inner.Among(func(u indicators.Unit) bool { return u.Code != "b" })
	st, err = lacks.Nest(tab, "zones")
	require.NoError(t, err)
	require.Len(t, st.Warnings, 1)
	require.ErrorIs(t, st.Warnings[0], basis.ErrMissing)
	assert.True(t, math.IsNaN(st.Table.Column("zones").At(1)))
	for name, c := range map[string]struct {
		of   evaluation.Ranking
		code string
		is   error
	}{
		"no such column": {inner, "z", basis.ErrUnknown},
		"read":           {inner, "y", basis.ErrValue},
		"not rounded":    {evaluation.Ranking{}, "zones", evaluation.ErrTies},
	} {
		_, err := c.of.Nest(tab, c.code)
		require.ErrorIs(t, err, c.is, name)
	}
}
