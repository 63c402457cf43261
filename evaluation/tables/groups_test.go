package tables_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// TestGroups counts by hand: five ranked units of which one lies in both groups and one in
// none; a sixth is not ranked. Two parts of grade A against one of B divide 70.
func TestGroups(t *testing.T) {
	ranking := evaluation.Ranking{Code: "x", Ties: evaluation.Ties{Digits: new(2)}, Grades: []string{"A", "B"}}
	for i, u := range []struct{ code, grade, tags string }{
		{"1", "A", "n"}, {"2", "A", "ns"}, {"3", "B", "s"}, {"4", "B", "s"}, {"5", "B", ""}, {"6", "", "n"},
	} {
		p := evaluation.Place{Rank: i + 1, Unit: indicators.Unit{Code: u.code, Level: u.tags}, Score: float64(90 - 10*i), Grade: u.grade}
		if u.grade == "" {
			p.Rank, p.Out = 0, basis.Textf("no score")
		}
		ranking.Places = append(ranking.Places, p)
	}
	plan := incentive.Plan{
		Pool:    incentive.Pool{Name: "Land", NameZH: "土地", Amount: 70, Measure: incentive.Measure{Name: "mu", NameZH: "亩"}},
		Clauses: []incentive.Clause{incentive.ByGrade{Weights: map[string]float64{"A": 2, "B": 1}}},
	}
	a, err := plan.Allocate(ranking, incentive.Figures{})
	require.NoError(t, err)
	in := func(tag string) func(indicators.Unit) bool {
		return func(u indicators.Unit) bool { return strings.Contains(u.Level, tag) }
	}
	s := tables.Groups(ranking, []*incentive.Allocation{a},
		tables.Group{Name: tables.Both("north", "北"), Has: in("n")}, tables.Group{Name: tables.Both("south", "南"), Has: in("s")},
		tables.Group{Name: tables.Both("nowhere", "无"), Has: in("x")})
	assert.Equal(t, `By group
group   ranked best median A B Land (mu)
north        2    1      1 2 0        40
south        3    2      3 1 2        40
nowhere      0    –      – 0 0         0
all          5    1      3 2 3        70
Groups overlap; units that count in several: 1.
Units in no group: 1.
`, asText(t, s))

	ranking.Own = true
	assert.NotContains(t, asText(t, tables.Groups(ranking, nil)), "median", "ranks of several classes do not compare")
}

func asText(t *testing.T, s tables.Sheet) string {
	t.Helper()
	var b strings.Builder
	require.NoError(t, tables.WriteText(&b, s, tables.TextOptions{}))
	return b.String()
}
