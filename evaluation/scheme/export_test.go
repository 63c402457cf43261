package scheme

import (
	"bytes"
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

// VerifyAgainst is Verify of files under a list of changes of numbers.
func VerifyAgainst(files []Part, changes ...NumberChange) error {
	_, err := verify(files, nil, changes)
	return err
}

// OfVersion is a bundle as another version would have made it, its scores changed from one
// text to another.
func (b *Bundle) OfVersion(t testing.TB, version, old, changed string) []Part {
	t.Helper()
	m := b.Manifest
	m.Version, m.Files = version, slices.Clone(m.Files)
	files := slices.Clone(b.Files)
	for i, p := range files {
		if p.Name == recomputedFolder+"scores.csv" {
			files[i].Text = bytes.Replace(p.Text, []byte(old), []byte(changed), 1)
			for j, e := range m.Files {
				if e.Name == p.Name {
					m.Files[j] = entryOf(e.Kind, e.Name, files[i].Text)
				}
			}
		}
	}
	for i, p := range files {
		if p.Name == manifestName {
			text, err := m.text()
			require.NoError(t, err)
			files[i].Text = text
		}
	}
	return files
}
