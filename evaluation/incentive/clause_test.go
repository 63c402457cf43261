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
	lists := figures(
		decimals("request", row(1, 0, 0.3, none, 0.05)), decimals("prize", row(1, 0, 0.3, 0.07, 0.05)), decimals("k", row(1.1, 0.8, 1, 0, 3)),
		said("decisions", texts{"001": "decided so"}), said("basin", texts{"000": "Huai", "001": "Huang", "002": "Huai", "003": "Hai", "004": "Hai"}),
	)
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
		{incentive.Grades{"A", "C"}, ranking, "1 1 out out 1", "grades A, C only", "仅限等次 A、C"},
		{incentive.Veto{Reasons: "decisions"}, ranking, "1 out 1 1 1", "not those excluded by decision", "取消奖励资格的除外"},
		{incentive.ByScore{}, ranking, "92.4 81.3 81.3 70 59.99", "weight: score", "按得分计份"},
		{incentive.ByScore{Base: 60}, ranking, "32.4 21.3 21.3 10 0", "weight: score above 60", "按得分减起算分 60 计份"},
		{incentive.ByScore{Base: 60, Gamma: 2}, ranking, "1049.76 453.69 453.69 100 0", "weight: score above 60, to the power 2", "按得分减起算分 60 的 2 次幂计份"},
		{incentive.ByScore{Base: 70, Gamma: 0.5}, ranking, "4.73286382648 3.36154726279 3.36154726279 0 0", "weight: score above 70, to the power 0.5 (12 significant digits)", "按得分减起算分 70 的 0.5 次幂（取 12 位有效数字）计份"},
		{incentive.ByRank{Schedule: []float64{10, 8, 6, 4}}, ranking, "10 7 7 4 0", "weight by rank: 10, 8, 6, 4; ties share the mean of their places", "按位次计份：10、8、6、4，并列者取所占各位次的平均"},
		{incentive.ByRank{Schedule: []float64{10, 8}}, ranking, "10 4 4 0 0", "weight by rank: 10, 8; ties share the mean of their places", "按位次计份：10、8，并列者取所占各位次的平均"},
		{incentive.ByRank{Schedule: []float64{9, 8, 7, 6, 5, 4, 3, 2, 1}}, ruled(rankingOf(9, 8, 8, 7), evaluation.Dense, 1, 2, 2, 3), "9 7.5 7.5 6", "weight by rank: 9, 8, 7, 6, …, 1; ties share the mean of their places", "按位次计份：9、8、7、6、…、1，并列者取所占各位次的平均"},
		{incentive.ByGrade{Weights: map[string]float64{"A": 4, "B": 1, "C": 0}}, ranking, "4 4 1 1 0", "weight by grade: A 4, B 1, C 0", "按等次计份：A 4、B 1、C 0"},
		{incentive.Times{Figure: "k"}, ranking, "1.1 0.8 1 0 3", "weight times k", "份数乘以k"},
		{incentive.CapAt{Figure: "request"}, ranking, "1≤100 1≤0 1≤30 1 1≤5", "cap: request", "上限：request"},
		{incentive.FloorAt{Name: "last year", Figure: "prize"}, ranking, "1≥100 1 1≥30 1≥7 1≥5", "floor: last year", "保底：last year"},
		{incentive.Claim{Figure: "prize"}, ranking, "100≤100 0≤0 30≤30 7≤7 5≤5", "claim: prize", "按应奖数计份并以其为上限：prize"},
		{incentive.CapAt{Each: new(0.07)}, ranking, "1≤7 1≤7 1≤7 1≤7 1≤7", "cap: 0.07", "上限：0.07"},
		{incentive.Only{Members: evaluation.Members{By: "list:basin", In: []string{"Huai", "Hai"}}}, ranking, "1 out 1 1 1", "only basin Huai, Hai", "仅限basin为 Huai、Hai 的"},
		{incentive.Only{Members: evaluation.Members{By: "grade", In: []string{"B"}}}, ranking, "out out 1 1 out", "only grade B", "仅限等次为 B 的"},
		{incentive.Under{Name: "Huai", Members: evaluation.Members{By: "list:basin", In: []string{"Huai"}}, Amount: 0.09}, ranking, "1 1 1 1 1", "ceiling: Huai", "合计上限：Huai"},
		{incentive.ClauseFunc{Name: "one's own", Func: func(s *incentive.Sheet) error { s.Raise(0, 3); s.Limit(0, 8); return nil }}, ranking, "1≥3≤8 1 1 1 1", "one's own", "one's own"},
	} {
		t.Run(c.en, func(t *testing.T) {
			assert.Equal(t, c.en, c.clause.String())
			assert.Equal(t, c.zh, inChinese(c.clause.(basis.Worded)))
			a, err := incentive.Plan{Pool: incentive.Pool{Measure: mu, Amount: 1000}, Clauses: []incentive.Clause{c.clause}}.Allocate(c.ranking, lists)
			require.NoError(t, err)
			var got []string
			for _, l := range a.Divisions[0].Lines {
				if !l.Out.IsZero() {
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
			assert.Equal(t, quoted{c.en, c.zh}, quote(a.Articles[0]))
		})
	}
}

// TestOwnWords: names of clauses and of lists are said as people gave them, in the language
// of the reader, and a clause without a text of its own in one.
func TestOwnWords(t *testing.T) {
	request, tasks := decimals("request", row(5, 5)), incentive.Flags{Name: "cap", NameZH: "任务", Of: map[string]bool{"000": true, "001": false}}
	request.NameZH = "申请量"
	f := figures(request, decimals("floor", row(1, 1)))
	f.Flags = append(f.Flags, tasks)
	idle := incentive.Stock{Rate: 0.5, Figure: "request"}
	for _, c := range []struct {
		clause incentive.Clause
		want   quoted
	}{
		{incentive.CapAt{Figure: "request", Rate: 2}, quoted{"cap: 2 x request", "上限：2×申请量"}},
		{incentive.CapAt{NameZH: "请求", Figure: "request", Rate: 2}, quoted{"cap: 2 x request", "上限：请求"}},
		{incentive.CapAt{Name: "asked", Figure: "request"}, quoted{"cap: asked", "上限：asked"}},
		{incentive.CapAt{Figure: "floor"}, quoted{"cap: floor", "上限：floor"}}, // no word of the library
		{incentive.FloorAt{Each: new(0.5)}, quoted{"floor: 0.5", "保底：0.5"}},
		{incentive.Counting{Figure: "request"}, quoted{"counting: request", "计入已有量：申请量"}},
		{incentive.NeedOnly{Figure: "request"}, quoted{"only where needed: request", "不需要的不安排：申请量"}},
		{incentive.Times{NameZH: "规模", Figure: "request"}, quoted{"weight times request", "份数乘以规模"}},
		{incentive.Linkage{Kinds: []incentive.Stock{idle}}, quoted{"claim at 0.5 of request", "按存量盘活量计应奖数，0.5×申请量"}},
		{
			incentive.Linkage{NameZH: "挂钩", Kinds: []incentive.Stock{idle, {Name: "idle", Figure: "floor"}}, Tasks: incentive.Tasks{Met: 1.1, Missed: 0.8, Lists: []string{"cap"}}},
			quoted{"claim: 挂钩 at 0.5 of request, 0 of idle; tasks met 1.1, missed 0.8", "按存量盘活量计应奖数：挂钩，0.5×申请量、0×idle；任务完成系数 1.1，未完成系数 0.8"},
		},
		{lowest{Each: 1}, quoted{"lowest", "lowest"}},
		{incentive.ClauseFunc{Name: "floor", NameZH: "托底", Func: func(*incentive.Sheet) error { return nil }}, quoted{"floor", "托底"}},
	} {
		a, err := incentive.Plan{Pool: incentive.Pool{Measure: mu, Amount: 10}, Clauses: []incentive.Clause{c.clause}}.Allocate(rankingOf(9, 8), f)
		require.NoError(t, err)
		assert.Equal(t, c.want, quote(a.Articles[0]))
		assert.Equal(t, c.want, quote(again(t, a).Articles[0]))
	}
}

func TestClauseErrors(t *testing.T) {
	ranking := graded(rankingOf(92.4, 81.3, 81.3), "AAB")
	nan, inf := math.NaN(), math.Inf(1)
	size := func(xs ...float64) incentive.Figures { return figures(decimals("size", row(xs...))) }
	for name, c := range map[string]struct {
		clause  incentive.Clause
		figures incentive.Figures
		want    error
		texts   []string
	}{
		"negative top":       {incentive.Top{N: -1}, size(), basis.ErrNumber, []string{"article 1"}},
		"unknown ties":       {incentive.Top{N: 1, Ties: 7}, size(), fill.ErrTie, []string{"Tiebreak(7)"}},
		"tie refused":        {incentive.Top{N: 2, Ties: fill.Refuse}, size(), fill.ErrTie, []string{"unit 001", "unit 002", "2 counties share rank 2"}},
		"score NaN":          {incentive.MinScore{X: nan}, size(), basis.ErrNumber, []string{"least score"}},
		"no grades listed":   {incentive.Grades{}, size(), basis.ErrMissing, nil},
		"veto of a stranger": {incentive.Veto{Reasons: "why"}, figures(said("why", texts{"999": "x"})), basis.ErrUnknown, []string{"unit 999"}},
		"veto, no reason":    {incentive.Veto{Reasons: "why"}, figures(said("why", texts{"001": ""})), basis.ErrMissing, []string{"unit 001"}},
		"base NaN":           {incentive.ByScore{Base: nan}, size(), basis.ErrNumber, []string{"zero point"}},
		"gamma NaN":          {incentive.ByScore{Gamma: nan}, size(), basis.ErrNumber, nil},
		"gamma negative":     {incentive.ByScore{Gamma: -1}, size(), basis.ErrNumber, nil},
		"gamma infinite":     {incentive.ByScore{Gamma: inf}, size(), basis.ErrNumber, nil},
		"gamma overflows":    {incentive.ByScore{Base: -1e300, Gamma: 1.5}, size(), basis.ErrNumber, []string{"unit 000"}},
		"no schedule":        {incentive.ByRank{}, size(), basis.ErrMissing, nil},
		"negative prize":     {incentive.ByRank{Schedule: []float64{3, -1}}, size(), basis.ErrNumber, []string{"prize 2"}},
		"infinite prize":     {incentive.ByRank{Schedule: []float64{inf}}, size(), basis.ErrNumber, []string{"prize 1"}},
		"grade not weighed":  {incentive.ByGrade{Weights: map[string]float64{"A": 1}}, size(), basis.ErrMissing, []string{"unit 002", `"B"`}},
		"grade below 0":      {incentive.ByGrade{Weights: map[string]float64{"A": -1}}, size(), basis.ErrNumber, []string{"grade A"}},
		"factor missing":     {incentive.Times{Figure: "size"}, size(1), basis.ErrMissing, []string{"unit 001", "unit 002", "size"}},
		"factor of none":     {incentive.Times{Figure: "size"}, size(1, 1, 1, 1), basis.ErrUnknown, []string{"unit 003"}},
		"factor negative":    {incentive.Times{Figure: "size"}, size(-1, 1, 1), basis.ErrNumber, []string{"unit 000"}},
		"factor without end": {incentive.Times{Figure: "size"}, size(1, none, 1), basis.ErrNumber, []string{`unit 001: not a finite number: the factor "size" is none`}},
		"request missing":    {incentive.CapAt{Figure: "size"}, size(1), basis.ErrMissing, []string{"article 1 (cap: size): unit 001", "unit 002"}},
		"request unknown":    {incentive.CapAt{Figure: "size"}, size(1, 1, 1, 1), basis.ErrUnknown, []string{"unit 003"}},
		"cap negative":       {incentive.CapAt{Figure: "size"}, size(-1, 1, 1), fill.ErrLimits, []string{"unit 000: limits: cap -1.00 is negative"}},
		"two limits":         {incentive.CapAt{Figure: "size", Each: new(1.0)}, size(1, 1, 1), fill.ErrLimits, []string{"either a figure or the same for each"}},
		"rate of each":       {incentive.FloorAt{Rate: 2, Each: new(1.0)}, size(), fill.ErrLimits, []string{"either a figure or the same for each"}},
		"each too fine":      {incentive.FloorAt{Each: new(0.001)}, size(), basis.ErrValue, []string{"more than 2 decimals"}},
		"floor without end":  {incentive.FloorAt{Figure: "size"}, size(none, 1, 1), fill.ErrLimits, []string{"unit 000"}},
		"claim without end":  {incentive.Claim{Figure: "size"}, size(none, 1, 1), fill.ErrLimits, []string{"unit 000"}},
		"ceiling of nobody":  {incentive.Under{Name: "g", Members: evaluation.Members{By: "grade", In: []string{"X"}}}, size(), basis.ErrMissing, []string{"ceiling g"}},
		"ceiling too fine":   {incentive.Under{Name: "g", Members: evaluation.Members{By: "grade", In: []string{"A"}}, Amount: 0.001}, size(), basis.ErrValue, []string{"ceiling g"}},
		"ceiling by codes":   {incentive.Under{Name: "g", Members: evaluation.Members{By: "code", In: []string{"000"}}}, size(), basis.ErrValue, []string{"not by code"}},
		"ceiling of whom":    {incentive.Under{Name: "g"}, size(), basis.ErrMissing, []string{"it is not said who is meant"}},
		"ceiling of a gap":   {incentive.Under{Name: "g", Members: evaluation.Members{By: "list:basin", In: []string{"Huai"}}}, figures(said("basin", texts{"000": "Huai", "001": "Huai"})), basis.ErrMissing, []string{`unit 002: missing value: no word in "basin"`}},
		"only no words":      {incentive.Only{Members: evaluation.Members{By: "list:basin"}}, size(), basis.ErrEmpty, nil},
		"no function":        {incentive.ClauseFunc{Name: "mine"}, size(), incentive.ErrClause, []string{"mine"}},
		"no clause":          {nil, size(), incentive.ErrClause, []string{"article 1"}},
		"own: negative":      {own(func(s *incentive.Sheet) { s.Scale(0, big.NewRat(-1, 1)) }), size(), basis.ErrNumber, []string{"article 1 (own): unit 000", "-1 of the weight is negative"}},
		"own: no weight":     {own(func(s *incentive.Sheet) { s.Scale(0, nil) }), size(), basis.ErrNumber, []string{"article 1 (own): unit 000"}},
		"own: cap below 0":   {own(func(s *incentive.Sheet) { s.Limit(2, -5) }), size(), fill.ErrLimits, []string{"article 1 (own): unit 002: limits: cap -0.05 is negative"}},
		"own: floor below 0": {own(func(s *incentive.Sheet) { s.Raise(2, -5) }), size(), fill.ErrLimits, []string{"article 1 (own): unit 002"}},
		"own: floor no end":  {own(func(s *incentive.Sheet) { s.Raise(2, fill.NoCap) }), size(), fill.ErrLimits, []string{"article 1 (own): unit 002"}},
		"own: in hand":       {own(func(s *incentive.Sheet) { s.Count(1, -1) }), size(), fill.ErrLimits, []string{"article 1 (own): unit 001"}},
		"own: bad ceiling":   {own(func(s *incentive.Sheet) { s.Ceil(fill.Ceiling{Name: "cap"}) }), size(), fill.ErrLimits, []string{"article 1 (own)"}},
		"own: a stranger":    {own(func(s *incentive.Sheet) { s.Ceil(fill.Ceiling{Name: "g", Members: []string{"q"}}) }), size(), basis.ErrUnknown, []string{"unit q"}},
		"own: ceiling twice": {own(func(s *incentive.Sheet) {
			s.Ceil(fill.Ceiling{Name: "g", Members: []string{"000"}})
			s.Ceil(fill.Ceiling{Name: "g", Members: []string{"000"}})
		}), size(), fill.ErrDuplicate, []string{"article 1 (own)"}},
		"own: an error": {incentive.ClauseFunc{Name: "x", Func: func(s *incentive.Sheet) error { return s.Fault(1, basis.ErrMissing) }}, size(), basis.ErrMissing, []string{"article 1 (x): unit 001: missing"}},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := incentive.Plan{Pool: incentive.Pool{Measure: mu, Amount: 1000}, Clauses: []incentive.Clause{c.clause}}.Allocate(ranking, c.figures)
			require.ErrorIs(t, err, c.want)
			for _, text := range c.texts {
				assert.ErrorContains(t, err, text)
			}
		})
	}
}

// own makes a clause of a function without errors.
func own(f func(s *incentive.Sheet)) incentive.Clause {
	return incentive.ClauseFunc{Name: "own", NameZH: "自定", Func: func(s *incentive.Sheet) error { f(s); return nil }}
}

// TestLimitsCompose: the lowest cap and the highest floor hold, weights multiply.
func TestLimitsCompose(t *testing.T) {
	for _, order := range [][]int{{0, 1, 2, 3, 4, 5}, {5, 4, 3, 2, 1, 0}} {
		all := []incentive.Clause{
			incentive.FloorAt{Each: new(7.0)},
			incentive.FloorAt{Each: new(3.0)},
			incentive.CapAt{Each: new(40.0)},
			incentive.CapAt{Each: new(50.0)},
			incentive.ByScore{Base: 5},
			incentive.Times{Figure: "size"},
		}
		plan := incentive.Plan{Pool: incentive.Pool{Amount: 100}}
		for _, k := range order {
			plan.Clauses = append(plan.Clauses, all[k])
		}
		a, err := plan.Allocate(rankingOf(9, 8), figures(decimals("size", row(0.5, 2))))
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
		_, err := incentive.Plan{Pool: incentive.Pool{Amount: 9}, Clauses: []incentive.Clause{c}}.Allocate(rankingOf(3, 2), incentive.Figures{})
		require.ErrorIs(t, err, basis.ErrMissing)
		assert.ErrorContains(t, err, "no grades")
	}
}

// TestOwnClauseIsFound: whatever a clause changes leaves an entry, one for each thing
// that one article does, and nothing changes a line that is out.
func TestOwnClauseIsFound(t *testing.T) {
	allocate := func(f func(s *incentive.Sheet)) *incentive.Allocation {
		a, err := incentive.Plan{
			Pool:    incentive.Pool{Measure: mu, Amount: 100},
			Clauses: []incentive.Clause{incentive.Veto{Reasons: "decisions"}, own(f)},
		}.Allocate(rankingOf(90, 80, 70), figures(said("decisions", texts{"002": "decided"})))
		require.NoError(t, err)
		return a
	}
	a := allocate(func(s *incentive.Sheet) {
		s.Scale(0, big.NewRat(6, 1))
		s.Scale(0, big.NewRat(1, 2))
		s.Note(0, basis.Textf("three times"))
		s.Note(0, basis.Textf("in two steps"))
		s.Note(1, basis.Textf("as before"))
		s.Count(1, 30)
		s.Count(1, 20)
		// line 2 is out: none of this has an effect
		s.Scale(2, big.NewRat(9, 1))
		s.Limit(2, 5)
		s.Raise(2, 4)
		s.Count(2, 3)
		s.Assign(2, "first")
		s.Note(2, basis.Textf("but why"))
		s.Exclude(2, basis.Textf("again"))
	})
	w, _ := a.Find("000")
	assert.Equal(t, incentive.Weight, w.Ledger[0].Kind)
	assert.Equal(t, "three times; in two steps", w.Ledger[0].Why.String())
	assert.Equal(t, "1", w.Ledger[0].From.RatString())
	assert.Equal(t, "3", w.Ledger[0].To.RatString())
	assert.Equal(t, 2, w.Ledger[0].Article)
	assert.Equal(t, incentive.Share, w.Ledger[1].Kind, "one article, one entry")
	w, _ = a.Find("001")
	assert.Equal(t, incentive.Held, w.Ledger[0].Kind)
	assert.Equal(t, "50", w.Ledger[0].To.RatString())
	assert.Equal(t, "as before", w.Ledger[0].Why.String())
	assert.Equal(t, "1", a.Divisions[0].Lines[1].Weight.RatString(), "lines do not share a weight")
	assert.Equal(t, fill.Line{ID: "002", Weight: big.NewRat(1, 1), Cap: fill.NoCap, Out: basis.Textf("%s", "decided")}, a.Divisions[0].Lines[2])
	w, _ = a.Find("002")
	require.Len(t, w.Ledger, 1)
	assert.Equal(t, "decided", w.Ledger[0].Why.String())
	assert.Zero(t, w.Amount)

	a = allocate(func(s *incentive.Sheet) { s.Exclude(1, basis.Text{}); s.Exclude(2, basis.Textf("again")) })
	w, _ = a.Find("001")
	assert.Equal(t, incentive.Out, w.Ledger[0].Kind)
	assert.Equal(t, "own", w.Ledger[0].Clause)
	assert.Empty(t, w.Ledger[0].Why, "the clause says why")

	// what is done and undone by one article leaves one entry, which names it
	a = allocate(func(s *incentive.Sheet) { s.Scale(0, big.NewRat(3, 1)); s.Scale(0, big.NewRat(1, 3)) })
	w, _ = a.Find("000")
	assert.Equal(t, incentive.Weight, w.Ledger[0].Kind)
	assert.Equal(t, "1", w.Ledger[0].From.RatString())
	assert.Equal(t, "1", w.Ledger[0].To.RatString())
	assert.Equal(t, incentive.Share, w.Ledger[1].Kind)
}

// TestSheet: what a clause can read.
func TestSheet(t *testing.T) {
	read := incentive.ClauseFunc{Name: "reading", Func: func(s *incentive.Sheet) error {
		assert.Equal(t, 3, s.Len())
		assert.Equal(t, incentive.Estate{Name: "land", Measure: mu, Amount: 100_00, Lot: 1}, s.Estate())
		assert.Equal(t, "overall", s.Ranking().Code)
		i, ok := s.Find("001")
		assert.True(t, ok)
		assert.Equal(t, "001", s.Line(i).ID)
		assert.Equal(t, 2, s.Place(i).Rank)
		_, ok = s.Find("999")
		assert.False(t, ok)
		last, err := s.Earlier("last year")
		assert.NoError(t, err)
		assert.Equal(t, incentive.Amount(7), last.Remainder)
		_, err = s.Earlier("lats year")
		assert.ErrorContains(t, err, `no allocations "lats year" are given (did you mean "last year"?)`)
		s.Qualify(basis.Named(", read with care", "（仔细阅读）"))
		return nil
	}}
	a, err := incentive.Plan{Pool: incentive.Pool{Name: "land", Measure: mu, Amount: 100}, Clauses: []incentive.Clause{read}}.Allocate(
		rankingOf(90, 80, 70), figures(map[string]*incentive.Allocation{"last year": {Remainder: 7}}))
	require.NoError(t, err)
	require.Len(t, a.Articles, 1)
	assert.Equal(t, quoted{"reading, read with care", "reading（仔细阅读）"}, quote(a.Articles[0]))
}
