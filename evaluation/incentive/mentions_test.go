package incentive_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/evaluation/incentive/fill"
	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// spelled is a graded ranking of four units: nobody has grade C, nobody is of the
// region north, which the decision names.
func spelled() evaluation.Ranking {
	r := rankingOf(90, 80, 70, 60)
	for i := range r.Places {
		p := &r.Places[i]
		p.Grade = []string{"A", "A", "B", "B"}[i]
		p.Unit.Class, p.Unit.Region, p.Unit.Level = []string{"county", "district"}[i%2], "south", "county"
		p.Unit.Tags = indicators.NewTags(map[string]string{"basin": []string{"huai", "hai"}[i/2]})
	}
	r.Grades = []string{"A", "B", "C"}
	r.Idle = []basis.Mention{{Sort: basis.Attribute, Heading: "region", Name: "north"}}
	return r
}

func wrong(err error) []string {
	var out []string
	for _, e := range basis.Find[*basis.NameError](err) {
		word := e.Mention.Heading + " " + e.Mention.Name
		if e.Meant != "" {
			word += " -> " + e.Meant
		}
		out = append(out, word)
	}
	slices.Sort(out)
	return out
}

// TestMisspelledNamesInPlans: a grade, class, region, level or tag that is none is
// refused in every clause, with the nearest right one, and nobody goes without an award
// for it.
func TestMisspelledNamesInPlans(t *testing.T) {
	pool := incentive.Pool{Amount: 100}
	only := func(by string, in ...string) incentive.Clause {
		return incentive.Only{Members: evaluation.Members{By: by, In: in}}
	}
	priority := func(by string, orders ...string) incentive.Plan {
		return incentive.Plan{Pool: pool, Clauses: []incentive.Clause{incentive.ByPriority{By: by}, incentive.ByScore{}}, Tranches: []incentive.Tranche{{Parts: 1, Rule: fill.Priority{Orders: orders}}}}
	}
	plan := func(c ...incentive.Clause) incentive.Plan { return incentive.Plan{Pool: pool, Clauses: c} }
	for name, tc := range map[string]struct {
		plan incentive.Plan
		want []string
	}{
		"Grades":     {plan(incentive.Grades{"A", "b"}), []string{" b -> B"}}, // case is no distance
		"ByGrade":    {plan(incentive.ByGrade{Weights: map[string]float64{"A": 2, "B": 1, "AA": 4}}), []string{" AA"}},
		"TierPools":  {incentive.TierPools(pool, []incentive.Tier{{Grade: "A", Parts: 60}, {Grade: "Q", Parts: 40}}), []string{" Q"}},
		"PrizeTable": {plan(incentive.PrizeTable{Rows: []incentive.Prize{{Grade: "a", Amount: 1}, {Level: "cuonty", Class: "contry", Amount: 2}}}), []string{" a -> A", "class contry -> county", "level cuonty -> county"}},
		"Only":       {plan(only("class", "county", "distrct"), only("region", "suoth"), only("tag:basin", "huia"), only("grade", "D")), []string{" D", "class distrct -> district", "region suoth -> south", "tag:basin huia -> huai"}},
		"a tag":      {plan(only("tag:basn", "huai")), []string{"tag:basn huai"}},
		"Under":      {plan(incentive.Under{Name: "c", Members: evaluation.Members{By: "level", In: []string{"conty"}}, Amount: 10}), []string{"level conty -> county"}},
		"Priority":   {priority("grade", "A", "B", "E"), []string{" E"}},
		"Capacity":   {incentive.Capacity{Pool: pool, Headroom: "room", Basins: []incentive.Under{{Name: "c", Members: evaluation.Members{By: "tag:basin", In: []string{"huaii"}}, Amount: 1}}}.Plan(), []string{"tag:basin huaii -> huai"}},
	} {
		t.Run(name, func(t *testing.T) {
			lists := figures(decimals("room", row(1, 1, 1, 1)))
			_, err := tc.plan.Allocate(spelled(), lists)
			require.ErrorIs(t, err, basis.ErrUnknown)
			assert.Equal(t, tc.want, wrong(err))
			require.NotEmpty(t, basis.Find[*fill.Fault](err))
		})
	}
	_, err := plan(incentive.Grades{"A", "b"}).Allocate(spelled(), incentive.Figures{})
	require.EqualError(t, err, `article 1 (grades A, b only): unknown: grade "b", named by the clause: the ranking has no such grade (did you mean "B"?)`)
	assert.Contains(t, tables.Said(err).Chinese, `无法识别：等次 "b"（见于该条款）：排名中没有该等次（您是否想写 "B"？）`)

	// Without grades no row of prizes for grades can be met.
	bare := spelled()
	bare.Grades = nil
	for i := range bare.Places {
		bare.Places[i].Grade = ""
	}
	for _, c := range []incentive.Clause{incentive.PrizeTable{Rows: []incentive.Prize{{Grade: "A", Amount: 1}}}, incentive.Grades{"A", "B"}, incentive.ByGrade{Weights: map[string]float64{"A": 1}}, only("grade", "A")} {
		_, err := plan(c).Allocate(bare, incentive.Figures{})
		require.ErrorIs(t, err, basis.ErrMissing)
		assert.Len(t, basis.Find[*fill.Fault](err), 1, "once: %v", err)
	}
}

// TestRightNamesInPlans: names that nothing bears this year are warnings, by article.
func TestRightNamesInPlans(t *testing.T) {
	clauses := []incentive.Clause{
		incentive.ByGrade{Weights: map[string]float64{"A": 4, "B": 2, "C": 1}},
		incentive.Grades{"A", "B", "C"},
		incentive.Only{Members: evaluation.Members{By: "region", In: []string{"north", "south"}}},
		incentive.Only{Members: evaluation.Members{By: "list:zone", In: []string{"core", "croe"}}},
	}
	lists := figures(said("zone", texts{"000": "core", "001": "core", "002": "edge", "003": "core"}))
	a, err := incentive.Plan{Pool: incentive.Pool{Amount: 100}, Clauses: clauses}.Allocate(spelled(), lists)
	require.NoError(t, err)
	var says []string
	for _, w := range a.Warnings {
		require.ErrorIs(t, w, basis.ErrIdle)
		says = append(says, w.Error())
	}
	assert.Equal(t, []string{
		`named, but nothing has it: grade "C", named by article 1: no unit has it at present`,
		`named, but nothing has it: region "north", named by article 3: no unit has it at present`,
		`named, but nothing has it: list:zone "croe", named by article 4: no unit has it at present (did you mean "core"?)`,
	}, says)

	// In a tranche with a list of its own grades are those of the list, and the words of
	// the plan's ranking stay right.
	own := spelled()
	own.Grades, own.Places = []string{"up", "down"}, slices.Clone(own.Places[:1])
	own.Places[0].Grade = "up"
	own.Idle = nil
	in := func(c incentive.Clause) error {
		f := incentive.Figures{Rankings: map[string]evaluation.Ranking{"gain": own}}
		_, err := incentive.Plan{Pool: incentive.Pool{Amount: 100}, Tranches: []incentive.Tranche{{Parts: 1, Ranking: "gain", Clauses: []incentive.Clause{c}}}}.Allocate(spelled(), f)
		return err
	}
	require.NoError(t, in(incentive.Grades{"up", "down"}))
	assert.Equal(t, []string{" A"}, wrong(in(incentive.Grades{"A"})))
	require.NoError(t, in(incentive.Only{Members: evaluation.Members{By: "class", In: []string{"district", "county"}}}))
	require.NoError(t, in(incentive.Only{Members: evaluation.Members{By: "region", In: []string{"north"}}}))
	assert.Equal(t, []string{"class districts -> district"}, wrong(in(incentive.Only{Members: evaluation.Members{By: "class", In: []string{"districts"}}})))
}

// TestFiguresNameUnits: codes in lists, in full width too.
func TestFiguresNameUnits(t *testing.T) {
	r := spelled()
	plan := incentive.Plan{Pool: incentive.Pool{Amount: 100}, Clauses: []incentive.Clause{incentive.Times{Figure: "size"}}}
	_, err := plan.Allocate(r, figures(decimals("size", numbers{"000": 1, "001": 1, "002": 1, "003": 1, "００３": 1})))
	require.ErrorContains(t, err, "did you mean 003?")
	secret := decimals("size", row(1, 1, 1, 1))
	secret.Confidential = []string{"0003"}
	_, err = plan.Allocate(r, figures(secret))
	require.ErrorIs(t, err, basis.ErrUnknown)
	require.ErrorContains(t, err, `unit 0003: unknown: it is confidential in the figures "size", which do not have it (did you mean "000"?)`)

	// Of a ranking of one's own.
	twin := r.Places[3]
	twin.Unit.Code, twin.Rank, twin.Score = "００３", 5, 50
	r.Places = append(r.Places, twin)
	_, err = plan.Allocate(r, figures(decimals("size", row(1, 1, 1, 1))))
	require.ErrorIs(t, err, fill.ErrDuplicate)
	require.ErrorContains(t, err, `the code is "003" but for the width of its characters`)
}

func TestChargeRefusesOtherRegions(t *testing.T) {
	c := incentive.Charge{Emissions: "tonnes", Measure: mu, Rates: map[string]float64{"south": 1, "nroth": 2, "north": 2}, Return: incentive.Return{Base: 0.5, Most: 1}, Tasks: []string{"tasks"}}
	units := []indicators.Unit{{Code: "a", Region: "south"}, {Code: "b", Region: "north"}}
	lists := figures(decimals("tonnes", numbers{"a": 1, "b": 1}), decimals("tasks", numbers{"a": 1, "b": 1}))
	_, err := c.Settle(units, lists)
	require.EqualError(t, err, `unknown: region "nroth", named by the rates: no unit has it (did you mean "north"?)`)
	delete(c.Rates, "nroth")
	_, err = c.Settle(units, lists)
	require.NoError(t, err)
}
