package evaluation_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

const districts = "code,region,level,class,x\na,N,county,K,90\nb,N,district,K,85\nc,S,county,K,80\nd,S,county,L,70\ne,S,district,L,60\nf,S,county,L,50\n"

var apart = evaluation.Decision{
	Ties: evaluation.Ties{Digits: new(2)}, Apart: evaluation.Members{By: "level", In: []string{"district"}},
	Grader: evaluation.Quotas{Base: evaluation.All, Grades: []evaluation.Quota{share("A", 0.5, evaluation.Floor), {Grade: "B", Rest: true}}},
}

// TestApart: districts are scored, but take no rank, no grade and no place of a quota.
func TestApart(t *testing.T) {
	r, res := decide(t, apart, districts)
	assert.Equal(t, "K1aA K2cA L3dB L4fB", line(r), "half of four is two, whatever the base")
	require.Len(t, r.Apart, 2)
	for i, want := range []evaluation.Place{{Score: 85}, {Score: 60}} {
		got := r.Apart[i]
		assert.Equal(t, "district", got.Unit.Level)
		assert.InDelta(t, want.Score, got.Score, 0)
		assert.Zero(t, got.Rank)
		assert.Empty(t, got.Grade)
		assert.Equal(t, "stands apart", got.Out.String())
	}
	_, ok := r.Find("b")
	assert.False(t, ok)
	_, err := res.Explain(r, "b")
	require.ErrorContains(t, err, "it stands apart")

	d := apart
	d.Own = true
	own, err := d.Rank(res)
	require.NoError(t, err)
	assert.Equal(t, "K1aA K2cB L1dA L2fB", line(own))
	assert.Len(t, own.Apart, 2)
	assert.Len(t, own.Class("K").Apart, 1)
	south := r.Among(func(u indicators.Unit) bool { return u.Region == "S" })
	assert.Equal(t, "K1c L2d L3f", line(south))
	assert.Len(t, south.Apart, 1)

	for _, m := range []evaluation.Members{{By: "region", In: []string{"N"}}, {By: "class", In: []string{"K", "M"}}} {
		d.Apart = m
		got, err := d.Rank(res)
		require.NoError(t, err)
		assert.Len(t, got.Apart, map[string]int{"region": 2, "class": 3}[m.By])
	}
}

func TestApartElsewhere(t *testing.T) {
	rulings := []evaluation.Ruling{points("b", "item", 1, 10), graded("e", evaluation.GradeFixed, "A"), points("f", "item", 1, 15), ruling("d", evaluation.NotEvaluated)}
	r, res := decide(t, apart, districts, rulings...)
	assert.Equal(t, "K1aA K2cB L3fB", line(r), "rulings give nobody a place who stands apart")
	assert.InDelta(t, 95, r.Apart[0].Score, 0, "but they change its score")
	effects, err := apart.RulingEffects(res)
	require.NoError(t, err)
	for i, unit := range []string{"b", "e", "f", "d"} {
		assert.Equal(t, unit, effects[i].Without.Unit.Code)
		assert.Equal(t, unit, effects[i].With.Unit.Code)
	}
	assert.Equal(t, [3]float64{95, 85, 0}, [3]float64{effects[0].With.Score, effects[0].Without.Score, float64(effects[0].Moved)})
	assert.Equal(t, [3]int{0, 3, 1}, [3]int{effects[3].With.Rank, effects[3].Without.Rank, effects[3].Moved})

	earlier, _ := decide(t, apart, districts)
	gain, err := evaluation.Progress(r, earlier, evaluation.ScoreGain)
	require.NoError(t, err)
	assert.Equal(t, "L1f K2=a K2=c", line(gain))
	assert.Len(t, gain.Apart, 2)
	assert.Equal(t, r.Left, gain.Left)

	leaving, err := apart.Leaving(res)
	require.NoError(t, err)
	assert.Len(t, leaving, 3)

	f := framework(t, indicators.Indicator{Code: "county", Children: []indicators.Indicator{{Code: "zones", Computed: true, Bounds: &indicators.Range{Lo: 0, Hi: 100}}}})
	st, err := r.Nest(table(t, f, "code\na\nb\n"), "zones")
	require.NoError(t, err)
	assert.Equal(t, []float64{90, 95}, st.Table.Column("zones").Copy(), "what stands apart has a published score all the same")
	assert.Empty(t, st.Warnings)
}

// TestLeft: who left by a ruling or by a step stands in the ranking with the reason.
func TestLeft(t *testing.T) {
	screen := indicators.StepFunc(func(tab *indicators.Table) (indicators.Stage, error) {
		out, err := tab.Select(func(u indicators.Unit) bool { return u.Code != "f" })
		return indicators.Stage{Name: basis.Textf("screen"), Table: out, Left: []indicators.Departure{{Unit: "f", Why: basis.Textf("too small")}}}, err
	})
	m := evaluation.Model{Steps: []indicators.Step{screen}}
	res := evaluate(t, m, table(t, single(t), six), ruling("b", evaluation.NotEvaluated), ruling("c", evaluation.NotRanked))
	for _, d := range []evaluation.Decision{{}, {Grader: half}} {
		r, err := d.Rank(res)
		require.NoError(t, err)
		assert.Equal(t, []indicators.Departure{{Unit: "b", Why: basis.Textf("%v: %s (%s)", evaluation.NotEvaluated, "made up", "No. 1 (made up)")}, {Unit: "f", Why: basis.Textf("too small")}}, r.Left)
		assert.Equal(t, map[string]int{"a": 1, "d": 2, "e": 3, "c": 0}, ranks(r))
		assert.Equal(t, r.Left, r.Among(func(indicators.Unit) bool { return true }).Left)
	}
	scored, err := evaluation.Model{}.Score(nil, table(t, single(t), six), nil)
	require.NoError(t, err)
	assert.Empty(t, rank(t, scored, "", evaluation.Ties{}).Left)
}

func TestMembers(t *testing.T) {
	p := evaluation.Place{Grade: "A", Unit: indicators.Unit{Code: "1", Name: "甲县", Class: "K", Region: "N", Level: "county", Tags: indicators.NewTags(map[string]string{"basin": "Huai"})}}
	for _, c := range []struct {
		of evaluation.Members
		in bool
		is error
	}{
		{evaluation.Members{}, false, nil},
		{evaluation.Members{By: "class", In: []string{"L", "K"}}, true, nil},
		{evaluation.Members{By: "class", In: []string{"L"}}, false, nil},
		{evaluation.Members{By: "region", In: []string{"N"}}, true, nil},
		{evaluation.Members{By: "level", In: []string{"county"}}, true, nil},
		{evaluation.Members{By: "tag:basin", In: []string{"Huai"}}, true, nil},
		{evaluation.Members{By: "tag:type", In: []string{"Huai"}}, false, nil},
		{evaluation.Members{By: "grade", In: []string{"A"}}, true, nil},
		{evaluation.Members{By: "code", In: []string{"1"}}, false, basis.ErrValue},
		{evaluation.Members{By: "name", In: []string{"甲县"}}, false, basis.ErrValue},
		{evaluation.Members{By: "tag:", In: []string{"x"}}, false, basis.ErrUnknown},
		{evaluation.Members{By: "basin", In: []string{"Huai"}}, false, basis.ErrUnknown},
		{evaluation.Members{In: []string{"x"}}, false, basis.ErrUnknown},
		{evaluation.Members{By: "class"}, false, basis.ErrEmpty},
	} {
		assert.Equal(t, c.in, c.of.Of(p), "%v", c.of)
		if err := c.of.Check(); c.is == nil {
			require.NoError(t, err)
		} else {
			require.ErrorIs(t, err, c.is, "%v", c.of)
		}
	}
}

// TestRulingDate: the date of a ruling is a day, or not said.
func TestRulingDate(t *testing.T) {
	tab := table(t, single(t), six)
	for date, ok := range map[string]bool{"": true, "2026-03-31": true, "2024-02-29": true, "2026-02-29": false, "2026-3-31": false, "31.3.2026": false, "2026年3月31日": false, "2026-03": false} {
		d := ruling("a", evaluation.NoAward)
		d.Date, d.Authority = date, "county government"
		_, err := evaluation.Model{}.Evaluate(tab, []evaluation.Ruling{d})
		if ok {
			require.NoError(t, err, date)
			continue
		}
		require.ErrorIs(t, err, evaluation.ErrRuling, date)
		assert.Equal(t, "a", inputErrors(err)[0].Unit)
	}
}
