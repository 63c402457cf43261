package report_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"flag"
	"io"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/countyeval/countyeval/evaluation/report"
	"github.com/countyeval/countyeval/evaluation/robustness"
	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/indicators/basis"
)

var update = flag.Bool("update", false, "write the golden files")

func title(s string) report.Caption { return report.Caption{Title: tables.Both(s, s+"图")} }

// drawn are figures of each kind, of made-up numbers.
func drawn() map[string]report.Figure {
	nan := math.NaN()
	a, b, c := tables.Same("甲县"), tables.Same("乙县"), tables.Same("丙县")
	index := func(x float64) robustness.Index { return robustness.Index{Value: x, Low: x - 0.1, High: x + 0.1} }
	return map[string]report.Figure{
		"bars": report.Bars{Caption: title("Bars"), Digits: 1, Series: []tables.Text{tables.Both("scale", "规模"), tables.Both("quality", "质量")}, Rows: []report.Bar{
			{Label: a, Parts: []float64{30, 20.5}, Total: tables.Decimal(50.5, 1), Cut: tables.Both("border A | B: 10.5", "分界")},
			{Label: b, Parts: []float64{45, -5}, Total: tables.Decimal(40, 1)},
			{Label: c, Parts: []float64{nan, 8}, Total: tables.Decimal(8, 1)},
		}},
		"strip": report.Strip{Caption: title("Strip"), Lines: []report.StripLine{{Label: tables.Same("0"), Value: 2, Cell: tables.Figure(2)}}, Rows: []report.StripRow{
			{Label: tables.Same("东市"), Points: []report.StripPoint{{Label: a, Value: 1, Cell: tables.Integer(1)}, {Label: b, Value: 5, Cell: tables.Integer(5), Hollow: true}}},
			{Label: tables.Same("西市"), Points: []report.StripPoint{{Label: c, Value: nan}}},
		}},
		"dots": report.Dots{Caption: title("Dots"), Hi: 100, Digits: 1, Rows: []report.DotsRow{{Label: a, Value: 80, Median: 50, Best: 90}, {Label: b, Depth: 2, Value: nan, Median: 40, Best: 60}}},
		"heat": report.Heat{Caption: title("Heat"), Digits: 2, Rows: []tables.Text{a, b}, Columns: []tables.Text{a, b}, Blocks: []int{1}, Values: [][]float64{{1, -0.5}, {-0.5, nan}}},
		"bump": report.Bump{Caption: title("Bump"), Stages: []tables.Text{tables.Same("2022"), tables.Same("2023"), tables.Same("2024")}, Lines: []report.BumpLine{
			{Label: a, Ranks: []int{1, 2, 2}}, {Label: b, Ranks: []int{2, 1, 1}, Strong: true}, {Label: c, Ranks: []int{3, 0, 3}},
		}},
		"water": report.Water{Caption: title("Water"), Level: 10, Vessels: []report.Vessel{
			{Label: a, Weight: 2, Share: 20, Cap: nan, Floor: nan, Cell: tables.Decimal(20, 0)}, {Label: b, Weight: 1, Share: 4, Cap: 4, Floor: 2, Cell: tables.Decimal(4, 0)},
		}},
		"lorenz":  report.Lorenz{Caption: title("Lorenz"), Amounts: []float64{3, 1, 0, 4}, Gini: tables.Decimal(0.4375, 3)},
		"icicle":  report.Icicle{Caption: title("Icicle"), Nodes: []report.IcicleNode{{Label: a, Weight: 100}, {Label: b, Depth: 1, Weight: 60, Importance: tables.Decimal(70, 1)}, {Label: c, Depth: 1, Weight: 40}}},
		"scatter": report.Scatter{Caption: title("Scatter"), X: a, Y: b, Lines: []report.StripLine{{Label: c, Value: 1, Cell: tables.Figure(1)}}, Points: []report.ScatterPoint{{Label: a, X: 1, Y: 2, CX: tables.Figure(1), CY: tables.Figure(2)}, {Label: b, X: 3, Y: 5, CX: tables.Figure(3), CY: tables.Figure(5), Hollow: true}}},
		"sobol":   report.Sobol{Caption: title("Sobol"), Factors: []tables.Text{a, b}, Indices: robustness.Indices{First: []robustness.Index{index(0.3), index(0)}, Total: []robustness.Index{index(0.5), index(0.2)}}},
	}
}

// alone is a figure as a file, which is well-formed XML.
func alone(t testing.TB, f report.Figure, lang basis.Language) string {
	t.Helper()
	var out bytes.Buffer
	require.NoError(t, report.WriteSVG(&out, f, report.View{Language: lang}))
	wellFormed(t, out.String())
	return out.String()
}

type tester interface {
	Errorf(format string, args ...any)
	FailNow()
}

func wellFormed(t tester, text string) {
	dec := xml.NewDecoder(strings.NewReader(text))
	for {
		_, err := dec.Token()
		if errors.Is(err, io.EOF) {
			return
		}
		require.NoError(t, err)
	}
}

// TestFigures compares each kind with the file that was looked at.
func TestFigures(t *testing.T) {
	for name, f := range drawn() {
		t.Run(name, func(t *testing.T) {
			got := alone(t, f, basis.Chinese)
			file := filepath.Join("testdata", "figures", name+".svg")
			if *update {
				require.NoError(t, os.MkdirAll(filepath.Dir(file), 0o750))
				require.NoError(t, os.WriteFile(file, []byte(got), 0o600))
			}
			want, err := os.ReadFile(file)
			require.NoError(t, err)
			assert.Equal(t, string(want), got)
			p, err := f.Draw(report.View{})
			require.NoError(t, err)
			require.NoError(t, p.Numbers.Check())
			assert.NotEmpty(t, p.Numbers.Rows)
			assert.NotEmpty(t, p.Alt.English, "a text alternative of its own numbers")
			assert.NotEmpty(t, p.Alt.Chinese)
			for _, s := range p.Shapes {
				assert.NotContains(t, s.Path, "NaN")
			}
		})
	}
}

// TestUndrawable: what has no place on a scale is refused, with its name.
func TestUndrawable(t *testing.T) {
	inf, x := math.Inf(1), tables.Same("甲县")
	for name, f := range map[string]report.Figure{
		"bars":    report.Bars{Rows: []report.Bar{{Label: x, Parts: []float64{inf}}}},
		"strip":   report.Strip{Rows: []report.StripRow{{Label: x, Points: []report.StripPoint{{Value: -inf}}}}},
		"dots":    report.Dots{Rows: []report.DotsRow{{Label: x, Best: inf}}},
		"heat":    report.Heat{Rows: []tables.Text{x}, Columns: []tables.Text{x}, Values: [][]float64{{inf}}},
		"water":   report.Water{Vessels: []report.Vessel{{Label: x, Weight: inf}}},
		"lorenz":  report.Lorenz{Amounts: []float64{-1}},
		"icicle":  report.Icicle{Nodes: []report.IcicleNode{{Label: x, Weight: inf}}},
		"scatter": report.Scatter{Points: []report.ScatterPoint{{Label: x, Y: inf}}},
		"sobol":   report.Sobol{Factors: []tables.Text{x}, Indices: robustness.Indices{First: make([]robustness.Index, 1), Total: []robustness.Index{{Value: inf}}}},
	} {
		err := report.WriteSVG(io.Discard, f, report.View{})
		require.ErrorIs(t, err, basis.ErrNumber, name)
	}
	require.ErrorIs(t, report.WriteSVG(io.Discard, report.Sobol{Factors: []tables.Text{x}}, report.View{}), basis.ErrValue)
	require.ErrorIs(t, report.WriteSVG(io.Discard, report.Bars{}, report.View{Language: 5}), basis.ErrUnknown)
}

// TestEmptyFigures: without anything to draw a figure is empty and no fault.
func TestEmptyFigures(t *testing.T) {
	for _, f := range []report.Figure{report.Bars{}, report.Strip{}, report.Dots{}, report.Heat{}, report.Bump{}, report.Water{}, report.Lorenz{}, report.Icicle{}, report.Scatter{}, report.Sobol{}} {
		assert.NotContains(t, alone(t, f, basis.English), "NaN")
	}
}

// TestBarsAddUp: the parts of a bar are as long as their numbers and end where the sum is.
func TestBarsAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		parts := rapid.SliceOfN(rapid.Float64Range(-100, 100), 1, 9).Draw(t, "parts")
		label := rapid.String().Draw(t, "label")
		f := report.Bars{Series: make([]tables.Text, len(parts)), Rows: []report.Bar{{Label: tables.Same(label), Parts: parts, Total: tables.Decimal(1, 1)}}}
		for k := range f.Series {
			f.Series[k] = tables.Same("s")
		}
		var out bytes.Buffer
		require.NoError(t, report.WriteSVG(&out, f, report.View{}))
		assert.NotContains(t, out.String(), "NaN")
		p, err := f.Draw(report.View{})
		require.NoError(t, err)
		bars := 0
		for _, s := range p.Shapes {
			if s.Hint != "" {
				bars++
			}
		}
		want := 0
		for _, x := range parts {
			if x != 0 {
				want++
			}
		}
		assert.Equal(t, want, bars)
	})
}

// TestWidth: a picture is as wide as is asked for, and all that it draws is in it.
func TestWidth(t *testing.T) {
	figures := func(width float64) []report.Figure {
		bars, bump := drawn()["bars"].(report.Bars), drawn()["bump"].(report.Bump)
		bars.Width, bump.Width = width, width
		return []report.Figure{bars, bump}
	}
	for asked, want := range map[float64]float64{0: 680, 360: 360, 20: 300, -1: 300, math.NaN(): 300, math.Inf(1): 2000} {
		for _, f := range figures(asked) {
			p, err := f.Draw(report.View{})
			require.NoError(t, err)
			assert.InDelta(t, want, p.Width, 0)
			for _, s := range p.Shapes {
				if s.Text != "" {
					assert.True(t, s.X >= 0 && s.X <= want, "%v: %v at %v", asked, s.Text, s.X)
				}
			}
		}
	}
}

// TestInline: a figure in a page is the one in a file without its style sheet, which the page
// has once.
func TestInline(t *testing.T) {
	for name, f := range drawn() {
		var inline bytes.Buffer
		require.NoError(t, report.WriteInline(&inline, f, report.View{}), name)
		assert.Equal(t, strings.Replace(alone(t, f, basis.English), "<style>"+report.StyleSheet()+".fig{background:var(--paper)}</style>", "", 1), inline.String(), name)
		assert.NotContains(t, inline.String(), "<style", name)
	}
	assert.Error(t, report.WriteInline(io.Discard, report.Bars{Rows: []report.Bar{{Parts: []float64{math.Inf(1)}}}}, report.View{}))
	assert.Error(t, report.WriteInline(io.Discard, drawn()["bars"], report.View{Language: 9}))
}
