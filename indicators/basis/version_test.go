package basis_test

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/indicators/basis"
)

// TestVersion holds the version to the changelog: that of the last release or, while
// there are changes under Unreleased, one above it with "-dev" behind it.
func TestVersion(t *testing.T) {
	text, err := os.ReadFile("../../CHANGELOG.md")
	require.NoError(t, err)
	var released string
	unreleased := false
	for _, m := range regexp.MustCompile(`(?m)^## \[(.+?)\]`).FindAllStringSubmatch(string(text), -1) {
		if m[1] != "Unreleased" {
			released = m[1]
			break
		}
		unreleased = true
	}
	version, dev := strings.CutSuffix(basis.Version, "-dev")
	assert.Regexp(t, `^\d+\.\d+\.\d+$`, version)
	assert.Equal(t, unreleased, dev, "a version with unreleased changes has -dev behind it")
	if unreleased {
		assert.NotEqual(t, released, version, "the version must be raised above the one that is released")
	} else {
		assert.Equal(t, released, version)
	}
}

func TestDigest(t *testing.T) {
	a, err := basis.Digest(map[string]float64{"b": 1, "a": 0.5}, basis.Kinds{})
	require.NoError(t, err)
	assert.Equal(t, "0d51f1cc985d8c22acf7a91cbbfd8e1e01bddfd3741f1d6f6d6aff76254b7426", a)
	_, err = basis.Digest(func() {}, basis.Kinds{})
	require.ErrorIs(t, err, basis.ErrValue)
}
