package evaluation_test

import (
	"errors"
	"fmt"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/aggregate"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/normalize"
	"github.com/countyeval/countyeval/indicators/prepare"
	"github.com/countyeval/countyeval/weights"
)

// small is a tree of two dimensions with goalposts that keep the arithmetic in
// the head.
func small() indicators.Indicator {
	hundred := &indicators.Range{Lo: 0, Hi: 100}
	return indicators.Indicator{Code: "overall", Children: []indicators.Indicator{
		{Code: "strength", Weight: 60, Children: []indicators.Indicator{
			{Code: "va", Weight: 3, Bounds: hundred},
			{Code: "rd", Weight: 1, Bounds: hundred},
		}},
		{Code: "green", Weight: 40, Children: []indicators.Indicator{
			{Code: "energy", Weight: 5, Direction: indicators.Lower, Bounds: hundred},
			{Code: "water", Weight: 5, Bounds: hundred},
		}},
	}}
}

const smallTable = `code,name,class,va,rd,energy,water
1,甲县,county,80,40,30,50
2,乙县,county,60,80,50,10
3,丙区,district,20,100,10,30
`

func TestHandComputed(t *testing.T) {
	f := framework(t, small())
	r := evaluate(t, evaluation.Model{}, table(t, f, smallTable))
	for code, want := range map[string][]float64{
		"energy":   {70, 50, 90},
		"strength": {70, 65, 40}, // 0.75 va + 0.25 rd
		"green":    {60, 30, 60}, // 0.5 (100 - energy) + 0.5 water
		"overall":  {66, 51, 48}, // 0.6 strength + 0.4 green
		"":         {66, 51, 48},
	} {
		assert.InDeltaSlice(t, want, r.Scores(code).Copy(), 1e-12, code)
	}
	assert.Equal(t, []string{"overall", "strength", "va", "rd", "green", "energy", "water"}, r.Codes())
	local, global := r.Weights("2")
	assert.InDeltaSlice(t, []float64{1, 0.6, 0.75, 0.25, 0.4, 0.5, 0.5}, local, 1e-15)
	assert.InDeltaSlice(t, []float64{1, 0.6, 0.45, 0.15, 0.4, 0.2, 0.2}, global, 1e-15)
	local, global = r.Weights("9")
	assert.Nil(t, local)
	assert.Nil(t, global)
	s, ok := r.Score("3", "green")
	assert.True(t, ok)
	assert.InDelta(t, 60, s, 1e-12)
	_, ok = r.Score("9", "green")
	assert.False(t, ok)
	assert.Nil(t, r.Scores("nothing").Copy())
	assert.Equal(t, map[string]int{"1": 1, "2": 2, "3": 3}, ranks(rank(t, r, "", evaluation.Ties{})))
	assert.Equal(t, map[string]int{"1": 1, "2": 3, "3": 1}, ranks(rank(t, r, "green", evaluation.Ties{Digits: new(1)})))
}

func TestOneLevelAndOneIndicator(t *testing.T) {
	leaf := indicators.Indicator{Code: "x", Bounds: &indicators.Range{Lo: 0, Hi: 10}}
	f := framework(t, leaf)
	r := evaluate(t, evaluation.Model{}, table(t, f, "code,x\na,1\nb,7\n"))
	assert.InDeltaSlice(t, []float64{10, 70}, r.Scores("").Copy(), 1e-12)
	local, global := r.Weights("a")
	assert.Equal(t, [][]float64{{1}, {1}}, [][]float64{local, global})

	f = framework(t, indicators.Indicator{Code: "all", Children: []indicators.Indicator{leaf}})
	r = evaluate(t, evaluation.Model{}, table(t, f, "code,x\na,1\n"))
	assert.InDeltaSlice(t, []float64{10}, r.Scores("all").Copy(), 1e-12)
}

func TestGeometricAndPerNode(t *testing.T) {
	f := framework(t, small())
	tab := table(t, f, smallTable)
	m := evaluation.Model{Aggregate: aggregate.PerNode{By: map[string]aggregate.Aggregator{"overall": aggregate.Geometric{}}}}
	r := evaluate(t, m, tab)
	assert.InDelta(t, math.Pow(70, 0.6)*math.Pow(60, 0.4), r.Scores("").Copy()[0], 1e-12*66)
	assert.InDelta(t, 70, r.Scores("strength").Copy()[0], 1e-12)

	m.Aggregate = aggregate.PerNode{By: map[string]aggregate.Aggregator{"va": aggregate.Geometric{}, "nobody": nil}}
	_, err := m.Evaluate(tab, nil)
	require.ErrorIs(t, err, evaluation.ErrModel)
	assert.Len(t, inputErrors(err), 2)

	harmonic := aggregate.Rows(func(s, w []float64) (float64, error) {
		var sum float64
		for j, x := range s {
			if x <= 0 {
				return 0, errors.New("not positive")
			}
			sum += w[j] / x
		}
		return 1 / sum, nil
	})
	r = evaluate(t, evaluation.Model{Aggregate: harmonic}, tab)
	assert.InDelta(t, 1/(0.75/80+0.25/40), r.Scores("strength").Copy()[0], 1e-12*64)
	_, err = evaluation.Model{Aggregate: harmonic}.Evaluate(table(t, f, "code,va,rd,energy,water\na,0,1,1,1\nb,1,0,1,1\n"), nil)
	require.Error(t, err)
	found := inputErrors(err)
	require.Len(t, found, 2)
	assert.Equal(t, []string{"a", "b"}, []string{found[0].Unit, found[1].Unit})
}

// TestFlat: one group of all leaves. With declared weights and the arithmetic
// mean it gives what the tree gives.
func TestFlat(t *testing.T) {
	f := framework(t, small())
	tab := table(t, f, smallTable)
	r := evaluate(t, evaluation.Model{Flat: true}, tab)
	assert.InDeltaSlice(t, []float64{66, 51, 48}, r.Scores("").Copy(), 1e-12)
	assert.InDeltaSlice(t, []float64{70, 65, 40}, r.Scores("strength").Copy(), 1e-12)

	r = evaluate(t, evaluation.Model{Flat: true, Weigh: weights.Equal{}}, tab)
	assert.InDelta(t, (80.0+40+70+50)/4, r.Scores("").Copy()[0], 1e-12)
	assert.InDelta(t, (80.0+40)/2, r.Scores("strength").Copy()[0], 1e-12)
	local, global := r.Weights("1")
	assert.InDeltaSlice(t, []float64{1, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5}, local, 1e-15)
	assert.InDeltaSlice(t, []float64{1, 0.5, 0.25, 0.25, 0.5, 0.25, 0.25}, global, 1e-15)
	g, w, err := r.Group("", "")
	require.NoError(t, err)
	assert.Equal(t, []string{"va", "rd", "energy", "water"}, g.Codes)
	assert.InDeltaSlice(t, []float64{0.45, 0.15, 0.2, 0.2}, g.Declared, 1e-15)
	assert.InDeltaSlice(t, []float64{0.25, 0.25, 0.25, 0.25}, w, 1e-15)
	_, _, err = r.Group("green", "")
	require.ErrorIs(t, err, evaluation.ErrModel)
}

// TestByClass: weighing by class equals weighing each class alone, on the scales
// of all.
func TestByClass(t *testing.T) {
	_, tab := generated(t, 60, 3, 4)
	all := evaluate(t, evaluation.Model{}, tab)
	for _, flat := range []bool{false, true} {
		m := evaluation.Model{Weigh: weights.Entropy{}, ByClass: true, Flat: flat}
		got := evaluate(t, m, tab)
		for _, class := range []string{"A", "B", "C"} {
			part, err := tab.Select(func(u indicators.Unit) bool { return u.Class == class })
			require.NoError(t, err)
			alone := evaluate(t, evaluation.Model{Weigh: weights.Entropy{}, Normalize: normalize.Frozen(all.Scales), Flat: flat}, part)
			for _, u := range part.Units() {
				for _, code := range got.Codes() {
					want, _ := alone.Score(u.Code, code)
					have, _ := got.Score(u.Code, code)
					assert.InDelta(t, want, have, 1e-12, "%s %s flat=%v", u.Code, code, flat)
				}
				wl, wg := alone.Weights(u.Code)
				hl, hg := got.Weights(u.Code)
				assert.InDeltaSlice(t, wl, hl, 1e-12)
				assert.InDeltaSlice(t, wg, hg, 1e-12)
			}
			g, w, err := got.Group("root", class)
			require.NoError(t, err)
			assert.Equal(t, class, g.Class)
			assert.Len(t, g.Scores[0], part.Len())
			assert.Len(t, w, len(g.Codes))
		}
		_, _, err := got.Group("root", "")
		require.ErrorIs(t, err, basis.ErrUnknown)
	}
}

// TestScoreReuse: a result used again holds exactly what a new one would, also
// after a table of another size.
func TestScoreReuse(t *testing.T) {
	_, tab := generated(t, 90, 3, 4)
	small, err := tab.Select(func(u indicators.Unit) bool { return u.Class != "B" })
	require.NoError(t, err)
	m := evaluation.Model{}
	r := evaluate(t, m, tab)
	first := r.Scores("").Copy()
	r, err = m.Score(r, small, nil)
	require.NoError(t, err)
	assert.Equal(t, evaluate(t, m, small).Scores("").Copy(), r.Scores("").Copy())
	flat := m
	flat.Flat, flat.ByClass, flat.Weigh = true, true, weights.Entropy{}
	r, err = flat.Score(r, tab, nil)
	require.NoError(t, err)
	assert.Equal(t, evaluate(t, flat, tab).Scores("").Copy(), r.Scores("").Copy())
	r, err = m.Score(r, tab, nil)
	require.NoError(t, err)
	assert.Equal(t, first, r.Scores("").Copy())
	assert.Equal(t, evaluate(t, m, tab).Scales, r.Scales)

	_, tab2 := generated(t, 10, 2, 2)
	r, err = evaluation.Model{}.Score(r, tab2, nil)
	require.NoError(t, err)
	assert.Equal(t, evaluate(t, evaluation.Model{}, tab2).Scores("").Copy(), r.Scores("").Copy())
}

// TestMissing: every missing value that counts is named, one of weight 0 does not
// count.
func TestMissing(t *testing.T) {
	root := small()
	f := framework(t, root)
	_, err := evaluation.Model{}.Evaluate(table(t, f, "code,va,rd,energy,water\na,1,,3,4\nb,5,6,,\nc,1,2,3,4\n"), nil)
	require.ErrorIs(t, err, basis.ErrMissing)
	var got [][2]string
	for _, e := range inputErrors(err) {
		got = append(got, [2]string{e.Unit, e.Indicator})
	}
	assert.ElementsMatch(t, [][2]string{{"a", "rd"}, {"b", "energy"}, {"b", "water"}}, got)

	root.Children[0].Children[1].Weight = 0
	f = framework(t, root)
	r := evaluate(t, evaluation.Model{}, table(t, f, "code,va,rd,energy,water\na,1,,3,4\nb,5,6,7,8\n"))
	assert.InDeltaSlice(t, []float64{1, 5}, r.Scores("strength").Copy(), 1e-12)
}

func TestPrepare(t *testing.T) {
	root := indicators.Indicator{Code: "all", Children: []indicators.Indicator{
		{Code: "tax_per_mu", Computed: true, Bounds: &indicators.Range{Lo: 0, Hi: 10}},
		{Code: "rd", Bounds: &indicators.Range{Lo: 0, Hi: 10}},
	}}
	f := framework(t, root, indicators.Indicator{Code: "tax"}, indicators.Indicator{Code: "land"})
	tab := table(t, f, "code,rd,tax,land\na,2,10,5\nb,,12,2\nc,4,8,1\n")
	steps := []indicators.Step{prepare.Ratio{Code: "tax_per_mu", Of: "tax", By: "land"}, prepare.Median{}}
	m := evaluation.Model{Steps: steps}
	r := evaluate(t, m, tab)
	require.Len(t, r.Stages, 2)
	assert.InDeltaSlice(t, []float64{20, 60, 80}, r.Scores("tax_per_mu").Copy(), 1e-12)
	assert.InDeltaSlice(t, []float64{20, 30, 40}, r.Scores("rd").Copy(), 1e-12)
	assert.Same(t, tab, r.Raw)
	require.Len(t, r.Stages[1].Changes, 1)
	assert.Equal(t, "b", r.Stages[1].Changes[0].Unit)

	_, err := evaluation.Model{Steps: steps[1:]}.Evaluate(tab, nil)
	require.Error(t, err, "nothing makes tax_per_mu")
	ratio := steps[:1]
	_, err = evaluation.Model{}.Evaluate(tab, nil)
	require.ErrorIs(t, err, evaluation.ErrModel)
	require.ErrorContains(t, err, "tax_per_mu")

	boom := errors.New("boom")
	_, err = evaluation.Model{Steps: append(ratio, indicators.StepFunc(func(*indicators.Table) (indicators.Stage, error) { return indicators.Stage{}, boom }))}.Evaluate(tab, nil)
	require.ErrorIs(t, err, boom)
	require.ErrorContains(t, err, "step 2")
	_, err = evaluation.Model{Steps: []indicators.Step{nil}}.Evaluate(tab, nil)
	require.ErrorIs(t, err, evaluation.ErrModel)
	_, err = evaluation.Model{Steps: []indicators.Step{indicators.StepFunc(func(*indicators.Table) (indicators.Stage, error) {
		return indicators.Stage{Name: basis.Textf("lost")}, nil
	})}}.Evaluate(tab, nil)
	require.ErrorContains(t, err, "lost")
	_, err = evaluation.Model{}.Evaluate(nil, nil)
	require.ErrorIs(t, err, evaluation.ErrModel)
	require.ErrorContains(t, err, "there is no table")
	other := table(t, framework(t, small()), smallTable)
	_, err = evaluation.Model{Steps: []indicators.Step{indicators.StepFunc(func(*indicators.Table) (indicators.Stage, error) { return indicators.Stage{Table: other}, nil })}}.Evaluate(tab, nil)
	require.ErrorIs(t, err, evaluation.ErrModel, "a step that gives a table of another framework")
	_, err = evaluation.Model{}.Score(nil, nil, nil)
	require.ErrorIs(t, err, evaluation.ErrModel)
	_, err = evaluation.Model{}.Prepare(nil, nil)
	require.ErrorIs(t, err, evaluation.ErrModel)
}

// TestWarnings: what framework, table and steps warn of reaches the result.
func TestWarnings(t *testing.T) {
	root := small()
	root.Children[0].Children[0].Period = "2023"
	root.Children[0].Children[1].Period = "2020"
	f := framework(t, root)
	warn := indicators.StepFunc(func(tab *indicators.Table) (indicators.Stage, error) {
		return indicators.Stage{Name: basis.Textf("look"), Table: tab, Warnings: []error{errors.New("odd")}}, nil
	})
	r := evaluate(t, evaluation.Model{Steps: []indicators.Step{warn}}, table(t, f, smallTable))
	require.Len(t, r.Warnings, 2)
	assert.ErrorContains(t, r.Warnings[0], "mixed periods")
	assert.EqualError(t, r.Warnings[1], "look: odd")
}

// TestAllFaultsAtOnce: bad scales and bad weights of different groups are
// reported together, and a parent of a failed child is not blamed.
func TestAllFaultsAtOnce(t *testing.T) {
	root := small()
	for i := range root.Children {
		for j := range root.Children[i].Children {
			root.Children[i].Children[j].Bounds = nil
		}
	}
	f := framework(t, root)
	_, err := evaluation.Model{}.Evaluate(table(t, f, "code,va,rd,energy,water\na,1,7,3,4\nb,2,7,,4\nc,3,7,5,4\n"), nil)
	require.ErrorIs(t, err, basis.ErrConstant)
	var got []string
	for _, e := range inputErrors(err) {
		got = append(got, e.Indicator)
	}
	assert.ElementsMatch(t, []string{"rd", "water"}, got)

	bad := weights.Func(func(dst []float64, g weights.Group) error {
		for j := range dst {
			dst[j] = -1
		}
		return nil
	})
	f = framework(t, small())
	_, err = evaluation.Model{Weigh: weights.PerGroup{Default: bad, By: map[string]weights.Scheme{"overall": weights.Equal{}}}}.Evaluate(table(t, f, smallTable), nil)
	require.ErrorIs(t, err, basis.ErrWeights)
	got = nil
	for _, e := range inputErrors(err) {
		got = append(got, e.Indicator)
	}
	assert.ElementsMatch(t, []string{"strength", "green"}, got)
	_, err = evaluation.Model{Normalize: normalize.Func(func(normalize.Sample) (normalize.Scale, error) { return nil, nil })}.Evaluate(table(t, f, smallTable), nil) //nolint:nilnil // a broken normalizer
	require.ErrorIs(t, err, evaluation.ErrModel)
	_, err = evaluation.Model{Normalize: normalize.Func(func(normalize.Sample) (normalize.Scale, error) { return nil, errors.New("plain") })}.Evaluate(table(t, f, smallTable), nil)
	assert.Len(t, inputErrors(err), 4, "an error that names no indicator gets its name")
}

// TestInfiniteScores: a scale that gives infinity is caught at the first mean.
func TestInfiniteScores(t *testing.T) {
	f := framework(t, small())
	boom := normalize.Func(func(s normalize.Sample) (normalize.Scale, error) {
		if s.Indicator.Code == "rd" {
			return infinite{}, nil
		}
		return identity{}, nil
	})
	_, err := evaluation.Model{Normalize: boom}.Evaluate(table(t, f, smallTable), nil)
	require.ErrorIs(t, err, basis.ErrDomain)
	assert.Len(t, inputErrors(err), 3)
}

type infinite struct{ identity }

func (infinite) At(float64, string) float64 { return math.Inf(1) }

func ExampleModel() {
	f, err := indicators.NewFramework(indicators.Indicator{Code: "overall", Children: []indicators.Indicator{
		{Code: "va", Weight: 60, Bounds: &indicators.Range{Lo: 0, Hi: 800}},
		{Code: "rd", Weight: 40, Bounds: &indicators.Range{Lo: 0, Hi: 4}},
	}})
	if err != nil {
		fmt.Println(err)
		return
	}
	t, err := indicators.NewTable(f, []indicators.Unit{{Code: "1", Name: "甲县"}, {Code: "2", Name: "乙县"}},
		map[string][]float64{"va": {400, 600}, "rd": {3, 1}}, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	r, err := evaluation.Model{}.Evaluate(t, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	ranking, err := evaluation.Decision{Ties: evaluation.Ties{Digits: new(2)}}.Rank(r)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, p := range ranking.Places {
		fmt.Printf("%d %s %.2f\n", p.Rank, p.Unit.Name, p.Score)
	}
	// Output:
	// 1 甲县 60.00
	// 2 乙县 55.00
}

// An aggregator of one's own is a function of one unit's scores and weights:
// here the worst of the children.
func ExampleRows() {
	worst := aggregate.Rows(func(scores, _ []float64) (float64, error) {
		low := scores[0]
		for _, s := range scores[1:] {
			low = min(low, s)
		}
		return low, nil
	})
	dst := make([]float64, 2)
	err := worst.Aggregate(dst, weights.Group{Codes: []string{"va", "rd"}, Scores: weights.Columns{{80, 20}, {40, 90}}}, []float64{0.5, 0.5})
	fmt.Println(dst, err)
	// Output: [40 20] <nil>
}

// TestNoUnitWithoutNumber: an aggregator that gives NaN is refused, by unit.
func TestNoUnitWithoutNumber(t *testing.T) {
	f := framework(t, small())
	odd := aggregate.Rows(func(s, _ []float64) (float64, error) { return math.Log(s[0] - 60), nil })
	_, err := evaluation.Model{Aggregate: aggregate.PerNode{Default: nil, By: map[string]aggregate.Aggregator{"strength": odd}}}.Evaluate(table(t, f, smallTable), nil)
	require.ErrorIs(t, err, evaluation.ErrModel)
	found := inputErrors(err)
	require.Len(t, found, 2)
	assert.Equal(t, []string{"2", "3"}, []string{found[0].Unit, found[1].Unit})
	assert.Equal(t, "strength", found[0].Indicator)
}

// TestUnrankedAtTheEnd: a unit without a value on an indicator that does not count
// has no rank on it, and says why.
func TestUnrankedAtTheEnd(t *testing.T) {
	r := asIs(t, "code,x,y\na,1,\nb,2,5\nc,3,\nd,4,7\n")
	got := rank(t, r, "y", evaluation.Ties{})
	assert.Equal(t, map[string]int{"d": 1, "b": 2, "a": 0, "c": 0}, ranks(got))
	assert.Equal(t, "no score", got.Places[3].Out.String())
	assert.Equal(t, 2, got.Ranked())
	assert.Equal(t, map[string]int{"d": 1, "a": 0, "c": 0}, ranks(got.Among(func(u indicators.Unit) bool { return u.Code != "b" })))
	c, err := evaluation.Compare(got, rank(t, r, "", evaluation.Ties{}))
	require.NoError(t, err)
	assert.Equal(t, 2, c.N)
}

func TestNames(t *testing.T) {
	assert.Equal(t, []string{"competition", "dense", "ordinal", "TieRule(9)"},
		[]string{evaluation.Competition.String(), evaluation.Dense.String(), evaluation.Ordinal.String(), evaluation.TieRule(9).String()})
	assert.Equal(t, []string{"floor", "ceil", "nearest", "Rounding(-1)"},
		[]string{evaluation.Floor.String(), evaluation.Ceil.String(), evaluation.Nearest.String(), evaluation.Rounding(-1).String()})
	dst := []float64{0}
	require.NoError(t, aggregate.PerNode{}.Aggregate(dst, weights.Group{Parent: "p", Codes: []string{"a"}, Scores: weights.Columns{{4}}}, []float64{1}))
	assert.InDelta(t, 4, dst[0], 0)
}
