package basis_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/countyeval/countyeval/indicators/basis"
)

// mixture is a method with options.
type mixture struct {
	Of     []any     `json:"of"`
	Shares []float64 `json:"shares,omitzero"`
	Both   bool      `json:"both_ways,omitzero"`
	Most   *float64  `json:"most,omitzero"`
}

func TestDescribe(t *testing.T) {
	kinds := basis.Join(basis.Kind[any]("big_mix", mixture{}), basis.Kind[any]("level", level(0)))
	for want, v := range map[string]any{
		"none":            nil,
		"big mix (of [])": mixture{},
		"big mix (of [big mix (of []), city, 1.5, a function, none], shares [0.5, 1e+06], both ways, most 2)": mixture{
			Of: []any{mixture{Of: []any{}}, level(1), 1.5, func() {}, nil}, Shares: []float64{0.5, 1e6}, Both: true, Most: ptr(2.0),
		},
	} {
		assert.Equal(t, want, basis.Describe(v, kinds))
	}
}
