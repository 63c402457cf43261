package main

import (
	"math/big"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/examples/henan/data"
	"github.com/countyeval/countyeval/indicators"
)

// The table is the one that data/README.md describes: its sums, its ratios and
// the order of its figures.
func TestDataAsDescribed(t *testing.T) {
	readme, err := os.ReadFile("data/README.md")
	require.NoError(t, err)
	counties := readCounties(t)
	sums := regexp.MustCompile(`(?:^\|| \|) ([a-z_]+)(?: \([^|]*\))? \| ([0-9.]+) \| ([0-9.]+)`)
	checked := map[string]bool{}
	for l := range strings.Lines(string(readme)) {
		for _, m := range sums.FindAllStringSubmatch(l, -1) {
			if m[1] == "column" {
				continue // the head
			}
			all, ranked := new(big.Rat), new(big.Rat)
			for _, c := range counties {
				x := c.cells[m[1]]
				if x == nil {
					continue
				}
				all.Add(all, x)
				if c.ranked {
					ranked.Add(ranked, x)
				}
			}
			checked[m[1]] = true
			for k, sum := range []*big.Rat{all, ranked} {
				want, ok := new(big.Rat).SetString(m[2+k])
				require.True(t, ok)
				assert.Zero(t, want.Cmp(sum), "%s: %s is said, %s is so", m[1], m[2+k], sum.FloatString(4))
			}
		}
	}
	in, err := data.ReadInput("", "")
	require.NoError(t, err)
	for _, column := range append(in.Table.Framework().Measured(), in.Table.Framework().Aux()...) {
		assert.Equal(t, !column.Computed, checked[column.Code], "sum of %s", column.Code)
		if !column.Computed {
			assert.Contains(t, string(readme), column.Code)
		}
	}

	measure(counties)
	gongyi := byName(t, counties, "巩义市")
	for code, x := range gongyi.value {
		if said := regexp.MustCompile(code + ` ([0-9,.]+[0-9])`).FindStringSubmatch(string(readme)); said != nil {
			assert.Equal(t, strings.ReplaceAll(said[1], ",", ""), half(x, 6).FloatString(6), code)
		}
	}
	less := func(c *pencilCounty, a, b string) {
		assert.Negative(t, c.cells[a].Cmp(c.cells[b]), "%s: %s < %s", c.name, a, b)
	}
	for _, c := range counties {
		less(c, "edu_tertiary", "edu_total")
		less(c, "edu_total", "residents")
		less(c, "nonlocal", "residents")
		less(c, "emp_sci_tech", "emp_total")
		assert.Negative(t, new(big.Rat).Add(c.cells["emp_mining"], c.cells["emp_manuf"]).Cmp(c.cells["emp_total"]), c.name)
		assert.Negative(t, new(big.Rat).Add(c.cells["sec_va"], c.cells["primary_va"]).Cmp(c.cells["gdp"]), c.name)
		assert.Zero(t, c.cells["emp_total"].Cmp(c.cells["occ_total"]), c.name)
	}
}

// The framework is the one written down in the test, and every unit has an
// English name of its own.
func TestFrameworkAsDescribed(t *testing.T) {
	in, err := data.ReadInput("", "")
	require.NoError(t, err)
	root := in.Table.Framework().Root()
	require.Len(t, root.Children, 4)
	for i, d := range pencilFramework() {
		got := root.Children[i]
		assert.Equal(t, d.name, got.Code)
		assert.InDelta(t, float64(d.weight), got.Weight, 0)
		require.Len(t, got.Children, len(d.of))
		for j, want := range d.of {
			leaf := got.Children[j]
			assert.Equal(t, want.code, leaf.Code)
			assert.InDelta(t, float64(want.weight), leaf.Weight, 0)
			direction := indicators.Higher
			if want.worst > want.best {
				direction = indicators.Lower
			}
			assert.Equal(t, direction, leaf.Direction, leaf.Code)
			assert.Equal(t, &indicators.Range{Lo: float64(min(want.worst, want.best)), Hi: float64(max(want.worst, want.best))}, leaf.Bounds, leaf.Code)
			assert.Equal(t, want.withoutRatio, !leaf.Computed, leaf.Code)
			assert.NotEmpty(t, leaf.Unit, leaf.Code)
			assert.NotEmpty(t, leaf.Source, leaf.Code)
			assert.True(t, leaf.Definition != "" || leaf.Computed, leaf.Code)
		}
	}
	assert.Len(t, in.Monitored(), 2)
	names := map[string]bool{}
	for _, u := range in.Table.Units() {
		assert.Regexp(t, `^[A-Z][a-z']+( \([A-Z][a-z]+\))?$`, u.Tags.Get("name_en"))
		assert.Regexp(t, `^[A-Z][a-z]+$`, u.Tags.Get("region_en"))
		assert.False(t, names[u.Tags.Get("name_en")], u.Name)
		names[u.Tags.Get("name_en")] = true
	}
}
