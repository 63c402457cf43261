package weights_test

import (
	"fmt"

	"github.com/countyeval/countyeval/weights"
)

// Three indicators of green development on four counties, weighed by what the
// plan declares, by the data, and by both.
func Example() {
	g := weights.Group{
		Parent:   "green",
		Codes:    []string{"energy", "water", "waste"},
		Declared: []float64{50, 30, 20},
		Scores: weights.Columns{
			{100, 60, 40, 0},
			{80, 90, 85, 100},
			{20, 0, 100, 5},
		},
	}
	for _, s := range []struct {
		name   string
		scheme weights.Scheme
	}{
		{"declared", weights.Declared{}},
		{"entropy", weights.Entropy{}},
		{"half each", weights.Mix{Parts: []weights.Part{
			{Scheme: weights.Declared{}, Share: 0.5},
			{Scheme: weights.Entropy{}, Share: 0.5},
		}}},
	} {
		w, err := weights.Of(nil, s.scheme, g)
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Printf("%-9s %.3f\n", s.name, w)
	}
	// Output:
	// declared  [0.500 0.300 0.200]
	// entropy   [0.311 0.003 0.686]
	// half each [0.406 0.151 0.443]
}

// A scheme of one's own is one function. Of checks what it answers and scales it
// to sum 1.
func ExampleFunc() {
	innovationFirst := weights.Func(func(dst []float64, g weights.Group) error {
		for i, code := range g.Codes {
			dst[i] = 1
			if code == "innovation" {
				dst[i] = 2
			}
		}
		return nil
	})
	w, err := weights.Of(nil, innovationFirst, weights.Group{
		Parent: "overall",
		Codes:  []string{"scale", "innovation", "green"},
	})
	fmt.Println(w, err)
	// Output: [0.25 0.5 0.25] <nil>
}

// Dimensions by policy, indicators by the data.
func ExamplePerGroup() {
	s := weights.PerGroup{
		Default: weights.Entropy{},
		By:      map[string]weights.Scheme{"overall": weights.Declared{}},
	}
	dimensions := weights.Group{Parent: "overall", Codes: []string{"scale", "green"}, Declared: []float64{60, 40}}
	indicators := weights.Group{
		Parent: "green", Codes: []string{"energy", "water"},
		Scores: weights.Columns{{10, 20, 30}, {20, 21, 22}},
	}
	for _, g := range []weights.Group{dimensions, indicators} {
		w, err := weights.Of(nil, s, g)
		fmt.Printf("%s %.4f %v\n", g.Parent, w, err)
	}
	// Output:
	// overall [0.6000 0.4000] <nil>
	// green [0.9914 0.0086] <nil>
}

// What a scheme cannot weigh it refuses, and says where: here z-scores, which are
// negative below the mean.
func ExampleEntropy() {
	_, err := weights.Of(nil, weights.Entropy{}, weights.Group{
		Parent: "strength",
		Codes:  []string{"va", "rd"},
		Scores: weights.Columns{{1.2, 0.1, -1.3}, {0.4, -1.1, 0.7}},
	})
	fmt.Println(err)
	// Output:
	// weights of the children of strength: va, row 3: value outside the domain of the method: -1.3 is negative
	// rd, row 2: value outside the domain of the method: -1.1 is negative
}

// Three experts share 100 points each among three dimensions. They agree on the
// first, and not on the others: W is the concordance of their rankings.
func ExampleBudgetAllocation() {
	panel := weights.BudgetAllocation{Experts: []weights.Expert{
		{Name: "finance", Points: map[string]float64{"strength": 50, "innovation": 20, "green": 30}},
		{Name: "industry", Points: map[string]float64{"strength": 45, "innovation": 35, "green": 20}},
		{Name: "environment", Points: map[string]float64{"strength": 40, "innovation": 20, "green": 40}},
	}}
	codes := []string{"strength", "innovation", "green"}
	w, err := weights.Of(nil, panel, weights.Group{Parent: "overall", Codes: codes})
	if err != nil {
		fmt.Println(err)
		return
	}
	a, err := panel.Agreement(codes)
	fmt.Printf("%.3f W = %.2f, p = %.2f %v\n", w, a.W, a.P, err)
	// Output:
	// [0.450 0.250 0.300] W = 0.64, p = 0.15 <nil>
}

// MEREC takes logarithms and refuses a score of 0. On a scale from 20 to 100,
// which then stands in the record, it can weigh.
func ExampleRescaled() {
	g := weights.Group{Parent: "green", Codes: []string{"energy", "water"}, Scores: weights.Columns{{0, 40, 100}, {55, 0, 100}}}
	_, err := weights.Of(nil, weights.MEREC{}, g)
	fmt.Println(err)
	w, err := weights.Of(nil, weights.Rescaled{Of: weights.MEREC{}, Lo: 20, Hi: 100}, g)
	fmt.Printf("%.3f %v\n", w, err)
	// Output:
	// weights of the children of green: energy, row 1: value outside the domain of the method: 0 is not positive; a scale such as 20 to 100 (Rescaled) has no zeros
	// water, row 2: value outside the domain of the method: 0 is not positive; a scale such as 20 to 100 (Rescaled) has no zeros
	// [0.479 0.521] <nil>
}

// One county far out takes an indicator to most of the weight: the scheme warns,
// and a cap at 40 % helps.
func ExampleWarnings() {
	g := weights.Group{
		Parent: "strength", Codes: []string{"exports", "output", "profit"},
		Scores: weights.Columns{
			{100, 2, 1, 3, 0, 2, 1, 4, 2, 1},
			{60, 55, 100, 70, 0, 40, 65, 50, 45, 35},
			{30, 100, 40, 50, 60, 0, 55, 45, 35, 65},
		},
	}
	s := weights.Entropy{}
	w, err := weights.Of(nil, s, g)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%.3f\n", w)
	for _, warning := range weights.Warnings(s, g, w) {
		fmt.Println(warning)
	}
	w, err = weights.Of(nil, weights.Clamp{Of: s, Hi: 0.4}, g)
	fmt.Printf("%.3f %v\n", w, err)
	// Output:
	// [0.836 0.078 0.086]
	// one skewed indicator dominates: exports has 83.6% of the weight among the 3 children of strength, and its skewness is 3.15
	// [0.400 0.286 0.314] <nil>
}
