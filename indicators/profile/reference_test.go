package profile_test

import (
	"math"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/indicators/profile"
)

type referenceSet struct {
	Codes                       []string
	X                           []column
	N, DF                       int
	Alpha, RawAlpha             float64
	Total, Without, Eigenvalues column
	Loadings                    []column
	KMO, ChiSquare, P           float64
	MSA                         column
}

type referencePair struct {
	X, Y                       column
	N                          int
	Pearson, Spearman, Kendall [2]float64
}

type reference struct {
	Pairs       map[string]referencePair
	Sets        map[string]referenceSet
	First, Last struct {
		Observed     []float64
		ChiSquare, P float64
	}
}

func (s referenceSet) columns() profile.Columns {
	c := profile.Columns{Codes: s.Codes}
	for _, x := range s.X {
		c.X = append(c.X, x)
	}
	return c
}

func TestPairsR(t *testing.T) {
	var ref reference
	readJSON(t, "reference.json", &ref)
	require.Len(t, ref.Pairs, 7)
	for name, p := range ref.Pairs {
		c := profile.Columns{Codes: []string{"x", "y"}, X: [][]float64{p.X, p.Y}}
		for m, want := range map[profile.Method][2]float64{profile.Pearson: p.Pearson, profile.Spearman: p.Spearman, profile.Kendall: p.Kendall} {
			got, err := c.Correlate(m)
			require.NoError(t, err)
			require.Len(t, got, 1)
			assert.Equal(t, p.N, got[0].N)
			near(t, want[0], got[0].R, name, m)
			if want[1] < 1e-6 { // the absolute tolerance would say nothing
				assert.InDelta(t, 0, math.Log(max(want[1], 1e-300))-math.Log(max(got[0].P, 1e-300)), 1e-6, "%s %s", name, m)
			} else {
				near(t, want[1], got[0].P, name, m)
			}
		}
	}
}

func TestSetsR(t *testing.T) {
	var ref reference
	readJSON(t, "reference.json", &ref)
	require.Len(t, ref.Sets, 5)
	for name, s := range ref.Sets {
		t.Run(name, func(t *testing.T) {
			c := s.columns()
			raw, err := c.Alpha(true)
			require.NoError(t, err)
			near(t, s.RawAlpha, raw.Value)
			a, err := c.Alpha(false)
			require.NoError(t, err)
			near(t, s.Alpha, a.Value)
			assert.Equal(t, s.N, a.N)
			for j, item := range a.Items {
				assert.Equal(t, s.Codes[j], item.Code)
				near(t, s.Total[j], item.Total)
				near(t, s.Without[j], item.Without)
			}
			p, err := c.Components()
			require.NoError(t, err)
			assert.Equal(t, s.N, p.N)
			nears(t, s.Eigenvalues, p.Eigenvalues)
			for k, want := range s.Loadings {
				sign := math.Copysign(1, want[0]*p.Loadings[k][0])
				for j := range want {
					near(t, want[j], sign*p.Loadings[k][j])
				}
			}
			q, err := c.Adequacy()
			require.NoError(t, err)
			assert.Equal(t, s.N, q.N)
			near(t, s.KMO, q.KMO)
			for j, item := range q.MSA {
				assert.Equal(t, s.Codes[j], item.Code)
				near(t, s.MSA[j], item.MSA)
			}
			near(t, s.ChiSquare, q.ChiSquare)
			assert.Equal(t, s.DF, q.DF)
			assert.InEpsilon(t, s.P, q.P, 1e-8)
		})
	}
}

// TestHandbook compares with the tables of OECD/JRC (2008), to the digits that
// they print; they were computed from data of more digits.
func TestHandbook(t *testing.T) {
	c := handbook(t)
	at := func(code string) int {
		for j, k := range c.Codes {
			if k == code {
				return j
			}
		}
		require.Fail(t, code)
		return -1
	}
	all, err := c.Correlate(profile.Pearson)
	require.NoError(t, err)
	r := map[[2]string]float64{}
	for _, x := range all {
		r[[2]string{x.A, x.B}], r[[2]string{x.B, x.A}] = x.R, x.R
	}
	for _, row := range readCSV(t, "t06_correlation")[1:] { // table 6
		if row[0] != row[1] {
			assert.InDelta(t, parse(t, row[2]), r[[2]string{row[0], row[1]}], 0.019, row)
		}
	}
	p, err := c.Components()
	require.NoError(t, err)
	share, sum := p.Explained(), 0.0
	for k, row := range readCSV(t, "t07_eigenvalues")[1:] { // table 7
		assert.InDelta(t, parse(t, row[1]), p.Eigenvalues[k], 0.06)
		assert.InDelta(t, parse(t, row[2]), 100*share[k], 0.111)
		sum += share[k]
		assert.InDelta(t, parse(t, row[3]), 100*sum, 0.111)
	}
	assert.Equal(t, 2, p.Kaiser())                                 // the third is 0.98, printed 1.0
	for _, row := range readCSV(t, "t08_component_loadings")[1:] { // table 8, signs free
		for k, s := range row[1:] {
			assert.InDelta(t, math.Abs(parse(t, s)), math.Abs(p.Loadings[k][at(row[0])]), 0.014, row)
		}
	}
	a, err := c.Alpha(false)
	require.NoError(t, err)
	assert.InDelta(t, 0.70, a.Value, 0.005)
	for _, row := range readCSV(t, "t11_cronbach")[1:] { // table 11
		item := a.Items[at(row[0])]
		assert.InDelta(t, parse(t, row[1]), item.Total, 0.0061, row)
		assert.InDelta(t, parse(t, row[2]), item.Without, 0.0016, row)
	}
}
