package weightstest

import (
	"errors"
	"math"
	"slices"

	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/weights"
)

// Case is a worked example: a group, and the weights that a source gives for it by
// some method.
type Case struct {
	Method      string // e.g. "entropy"; see Methods
	Name        string
	Source      string
	Group       weights.Group
	Comparisons [][]float64 // for methods of pairwise comparison: row i, column j says how many times as much i counts as j
	Want        []float64   // weights that sum to 1
	Tolerance   float64     // how far off the printed digits allow
}

// Methods returns the methods for which there are worked examples.
func Methods() []string {
	var out []string
	for _, c := range cases() {
		if !slices.Contains(out, c.Method) {
			out = append(out, c.Method)
		}
	}
	return out
}

// Cases returns the worked examples of a method, nil if there are none.
func Cases(method string) (out []Case) {
	for _, c := range cases() {
		if c.Method == method {
			out = append(out, c)
		}
	}
	return out
}

// TestCases holds a scheme against all worked examples of a method, so that one's
// own entropy or AHP can be checked against the literature in one call. scheme
// makes the scheme for a case; most take nothing of it, one of pairwise
// comparisons takes them. It returns nil, or an error for every case that the
// scheme misses, joined; a method without cases is an error.
func TestCases(method string, scheme func(c Case) weights.Scheme) error {
	found := Cases(method)
	if len(found) == 0 {
		return basis.Errorf("weightstest: there is no worked example of %q, only of %q", method, Methods())
	}
	var errs []error
	for _, c := range found {
		w, err := weights.Of(nil, scheme(c), clone(c.Group))
		if err != nil {
			errs = append(errs, basis.Errorf("%s (%s): %w", c.Name, c.Source, err))
			continue
		}
		for j, v := range w {
			if math.Abs(v-c.Want[j]) > c.Tolerance {
				errs = append(errs, basis.Errorf("%s (%s): the weights are %.6v, and should be %.6v up to %v", c.Name, c.Source, w, c.Want, c.Tolerance))
				break
			}
		}
	}
	return errors.Join(errs...)
}

func cases() []Case {
	bits := math.Log2(4./3)*3/4 + 0.5 // the entropy of 3/4, 1/4: 0.811
	firms := columns(column{"c1", []float64{61, 20.7, 16.3, 9, 5.4, 4, -6.1, -34.6}},
		column{"c2", []float64{1.08, 0.26, 1.98, 3.29, 2.77, 4.12, 3.52, 3.31}},
		column{"c3", []float64{4.33, 4.34, 2.53, 1.65, 2.33, 1.21, 2.1, 0.98}})
	eight := columns(column{"c1", []float64{51.6703, 95.0959, 15.2718, 94.9163, 31.8713, 42.9093, 82.9426, 41.5107}},
		column{"c2", []float64{55.3749, 54.5296, 51.3411, 57.5606, 42.1626, 49.0451, 45.2146, 58.1862}},
		column{"c3", []float64{7.6776, 5.8976, 4.003, 6.0649, 7.4873, 5.977, 20.8562, 16.5833}},
		column{"c4", []float64{6, 8, 1, 6, 3, 5, 8, 3}},
		column{"c5", []float64{0.169, 0.9702, 0.5209, 0.1247, 0.6273, 0.7789, 0.6169, 0.9181}})
	return []Case{
		{
			Method: "entropy", Name: "shares 3/4 and 1/4, 1/2 and 1/2, all in one",
			Source: "by hand, with the entropy of two possibilities, Shannon 1948, section 6",
			Group:  columns(column{"a", []float64{75, 25, 0, 0}}, column{"b", []float64{0, 8, 8, 0}}, column{"c", []float64{0, 0, 0, 0.1}}),
			Want:   []float64{(1 - bits/2) / (2.5 - bits/2), 0.5 / (2.5 - bits/2), 1 / (2.5 - bits/2)}, Tolerance: 1e-12,
		},
		{
			Method: "entropy", Name: "a matrix of 8 by 5",
			Source: "pymcdm 1.4.0",
			Group:  eight, Want: []float64{0.22771737220528715, 0.010018200281746723, 0.28131390411274304, 0.22180223856377698, 0.2591482848364461}, Tolerance: 1e-12,
		},
		{
			Method: "gini", Name: "a matrix of 8 by 5",
			Source: "pymcdm 1.4.0",
			Group:  eight, Want: []float64{0.2353597666459062, 0.050565833017503406, 0.2544677186302562, 0.2238949822442785, 0.23571169946205578}, Tolerance: 1e-12,
		},
		{
			Method: "critic", Name: "eight firms on three criteria",
			Source: "Diakoulaki, Mavrotas, Papayannakis 1995; weights to 8 decimals in the tests of scikit-criteria",
			Group:  firms, Want: []float64{0.20222554, 0.48090173, 0.31687273}, Tolerance: 1e-8,
		},
		{
			Method: "critic, spearman", Name: "eight firms on three criteria",
			Source: "Diakoulaki, Mavrotas, Papayannakis 1995; weights to 8 decimals in the tests of scikit-criteria",
			Group:  firms, Want: []float64{0.21454645, 0.4898563, 0.29559726}, Tolerance: 1e-8,
		},
		{
			Method: "merec", Name: "five alternatives, costs as reciprocals",
			Source: "Keshavarz-Ghorabaee et al. 2021, Symmetry 13, 525",
			Group: columns(column{"c1", []float64{450, 10, 100, 220, 5}}, column{"c2", []float64{8000, 9100, 8200, 9300, 8400}},
				column{"c3", []float64{1. / 54, 1. / 2, 1. / 31, 1, 1. / 23}}, column{"c4", []float64{1. / 145, 1. / 160, 1. / 153, 1. / 162, 1. / 158}}),
			Want: []float64{0.5752, 0.0141, 0.4016, 0.0091}, Tolerance: 5e-5,
		},
		{
			Method: "standard deviation", Name: "seven materials, scores from 0 to 1",
			Source: "Jahan, Edwards 2013",
			Group: columns(column{"c1", []float64{0, 0.39, 0.17, 0.35, 0.3, 0.84, 1}}, column{"c2", []float64{0, 0.3, 0.36, 0.29, 0.4, 0.71, 1}},
				column{"c3", []float64{0, 0.77, 0.8, 0.93, 0.94, 1, 0.99}}),
			Want: []float64{0.35, 0.31, 0.34}, Tolerance: 0.005,
		},
		{
			Method: "cilos", Name: "two siblings, losses of 1/4 and 1/2",
			Source: "by hand: 1/4 of one weight is 1/2 of the other",
			Group:  columns(column{"a", []float64{8, 6}}, column{"b", []float64{5, 10}}),
			Want:   []float64{2. / 3, 1. / 3}, Tolerance: 1e-12,
		},
		{
			Method: "ahp", Name: "eight indicators of technology, consistency ratio 0.02",
			Source: "OECD and JRC 2008, Handbook on Constructing Composite Indicators, table 20; eigenvector recomputed to 3 decimals",
			Group:  weights.Group{Parent: "parent", Codes: []string{"patents", "royalties", "internet", "exports", "telephones", "electricity", "schooling", "university"}},
			Comparisons: [][]float64{
				{1, 2, 3, 2, 5, 5, 1, 3},
				{1. / 2, 1, 2, 1. / 2, 4, 4, 1. / 2, 3},
				{1. / 3, 1. / 2, 1, 1. / 4, 2, 2, 1. / 5, 1. / 2},
				{1. / 2, 2, 4, 1, 4, 4, 1. / 2, 3},
				{1. / 5, 1. / 4, 1. / 2, 1. / 4, 1, 1, 1. / 5, 1. / 2},
				{1. / 5, 1. / 4, 1. / 2, 1. / 4, 1, 1, 1. / 5, 1. / 2},
				{1, 2, 5, 2, 5, 5, 1, 4},
				{1. / 3, 1. / 3, 2, 1. / 3, 2, 2, 1. / 4, 1},
			},
			Want: []float64{0.229, 0.135, 0.059, 0.176, 0.039, 0.039, 0.252, 0.072}, Tolerance: 6e-4,
		},
	}
}

// column is a sibling and its scores.
type column struct {
	code   string
	scores []float64
}

// columns makes a group.
func columns(c ...column) weights.Group {
	g := weights.Group{Parent: "parent"}
	for _, c := range c {
		g.Codes, g.Scores = append(g.Codes, c.code), append(g.Scores, c.scores)
	}
	return g
}
