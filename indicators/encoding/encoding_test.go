package encoding_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/encoding"
)

// TestReplacementAcrossCharacters: the bytes of the replacement character can stand across the
// border of two others, which neither excuses a byte that does not decode nor is one itself.
func TestReplacementAcrossCharacters(t *testing.T) {
	const across = "\x84\x31\x84\x31\xa4\x37\xa4\x37"
	text, err := encoding.GB18030.Decode([]byte(across), "f.csv")
	require.NoError(t, err)
	assert.NotContains(t, text, "\ufffd")
	_, err = encoding.GB18030.Decode([]byte(across+"\xff"), "f.csv")
	require.ErrorIs(t, err, encoding.ErrDecode)
	var at *indicators.InputError
	require.ErrorAs(t, err, &at)
	assert.Equal(t, 9, at.Column)
}
