package scheme_test

import (
	_ "embed" // for small
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation/scheme"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

const henan = "../../examples/henan/data/scheme.yaml"

// counties is the table of the Henan example.
func counties(t testing.TB, f *scheme.File) *indicators.Table {
	t.Helper()
	file, err := os.Open("../../examples/henan/data/counties.csv")
	require.NoError(t, err)
	defer file.Close()
	table, err := f.ReadTable(file, "counties.csv")
	require.NoError(t, err)
	return table
}

// small is a scheme that has something of everything.
//
//go:embed testdata/small.yaml
var small string

const zones = "code,name,growth,energy,levy,land\n1,甲,3,1,50,10\n2,乙,6,0.8,90,9\n3,丙,9,1.5,20,4\n4,丁,1,1.1,60,6\n5,戊,5,0.9,30,10\n"

// with is the small scheme with one part of its text replaced, which must be there.
func with(t testing.TB, old, changed string) string {
	t.Helper()
	require.Equal(t, 1, strings.Count(small, old), old)
	return strings.Replace(small, old, changed, 1)
}

// lines are the single errors in one.
func lines(err error) []string {
	var out []string
	for e := range basis.All(err) {
		out = append(out, e.Error())
	}
	return out
}
