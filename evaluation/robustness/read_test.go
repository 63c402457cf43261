package robustness_test

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation/robustness"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/weights"
)

// TestStudyOnPaper writes a study and reads it back, runs the draws in two parts, and writes
// and reads these too: together they are the report of the study that never left the program.
func TestStudyOnPaper(t *testing.T) {
	s := influenceStudy(t)
	s.Factors = append(s.Factors, robustness.Figures{By: map[string]robustness.Error{"d0x0": {Size: 0.1, Relative: true}}})
	o := robustness.Options{Draws: 300, Seed: 9, First: []int{5}, Pairs: true}
	want := run(t, s, o)
	text, err := json.Marshal(s)
	require.NoError(t, err)
	back, err := robustness.ReadStudy(bytes.NewReader(text), "study.json")
	require.NoError(t, err)
	again, err := json.Marshal(back)
	require.NoError(t, err)
	require.JSONEq(t, string(text), string(again))
	var parts [2]*robustness.Report
	for k, from := range []int{0, 100} {
		o.From, o.Draws = from, 100+100*k
		text, err := json.Marshal(run(t, back, o))
		require.NoError(t, err)
		parts[k], err = robustness.ReadReport(bytes.NewReader(text), "part.json")
		require.NoError(t, err)
	}
	got, err := parts[1].Merge(parts[0])
	require.NoError(t, err)
	assert.Equal(t, want, got)
	assert.Equal(t, want.Study, got.Study)
}

// TestFailuresOnPaper: why a draw failed is read back with its place.
func TestFailuresOnPaper(t *testing.T) {
	s := study(t, 12)
	s.Factors = []robustness.Factor{robustness.Schemes{Of: []weights.Scheme{nil, weights.Func(moody)}}, wrong}
	got := run(t, s, robustness.Options{Draws: 200, Seed: 5})
	require.Positive(t, got.Failed)
	text, err := json.Marshal(got)
	require.NoError(t, err)
	back, err := robustness.ReadReport(bytes.NewReader(text), "report.json")
	require.NoError(t, err)
	assert.Equal(t, got.String(), back.String())
	assert.Len(t, back.Failures, len(got.Failures))
}

func TestReadErrors(t *testing.T) {
	_, err := robustness.ReadStudy(strings.NewReader(`{"model": {}, "factors": [{"kind": "luck"}]}`), "study.json")
	var data *basis.DataError
	require.ErrorAs(t, err, &data)
	require.ErrorContains(t, err, "study.json")
	_, err = robustness.ReadReport(strings.NewReader(`{"draws": "many"}`), "report.json")
	require.ErrorContains(t, err, "report.json")
}
