package henan_test

import (
	"fmt"

	"github.com/countyeval/countyeval/indicators/henan"
)

func ExampleOverlaps() {
	for _, o := range henan.Overlaps() {
		fmt.Printf("%d: %g %%\n", o.Year, o.Sum)
	}
	// Output:
	// 2022: 102 %
	// 2025: 105 %
}
