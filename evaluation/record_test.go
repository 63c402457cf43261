package evaluation_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/prepare"
)

// TestUntrueRecord: a step whose record does not say what it did is refused, with step,
// unit 1nd indicator, before anything is scored.
func TestUntrueRecord(t *testing.T) {
	tab := table(t, framework(t, small()), smallTable)
	look := indicators.StepFunc(func(tab *indicators.Table) (indicators.Stage, error) {
		return indicators.Stage{Name: basis.Textf("look"), Table: tab}, nil
	})
	for want, lie := range map[string]func(tab *indicators.Table) (indicators.Stage, error){
		"step 2 (gentle): unit 1, indicator va: untrue record: the figure was": func(tab *indicators.Table) (indicators.Stage, error) {
			x := tab.Column("va").Copy()
			x[0]++
			out, err := tab.WithColumn("va", x, indicators.MarkAll(x, indicators.Reported))
			return indicators.Stage{Name: basis.Textf("gentle"), Table: out}, err
		},
		"step 2 (quiet): unit 1: untrue record: the unit is gone": func(tab *indicators.Table) (indicators.Stage, error) {
			out, err := tab.Select(func(u indicators.Unit) bool { return u.Code != "1" })
			return indicators.Stage{Name: basis.Textf("quiet"), Table: out}, err
		},
		"step 2 (busy): unit 1, indicator va: untrue record: a change from 1 to 2 is recorded, but the figure": func(tab *indicators.Table) (indicators.Stage, error) {
			return indicators.Stage{Name: basis.Textf("busy"), Table: tab, Changes: []indicators.Change{{Unit: "1", Indicator: "va", Was: 1, Is: 2}}}, nil
		},
	} {
		stages, err := evaluation.Model{Steps: []indicators.Step{look, indicators.StepFunc(lie)}}.Prepare(tab, nil)
		require.ErrorIs(t, err, indicators.ErrRecord)
		require.ErrorContains(t, err, want)
		assert.Len(t, stages, 1, "the steps before it")
	}
}

// BenchmarkPrepare has two steps that change cells: gaps are filled, and all figures of
// half of the columns are bent. Check is what of it comparing the records takes.
func BenchmarkPrepare(b *testing.B) {
	f, tab := generated(b, 158, 7, 4)
	gaps, bend := []indicators.Change{}, []string{}
	for j, in := range f.Measured() {
		gaps = append(gaps, indicators.Change{Unit: tab.Unit(3 * j).Code, Indicator: in.Code, Is: math.NaN()})
		if j%2 == 0 {
			bend = append(bend, in.Code)
		}
	}
	tab, err := tab.With(indicators.Missing, gaps...)
	require.NoError(b, err)
	m := evaluation.Model{Steps: []indicators.Step{prepare.Median{}, prepare.Transform{Columns: bend}}}
	stages, err := m.Prepare(tab, nil)
	require.NoError(b, err)
	b.Run("Prepare", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := m.Prepare(tab, nil); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("Check", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			before := tab
			for _, st := range stages {
				if err := st.Check(before); err != nil {
					b.Fatal(err)
				}
				before = st.Table
			}
		}
	})
}
