package tables_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/enterprise"
	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/indicators"
)

// firms are four made-up enterprises of two counties in a year, with their energy.
func firms(t *testing.T, energy ...float64) enterprise.Data {
	t.Helper()
	f, err := indicators.NewFramework(indicators.Indicator{Code: "all", Children: []indicators.Indicator{{Code: "energy", Name: "Energy", NameZH: "能耗", Unit: "tce"}}})
	require.NoError(t, err)
	units := []indicators.Unit{{Code: "1", Name: "一厂", Region: "东县"}, {Code: "2", Name: "二厂", Region: "东县"}, {Code: "3", Name: "三厂", Region: "西县"}, {Code: "4", Name: "四厂", Region: "西县"}}
	table, err := indicators.NewTable(f, units, map[string][]float64{"energy": energy}, nil)
	require.NoError(t, err)
	d := enterprise.Data{Table: table, Ranking: evaluation.Ranking{Grades: []string{"A", "D"}}}
	for i, u := range units {
		d.Ranking.Places = append(d.Ranking.Places, evaluation.Place{Rank: i + 1, Unit: u, Score: float64(90 - i), Grade: []string{"A", "A", "D", "D"}[i]})
	}
	return d
}

func graded(grades ...string) enterprise.Condition {
	return enterprise.Among{Who: evaluation.Members{By: "grade", In: grades}}
}

// TestEnterpriseSheets: lists, changes, terms and counts by hand; 0.1 tce at 0.1 three times
// is 0.03 exactly.
func TestEnterpriseSheets(t *testing.T) {
	rule := enterprise.Rule{Name: "White list", NameZH: "白名单", If: []enterprise.Condition{graded("A"), enterprise.Figure{Of: "energy", AtMost: new(5.0)}}}
	was, err := rule.Make(firms(t, 9, 4, 3, 2))
	require.NoError(t, err)
	is, err := rule.Make(firms(t, 1, 7, 3, 2))
	require.NoError(t, err)
	assert.Equal(t, `White list
place name region grade reason
    1 一厂 东县   A     grade is A; Energy is 1
On the list: 1. Not on it: 3.
`, asText(t, tables.Listed(is)))
	off := asText(t, tables.Unlisted(is))
	assert.Contains(t, off, "Not on the list: White list")
	assert.Contains(t, off, "二厂 东县   A     Energy is 7, above 5")
	changes := asText(t, tables.ListChanges(tables.Both("White list", "白名单"), enterprise.Update(was, is)))
	assert.Contains(t, changes, "What changed: White list")
	assert.Contains(t, changes, "一厂 joined             –         1 Energy is 9, above 5")
	assert.Contains(t, changes, "Joined: 1. Dropped: 1. At another place: 0.")

	policy := enterprise.Policy{Name: "Power", NameZH: "电价", Of: "energy", Cases: []enterprise.Case{{If: []enterprise.Condition{graded("D")}, Rate: new(0.1), Term: "surcharge", TermZH: "加价"}, {Rate: new(0.0), Term: "none", TermZH: "不加价"}}}
	terms, warnings, err := policy.Apply(firms(t, 1, 1, 0.1, 0.2))
	require.NoError(t, err)
	require.Empty(t, warnings)
	assert.Contains(t, asText(t, tables.Terms(policy, terms)), "三厂 西县   D     surcharge  0.1   0.01 grade is D")
	assert.Equal(t, `Summed up: Power
case terms     rate enterprises amount
   1 surcharge  0.1           2   0.03
   2 none       0             2   0.00
`, asText(t, tables.TermSums(policy, terms)))

	in := func(region string) func(indicators.Unit) bool {
		return func(u indicators.Unit) bool { return u.Region == region }
	}
	assert.Equal(t, `Units by grade
group all A D
east    2 2 0
west    2 0 2
total   4 2 2
`, asText(t, tables.GradeCounts([]tables.Group{{Name: tables.Both("east", "东"), Has: in("东县")}, {Name: tables.Both("west", "西"), Has: in("西县")}}, nil, firms(t, 1, 1, 1, 1).Ranking)))
}
