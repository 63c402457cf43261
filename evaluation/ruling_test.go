package evaluation_test

import (
	"encoding/json"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// single is a framework of one indicator whose score is its value.
func single(t testing.TB) *indicators.Framework {
	t.Helper()
	return framework(t, indicators.Indicator{Code: "overall", Children: []indicators.Indicator{{Code: "x", Bounds: &indicators.Range{Lo: 0, Hi: 100}}}})
}

const six = "code,x\na,90\nb,80\nc,70\nd,60\ne,50\nf,40\n"

func ruling(unit string, e evaluation.Effect) evaluation.Ruling {
	return evaluation.Ruling{Unit: unit, Effect: e, Reason: "made up", Document: "No. 1 (made up)"}
}

func points(unit, item string, count, each float64) evaluation.Ruling {
	d := ruling(unit, evaluation.AddPoints)
	d.Item, d.Count, d.Points = item, count, each
	return d
}

func graded(unit string, e evaluation.Effect, grade string) evaluation.Ruling {
	d := ruling(unit, e)
	d.Grade = grade
	return d
}

func TestPoints(t *testing.T) {
	f := single(t)
	rulings := []evaluation.Ruling{
		points("c", "platform", 2, 4), points("c", "platform", 1, 4), // 12, held to 10
		points("c", "inspection", 3, -0.3), // -0.9
		points("c", "accident", 2, -1),     // -2
		points("b", "accident", 1, -12),    // held to -5
	}
	m := evaluation.Model{Limits: evaluation.Limits{
		Items: map[string]indicators.Range{"platform": {Hi: 10}, "inspection": {Lo: -9}, "accident": {Lo: -5}},
		Total: &indicators.Range{Lo: -10, Hi: 6},
	}}
	r := evaluate(t, m, table(t, f, six), rulings...)
	assert.Equal(t, []float64{90, 75, 76, 60, 50, 40}, r.Scores("").Copy())
	assert.Equal(t, []float64{90, 80, 70, 60, 50, 40}, r.Before().Copy())
	a, ok := r.Adjustment("c")
	require.True(t, ok)
	assert.Equal(t, []float64{12, -0.9, -2}, []float64{a.Items[0].Asked, a.Items[1].Asked, a.Items[2].Asked}, "exact decimals: 3 x -0.3 is -0.9")
	assert.Equal(t, []float64{10, 7.1, 6, 70, 76}, []float64{a.Items[0].Given, a.Asked, a.Given, a.Before, a.After})
	assert.Len(t, a.Items[0].Rulings, 2)
	_, ok = r.Adjustment("a")
	assert.False(t, ok)
	_, ok = r.Adjustment("z")
	assert.False(t, ok)

	ranking := rank(t, r, "", evaluation.Ties{Digits: new(2)})
	assert.Equal(t, map[string]int{"a": 1, "c": 2, "b": 3, "d": 4, "e": 5, "f": 6}, ranks(ranking))
	ex, err := r.Explain(ranking, "c")
	require.NoError(t, err)
	assert.Equal(t, 2, ex.Place.Rank)
	assert.Equal(t, 3, ex.Without.Rank)
	assert.InDelta(t, 70, ex.Without.Score, 0)
	assert.Equal(t, a, ex.Adjustment)
	assert.Len(t, ex.Rulings, 4)
	var sum float64
	for _, p := range ex.Parts {
		if p.Measured {
			sum += p.Points
		}
	}
	assert.InDelta(t, ex.Place.Score, sum+ex.Adjustment.Given, 1e-9)
	assert.InDelta(t, 70, ex.Parts[0].Score, 0, "the root's part is before rulings")
	ex, err = r.Explain(ranking, "a")
	require.NoError(t, err)
	assert.Equal(t, evaluation.Adjustment{Before: 90, After: 90}, ex.Adjustment)
}

func TestStrengthsOfAVeto(t *testing.T) {
	f := framework(t, indicators.Indicator{Code: "x"}) // scale from the data
	tab := table(t, f, six)
	rulings := []evaluation.Ruling{
		ruling("a", evaluation.NotEvaluated), graded("b", evaluation.NotRanked, "T"), ruling("c", evaluation.NoAward),
	}
	r := evaluate(t, evaluation.Model{}, tab, rulings...)
	assert.Equal(t, []float64{100, 75, 50, 25, 0}, r.Scores("").Copy(), "the scale does not know the unit that is not evaluated")
	assert.Equal(t, []indicators.Departure{{Unit: "a", Why: basis.Textf("%v: %s (%s)", evaluation.NotEvaluated, "made up", "No. 1 (made up)")}}, r.Stages[0].Left)
	ranking := rank(t, r, "", evaluation.Ties{Digits: new(2)})
	assert.Equal(t, map[string]int{"b": 0, "c": 1, "d": 2, "e": 3, "f": 4}, ranks(ranking))
	b, _ := ranking.Find("b")
	assert.Equal(t, "not ranked T: made up (No. 1 (made up))", b.Out.String())
	assert.InDelta(t, 100, b.Score, 0, "scored all the same")
	_, err := r.Explain(ranking, "a")
	require.ErrorContains(t, err, "left the evaluation: not evaluated: made up")
	_, err = r.Explain(ranking, "b")
	require.NoError(t, err)

	ranking, err = ranking.Grade(evaluation.Quotas{Grades: []evaluation.Quota{share("A", 0.5, 0), share("B", 0.5, 0)}}, r)
	require.NoError(t, err)
	assert.Equal(t, map[string]int{"A": 2, "B": 2, "T": 1}, counts(ranking))
	for _, c := range []incentive.Clause{incentive.ByScore{Base: 10}, incentive.Grades{"A"}} {
		land, err := incentive.Plan{Pool: incentive.Pool{Name: "land", Measure: incentive.Measure{Name: "mu"}, Amount: 100}, Clauses: []incentive.Clause{c}}.Allocate(ranking, incentive.Figures{})
		require.NoError(t, err)
		require.NoError(t, land.Check())
		for _, unit := range []string{"b", "c"} {
			w, ok := land.Find(unit)
			require.True(t, ok)
			assert.Zero(t, w.Amount, unit)
		}
		w, _ := land.Find("d")
		assert.Positive(t, w.Amount)
	}

	_, err = evaluation.Model{}.Score(nil, tab, rulings)
	require.ErrorIs(t, err, evaluation.ErrRuling, "the prepared table still has the unit that is not evaluated")
	effects, err := evaluation.Decision{Ties: evaluation.Ties{Digits: new(2)}}.RulingEffects(r)
	require.NoError(t, err)
	require.Len(t, effects, 3)
	assert.Equal(t, 0, effects[0].With.Rank)
	assert.Contains(t, effects[0].With.Out.String(), "not evaluated")
	assert.Equal(t, 1, effects[0].Without.Rank)
	assert.Equal(t, 4, effects[0].Moved)
	assert.Equal(t, 1, effects[1].Without.Rank)
	assert.Equal(t, 4, effects[1].Moved)
	assert.Equal(t, [3]int{1, 1, 0}, [3]int{effects[2].With.Rank, effects[2].Without.Rank, effects[2].Moved})
}

func TestGradesByDecision(t *testing.T) {
	f := single(t)
	rulings := []evaluation.Ruling{
		graded("a", evaluation.GradeAtMost, "B"), graded("b", evaluation.OutsideQuota, ""),
		graded("f", evaluation.GradeFixed, "A"), graded("d", evaluation.OutsideQuota, "A"), graded("e", evaluation.GradeAtMost, "B"),
	}
	r := evaluate(t, evaluation.Model{}, table(t, f, six), rulings...)
	ranking := rank(t, r, "", evaluation.Ties{Digits: new(2)})
	assert.Equal(t, 2, ranks(ranking)["b"], "outside the quota keeps its rank")
	g := evaluation.Quotas{Grades: []evaluation.Quota{share("A", 0.25, 0), share("B", 0.5, 0), share("C", 0.25, 0)}}
	out, err := ranking.Grade(g, r) // of the four inside: a, c, e, f
	require.NoError(t, err)
	got := map[string][2]string{}
	for _, p := range out.Places {
		got[p.Unit.Code] = [2]string{p.Grade, p.Cut}
	}
	assert.Equal(t, map[string][2]string{"a": {"B", "A"}, "b": {}, "c": {"B", ""}, "d": {"A", ""}, "e": {"B", "B"}, "f": {"A", "C"}}, got)
	assert.Equal(t, []string{"A", "B", "C"}, out.Grades)
	again, err := out.Grade(g, r)
	require.NoError(t, err)
	assert.Equal(t, out, again)
	borders := out.Borders() // of a, c, e, f as they were cut: A, B, B, C
	require.Len(t, borders, 2)
	assert.Equal(t, "ac ef", borders[0].Above.Unit.Code+borders[0].Below.Unit.Code+" "+borders[1].Above.Unit.Code+borders[1].Below.Unit.Code)
	assert.InDelta(t, 20, borders[0].Gap, 0)

	g.Base = evaluation.All
	out, err = ranking.Grade(g, r) // a quarter of six is 1, a half 3
	require.NoError(t, err)
	c, _ := out.Find("e")
	assert.Equal(t, "B", c.Grade)
	f2, _ := out.Find("f")
	assert.Equal(t, "B", f2.Cut, "with all as the base a half is 3, so nobody is left for C")

	r = evaluate(t, evaluation.Model{}, table(t, f, six), append(rulings, graded("c", evaluation.GradeAtMost, "E"))...)
	_, err = evaluation.Decision{Grader: g}.Rank(r)
	require.ErrorIs(t, err, evaluation.ErrGrades)
	require.ErrorIs(t, err, evaluation.ErrRuling)
}

func TestRulingsRefused(t *testing.T) {
	f := single(t)
	tab := table(t, f, six)
	full := points("a", "item", 1, 2)
	with := func(change func(d *evaluation.Ruling)) evaluation.Ruling {
		d := full
		change(&d)
		return d
	}
	for name, c := range map[string]struct {
		rulings []evaluation.Ruling
		limits  evaluation.Limits
		says    string
	}{
		"no document":         {[]evaluation.Ruling{with(func(d *evaluation.Ruling) { d.Document = " " })}, evaluation.Limits{}, "names no document"},
		"no reason":           {[]evaluation.Ruling{with(func(d *evaluation.Ruling) { d.Reason = "" })}, evaluation.Limits{}, "no reason"},
		"no unit":             {[]evaluation.Ruling{with(func(d *evaluation.Ruling) { d.Unit = "" })}, evaluation.Limits{}, "names no unit"},
		"unknown":             {[]evaluation.Ruling{with(func(d *evaluation.Ruling) { d.Unit = "z" })}, evaluation.Limits{}, "unknown"},
		"no item":             {[]evaluation.Ruling{with(func(d *evaluation.Ruling) { d.Item = "" })}, evaluation.Limits{}, "no item"},
		"no count":            {[]evaluation.Ruling{with(func(d *evaluation.Ruling) { d.Count = 0 })}, evaluation.Limits{}, "count 0 times 2"},
		"infinite":            {[]evaluation.Ruling{with(func(d *evaluation.Ruling) { d.Points = math.Inf(1) })}, evaluation.Limits{}, "not a number"},
		"no such effect":      {[]evaluation.Ruling{with(func(d *evaluation.Ruling) { d.Effect = 99 })}, evaluation.Limits{}, "no effect 99"},
		"grade on points":     {[]evaluation.Ruling{with(func(d *evaluation.Ruling) { d.Grade = "A" })}, evaluation.Limits{}, "takes no grade"},
		"points on a veto":    {[]evaluation.Ruling{with(func(d *evaluation.Ruling) { d.Effect = evaluation.NoAward })}, evaluation.Limits{}, "no count and no points"},
		"fixed without grade": {[]evaluation.Ruling{ruling("a", evaluation.GradeFixed)}, evaluation.Limits{}, "names no grade"},
		"two at once":         {[]evaluation.Ruling{ruling("a", evaluation.NotRanked), graded("a", evaluation.GradeFixed, "A")}, evaluation.Limits{}, `both "not ranked" and "grade fixed"`},
		"item not limited":    {[]evaluation.Ruling{full}, evaluation.Limits{Items: map[string]indicators.Range{"itme": {Hi: 1}}}, "does not have the item"},
		"limits above 0":      {nil, evaluation.Limits{Total: &indicators.Range{Lo: 1, Hi: 2}}, "limits [1, 2] of the total"},
		"all leave":           {all(tab, evaluation.NotEvaluated), evaluation.Limits{}, "no unit is left"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := evaluation.Model{Limits: c.limits}.Evaluate(tab, c.rulings)
			require.ErrorContains(t, err, c.says)
			if name != "all leave" {
				require.ErrorIs(t, err, evaluation.ErrRuling)
			}
		})
	}
	_, err := evaluation.Model{}.Evaluate(tab, []evaluation.Ruling{{Unit: "a"}, {Unit: "b"}})
	assert.Len(t, inputErrors(err), 8, "all faults at once")
}

// TestRulingWithoutEffect: a ruling on a unit that a step screens out is not lost
// silently.
func TestRulingWithoutEffect(t *testing.T) {
	f := single(t)
	screen := indicators.StepFunc(func(tab *indicators.Table) (indicators.Stage, error) {
		out, err := tab.Select(func(u indicators.Unit) bool { return u.Code != "a" })
		return indicators.Stage{Name: basis.Textf("screen"), Table: out, Left: []indicators.Departure{{Unit: "a", Why: basis.Textf("too small")}}}, err
	})
	m := evaluation.Model{Steps: []indicators.Step{screen}}
	r := evaluate(t, m, table(t, f, six), points("a", "item", 1, 1), points("b", "item", 1, 1))
	require.Len(t, r.Warnings, 1)
	require.ErrorIs(t, r.Warnings[0], evaluation.ErrRuling)
	assert.Equal(t, "a", inputErrors(r.Warnings[0])[0].Unit)
	assert.InDelta(t, 81, r.Scores("").Copy()[0], 0)
	_, err := r.Explain(rank(t, r, "", evaluation.Ties{}), "a")
	require.ErrorContains(t, err, "too small")
}

// TestGradeRulingWithoutGrader: a ruling on a grade warns where the total has no grades, and
// is not asked of the ranking of a dimension.
func TestGradeRulingWithoutGrader(t *testing.T) {
	r := evaluate(t, evaluation.Model{}, table(t, single(t), six),
		evaluation.Ruling{Unit: "a", Effect: evaluation.GradeAtMost, Grade: "B", Document: "made up", Reason: "made up"})
	ranking, err := evaluation.Decision{}.Rank(r)
	require.NoError(t, err)
	require.Len(t, ranking.Warnings, 1)
	require.ErrorIs(t, ranking.Warnings[0], evaluation.ErrRuling)
	require.ErrorContains(t, ranking.Warnings[0], "without effect, since the decision has no grader")
	assert.Equal(t, "a", inputErrors(ranking.Warnings[0])[0].Unit)
	assert.Contains(t, basis.Say(ranking.Warnings[0], basis.Chinese, evaluation.Texts()), "未起作用，因为评定没有设定等次划分")
	leaf, err := evaluation.Decision{Code: r.Prepared.Framework().Measured()[0].Code}.Rank(r)
	require.NoError(t, err)
	assert.Empty(t, leaf.Warnings)
}

// TestRulingStorage: storage used again keeps nothing of the table before.
func TestRulingStorage(t *testing.T) {
	f := single(t)
	m, rulings := evaluation.Model{}, []evaluation.Ruling{points("b", "item", 1, 1)}
	r, err := m.Score(nil, table(t, f, six), rulings)
	require.NoError(t, err)
	r, err = m.Score(r, table(t, f, "code,x\na,10\nb,20\n"), rulings)
	require.NoError(t, err)
	assert.Equal(t, []float64{10, 20}, r.Before().Copy())
	assert.Equal(t, []float64{10, 21}, r.Scores("").Copy())
	r, err = m.Score(r, table(t, f, "code,x\na,30\nb,40\n"), nil)
	require.NoError(t, err)
	assert.Equal(t, []float64{30, 40}, r.Before().Copy())
}

func all(tab *indicators.Table, e evaluation.Effect) []evaluation.Ruling {
	var out []evaluation.Ruling
	for _, u := range tab.Units() {
		out = append(out, ruling(u.Code, e))
	}
	return out
}

func TestRulingText(t *testing.T) {
	in := []evaluation.Ruling{points("a", "accident", 2, -1), graded("b", evaluation.OutsideQuota, "A")}
	text, err := json.Marshal(in)
	require.NoError(t, err)
	assert.Contains(t, string(text), `"effect":"outside the quota"`)
	var out []evaluation.Ruling
	require.NoError(t, json.Unmarshal(text, &out))
	assert.Equal(t, in, out)
	assert.Equal(t, "accident 2 x -1: made up (No. 1 (made up))", in[0].String())
	require.ErrorIs(t, json.Unmarshal([]byte(`[{"effect":"veto"}]`), &out), basis.ErrUnknown)
	_, err = json.Marshal(evaluation.Ruling{Effect: -1})
	require.Error(t, err)
	assert.Equal(t, "Effect(-1)", evaluation.Effect(-1).String())
}

// TestRulingProperties: a ruling on one unit's score changes nobody else's, and a
// model that never had it gives the identical result.
func TestRulingProperties(t *testing.T) {
	f := framework(t, small())
	tab := table(t, f, smallTable)
	plain := evaluate(t, evaluation.Model{}, tab)
	grades := evaluation.Quotas{Grades: []evaluation.Quota{share("A", 0.4, evaluation.Ceil), {Grade: "B", Rest: true}}}
	rapid.Check(t, func(rt *rapid.T) {
		unit := rapid.SampledFrom([]string{"1", "2", "3"}).Draw(rt, "unit")
		effect := rapid.SampledFrom([]evaluation.Effect{evaluation.AddPoints, evaluation.NotRanked, evaluation.OutsideQuota, evaluation.NoAward, evaluation.GradeAtMost, evaluation.GradeFixed}).Draw(rt, "effect")
		d := ruling(unit, effect)
		switch effect {
		case evaluation.AddPoints:
			d.Item, d.Count, d.Points = "item", float64(rapid.IntRange(1, 5).Draw(rt, "count")), rapid.Float64Range(0.1, 40).Draw(rt, "points")
		case evaluation.GradeAtMost, evaluation.GradeFixed:
			d.Grade = "B"
		}
		m := evaluation.Model{}
		res, err := m.Evaluate(tab, []evaluation.Ruling{d})
		require.NoError(rt, err)
		for _, u := range tab.Units() {
			a, _ := plain.Score(u.Code, "")
			b, _ := res.Score(u.Code, "")
			if u.Code != unit || effect != evaluation.AddPoints {
				assert.Equal(rt, math.Float64bits(a), math.Float64bits(b))
			}
		}
		assert.Equal(rt, plain.Scores("").Copy(), res.Before().Copy())
		with, err := evaluation.Decision{Ties: evaluation.Ties{Digits: new(2)}}.Rank(res)
		require.NoError(rt, err)
		without, err := evaluation.Decision{Ties: evaluation.Ties{Digits: new(2)}}.Rank(plain)
		require.NoError(rt, err)
		if effect == evaluation.GradeAtMost || effect == evaluation.GradeFixed || effect == evaluation.NoAward {
			with, err = with.Grade(grades, res)
			require.NoError(rt, err)
			without, err = without.Grade(grades, plain)
			require.NoError(rt, err)
			for i, p := range with.Places {
				if p.Unit.Code != unit {
					assert.Equal(rt, without.Places[i], p)
				}
			}
		}
		// Taken back, with the storage used again.
		back, err := m.Score(res, tab, nil)
		require.NoError(rt, err)
		assert.Equal(rt, plain.Scores("").Copy(), back.Scores("").Copy())
		assert.Equal(rt, plain.Before().Copy(), back.Before().Copy())
		again, err := evaluation.Decision{Ties: evaluation.Ties{Digits: new(2)}}.Rank(back)
		require.NoError(rt, err)
		first, err := evaluation.Decision{Ties: evaluation.Ties{Digits: new(2)}}.Rank(plain)
		require.NoError(rt, err)
		assert.Equal(rt, first, again)
	})
}

// TestQuotaPromises: whatever the ties, the base and the units outside, "at most" is
// never exceeded, "at least" never undershot, and tied units inside have one grade.
func TestQuotaPromises(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 40).Draw(t, "n")
		r := ladder(upTo(n)...)
		var rulings []evaluation.Ruling
		inside, outside := 0, map[string]bool{}
		for i := range r.Places {
			p := &r.Places[i]
			if i > 0 && rapid.IntRange(0, 2).Draw(t, "tie") == 0 {
				p.Rank = r.Places[i-1].Rank
			}
			switch rapid.IntRange(0, 5).Draw(t, "ruling") {
			case 0:
				rulings = append(rulings, graded(p.Unit.Code, evaluation.OutsideQuota, "A"))
				p.Outside = true
				outside[p.Unit.Code] = true
				continue
			case 1:
				rulings = append(rulings, graded(p.Unit.Code, evaluation.GradeFixed, "A"))
			case 2:
				rulings = append(rulings, graded(p.Unit.Code, evaluation.GradeAtMost, "D"))
			}
			inside++
		}
		a := float64(rapid.IntRange(0, 40).Draw(t, "a")) / 100
		d := float64(rapid.IntRange(0, 40).Draw(t, "d")) / 100
		base := rapid.SampledFrom([]evaluation.QuotaBase{evaluation.Ranked, evaluation.All}).Draw(t, "base")
		out, err := r.Grade(evaluation.Quotas{Base: base, Grades: []evaluation.Quota{share("A", a, evaluation.Floor), {Grade: "B", Rest: true}, share("D", d, evaluation.Ceil)}}, &evaluation.Result{Rulings: rulings})
		require.NoError(t, err)
		of := float64(inside)
		if base == evaluation.All {
			of = float64(n)
		}
		count, byRank := map[string]int{}, map[int]string{}
		for _, p := range out.Places {
			if outside[p.Unit.Code] {
				assert.Equal(t, "A", p.Grade)
				continue
			}
			count[p.ByQuota()]++
			if first, ok := byRank[p.Rank]; ok {
				assert.Equal(t, first, p.ByQuota())
			}
			byRank[p.Rank] = p.ByQuota()
		}
		assert.LessOrEqual(t, float64(count["A"]), a*of+1e-9)
		if len(out.Warnings) == 0 {
			assert.GreaterOrEqual(t, float64(count["D"]), d*of-1e-9)
		}
	})
}
