package evaluation_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/indicators"
)

// TestReclassByGrade: the grade of each unit is its class, by hand; units that stand
// apart, are not ranked or are in another pool each have their stated class.
func TestReclassByGrade(t *testing.T) {
	hundred := &indicators.Range{Lo: 0, Hi: 100}
	f := framework(t, indicators.Indicator{Code: "total", Children: []indicators.Indicator{{Code: "x", Bounds: hundred}}})
	all := table(t, f, "code,class,level,x\na,p,county,10\nb,p,county,30\nc,p,district,90\nd,p,county,20\ne,q,county,50\n")
	pool, err := all.Select(func(u indicators.Unit) bool { return u.Class == "p" })
	require.NoError(t, err)
	res, err := evaluation.Model{}.Evaluate(pool, []evaluation.Ruling{{Unit: "d", Effect: evaluation.NotRanked, Reason: "closed", Document: "1"}})
	require.NoError(t, err)
	decision := evaluation.Decision{Apart: evaluation.Members{By: "level", In: []string{"district"}}}
	ranking, err := decision.Rank(res)
	require.NoError(t, err)
	_, err = ranking.Reclass(all)
	require.ErrorIs(t, err, evaluation.ErrGrades, "there is nothing to hand on")

	decision.Grader = evaluation.Quotas{Grades: []evaluation.Quota{{Grade: "A", Share: 0.5}, {Grade: "B", Rest: true}}}
	ranking, err = decision.Rank(res)
	require.NoError(t, err)
	graded, err := ranking.Reclass(all)
	require.NoError(t, err)
	got := map[string]string{}
	for _, u := range graded.Units() {
		got[u.Code] = u.Class
	}
	assert.Equal(t, map[string]string{"a": "B", "b": "A", "c": "", "d": "", "e": "q"}, got)
	assert.Equal(t, "p", all.Unit(0).Class, "the table given is as it was")

	few, err := all.Select(func(u indicators.Unit) bool { return u.Code == "b" })
	require.NoError(t, err)
	graded, err = ranking.Reclass(few)
	require.NoError(t, err)
	assert.Equal(t, "A", graded.Unit(0).Class, "units that the table does not have are left out")
}
