package evaluation_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/indicators"
)

// Two classes, whose units alternate in the table: K has 90 80 80 70, L has 80 60 50.
const twoClasses = "code,class,x\na,K,90\ne,L,80\nb,K,80\nc,K,80\nf,L,60\nd,K,70\ng,L,50\n"

var half = evaluation.Quotas{Grades: []evaluation.Quota{share("A", 0.5, evaluation.Floor), {Grade: "B", Rest: true}}}

// own is the decision by places of each class's own.
var own = evaluation.Decision{Ties: evaluation.Ties{Digits: new(2)}, Own: true, Grader: half}

func decide(t *testing.T, d evaluation.Decision, csv string, rulings ...evaluation.Ruling) (evaluation.Ranking, *evaluation.Result) {
	t.Helper()
	res := evaluate(t, evaluation.Model{}, table(t, single(t), csv), rulings...)
	r, err := d.Rank(res)
	require.NoError(t, err)
	return r, res
}

// line shows the places of a ranking: class, rank, whether tied, code, grade.
func line(r evaluation.Ranking) string {
	var out []string
	for _, p := range r.Places {
		tied := ""
		if p.Tied {
			tied = "="
		}
		out = append(out, fmt.Sprintf("%s%d%s%s%s", p.Unit.Class, p.Rank, tied, p.Unit.Code, p.Grade))
	}
	return strings.Join(out, " ")
}

func TestOwnPlaces(t *testing.T) {
	r, res := decide(t, own, twoClasses)
	assert.Equal(t, "K1aA K2=bB K2=cB K4dB L1eA L2fB L3gB", line(r), "each class has ranks, ties and quotas of its own")
	assert.True(t, r.Own)
	assert.Equal(t, []string{"K", "L"}, r.Classes())
	assert.Equal(t, 7, r.Ranked())
	joint := own
	joint.Own = false
	all, err := joint.Rank(res)
	require.NoError(t, err)
	assert.Equal(t, "K1aA L2=eB K2=bB K2=cB K5dB L6fB L7gB", line(all), "e is tied with units of another class")

	dense := own
	dense.Ties.Rule = evaluation.Dense
	r2, err := dense.Rank(res)
	require.NoError(t, err)
	assert.Equal(t, "K1aA K2=bB K2=cB K3dB L1eA L2fB L3gB", line(r2))

	borders := r.Borders()
	require.Len(t, borders, 2, "the last of K and the first of L make none")
	assert.Equal(t, "ab 10", fmt.Sprintf("%s%s %v", borders[0].Above.Unit.Code, borders[0].Below.Unit.Code, borders[0].Gap))
	assert.Equal(t, "ef 20", fmt.Sprintf("%s%s %v", borders[1].Above.Unit.Code, borders[1].Below.Unit.Code, borders[1].Gap))

	assert.Equal(t, "L1eA L2fB L3gB", line(r.Class("L")), "as it stands")
	assert.Equal(t, "L1e L2f L3g", line(all.Class("L")), "ranked anew, without the grades of all")
	assert.Empty(t, r.Class("nobody").Places)
	assert.Equal(t, "K1=b K1=c K3d L1f L2g", line(r.Among(func(u indicators.Unit) bool { return u.Code != "a" && u.Code != "e" })))

	_, err = evaluation.Compare(r, all)
	require.ErrorIs(t, err, evaluation.ErrClass)
}

func TestOwnPlacesGrades(t *testing.T) {
	r, _ := decide(t, own, twoClasses, graded("b", evaluation.NotRanked, "T"), ruling("e", evaluation.OutsideQuota), graded("g", evaluation.GradeFixed, "A"))
	assert.Equal(t, "K1aA K2cB K3dB K0bT L1e L2fA L3gA", line(r), "who is not ranked stands at the end of its class")
	g, _ := r.Find("g")
	assert.Equal(t, "B", g.Cut)

	d := own
	d.Grader = evaluation.Thresholds{{Grade: "A", AtLeast: 80}, {Grade: "B", Rest: true}}
	r, _ = decide(t, d, twoClasses)
	assert.Equal(t, "K1aA K2=bA K2=cA K4dB L1eA L2fB L3gB", line(r))
	d.Grader = evaluation.Conditional{Of: half, Conditions: []evaluation.Condition{{Grade: "A", AtLeast: 85}}}
	r, res := decide(t, d, twoClasses)
	assert.Equal(t, "K1aA K2=bB K2=cB K4dB L1eB L2fB L3gB", line(r))
	missed, err := r.Missed(d.Grader, res)
	require.NoError(t, err)
	require.Len(t, missed, 1)
	assert.Equal(t, "e x", missed[0].Unit.Code+" "+missed[0].Code)
	worst := evaluation.Key{Code: "x", Order: evaluation.LowestFirst}
	d.Grader = evaluation.TwoStage{Best: evaluation.Stage2{Grade: "A", Share: 0.25, Key: worst}, Middle: "B", Worst: evaluation.Stage2{Grade: "C", Share: 0.34, Key: worst}}
	r, _ = decide(t, d, twoClasses)
	assert.Equal(t, "K1aA K2=bB K2=cB K4dC L1eB L2fB L3gC", line(r))

	r, _ = decide(t, own, "code,class,x\na,K,90\nb,L,80\nc,L,70\n")
	require.Len(t, r.Warnings, 1)
	require.ErrorIs(t, r.Warnings[0], evaluation.ErrClass)
	assert.Equal(t, "a", inputErrors(r.Warnings[0])[0].Unit, "rank 1 of 1")
	assert.Len(t, r.Class("K").Warnings, 1, "said once")
}

func TestOwnPlacesLists(t *testing.T) {
	r, _ := decide(t, own, twoClasses)
	in := map[string]evaluation.Ranking{"score": r}
	_, err := evaluation.Lists{{Name: "strong", From: "score", Places: 3}}.Pick(in)
	require.ErrorIs(t, err, evaluation.ErrLists)
	require.ErrorContains(t, err, `"strong" has places of all classes together`)
	lists, err := evaluation.Lists{{Name: "strong", From: "score", PerClass: map[string]int{"*": 1}}, {Name: "next", From: "score", PerClass: map[string]int{"K": 1, "L": 1}, NoRepeat: true}}.Pick(in)
	require.NoError(t, err)
	assert.Equal(t, "ae", names(lists[0]))
	assert.Equal(t, "bcf", names(lists[1]), "a tied group stands on the list whole")
	lists, err = evaluation.Lists{{Name: "strong", From: "score", Places: 2}}.Pick(map[string]evaluation.Ranking{"score": r.Class("L")})
	require.NoError(t, err)
	assert.Equal(t, "ef", names(lists[0]), "one class has no joint places")
}

func TestOwnPlacesProgress(t *testing.T) {
	earlier, _ := decide(t, own, twoClasses)
	now, res := decide(t, own, "code,class,x\na,K,60\ne,L,80\nb,K,80\nc,K,81\nf,L,60\nd,K,70\ng,L,85\nh,L,99\n")
	gain, err := evaluation.Progress(now, earlier, evaluation.RankGain)
	require.NoError(t, err)
	assert.True(t, gain.Own)
	assert.Equal(t, "K1=c K1=d K3b K4a L1g L2=e L2=f L0h", line(gain), "c and d each gained a rank in K, g two in L")
	gain, err = evaluation.Progress(now, earlier, evaluation.ScoreGain)
	require.NoError(t, err)
	assert.Equal(t, "K1c K2=b K2=d K4a L1g L2=e L2=f L0h", line(gain))

	joint := own
	joint.Own = false
	all, err := joint.Rank(res)
	require.NoError(t, err)
	_, err = evaluation.Progress(all, earlier, evaluation.RankGain)
	require.ErrorIs(t, err, evaluation.ErrClass)
	_, err = evaluation.Progress(earlier, all, evaluation.ScoreGain)
	require.ErrorIs(t, err, evaluation.ErrClass)
}

func TestOwnPlacesExplained(t *testing.T) {
	r, res := decide(t, own, twoClasses, points("f", "item", 1, 25))
	assert.Equal(t, "K1aA K2=bB K2=cB K4dB L1fA L2eB L3gB", line(r))
	ex, err := res.Explain(r, "d")
	require.NoError(t, err)
	assert.Equal(t, 4, ex.Ranked)
	assert.Equal(t, "c", ex.Above.Place.Unit.Code)
	assert.Nil(t, ex.Below, "below stands the first of another class")
	assert.InDelta(t, 80, ex.Parts[0].MedianScore, 0, "of its class")
	ex, err = res.Explain(r, "f")
	require.NoError(t, err)
	assert.Nil(t, ex.Above)
	assert.Equal(t, "e", ex.Below.Place.Unit.Code)
	assert.InDelta(t, 5, ex.Below.Gap, 0)
	assert.Equal(t, "L", ex.Place.Unit.Class)
	assert.Equal(t, [2]int{1, 2}, [2]int{ex.Place.Rank, ex.Without.Rank}, "without its points it is the second of its class")

	before, err := own.RankBefore(res)
	require.NoError(t, err)
	assert.Equal(t, "K1aA K2=bB K2=cB K4dB L1eA L2fB L3gB", line(before))
	effects, err := own.RulingEffects(res)
	require.NoError(t, err)
	require.Len(t, effects, 1)
	assert.Equal(t, [3]int{1, 2, 1}, [3]int{effects[0].With.Rank, effects[0].Without.Rank, effects[0].Moved}, "it moves one of its class, and nobody of the other")
	assert.Equal(t, "A B", effects[0].With.Grade+" "+effects[0].Without.Grade, "the effect on the grade too")
}

// TestOwnPlacesLeaving: who leaves moves those of its class at most.
func TestOwnPlacesLeaving(t *testing.T) {
	f := framework(t, indicators.Indicator{Code: "overall", Children: []indicators.Indicator{{Code: "x", Weight: 1}, {Code: "y", Weight: 1}}})
	// Scales come from all: a holds b and c of its class, and e and f of the other.
	res := evaluate(t, evaluation.Model{}, table(t, f, "code,class,x,y\na,K,100,0\nb,K,10,5\nc,K,0,9\nd,M,5,4\ne,L,9,4\nf,L,0,8\n"))
	out, err := evaluation.Decision{Own: true}.Leaving(res)
	require.NoError(t, err)
	moved := map[string]int{}
	for _, l := range out {
		moved[l.Unit.Code] = l.Moved
		for _, s := range l.Shifts {
			assert.Equal(t, l.Unit.Class, s.Unit.Class)
		}
	}
	assert.NotContains(t, moved, "d", "the only one of its class")
	assert.Equal(t, 2, moved["a"], "b and c change places; e and f are of another class")
	assert.Len(t, moved, 5)
	joint, err := evaluation.Decision{}.Leaving(res)
	require.NoError(t, err)
	require.Len(t, joint, 6)
	assert.Greater(t, joint[0].Moved, 2)
}

// TestOwnPlacesNeedClasses: a unit without a class is in no class of its own.
func TestOwnPlacesNeedClasses(t *testing.T) {
	res := evaluate(t, evaluation.Model{}, table(t, single(t), six))
	_, err := evaluation.Decision{Own: true}.Rank(res)
	require.ErrorIs(t, err, evaluation.ErrClass)
	assert.Len(t, inputErrors(err), 6, "each is named")
	_, err = evaluation.Decision{}.Rank(nil)
	require.ErrorIs(t, err, evaluation.ErrModel)
	_, err = evaluation.Decision{}.Rank(&evaluation.Result{})
	require.ErrorIs(t, err, evaluation.ErrModel)
}
