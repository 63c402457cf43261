package evaluation_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// TestPublishedCounts has the counts of grades that notices print.
func TestPublishedCounts(t *testing.T) {
	rest := func(grade string) evaluation.Quota { return evaluation.Quota{Grade: grade, Rest: true} }
	places := func(grade string, n int) evaluation.Quota {
		return evaluation.Quota{Grade: grade, Places: n}
	}
	floor, ceil, near := evaluation.Floor, evaluation.Ceil, evaluation.Nearest
	jining := []evaluation.Quota{share("A", 0.2, floor), share("B", 0.35, ceil), rest("C"), share("D", 0.05, ceil)}
	park := []evaluation.Quota{share("A", 0.2, floor), share("B", 0.3, floor), rest("C"), share("D", 0.05, ceil)}
	for _, c := range []struct {
		name           string
		grades         []evaluation.Quota
		base           evaluation.QuotaBase
		ranked, others int
		want           string
	}{
		// Jining High-tech Zone 2024, 275 firms of which 10 are T; the share of B is our reading of 97.
		{"Jining, base all", jining, evaluation.All, 265, 10, "A 55 B 97 C 99 D 14"},
		{"Jining, base ranked: not what is printed", jining, evaluation.Ranked, 265, 10, "A 53 B 93 C 105 D 14"},
		{"Jining, 100 firms above 3 mu", []evaluation.Quota{share("A", 0.2, floor), share("B", 0.4, floor), rest("C"), share("D", 0.05, ceil)}, evaluation.Ranked, 100, 0, "A 20 B 40 C 35 D 5"},
		{"Jingning 2022", []evaluation.Quota{places("A", 11), places("B", 21), rest("C"), share("D", 0, floor)}, evaluation.Ranked, 39, 0, "A 11 B 21 C 7 D 0"},
		{"Huai'an 2024, T outside", []evaluation.Quota{share("A", 0.2, floor), share("B", 0.4, floor), rest("C"), share("D", 0.05, ceil)}, evaluation.Ranked, 200, 30, "A 40 B 80 C 70 D 10"},
		{"Anhui 25/45/25/5", []evaluation.Quota{share("A", 0.25, floor), share("B", 0.45, floor), share("C", 0.25, floor), share("D", 0.05, floor)}, evaluation.Ranked, 40, 0, "A 10 B 18 C 10 D 2"},
		{"Shandong A <= 20 %, D >= 5 %", []evaluation.Quota{share("A", 0.2, floor), rest("B"), share("D", 0.05, ceil)}, evaluation.Ranked, 33, 0, "A 6 B 25 D 2"},
		{"Qingdao's 15.47 % of Shandong's firms of grade A", []evaluation.Quota{share("A", 0.1547, near), rest("B")}, evaluation.Ranked, 4699, 0, "A 727 B 3972"},
		{"park program, 1 parks", park, evaluation.Ranked, 1, 0, "A 0 B 0 C 0 D 1"},
		{"park program, 2 parks", park, evaluation.Ranked, 2, 0, "A 0 B 0 C 1 D 1"},
		{"park program, 5 parks", park, evaluation.Ranked, 5, 0, "A 1 B 1 C 2 D 1"},
		{"park program, 10 parks", park, evaluation.Ranked, 10, 0, "A 2 B 3 C 4 D 1"},
		{"park program, 19 parks", park, evaluation.Ranked, 19, 0, "A 3 B 5 C 10 D 1"},
		{"park program, 20 parks", park, evaluation.Ranked, 20, 0, "A 4 B 6 C 9 D 1"},
		{"park program, 39 parks", park, evaluation.Ranked, 39, 0, "A 7 B 11 C 19 D 2"},
		{"Nanjing 2017, top 20 %", []evaluation.Quota{share("A", 0.2, floor), rest("B")}, evaluation.Ranked, 14, 0, "A 2 B 12"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := ladder(append(upTo(c.ranked), make([]int, c.others)...)...)
			out, err := r.Grade(evaluation.Quotas{Grades: c.grades, Base: c.base}, nil)
			require.NoError(t, err)
			n := counts(out)
			var got []string
			for _, g := range out.Grades {
				got = append(got, fmt.Sprint(g, " ", n[g]))
			}
			assert.Equal(t, c.want, strings.Join(got, " "))
			assert.Equal(t, c.others, n[""])
			assert.Empty(t, out.Warnings)
		})
	}
	out, err := ladder(1, 2, 3).Grade(evaluation.Quotas{Grades: []evaluation.Quota{places("A", 5), rest("B")}}, nil)
	require.NoError(t, err)
	require.Len(t, out.Warnings, 1, "more places than units")
	for _, g := range []evaluation.Quotas{
		{Grades: []evaluation.Quota{{Grade: "A", Places: 1, Share: 0.5}, rest("B")}},
		{Grades: []evaluation.Quota{places("A", -1), rest("B")}},
		{Grades: []evaluation.Quota{rest("B")}, Base: 7},
	} {
		_, err := ladder(1, 2).Grade(g, nil)
		require.ErrorIs(t, err, evaluation.ErrGrades)
	}
	assert.Equal(t, "ranked all QuotaBase(9)", fmt.Sprint(evaluation.Ranked, evaluation.All, evaluation.QuotaBase(9)))
}

// TestBandsOnPrintedScores cuts bands from scores as printed with one decimal
// (western top-100 counties 2018, places 20 to 25).
func TestBandsOnPrintedScores(t *testing.T) {
	f := single(t)
	res := evaluate(t, evaluation.Model{}, table(t, f, "code,x\na,77.91\nb,77.89\nc,77.68\nd,77.65\ne,77.17\nf,76.24\n"))
	rounded := rank(t, res, "", evaluation.Ties{Digits: new(1)})
	out, err := rounded.Grade(evaluation.Thresholds{{Grade: "first", AtLeast: 77.9}, {Grade: "second", AtLeast: 77.7}, {Grade: "third", Rest: true}}, nil)
	require.NoError(t, err)
	assert.Equal(t, map[string]int{"first": 2, "second": 2, "third": 2}, counts(out), "77.89 is printed 77.9, 77.65 is printed 77.7")
	borders := out.Borders()
	require.Len(t, borders, 2)
	assert.InDelta(t, 0.2, borders[0].Gap, 1e-12)
}

func TestThresholds(t *testing.T) {
	stars := evaluation.Thresholds{{Grade: "★★★", AtLeast: 99}, {Grade: "★★", AtLeast: 97}, {Grade: "★", Rest: true}}
	out, err := ladder(1, 2, 3, 4, 0).Grade(stars, nil)
	require.NoError(t, err)
	assert.Equal(t, map[string]int{"★★★": 1, "★★": 2, "★": 1, "": 1}, counts(out))
	for name, g := range map[string]evaluation.Thresholds{
		"none":    nil,
		"rising":  {{Grade: "A", AtLeast: 1}, {Grade: "B", AtLeast: 2}, {Grade: "C", Rest: true}},
		"no rest": {{Grade: "A", AtLeast: 1}},
		"twice":   {{Grade: "A", AtLeast: 1}, {Grade: "A", Rest: true}},
		"early":   {{Grade: "A", Rest: true}, {Grade: "B", Rest: true}},
	} {
		_, err := ladder(1).Grade(g, nil)
		require.ErrorIs(t, err, evaluation.ErrGrades, name)
	}
	_, err = ladder(1).Grade(stars, &evaluation.Result{Rulings: []evaluation.Ruling{graded("1", evaluation.GradeFixed, "A")}})
	require.ErrorIs(t, err, evaluation.ErrRuling)
}

// firms has twenty firms: scores fall from 100 to 5, tax per mu and energy per
// output do not follow them.
func firms(t *testing.T, rulings ...evaluation.Ruling) *evaluation.Result {
	t.Helper()
	f := framework(t, indicators.Indicator{Code: "overall", Children: []indicators.Indicator{{Code: "x", Bounds: &indicators.Range{Lo: 0, Hi: 100}}}},
		indicators.Indicator{Code: "tax"}, indicators.Indicator{Code: "energy"})
	var b strings.Builder
	b.WriteString("code,x,tax,energy\n")
	for i := range 20 {
		fmt.Fprintf(&b, "%d,%d,%d,%d\n", i+1, 100-5*i, (7*i)%10, (3*i)%10)
	}
	return evaluate(t, evaluation.Model{}, table(t, f, b.String()), rulings...)
}

// TestTwoStage is the rule of Zhengzhou 2018 for firms: 15/75/10.
func TestTwoStage(t *testing.T) {
	res := firms(t)
	r := rank(t, res, "", evaluation.Ties{Digits: new(2)})
	zhengzhou := evaluation.TwoStage{
		Best:   evaluation.Stage2{Grade: "A", Share: 0.15, Key: evaluation.Key{Code: "tax", Raw: true, Order: evaluation.HighestFirst}},
		Middle: "B",
		Worst:  evaluation.Stage2{Grade: "C", Share: 0.1, Key: evaluation.Key{Code: "energy", Raw: true, Order: evaluation.HighestFirst}},
	}
	in := func(g evaluation.TwoStage, grade string) []string {
		out, err := r.Grade(g, res)
		require.NoError(t, err)
		var codes []string
		for _, p := range out.Places {
			if p.Grade == grade {
				codes = append(codes, p.Unit.Code)
			}
		}
		return codes
	}
	// Upper half: tax 0 7 4 1 8 5 2 9 6 3 of firms 1 to 10: the 3 most are 8, 5, 2.
	assert.Equal(t, []string{"2", "5", "8"}, in(zhengzhou, "A"))
	// Lower half: energy 0 3 6 9 2 5 8 1 4 7 of firms 11 to 20: the 2 most are 14, 17.
	assert.Equal(t, []string{"14", "17"}, in(zhengzhou, "C"))
	assert.Len(t, in(zhengzhou, "B"), 15)
	reversed := zhengzhou
	reversed.Worst.Key.Order = evaluation.LowestFirst // as printed: "从低到高"
	assert.Equal(t, []string{"11", "18"}, in(reversed, "C"))
	byScore := zhengzhou
	byScore.Best.Key = evaluation.Key{Code: "overall", Order: evaluation.HighestFirst}
	assert.Equal(t, []string{"1", "2", "3"}, in(byScore, "A"))
	third := zhengzhou
	third.Upper = 0.1
	out, err := r.Grade(third, res)
	require.NoError(t, err)
	assert.Equal(t, 2, counts(out)["A"])
	require.Len(t, out.Warnings, 1, "the upper part is smaller than the share")

	for name, change := range map[string]func(g *evaluation.TwoStage){
		"no order":    func(g *evaluation.TwoStage) { g.Best.Key.Order = 0 },
		"unknown key": func(g *evaluation.TwoStage) { g.Best.Key.Code = "z" },
		"same names":  func(g *evaluation.TwoStage) { g.Middle = "A" },
		"shares":      func(g *evaluation.TwoStage) { g.Best.Share = 0.95 },
		"share":       func(g *evaluation.TwoStage) { g.Best.Share = -1 },
		"upper":       func(g *evaluation.TwoStage) { g.Upper = 2 },
		"rounding":    func(g *evaluation.TwoStage) { g.Rounding = 9 },
		"base":        func(g *evaluation.TwoStage) { g.Base = 9 },
	} {
		g := zhengzhou
		change(&g)
		_, err := r.Grade(g, res)
		require.Error(t, err, name)
	}
	assert.Equal(t, "highest first, lowest first, unsaid", fmt.Sprintf("%s, %s, %s", evaluation.HighestFirst, evaluation.LowestFirst, evaluation.Order(0)))
}

func TestTwoStageTies(t *testing.T) {
	f := framework(t, indicators.Indicator{Code: "overall", Children: []indicators.Indicator{{Code: "x", Bounds: &indicators.Range{Lo: 0, Hi: 100}}}}, indicators.Indicator{Code: "tax"})
	res := evaluate(t, evaluation.Model{}, table(t, f, "code,x,tax\na,90,5\nb,80,5\nc,80,1\nd,10,0\n"))
	r := rank(t, res, "", evaluation.Ties{Digits: new(2)})
	g := evaluation.TwoStage{
		Best: evaluation.Stage2{Grade: "A", Share: 0.25, Key: evaluation.Key{Code: "tax", Raw: true, Order: evaluation.HighestFirst}}, Middle: "B",
		Worst: evaluation.Stage2{Grade: "C", Share: 0.25, Key: evaluation.Key{Code: "tax", Raw: true, Order: evaluation.LowestFirst}},
	}
	out, err := r.Grade(g, res)
	require.NoError(t, err)
	assert.Equal(t, map[string]int{"A": 1, "B": 2, "C": 1}, counts(out), "the tied pair at the half stays in the lower part")
	g.Rounding = evaluation.Ceil
	out, err = r.Grade(g, res)
	require.NoError(t, err)
	assert.Equal(t, map[string]int{"B": 3, "C": 1}, counts(out), "now a and b have the same tax, and at most one may be A")
	g.Best.Rounding = evaluation.Ceil
	out, err = r.Grade(g, res)
	require.NoError(t, err)
	assert.Equal(t, map[string]int{"A": 2, "B": 1, "C": 1}, counts(out))
}

func TestConditions(t *testing.T) {
	f := framework(t, small())
	tab := table(t, f, smallTable)                                      // strength 70 65 40, green 60 30 60
	m := evaluation.Model{}                                             // overall 66 51 48
	res := evaluate(t, m, tab, graded("3", evaluation.GradeFixed, "B")) // raised from C
	r := rank(t, res, "", evaluation.Ties{Digits: new(2)})
	of := evaluation.Thresholds{{Grade: "A", AtLeast: 50}, {Grade: "B", AtLeast: 49}, {Grade: "C", Rest: true}}
	c := evaluation.Conditional{Of: of, Conditions: []evaluation.Condition{{Grade: "A", AtLeast: 50}, {Grade: "B", Codes: []string{"green"}, AtLeast: 40}}}
	out, err := r.Grade(c, res)
	require.NoError(t, err)
	got := map[string]string{}
	for _, p := range out.Places {
		got[p.Unit.Code] = p.Grade
	}
	assert.Equal(t, map[string]string{"1": "A", "2": "C", "3": "B"}, got, "the second falls twice, and a ruling comes last")
	missed, err := r.Missed(c, res)
	require.NoError(t, err)
	require.Len(t, missed, 2)
	assert.Equal(t, "green", missed[0].Code)
	assert.InDelta(t, 30, missed[0].Score, 1e-9)
	again, err := out.Grade(c, res)
	require.NoError(t, err)
	assert.Equal(t, out, again)
	lowered := evaluate(t, m, tab, graded("2", evaluation.GradeAtMost, "C"))
	r2, err := rank(t, lowered, "", evaluation.Ties{Digits: new(2)}).Grade(evaluation.Conditional{
		Of:         evaluation.Thresholds{{Grade: "A", AtLeast: 50}, {Grade: "B", AtLeast: 20}, {Grade: "C", Rest: true}},
		Conditions: []evaluation.Condition{{Grade: "A", AtLeast: 50}},
	}, lowered)
	require.NoError(t, err)
	second, _ := r2.Find("2")
	assert.Equal(t, "C B", second.Grade+" "+second.Cut, "the condition is about the grade before the ruling")
	near := evaluation.Conditional{Of: of, Conditions: []evaluation.Condition{{Grade: "A", Codes: []string{"strength"}, AtLeast: 65.004}}} // unit 2 has 65
	out, err = r.Grade(near, res)
	require.NoError(t, err)
	assert.Equal(t, 1, counts(out)["A"])
	near.Conditions[0].AtLeast = 64.996
	out, err = r.Grade(near, res)
	require.NoError(t, err)
	assert.Equal(t, 2, counts(out)["A"])
	f = single(t)
	res = evaluate(t, evaluation.Model{}, table(t, f, "code,x\na,49.996\nb,49.994\n"))
	r = rank(t, res, "", evaluation.Ties{Digits: new(2)})
	of = evaluation.Thresholds{{Grade: "A", AtLeast: 1}, {Grade: "B", Rest: true}}
	out, err = r.Grade(evaluation.Conditional{Of: of, Conditions: []evaluation.Condition{{Grade: "A", AtLeast: 50}}}, res)
	require.NoError(t, err)
	assert.Equal(t, "A B", out.Places[0].Grade+" "+out.Places[1].Grade, "what is printed 50.00 is 50")
	for name, c := range map[string]struct {
		bad evaluation.Condition
		is  error
	}{
		"no such grade": {evaluation.Condition{Grade: "Z"}, evaluation.ErrGrades},
		"last grade":    {evaluation.Condition{Grade: "B", AtLeast: 1}, evaluation.ErrGrades},
		"unknown node":  {evaluation.Condition{Grade: "A", Codes: []string{"z"}}, basis.ErrUnknown},
		"not a number":  {evaluation.Condition{Grade: "A", AtLeast: math.NaN()}, evaluation.ErrGrades},
	} {
		_, err := r.Grade(evaluation.Conditional{Of: of, Conditions: []evaluation.Condition{c.bad}}, res)
		require.ErrorIs(t, err, c.is, name)
	}
	_, err = r.Grade(evaluation.Conditional{Conditions: c.Conditions}, res)
	require.ErrorIs(t, err, evaluation.ErrGrades, "of no grader")
	_, err = r.Grade(evaluation.Conditional{Of: of}, nil)
	require.ErrorIs(t, err, evaluation.ErrGrades, "of no result")
}
