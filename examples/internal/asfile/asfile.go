// Package asfile holds the evaluations of the examples to what scheme files say of them:
// each is written as one, read, run, and gives the identical result.
package asfile

import (
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/evaluation/scheme"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Case is an evaluation that a program makes.
type Case struct {
	Table    *indicators.Table
	Model    evaluation.Model
	Rulings  []evaluation.Ruling
	Decision evaluation.Decision
	Rankings map[string]scheme.Further // besides that of the decision
	Earlier  map[string]evaluation.Ranking
	Lists    evaluation.Lists
	Plans    []incentive.Plan
	Figures  incentive.Figures
}

// Same writes the evaluation as files, runs them, and holds the outcome to that of the
// program. It returns the outcome.
func Same(t testing.TB, c Case) *scheme.Outcome {
	t.Helper()
	root := c.Table.Framework().Root()
	s := scheme.Scheme{
		Title: scheme.Text{English: root.Name, Chinese: root.NameZH}, Framework: scheme.FrameworkOf(c.Table.Framework()),
		Model: c.Model, Decision: c.Decision, Rankings: c.Rankings, Lists: c.Lists, Plans: c.Plans,
	}
	folder := fstest.MapFS{}
	write := func(name string, v any) {
		text, err := scheme.MarshalYAML(v)
		require.NoError(t, err)
		folder[name] = &fstest.MapFile{Data: text}
	}
	if c.Rulings != nil {
		s.Rulings.File = "rulings.yaml"
		write(s.Rulings.File, c.Rulings)
	}
	c.Figures.Rankings = c.Earlier
	s.Figures = []string{"figures.yaml"}
	write("figures.yaml", c.Figures)
	text, err := scheme.Marshal(s)
	require.NoError(t, err)
	folder["scheme.yaml"] = &fstest.MapFile{Data: text}
	f, err := scheme.Open(folder, "scheme.yaml")
	require.NoError(t, err, "%s", text)
	again, err := scheme.Marshal(f.Scheme)
	require.NoError(t, err)
	require.Equal(t, string(text), string(again))

	o, err := scheme.Run(f, c.Table)
	require.NoError(t, err)
	require.NoError(t, o.Err())
	result, err := c.Model.Evaluate(c.Table, c.Rulings)
	require.NoError(t, err)
	same(t, result, o.Result, "result")
	ranking, err := c.Decision.Rank(result)
	require.NoError(t, err)
	same(t, ranking, o.Ranking, "ranking")
	for i, p := range c.Plans {
		a, err := p.Allocate(ranking, o.Awards[i].Figures)
		require.NoError(t, err)
		same(t, a, o.Awards[i].Allocation, p.Pool.Name)
	}
	return o
}

// same holds two values to one digest, which is that of all that they have.
func same(t testing.TB, want, got any, what string) {
	t.Helper()
	a, err := basis.Digest(want, scheme.Kinds())
	require.NoError(t, err, what)
	b, err := basis.Digest(got, scheme.Kinds())
	require.NoError(t, err, what)
	assert.Equal(t, a, b, what)
}
