package main

import (
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/aggregate"
	"github.com/countyeval/countyeval/evaluation/robustness/proof"
	"github.com/countyeval/countyeval/evaluation/scheme"
	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/normalize"
	"github.com/countyeval/countyeval/indicators/prepare"
)

// holds compares a view with what the library makes of a scheme that was changed without the
// explorer.
func holds(t *testing.T, e *explorer, query string, s scheme.Scheme) {
	t.Helper()
	status, body, _ := get(t, e, "/view?"+query)
	require.Equal(t, http.StatusOK, status, body)
	f := *e.in.Scheme
	f.Scheme = s
	o, err := scheme.Run(&f, e.in.Table)
	require.NoError(t, err)
	units, cells := read(t, body)
	require.Len(t, units, o.Ranking.Ranked())
	for i, p := range o.Ranking.Places[:len(units)] {
		c := cells[p.Unit.Code]
		require.Equal(t, p.Unit.Code, units[i])
		require.Equal(t, strconv.Itoa(p.Rank), c["Rank"], p.Unit.Code)
		require.Equal(t, tables.Decimal(p.Score, *o.Ranking.Ties.Digits).Shown(basis.English, nil), c["Score"], p.Unit.Code)
		was, _ := e.was.Ranking.Find(p.Unit.Code)
		if up := was.Rank - p.Rank; up != 0 {
			require.Equal(t, tables.Integer(up).Plus().Shown(basis.English, nil), c["Up"], p.Unit.Code)
		}
		grade := p.Grade
		if was.Grade != p.Grade {
			grade = was.Grade + " → " + p.Grade
		}
		require.Equal(t, grade, c["Grade"], p.Unit.Code)
		for k, a := range o.Awards {
			require.NoError(t, a.Err)
			m := a.Plan.Pool.Measure
			w, _ := a.Allocation.Find(p.Unit.Code)
			text := ""
			if w.Amount > 0 {
				text = tables.Amount(w.Amount, m).Shown(basis.English, nil)
			}
			require.Equal(t, text, c[a.Plan.Pool.Name+" "+m.English().Name], p.Unit.Code)
			if before, _ := e.was.Awards[k].Allocation.Find(p.Unit.Code); k == 0 && before.Amount != w.Amount {
				require.Equal(t, tables.Amount(w.Amount-before.Amount, m).Plus().Shown(basis.English, nil), c["Change"], p.Unit.Code)
			}
		}
	}
	stay := 0
	for _, p := range o.Ranking.Places {
		if was, _ := e.was.Ranking.Find(p.Unit.Code); p.Rank > 0 && p.Rank <= 20 && was.Rank <= 20 {
			stay++
		}
	}
	assert.Contains(t, body, "<b>"+strconv.Itoa(stay)+"</b> <span>of the first 20 stay</span>")
	if proved, err := proof.New(o.Result, s.Decision, proof.Box{}); err == nil {
		r, err := proved.First(20)
		require.NoError(t, err)
		shown := regexp.MustCompile(`±([\d.]+) %`).FindStringSubmatch(body)
		require.NotNil(t, shown)
		percent, err := strconv.ParseFloat(shown[1], 64)
		require.NoError(t, err)
		assert.InDelta(t, 100*r.Radius-0.005, percent, 0.005, "rounded down")
	} else {
		assert.Contains(t, body, "cannot be proved")
	}
}

// published is a copy of the scheme that a test may change.
func published(e *explorer) scheme.Scheme { return e.apply(e.in.Scheme.Scheme, state{}) }

// TestPublished: without a move, all is as published, and nothing has changed.
func TestPublished(t *testing.T) {
	e := henan(t)
	holds(t, e, "", e.in.Scheme.Scheme)
	_, body, _ := get(t, e, "/view?lang=en")
	assert.Contains(t, body, "Nothing has moved")
	assert.Contains(t, body, "No county gets more or less")
}

// TestWeights: weights of dimensions and of indicators.
func TestWeights(t *testing.T) {
	e := henan(t)
	weigh := func(by map[string]float64) scheme.Scheme {
		s := published(e)
		for i := range s.Framework.Indicators {
			for _, in := range append([]*scheme.Indicator{&s.Framework.Indicators[i]}, pointers(s.Framework.Indicators[i].Indicators)...) {
				if x, ok := by[in.Code]; ok {
					in.Weight = &x
				}
			}
		}
		return s
	}
	holds(t, e, "w.sec_va=5&w.enterprises=20", weigh(map[string]float64{"sec_va": 5, "enterprises": 20}))
	holds(t, e, "w.scale=0.01&w.sec_va=0.01&w.enterprises=0&w.talent=44.99&w.prof_tech_share=44.99&w.tertiary_edu_share=0&w.nonlocal_share=0&w.sci_tech_emp=0",
		weigh(map[string]float64{"scale": 0.01, "sec_va": 0.01, "enterprises": 0, "talent": 44.99, "prof_tech_share": 44.99, "tertiary_edu_share": 0, "nonlocal_share": 0, "sci_tech_emp": 0}))
}

func pointers(all []scheme.Indicator) []*scheme.Indicator {
	var out []*scheme.Indicator
	for i := range all {
		out = append(out, &all[i])
	}
	return out
}

// TestSwitches: each switch at each of its places, against a model that a program would make.
func TestSwitches(t *testing.T) {
	e := henan(t)
	steps := func(fill ...indicators.Step) []indicators.Step {
		return append([]indicators.Step{scheme.Formulas{}}, fill...)
	}
	for query, change := range map[string]func(m *evaluation.Model){
		"normalize=clipped":    func(*evaluation.Model) {},
		"normalize=linear":     func(m *evaluation.Model) { m.Normalize = normalize.MinMax{} },
		"normalize=z_score":    func(m *evaluation.Model) { m.Normalize = normalize.ZScore{Mean: 50, SD: 10} },
		"normalize=percentile": func(m *evaluation.Model) { m.Normalize = normalize.Percentile{} },
		"normalize=above_zero": func(m *evaluation.Model) { m.Normalize = normalize.Clip{Of: normalize.MinMax{Lo: 1, Hi: 100}} },
		"aggregate=arithmetic": func(*evaluation.Model) {},
		"aggregate=mean_min":   func(m *evaluation.Model) { m.Aggregate = aggregate.MeanMin{} },
		"aggregate=geometric&normalize=above_zero": func(m *evaluation.Model) {
			m.Normalize, m.Aggregate = normalize.Clip{Of: normalize.MinMax{Lo: 1, Hi: 100}}, aggregate.Geometric{}
		},
		"impute=median":    func(*evaluation.Model) {},
		"impute=mean":      func(m *evaluation.Model) { m.Steps = steps(prepare.Mean{}) },
		"impute=neighbors": func(m *evaluation.Model) { m.Steps = steps(prepare.Neighbors{}) },
		"impute=left_out": func(m *evaluation.Model) {
			m.Steps, m.Aggregate = steps(), aggregate.Present{}
		},
		"impute=left_out&aggregate=mean_min": func(m *evaluation.Model) {
			m.Steps, m.Aggregate = steps(), aggregate.Present{Of: aggregate.MeanMin{}}
		},
	} {
		s := published(e)
		change(&s.Model)
		t.Run(query, func(t *testing.T) { holds(t, e, query, s) })
	}
}

// TestAwards: pool, zero point and caps, against the text of the file with one value set.
func TestAwards(t *testing.T) {
	e := henan(t)
	seen := map[string]bool{}
	for query, set := range map[string]struct {
		path  string
		value float64
	}{
		"amount.1=8000":  {"plans[Land].pool.amount", 8000},
		"amount.2=123.5": {"plans[COD].pool.amount", 123.5},
		"amount.3=45000": {"plans[Funds].pool.amount", 45000},
		"base.1.2=45":    {"plans[Land].clauses[1].by_score.base", 45},
		"base.2.2=0":     {"plans[COD].clauses[1].by_score.base", 0},
		"cap.1.3=700":    {"plans[Land].clauses[2].cap_at.each", 700},
		"cap.1.4=2.5":    {"plans[Land].clauses[3].cap_at.rate", 2.5},
		"cap.2.3=0.05":   {"plans[COD].clauses[2].cap_at.rate", 0.05},
	} {
		key, _, _ := strings.Cut(query, "=")
		seen[key] = true
		t.Run(query, func(t *testing.T) {
			text, err := scheme.Set(e.in.Scheme.Text, "scheme.yaml", set.path, set.value)
			require.NoError(t, err)
			s, err := scheme.Read(text, "scheme.yaml")
			require.NoError(t, err)
			holds(t, e, query, s)
		})
	}
	for _, d := range e.dials {
		assert.True(t, d.Code != "" || seen[d.Key], "%s is not tried", d.Key)
	}
}

// TestCapName: a limit that is moved no longer says the published one.
func TestCapName(t *testing.T) {
	_, body, _ := get(t, henan(t), "/scheme.yaml?cap.1.3=700")
	assert.NotContains(t, body, "1,000 mu a county")
	assert.Contains(t, body, "each: 700")
}
