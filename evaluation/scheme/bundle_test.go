package scheme_test

import (
	"bytes"
	"crypto/ed25519"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/scheme"
)

// smallFile is the small scheme, read from a folder.
func smallFile(t testing.TB, text string) *scheme.File {
	t.Helper()
	f, err := scheme.Open(fstest.MapFS{"scheme.yaml": {Data: []byte(text)}}, "scheme.yaml")
	require.NoError(t, err)
	return f
}

// published is a bundle of the small scheme.
func published(t testing.TB, key ed25519.PrivateKey) *scheme.Bundle {
	t.Helper()
	b, err := scheme.Publish(scheme.Publication{
		File: smallFile(t, small), Data: scheme.Part{Name: "zones.csv", Text: []byte(zones)},
		Attach: attached(scheme.Part{Name: "texts/notice.txt", Text: []byte("公示\n")}), Key: key,
	})
	require.NoError(t, err)
	return b
}

// attached attaches files.
func attached(files ...scheme.Part) func(*scheme.Outcome) ([]scheme.Part, error) {
	return func(*scheme.Outcome) ([]scheme.Part, error) { return files, nil }
}

// folderOf are files as a folder.
func folderOf(files []scheme.Part) fstest.MapFS {
	out := fstest.MapFS{}
	for _, p := range files {
		out[p.Name] = &fstest.MapFile{Data: p.Text}
	}
	return out
}

// part is a file of a bundle.
func part(t testing.TB, b *scheme.Bundle, name string) []byte {
	t.Helper()
	for _, p := range b.Files {
		if p.Name == name {
			return p.Text
		}
	}
	require.Fail(t, "no such file", name)
	return nil
}

func testKey() ed25519.PrivateKey { return ed25519.NewKeyFromSeed(bytes.Repeat([]byte{7}, 32)) }

// TestPublish: what a bundle has, by hand where that can be done.
func TestPublish(t *testing.T) {
	b := published(t, nil)
	v, err := scheme.Verify(folderOf(b.Files))
	require.NoError(t, err)
	assert.Equal(t, []string{"stages", "awards"}, []string{v.From, v.To})
	assert.False(t, v.Signed)
	assert.Equal(t, b.Manifest, v.Manifest)
	assert.Equal(t, zones, string(part(t, b, "given/zones.csv")))
	assert.Equal(t, small, string(part(t, b, "given/scheme.yaml")))
	scores := strings.Split(string(part(t, b, "recomputed/scores.csv")), "\n")
	assert.Equal(t, "unit,overall,output,tax,growth,energy", scores[0])
	// tax 50/10 of 20: 25; growth 3 of 10: 30; output (40·25+20·30)/60; energy (2-1)/1.5.
	assert.Equal(t, "1,42.6667,26.6667,25,30,66.6667", scores[1])
	assert.Contains(t, string(part(t, b, "recomputed/stages.csv")), "1,1,tax,5,derived\n")
	assert.Contains(t, string(part(t, b, "recomputed/weights.csv")), ",tax,0.666667,0.4\n")
	assert.Contains(t, string(part(t, b, "recomputed/awards.csv")), "Land,")
	again := published(t, nil)
	assert.Equal(t, b.Files, again.Files)
}

// TestVerifyEveryByte: each byte of each file changed in two ways is found, in the folder
// and in the archive.
func TestVerifyEveryByte(t *testing.T) {
	b := published(t, testKey())
	v, err := scheme.Verify(folderOf(b.Files))
	require.NoError(t, err)
	require.True(t, v.Signed)
	for i, p := range b.Files {
		for at := range p.Text {
			for _, flip := range []byte{1, 0x20} {
				files := folderOf(b.Files)
				text := bytes.Clone(p.Text)
				text[at] ^= flip
				files[b.Files[i].Name] = &fstest.MapFile{Data: text}
				if _, err := scheme.Verify(files); err == nil {
					require.Fail(t, "not found", "%s, byte %d", p.Name, at)
				}
			}
		}
	}
	text, err := b.Zip()
	require.NoError(t, err)
	v, err = scheme.VerifyZip(text)
	require.NoError(t, err)
	require.True(t, v.Signed)
	for at := range text {
		text[at] ^= 1
		if _, err := scheme.VerifyZip(text); err == nil {
			require.Fail(t, "not found", "byte %d of the archive", at)
		}
		text[at] ^= 1
	}
	for _, other := range [][]byte{append(bytes.Clone(text), 0), append([]byte{0}, text...), text[:len(text)-1], nil} {
		_, err := scheme.VerifyZip(other)
		require.ErrorIs(t, err, scheme.ErrBundle)
	}
}

// forged is a bundle with another text of a file, its manifest made to agree.
func forged(t testing.TB, b *scheme.Bundle, name, old, changed string) fstest.MapFS {
	t.Helper()
	files := folderOf(b.Files)
	text := string(files[name].Data)
	require.Contains(t, text, old)
	files[name] = &fstest.MapFile{Data: []byte(strings.Replace(text, old, changed, 1))}
	files["manifest.json"] = &fstest.MapFile{Data: scheme.Agreeing(t, b.Manifest, name, files[name].Data)}
	return files
}

// TestVerifyCell: a figure that does not follow from scheme and data is named, though all
// digests agree.
func TestVerifyCell(t *testing.T) {
	b := published(t, nil)
	_, err := scheme.Verify(forged(t, b, "recomputed/scores.csv", "1,42.6667,", "1,42.6668,"))
	require.ErrorIs(t, err, scheme.ErrBundle)
	require.EqualError(t, err, `recomputed/scores.csv: bundle does not verify: line 2, unit 1, column overall: it is "42.6668", and recomputed "42.6667"`)
	_, err = scheme.Verify(forged(t, b, "recomputed/scores.csv", "\n5,", "\n"))
	require.ErrorIs(t, err, scheme.ErrBundle)
	_, err = scheme.Verify(forged(t, b, "given/zones.csv", "甲,3,", "甲,4,"))
	require.ErrorContains(t, err, "recomputed/ranks.csv: ")
	require.ErrorContains(t, err, "recomputed/scores.csv: ")
	_, err = scheme.Verify(forged(t, b, "texts/notice.txt", "公示", "公告"))
	require.NoError(t, err, "of what is attached the digest is all")
	files := folderOf(b.Files)
	files["more.txt"] = &fstest.MapFile{}
	_, err = scheme.Verify(files)
	require.EqualError(t, err, "more.txt: bundle does not verify: the manifest does not have the file")
	delete(files, "more.txt")
	delete(files, "texts/notice.txt")
	_, err = scheme.Verify(files)
	require.EqualError(t, err, "texts/notice.txt: bundle does not verify: the file is not there")
	_, err = scheme.Verify(fstest.MapFS{})
	require.ErrorIs(t, err, scheme.ErrBundle)
}

// TestWriteFolder: a folder with other files is refused, an earlier bundle removed if asked.
func TestWriteFolder(t *testing.T) {
	b, folder := published(t, nil), filepath.Join(t.TempDir(), "out")
	require.NoError(t, b.WriteFolder(folder, false))
	_, err := scheme.Verify(os.DirFS(folder))
	require.NoError(t, err)
	require.ErrorIs(t, b.WriteFolder(folder, false), scheme.ErrNotEmpty)
	signed := published(t, testKey())
	require.NoError(t, signed.WriteFolder(folder, true))
	v, err := scheme.Verify(os.DirFS(folder))
	require.NoError(t, err)
	require.True(t, v.Signed)
	require.NoError(t, b.WriteFolder(folder, true), "the signature goes with the rest")
	own := filepath.Join(folder, "own.txt")
	require.NoError(t, os.WriteFile(own, []byte("mine"), 0o600))
	require.ErrorIs(t, b.WriteFolder(folder, true), scheme.ErrNotEmpty)
	require.FileExists(t, own)
	require.FileExists(t, filepath.Join(folder, "manifest.json"))
	require.NoError(t, os.Remove(own))
	changed := filepath.Join(folder, "given", "zones.csv")
	require.NoError(t, os.WriteFile(changed, []byte("mine"), 0o600))
	require.ErrorIs(t, b.WriteFolder(folder, true), scheme.ErrNotEmpty)
	require.FileExists(t, changed)
}

// TestPublishNames: names that not every system has are refused.
func TestPublishNames(t *testing.T) {
	for _, name := range []string{"../x", "/x", "", "a:b", "CON.txt", "x/com1", "x.", "x ", "MANIFEST.json", "given/x", "a\\b", "a\nb", "Given/Scheme.YAML"} {
		_, err := scheme.Publish(scheme.Publication{
			File: smallFile(t, small), Data: scheme.Part{Name: "zones.csv", Text: []byte(zones)}, Attach: attached(scheme.Part{Name: name}),
		})
		require.ErrorIs(t, err, scheme.ErrName, "%q", name)
	}
}

// TestPublishConfidential: a table with confidential figures needs a word, and a public
// bundle has nothing of them.
func TestPublishConfidential(t *testing.T) {
	f := smallFile(t, with(t, "- {code: energy, name: Energy,", "- {code: energy, confidential: true, name: Energy,"))
	p := scheme.Publication{File: f, Data: scheme.Part{Name: "zones.csv", Text: []byte(strings.ReplaceAll(zones, ",1.1,", ",1.12357,"))}}
	_, err := scheme.Publish(p)
	require.ErrorIs(t, err, evaluation.ErrConfidential)
	p.Audience = evaluation.Internal
	b, err := scheme.Publish(p)
	require.NoError(t, err)
	assert.Contains(t, string(part(t, b, "given/zones.csv")), "1.12357")
	v, err := scheme.Verify(folderOf(b.Files))
	require.NoError(t, err)
	assert.Equal(t, "stages", v.From)
	p.Audience = evaluation.Public
	b, err = scheme.Publish(p)
	require.NoError(t, err)
	for _, file := range b.Files {
		assert.NotContains(t, string(file.Text), "1.12357", file.Name)
	}
	assert.Contains(t, string(part(t, b, "recomputed/scores.csv")), "\n1,,26.6667,25,30,\n", "energy and the total that solves for it")
	assert.NotContains(t, string(part(t, b, "recomputed/awards.csv")), "Land")
	assert.Contains(t, string(part(t, b, "recomputed/warnings.csv")), "not given,Land,confidential,,")
	v, err = scheme.Verify(folderOf(b.Files))
	require.NoError(t, err)
	assert.Empty(t, v.From)
}

// FuzzReadManifest: what is read is written as the same bytes.
func FuzzReadManifest(f *testing.F) {
	f.Add(part(f, published(f, testKey()), "manifest.json"))
	f.Add([]byte(`{"bundle": 1}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		m, err := scheme.ReadManifest(text)
		if err == nil && !bytes.Equal(text, scheme.Agreeing(t, *m, "", nil)) {
			t.Fatal("read in another form")
		}
	})
}

// BenchmarkBundle: the bundle of the Henan example, published and verified.
func BenchmarkBundle(b *testing.B) {
	file, err := scheme.OpenFile(henan)
	require.NoError(b, err)
	text, err := os.ReadFile("../../examples/henan/data/counties.csv")
	require.NoError(b, err)
	for b.Loop() {
		bundle, err := scheme.Publish(scheme.Publication{File: file, Data: scheme.Part{Name: "counties.csv", Text: text}})
		require.NoError(b, err)
		_, err = scheme.Verify(folderOf(bundle.Files))
		require.NoError(b, err)
	}
}

// TestPublicFigures: a file of figures of a public bundle has no list of a confidential
// column, and one with its figures under another name is refused.
func TestPublicFigures(t *testing.T) {
	text := with(t, "- {code: energy, name: Energy,", "- {code: energy, confidential: true, name: Energy,") + "figures: [year.yaml, year.json]\n"
	data := scheme.Part{Name: "zones.csv", Text: []byte(strings.ReplaceAll(zones, ",1.1,", ",1.12357,"))}
	publish := func(year, json string, audience evaluation.Audience) (*scheme.Bundle, error) {
		f, err := scheme.Open(fstest.MapFS{"scheme.yaml": {Data: []byte(text)}, "year.yaml": {Data: []byte(year)}, "year.json": {Data: []byte(json)}}, "scheme.yaml")
		require.NoError(t, err)
		return scheme.Publish(scheme.Publication{File: f, Data: data, Audience: audience})
	}
	const list = "decimals:\n  - {name: energy, of: {1: 1, 2: 0.8, 3: 1.5, 4: 1.12357, 5: 0.9}} # as surveyed: 1.12357\n  - {name: quota, of: {1: 5, 2: 6}}\n"
	const other = `{"decimals": [{"name": "request", "of": {"1": 40, "2": 30}}], "words": []}`
	b, err := publish(list, other, evaluation.Internal)
	require.NoError(t, err)
	assert.Equal(t, list, string(part(t, b, "given/year.yaml")))
	b, err = publish(list, other, evaluation.Public)
	require.NoError(t, err)
	for _, file := range b.Files {
		assert.NotContains(t, string(file.Text), "1.12357", file.Name)
	}
	assert.Contains(t, string(part(t, b, "given/year.yaml")), "quota")
	assert.NotContains(t, string(part(t, b, "given/year.yaml")), "energy")
	assert.JSONEq(t, other, string(part(t, b, "given/year.json")))
	_, err = scheme.Verify(folderOf(b.Files))
	require.NoError(t, err)

	_, err = publish("decimals:\n  - {name: use, of: {1: 1, 2: 0.8, 3: 1.5, 4: 1.12357, 5: 0.9, 9: 7}}\n", `{"decimals": [{"name": "energy", "of": {"4": 1.12357}}]}`, evaluation.Public)
	require.ErrorIs(t, err, evaluation.ErrConfidential)
	assert.EqualError(t, err, `year.yaml: confidential: the list "use" has the figures of energy`)
	_, err = publish("decimals:\n  - {name: use, of: {1: 1, 2: 0.8, 3: 1.5, 4: 1.2, 5: 0.9}}\n", other, evaluation.Public)
	require.NoError(t, err, "another list")
}
