package tables

import (
	"fmt"

	"github.com/countyeval/countyeval/evaluation"
)

// Grading says in a sentence how many units have each grade, how far apart the grades
// are, the narrowest border marked, and which ranks several units share: at most so many
// of these, 0: all.
func Grading(r evaluation.Ranking, most int) Text {
	count := map[string]int{}
	for _, p := range r.Places {
		count[p.Grade]++
	}
	var counts []Text
	for _, g := range r.Grades {
		if count[g] > 0 {
			counts = append(counts, Same(fmt.Sprintf("%s %d", g, count[g])))
		}
	}
	text := Sentence(gradingCounts, List(counts...), r.Ranked(), List(borders(r)...))
	return join(text, List(shared(r, most)...))
}

// borders are the borders between the grades, the narrowest marked.
func borders(r evaluation.Ranking) []Text {
	all := r.Borders()
	narrowest := 0
	for i, b := range all {
		if b.Gap < all[narrowest].Gap {
			narrowest = i
		}
	}
	var out []Text
	for i, b := range all {
		text := gradingBorder
		if i == narrowest && len(all) > 1 {
			text = gradingNarrow
		}
		out = append(out, Sentence(text, b.Above.Grade, b.Below.Grade, score(b.Above.Score, r.Ties), score(b.Below.Score, r.Ties), score(b.Gap, r.Ties)))
	}
	return out
}

// shared are the ranks that several units share, in the order of the ranking.
func shared(r evaluation.Ranking, most int) []Text {
	var ranks []int
	count := map[int]int{}
	for _, p := range r.Places {
		if !p.Tied {
			continue
		}
		if count[p.Rank]++; count[p.Rank] == 1 {
			ranks = append(ranks, p.Rank)
		}
	}
	var out []Text
	for i, k := range ranks {
		if i == most && most > 0 {
			return append(out, Sentence(gradingMore, len(ranks)-most))
		}
		out = append(out, Sentence(gradingTied, count[k], k))
	}
	return out
}
