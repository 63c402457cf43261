package weightstest_test

import (
	"fmt"

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

// The same idea, wrong: the scheme takes it that innovation stands second.
func ExampleTestScheme_broken() {
	secondFirst := weights.Func(func(dst []float64, g weights.Group) error {
		for i := range dst {
			dst[i] = 1
		}
		dst[1] = 2
		return nil
	})
	err := weightstest.TestScheme(secondFirst, weightstest.Options{Codes: []string{"scale", "innovation"}, N: 2})
	fmt.Println(err)
	// Output:
	// order of siblings: innovation has weight 0.6666666666666666, and 0.3333333333333333 when the siblings stand in the order [1 0] (k = 2, n = 2, codes [scale innovation], declared [1 1], scores [[18 11] [47 1]])
}
