package main

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation/robustness"
)

// TestLikeTheLibrary: 200,000 enterprises in 7 parts, one of which is bad, have the grades,
// ranks, scores, borders and county figures that the library has in memory, to the last
// bit. Bad rows are reported with file and line, and no row is lost.
func TestLikeTheLibrary(t *testing.T) {
	ctx := context.Background()
	const n = 200_000
	j := job{counties: made(25), out: t.TempDir(), shards: 64}
	dir := t.TempDir()
	files, err := generate(dir, n, 7, j.counties)
	require.NoError(t, err)
	lost, err := spoil(files[3], "E00000001")
	require.NoError(t, err)

	want, err := alone(ctx, files, j.counties)
	require.NoError(t, err)
	got, err := j.piped(ctx, files)
	require.NoError(t, err)

	assert.EqualValues(t, lost, got.summary.BadRows)
	assert.EqualValues(t, n-lost, got.summary.Counted)
	assert.Len(t, got.summary.Parts, 7)
	assert.Equal(t, want.summary(), got.summary)
	assert.Equal(t, []Bad{
		{files[0], 2, 1, badTwice},
		{files[3], 3, 1, "tax: " + badFigure},
		{files[3], 5, 1, badCounty},
		{files[3], 8, 1, badPool},
		{files[3], 13, 1, "land: " + badZero},
		{files[3], 21, 1, "va: " + badSign},
		{files[3], 34, 1, badCells},
		{files[3], 55, 1, badQuotes},
		{files[3], 89, 1, badName},
		{files[3], 144, 1, "revenue: " + badFigure},
		{files[3], 233, 1, badTwice},
	}, got.summary.Bad)
	assert.Len(t, got.summary.Borders, 12)

	require.Equal(t, len(j.counties), got.counties.Len())
	for i := range j.counties {
		a, b := countyOf(want.counties, i), countyOf(got.counties, i)
		assert.True(t, a.same(b), "%v, by the library %v", b, a)
	}
	graded := grades(t, j.out)
	require.Len(t, graded, n-lost)
	assert.Equal(t, want.grades, graded)
}

// grades reads what the pipeline wrote.
func grades(t *testing.T, dir string) map[string]Grade {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "grades", "*.csv"))
	require.NoError(t, err)
	out := map[string]Grade{}
	for _, name := range files {
		f, err := os.Open(name)
		require.NoError(t, err)
		rows, err := csv.NewReader(f).ReadAll()
		require.NoError(t, err)
		require.NoError(t, f.Close())
		for _, row := range rows[1:] {
			rank, err := strconv.Atoi(row[2])
			require.NoError(t, err)
			score, err := strconv.ParseFloat(row[3], 64)
			require.NoError(t, err)
			_, twice := out[row[0]]
			require.False(t, twice, row[0])
			out[row[0]] = Grade{row[0], rank, score, row[4]}
		}
	}
	return out
}

// TestBadParts: parts that do not begin as they should, that are empty or have a county of
// one enterprise; nothing of it stops the run, and nothing is lost.
func TestBadParts(t *testing.T) {
	ctx := context.Background()
	dir := t.TempDir()
	j := job{counties: made(3), out: t.TempDir(), shards: 2}
	files, err := generate(dir, 60, 2, j.counties)
	require.NoError(t, err)
	good, err := os.ReadFile(files[1])
	require.NoError(t, err)
	for name, text := range map[string]string{
		"empty.csv": "", "heading.csv": heading, "other.csv": "code,land\n1,2\n3,4\n\n5,6", "same.csv": "\ufeff" + heading + "\r\n" +
			strings.Split(string(good), "\n")[1] + "\r\nX1,C003,below,1,2,3,4,5,6,7", "quoted.csv": heading + "\n\"X,2\",C001,above,1,2,3,4,5,6,\"7\"\n\n",
	} {
		files = append(files, filepath.Join(dir, name))
		require.NoError(t, os.WriteFile(files[len(files)-1], []byte(text), 0o600))
	}
	want, err := alone(ctx, files, j.counties)
	require.NoError(t, err)
	got, err := j.piped(ctx, files)
	require.NoError(t, err)
	w := want.summary()
	assert.Equal(t, w.Bad, got.summary.Bad)
	assert.Equal(t, w.Borders, got.summary.Borders)
	assert.ElementsMatch(t, w.Parts, got.summary.Parts)
	assert.EqualValues(t, 61, got.summary.Counted, "60, less the one that stands twice, and X1 and X,2")
	assert.EqualValues(t, 5, got.summary.BadRows, "two with one code, and three under other headings")
	assert.Equal(t, want.grades, grades(t, j.out), "a code with a comma too")
	assert.Contains(t, got.summary.Bad, Bad{filepath.Join(dir, "other.csv"), 1, 3, badHeadings})
	for i := range j.counties {
		assert.True(t, countyOf(want.counties, i).same(countyOf(got.counties, i)))
	}
	assert.EqualValues(t, 1, got.counties.Column("enterprises").At(2))

	_, err = j.piped(ctx, []string{filepath.Join(dir, "none.csv")})
	require.Error(t, err)
}

// TestLost: a row that neither counts nor is reported stops the gathering.
func TestLost(t *testing.T) {
	one := func(n int64) func(*Part) bool {
		return func(p *Part) bool {
			*p = Part{"x.csv", n}
			n--
			return n == 0
		}
	}
	none := County{Code: nobody, X: make([]float64, len(columns())), Marks: make([]int64, len(columns()))}
	given := false
	err := (&gatherFn{Counties: made(2)}).ProcessElement(0, func(c *County) bool { *c = none; given = !given; return given },
		func(*Bad) bool { return false }, one(1), func(*Border) bool { return false }, func(string, []byte) {})
	require.ErrorContains(t, err, "1 rows were read, 0 are counted and 0 are bad: rows are lost")
}

// TestDraws: ranges of draws, shared out and merged, are the whole run, bit for bit.
func TestDraws(t *testing.T) {
	ctx := context.Background()
	dir := t.TempDir()
	files, err := generate(dir, 5_000, 1, made(40))
	require.NoError(t, err)
	is, err := alone(ctx, files, made(40))
	require.NoError(t, err)
	st, err := study(is.counties)
	require.NoError(t, err)
	whole, err := robustness.Run(ctx, st, options(3_001))
	require.NoError(t, err)
	want, err := json.Marshal(whole)
	require.NoError(t, err)
	for _, parts := range []int{1, 7} {
		j := job{counties: made(40), out: t.TempDir(), shards: 8, draws: 3_001, spans: parts}
		_, err = j.piped(ctx, files)
		require.NoError(t, err)
		got, err := os.ReadFile(filepath.Join(j.out, "report.json"))
		require.NoError(t, err)
		assert.True(t, bytes.Equal(want, got), "%d ranges", parts)
	}
	assert.Equal(t, []Span{{0, 1}, {1, 1}}, spans(2, 5)[:2], "no range is empty")
}
