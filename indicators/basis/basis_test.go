package basis_test

import (
	"errors"
	"fmt"
	"io"
	"math/big"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/indicators/basis"
)

func TestErrorfSaysWhatFmtSays(t *testing.T) {
	for _, x := range []struct {
		text string
		args []any
	}{
		{"plain", nil},
		{"%w: no figure %q", []any{basis.ErrMissing, "requests"}},
		{"%d of %d, %.4g and 100%%", []any{3, int64(7), 0.123456}},
		{"%v %s %+v", []any{big.NewRat(1, 3), big.NewInt(4), struct{ A int }{1}}},
		{"%T named %s", []any{io.EOF, "x"}},
		{"%U %c", []any{'\u200b', 'x'}},
		{"%w and %w", []any{basis.ErrFew, io.EOF}},
		{"%q", []any{[]string{"a", "b"}}},
	} {
		assert.Equal(t, fmt.Errorf(x.text, x.args...).Error(), basis.Errorf(x.text, x.args...).Error(), x.text)
	}
}

func TestErrorfKeepsItsParts(t *testing.T) {
	r := big.NewRat(1, 3)
	err := basis.Errorf("%w: unit %s has %v, not %v", basis.ErrMissing, "411", r, io.EOF)
	r.SetInt64(9)
	var s *basis.Sentence
	require.ErrorAs(t, err, &s)
	assert.Equal(t, "%w: unit %s has %v, not %v", s.Text)
	assert.Equal(t, "missing value: unit 411 has 1/3, not EOF", err.Error(), "what it printed stays")
	require.ErrorIs(t, err, basis.ErrMissing)
	require.ErrorIs(t, err, basis.Sentinel("missing value"), "the text is the reason")
	assert.NotErrorIs(t, err, io.EOF, "only %w wraps")
	assert.NotErrorIs(t, err, basis.ErrFew)
}

func TestAllTakesJoinedErrorsApart(t *testing.T) {
	a, b, c := errors.New("a"), basis.Errorf("%w and %w", basis.ErrFew, io.EOF), errors.New("c")
	list := func(err error) (out []error) {
		for e := range basis.All(err) {
			out = append(out, e)
		}
		return out
	}
	assert.Empty(t, list(nil))
	assert.Equal(t, []error{a}, list(a))
	assert.Equal(t, []error{a, b, c}, list(errors.Join(a, errors.Join(b, c))))
	own := fmt.Errorf("both: %w, %w", a, c)
	assert.Equal(t, []error{own}, list(own))
	for e := range basis.All(errors.Join(a, c)) {
		assert.Equal(t, a, e)
		break
	}
}

type color int

var colors = basis.Words{"red", "green"}

func TestWords(t *testing.T) {
	assert.Equal(t, "green", basis.Name(colors, "color", color(1)))
	assert.Equal(t, "color(2)", basis.Name(colors, "color", color(2)))
	assert.Equal(t, "color(-1)", basis.Name(colors, "color", color(-1)))
	text, err := basis.MarshalWord(colors, "color", color(0))
	require.NoError(t, err)
	assert.Equal(t, "red", string(text))
	_, err = basis.MarshalWord(colors, "color", color(2))
	require.ErrorIs(t, err, basis.ErrValue)
	var c color
	require.NoError(t, basis.UnmarshalWord(colors, "color", &c, []byte("green")))
	assert.Equal(t, color(1), c)
	require.ErrorIs(t, basis.UnmarshalWord(colors, "color", &c, []byte("Green")), basis.ErrUnknown)
	assert.Equal(t, color(1), c, "kept")
}

func TestEachCallsEveryIndexOnce(t *testing.T) {
	for _, cells := range []int{1, basis.Large} {
		calls := make([]atomic.Int32, 1000)
		basis.Each(len(calls), cells, func(i int) { calls[i].Add(1) })
		for i := range calls {
			require.EqualValues(t, 1, calls[i].Load())
		}
		workers := atomic.Int32{}
		basis.EachWith(3, cells, func() func(int) {
			workers.Add(1)
			return func(int) {}
		})
		assert.LessOrEqual(t, workers.Load(), int32(3))
	}
	basis.Each(0, basis.Large, func(int) { t.Fatal("called") })
}
