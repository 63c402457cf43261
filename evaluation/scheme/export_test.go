package scheme

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
)

// Agreeing is a manifest made to agree with another text of a file.
func Agreeing(t testing.TB, m Manifest, name string, text []byte) []byte {
	t.Helper()
	m.Files = slices.Clone(m.Files)
	for i, e := range m.Files {
		if e.Name == name {
			m.Files[i] = entryOf(e.Kind, name, text)
		}
	}
	out, err := m.text()
	require.NoError(t, err)
	return out
}
