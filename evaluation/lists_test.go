package evaluation_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// placed makes a ranking of units a, b, c ... of classes with these scores.
func placed(t *testing.T, classes string, scores ...float64) evaluation.Ranking {
	t.Helper()
	f := single(t)
	units := make([]indicators.Unit, len(scores))
	for i := range units {
		units[i] = indicators.Unit{Code: string(rune('a' + i)), Class: classes[i : i+1]}
	}
	tab, err := indicators.NewTable(f, units, map[string][]float64{"x": scores}, nil)
	require.NoError(t, err)
	return rank(t, evaluate(t, evaluation.Model{}, tab), "", evaluation.Ties{Digits: new(2)})
}

func names(l evaluation.List) string {
	s := ""
	for _, p := range l.Places {
		s += p.Unit.Code
	}
	return s
}

func TestProgress(t *testing.T) {
	earlier := placed(t, "XXXXX", 50, 60, 70, 80, 90)
	now := placed(t, "XXXXX", 95, 62, 70.5, 70.5, 60) // a 1, c and d 2, b 4, e 5; f is new
	now.Places = append(now.Places[:1:1], append([]evaluation.Place{{Rank: 2, Unit: indicators.Unit{Code: "f"}, Score: 90}}, now.Places[1:]...)...)
	for i := range now.Places[2:] {
		now.Places[2+i].Rank++
	}
	gain, err := evaluation.Progress(now, earlier, evaluation.RankGain)
	require.NoError(t, err)
	got := map[string]float64{}
	for _, p := range gain.Places {
		got[p.Unit.Code] = p.Score
	}
	assert.True(t, math.IsNaN(got["f"]))
	delete(got, "f")
	assert.Equal(t, map[string]float64{"a": 4, "c": 1, "b": 0, "d": 0, "e": -4}, got, "the newcomer takes no rank from anybody")
	assert.Equal(t, map[string]int{"a": 1, "c": 2, "b": 3, "d": 3, "e": 5, "f": 0}, ranks(gain))
	f, _ := gain.Find("f")
	assert.Equal(t, "not ranked earlier", f.Out.String())
	assert.Equal(t, new(0), gain.Ties.Digits, "ranks are whole numbers")

	gain, err = evaluation.Progress(now, earlier, evaluation.ScoreGain)
	require.NoError(t, err)
	assert.Equal(t, map[string]int{"a": 1, "b": 2, "c": 3, "d": 4, "e": 5, "f": 0}, ranks(gain))
	c, _ := gain.Find("c")
	assert.InDelta(t, 0.5, c.Score, 0)

	// The second of last year is gone: nobody gains by that.
	gone := placed(t, "XXX", 90, 80, 70)
	before := placed(t, "XXXX", 90, 80, 70, 85)
	gain, err = evaluation.Progress(gone, before, evaluation.RankGain)
	require.NoError(t, err)
	for _, p := range gain.Places {
		assert.Zero(t, p.Score, p.Unit.Code)
	}

	earlier.Ties.Digits = new(1)
	_, err = evaluation.Progress(now, earlier, evaluation.ScoreGain)
	require.ErrorIs(t, err, evaluation.ErrTies)
	now.Ties.Digits = new(13)
	_, err = evaluation.Progress(now, earlier, evaluation.RankGain)
	require.ErrorIs(t, err, evaluation.ErrTies)
	_, err = evaluation.Progress(now, earlier, 7)
	require.ErrorIs(t, err, basis.ErrUnknown)

	for rule, want := range map[evaluation.TieRule][]int{evaluation.Dense: {1, 2, 2, 3}, evaluation.Ordinal: {1, 2, 3, 4}} {
		a, b := placed(t, "XXXX", 10, 20, 30, 40), placed(t, "XXXX", 10, 20, 30, 40)
		a.Places[0].Score += 9
		a.Places[3].Score--
		a.Ties.Rule = rule
		gain, err := evaluation.Progress(a, b, evaluation.ScoreGain)
		require.NoError(t, err)
		for i, p := range gain.Places {
			assert.Equal(t, want[i], p.Rank, rule)
		}
	}
}

func TestLists(t *testing.T) {
	strong := placed(t, "DDDCCCC", 90, 85, 80, 88, 88, 70, 60) // a d=e b c f g
	gain := placed(t, "DDDCCCC", 9, 1, 2, 8, 0, 7, 0)          // a d f c b e=g
	rankings := map[string]evaluation.Ranking{"score": strong, "gain": gain}
	zero := 0.0
	pick := func(l ...evaluation.ListRule) []evaluation.List {
		out, err := evaluation.Lists(l).Pick(rankings)
		require.NoError(t, err)
		return out
	}
	first := evaluation.ListRule{Name: "strong", From: "score", Places: 2}
	out := pick(first, evaluation.ListRule{Name: "progress", From: "gain", Places: 3})
	assert.Equal(t, "ade", names(out[0]), "a tied pair is taken whole")
	assert.Equal(t, "adf", names(out[1]), "lists overlap")
	out = pick(first, evaluation.ListRule{Name: "progress", From: "gain", Places: 3, NoRepeat: true})
	assert.Equal(t, "fcb", names(out[1]), "no reward twice: the next takes the place")
	require.Len(t, out[1].Passed, 2)
	assert.Equal(t, "on the list strong", out[1].Passed[0].Why.String())

	first.AtMost = true
	out = pick(first)
	assert.Equal(t, "a", names(out[0]))
	assert.Equal(t, 1, out[0].Empty)
	assert.Len(t, out[0].Passed, 2)

	out = pick(evaluation.ListRule{Name: "per class", From: "score", PerClass: map[string]int{"D": 2, "*": 3}},
		evaluation.ListRule{Name: "best of each class", From: "gain", PerClass: map[string]int{"*": 1}},
		evaluation.ListRule{Name: "gained", From: "gain", Places: 9, Above: &zero})
	assert.Equal(t, "adebf", names(out[0]))
	assert.Equal(t, "ad", names(out[1]))
	assert.Equal(t, "adfcb", names(out[2]))
	assert.Equal(t, 4, out[2].Empty)

	barred := strong
	barred.Places = append([]evaluation.Place(nil), strong.Places...)
	barred.Places[0].Out = basis.Textf("no award")
	barred.Places[1].Rank, barred.Places[1].Out = 0, basis.Textf("not ranked")
	rankings["score"] = barred
	out = pick(evaluation.ListRule{Name: "strong", From: "score", Places: 2})
	assert.Equal(t, "eb", names(out[0]))
	assert.Equal(t, "no award", out[0].Passed[0].Why.String())

	nan := math.NaN()
	for name, l := range map[string]evaluation.Lists{
		"no name":       {{From: "score", Places: 1}},
		"twice":         {{Name: "a", From: "score", Places: 1}, {Name: "a", From: "score", Places: 1}},
		"no ranking":    {{Name: "a", From: "z", Places: 1}},
		"no places":     {{Name: "a", From: "score"}},
		"both":          {{Name: "a", From: "score", Places: 1, PerClass: map[string]int{"D": 1}}},
		"negative":      {{Name: "a", From: "score", PerClass: map[string]int{"D": -1}}},
		"unknown class": {{Name: "a", From: "score", PerClass: map[string]int{"Z": 1}}},
		"NaN":           {{Name: "a", From: "score", Places: 1, Above: &nan}},
	} {
		_, err := l.Pick(rankings)
		require.ErrorIs(t, err, evaluation.ErrLists, name)
	}
}

// TestShandong: the lists of counties have places per class (2023: advanced 8
// districts, 5 directly administered, 7 others; progress 4, 4, 2) and do not overlap.
func TestShandong(t *testing.T) {
	scores, gains, classes := make([]float64, 26), make([]float64, 26), ""
	for i := range scores {
		scores[i], gains[i] = float64(99-i), float64(40+(i*7)%26)
		classes += string("DZO"[i%3])
	}
	rankings := map[string]evaluation.Ranking{"score": placed(t, classes, scores...), "gain": placed(t, classes, gains...)}
	out, err := evaluation.Lists{
		{Name: "advanced", From: "score", PerClass: map[string]int{"D": 8, "Z": 5, "O": 7}},
		{Name: "progress", From: "gain", PerClass: map[string]int{"D": 4, "Z": 4, "O": 2}, NoRepeat: true},
	}.Pick(rankings)
	require.NoError(t, err)
	assert.Len(t, out[0].Places, 20)
	count, seen := map[string]int{}, map[string]bool{}
	for _, l := range out {
		for _, p := range l.Places {
			count[l.Name+p.Unit.Class]++
			assert.False(t, seen[p.Unit.Code])
			seen[p.Unit.Code] = true
		}
	}
	// 9 districts: one is left for progress; 9 of Z: four are left; 8 of O: one.
	assert.Equal(t, map[string]int{"advancedD": 8, "advancedZ": 5, "advancedO": 7, "progressD": 1, "progressZ": 4, "progressO": 1}, count)
	assert.Equal(t, 4, out[1].Empty)
}
