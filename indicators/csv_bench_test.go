package indicators_test

import (
	"bytes"
	"fmt"
	"io"
	"math/rand/v2"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/indicators"
)

// wide is a framework of 28 measured indicators.
func wide(t testing.TB) *indicators.Framework {
	t.Helper()
	kids := make([]indicators.Indicator, 28)
	for i := range kids {
		kids[i].Code = fmt.Sprintf("x%02d", i)
	}
	f, err := indicators.NewFramework(indicators.Indicator{Code: "all", Children: kids})
	require.NoError(t, err)
	return f
}

// rowWriter writes the rows of a made-up file one after another, so that a large
// one need not be kept: code, name, class and 28 figures, with so many digits
// after the point, or with all that a float64 has if digits is -1.
type rowWriter struct {
	rows, digits int
	row          int
	rnd          *rand.Rand
	rest         []byte
}

func newRowWriter(rows, digits int) *rowWriter {
	w := &rowWriter{rows: rows, digits: digits, rnd: rand.New(rand.NewPCG(1, 2))} //nolint:gosec // figures of a benchmark
	w.rest = []byte("code,name,class")
	for i := range 28 {
		w.rest = fmt.Appendf(w.rest, ",x%02d", i)
	}
	w.rest = append(w.rest, '\n')
	return w
}

// Read implements [io.Reader].
func (w *rowWriter) Read(p []byte) (int, error) {
	if len(w.rest) == 0 {
		if w.row == w.rows {
			return 0, io.EOF
		}
		w.rest = append(w.rest[:0:0], strconv.Itoa(100000+w.row)...)
		w.rest = append(w.rest, ",县"...)
		w.rest = strconv.AppendInt(w.rest, int64(w.row), 10)
		w.rest = append(w.rest, ",A"...)
		for range 28 {
			w.rest = append(w.rest, ',')
			w.rest = strconv.AppendFloat(w.rest, w.rnd.ExpFloat64()*100, 'f', w.digits, 64)
		}
		w.rest = append(w.rest, '\n')
		w.row++
	}
	n := copy(p, w.rest)
	w.rest = w.rest[n:]
	return n, nil
}

// tightScan is the floor: it reads the bytes, splits them at commas and line
// ends, and takes what may be a figure for one, without a place, a fault or a table.
func tightScan(b *testing.B, r io.Reader) (sum float64) {
	b.Helper()
	data, err := io.ReadAll(r)
	require.NoError(b, err)
	from, field := bytes.IndexByte(data, '\n')+1, 0
	for i := from; i < len(data); i++ {
		c := data[i]
		if c != ',' && c != '\n' {
			continue
		}
		if field >= 3 {
			x, err := strconv.ParseFloat(string(data[from:i]), 64)
			if err != nil {
				b.Fatal(err)
			}
			sum += x
		}
		from = i + 1
		if field++; c == '\n' {
			field = 0
		}
	}
	return sum
}

func BenchmarkReadTable(b *testing.B) {
	f := wide(b)
	for _, c := range []struct{ rows, digits int }{{158, 2}, {3000, 2}, {100_000, 2}, {100_000, -1}} {
		data, err := io.ReadAll(newRowWriter(c.rows, c.digits))
		require.NoError(b, err)
		name := fmt.Sprintf("rows=%d/digits=%d/", c.rows, c.digits)
		b.Run(name+"table", func(b *testing.B) {
			b.SetBytes(int64(len(data)))
			for b.Loop() {
				_, err := indicators.CSV{}.ReadTable(bytes.NewReader(data), f)
				require.NoError(b, err)
			}
		})
		b.Run(name+"scan", func(b *testing.B) {
			b.SetBytes(int64(len(data)))
			for b.Loop() {
				tightScan(b, bytes.NewReader(data))
			}
		})
	}
}

// The peak of the heap while a file of 1,000,000 rows is read, beside what the
// table alone takes in the end: live is what each collection finds in use (with
// collections ten times as often as is usual, so that no peak is missed), heap is
// with what waits for the next collection, as usual.
func BenchmarkReadTableMemory(b *testing.B) {
	f := wide(b)
	for b.Loop() {
		live, size := peak(b, f, "/gc/heap/live:bytes", 10)
		heap, _ := peak(b, f, "/memory/classes/heap/objects:bytes", 100)
		b.ReportMetric(size/1e6, "table-MB")
		b.ReportMetric(live/size, "live/table")
		b.ReportMetric(heap/size, "heap/table")
	}
}

// peak gives the highest value of a metric while the large file is read, and the
// size of the table.
func peak(b *testing.B, f *indicators.Framework, metric string, percent int) (highest, size float64) {
	b.Helper()
	defer debug.SetGCPercent(debug.SetGCPercent(percent))
	runtime.GC()
	before := metricNow("/gc/heap/live:bytes")
	stop, stopped := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(stopped)
		for {
			highest = max(highest, metricNow(metric)-before)
			select {
			case <-stop:
				return
			case <-time.After(time.Millisecond):
			}
		}
	}()
	table, err := indicators.CSV{}.ReadTable(newRowWriter(1_000_000, 2), f)
	close(stop)
	<-stopped
	require.NoError(b, err)
	runtime.GC()
	size = metricNow("/gc/heap/live:bytes") - before
	runtime.KeepAlive(table)
	return highest, size
}

func metricNow(name string) float64 {
	sample := []metrics.Sample{{Name: name}}
	metrics.Read(sample)
	return float64(sample[0].Value.Uint64())
}

// BenchmarkReadFaults reads files in which everything is wrong, of 10 MB each: figures
// with percent signs, figures with thousands separators, one code in all rows, and totals.
// The floor is a file of that size without a fault.
func BenchmarkReadFaults(b *testing.B) {
	f := badInputFramework(b, "frameworks/basic.json")
	for _, c := range []struct{ name, row string }{
		{"none", "u%d,1.5,2.5,3.5\n"},
		{"percent", "u%d,1.5%%,2.5%%,3.5%%\n"},
		{"thousands", "u%d,\"1,100.5\",\"1,200.5\",3\n"},
		{"twice", "u,1.5,2.5,3.5\n"},
		{"totals", "合计,1.5,2.5,3.5\n"},
	} {
		var data bytes.Buffer
		data.WriteString("code,va,rd,energy\n")
		for i := 0; data.Len() < 10_000_000; i++ {
			if c.row[0] == 'u' && c.row[1] == '%' {
				fmt.Fprintf(&data, c.row, i)
			} else {
				data.WriteString(c.row)
			}
		}
		b.Run(c.name, func(b *testing.B) {
			b.SetBytes(int64(data.Len()))
			for b.Loop() {
				_, err := indicators.CSV{File: "t.csv"}.ReadTable(bytes.NewReader(data.Bytes()), f)
				require.Equal(b, c.name == "none", err == nil)
				if err != nil {
					require.Less(b, len(err.Error()), 2000)
				}
			}
		})
	}
}
