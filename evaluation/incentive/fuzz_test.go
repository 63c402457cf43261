package incentive_test

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/evaluation/incentive/fill"
	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/indicators/basis"
)

// FuzzAllocationJSON reads anything: nothing panics, and what checks is balanced
// and stays so through JSON.
func FuzzAllocationJSON(f *testing.F) {
	small, err := incentive.Plan{Pool: incentive.Pool{Amount: 7}, Clauses: []incentive.Clause{incentive.ByScore{}}}.Allocate(rankingOf(9, 8.5), incentive.Figures{})
	require.NoError(f, err)
	b, err := json.Marshal(small)
	require.NoError(f, err)
	f.Add(b)
	for _, rule := range []fill.Rule{fill.Talmud{}, fill.Priority{Orders: []string{"A"}}} {
		two, err := incentive.Plan{
			Pool: incentive.Pool{Amount: 7}, Clauses: []incentive.Clause{incentive.Claim{Figure: "promise"}, incentive.ByPriority{By: "grade"}}, Tranches: []incentive.Tranche{{Parts: 1, Rule: rule}},
		}.Allocate(graded(rankingOf(9, 8.5), "AA"), figures(decimals("promise", row(6, 4))))
		require.NoError(f, err)
		b, err := json.Marshal(two)
		require.NoError(f, err)
		f.Add(b)
	}
	const pool = `{"pool":{"name":"","measure":{},"amount":"1","reserve":"0","lot":"1"},"code":"","ties":{"digits":2},"articles":null,"version":"",`
	f.Add([]byte(pool + `"awards":[],"divisions":[{"name":"","parts":1,"amount":null,"lines":[{"id":"a","weight":null,"cap":null}],"rule":null,"shares":{"exact":["0"],"level":null,"bound":[""]}}],"rounding":null,"remainder":"0"}`))
	f.Add([]byte(pool + `"awards":[],"divisions":[{"name":"","parts":1,"amount":"1","lines":[],"ceilings":[{"name":"g","members":["a"],"amount":"0"}],"rule":{"kind":"weighted"},"shares":{"exact":[],"level":"0","bound":[]}}],"rounding":{"kind":"down"},"remainder":"1"}`))
	f.Fuzz(func(t *testing.T, b []byte) {
		if len(b) > 1<<14 {
			t.Skip()
		}
		var a incentive.Allocation
		if json.Unmarshal(b, &a) == nil {
			useAll(t, &a)
		}
	})
}

// useAll calls all methods of an allocation that may be damaged.
func useAll(t *testing.T, a *incentive.Allocation) {
	t.Helper()
	for _, lang := range []basis.Language{basis.English, basis.Chinese} {
		for _, w := range a.Awards {
			_, _ = a.Explain(w.Place.Unit.Code, lang)
		}
		_, _ = a.Summary(lang)
		_ = tables.WriteCSV(&bytes.Buffer{}, tables.Ledger(a), tables.CSVOptions{})
		_ = tables.WriteCSV(&bytes.Buffer{}, tables.Certificate(a), tables.CSVOptions{})
		_ = tables.WriteText(&bytes.Buffer{}, tables.Allocation(a), tables.TextOptions{})
	}
	a.Columns()
	a.Certificate()
	if a.Check() != nil {
		return
	}
	require.NoError(t, again(t, a).Check())
	sum := a.Remainder + a.Pool.Reserve
	for _, w := range a.Awards {
		sum += w.Amount
	}
	require.Equal(t, a.Pool.Amount, sum)
}

// FuzzTampering puts any value in the place of any other in a good allocation. If
// it still checks, nobody's award has changed, in the unit that people read.
func FuzzTampering(f *testing.F) {
	good := rich(f)
	b, err := json.Marshal(good)
	require.NoError(f, err)
	for at := range 40 {
		f.Add(at*17, `0`)
		f.Add(at*19, `"1/3"`)
		f.Add(at*23, `null`)
	}
	f.Fuzz(func(t *testing.T, at int, to string) {
		if len(to) > 100 || !json.Valid([]byte(to)) {
			return
		}
		var tree any
		d := json.NewDecoder(bytes.NewReader(b))
		d.UseNumber()
		require.NoError(t, d.Decode(&tree))
		leaves := 0
		count(tree, &leaves)
		at = (at%leaves + leaves) % leaves
		tree = replace(tree, &at, json.RawMessage(to))
		changed, err := json.Marshal(tree)
		require.NoError(t, err)
		var a incentive.Allocation
		if json.Unmarshal(changed, &a) != nil {
			return
		}
		useAll(t, &a)
		if a.Check() == nil {
			require.Equal(t, inUnit(good), inUnit(&a))
		}
	})
}

// count counts the values of a JSON tree that are no objects or lists.
func count(tree any, n *int) {
	switch x := tree.(type) {
	case map[string]any:
		for _, v := range x {
			count(v, n)
		}
	case []any:
		for _, v := range x {
			count(v, n)
		}
	default:
		*n++
	}
}

// replace puts a value in the place of the one that count reaches after at.
func replace(tree any, at *int, to json.RawMessage) any {
	switch x := tree.(type) {
	case map[string]any:
		for _, k := range slices.Sorted(maps.Keys(x)) {
			x[k] = replace(x[k], at, to)
		}
		return x
	case []any:
		for i := range x {
			x[i] = replace(x[i], at, to)
		}
		return x
	}
	*at--
	if *at == -1 {
		return to
	}
	return tree
}
