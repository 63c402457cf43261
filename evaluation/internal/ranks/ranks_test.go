package ranks_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"pgregory.net/rapid"

	"github.com/countyeval/countyeval/evaluation/internal/ranks"
)

// same reports, for scores in order, which are equal to the one before.
func same(scores []int) func(i int) bool {
	return func(i int) bool { return scores[i] == scores[i-1] }
}

func number(scores []int, rule ranks.Rule) (out []int, tied []bool) {
	out, tied = make([]int, len(scores)), make([]bool, len(scores))
	ranks.Number(len(scores), rule, same(scores), func(i, rank, size, _ int) { out[i], tied[i] = rank, size > 1 })
	return out, tied
}

func TestNumber(t *testing.T) {
	scores := []int{90, 80, 80, 70, 60, 60, 60}
	for rule, want := range map[ranks.Rule][]int{
		ranks.Competition: {1, 2, 2, 4, 5, 5, 5},
		ranks.Dense:       {1, 2, 2, 3, 4, 4, 4},
		ranks.Ordinal:     {1, 2, 3, 4, 5, 6, 7},
	} {
		got, tied := number(scores, rule)
		assert.Equal(t, want, got)
		assert.Equal(t, []bool{false, true, true, false, true, true, true}, tied, "whatever the rule")
	}
	got, tied := number([]int{5, 5}, ranks.Dense)
	assert.Equal(t, []int{1, 1}, got)
	assert.Equal(t, []bool{true, true}, tied)
	got, _ = number(nil, ranks.Competition)
	assert.Empty(t, got)
}

func TestGroups(t *testing.T) {
	for _, c := range []struct{ scores, want []int }{
		{[]int{90, 80, 80, 70}, []int{0, 1, 1, 2}}, {[]int{1, 1}, []int{0, 0}}, {[]int{1}, []int{0}}, {nil, []int{}},
	} {
		assert.Equal(t, c.want, ranks.Groups(len(c.scores), same(c.scores)))
	}
}

// TestNumberProperties: each thing gets a rank once and in order; under competition it
// is 1 and how many stand before, under dense 1 and how many groups do.
func TestNumberProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var scores []int
		for i, step := range rapid.SliceOf(rapid.IntRange(0, 2)).Draw(t, "steps") {
			scores = append(scores, step)
			if i > 0 {
				scores[i] += scores[i-1]
			}
		}
		groups := ranks.Groups(len(scores), same(scores))
		for _, rule := range []ranks.Rule{ranks.Competition, ranks.Dense, ranks.Ordinal} {
			next := 0
			ranks.Number(len(scores), rule, same(scores), func(i, rank, size, _ int) {
				tied := size > 1
				assert.Equal(t, next, i)
				next++
				before, equal := 0, 0
				for _, s := range scores {
					if s < scores[i] {
						before++
					}
					if s == scores[i] {
						equal++
					}
				}
				assert.Equal(t, map[ranks.Rule]int{ranks.Competition: before + 1, ranks.Dense: groups[i] + 1, ranks.Ordinal: i + 1}[rule], rank)
				assert.Equal(t, equal > 1, tied)
			})
			assert.Equal(t, len(scores), next)
		}
	})
}
