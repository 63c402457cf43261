package indicators_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// edited is the framework small with another tree, or other columns.
func edited(t *testing.T, edit func(root *indicators.Indicator, aux *[]indicators.Indicator)) *indicators.Framework {
	t.Helper()
	f := small(t)
	root, aux := f.Root(), f.Aux()
	edit(&root, &aux)
	f, err := indicators.NewFramework(root, aux...)
	require.NoError(t, err)
	return f
}

func TestFits(t *testing.T) {
	f := small(t)
	require.NoError(t, f.Fits(f))
	require.NoError(t, f.Fits(small(t)), "wherever it was read")
	free := edited(t, func(root *indicators.Indicator, aux *[]indicators.Indicator) {
		root.Name, root.Children[0].Weight = "Other", 0.1
		va, rd := &root.Children[0].Children[0], &root.Children[0].Children[1]
		va.Bounds, va.Unit, rd.Target = nil, "yuan", &indicators.Range{Lo: 1, Hi: 1}
		*aux = (*aux)[1:]
	})
	require.NoError(t, f.Fits(free), "weights, bounds, texts and auxiliary columns may differ")
	for name, c := range map[string]struct {
		edit func(root *indicators.Indicator)
		want []string
	}{
		"direction": {
			func(root *indicators.Indicator) { root.Children[0].Children[0].Direction = indicators.Lower },
			[]string{"indicator va: frameworks do not fit together: its direction is higher, and lower in the other framework"},
		},
		"code": {
			func(root *indicators.Indicator) { root.Children[0].Children[0].Code = "gdp" },
			[]string{"indicator va: frameworks do not fit together: the other framework does not have it", "indicator gdp: frameworks do not fit together: the other framework has it, this one does not"},
		},
		"root": {
			func(root *indicators.Indicator) { root.Code = "all" },
			[]string{"indicator overall: ", "indicator strength: frameworks do not fit together: it is under overall, and under all in the other framework", "indicator green: ", "indicator all: "},
		},
		"parent": {
			func(root *indicators.Indicator) {
				s, g := &root.Children[0], &root.Children[1]
				g.Children = append(g.Children, s.Children[1])
				s.Children = s.Children[:1]
			},
			[]string{"indicator rd: frameworks do not fit together: it is under strength, and under green in the other framework"},
		},
		"order": {
			func(root *indicators.Indicator) {
				root.Children[0], root.Children[1] = root.Children[1], root.Children[0]
			},
			[]string{"indicator overall: frameworks do not fit together: its children are in another order in the other framework"},
		},
		"composed": {
			func(root *indicators.Indicator) {
				va := &root.Children[0].Children[0]
				*va = indicators.Indicator{Code: "va", Children: []indicators.Indicator{{Code: "gdp"}}}
			},
			[]string{"indicator va: frameworks do not fit together: it is measured, and composed in the other framework", "indicator gdp: "},
		},
		"all at once": {
			func(root *indicators.Indicator) {
				root.Children[0].Children[0].Direction = indicators.Lower
				root.Children[1].Children[0].Direction = indicators.Higher
			},
			[]string{"indicator va: ", "indicator density: "},
		},
	} {
		t.Run(name, func(t *testing.T) {
			o := edited(t, func(root *indicators.Indicator, _ *[]indicators.Indicator) { c.edit(root) })
			err := f.Fits(o)
			require.ErrorIs(t, err, indicators.ErrFramework)
			assertReports(t, err, c.want...)
			require.ErrorIs(t, o.Fits(f), indicators.ErrFramework, "the other way round")
		})
	}
	require.ErrorIs(t, f.Fits(nil), indicators.ErrFramework)
	require.ErrorIs(t, (*indicators.Framework)(nil).Fits(nil), indicators.ErrFramework)
}

func TestRevisions(t *testing.T) {
	now := edited(t, func(root *indicators.Indicator, aux *[]indicators.Indicator) {
		root.Children[0].Weight = 55.5
		va, rd := &root.Children[0].Children[0], &root.Children[0].Children[1]
		va.Bounds, va.Unit, va.Period = nil, "yuan", "2023"
		rd.Target = &indicators.Range{Lo: 2, Hi: 5}
		density := &root.Children[1].Children[0]
		density.Base, density.Computed = 0, false
		(*aux)[1].Department = ""
		*aux = append(*aux, indicators.Indicator{Code: "new"})
	})
	assert.Equal(t, []indicators.Revision{
		{Indicator: "strength", Key: "weight", Was: "60", Is: "55.5"},
		{Indicator: "va", Key: "unit", Was: "100 million yuan", Is: "yuan"},
		{Indicator: "va", Key: "bounds", Was: "0 to 1000"},
		{Indicator: "va", Key: "period", Was: "2022", Is: "2023"},
		{Indicator: "rd", Key: "target", Was: "2 to 4", Is: "2 to 5"},
		{Indicator: "density", Key: "base", Was: "3"},
		{Indicator: "density", Key: "computed", Was: "true"},
		{Indicator: "energy", Key: "department", Was: "统计局"},
	}, now.Revisions(small(t)))
	assert.Empty(t, now.Revisions(now))
	assert.Empty(t, now.Revisions(nil))
}

func TestUnder(t *testing.T) {
	table := smallTable(t)
	marked, err := table.With(indicators.NotApplicable, indicators.Change{Unit: "410181", Indicator: "rd", Is: nan})
	require.NoError(t, err)
	// energy is scored, va and rd are not, jobs is to be computed.
	f, err := indicators.NewFramework(indicators.Indicator{Code: "top", Children: []indicators.Indicator{
		{Code: "energy", Direction: indicators.Lower, Period: "2022"}, {Code: "jobs", Computed: true, Period: "2023"},
	}}, indicators.Indicator{Code: "rd", Name: "R&D"})
	require.NoError(t, err)
	got, err := marked.Under(f)
	require.NoError(t, err)
	require.NoError(t, got.Framework().Fits(f))
	n, m := got.Dims()
	assert.Equal(t, []int{3, 2}, []int{n, m})
	assert.Equal(t, []float64{1e-7, 3, 1e21}, got.Column("energy").Copy())
	assert.Equal(t, indicators.NotApplicable, got.Marks("rd").At(1))
	assert.True(t, math.IsNaN(got.Column("jobs").At(0)))
	assert.Equal(t, indicators.Missing, got.Marks("jobs").At(0))
	var aux []string
	for _, a := range got.Framework().Aux() {
		aux = append(aux, a.Code)
	}
	assert.Equal(t, []string{"rd", "va", "density", "area"}, aux, "too many become auxiliary")
	in, _ := got.Framework().Find("va")
	assert.Equal(t, indicators.Indicator{Code: "va", Unit: "100 million yuan", Period: "2022", Bounds: &indicators.Range{Lo: 0, Hi: 1000}}, in)
	in, _ = got.Framework().Find("rd")
	assert.Equal(t, "R&D", in.Name, "the other framework knows better")
	assert.Equal(t, f.Warnings(), got.Warnings(), "of mixed periods")
	assert.Equal(t, 791.38, table.At(0, 0), "the table itself stays")

	back, err := got.Under(table.Framework())
	require.NoError(t, err)
	assert.Equal(t, "jobs", back.Framework().Aux()[2].Code)
	assert.Equal(t, 791.38, back.At(0, 0))

	same, err := table.Under(small(t))
	require.NoError(t, err)
	sameTables(t, table, same)

	for name, c := range map[string]struct {
		root indicators.Indicator
		want []string
	}{
		"missing":  {indicators.Indicator{Code: "top", Children: []indicators.Indicator{{Code: "va"}, {Code: "gdp"}, {Code: "co2"}}}, []string{"indicator gdp: heading: the table has no column for it", "indicator co2: heading"}},
		"composed": {indicators.Indicator{Code: "area", Children: []indicators.Indicator{{Code: "va"}}}, []string{"indicator area: code: it is a column of the table, but composed in the framework"}},
	} {
		t.Run(name, func(t *testing.T) {
			f, err := indicators.NewFramework(c.root)
			require.NoError(t, err)
			_, err = table.Under(f)
			assertReports(t, err, c.want...)
		})
	}
	_, err = table.Under(nil)
	require.ErrorIs(t, err, basis.ErrEmpty)
	_, err = new(indicators.Table).Under(f)
	require.ErrorIs(t, err, basis.ErrEmpty)
}

func TestUnderKeepsThePanel(t *testing.T) {
	now := years(t).Table(2023)
	f, err := indicators.NewFramework(indicators.Indicator{Code: "area"}, indicators.Indicator{Code: "ratio", Computed: true})
	require.NoError(t, err)
	got, err := now.Under(f)
	require.NoError(t, err)
	p, year := got.Panel()
	assert.Equal(t, 2023, year)
	assert.Equal(t, []int{2021, 2023}, p.Years())
	then := got.Earlier(2)
	assert.Same(t, got.Framework(), then.Framework())
	assert.Equal(t, []float64{1, 2}, []float64{then.Column("area").At(2), then.Column("area").At(0)})
	assert.True(t, then.Has("ratio"))
	assert.Equal(t, 5.0, then.Column("output").At(2), "now auxiliary")
	_, err = indicators.NewPanel(map[int]*indicators.Table{2021: then, 2023: got})
	require.NoError(t, err)
}

// Tables of frameworks that were read apart make a panel if they fit together.
func TestPanelOfFrameworksReadApart(t *testing.T) {
	table := func(f *indicators.Framework, x float64) *indicators.Table {
		values := map[string][]float64{}
		for _, in := range append(f.Measured(), f.Aux()...) {
			values[in.Code] = []float64{x}
		}
		tab, err := indicators.NewTable(f, []indicators.Unit{{Code: "u"}}, values, nil)
		require.NoError(t, err)
		return tab
	}
	weights := edited(t, func(root *indicators.Indicator, aux *[]indicators.Indicator) {
		root.Children[0].Weight = 1
		(*aux)[0], (*aux)[1] = (*aux)[1], (*aux)[0]
	})
	p, err := indicators.NewPanel(map[int]*indicators.Table{2022: table(small(t), 1), 2023: table(weights, 2)})
	require.NoError(t, err)
	then := p.Table(2023).Earlier(1)
	assert.Equal(t, []float64{1, 2}, []float64{then.Column("area").At(0), p.Table(2023).Column("area").At(0)})

	other := edited(t, func(root *indicators.Indicator, aux *[]indicators.Indicator) {
		root.Children[0].Children[0].Direction = indicators.Lower
		(*aux)[0].Code = "land"
	})
	_, err = indicators.NewPanel(map[int]*indicators.Table{2022: table(small(t), 1), 2023: table(other, 2)})
	require.ErrorIs(t, err, indicators.ErrFramework)
	assert.ErrorContains(t, err, "year 2023: ")
	assertReports(t, err, "indicator va: frameworks do not fit together: its direction is lower, and higher in the other framework",
		"the other framework does not have the auxiliary column", "the other framework has the auxiliary column, this one does not")
}
