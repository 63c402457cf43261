package weightstest_test

import (
	"iter"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/weights"
	"github.com/countyeval/countyeval/weights/weightstest"
)

// halved holds a scheme and does not say what it names; told does.
type halved struct{ Of weights.Scheme }

func (h halved) Weigh(dst []float64, g weights.Group) error { return h.Of.Weigh(dst, g) }

type told struct{ halved }

func (s told) Names() iter.Seq[basis.Mention] { return basis.NamesOf(s.Of) }

func TestNamesWithin(t *testing.T) {
	of := halved{weights.Mix{Parts: []weights.Part{{Scheme: weights.Clamp{Hi: 1, By: map[string]weights.Bounds{"rd": {Hi: 1}}}, Share: 1}}}}
	err := weightstest.TestScheme(of)
	assert.Equal(t, []string{"names within"}, rulesOf(err))
	require.ErrorContains(t, err, `names within: what it holds names ["rd"], and its Names do not (basis.NamesOf); give it the method Names() iter.Seq[basis.Mention]`)
	require.NoError(t, weightstest.TestScheme(told{of}))
}
