package enterprise_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation/enterprise"
	"github.com/countyeval/countyeval/indicators/basis"
)

// power is a surcharge on electricity; its rates are made up, for none is published.
func power() enterprise.Policy {
	return enterprise.Policy{Name: "electricity", NameZH: "差别化电价", Of: "power", Cases: []enterprise.Case{
		{If: []enterprise.Condition{among("grade", "D")}, Rate: new(0.3), Term: "surcharge", TermZH: "加价"},
		{If: []enterprise.Condition{among("grade", "C"), enterprise.Figure{Of: "tax", AtMost: new(10.0)}}, Rate: new(0.1)},
		{Rate: new(0.0), Term: "no surcharge", TermZH: "不加价"},
	}}
}

// TestPolicy: rates times figures, exactly, with the reasons.
func TestPolicy(t *testing.T) {
	terms, warnings, err := power().Apply(plain(t))
	require.NoError(t, err)
	assert.Empty(t, warnings)
	require.Len(t, terms, 8)
	assert.Equal(t, []float64{0, 3, 0.1, 40, 0.3, 90}, []float64{terms[0].Rate, float64(terms[0].Case), terms[6].Rate, terms[6].Amount, terms[7].Rate, terms[7].Amount})
	assert.Equal(t, []string{"grade is C", "tax is 9"}, say(terms[6].Why))
	assert.Equal(t, []string{"grade is C, not D"}, say(terms[6].Left))
	assert.Equal(t, []string{"grade is A, not D", "grade is A, not C; tax is 30, above 10"}, say(terms[0].Left))
	assert.Equal(t, "加价", terms[7].Term.Say(basis.Chinese, enterprise.Texts()))
}

// TestSupervision: a positive list in words and numbers a year, and control in heavy
// pollution weather as the share by which production falls. All figures are made up.
func TestSupervision(t *testing.T) {
	d := plain(t)
	positive := enterprise.Policy{Name: "supervision", NameZH: "监管正面清单", Cases: []enterprise.Case{
		{If: []enterprise.Condition{among("grade", "A"), enterprise.Not{Of: among("tag:dishonest", "yes")}}, Rate: new(0.0), Term: "from afar only", TermZH: "以非现场监管为主"},
		{Rate: new(2.0)},
	}}
	terms, _, err := positive.Apply(d)
	require.NoError(t, err)
	assert.Equal(t, []int{1, 1, 2, 2}, []int{terms[0].Case, terms[1].Case, terms[2].Case, terms[3].Case})
	assert.NotEqual(t, terms[0].Amount, terms[0].Amount, "there is nothing that it is charged on") //nolint:testifylint // NaN
	assert.True(t, terms[2].Term.IsZero())
}

// TestPolicyRefused: what is not known is an error and not the next case.
func TestPolicyRefused(t *testing.T) {
	jobs := enterprise.Policy{Name: "p", Cases: []enterprise.Case{{If: []enterprise.Condition{enterprise.Figure{Of: "jobs", AtLeast: new(50.0)}}, Rate: new(1.0)}, {Rate: new(2.0)}}}
	_, _, err := jobs.Apply(plain(t))
	require.ErrorIs(t, err, basis.ErrMissing)
	require.ErrorContains(t, err, "unit e5: missing value: whether case 1 takes it is not known: no figure of jobs")

	open := enterprise.Policy{Name: "p", Cases: []enterprise.Case{{If: []enterprise.Condition{among("grade", "A")}, Rate: new(1.0)}}}
	_, _, err = open.Apply(plain(t))
	require.ErrorContains(t, err, "unit e4: rule for enterprises: no case takes it")

	charged := enterprise.Policy{Name: "p", Of: "promised", Cases: []enterprise.Case{{Rate: new(1.0)}}}
	_, _, err = charged.Apply(plain(t))
	require.ErrorContains(t, err, "unit e3: missing value: promised, on which the rate is charged")

	bad := enterprise.Policy{Of: "pover", Cases: []enterprise.Case{{Rate: &nan}, {}, {If: []enterprise.Condition{among("grade", "F"), nil}, Rate: new(1.0)}}}
	_, _, err = bad.Apply(plain(t))
	for _, part := range []string{"a policy needs a name", `"power"`, "the rate of case 1 is NaN", "case 1 takes all", "case 2 gives neither", "case 2 takes all", `"F"`, "a condition is nil"} {
		assert.ErrorContains(t, err, part)
	}
	_, _, err = enterprise.Policy{Name: "p"}.Apply(plain(t))
	require.ErrorContains(t, err, "needs cases")
}

// TestCounts: printed tables of grades. Those of Jingning add up above scale, where 39
// enterprises are stated, and not below it, where 36 are stated and the grades have 28.
func TestCounts(t *testing.T) {
	require.NoError(t, enterprise.Counts{Name: "Jingning, above scale", All: 39, Of: map[string]int{"A": 11, "B": 21, "C": 7, "D": 0}}.Check())
	require.NoError(t, enterprise.Counts{Name: "Jining", All: 275, Of: map[string]int{"A": 55, "B": 97, "C": 99, "D": 14, "T": 10}}.Check())
	require.NoError(t, enterprise.Counts{Name: "Jining, above 3 mu", All: 100, Of: map[string]int{"A": 20, "B": 40, "C": 35, "D": 5}}.Check())
	err := enterprise.Counts{Name: "Jingning, below scale", All: 36, Of: map[string]int{"A": 4, "B": 21, "C": 0, "D": 3}}.Check()
	require.ErrorIs(t, err, enterprise.ErrCount)
	require.EqualError(t, err, "printed counts: Jingning, below scale: 36 are stated, and the grades sum to 28")
	assert.Equal(t, "所列数目：Jingning, below scale：所列总数为 36，各类合计为 28", basis.Say(err, basis.Chinese, enterprise.Texts()))
	// The 11 progress counties of Sichuan's provisional list were 10 on the final one.
	require.ErrorContains(t, enterprise.Counts{All: 11, Of: map[string]int{"progress": 10}}.Check(), "11 are stated, and the grades sum to 10")
	require.ErrorContains(t, enterprise.Counts{All: 1, Of: map[string]int{"A": 2, "B": -1}}.Check(), "-1 of grade B")

	r := plain(t).Ranking
	require.NoError(t, enterprise.Counts{All: 8, Of: map[string]int{"A": 3, "B": 3, "C": 1, "D": 1}}.Against(r))
	err = enterprise.Counts{All: 9, Of: map[string]int{"A": 4, "B": 3, "C": 1, "T": 1}}.Against(r)
	for _, part := range []string{"9 are stated, and the ranking has 8", "4 of grade A are stated, and the ranking has 3", "0 of grade D are stated, and the ranking has 1", "1 of grade T are stated, and the ranking has 0"} {
		assert.ErrorContains(t, err, part)
	}
	assert.NotContains(t, err.Error(), "grade B")
}
