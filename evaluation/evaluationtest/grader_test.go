package evaluationtest_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/evaluationtest"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// TestOurGraders: every grader of this library keeps the rules, and the promises of its
// documentation.
func TestOurGraders(t *testing.T) {
	type options = evaluationtest.GraderOptions
	sound := options{InOrder: true, TiesTogether: true}
	key := func(code string, raw bool, o evaluation.Order) evaluation.Key {
		return evaluation.Key{Code: code, Raw: raw, Order: o}
	}
	quotas := evaluation.Quotas{Grades: []evaluation.Quota{{Grade: "A", Share: 0.2}, {Grade: "B", Rest: true}, {Grade: "C", Share: 0.1, Rounding: evaluation.Ceil}}}
	for name, c := range map[string]struct {
		g evaluation.Grader
		o options
	}{
		"quotas":     {quotas, sound},
		"places":     {evaluation.Quotas{Grades: []evaluation.Quota{{Grade: "A", Places: 3}, {Grade: "B", Rest: true}}, Base: evaluation.All}, sound},
		"thresholds": {evaluation.Thresholds{{Grade: "A", AtLeast: 60}, {Grade: "B", AtLeast: 40}, {Grade: "C", Rest: true}}, options{InOrder: true, TiesTogether: true, Names: []string{"A", "B", "C"}}},
		"two stages": {evaluation.TwoStage{
			Best: evaluation.Stage2{Grade: "A", Share: 0.15, Key: key("a", true, evaluation.HighestFirst)}, Middle: "B",
			Worst: evaluation.Stage2{Grade: "C", Share: 0.1, Key: key("b", true, evaluation.HighestFirst)},
		}, options{}},
		"conditions": {evaluation.Conditional{Of: quotas, Conditions: []evaluation.Condition{{Grade: "A", AtLeast: 40}}}, options{}},
	} {
		t.Run(name, func(t *testing.T) {
			assert.NoError(t, evaluationtest.TestGrader(c.g, c.o, options{N: 40, Seed: 4, Decision: evaluation.Decision{Code: "strength"}}))
		})
	}
}

// ownGrader is a grader made of a function.
type ownGrader func(c evaluation.Entrants) (evaluation.Graded, error)

func (f ownGrader) Grade(c evaluation.Entrants) (evaluation.Graded, error) { return f(c) }

// halves is a grader that keeps all rules: the better half of the groups is A.
func halves(c evaluation.Entrants) evaluation.Graded {
	out := evaluation.Graded{Names: []string{"A", "B"}, Of: make([]string, len(c.Places))}
	groups := c.Groups()
	for i := range out.Of {
		if out.Of[i] = "B"; groups[i]*2 < groups[len(groups)-1] {
			out.Of[i] = "A"
		}
	}
	return out
}

// regraded is the sound grader with something done to its answer.
func regraded(f func(c evaluation.Entrants, g *evaluation.Graded) error) ownGrader {
	return func(c evaluation.Entrants) (evaluation.Graded, error) {
		g := halves(c)
		return g, f(c, &g)
	}
}

type wrongGrader struct {
	g evaluation.Grader
	o evaluationtest.GraderOptions
}

// brokenGraders break one rule each.
func brokenGraders() map[string]wrongGrader {
	type options = evaluationtest.GraderOptions
	var mu sync.Mutex
	var calls, scratch int
	names := []string{"A", "B"}
	fail := func(is func(c evaluation.Entrants) bool) wrongGrader {
		return wrongGrader{g: regraded(func(c evaluation.Entrants, _ *evaluation.Graded) error {
			if is(c) {
				panic("what is this?")
			}
			return nil
		})}
	}
	unwrapped := fail(func(evaluation.Entrants) bool { return false })
	unwrapped.g = regraded(func(c evaluation.Entrants, _ *evaluation.Graded) error {
		if len(c.Places) == 0 {
			return errors.New("nobody")
		}
		return nil
	})
	return map[string]wrongGrader{
		"ordinary data": {g: regraded(func(c evaluation.Entrants, _ *evaluation.Graded) error {
			if len(c.Places) == 24 {
				return basis.Errorf("%w: two dozen", evaluation.ErrGrades)
			}
			return nil
		})},
		"no panic": fail(func(c evaluation.Entrants) bool {
			return len(c.Places) == 24 && c.Result != nil && c.Ties.Digits != nil && c.Places[0].Score != 60
		}),
		"a grade for each": {g: regraded(func(c evaluation.Entrants, g *evaluation.Graded) error {
			if len(c.Places) == 24 {
				g.Of = g.Of[1:]
			}
			return nil
		})},
		"a grade for each/empty": {g: regraded(func(c evaluation.Entrants, g *evaluation.Graded) error {
			if len(c.Places) == 24 {
				g.Of[7] = ""
			}
			return nil
		})},
		"names": {g: regraded(func(c evaluation.Entrants, g *evaluation.Graded) error {
			g.Names = slices.Compact(append([]string{"B"}, g.Of...))
			slices.Sort(g.Names)
			g.Names = slices.Compact(g.Names)
			return nil
		})},
		"names/twice": {g: regraded(func(_ evaluation.Entrants, g *evaluation.Graded) error {
			g.Names = append(g.Names, "A")
			return nil
		})},
		"missed": {g: regraded(func(_ evaluation.Entrants, g *evaluation.Graded) error {
			g.Missed = []evaluation.Miss{{Unit: indicators.Unit{Code: "nobody"}}}
			return nil
		})},
		"cut unchanged": {g: regraded(func(c evaluation.Entrants, g *evaluation.Graded) error {
			for i := range c.Places {
				c.Places[i].Grade = g.Of[i]
			}
			return nil
		})},
		"same answer twice": {g: regraded(func(_ evaluation.Entrants, g *evaluation.Graded) error {
			mu.Lock()
			defer mu.Unlock()
			calls++
			g.Warnings = []error{fmt.Errorf("call %d", calls)}
			return nil
		})},
		"concurrent use": {g: regraded(func(c evaluation.Entrants, g *evaluation.Graded) error {
			mu.Lock()
			scratch = len(c.Places)
			mu.Unlock()
			time.Sleep(50 * time.Microsecond) // so that another comes in between, however busy the machine is
			mu.Lock()
			defer mu.Unlock()
			if scratch != len(c.Places) {
				g.Warnings = []error{errors.New("disturbed")}
			}
			return nil
		})},
		"nothing is kept": {g: regraded(func(_ evaluation.Entrants, g *evaluation.Graded) error {
			g.Names = names // the caller may write there
			for i := range g.Of {
				if !slices.Contains(names, g.Of[i]) {
					g.Of[i] = names[0]
				}
			}
			return nil
		})},
		"no place":       fail(func(c evaluation.Entrants) bool { return len(c.Places) == 0 }),
		"no place/error": unwrapped,
		"one place":      fail(func(c evaluation.Entrants) bool { return c.All == 1 }),
		"all tied": fail(func(c evaluation.Entrants) bool {
			return len(c.Places) > 1 && c.Places[0].Score == c.Places[len(c.Places)-1].Score
		}),
		"no result":      fail(func(c evaluation.Entrants) bool { return c.Result == nil }),
		"not published":  fail(func(c evaluation.Entrants) bool { return c.Ties.Digits == nil }),
		"promised names": {g: regraded(func(evaluation.Entrants, *evaluation.Graded) error { return nil }), o: options{Names: []string{"A", "C"}}},
		"order":          {g: regraded(func(_ evaluation.Entrants, g *evaluation.Graded) error { slices.Reverse(g.Of); return nil }), o: options{InOrder: true}},
		"ties together":  {g: regraded(func(c evaluation.Entrants, g *evaluation.Graded) error { return parted(c, g) }), o: options{TiesTogether: true}},
	}
}

// parted gives the second of tied places another grade.
func parted(c evaluation.Entrants, g *evaluation.Graded) error {
	groups := c.Groups()
	for i := 1; i < len(groups); i++ {
		if groups[i] == groups[i-1] {
			g.Of[i] = map[string]string{"A": "B", "B": "A"}[g.Of[i-1]]
		}
	}
	return nil
}

func TestBrokenGraders(t *testing.T) {
	sound := regraded(func(evaluation.Entrants, *evaluation.Graded) error { return nil })
	require.NoError(t, evaluationtest.TestGrader(sound, evaluationtest.GraderOptions{Names: []string{"A", "B"}, InOrder: true, TiesTogether: true}))
	for name, c := range brokenGraders() {
		t.Run(name, func(t *testing.T) {
			rule, _, _ := strings.Cut(name, "/")
			err := evaluationtest.TestGrader(c.g, c.o)
			require.Equal(t, []string{rule}, rulesOf(err), err)
			require.ErrorContains(t, err, "(24 places)")
		})
	}
}

func TestGraderOptions(t *testing.T) {
	sound := regraded(func(evaluation.Entrants, *evaluation.Graded) error { return nil })
	require.ErrorContains(t, evaluationtest.TestGrader(nil), "no grader")
	require.ErrorContains(t, evaluationtest.TestGrader(sound, evaluationtest.GraderOptions{N: 1}), "1 units")
	err := evaluationtest.TestGrader(sound, evaluationtest.GraderOptions{}, evaluationtest.GraderOptions{Decision: evaluation.Decision{Code: "x"}})
	require.ErrorContains(t, err, "options 2: options: indicator x")
}
