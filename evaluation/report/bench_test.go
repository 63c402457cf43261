package report_test

import (
	"bytes"
	"fmt"
	"io"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/evaluation/report"
	"github.com/countyeval/countyeval/indicators"
)

// province is made up: so many counties on 28 indicators in 4 dimensions, with three pools.
func province(t testing.TB, n int) report.Document {
	t.Helper()
	r := rand.New(rand.NewPCG(1, 2))
	root := indicators.Indicator{Code: "total", Name: "Total", NameZH: "总分"}
	head := []string{"code", "name", "class", "region"}
	for k := range 4 {
		dim := indicators.Indicator{Code: fmt.Sprintf("d%d", k), Name: fmt.Sprintf("Dimension %d", k+1), NameZH: fmt.Sprintf("维度%d", k+1), Weight: 25}
		for j := range 7 {
			code := fmt.Sprintf("d%dx%d", k, j)
			head = append(head, code)
			dim.Children = append(dim.Children, indicators.Indicator{Code: code, Name: "Indicator " + code, NameZH: "指标" + code, Unit: "%", Weight: float64(1 + j), Source: "made up"})
		}
		root.Children = append(root.Children, dim)
	}
	f, err := indicators.NewFramework(root)
	require.NoError(t, err)
	var b strings.Builder
	b.WriteString(strings.Join(head, ",") + "\n")
	for i := range n {
		fmt.Fprintf(&b, "%d,县%d,县,市%d", 410000+i, i, i%18)
		for range 28 {
			fmt.Fprintf(&b, ",%.2f", 100*r.Float64())
		}
		b.WriteString("\n")
	}
	table, err := indicators.CSV{}.ReadTable(strings.NewReader(b.String()), f)
	require.NoError(t, err)
	d := report.Document{Decision: evaluation.Decision{Ties: evaluation.Ties{Digits: new(2)}, Grader: evaluation.Quotas{Grades: []evaluation.Quota{{Grade: "A", Share: 0.2}, {Grade: "B", Share: 0.4}, {Grade: "C", Rest: true}}}}}
	d.Result, err = evaluation.Model{}.Evaluate(table, nil)
	require.NoError(t, err)
	d.Ranking, err = d.Decision.Rank(d.Result)
	require.NoError(t, err)
	for _, name := range []string{"land", "COD", "funds"} {
		p := incentive.Plan{Pool: incentive.Pool{Name: name, Measure: incentive.Measure{Name: "mu", NameZH: "亩", Digits: 2}, Amount: 10000}, Clauses: []incentive.Clause{incentive.ByScore{Base: 30}}}
		a, err := p.Allocate(d.Ranking, incentive.Figures{})
		require.NoError(t, err)
		d.Awards, d.Plans = append(d.Awards, a), append(d.Plans, p)
	}
	return d
}

// TestSize: the report of 158 counties with their pages is below 5 MB.
func TestSize(t *testing.T) {
	d := province(t, 158)
	var out bytes.Buffer
	require.NoError(t, d.WriteHTML(&out, report.View{}))
	assert.Less(t, out.Len(), 5_000_000)
	var again bytes.Buffer
	require.NoError(t, d.WriteHTML(&again, report.View{}))
	assert.True(t, bytes.Equal(out.Bytes(), again.Bytes()), "the same report twice")
}

// BenchmarkWriteHTML writes 158 counties with their pages, which is to take less than 2 s.
func BenchmarkWriteHTML(b *testing.B) {
	d := province(b, 158)
	for b.Loop() {
		if err := d.WriteHTML(io.Discard, report.View{}); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkFloor is what the report asks of the library: the explanations of all counties.
func BenchmarkFloor(b *testing.B) {
	d := province(b, 158)
	for b.Loop() {
		for _, p := range d.Ranking.Places {
			if _, err := d.Result.Explain(d.Ranking, p.Unit.Code); err != nil {
				b.Fatal(err)
			}
		}
	}
}
