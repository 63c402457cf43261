package scheme

import (
	"math"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive"
)

// copied is the column whose confidential figures a list has, under another name; "" if it
// has none of those of a column, or only some. One small whole number may stand in any list.
func copied(l incentive.Decimals, r *evaluation.Result, cut evaluation.Cut) string {
	const small = 1000
	same, other := map[string]int{}, map[string]bool{}
	telling := map[string]bool{}
	for _, c := range cut.Cells {
		x, _ := r.Prepared.Value(c.Unit, c.Code)
		if math.IsNaN(x) {
			x, _ = r.Raw.Value(c.Unit, c.Code)
		}
		y, ok := l.Of[c.Unit]
		switch {
		case math.IsNaN(x):
		case ok && x == y: // both as they are printed
			same[c.Code]++
			telling[c.Code] = telling[c.Code] || x != math.Trunc(x) || math.Abs(x) >= small
		default:
			other[c.Code] = true
		}
	}
	for _, c := range cut.Cells {
		if n := same[c.Code]; !other[c.Code] && (n > 1 || n == 1 && telling[c.Code]) {
			return c.Code
		}
	}
	return ""
}
