package evaluation_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/aggregate"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/normalize"
	"github.com/countyeval/countyeval/weights"
)

type badModel struct {
	Framework json.RawMessage
	Table     string
	Model     struct {
		Normalize, Weigh, Aggregate string
		Frozen                      map[string]struct{ Lo, Hi float64 }
	}
	Then struct {
		Rank   string
		Grades []struct {
			Grade string
			Share float64
		}
	}
	Kind   string
	Faults []struct{ Unit, Indicator string }
}

// sentinels are the named reasons that the cases ask for.
var sentinels = map[string]error{
	"all_missing_indicator": basis.ErrMissing,
	"class_of_one":          evaluation.ErrClass,
	"constant_min_max":      basis.ErrConstant,
	"frozen_scale_missing":  normalize.ErrFrozen,
	"grade_shares_over_100": evaluation.ErrGrades,
	"negative_entropy":      basis.ErrDomain,
	"zero_geometric_mean":   aggregate.ErrZero,
	"zero_weights_group":    basis.ErrWeights,
}

// TestBadModels runs evaluations that load well and must end in a stated error,
// or warn. zero_weights_group is refused when the framework is read, where the
// zeros are seen to be written.
func TestBadModels(t *testing.T) {
	files, err := filepath.Glob("testdata/model/*.json")
	require.NoError(t, err)
	require.Len(t, files, len(sentinels))
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".json")
		t.Run(name, func(t *testing.T) {
			text, err := os.ReadFile(file)
			require.NoError(t, err)
			var c badModel
			require.NoError(t, json.Unmarshal(text, &c))
			warnings, err := runBadModel(t, c)
			var found []*indicators.InputError
			if c.Kind == "accept_with_warning" {
				require.NoError(t, err)
				require.NotEmpty(t, warnings)
				err = warnings[0]
			}
			require.ErrorIs(t, err, sentinels[name])
			found = inputErrors(err)
			var got, want [][2]string
			for _, e := range found {
				got = append(got, [2]string{e.Unit, e.Indicator})
			}
			for _, e := range c.Faults {
				if e.Unit != "" || e.Indicator != "" {
					want = append(want, [2]string{e.Unit, e.Indicator})
				}
			}
			assert.ElementsMatch(t, want, got, "%v", err)
		})
	}
}

func runBadModel(t *testing.T, c badModel) (warnings []error, err error) {
	t.Helper()
	f, err := indicators.ReadFramework(bytes.NewReader(c.Framework), "")
	if err != nil {
		return nil, err
	}
	m := evaluation.Model{}
	switch c.Model.Normalize {
	case "min-max to 0..100":
	case "z-score":
		m.Normalize = normalize.ZScore{}
	case "frozen":
		frozen := normalize.Frozen{}
		for code, s := range c.Model.Frozen {
			scale, err := normalize.MinMax{}.Fit(normalize.Sample{Indicator: indicators.Indicator{Code: code, Bounds: &indicators.Range{Lo: s.Lo, Hi: s.Hi}}, X: []float64{1}, Class: []string{""}})
			require.NoError(t, err)
			frozen[code] = scale
		}
		m.Normalize = frozen
	default:
		require.Fail(t, c.Model.Normalize)
	}
	switch c.Model.Weigh {
	case "declared":
	case "entropy":
		m.Weigh = weights.Entropy{}
	default:
		require.Fail(t, c.Model.Weigh)
	}
	if c.Model.Aggregate == "geometric" {
		m.Aggregate = aggregate.Geometric{}
	}
	res, err := m.Evaluate(table(t, f, c.Table), nil)
	if err != nil {
		return nil, err
	}
	if c.Then.Rank == "" {
		return res.Warnings, nil
	}
	ranking := rank(t, res, "", evaluation.Ties{})
	if c.Then.Rank == "within each class" {
		ranking = ranking.Class("C")
	}
	var g evaluation.Quotas
	for _, s := range c.Then.Grades {
		g.Grades = append(g.Grades, evaluation.Quota{Grade: s.Grade, Share: s.Share})
	}
	graded, err := ranking.Grade(g, nil)
	return graded.Warnings, err
}
