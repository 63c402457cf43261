package incentive_test

import (
	"errors"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/evaluation/incentive/fill"
	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/indicators/basis"
)

// TestUndivided: an allocation that gives nothing, or leaves something for want of anybody
// or for ties, says so before all else, with the article that emptied it.
func TestUndivided(t *testing.T) {
	r := graded(rankingOf(90, 80, 80, 70), "AABB")
	r.Grades = []string{"A", "B", "C"}
	nobody := rankingOf(90, 80)
	for i := range nobody.Places {
		nobody.Places[i].Rank, nobody.Places[i].Out = 0, basis.Textf("%s", "stands apart")
	}
	zero, some := decimals("zero", row(0, 0, 0, 0)), decimals("some", row(0, 0, 1, 0))
	none := incentive.ByGrade{Weights: map[string]float64{"A": 1, "B": 0}}
	for name, c := range map[string]struct {
		clauses  []incentive.Clause
		tranches []incentive.Tranche
		rounding fill.Rounder
		ranking  evaluation.Ranking
		amount   float64
		en, zh   []string
	}{
		"a top list of 0": {
			clauses: []incentive.Clause{incentive.ByScore{}, incentive.Top{N: 0}, incentive.Grades{"A"}},
			en:      []string{"undivided: nobody is eligible since article 2 (the first 0 only)"},
			zh:      []string{"未分出：自第 2 条（仅限前 0 名）起，无一符合条件"},
		},
		"the last who is left": {
			clauses: []incentive.Clause{incentive.Top{N: 1}, incentive.Grades{"B"}, incentive.MinScore{X: 60}},
			en:      []string{"undivided: nobody is eligible since article 2 (grade B only)"},
			zh:      []string{"未分出：自第 2 条（仅限等次 B）起，无一符合条件"},
		},
		"nobody is ranked": {
			ranking: nobody, clauses: []incentive.Clause{incentive.Top{N: 2}},
			en: []string{"undivided: nobody is ranked, or all that are get no award"},
			zh: []string{"未分出：无一参加排名，或均不予奖励"},
		},
		"no weight": {
			clauses: []incentive.Clause{incentive.Top{N: 3}, incentive.Times{Figure: "zero"}, incentive.Times{Figure: "some"}},
			en:      []string{"undivided: nobody has weight since article 2 (weight times zero)"},
			zh:      []string{"未分出：自第 2 条（份数乘以zero）起，均无份数"},
		},
		"nobody with weight": {
			clauses: []incentive.Clause{incentive.ByScore{Base: 79}, incentive.Grades{"B"}, none, incentive.Times{Figure: "some"}},
			en:      []string{"undivided: nobody has weight since article 3 (weight by grade: A 1, B 0)"},
			zh:      []string{"未分出：自第 3 条（按等次计份：A 1、B 0）起，均无份数"},
		},
		"no room": {
			clauses: []incentive.Clause{incentive.CapAt{Figure: "zero"}},
			en:      []string{"undivided: limits leave nobody anything since article 1 (cap: zero)"},
			zh:      []string{"未分出：自第 1 条（上限：zero）起，限额使各单位均无可分"},
		},
		"a tranche": {
			tranches: []incentive.Tranche{
				{Name: "C", NameZH: "丙等", Parts: 1, Clauses: []incentive.Clause{incentive.Grades{"C"}}}, {Name: "all", Parts: 1},
			},
			en: []string{"tranche C: undivided: nobody is eligible since article 1 (grade C only)"},
			zh: []string{"批次 丙等：未分出：自第 1 条（仅限等次 C）起，无一符合条件"},
		},
		"no amount": {clauses: []incentive.Clause{incentive.Top{N: 0}}, amount: -1},
		"ties together": {
			amount: 103, rounding: fill.LargestRemainder{},
			en: []string{"undivided: the rounding largest remainder, ties together leaves 3 t to nobody, since those who tie for it do not all fit"},
			zh: []string{"未分出：按“按最大余数法（并列者同进退）取整”，3 吨 无人可得，因为并列者不能全部取得"},
		},
		"ties together, by a divisor": {
			amount: 103, rounding: fill.Divisor{Method: fill.Dean},
			en: []string{"undivided: the rounding divisor dean, ties together leaves 3 t to nobody, since those who tie for it do not all fit"},
			zh: []string{"未分出：按“按除数法（迪安法，并列者同进退）取整”，3 吨 无人可得，因为并列者不能全部取得"},
		},
		"ties by listing":  {amount: 103, rounding: fill.LargestRemainder{Ties: fill.ByListing}},
		"by a divisor too": {amount: 103, rounding: fill.Divisor{Ties: fill.ByListing}},
		"ties that fit":    {amount: 104, rounding: fill.LargestRemainder{}},
		"rounded down":     {amount: 103},
		"caps, no ties":    {clauses: []incentive.Clause{incentive.CapAt{Each: new(3.0)}}, rounding: fill.LargestRemainder{}},
		"some room":        {clauses: []incentive.Clause{incentive.CapAt{Figure: "some"}}},
	} {
		t.Run(name, func(t *testing.T) {
			plan := incentive.Plan{
				Pool:    incentive.Pool{Measure: incentive.Measure{Name: "t", NameZH: "吨"}, Amount: max(c.amount, 0)},
				Clauses: c.clauses, Tranches: c.tranches, Rounding: c.rounding,
			}
			if c.amount == 0 {
				plan.Pool.Amount = 100
			}
			ranking, f := r, figures(zero, some)
			if c.ranking.Places != nil {
				ranking = c.ranking
			}
			a, err := plan.Allocate(ranking, f)
			require.NoError(t, err)
			var en, zh []string
			for _, err := range again(t, a).Warnings {
				if errors.Is(err, incentive.ErrUndivided) {
					en, zh = append(en, err.Error()), append(zh, basis.Say(err, basis.Chinese, incentive.Texts()))
				}
			}
			assert.Equal(t, c.en, en)
			assert.Equal(t, c.zh, zh)
			sheet := tables.Allocation(a)
			for k, text := range c.en {
				assert.Equal(t, text, a.Warnings[k].Error(), "the first")
				assert.Equal(t, text, sheet.Notes[k].In(basis.English, nil), "the first note")
			}
		})
	}
}
