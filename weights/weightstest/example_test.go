package weightstest_test

import (
	"fmt"
	"math"
	"slices"

	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/weights"
	"github.com/countyeval/countyeval/weights/weightstest"
)

// A scheme of one's own, tested in one line.
func ExampleTestScheme() {
	innovationFirst := weights.Func(func(dst []float64, g weights.Group) error {
		for i, code := range g.Codes {
			dst[i] = 1
			if code == "innovation" {
				dst[i] = 2
			}
		}
		return nil
	})
	fmt.Println(weightstest.TestScheme(innovationFirst, weightstest.Options{Codes: []string{"scale", "innovation", "green"}}))
	// Output: <nil>
}

// A scheme of one's own that weighs by the range of the scores, wrong at first:
// it does not think of units that do not differ, nor of missing scores. The kit
// says so and shows a small group that brings it out. Then the mend.
func ExampleTestScheme_mend() {
	wrong := weights.Func(func(dst []float64, g weights.Group) error {
		for j, x := range g.Scores {
			dst[j] = slices.Max(x) - slices.Min(x)
		}
		return nil
	})
	fmt.Println(weightstest.TestScheme(wrong))

	mended := weights.Func(func(dst []float64, g weights.Group) error {
		if err := g.Check(); err != nil {
			return err
		}
		for j, x := range g.Scores {
			dst[j] = slices.Max(x) - slices.Min(x)
		}
		if slices.Max(dst) == 0 {
			return basis.ErrConstant
		}
		return nil
	})
	fmt.Println("mended:", weightstest.TestScheme(mended))
	// Output:
	// one unit: weights [0] are all zero; return basis.ErrFew (k = 1, n = 1, codes [c01], declared [1], scores [[68]])
	// constant column: weights [0] are all zero; return &weights.CellError{Row: -1, Code: g.Codes[j], Err: basis.ErrConstant}, or weigh the sibling 0 beside others (k = 1, n = 2, codes [c01], declared [1], scores [[68 68]])
	// constant columns: weights [0] are all zero; return basis.ErrConstant where nothing tells the siblings apart (k = 1, n = 2, codes [c01], declared [1], scores [[68 68]])
	// zero column: weights [0] are all zero; return &weights.CellError{Row: -1, Code: g.Codes[j], Err: basis.ErrConstant}, or weigh the sibling 0 beside others (k = 1, n = 2, codes [c01], declared [1], scores [[0 0]])
	// missing value: weights [NaN] are not all finite; return &weights.CellError{Row: i, Code: g.Codes[j], Err: basis.ErrMissing} (k = 1, n = 2, codes [c01], declared [1], scores [[NaN 21]])
	// infinite value: weights [+Inf] are not all finite; return &weights.CellError{Row: i, Code: g.Codes[j], Err: basis.ErrDomain} (k = 1, n = 2, codes [c01], declared [1], scores [[+Inf 21]])
	// mended: <nil>
}

// One's own implementation of a published method, against the literature.
func ExampleTestCases() {
	// Entropy with 1e-3 added to every score, "to avoid log 0".
	mine := weights.Func(func(dst []float64, g weights.Group) error {
		for j, x := range g.Scores {
			var sum, entropy float64
			for _, v := range x {
				sum += v + 1e-3
			}
			for _, v := range x {
				p := (v + 1e-3) / sum
				entropy -= p * math.Log(p) / math.Log(float64(len(x)))
			}
			dst[j] = 1 - entropy
		}
		return nil
	})
	fmt.Println(weightstest.TestCases("entropy", func(weightstest.Case) weights.Scheme { return mine }))
	fmt.Println(weightstest.TestCases("entropy", func(weightstest.Case) weights.Scheme { return weights.Entropy{} }))
	// Output:
	// shares 3/4 and 1/4, 1/2 and 1/2, all in one (by hand, with the entropy of two possibilities, Shannon 1948, section 6): the weights are [0.30068 0.252563 0.446757], and should be [0.283791 0.238736 0.477473] up to 1e-12
	// a matrix of 8 by 5 (pymcdm 1.4.0): the weights are [0.227984 0.0100299 0.281595 0.221968 0.258423], and should be [0.227717 0.0100182 0.281314 0.221802 0.259148] up to 1e-12
	// <nil>
}
