package kit_test

import (
	"errors"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation/internal/kit"
)

func TestEach(t *testing.T) {
	odd := func(n int) error {
		if n%2 == 1 {
			return errors.New("odd")
		}
		return nil
	}
	require.NoError(t, kit.Each(nil, odd), "0")
	require.NoError(t, kit.Each([]int{2, 4}, odd))
	require.EqualError(t, kit.Each([]int{3}, odd), "odd")
	require.EqualError(t, kit.Each([]int{3, 4, 5}, odd), "options 1: odd\noptions 3: odd")
}

func TestConcurrently(t *testing.T) {
	right := func(a int) bool { return a == 7 }
	var asked, others atomic.Int64
	count := func(answer, another int) func(bool) func() int {
		return func(other bool) func() int {
			return func() int {
				if other {
					others.Add(1)
					return another
				}
				asked.Add(1)
				return answer
			}
		}
	}
	_, ok := kit.Concurrently(5, count(7, 8), right)
	assert.True(t, ok, "what else is asked does not matter")
	assert.EqualValues(t, 20, asked.Load())
	assert.EqualValues(t, 20, others.Load())
	wrong, ok := kit.Concurrently(5, count(9, 7), right)
	assert.False(t, ok)
	assert.Equal(t, 9, wrong)
}
