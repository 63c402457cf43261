package basis_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/countyeval/countyeval/indicators/basis"
)

func TestView(t *testing.T) {
	list := []int{3, 1, 4}
	v := basis.ViewOf(list)
	assert.Equal(t, 3, v.Len())
	assert.Equal(t, 4, v.At(2))
	assert.Panics(t, func() { v.At(3) })
	var seen []int
	for i, x := range v.All() {
		assert.Equal(t, list[i], x)
		if seen = append(seen, x); i == 1 {
			break
		}
	}
	assert.Equal(t, []int{3, 1}, seen)
	assert.Equal(t, []int{9, 3, 1, 4}, v.Append([]int{9}))
	v.Copy()[0] = 99
	v.Append(nil)[1] = 99
	assert.Equal(t, []int{3, 1, 4}, v.Copy())

	var none basis.View[string]
	assert.Zero(t, none.Len())
	assert.Nil(t, none.Copy())
	for range none.All() {
		t.Fatal("there is nothing")
	}
}
