package incentivetest

import (
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"slices"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// places are twelve units with scores of one decimal, the first two of them tied.
func places(seed uint64) []evaluation.Place {
	rng := rand.New(rand.NewPCG(seed^0x636f756e7479, 12))
	out := make([]evaluation.Place, 12)
	for i := range out {
		out[i] = evaluation.Place{
			Unit: indicators.Unit{
				Code: fmt.Sprintf("u%02d", i+1), Name: fmt.Sprintf("unit %d", i+1), Class: []string{"A", "B"}[i%2],
				Region: []string{"north", "south"}[i/3%2], Level: []string{"county", "district"}[i/4%2],
				Tags: indicators.NewTags(map[string]string{"basin": []string{"east", "", "west"}[i%3]}),
			},
			Score: math.Round(400+500*rng.Float64()) / 10,
		}
	}
	out[1].Score = out[0].Score
	out[10].Out = basis.Textf("no award: made up")
	out[11].Out = basis.Textf("not ranked: made up")
	return out
}

// ranked orders places by score, and grades them by it; one is not ranked if it says so.
func ranked(p []evaluation.Place) evaluation.Ranking {
	r := evaluation.Ranking{Code: "total", Ties: evaluation.Ties{Digits: new(1)}, Places: slices.Clone(p), Grades: []string{"A", "B", "C"}}
	out := func(p evaluation.Place) bool { return p.Unit.Code == "u12" }
	slices.SortStableFunc(r.Places, func(a, b evaluation.Place) int {
		switch {
		case out(a) != out(b):
			if out(a) {
				return 1
			}
			return -1
		case a.Score > b.Score:
			return -1
		case a.Score < b.Score:
			return 1
		}
		return 0
	})
	for i := range r.Places {
		p := &r.Places[i]
		if p.Rank, p.Grade, p.Tied = 0, "", false; out(*p) {
			continue
		}
		p.Rank = i + 1
		if i > 0 && r.Places[i-1].Score == p.Score {
			p.Rank, p.Tied, r.Places[i-1].Tied = r.Places[i-1].Rank, true, true
		}
		switch {
		case p.Score >= 75:
			p.Grade = "A"
		case p.Score >= 50:
			p.Grade = "B"
		default:
			p.Grade = "C"
		}
	}
	return r
}

// copied are figures whose lists are of their own. Rankings and allocations are shared.
func copied(f incentive.Figures) incentive.Figures {
	return f.Among(func(string) bool { return true })
}

// without are the figures without some lists.
func without(f incentive.Figures, gone func(name string) bool) incentive.Figures {
	f = copied(f)
	f.Decimals = slices.DeleteFunc(f.Decimals, func(l incentive.Decimals) bool { return gone(l.Name) })
	f.Words = slices.DeleteFunc(f.Words, func(l incentive.Words) bool { return gone(l.Name) })
	f.Flags = slices.DeleteFunc(f.Flags, func(l incentive.Flags) bool { return gone(l.Name) })
	f.Rankings, f.Allocations = maps.Clone(f.Rankings), maps.Clone(f.Allocations)
	maps.DeleteFunc(f.Rankings, func(name string, _ evaluation.Ranking) bool { return gone(name) })
	maps.DeleteFunc(f.Allocations, func(name string, _ *incentive.Allocation) bool { return gone(name) })
	return f
}

// recoded gives every unit another code, so that the lines stand in the opposite order;
// ok is false if the figures hold whole rankings or allocations.
func recoded(r evaluation.Ranking, f incentive.Figures) (evaluation.Ranking, incentive.Figures, map[string]string, bool) {
	if len(f.Rankings)+len(f.Allocations) > 0 {
		return r, f, nil, false
	}
	codes := make([]string, len(r.Places))
	for i, p := range r.Places {
		codes[i] = p.Unit.Code
	}
	slices.Sort(codes)
	to := make(map[string]string, len(codes))
	for i, c := range codes {
		to[c] = fmt.Sprintf("v%05d", len(codes)-i)
	}
	r.Places = slices.Clone(r.Places)
	for i := range r.Places {
		r.Places[i].Unit.Code = to[r.Places[i].Unit.Code]
	}
	f = copied(f)
	for k := range f.Decimals {
		f.Decimals[k].Of = rekeyed(f.Decimals[k].Of, to)
	}
	for k := range f.Words {
		f.Words[k].Of = rekeyed(f.Words[k].Of, to)
	}
	for k := range f.Flags {
		f.Flags[k].Of = rekeyed(f.Flags[k].Of, to)
	}
	return r, f, to, true
}

func rekeyed[V any](of map[string]V, to map[string]string) map[string]V {
	out := make(map[string]V, len(of))
	for code, v := range of {
		if other, ok := to[code]; ok {
			code = other
		}
		out[code] = v
	}
	return out
}

// picture writes ranking and figures down.
func picture(r evaluation.Ranking, f incentive.Figures) string {
	out := fmt.Sprintf("%+v", r.Places) + fmt.Sprintf("%+v %+v %+v", f.Decimals, f.Words, f.Flags)
	for _, name := range slices.Sorted(maps.Keys(f.Rankings)) {
		out += fmt.Sprintf("%s %+v", name, f.Rankings[name].Places)
	}
	for _, name := range slices.Sorted(maps.Keys(f.Allocations)) {
		for _, w := range f.Allocations[name].Awards {
			out += fmt.Sprintf("%s %+v %d", name, w.Place, w.Amount)
		}
	}
	return out
}
