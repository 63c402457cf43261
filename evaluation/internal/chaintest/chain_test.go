package chaintest_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// depth is how far a chain came.
type depth int

// How far chains come.
const (
	refused depth = iota
	scored
	ranked
	awarded
)

// FuzzChain goes the whole way by random choices: nothing panics, what is no number is
// an error, parts sum to the score and awards to the pool, the same chain gives the same
// bytes, and what is written reads back to the same.
func FuzzChain(f *testing.F) {
	for k := range 120 {
		f.Add(seed(k))
	}
	f.Fuzz(func(t *testing.T, data []byte) { chain(t, data) })
}

// seed is a short input; what follows is drawn.
func seed(k int) []byte { return []byte{byte(k), byte(k >> 8), byte(k * 37)} }

// TestChainsGoFar: of random chains many are scored and some come to awards, so that the
// fuzzer has something to look at.
func TestChainsGoFar(t *testing.T) {
	var came [awarded + 1]int
	const chains = 400
	for k := range chains {
		for d := range chain(t, seed(k+1000)) + 1 {
			came[d]++
		}
	}
	assert.Greater(t, came[scored], chains/3)
	assert.Greater(t, came[ranked], chains/4)
	assert.Greater(t, came[awarded], chains/13)
	t.Log(came)
}

// chain draws a chain, goes it twice, and returns how far it came.
func chain(t *testing.T, data []byte) depth {
	t.Helper()
	first, far := walk(t, newChoice(data))
	second, _ := walk(t, newChoice(data))
	require.Equal(t, first, second, "the same bytes twice")
	return far
}

// walk goes the way, checks what it meets, and writes all of it down.
func walk(t *testing.T, c *choice) (record string, far depth) {
	t.Helper()
	var b bytes.Buffer
	stop := func(err error) (string, depth) {
		fmt.Fprintln(&b, "error:", err)
		return b.String(), far
	}
	tr, err := c.tree()
	if err != nil {
		return stop(err)
	}
	tab, err := c.table(tr)
	if err != nil {
		return stop(err)
	}
	p, _ := tab.Panel()
	m, rulings := c.model(tr, p != nil), c.rulings(tab)
	readBack(t, tr.framework)
	readBack(t, tab)
	readBack(t, &m)
	readBack(t, &rulings)
	res, err := m.Evaluate(tab, rulings)
	if err != nil {
		return stop(err)
	}
	far = scored
	numbers(t, res, &b)
	d := c.decision()
	readBack(t, &d)
	r, err := d.Rank(res)
	if err != nil {
		return stop(err)
	}
	far = ranked
	parts(t, res, r, &b)
	stored(t, res, d, r)
	f := c.figures(r)
	plan := c.plan()
	readBack(t, &f)
	readBack(t, &plan)
	a, err := plan.Allocate(r, f)
	if err != nil {
		return stop(err)
	}
	far = awarded
	pooled(t, a, &b)
	return b.String(), far
}

// numbers refuses scores that are no numbers. A node has none if nothing under it
// counts, and may have none for a unit of which a figure is missing.
func numbers(t *testing.T, res *evaluation.Result, b *bytes.Buffer) {
	t.Helper()
	gaps := len(missing(res.Prepared)) > 0
	for k, code := range res.Codes() {
		for i, x := range res.Scores(code).All() {
			_, global := res.Weights(res.Prepared.Unit(i).Code)
			require.False(t, math.IsInf(x, 0), "%s of row %d", code, i)
			require.False(t, math.IsNaN(x) && !gaps && global[k] > 0, "%s of row %d", code, i)
			fmt.Fprintf(b, "%s %d %v\n", code, i, x)
		}
	}
	for _, w := range res.Warnings {
		fmt.Fprintln(b, w)
	}
	for _, s := range res.Stages {
		fmt.Fprintf(b, "%s %+v %+v\n", s.Name, s.Changes, s.Left)
	}
}

// missing are the measured indicators in which a figure is missing.
func missing(t *indicators.Table) (codes []string) {
	for _, in := range t.Framework().Measured() {
		for _, x := range t.Column(in.Code).All() {
			if math.IsNaN(x) {
				codes = append(codes, in.Code)
				break
			}
		}
	}
	return codes
}

// parts explains every place: the points of the measured indicators sum to the score, or
// where points are printed to the printed one.
func parts(t *testing.T, res *evaluation.Result, r evaluation.Ranking, b *bytes.Buffer) {
	t.Helper()
	for _, p := range r.Places {
		fmt.Fprintf(b, "%+v\n", p)
		ex, err := res.Explain(r, p.Unit.Code)
		if err != nil {
			fmt.Fprintln(b, err)
			continue
		}
		fmt.Fprintf(b, "%+v\n", ex.Adjustment)
		sum, size, additive := 0.0, 1.0, true
		for _, part := range ex.Parts {
			if part.Measured {
				sum, size, additive = sum+part.Points, size+math.Abs(part.Points), additive && part.Additive
			}
		}
		score, ok := res.Score(p.Unit.Code, r.Code)
		switch r.Ties.Print.Of {
		case evaluation.PrintedPoints:
			score = p.Score
		case evaluation.PrintedScores:
			continue // its sums are rounded at every node
		}
		if additive && ok && !math.IsNaN(score) {
			require.InDelta(t, score, sum+ex.Adjustment.Given, 1e-9*(size+math.Abs(score)), "parts of %s", p.Unit.Code)
		}
	}
}

// stored goes on from what was written and read: it ranks and explains alike.
func stored(t *testing.T, res *evaluation.Result, d evaluation.Decision, r evaluation.Ranking) {
	t.Helper()
	again := readBack(t, res)
	once, err := d.Rank(again)
	require.NoError(t, err)
	require.Equal(t, fmt.Sprintf("%+v", r.Places), fmt.Sprintf("%+v", once.Places), "a stored result ranks alike")
	r = *readBack(t, &r)
	for _, p := range r.Places {
		was, err := res.Explain(r, p.Unit.Code)
		is, errs := again.Explain(r, p.Unit.Code)
		require.Equal(t, err == nil, errs == nil)
		require.Equal(t, text(t, &was), text(t, &is), "a stored result explains alike")
	}
}

// pooled adds an allocation up, and has it checked and written.
func pooled(t *testing.T, a *incentive.Allocation, b *bytes.Buffer) {
	t.Helper()
	sum := a.Remainder + a.Pool.Reserve
	for _, w := range a.Awards {
		require.GreaterOrEqual(t, w.Amount, incentive.Amount(0))
		sum += w.Amount
	}
	require.Equal(t, a.Pool.Amount, sum, "the awards and the rest are the pool")
	require.NoError(t, a.Check())
	for _, lang := range []basis.Language{basis.English, basis.Chinese} {
		text, err := a.Summary(lang)
		require.NoError(t, err)
		fmt.Fprintln(b, text)
		for _, w := range a.Awards {
			lines, err := a.Explain(w.Place.Unit.Code, lang)
			require.NoError(t, err)
			fmt.Fprintln(b, lines)
		}
	}
	require.NoError(t, readBack(t, a).Check())
	data, err := json.Marshal(a)
	require.NoError(t, err)
	b.Write(data)
}
