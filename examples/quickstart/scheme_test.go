package main

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/examples/internal/asfile"
	"github.com/countyeval/countyeval/indicators"
)

// TestAsFile: the program as a scheme file gives the same.
func TestAsFile(t *testing.T) {
	f, err := indicators.ReadFramework(strings.NewReader(framework), "framework.json")
	require.NoError(t, err)
	table, err := indicators.CSV{File: "counties.csv"}.ReadTable(strings.NewReader(counties), f)
	require.NoError(t, err)
	o := asfile.Same(t, asfile.Case{
		Table: table,
		Decision: evaluation.Decision{
			Ties:   evaluation.Ties{Digits: new(2)},
			Grader: evaluation.Quotas{Grades: []evaluation.Quota{{Grade: "A", Share: 0.4}, {Grade: "B", Share: 0.6}}},
		},
		Plans: []incentive.Plan{{
			Pool:    incentive.Pool{Name: "land", Measure: incentive.Measure{Name: "mu"}, Amount: 1000, Reserve: 100},
			Clauses: []incentive.Clause{incentive.Grades{"A"}, incentive.ByScore{Base: 40}},
		}},
	})
	assert.EqualValues(t, 597, o.Awards[0].Allocation.Awards[0].Amount, "as the program prints")
}
