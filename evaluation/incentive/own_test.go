package incentive_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/evaluation/incentive/fill"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// apiece is a ranking whose classes have places of their own: counties 000 to 003 with
// ranks 1 2 2 4, districts 004 to 007 with ranks 1 2 2 and one that is not ranked.
func apiece() evaluation.Ranking {
	r := evaluation.Ranking{Code: "overall", Ties: evaluation.Ties{Digits: new(2)}, Own: true}
	for i, x := range []struct {
		rank  int
		score float64
	}{{1, 90}, {2, 80}, {2, 80}, {4, 70}, {1, 85}, {2, 50}, {2, 50}, {0, 40}} {
		class := []string{"county", "district"}[i/4]
		r.Places = append(r.Places, evaluation.Place{Rank: x.rank, Unit: indicators.Unit{Code: code(i), Class: class}, Score: x.score})
	}
	return r
}

// only admits one class.
func only(class string) incentive.Clause {
	return incentive.Only{Members: evaluation.Members{By: "class", In: []string{class}}}
}

// TestOwnPlaces: places are counted within each class, and the articles say so.
func TestOwnPlaces(t *testing.T) {
	dense := apiece()
	dense.Ties.Rule, dense.Places[3].Rank = evaluation.Dense, 3
	joint := rankingOf(90, 80, 80, 70)
	within, zh := ", within each class", "（按类别分别计算）"
	for _, c := range []struct {
		ranking evaluation.Ranking
		clauses []incentive.Clause
		want    string // weights and caps, or out
		en, zh  string // of the last article
	}{
		{apiece(), []incentive.Clause{incentive.Top{N: 1}}, "1 out out out 1 out out out", "the first 1 only" + within, "仅限前 1 名" + zh},
		{apiece(), []incentive.Clause{incentive.Top{N: 2, Ties: fill.ByListing}}, "1 1 out out 1 1 out out", "the first 2 only, ties by listing" + within, "仅限前 2 名（并列按名单顺序）" + zh},
		{dense, []incentive.Clause{incentive.Top{N: 3}}, "1 1 1 out 1 1 1 out", "the first 3 only" + within, "仅限前 3 名" + zh},
		{apiece(), []incentive.Clause{incentive.MinScore{X: 80}}, "1 1 1 out 1 out out out", "scores of at least 80 only" + within, "仅限得分不低于 80 的" + zh},
		{apiece(), []incentive.Clause{incentive.ByRank{Schedule: []float64{6, 3, 1}}}, "6 2 2 0 6 2 2 out", "weight by rank: 6, 3, 1; ties share the mean of their places" + within, "按位次计份：6、3、1，并列者取所占各位次的平均" + zh},
		{dense, []incentive.Clause{incentive.ByRank{Schedule: []float64{6, 3, 1, 0.5}}}, "6 2 2 0.5 6 2 2 out", "weight by rank: 6, 3, 1, 0.5; ties share the mean of their places" + within, "按位次计份：6、3、1、0.5，并列者取所占各位次的平均" + zh},
		{apiece(), []incentive.Clause{incentive.Veto{Reasons: "decisions"}, incentive.Ladder{Prizes: []float64{100, 50}}}, "out 75≤75 75≤75 out 100≤100 25≤25 25≤25 out", "ladder of 2 prizes, 100 to 50" + within, "按名次定额奖励，共 2 名，100 至 50" + zh},
		{apiece(), []incentive.Clause{incentive.PrizeTable{Rows: []incentive.Prize{{First: 2, Last: 2, Amount: 30}, {Class: "county", Amount: 20}}}}, "20≤20 30≤30 30≤30 20≤20 out 30≤30 30≤30 out", "prizes by table" + within, "按奖励标准表" + zh},
		{apiece(), []incentive.Clause{incentive.PrizeTable{Rows: []incentive.Prize{{Class: "county", Amount: 20}}}}, "20≤20 20≤20 20≤20 20≤20 out out out out", "prizes by table", "按奖励标准表"},
		{apiece(), []incentive.Clause{only("district"), incentive.ByScore{Base: 40}}, "out out out out 45 10 10 out", "weight: score above 40", "按得分减起算分 40 计份"},
		{joint, []incentive.Clause{incentive.Top{N: 1}}, "1 out out out", "the first 1 only", "仅限前 1 名"},
	} {
		t.Run(c.en, func(t *testing.T) {
			a, err := incentive.Plan{Pool: incentive.Pool{Amount: 1000}, Clauses: c.clauses}.Allocate(c.ranking, figures(said("decisions", texts{"000": "decided"})))
			require.NoError(t, err)
			var got []string
			for _, l := range a.Divisions[0].Lines {
				w, _ := l.Weight.Float64()
				s := fmt.Sprint(w)
				if l.Cap != fill.NoCap {
					s += fmt.Sprintf("≤%d", l.Cap)
				}
				if !l.Out.IsZero() {
					s = "out"
				}
				got = append(got, s)
			}
			assert.Equal(t, c.want, strings.Join(got, " "))
			assert.Equal(t, quoted{c.en, c.zh}, quote(a.Articles[len(a.Articles)-1]))
			assert.Equal(t, c.ranking.Own, a.Own)
			require.NoError(t, again(t, a).Check())
			for _, w := range a.Awards {
				for _, e := range w.Ledger {
					if e.Article == len(a.Articles) {
						assert.Equal(t, c.en, e.Clause)
					}
				}
			}
		})
	}
}

// TestOwnPlacesRefused: what makes no sense where classes have places of their own.
func TestOwnPlacesRefused(t *testing.T) {
	plan := incentive.Plan{Pool: incentive.Pool{Amount: 1000}, Clauses: []incentive.Clause{incentive.ByScore{Base: 40}}}
	_, err := plan.Allocate(apiece(), incentive.Figures{})
	require.ErrorIs(t, err, incentive.ErrClause)
	require.ErrorContains(t, err, "article 1 (weight: score above 40): clause: classes have places of their own, and their scores do not compare")
	plan.Clauses = []incentive.Clause{only("county"), incentive.ByScore{Base: 40}}
	_, err = plan.Allocate(apiece(), incentive.Figures{})
	require.NoError(t, err)

	// A rounding by listing would put one class before the other.
	for _, rounding := range []func(fill.Tiebreak) fill.Rounder{
		func(t fill.Tiebreak) fill.Rounder { return fill.LargestRemainder{Ties: t} },
		func(t fill.Tiebreak) fill.Rounder { return fill.Divisor{Ties: t} },
	} {
		plan = incentive.Plan{Pool: incentive.Pool{Amount: 1001}, Rounding: rounding(fill.ByListing)}
		_, err = plan.Allocate(apiece(), incentive.Figures{})
		require.ErrorIs(t, err, fill.ErrTie)
		require.ErrorContains(t, err, "rounding "+plan.Rounding.String()+": ")
		plan.Clauses = []incentive.Clause{only("district")}
		_, err = plan.Allocate(apiece(), incentive.Figures{})
		require.NoError(t, err, "one class has one listing")
		plan.Clauses, plan.Rounding = nil, rounding(fill.Together)
		_, err = plan.Allocate(apiece(), incentive.Figures{})
		require.NoError(t, err)
	}

	// Ranks of last year compare if both years have places of each class's own, and the
	// county is in the class that it was in.
	plan = incentive.Plan{Pool: incentive.Pool{Amount: 1000}}
	last, err := plan.Allocate(apiece(), incentive.Figures{})
	require.NoError(t, err)
	f := figures(map[string]*incentive.Allocation{"last year": last}, map[string]evaluation.Ranking{"progress": apiece()})
	plan.Clauses = []incentive.Clause{incentive.Corridor{Last: "last year", Down: 0.1, Up: 0.1}}
	_, err = plan.Allocate(apiece(), f)
	require.NoError(t, err)
	moved := apiece()
	moved.Places[3].Unit.Class, moved.Places[3].Rank = "district", 4
	moved.Places[3].Score = 45
	a, err := plan.Allocate(moved, f)
	require.NoError(t, err)
	free, ok := a.Find("003")
	require.True(t, ok)
	assert.Equal(t, incentive.Note, free.Ledger[0].Kind, "neither cap nor floor")
	assert.Equal(t, "county -> district", free.Ledger[0].Why.String())
	joint := rankingOf(90, 80, 80, 70)
	_, err = plan.Allocate(joint, f)
	require.ErrorContains(t, err, "in one of the two years alone")
	plan.Clauses, plan.Tranches = nil, []incentive.Tranche{{Name: "progress", Parts: 1, Ranking: "progress", Clauses: plan.Clauses}}
	_, err = plan.Allocate(apiece(), f)
	require.ErrorContains(t, err, "tranche progress: article 2")
	require.ErrorContains(t, err, "ranks of the list progress do not compare")
}

// TestOwnRanks: ranks and scores are compared within a class alone, by Allocate and by
// Check.
func TestOwnRanks(t *testing.T) {
	plan := incentive.Plan{Pool: incentive.Pool{Amount: 1000}}
	joint := apiece()
	joint.Own = false
	_, err := plan.Allocate(joint, incentive.Figures{})
	require.ErrorIs(t, err, incentive.ErrRank, "one after the other they contradict each other")
	for name, change := range map[string]func(p []evaluation.Place){
		"better rank, lower score": func(p []evaluation.Place) { p[4].Score = 49 },
		"one rank, two scores":     func(p []evaluation.Place) { p[6].Score = 49 },
		"one score, two ranks":     func(p []evaluation.Place) { p[6].Rank = 3 },
		"no room for a tie":        func(p []evaluation.Place) { p[3].Rank = 3 },
	} {
		r := apiece()
		change(r.Places)
		_, err := plan.Allocate(r, incentive.Figures{})
		require.ErrorIs(t, err, incentive.ErrRank, name)

		a, err := plan.Allocate(apiece(), incentive.Figures{})
		require.NoError(t, err)
		places := make([]evaluation.Place, len(a.Awards))
		for k, w := range a.Awards {
			places[k] = w.Place
		}
		change(places)
		for k := range places {
			a.Awards[k].Place = places[k]
		}
		err = a.Check()
		require.ErrorIs(t, err, incentive.ErrCheck, name)
		require.ErrorIs(t, err, incentive.ErrRank, name)
	}
	a, err := plan.Allocate(apiece(), incentive.Figures{})
	require.NoError(t, err)
	last := a.Awards[1].Place
	require.Positive(t, last.Rank)
	for lang, want := range map[basis.Language]string{
		basis.English: fmt.Sprintf("rank %d in class %s, score", last.Rank, last.Unit.Class),
		basis.Chinese: fmt.Sprintf("：%s 类第 %d 名，得分", last.Unit.Class, last.Rank),
	} {
		text, err := a.Explain(last.Unit.Code, lang)
		require.NoError(t, err)
		assert.Contains(t, text[0], want)
	}
	a.Own = false
	require.ErrorIs(t, a.Check(), incentive.ErrRank)
}

// TestOwnPlacesOfADecision goes the whole way from a table.
func TestOwnPlacesOfADecision(t *testing.T) {
	f, err := indicators.NewFramework(indicators.Indicator{Code: "x", Name: "x"})
	require.NoError(t, err)
	units := []indicators.Unit{{Code: "000", Class: "county"}, {Code: "001", Class: "district"}, {Code: "002", Class: "county"}, {Code: "003", Class: "district"}}
	table, err := indicators.NewTable(f, units, map[string][]float64{"x": {5, 9, 7, 8}}, nil)
	require.NoError(t, err)
	result, err := evaluation.Model{}.Evaluate(table, nil)
	require.NoError(t, err)
	r, err := evaluation.Decision{Ties: evaluation.Ties{Digits: new(0)}, Own: true}.Rank(result)
	require.NoError(t, err)
	a, err := incentive.Plan{Pool: incentive.Pool{Amount: 100}, Clauses: []incentive.Clause{incentive.Top{N: 1}}}.Allocate(r, incentive.Figures{})
	require.NoError(t, err)
	assert.Equal(t, given{"000": 0, "001": 50, "002": 50, "003": 0}, awards(a))
}

// TestLadderProperty: the ladder counts those that are in and stand above, within the
// class, as a person would.
func TestLadderProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := drawRanking(t)
		if r.Own = rapid.Bool().Draw(t, "own places"); r.Own {
			for i := range r.Places {
				r.Places[i].Unit.Class = rapid.SampledFrom([]string{"a", "b"}).Draw(t, "class")
			}
			for i, p := range r.Places {
				if p.Rank == 0 {
					continue
				}
				r.Places[i].Rank = 1
				for _, q := range r.Places {
					if q.Rank > 0 && q.Unit.Class == p.Unit.Class && q.Score > p.Score {
						r.Places[i].Rank++
					}
				}
			}
		}
		if rapid.Bool().Draw(t, "dense") {
			r.Ties.Rule = evaluation.Dense
		}
		out := said("decisions", texts{})
		for _, p := range r.Places {
			if rapid.IntRange(0, 3).Draw(t, "out") == 0 {
				out.Of[p.Unit.Code] = "decided"
			}
		}
		ladder := incentive.Ladder{Prizes: []float64{600, 300, 120}}
		a, err := incentive.Plan{Pool: incentive.Pool{Amount: 9000}, Clauses: []incentive.Clause{incentive.Veto{Reasons: "decisions"}, ladder}}.Allocate(r, figures(out))
		require.NoError(t, err)
		in := func(p evaluation.Place) bool { return p.Rank > 0 && out.Of[p.Unit.Code] == "" }
		for _, p := range r.Places {
			better, tied := 0, 0
			for _, q := range r.Places {
				if in(q) && (!r.Own || q.Unit.Class == p.Unit.Class) && q.Score > p.Score {
					better++
				} else if in(q) && (!r.Own || q.Unit.Class == p.Unit.Class) && q.Score == p.Score {
					tied++
				}
			}
			want := 0.0
			if in(p) {
				for k := better; k < min(better+tied, 3); k++ {
					want += ladder.Prizes[k] / float64(tied)
				}
			}
			require.Equal(t, incentive.Amount(want), awards(a)[p.Unit.Code])
		}
	})
}

// TestSheets: the question that a plan asks its rules can be had without an answer.
func TestSheets(t *testing.T) {
	plan := incentive.Plan{
		Pool:    incentive.Pool{Name: "land", Measure: mu, Amount: 100, Reserve: 10},
		Clauses: []incentive.Clause{incentive.CapAt{Figure: "request"}},
		Tranches: []incentive.Tranche{
			{Name: "base", Parts: 1},
			{Name: "merit", Parts: 2, Ranking: "progress", Clauses: []incentive.Clause{incentive.ByScore{}, under("basin", 20)}},
		},
	}
	r := rankingOf(90, 80)
	f := figures(decimals("request", row(50, none)), belongs("basin", r, "001"), map[string]evaluation.Ranking{"progress": rankingOf(4, 3)})
	sheets, err := plan.Sheets(r, f)
	require.NoError(t, err)
	require.Len(t, sheets, 2)
	a, err := plan.Allocate(r, f)
	require.NoError(t, err)
	for k, s := range sheets {
		d := a.Divisions[k]
		require.Equal(t, len(d.Lines), s.Len())
		for i, l := range d.Lines {
			got := s.Line(i)
			assert.Equal(t, l.Weight.RatString(), got.Weight.RatString())
			assert.Equal(t, l.Cap, got.Cap)
			got.Weight.SetInt64(77)
			assert.Equal(t, l.Weight.RatString(), s.Line(i).Weight.RatString(), "a copy")
		}
		assert.Equal(t, incentive.Amount(100_00), s.Estate().Amount)
	}
	assert.InDelta(t, 80, sheets[0].Place(1).Score, 0)
	assert.InDelta(t, 3, sheets[1].Place(1).Score, 0)
	assert.True(t, slices.ContainsFunc(a.Divisions[1].Ceilings, func(c fill.Ceiling) bool { return c.Name == "basin" }))
	_, err = plan.Sheets(r, incentive.Figures{})
	require.ErrorContains(t, err, `no decimals "request"`)
	require.ErrorContains(t, err, `tranche merit: missing value: no rankings "progress"`)
}
