package evaluation_test

import (
	"encoding/json"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/aggregate"
	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/normalize"
	"github.com/countyeval/countyeval/indicators/prepare"
	"github.com/countyeval/countyeval/weights"
)

// named is a small framework with an auxiliary column, and a table of two classes.
func named(t testing.TB) *indicators.Table {
	t.Helper()
	f := framework(t, indicators.Indicator{Code: "overall", Children: []indicators.Indicator{
		{Code: "scale", Children: []indicators.Indicator{{Code: "output"}, {Code: "exports"}}},
		{Code: "green", Children: []indicators.Indicator{{Code: "energy"}, {Code: "water"}}},
	}}, indicators.Indicator{Code: "land"})
	return table(t, f, "code,class,region,level,tag:basin,output,exports,energy,water,land\n"+
		"a,county,east,county,huai,1,2,3,9,5\nb,county,west,county,huai,2,1,5,4,6\nc,district,west,city,hai,4,3,1,2,7\nd,district,west,city,,3,5,4,1,8\n")
}

// complaints are the names that stand for nothing in an error or in warnings.
func complaints(errs ...error) []string {
	var out []string
	for _, err := range errs {
		for _, e := range basis.Find[*basis.NameError](err) {
			word := e.Mention.Heading + " " + e.Mention.Name
			if e.Meant != "" {
				word += " -> " + e.Meant
			}
			out = append(out, word)
		}
	}
	slices.Sort(out)
	return out
}

// TestMisspelledNames: what an option names and nothing bears is refused wherever it
// stands, with all the others, and the nearest right name.
func TestMisspelledNames(t *testing.T) {
	group := func(code string) weights.Scheme {
		return weights.PerGroup{By: map[string]weights.Scheme{code: weights.Equal{}}}
	}
	mix := func(of ...weights.Scheme) weights.Scheme {
		var m weights.Mix
		for _, s := range of {
			m.Parts = append(m.Parts, weights.Part{Scheme: s, Share: 1})
		}
		return m
	}
	fixed := weights.Fixed{"scale": 1, "green": 2, "output": 1, "exports": 1, "energy": 1, "water": 1}
	extra := weights.Fixed{"watr": 1}
	for code, w := range fixed {
		extra[code] = w
	}
	classes := func(classes ...string) weights.Scheme {
		p := weights.PerClass{By: map[string]weights.Scheme{}}
		for _, c := range classes {
			p.By[c] = weights.Equal{}
		}
		return p
	}
	for name, tc := range map[string]struct {
		m    evaluation.Model
		want []string
	}{
		"PerIndicator":             {evaluation.Model{Normalize: normalize.PerIndicator{By: map[string]normalize.Normalizer{"ouput": normalize.ZScore{}}}}, []string{" ouput -> output"}},
		"PerIndicator, composed":   {evaluation.Model{Normalize: normalize.PerIndicator{By: map[string]normalize.Normalizer{"scale": normalize.ZScore{}}}}, []string{" scale"}},
		"PerIndicator in wrappers": {evaluation.Model{Normalize: normalize.Clip{Hi: 100, Of: normalize.WithinClass{Least: 1, Of: normalize.PeerScore{Of: normalize.PerIndicator{By: map[string]normalize.Normalizer{"x": nil}}}}}}, []string{" x"}},
		"Clamp":                    {evaluation.Model{Weigh: weights.Clamp{Hi: 1, By: map[string]weights.Bounds{"watter": {Hi: 1}}}}, []string{" watter -> water"}},
		"Fixed":                    {evaluation.Model{Weigh: extra}, []string{" watr -> water"}},
		"PerGroup":                 {evaluation.Model{Weigh: group("sclae")}, []string{" sclae -> scale"}},
		"PerGroup, measured":       {evaluation.Model{Weigh: group("water")}, []string{" water"}},
		"PerGroup, flat":           {evaluation.Model{Flat: true, Weigh: group("green")}, []string{" green"}},
		"PerGroup in Mix":          {evaluation.Model{Weigh: mix(weights.Equal{}, group("gren"))}, []string{" gren -> green"}},
		"PerClass":                 {evaluation.Model{ByClass: true, Weigh: classes("county", "distrct")}, []string{"class distrct -> district"}},
		"PerClass, no class":       {evaluation.Model{Weigh: classes("county")}, []string{"class county"}},
		"PerClass in Product":      {evaluation.Model{ByClass: true, Weigh: weights.Product{Parts: []weights.Part{{Scheme: classes("contry"), Share: 1}}}}, []string{"class contry -> county"}},
		"judgements": {evaluation.Model{Weigh: weights.PerGroup{By: map[string]weights.Scheme{"green": weights.GroupAHP{Judges: []weights.Judge{{Judgements: []weights.Judgement{
			{A: "energy", B: "water", Ratio: 2}, {A: "enrgy", B: "wter", Ratio: 2},
		}}}}}}}, []string{" enrgy -> energy", " wter -> water"}},
		"aggregators": {
			evaluation.Model{Aggregate: aggregate.PerNode{Default: aggregate.Present{Of: aggregate.Consensus{Of: []aggregate.Aggregator{aggregate.SPOTIS{By: map[string]indicators.Range{"exprts": {Hi: 1}}}}}}, By: map[string]aggregate.Aggregator{"grene": nil}}},
			[]string{" exprts -> exports", " grene -> green"},
		},
		"steps": {evaluation.Model{Steps: []indicators.Step{prepare.Off{Of: prepare.Median{Columns: []string{"lnad"}}}, prepare.PerIndicator{By: map[string]indicators.Step{"enery": prepare.Treat{}}}}}, []string{" enery -> energy", " lnad -> land"}},
		"labels of steps": {
			evaluation.Model{Steps: []indicators.Step{prepare.Classify{
				{Class: "big", Level: "cty", Region: "wst", Tags: map[string]string{"basn": "huai"}}, {Class: "small", Was: "countie"},
			}}},
			[]string{"class countie -> county", "level cty -> city", "region wst -> west", "tag:basn huai"},
		},
		"everywhere": {evaluation.Model{
			Steps: []indicators.Step{prepare.Median{Columns: []string{"aaa"}}}, Normalize: normalize.Distance{To: map[string]float64{"bbb": 1}},
			Weigh: weights.RankOrder{Ranks: map[string]int{"ccc": 1}}, Aggregate: aggregate.COPRAS{Costs: []string{"ddd"}},
		}, []string{" aaa", " bbb", " ccc", " ddd"}},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := tc.m.Evaluate(named(t), nil)
			require.ErrorIs(t, err, evaluation.ErrModel)
			require.ErrorIs(t, err, basis.ErrUnknown)
			assert.Equal(t, tc.want, complaints(err))
			_, again := tc.m.Check(named(t))
			require.EqualError(t, again, err.Error())
			if len(tc.m.Steps) == 0 {
				_, err = tc.m.Score(nil, named(t), nil)
				assert.Equal(t, tc.want, complaints(err))
			}
		})
	}
	_, err := evaluation.Model{ByClass: true, Weigh: classes("distrct")}.Evaluate(named(t), nil)
	require.EqualError(t, err, `model: unknown: class "distrct", named by the weights: no unit has it (did you mean "district"?)`)
	assert.Equal(t, `模型：无法识别：类别 "distrct"（见于权重方法）：没有单位具有（您是否想写 "district"？）`, tables.Said(err).Chinese)
	_, err = evaluation.Model{}.Check(nil)
	require.ErrorIs(t, err, evaluation.ErrModel)
}

// TestRightNamesThatNothingBears: these are warnings.
func TestRightNamesThatNothingBears(t *testing.T) {
	weigh := weights.Clamp{Hi: 1, By: map[string]weights.Bounds{"land": {Hi: 1}, "overall": {Hi: 1}, "water": {Hi: 1}}}
	norm := normalize.PerIndicator{By: map[string]normalize.Normalizer{"land": nil, "water": nil}}
	m := evaluation.Model{Weigh: weigh, Normalize: norm}
	r := evaluate(t, m, named(t))
	assert.Equal(t, []string{" land", " land", " overall"}, complaints(r.Warnings...))
	for _, w := range r.Warnings {
		require.ErrorIs(t, w, basis.ErrIdle)
		require.NotErrorIs(t, w, basis.ErrUnknown)
	}
	warnings, err := m.Check(named(t))
	require.NoError(t, err)
	assert.Len(t, warnings, 3)

	// A whole tree of weights serves its groups, and a flat model too.
	flat := evaluate(t, evaluation.Model{Flat: true, Weigh: weights.Fixed{"scale": 1, "output": 1, "exports": 1, "energy": 1, "water": 1}}, named(t))
	assert.Equal(t, []string{" scale"}, complaints(flat.Warnings...))

	// Classes: given by a step that no unit meets, and of units that have left.
	never := 100.0
	given := evaluation.Model{
		ByClass: true, Steps: []indicators.Step{prepare.Classify{{Class: "giant", Code: "output", AtLeast: &never}}},
		Weigh: weights.PerClass{By: map[string]weights.Scheme{"giant": nil, "county": nil}},
	}
	r = evaluate(t, given, named(t))
	assert.Equal(t, []string{"class giant"}, complaints(r.Warnings...))
	left := given
	left.Steps = []indicators.Step{prepare.Screen{Out: map[string]string{"a": "", "b": ""}}}
	left.Weigh = weights.PerClass{By: map[string]weights.Scheme{"county": nil}}
	r = evaluate(t, left, named(t))
	assert.Equal(t, []string{"class county"}, complaints(r.Warnings...))

	// As much is known once the result was written and read, and its table cut.
	b, err := json.Marshal(r)
	require.NoError(t, err)
	var back evaluation.Result
	require.NoError(t, json.Unmarshal(b, &back))
	_, err = back.Model.Score(nil, back.Prepared, nil)
	require.NoError(t, err)
}

// TestNamesBehindOnesOwnStep: what a step of one's own does to labels shows once it has
// been applied.
func TestNamesBehindOnesOwnStep(t *testing.T) {
	own := indicators.StepFunc(func(t *indicators.Table) (indicators.Stage, error) {
		out, err := t.Reclass(func(u indicators.Unit) string { return "new " + u.Level })
		return indicators.Stage{Name: basis.Textf("own"), Table: out}, err
	})
	by := func(class string) weights.Scheme {
		return weights.PerClass{By: map[string]weights.Scheme{class: nil}}
	}
	m := evaluation.Model{ByClass: true, Steps: []indicators.Step{own, prepare.Classify{{Class: "x", Was: "new city"}}}, Weigh: by("x")}
	assert.Empty(t, complaints(evaluate(t, m, named(t)).Warnings...))
	m.Steps[1] = prepare.Classify{{Class: "x", Was: "new ctiy"}}
	_, err := m.Evaluate(named(t), nil)
	assert.Equal(t, []string{"class new ctiy -> new city"}, complaints(err))
	m.Steps[1], m.Weigh = prepare.Classify{{Class: "x", Was: "new city"}}, by("new cuonty")
	_, err = m.Evaluate(named(t), nil)
	assert.Equal(t, []string{"class new cuonty -> new county"}, complaints(err))
}

// TestNamesOfEachClass: where each class is evaluated alone, the names of all are right.
func TestNamesOfEachClass(t *testing.T) {
	m := evaluation.Model{Weigh: weights.PerClass{By: map[string]weights.Scheme{"one": nil, "two": nil}}}
	members := map[string][]string{"one": {"a", "b"}, "two": {"c", "d"}}
	each, err := m.EvaluateEach(named(t), nil, members)
	require.NoError(t, err)
	assert.Empty(t, each["one"].Warnings)
	m.Weigh = weights.PerClass{By: map[string]weights.Scheme{"one": nil, "tow": nil}}
	_, err = m.EvaluateEach(named(t), nil, members)
	assert.Equal(t, []string{"class tow -> two"}, complaints(err), "once, not by class")
}

// TestNamesOfADecision: those that stand apart, keys, conditions and rulings.
func TestNamesOfADecision(t *testing.T) {
	r := evaluate(t, evaluation.Model{}, named(t))
	two := evaluation.Thresholds{{Grade: "A", AtLeast: 50}, {Grade: "B", Rest: true}}
	_, err := evaluation.Decision{
		Code: "oevrall", Ties: evaluation.Ties{Break: []evaluation.Key{{Code: "gren"}, {Code: "outptu", Raw: true, Order: evaluation.HighestFirst}}},
		Grader: evaluation.Conditional{Of: two, Conditions: []evaluation.Condition{{Grade: "A", Codes: []string{"scael"}}}},
	}.Rank(r)
	for _, meant := range []string{"overall", "green", "output", "scale"} {
		require.ErrorContains(t, err, `did you mean "`+meant+`"?`)
	}
	_, err = evaluation.Decision{Grader: evaluation.Conditional{Of: two, Conditions: []evaluation.Condition{{Grade: "AA"}}}}.Rank(r)
	require.ErrorIs(t, err, evaluation.ErrGrades)
	_, err = evaluation.Decision{Apart: evaluation.Members{By: "clss", In: []string{"district"}}}.Rank(r)
	require.ErrorContains(t, err, `did you mean "class"?`)

	// The decision may name a class that nobody has; that is said.
	ranking, err := evaluation.Decision{Apart: evaluation.Members{By: "class", In: []string{"distrct"}}}.Rank(r)
	require.NoError(t, err)
	assert.Equal(t, []string{"class distrct -> district"}, complaints(ranking.Warnings...))
	require.ErrorIs(t, ranking.Warnings[0], basis.ErrIdle)
	assert.Equal(t, []basis.Mention{{Sort: basis.Attribute, Heading: "class", Name: "distrct"}}, ranking.Idle)
	assert.Equal(t, map[string]bool{"county": true, "district": true, "distrct": false}, ranking.Words("class"))

	// What units had that are dropped stays right.
	part := ranking.Among(func(u indicators.Unit) bool { return u.Region == "west" && u.Level == "city" })
	assert.Equal(t, map[string]bool{"west": true, "east": false}, part.Words("region"))
	assert.Equal(t, map[string]bool{"hai": true, "huai": false}, part.Words("tag:basin"))

	_, err = evaluation.Model{}.Evaluate(named(t), []evaluation.Ruling{{Unit: "ａ", Effect: evaluation.NoAward, Reason: "made up", Document: "none"}})
	require.ErrorContains(t, err, `did you mean "a"?`, "in full width")
	rulings := []evaluation.Ruling{{Unit: "a", Effect: evaluation.GradeFixed, Grade: "good", Reason: "made up", Document: "none"}}
	_, err = evaluation.Decision{Grader: evaluation.Thresholds{{Grade: "goods", AtLeast: 50}, {Grade: "rest", Rest: true}}}.Rank(evaluate(t, evaluation.Model{}, named(t), rulings...))
	require.ErrorContains(t, err, `did you mean "goods"?`)

	_, err = evaluation.Lists{{Name: "l", From: "overal", Places: 1}, {Name: "m", From: "overall", PerClass: map[string]int{"districts": 1}}}.Pick(map[string]evaluation.Ranking{"overall": ranking})
	require.ErrorContains(t, err, `did you mean "overall"?`)
	require.ErrorContains(t, err, `did you mean "district"?`)
	lists, err := evaluation.Lists{{Name: "m", From: "overall", PerClass: map[string]int{"distrct": 1, "*": 1}}}.Pick(map[string]evaluation.Ranking{"overall": ranking})
	require.NoError(t, err, "the decision names it")
	assert.Len(t, lists[0].Places, 2)
}

// TestExplainRefusesAnotherRanking: score and parts would not go together.
func TestExplainRefusesAnotherRanking(t *testing.T) {
	tab := named(t)
	r, other := evaluate(t, evaluation.Model{}, tab), evaluate(t, evaluation.Model{Flat: true, Weigh: weights.Fixed{"output": 5, "exports": 1, "energy": 1, "water": 1}}, tab)
	ties := evaluation.Ties{Digits: new(2)}
	ranking := rank(t, other, "", ties)
	_, err := r.Explain(ranking, "b")
	require.ErrorIs(t, err, evaluation.ErrModel)
	require.ErrorContains(t, err, "the ranking is of another result")
	_, err = r.Explain(rank(t, r, "", ties), "b")
	require.NoError(t, err)
	before, err := evaluation.Decision{Ties: ties}.RankWith(r, "a", 99)
	require.NoError(t, err)
	_, err = r.Explain(before, "b")
	require.ErrorContains(t, err, "unit a: model: the ranking is of another result: it has the score 99", "what one unit would have is none of its scores")
	_, err = r.Explain(rank(t, r, "", ties).Among(func(u indicators.Unit) bool { return u.Code != "a" }), "b")
	require.NoError(t, err, "a part of it is its own")
}

// TestLeftOutNamesStayRight: whatever a study leaves out of the tree, a model that names
// all of it is carried out, and its figures are those of a model that does not name it.
func TestLeftOutNamesStayRight(t *testing.T) {
	all := indicators.Indicator{Code: "overall", Children: []indicators.Indicator{
		{Code: "scale", Children: []indicators.Indicator{{Code: "output"}, {Code: "exports"}}},
		{Code: "green", Children: []indicators.Indicator{{Code: "energy"}, {Code: "water"}}},
	}}
	rapid.Check(t, func(rt *rapid.T) {
		root := indicators.Indicator{Code: "overall"}
		for _, d := range all.Children {
			d.Children = slices.DeleteFunc(slices.Clone(d.Children), func(indicators.Indicator) bool { return rapid.Bool().Draw(rt, "out") })
			if len(d.Children) > 0 {
				root.Children = append(root.Children, d)
			}
		}
		if len(root.Children) == 0 {
			return
		}
		less, err := named(t).Under(framework(t, root))
		require.NoError(rt, err)
		m := evaluation.Model{
			Weigh:     weights.Fixed{"scale": 1, "green": 2, "output": 1, "exports": 3, "energy": 1, "water": 1},
			Normalize: normalize.PerIndicator{By: map[string]normalize.Normalizer{"water": normalize.MinMax{}, "output": normalize.MinMax{}}},
			Aggregate: aggregate.PerNode{By: map[string]aggregate.Aggregator{"green": nil, "scale": nil}},
		}
		r, err := m.Evaluate(less, nil)
		require.NoError(rt, err)
		plain, err := evaluation.Model{Weigh: m.Weigh}.Evaluate(less, nil)
		require.NoError(rt, err)
		assert.Equal(rt, plain.Scores("").Copy(), r.Scores("").Copy())
		for _, w := range r.Warnings {
			require.ErrorIs(rt, w, basis.ErrIdle)
		}
	})
}
