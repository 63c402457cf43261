package scheme_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/enterprise"
	"github.com/countyeval/countyeval/evaluation/scheme"
	"github.com/countyeval/countyeval/indicators/basis"
)

// listed is the small scheme with a list and two policies, whose rates are made up.
const listed = `rules:
  - name: white list
    name_zh: 白名单
    if:
      - among: {who: {by: grade, in: [A]}}
      - any: {of: [{figure: {of: levy, at_least: 60}}, {not: {of: {reached: {of: levy, to: land, times: 20}}}}]}
    order: [{code: levy, raw: true, order: highest first}]
    quotas: [{places: 2}]
policies:
  - name: power
    of: levy
    cases:
      - {if: [{among: {who: {by: grade, in: [A]}}}], rate: 0}
      - {rate: 0.1, term: surcharge, term_zh: 加价}
  - name: visits
    cases:
      - {if: [{figure: {of: energy, at_most: 1}}], rate: 1}
      - {rate: 4}
`

// TestRules: rules and policies stand in the file, are carried out, published and verified.
func TestRules(t *testing.T) {
	f := smallFile(t, small+listed)
	text, err := scheme.Marshal(f.Scheme)
	require.NoError(t, err)
	again, err := scheme.Read(text, "again.yaml")
	require.NoError(t, err)
	assert.Equal(t, f.Scheme, again)
	table, err := f.ReadTable(strings.NewReader(zones), "zones.csv")
	require.NoError(t, err)
	o, err := scheme.Run(f, table)
	require.NoError(t, err)
	require.NoError(t, o.Err())
	require.Len(t, o.Rules, 1)
	require.Len(t, o.Policies, 2)
	graded := map[string]string{}
	for _, p := range o.Ranking.Places {
		graded[p.Unit.Code] = p.Grade
	}
	for _, e := range o.Rules[0].List.On {
		assert.Equal(t, "A", graded[e.Place.Unit.Code])
	}
	for _, x := range o.Policies[0].Terms {
		want := map[string]float64{"A": 0, "B": 0.1}[graded[x.Place.Unit.Code]]
		assert.Equal(t, want, x.Rate) //nolint:testifylint // the rate is that of the file
	}

	p := scheme.Publication{File: f, Data: scheme.Part{Name: "zones.csv", Text: []byte(zones)}}
	b, err := scheme.Publish(p)
	require.NoError(t, err)
	rules := string(part(t, b, "recomputed/rules.csv"))
	assert.Equal(t, 1+5, strings.Count(rules, "\n"), rules)
	assert.Contains(t, rules, "white list,2,1,++\n")
	assert.Contains(t, string(part(t, b, "recomputed/policies.csv")), "power,3,2,0.1,2\n")
	v, err := scheme.Verify(folderOf(b.Files))
	require.NoError(t, err)
	assert.Equal(t, "stages", v.From)
	for i, file := range b.Files {
		if file.Name == "recomputed/rules.csv" {
			b.Files[i].Text = []byte(strings.Replace(rules, "white list,2,1,++", "white list,2,2,++", 1))
		}
	}
	_, err = scheme.Verify(folderOf(b.Files))
	require.ErrorIs(t, err, scheme.ErrBundle)
}

// TestRulesConfidential: a list or a policy that goes by figures that are left out is left
// out of a public bundle, and the others stay.
func TestRulesConfidential(t *testing.T) {
	f := smallFile(t, with(t, "- {code: energy, name: Energy,", "- {code: energy, confidential: true, name: Energy,")+listed)
	p := scheme.Publication{File: f, Data: scheme.Part{Name: "zones.csv", Text: []byte(zones)}, Audience: evaluation.Public}
	b, err := scheme.Publish(p)
	require.NoError(t, err)
	assert.Contains(t, string(part(t, b, "recomputed/rules.csv")), "white list", "it is by a column that is published")
	policies := string(part(t, b, "recomputed/policies.csv"))
	assert.Contains(t, policies, "power,")
	assert.NotContains(t, policies, "visits,")
	assert.Contains(t, string(part(t, b, "recomputed/warnings.csv")), "not applied,visits,confidential,,")
	require.ErrorIs(t, b.Outcome.Err(), evaluation.ErrConfidential)
	for _, e := range b.Outcome.Rules[0].List.On {
		assert.NotEqual(t, e.Place.Score, e.Place.Score, "the total is left out") //nolint:testifylint // NaN
	}

	p.File = smallFile(t, with(t, "- {code: energy, name: Energy,", "- {code: energy, confidential: true, name: Energy,")+
		"rules:\n  - {name: best, if: [{among: {who: {by: grade, in: [A]}}}]}\n")
	b, err = scheme.Publish(p)
	require.NoError(t, err)
	assert.NotContains(t, string(part(t, b, "recomputed/rules.csv")), "best", "its order is by totals that are left out")
	assert.Contains(t, string(part(t, b, "recomputed/warnings.csv")), "not listed,best,confidential,,")
	p.Withholding.Width = 1000
	_, err = scheme.Publish(p)
	require.ErrorIs(t, err, evaluation.ErrConfidential)
}

// TestRulesWrong: what is wrong is said with its place, and one rule that cannot be applied
// does not keep the others back.
func TestRulesWrong(t *testing.T) {
	_, err := scheme.Read([]byte(small+strings.Replace(strings.Replace(listed, "of: levy, at_least", "of: levi, at_least", 1), "amongst", "among", 1)), "s.yaml")
	require.ErrorIs(t, err, basis.ErrUnknown)
	require.ErrorContains(t, err, `s.yaml:35:`)
	require.ErrorContains(t, err, `did you mean "levy"`)
	_, err = scheme.Read([]byte(small+strings.Replace(listed, "figure: {of: energy", "figures: {of: energy", 1)), "s.yaml")
	require.ErrorContains(t, err, `figure`)

	f := smallFile(t, small+strings.Replace(listed, "in: [A]}}\n      - any", "in: [E]}}\n      - any", 1))
	table, err := f.ReadTable(strings.NewReader(zones), "zones.csv")
	require.NoError(t, err)
	o, err := scheme.Run(f, table)
	require.NoError(t, err)
	require.ErrorIs(t, o.Err(), basis.ErrUnknown)
	assert.Empty(t, o.Rules[0].List.On)
	assert.Len(t, o.Policies[0].Terms, 5)
	b, err := scheme.Publish(scheme.Publication{File: f, Data: scheme.Part{Name: "zones.csv", Text: []byte(zones)}})
	require.NoError(t, err)
	assert.Contains(t, string(part(t, b, "recomputed/warnings.csv")), "not listed,white list,unknown")

	f = smallFile(t, small+"policies:\n  - {name: p, cases: [{if: [{among: {who: {by: grade, in: [A]}}}], rate: 1}]}\n")
	o, err = scheme.Run(f, table)
	require.NoError(t, err)
	require.ErrorIs(t, o.Err(), enterprise.ErrRule)
}
