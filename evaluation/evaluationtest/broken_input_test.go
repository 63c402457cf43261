//go:build !race

package evaluationtest_test

import (
	"math"
	"testing"
	"unsafe"

	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation/evaluationtest"
	"github.com/countyeval/countyeval/indicators"
)

// A step that writes into the table it is given is found out. The kit calls it from
// several goroutines, which the race detector rightly calls a race: hence the build tag.
func TestStepInputUnchanged(t *testing.T) {
	err := evaluationtest.TestStep(mended(func(t *indicators.Table, _ *indicators.Stage) error {
		x := t.Column("b") // a table cannot be changed but by force
		if y := *(*[]float64)(unsafe.Pointer(&x)); !math.IsNaN(y[0]) && t.Len() > 1 {
			y[0]++
		}
		return nil
	}))
	require.Contains(t, rulesOf(err), "input unchanged") // and so what is compared with it
}
