package evaluation_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"strings"
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

// firstMore is a scheme of one's own: the first of the siblings counts more.
type firstMore struct {
	Times float64 `json:"times"`
}

func (s firstMore) Weigh(dst []float64, g weights.Group) error {
	for i := range g.Codes {
		dst[i] = 1 / (s.Times + float64(len(g.Codes)-1))
	}
	dst[0] *= s.Times
	return nil
}

var ownKinds = basis.Kind[weights.Scheme]("first_more", firstMore{})

// stored is an evaluation with all that a result has: a panel, stages, cells that were
// filled, units that left, points, classes, confidential cells, warnings, and a scheme of
// one's own inside a Mix inside a PerGroup inside the model.
func stored(t *testing.T) *evaluation.Result {
	t.Helper()
	f := framework(t, indicators.Indicator{Code: "all", Children: []indicators.Indicator{
		{Code: "scale", Children: []indicators.Indicator{{Code: "va"}, {Code: "growth", Computed: true}}},
		{Code: "green", Weight: 2, Children: []indicators.Indicator{{Code: "energy", Direction: indicators.Lower}, {Code: "air"}}},
	}})
	year := func(by float64) *indicators.Table {
		var b strings.Builder
		b.WriteString("code,name,class,va,energy,air\n")
		for i := range 9 {
			air := fmt.Sprint(60 + i*i%17)
			if i == 4 {
				air = ""
			}
			fmt.Fprintf(&b, "%d,county %d,%s,%v,%v,%s\n", i, i, []string{"east", "west"}[i%2], 100+by*float64(i*i%7), 3.5-0.1*float64(i*i%5), air)
		}
		return table(t, f, b.String())
	}
	now, err := year(3).WithConfidential("energy", []bool{true, false, false, false, false, false, false, false, true})
	require.NoError(t, err)
	panel, err := indicators.NewPanel(map[int]*indicators.Table{2022: year(2), 2023: now})
	require.NoError(t, err)
	m := evaluation.Model{
		Steps:     []indicators.Step{prepare.Growth{Code: "growth", Of: "va", CurrentPrices: true}, prepare.Median{}},
		Normalize: normalize.PerIndicator{Default: normalize.MinMax{}, By: map[string]normalize.Normalizer{"air": normalize.ZScore{}}},
		Weigh: weights.PerGroup{By: map[string]weights.Scheme{
			"scale": weights.Mix{Parts: []weights.Part{{Scheme: firstMore{Times: 2}, Share: 0.5}, {Scheme: weights.Equal{}, Share: 0.5}}},
		}},
		ByClass: true,
		Limits:  evaluation.Limits{Items: map[string]indicators.Range{"platforms": {Hi: 3}}},
	}
	return evaluate(t, m, panel.Table(2023),
		evaluation.Ruling{Unit: "3", Effect: evaluation.NotEvaluated, Reason: "made up", Document: "No. 1"},
		evaluation.Ruling{Unit: "2", Item: "platforms", Count: 2, Points: 1, Reason: "made up", Document: "No. 2"},
		evaluation.Ruling{Unit: "6", Effect: evaluation.NotRanked, Reason: "made up", Document: "No. 3"},
	)
}

// text is how a value is written.
func text(t *testing.T, v any) string {
	t.Helper()
	b, err := basis.Marshal(v, evaluation.Kinds().With(ownKinds))
	require.NoError(t, err)
	require.True(t, json.Valid(b))
	return string(b)
}

func TestStoredResult(t *testing.T) {
	res := stored(t)
	require.NotEmpty(t, res.Warnings)
	_, err := json.Marshal(res)
	require.ErrorContains(t, err, "model.weigh.by.scale.parts[0].scheme: unknown: evaluation_test.firstMore has no kind")
	doc := text(t, res)
	assert.Equal(t, 1, strings.Count(doc, `"panels":`), "the panel is written once")
	assert.Equal(t, 1, strings.Count(doc, `"computed":true`), "and so is the framework")

	_, err = evaluation.ReadResult(strings.NewReader(doc), "result.json")
	require.ErrorIs(t, err, basis.ErrUnknown)
	require.ErrorContains(t, err, "result.json:1:")
	back, err := evaluation.ReadResult(strings.NewReader(doc), "result.json", ownKinds)
	require.NoError(t, err)
	assert.Equal(t, doc, text(t, back), "written again it is the same")
	assert.Equal(t, basis.Version, back.Version)

	assert.Equal(t, res.Codes(), back.Codes())
	for _, code := range res.Codes() {
		assert.Equal(t, res.Scores(code).Copy(), back.Scores(code).Copy())
	}
	assert.Equal(t, res.Before().Copy(), back.Before().Copy())
	require.Len(t, back.Warnings, len(res.Warnings))
	for i := range res.Warnings {
		assert.EqualError(t, back.Warnings[i], res.Warnings[i].Error())
	}
	for _, d := range []evaluation.Decision{
		{Ties: evaluation.Ties{Digits: new(2)}, Grader: evaluation.Quotas{Grades: []evaluation.Quota{{Grade: "A", Share: 0.3}, {Grade: "B", Rest: true}}}},
		{Own: true, Ties: evaluation.Ties{Rule: evaluation.Dense, Digits: new(1)}},
		{Code: "green"},
	} {
		was, err := d.Rank(res)
		require.NoError(t, err)
		is, err := d.Rank(back)
		require.NoError(t, err)
		assert.Equal(t, text(t, was), text(t, is))
		if d.Code == "" {
			for _, p := range was.Places {
				a, err := res.Explain(was, p.Unit.Code)
				require.NoError(t, err)
				b, err := back.Explain(is, p.Unit.Code)
				require.NoError(t, err)
				assert.Equal(t, text(t, a), text(t, b))
			}
		}
		both, err := evaluation.Compare(was.Class("east"), is.Class("east"))
		require.NoError(t, err)
		assert.Zero(t, both.MaxShift)
		for _, of := range []func(*evaluation.Result) (any, error){
			func(r *evaluation.Result) (any, error) { return d.RulingEffects(r) },
			func(r *evaluation.Result) (any, error) { return d.Leaving(r) },
			func(r *evaluation.Result) (any, error) {
				return r.Coupling("green", indicators.Range{Lo: -200, Hi: 200})
			},
			func(r *evaluation.Result) (any, error) {
				return r.Obstacles("1", "", indicators.Range{Lo: -200, Hi: 200})
			},
			func(r *evaluation.Result) (any, error) { return r.Digest(ownKinds) },
		} {
			a, err := of(res)
			require.NoError(t, err)
			b, err := of(back)
			require.NoError(t, err)
			assert.Equal(t, text(t, a), text(t, b))
		}
	}
	again, err := back.Model.Score(back, res.Prepared, res.Rulings)
	require.NoError(t, err, "its storage can be used again")
	assert.Equal(t, res.Scores("").Copy(), again.Scores("").Copy())
}

// Damaged results are refused, with the place.
func TestDamagedResults(t *testing.T) {
	doc := text(t, stored(t))
	for from, to := range map[string]string{
		`"raw":0`:                              `"raw":7`,
		`"scores":[{"code":"all",`:             `"scores":[{"code":"green",`,
		`"scores":[{"code":"all","of":[`:       `"scores":[{"code":"all","of":[1,`,
		`"before":[`:                           `"before":[1,`,
		`"weights":[{"class":"east"`:           `"weights":[{"class":"north"`,
		`"weights":[{"class":"east","local":[`: `"weights":[{"class":"east","local":[1,`,
		`"scales":{"air":`:                     `"scales":{"air2":`,
		`"framework":0`:                        `"framework":3`,
		`"panel":0`:                            `"panel":3`,
	} {
		require.Contains(t, doc, from)
		_, err := evaluation.ReadResult(strings.NewReader(strings.Replace(doc, from, to, 1)), "result.json", ownKinds)
		require.Error(t, err, from)
		assert.NotEmpty(t, basis.Find[*basis.DataError](err), from)
	}
	_, err := json.Marshal(&evaluation.Result{})
	require.ErrorIs(t, err, basis.ErrEmpty)
}

// A result that was scored alone, without stages, and one of a flat model.
func TestStoredScores(t *testing.T) {
	_, tab := generated(t, 12, 2, 3)
	for _, m := range []evaluation.Model{{}, {Flat: true, Weigh: weights.Entropy{}, Aggregate: aggregate.Geometric{}, Normalize: normalize.MinMax{Lo: 1, Hi: 100}}} {
		res, err := m.Score(nil, tab, nil)
		require.NoError(t, err)
		var back evaluation.Result
		doc, err := json.Marshal(res)
		require.NoError(t, err)
		require.NoError(t, json.Unmarshal(doc, &back))
		again, err := json.Marshal(&back)
		require.NoError(t, err)
		assert.Equal(t, string(doc), string(again))
		assert.Equal(t, text(t, rank(t, res, "", evaluation.Ties{})), text(t, rank(t, &back, "", evaluation.Ties{})))
	}
}

func TestDigest(t *testing.T) {
	res := stored(t)
	a, err := res.Digest(ownKinds)
	require.NoError(t, err)
	assert.Len(t, a, 64)
	b, err := stored(t).Digest(ownKinds)
	require.NoError(t, err)
	assert.Equal(t, a, b)
	res.Rulings[0].Document = "No. 9"
	c, err := res.Digest(ownKinds)
	require.NoError(t, err)
	assert.NotEqual(t, a, c)
	_, err = res.Digest()
	require.ErrorIs(t, err, basis.ErrUnknown)
}

// The bit that a figure is confidential reaches the explanation.
func TestConfidentialParts(t *testing.T) {
	res := stored(t)
	r := rank(t, res, "", evaluation.Ties{Digits: new(2)})
	for unit, want := range map[string]bool{"0": true, "1": false} {
		ex, err := res.Explain(r, unit)
		require.NoError(t, err)
		for _, p := range ex.Parts {
			assert.Equal(t, want && p.Indicator.Code == "energy", p.Confidential, p.Indicator.Code)
		}
	}
	obstacles, err := res.Obstacles("0", "green", indicators.Range{Lo: -200, Hi: 200})
	require.NoError(t, err)
	for _, o := range obstacles {
		assert.Equal(t, o.Code == "energy", o.Confidential)
	}
}

func TestReadModelAndDecision(t *testing.T) {
	m := stored(t).Model
	back, err := evaluation.ReadModel(strings.NewReader(text(t, m)), "model.json", ownKinds)
	require.NoError(t, err)
	assert.Equal(t, m, back)
	_, err = evaluation.ReadModel(strings.NewReader(`{"weigh":{"kind":"entropi"}}`), "model.json")
	require.EqualError(t, err, `model.json:1:18: weigh.kind: unknown: "entropi" is no kind of weights.Scheme (did you mean "entropy"?)`)
	_, err = json.Marshal(evaluation.Model{Weigh: weights.Func(nil)})
	require.ErrorContains(t, err, "weights.Func is a function and cannot be written")

	d := evaluation.Decision{Ties: evaluation.Ties{Digits: new(2)}, Grader: evaluation.Conditional{
		Of:         evaluation.Thresholds{{Grade: "A", AtLeast: 90}, {Grade: "B", Rest: true}},
		Conditions: []evaluation.Condition{{Grade: "A", AtLeast: 60}},
	}}
	doc, err := json.Marshal(d)
	require.NoError(t, err)
	decided, err := evaluation.ReadDecision(bytes.NewReader(doc), "decision.json")
	require.NoError(t, err)
	assert.Equal(t, d, decided)
}

func TestMethodsInWords(t *testing.T) {
	assert.Equal(t, "model (normalize min max, weigh declared, aggregate arithmetic)", fmt.Sprint(evaluation.Model{}))
	assert.Equal(t, "model (steps [growth = growth of va over 1 year, at current prices, median imputation of all measured indicators], normalize per indicator (default min max, by [air: z score]), "+
		"weigh per group (by [scale: mix (parts [(scheme firstmore (times 2), share 0.5), (scheme equal, share 0.5)])]), "+
		"aggregate arithmetic, by class, limits (items [platforms: (lo 0, hi 3)]))", fmt.Sprint(stored(t).Model))
	assert.Equal(t, "decision (ties (digits 2), own, grader thresholds [(grade A, at least 90), (grade B, at least 0, rest)])", fmt.Sprint(evaluation.Decision{
		Ties: evaluation.Ties{Digits: new(2)}, Own: true, Grader: evaluation.Thresholds{{Grade: "A", AtLeast: 90}, {Grade: "B", Rest: true}},
	}))
}

// Records write a score that is none as null.
func TestRecordsWithoutNumbers(t *testing.T) {
	place := evaluation.Place{Unit: indicators.Unit{Code: "1"}, Score: math.NaN(), Out: basis.Textf("no score")}
	doc, err := json.Marshal([]evaluation.Place{place})
	require.NoError(t, err)
	assert.JSONEq(t, `[{"rank": 0, "unit": {"code": "1"}, "score": null, "out": "no score"}]`, string(doc))
	var back []evaluation.Place
	require.NoError(t, json.Unmarshal(doc, &back))
	assert.True(t, math.IsNaN(back[0].Score))
	require.Error(t, json.Unmarshal([]byte(`[{"rank": 0, "unit": {"code": "1"}}]`), &back), "a score that is not there is no 0")
}
