package incentive_test

import (
	"fmt"
	"math"
	"math/big"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/evaluation/incentive/fill"
	"github.com/countyeval/countyeval/indicators/basis"
)

// graded gives the places of a ranking grades, in its order.
func graded(r evaluation.Ranking, grades string) evaluation.Ranking {
	for i := range r.Places {
		r.Places[i].Grade = grades[i : i+1]
	}
	return r
}

// ruled is the ranking by another rule for ties.
func ruled(r evaluation.Ranking, rule evaluation.TieRule, ranks ...int) evaluation.Ranking {
	r.Ties.Rule = rule
	for i, k := range ranks {
		r.Places[i].Rank = k
	}
	return r
}

// TestClauses gives the weights, or "out", that single clauses lead to.
func TestClauses(t *testing.T) {
	ranking := graded(rankingOf(92.4, 81.3, 81.3, 70, 59.99), "AABBC")
	per := incentive.Per{"000": 100, "001": 0, "002": 30, "003": fill.NoCap, "004": 5}
	claims := incentive.Per{"000": 100, "001": 0, "002": 30, "003": 7, "004": 5}
	for _, c := range []struct {
		clause  incentive.Clause
		ranking evaluation.Ranking
		want    string // weight, or out, of each line
		en, zh  string
	}{
		{incentive.Top{N: 0}, ranking, "out out out out out", "the first 0 only", "仅限前 0 名"},
		{incentive.Top{N: 2}, ranking, "1 1 1 out out", "the first 2 only", "仅限前 2 名"},
		{incentive.Top{N: 3}, ranking, "1 1 1 out out", "the first 3 only", "仅限前 3 名"},
		{incentive.Top{N: 2, Ties: fill.ByListing}, ranking, "1 1 out out out", "the first 2 only, ties by listing", "仅限前 2 名（并列按名单顺序）"},
		{incentive.Top{N: 3, Ties: fill.Refuse}, ranking, "1 1 1 out out", "the first 3 only, no tie at the border", "仅限前 3 名（末位不得并列）"},
		{incentive.Top{N: 9}, ranking, "1 1 1 1 1", "the first 9 only", "仅限前 9 名"},
		{incentive.Top{N: 3}, ruled(rankingOf(9, 8, 8, 7), evaluation.Dense, 1, 2, 2, 3), "1 1 1 out", "the first 3 only", "仅限前 3 名"},
		{incentive.MinScore{X: 81.3}, ranking, "1 1 1 out out", "scores of at least 81.3 only", "仅限得分不低于 81.3 的"},
		{incentive.MinScore{X: 60}, ranking, "1 1 1 1 out", "scores of at least 60 only", "仅限得分不低于 60 的"},
		{incentive.Grades{"A"}, ranking, "1 1 out out out", "grade A only", "仅限等次 A"},
		{incentive.Grades{"A", "C", "X"}, ranking, "1 1 out out 1", "grades A, C, X only", "仅限等次 A、C、X"},
		{incentive.Veto{Reasons: map[string]string{"001": "decided so"}}, ranking, "1 out 1 1 1", "not those excluded by decision", "取消奖励资格的除外"},
		{incentive.ByScore{}, ranking, "92.4 81.3 81.3 70 59.99", "weight: score", "按得分计份"},
		{incentive.ByScore{Base: 60}, ranking, "32.4 21.3 21.3 10 0", "weight: score above 60", "按得分减起算分 60 计份"},
		{incentive.ByScore{Base: 60, Gamma: 2}, ranking, "1049.76 453.69 453.69 100 0", "weight: score above 60, to the power 2", "按得分减起算分 60 的 2 次幂计份"},
		{incentive.ByScore{Base: 70, Gamma: 0.5}, ranking, "4.73286382648 3.36154726279 3.36154726279 0 0", "weight: score above 70, to the power 0.5 (12 significant digits)", "按得分减起算分 70 的 0.5 次幂（取 12 位有效数字）计份"},
		{incentive.ByRank{Schedule: []float64{10, 8, 6, 4}}, ranking, "10 7 7 4 0", "weight by rank: 10, 8, 6, 4; ties share the mean of their places", "按位次计份：10、8、6、4，并列者取所占各位次的平均"},
		{incentive.ByRank{Schedule: []float64{10, 8}}, ranking, "10 4 4 0 0", "weight by rank: 10, 8; ties share the mean of their places", "按位次计份：10、8，并列者取所占各位次的平均"},
		{incentive.ByRank{Schedule: []float64{9, 8, 7, 6, 5, 4, 3, 2, 1}}, ruled(rankingOf(9, 8, 8, 7), evaluation.Dense, 1, 2, 2, 3), "9 7.5 7.5 6", "weight by rank: 9, 8, 7, 6, …, 1; ties share the mean of their places", "按位次计份：9、8、7、6、…、1，并列者取所占各位次的平均"},
		{incentive.ByGrade{Weights: map[string]float64{"A": 4, "B": 1, "C": 0}}, ranking, "4 4 1 1 0", "weight by grade: A 4, B 1, C 0", "按等次计份：A 4、B 1、C 0"},
		{incentive.Times{Name: "k", Factors: map[string]float64{"000": 1.1, "001": 0.8, "002": 1, "003": 0, "004": 3}}, ranking, "1.1 0.8 1 0 3", "weight times k", "份数乘以k"},
		{incentive.CapAt{Name: "request", Per: per}, ranking, "1≤100 1≤0 1≤30 1 1≤5", "cap: request", "上限：request"},
		{incentive.FloorAt{Name: "last year", Per: claims}, ranking, "1≥100 1 1≥30 1≥7 1≥5", "floor: last year", "保底：last year"},
		{incentive.Claim{Name: "prize", Per: claims}, ranking, "100≤100 0≤0 30≤30 7≤7 5≤5", "claim: prize", "按应奖数计份并以其为上限：prize"},
		{incentive.CapAt{Per: per}, ranking, "1≤100 1≤0 1≤30 1 1≤5", "cap", "上限"},
		{incentive.Under{Ceiling: fill.Ceiling{Name: "Huai", Members: []string{"000"}, Amount: 9}}, ranking, "1 1 1 1 1", "ceiling: Huai", "合计上限：Huai"},
		{incentive.ClauseFunc{Text: "one's own", Func: func(s *incentive.Sheet) error { s.Raise(0, 3); s.Limit(0, 8); return nil }}, ranking, "1≥3≤8 1 1 1 1", "one's own", "one's own"},
	} {
		t.Run(c.en, func(t *testing.T) {
			assert.Equal(t, c.en, c.clause.String())
			assert.Equal(t, c.zh, c.clause.(interface{ Chinese() string }).Chinese())
			a, err := incentive.Plan{Pool: incentive.Pool{Measure: mu, Amount: 100_000}, Clauses: []incentive.Clause{c.clause}}.Allocate(c.ranking)
			require.NoError(t, err)
			var got []string
			for _, l := range a.Divisions[0].Lines {
				if l.Out != "" {
					got = append(got, "out")
					continue
				}
				w, _ := l.Weight.Float64()
				s := fmt.Sprint(w)
				if l.Floor > 0 {
					s += fmt.Sprintf("≥%d", l.Floor)
				}
				if l.Cap != fill.NoCap {
					s += fmt.Sprintf("≤%d", l.Cap)
				}
				got = append(got, s)
			}
			assert.Equal(t, c.want, strings.Join(got, " "))
			require.Len(t, a.Articles, 1)
			assert.Equal(t, incentive.Article{Text: c.en, ZH: c.zh}, a.Articles[0])
		})
	}
}

func TestClauseErrors(t *testing.T) {
	ranking := graded(rankingOf(92.4, 81.3, 81.3), "AAB")
	nan, inf := math.NaN(), math.Inf(1)
	for name, c := range map[string]struct {
		clause incentive.Clause
		want   error
		texts  []string
	}{
		"negative top":        {incentive.Top{N: -1}, basis.ErrNumber, []string{"article 1"}},
		"unknown ties":        {incentive.Top{N: 1, Ties: 7}, fill.ErrTie, []string{"Ties(7)"}},
		"tie refused":         {incentive.Top{N: 2, Ties: fill.Refuse}, fill.ErrTie, []string{"unit 001", "unit 002", "2 counties share rank 2"}},
		"score NaN":           {incentive.MinScore{X: nan}, basis.ErrNumber, []string{"least score"}},
		"no grades listed":    {incentive.Grades{}, basis.ErrMissing, nil},
		"veto of a stranger":  {incentive.Veto{Reasons: map[string]string{"999": "x"}}, basis.ErrUnknown, []string{"unit 999"}},
		"veto, no reason":     {incentive.Veto{Reasons: map[string]string{"001": ""}}, basis.ErrMissing, []string{"unit 001"}},
		"base NaN":            {incentive.ByScore{Base: nan}, basis.ErrNumber, []string{"zero point"}},
		"gamma NaN":           {incentive.ByScore{Gamma: nan}, basis.ErrNumber, nil},
		"gamma negative":      {incentive.ByScore{Gamma: -1}, basis.ErrNumber, nil},
		"gamma infinite":      {incentive.ByScore{Gamma: inf}, basis.ErrNumber, nil},
		"gamma overflows":     {incentive.ByScore{Base: -1e300, Gamma: 1.5}, basis.ErrNumber, []string{"unit 000"}},
		"no schedule":         {incentive.ByRank{}, basis.ErrMissing, nil},
		"negative prize":      {incentive.ByRank{Schedule: []float64{3, -1}}, basis.ErrNumber, []string{"prize 2"}},
		"infinite prize":      {incentive.ByRank{Schedule: []float64{inf}}, basis.ErrNumber, []string{"prize 1"}},
		"grade not weighed":   {incentive.ByGrade{Weights: map[string]float64{"A": 1}}, basis.ErrMissing, []string{"unit 002", `"B"`}},
		"grade below 0":       {incentive.ByGrade{Weights: map[string]float64{"A": -1}}, basis.ErrNumber, []string{"grade A"}},
		"factor missing":      {incentive.Times{Name: "size", Factors: map[string]float64{"000": 1}}, basis.ErrMissing, []string{"unit 001", "unit 002", "size"}},
		"factor of none":      {incentive.Times{Name: "size", Factors: map[string]float64{"000": 1, "001": 1, "002": 1, "777": 1}}, basis.ErrUnknown, []string{"unit 777"}},
		"factor negative":     {incentive.Times{Factors: map[string]float64{"000": -1, "001": 1, "002": 1}}, basis.ErrNumber, []string{"unit 000"}},
		"request missing":     {incentive.CapAt{Name: "request", Per: incentive.Per{"000": 1}}, basis.ErrMissing, []string{"article 1 (cap: request): unit 001", "unit 002"}},
		"request unknown":     {incentive.CapAt{Name: "request", Per: incentive.Per{"000": 1, "001": 1, "002": 1, "x": 1}}, basis.ErrUnknown, []string{"unit x"}},
		"cap negative":        {incentive.CapAt{Per: incentive.Per{"000": -1, "001": 1, "002": 1}}, fill.ErrLimits, []string{"unit 000"}},
		"floor endless":       {incentive.FloorAt{Per: incentive.Each(ranking, fill.NoCap)}, fill.ErrLimits, []string{"unit 000"}},
		"claim endless":       {incentive.Claim{Per: incentive.Each(ranking, fill.NoCap)}, fill.ErrLimits, []string{"unit 000"}},
		"ceiling of nobody":   {incentive.Under{Ceiling: fill.Ceiling{Name: "g"}}, basis.ErrMissing, []string{"ceiling g"}},
		"ceiling of a strang": {incentive.Under{Ceiling: fill.Ceiling{Name: "g", Members: []string{"000", "q"}}}, basis.ErrUnknown, []string{"unit q"}},
		"no function":         {incentive.ClauseFunc{Text: "mine"}, incentive.ErrClause, []string{"mine"}},
		"no clause":           {nil, incentive.ErrClause, []string{"article 1"}},
		"own: negative":       {own(func(s *incentive.Sheet) { s.Lines[0].Weight = big.NewRat(-1, 1) }), basis.ErrNumber, []string{"unit 000"}},
		"own: no weight":      {own(func(s *incentive.Sheet) { s.Lines[0].Weight = nil }), basis.ErrNumber, []string{"unit 000"}},
		"own: renames":        {own(func(s *incentive.Sheet) { s.Lines[0].ID = "x" }), incentive.ErrClause, []string{"unit 000"}},
		"own: drops lines":    {own(func(s *incentive.Sheet) { s.Lines = s.Lines[1:] }), incentive.ErrClause, nil},
		"own: cap below 0":    {own(func(s *incentive.Sheet) { s.Lines[2].Cap = -5 }), fill.ErrLimits, []string{"unit 002"}},
		"own: bad ceiling":    {own(func(s *incentive.Sheet) { s.Ceilings = append(s.Ceilings, fill.Ceiling{Name: "cap"}) }), fill.ErrLimits, nil},
		"own: an error":       {incentive.ClauseFunc{Text: "x", Func: func(s *incentive.Sheet) error { return s.Fault(1, basis.ErrMissing) }}, basis.ErrMissing, []string{"article 1 (x): unit 001: missing"}},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := incentive.Plan{Pool: incentive.Pool{Measure: mu, Amount: 100_000}, Clauses: []incentive.Clause{c.clause}}.Allocate(ranking)
			require.ErrorIs(t, err, c.want)
			for _, text := range c.texts {
				assert.ErrorContains(t, err, text)
			}
		})
	}
}

// own makes a clause of a function without errors.
func own(f func(s *incentive.Sheet)) incentive.Clause {
	return incentive.ClauseFunc{Text: "own", ZH: "自定", Func: func(s *incentive.Sheet) error { f(s); return nil }}
}

// TestLimitsCompose: the lowest cap and the highest floor hold, weights multiply.
func TestLimitsCompose(t *testing.T) {
	r := rankingOf(9, 8)
	for _, order := range [][]int{{0, 1, 2, 3, 4, 5}, {5, 4, 3, 2, 1, 0}} {
		all := []incentive.Clause{
			incentive.FloorAt{Per: incentive.Each(r, 7)},
			incentive.FloorAt{Per: incentive.Each(r, 3)},
			incentive.CapAt{Per: incentive.Each(r, 40)},
			incentive.CapAt{Per: incentive.Each(r, 50)},
			incentive.ByScore{Base: 5},
			incentive.Times{Factors: map[string]float64{"000": 0.5, "001": 2}},
		}
		plan := incentive.Plan{Pool: incentive.Pool{Amount: 100}}
		for _, k := range order {
			plan.Clauses = append(plan.Clauses, all[k])
		}
		a, err := plan.Allocate(r)
		require.NoError(t, err)
		for i, weight := range []string{"2", "6"} {
			l := a.Divisions[0].Lines[i]
			assert.Equal(t, incentive.Amount(7), l.Floor)
			assert.Equal(t, incentive.Amount(40), l.Cap)
			assert.Equal(t, weight, l.Weight.RatString())
		}
	}
}

func TestGradesNeeded(t *testing.T) {
	for _, c := range []incentive.Clause{incentive.Grades{"A"}, incentive.ByGrade{Weights: map[string]float64{"A": 1}}} {
		_, err := incentive.Plan{Pool: incentive.Pool{Amount: 9}, Clauses: []incentive.Clause{c}}.Allocate(rankingOf(3, 2))
		require.ErrorIs(t, err, basis.ErrMissing)
		assert.ErrorContains(t, err, "no grades")
	}
}

// TestOwnClauseIsFound: whatever a clause changes leaves an entry, even if it
// changes a number in place, and what it may not change is refused.
func TestOwnClauseIsFound(t *testing.T) {
	allocate := func(f func(s *incentive.Sheet)) (*incentive.Allocation, error) {
		return incentive.Plan{
			Pool:    incentive.Pool{Measure: mu, Amount: 100_00},
			Clauses: []incentive.Clause{incentive.Veto{Reasons: map[string]string{"002": "decided"}}, own(f)},
		}.Allocate(rankingOf(90, 80, 70))
	}
	a, err := allocate(func(s *incentive.Sheet) {
		w := s.Lines[0].Weight
		w.Mul(w, big.NewRat(3, 1)) // in place
		s.Note(0, "three times")
		s.Note(1, "as before")
		s.Lines[2].Weight = big.NewRat(9, 1) // is out: no effect
		s.Lines[1].Held = 50
	})
	require.NoError(t, err)
	w, _ := a.Find("000")
	assert.Equal(t, incentive.Weight, w.Ledger[0].Kind)
	assert.Equal(t, "three times", w.Ledger[0].Why)
	assert.Equal(t, "1", w.Ledger[0].From.RatString())
	assert.Equal(t, "3", w.Ledger[0].To.RatString())
	assert.Equal(t, 2, w.Ledger[0].Article)
	w, _ = a.Find("001")
	assert.Equal(t, incentive.Held, w.Ledger[0].Kind)
	assert.Equal(t, "1", a.Divisions[0].Lines[1].Weight.RatString(), "lines do not share a weight")
	assert.Equal(t, "1", a.Divisions[0].Lines[2].Weight.RatString(), "lines that are out stay as they are")
	w, _ = a.Find("002")
	require.Len(t, w.Ledger, 1)
	assert.Equal(t, "decided", w.Ledger[0].Why)
	assert.Zero(t, w.Amount)

	_, err = allocate(func(s *incentive.Sheet) { s.Lines[2].Out = "" })
	require.ErrorIs(t, err, incentive.ErrClause)
	assert.ErrorContains(t, err, "puts a line in that was out (decided)")

	a, err = allocate(func(s *incentive.Sheet) { s.Exclude(1, ""); s.Exclude(2, "again") })
	require.NoError(t, err)
	w, _ = a.Find("001")
	assert.Equal(t, incentive.Out, w.Ledger[0].Kind)
	assert.Equal(t, "own", w.Ledger[0].Clause)
	assert.Empty(t, w.Ledger[0].Why, "the clause says why")
}
