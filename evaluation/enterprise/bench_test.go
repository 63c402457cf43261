package enterprise_test

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"fmt"
	"io"
	"math/rand/v2"
	"runtime"
	"runtime/metrics"
	"slices"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/enterprise"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/normalize"
	"github.com/countyeval/countyeval/indicators/rollup"
)

const (
	benchCounties = 158
	benchPools    = 3
	benchColumns  = 8
)

// crowd is a framework of eight indicators with declared bases.
func crowd(t testing.TB) *indicators.Framework {
	t.Helper()
	root := indicators.Indicator{Code: "all"}
	for k := range benchColumns {
		root.Children = append(root.Children, indicators.Indicator{Code: "x" + strconv.Itoa(k), Weight: float64(k + 1), Base: 50})
	}
	f, err := indicators.NewFramework(root)
	require.NoError(t, err)
	return f
}

func crowdCell(r *rand.Rand) float64 { return float64(1+r.IntN(99_999)) / 1000 }

// crowded are n enterprises in 158 counties and 3 pools, made up.
func crowded(t testing.TB, n int) (*indicators.Table, map[string][]float64) {
	t.Helper()
	r := rand.New(rand.NewPCG(18, uint64(n))) //nolint:gosec // figures of a benchmark
	units := make([]indicators.Unit, n)
	values := map[string][]float64{}
	for k := range benchColumns {
		x := make([]float64, n)
		for i := range x {
			x[i] = crowdCell(r)
		}
		values["x"+strconv.Itoa(k)] = x
	}
	classes, regions := make([]string, benchCounties*benchPools), make([]string, benchCounties)
	for c := range regions {
		regions[c] = fmt.Sprintf("c%03d", c)
		for p := range benchPools {
			classes[c*benchPools+p] = fmt.Sprintf("c%03d/%d", c, p)
		}
	}
	for i := range units {
		at := r.IntN(len(classes))
		units[i] = indicators.Unit{Code: strconv.Itoa(1_000_000 + i), Class: classes[at], Region: regions[at/benchPools]}
	}
	table, err := indicators.NewTable(crowd(t), units, values, nil)
	require.NoError(t, err)
	return table, values
}

func quarters() evaluation.Quotas {
	return evaluation.Quotas{Grades: []evaluation.Quota{{Grade: "A", Share: 0.2}, {Grade: "B", Share: 0.4}, {Grade: "C", Rest: true}, {Grade: "D", Share: 0.05, Rounding: evaluation.Ceil}}}
}

// gradeAndRollUp grades within county and pool, and makes the table of counties.
func gradeAndRollUp(t testing.TB, table *indicators.Table) *indicators.Table {
	t.Helper()
	result, err := evaluation.Model{Normalize: normalize.RatioToBase{Cap: new(150.0)}}.Score(nil, table, nil)
	require.NoError(t, err)
	ranking, err := evaluation.Decision{Own: true, Ties: evaluation.Ties{Digits: new(2)}, Grader: quarters()}.Rank(result)
	require.NoError(t, err)
	graded, err := ranking.Reclass(table)
	require.NoError(t, err)
	var frame []indicators.Unit
	for c := range benchCounties {
		frame = append(frame, indicators.Unit{Code: fmt.Sprintf("c%03d", c)})
	}
	f, err := indicators.NewFramework(indicators.Indicator{Code: "county", Children: []indicators.Indicator{
		{Code: "ratio", Computed: true}, {Code: "sum", Computed: true}, {Code: "a", Computed: true}, {Code: "n", Computed: true},
	}})
	require.NoError(t, err)
	large, err := indicators.NewTable(f, frame, nil, nil)
	require.NoError(t, err)
	rolled, err := rollup.Rollup{Columns: []rollup.Column{
		{Code: "ratio", Rule: rollup.Ratio{Of: "x0", By: "x1"}},
		{Code: "sum", Rule: rollup.Sum{Of: "x2"}},
		{Code: "a", Rule: rollup.Portion{Heading: "class", Is: []string{"A"}, By: "x1"}},
		{Code: "n", Rule: rollup.Count{}},
	}}.Into(large, graded)
	require.NoError(t, err)
	return rolled.Table
}

// bareLoops is the floor: the same without tables, names, checks, ties or exact sums.
func bareLoops(n int, class, region []int, x [][]float64) [][4]float64 {
	score := make([]float64, n)
	for k, col := range x {
		w := float64(k+1) / 36
		for i, v := range col {
			score[i] += w * min(150, v/50*100)
		}
	}
	members := make([][]int, benchCounties*benchPools)
	for i, c := range class {
		members[c] = append(members[c], i)
	}
	out := make([][4]float64, benchCounties)
	var by [benchCounties]float64
	for _, m := range members {
		slices.SortFunc(m, func(a, b int) int { return cmp.Compare(score[b], score[a]) })
		for k, i := range m {
			c := region[i]
			out[c][0], out[c][1], out[c][3] = out[c][0]+x[0][i], out[c][1]+x[2][i], out[c][3]+1
			by[c] += x[1][i]
			if k < len(m)/5 {
				out[c][2] += x[1][i]
			}
		}
	}
	for c := range out {
		out[c][0], out[c][2] = out[c][0]/by[c], out[c][2]/by[c]
	}
	return out
}

func sizes(b *testing.B, short bool) []int {
	b.Helper()
	if short {
		return []int{10_000}
	}
	return []int{10_000, 100_000, 1_000_000, 4_000_000}
}

// BenchmarkGrade grades enterprises of 158 counties in 3 pools and rolls them up, beside
// bare loops: linear from 10,000 to 4,000,000 but for the sort. -short has the first size.
func BenchmarkGrade(b *testing.B) {
	for _, n := range sizes(b, testing.Short()) {
		b.Run(fmt.Sprintf("n=%d", n), func(b *testing.B) { benchGrade(b, n) })
	}
}

func benchGrade(b *testing.B, n int) {
	b.Helper()
	table, values := crowded(b, n)
	class, region := make([]int, n), make([]int, n)
	for i, u := range table.Units() {
		_, err := fmt.Sscanf(u.Class, "c%d/%d", &region[i], &class[i])
		require.NoError(b, err)
		class[i] += region[i] * benchPools
	}
	x := make([][]float64, benchColumns)
	for k := range x {
		x[k] = values["x"+strconv.Itoa(k)]
	}
	b.Run("library", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			gradeAndRollUp(b, table)
		}
		b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/enterprise")
		b.StopTimer()
		b.ReportMetric(peak(func() { gradeAndRollUp(b, table) }), "MiB-peak")
	})
	b.Run("floor", func(b *testing.B) {
		for b.Loop() {
			bareLoops(n, class, region, x)
		}
	})
}

// peak is the most that objects on the heap take meanwhile, in MiB, with the table and
// with what is not yet collected.
func peak(f func()) (most float64) {
	runtime.GC()
	stop, stopped := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(stopped)
		for {
			sample := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}
			metrics.Read(sample)
			most = max(most, float64(sample[0].Value.Uint64())/(1<<20))
			select {
			case <-stop:
				return
			case <-time.After(time.Millisecond):
			}
		}
	}()
	f()
	close(stop)
	<-stopped
	return most
}

// crowdFile writes n enterprises as CSV.
func crowdFile(n int) []byte {
	r := rand.New(rand.NewPCG(18, uint64(n))) //nolint:gosec // figures of a benchmark
	out := []byte("code,class,region")
	for k := range benchColumns {
		out = fmt.Appendf(out, ",x%d", k)
	}
	out = append(out, '\n')
	for i := range n {
		at := r.IntN(benchCounties * benchPools)
		out = fmt.Appendf(out, "%d,c%03d/%d,c%03d", 1_000_000+i, at/benchPools, at%benchPools, at/benchPools)
		for range benchColumns {
			out = strconv.AppendFloat(append(out, ','), crowdCell(r), 'f', -1, 64)
		}
		out = append(out, '\n')
	}
	return out
}

// BenchmarkReadCrowd reads enterprises from CSV, beside encoding/csv and ParseFloat alone.
func BenchmarkReadCrowd(b *testing.B) {
	for _, n := range sizes(b, testing.Short())[:min(3, len(sizes(b, testing.Short())))] {
		text, f := crowdFile(n), crowd(b)
		b.Run(fmt.Sprintf("n=%d/library", n), func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				t, err := indicators.CSV{}.ReadTable(bytes.NewReader(text), f)
				require.NoError(b, err)
				require.Equal(b, n, t.Len())
			}
		})
		b.Run(fmt.Sprintf("n=%d/floor", n), func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			for b.Loop() {
				sum, rows := 0.0, csv.NewReader(bytes.NewReader(text))
				rows.ReuseRecord = true
				_, err := rows.Read()
				for err == nil {
					var row []string
					if row, err = rows.Read(); err != nil {
						break
					}
					for _, cell := range row[3:] {
						v, err := strconv.ParseFloat(cell, 64)
						require.NoError(b, err)
						sum += v
					}
				}
				require.ErrorIs(b, err, io.EOF)
				require.NotZero(b, sum)
			}
		})
	}
}

// BenchmarkWhiteList lists a million enterprises.
func BenchmarkWhiteList(b *testing.B) {
	n := 1_000_000
	if testing.Short() {
		n = 10_000
	}
	table, _ := crowded(b, n)
	rule := enterprise.Rule{
		Name: "x", If: []enterprise.Condition{enterprise.Figure{Of: "x0", AtLeast: new(50.0)}, enterprise.Figure{Of: "x1", AtLeast: new(50.0)}},
		Order: []evaluation.Key{{Code: "x2", Raw: true, Order: evaluation.HighestFirst}}, Quotas: []enterprise.Quota{{By: "region", Places: 50}},
	}
	for b.Loop() {
		_, err := rule.Make(enterprise.Data{Table: table})
		require.NoError(b, err)
	}
}
