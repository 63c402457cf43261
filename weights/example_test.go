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
	indicators := weights.Group{Parent: "green", Codes: []string{"energy", "water"},
		Scores: weights.Columns{{10, 20, 30}, {20, 21, 22}}}
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
