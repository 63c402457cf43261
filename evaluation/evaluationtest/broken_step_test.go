package evaluationtest_test

import (
	"errors"
	"math"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation/evaluationtest"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// cut is a step that keeps all rules: figures of a above a limit are cut.
func cut(t *indicators.Table, limit float64) (indicators.Stage, error) {
	st := indicators.Stage{Name: basis.Textf("cut")}
	for i, x := range t.Column("a").All() {
		if x > limit {
			st.Changes = append(st.Changes, indicators.Change{Unit: t.Unit(i).Code, Indicator: "a", Was: x, Is: limit, Why: basis.Textf("above the limit")})
		}
	}
	var err error
	st.Table, err = t.With(indicators.Treated, st.Changes...)
	return st, err
}

// mended is the sound step with something done to its stage.
func mended(f func(t *indicators.Table, st *indicators.Stage) error) indicators.Step {
	return indicators.StepFunc(func(t *indicators.Table) (indicators.Stage, error) {
		st, err := cut(t, 400)
		if err == nil {
			err = f(t, &st)
		}
		return st, err
	})
}

// figures are those of the column a that are there.
func figures(t *indicators.Table) []float64 {
	return slices.DeleteFunc(t.Column("a").Copy(), math.IsNaN)
}

type wrongStep struct {
	s indicators.Step
	o evaluationtest.StepOptions
}

// brokenSteps break one rule each.
func brokenSteps(t *testing.T) map[string]wrongStep {
	t.Helper()
	type options = evaluationtest.StepOptions
	var mu sync.Mutex
	var calls int
	var scratch *indicators.Table
	kept := map[*indicators.Table]indicators.Stage{}
	fail := func(is func(n int, x []float64) bool) wrongStep {
		return wrongStep{s: mended(func(t *indicators.Table, _ *indicators.Stage) error {
			if is(t.Len(), figures(t)) {
				panic("what is this?")
			}
			return nil
		})}
	}
	all := func(x []float64, is func(x float64) bool) bool {
		return len(x) > 1 && !slices.ContainsFunc(x, func(v float64) bool { return !is(v) })
	}
	small, err := indicators.NewFramework(indicators.Indicator{Code: "a"})
	require.NoError(t, err)
	some, err := indicators.NewTable(small, []indicators.Unit{{Code: "u"}}, map[string][]float64{"a": {1}}, nil)
	require.NoError(t, err)
	refuse := func(err error) wrongStep {
		return wrongStep{o: options{Refuses: []*indicators.Table{some}}, s: mended(func(t *indicators.Table, _ *indicators.Stage) error {
			if t == some {
				return err
			}
			return nil
		})}
	}
	return map[string]wrongStep{
		"ordinary data": {s: mended(func(t *indicators.Table, _ *indicators.Stage) error {
			if t.Len() == 24 {
				return errors.New("two dozen is not my number")
			}
			return nil
		})},
		"ordinary data/no table": {s: mended(func(_ *indicators.Table, st *indicators.Stage) error { st.Table = nil; return nil })},
		"no panic": {s: mended(func(t *indicators.Table, _ *indicators.Stage) error {
			if t.Len() == 24 && slices.Max(figures(t)) > 400 && slices.Min(figures(t)) != slices.Max(figures(t)) && slices.Max(figures(t)) < 1e6 {
				panic("two dozen")
			}
			return nil
		})},
		"framework": {s: mended(func(_ *indicators.Table, st *indicators.Stage) error { st.Table, st.Changes = some, nil; return nil })},
		"name":      {s: mended(func(_ *indicators.Table, st *indicators.Stage) error { st.Name = basis.Text{}; return nil })},
		"record": {s: mended(func(_ *indicators.Table, st *indicators.Stage) error {
			if len(st.Changes) > 1 {
				st.Changes = st.Changes[1:]
			}
			return nil
		})},
		"record/unit": {s: mended(func(t *indicators.Table, st *indicators.Stage) (err error) {
			if t.Len() == 24 {
				st.Changes = st.Changes[:0]
				st.Table, err = t.Select(func(u indicators.Unit) bool { return u.Code != "u05" })
			}
			return err
		})},
		"record/confidential": {s: mended(func(t *indicators.Table, st *indicators.Stage) (err error) {
			values, marks := map[string][]float64{}, map[string][]indicators.Mark{}
			for _, code := range []string{"a", "b", "c", "d", "e"} {
				values[code], marks[code] = st.Table.Column(code).Copy(), st.Table.Marks(code).Copy()
			}
			st.Table, err = indicators.NewTable(t.Framework(), t.AppendUnits(nil), values, marks)
			return err
		})},
		"reasons": {s: mended(func(_ *indicators.Table, st *indicators.Stage) error {
			for i := range st.Changes {
				st.Changes[i].Why = basis.Text{}
			}
			return nil
		})},
		"same answer twice": {s: mended(func(_ *indicators.Table, st *indicators.Stage) error {
			mu.Lock()
			defer mu.Unlock()
			calls++
			st.Warnings = append(st.Warnings, basis.Errorf("call %d", calls))
			return nil
		})},
		"concurrent use": {s: mended(func(t *indicators.Table, st *indicators.Stage) error {
			mu.Lock()
			scratch = t
			mu.Unlock()
			time.Sleep(50 * time.Microsecond) // so that another comes in between, however busy the machine is
			mu.Lock()
			defer mu.Unlock()
			if scratch != t {
				st.Name = basis.Textf("disturbed")
			}
			return nil
		})},
		"nothing is kept": {s: indicators.StepFunc(func(t *indicators.Table) (indicators.Stage, error) {
			mu.Lock() // a cache that hands out its own slices
			defer mu.Unlock()
			if st, ok := kept[t]; ok {
				return st, nil
			}
			st, err := cut(t, 400)
			kept[t] = st
			return st, err
		})},
		"order of units": {s: indicators.StepFunc(func(t *indicators.Table) (indicators.Stage, error) {
			first := slices.IndexFunc(t.Column("a").Copy(), func(x float64) bool { return !math.IsNaN(x) })
			limit := 0.0
			if first >= 0 {
				limit = t.Column("a").At(first)
			}
			return cut(t, limit)
		})},
		"not applicable": {s: mended(func(_ *indicators.Table, st *indicators.Stage) (err error) {
			var gaps []indicators.Change
			for i, x := range st.Table.Column("a").All() {
				if math.IsNaN(x) {
					gaps = append(gaps, indicators.Change{Unit: st.Table.Unit(i).Code, Indicator: "a", Was: x, Is: 3, Why: basis.Textf("gap")})
				}
			}
			st.Changes = append(st.Changes, gaps...)
			st.Table, err = st.Table.With(indicators.Imputed, gaps...)
			return err
		})},
		"confidential": {o: options{Framework: computing(t)}, s: indicators.StepFunc(func(t *indicators.Table) (indicators.Stage, error) {
			x := t.Column("c").Copy()
			for i := range x {
				x[i] = min(2*x[i], 1e300)
			}
			out, err := t.WithColumn("r", x, indicators.MarkAll(x, indicators.Derived), "a")
			return indicators.Stage{Name: basis.Textf("twice"), Table: out}, err
		})},
		"refused":          refuse(nil),
		"refused/no place": refuse(errors.New("no")),
		"one unit":         fail(func(n int, _ []float64) bool { return n == 1 }),
		"no figure":        fail(func(n int, x []float64) bool { return n > 1 && len(x) == 0 }),
		"equal figures":    fail(func(_ int, x []float64) bool { return all(x, func(v float64) bool { return v == 7 }) }),
		"zeros":            fail(func(_ int, x []float64) bool { return all(x, func(v float64) bool { return v == 0 }) }),
		"negative figures": fail(func(_ int, x []float64) bool { return all(x, func(v float64) bool { return v < 0 }) }),
		"large figures":    fail(func(_ int, x []float64) bool { return all(x, func(v float64) bool { return v > 1e300 }) }),
	}
}

func TestBrokenSteps(t *testing.T) {
	require.NoError(t, evaluationtest.TestStep(indicators.StepFunc(func(t *indicators.Table) (indicators.Stage, error) { return cut(t, 400) })), "the sound one")
	for name, c := range brokenSteps(t) {
		t.Run(name, func(t *testing.T) {
			rule, _, _ := strings.Cut(name, "/")
			err := evaluationtest.TestStep(c.s, c.o)
			require.Equal(t, []string{rule}, rulesOf(err), err)
		})
	}
}

// the table that shows a failure is small, and its error says the way out.
func TestStepFailure(t *testing.T) {
	err := evaluationtest.TestStep(brokenSteps(t)["record"].s)
	var f *evaluationtest.Failure
	require.ErrorAs(t, err, &f)
	assert.Equal(t, 2, f.Table.Len())
	require.ErrorContains(t, err, "record: unit u")
	require.ErrorContains(t, err, "and no change is recorded")
	require.ErrorContains(t, err, "record each cell by an indicators.Change")
	require.ErrorContains(t, err, "(n = 2, m = 4)")
}

func TestStepOptions(t *testing.T) {
	type options = evaluationtest.StepOptions
	sound := indicators.StepFunc(func(t *indicators.Table) (indicators.Stage, error) { return cut(t, 400) })
	f, err := indicators.NewFramework(indicators.Indicator{Code: "a"})
	require.NoError(t, err)
	tab, err := indicators.NewTable(f, []indicators.Unit{{Code: "u"}, {Code: "v"}}, map[string][]float64{"a": {1, 2}}, nil)
	require.NoError(t, err)
	for message, o := range map[string]options{
		"1 units, at least 2": {N: 1},
		"figures from 5 to 5": {Lo: 5, Hi: 5},
		"-1 years":            {Years: -1},
		"a table of your own": {Table: tab, Years: 2},
	} {
		require.ErrorContains(t, evaluationtest.TestStep(sound, o), message)
	}
	require.ErrorContains(t, evaluationtest.TestStep(nil), "no step")
	require.ErrorContains(t, evaluationtest.TestStep(sound, options{}, options{N: -1}), "options 2: ")
	require.NoError(t, evaluationtest.TestStep(sound, options{Table: tab}, options{Seed: 5, Complete: true, N: 9}))
	place := brokenSteps(t)["order of units"].s
	require.NoError(t, evaluationtest.TestStep(place, options{ByPlace: true}))
}
