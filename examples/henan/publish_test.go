package main

import (
	"archive/zip"
	"bytes"
	"crypto/ed25519"
	"crypto/x509"
	"encoding/hex"
	"encoding/pem"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/examples/henan/data"
)

// What -out writes verifies, under other weights too, and -force puts another bundle in its
// place; one figure changed is found.
func TestBundle(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "out")
	printed(t, "-out", folder)
	found := printed(t, "-verify", folder)
	assert.Contains(t, found, "from 2 given files follow the 9 that are recomputed, and the 14 that are attached")
	given, err := os.ReadFile(filepath.Join(folder, "given", "counties.csv"))
	require.NoError(t, err)
	assert.Equal(t, data.TableText(), string(given))
	status, _, complaint := started(t, "", "-out", folder)
	assert.Equal(t, 1, status)
	assert.Contains(t, complaint, "is not empty")
	printed(t, "-out", folder, "-force", "-weights", "entropy")
	assert.Contains(t, printed(t, "-lang", "zh", "-verify", folder), "核验相符")
	scores := filepath.Join(folder, "scores.csv")
	text, err := os.ReadFile(scores)
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(scores, append(text, '\n'), 0o600))
	status, _, complaint = started(t, "zh", "-verify", folder)
	assert.Equal(t, 1, status)
	assert.Contains(t, complaint, "scores.csv：公布文件包核验不符：文件与清单不符")
}

// Confidential figures need a word, and the public files have none of them.
func TestBundleConfidential(t *testing.T) {
	file := ownFile(t, "s.yaml", "scheme: 1\ntitle: {en: x}\nframework: {indicators: [{code: a, weight: 1, zero: 0, full: 9}, {code: b, weight: 1, zero: 0, full: 9, confidential: true}]}\n")
	args := []string{"-scheme", file, "-data", ownFile(t, "t.csv", "code,name,a,b\n1,甲,1,2.718\n2,乙,2,3.125\n3,丙,3,4.567\n4,丁,4,1.789\n")}
	folder := filepath.Join(t.TempDir(), "out")
	status, _, complaint := started(t, "", append(args, "-out", folder)...)
	assert.Equal(t, 1, status)
	assert.Contains(t, complaint, "confidential")
	printed(t, append(args, "-out", folder, "-audience", "public")...)
	assert.Contains(t, printed(t, "-verify", folder), "nothing can be recomputed")
	book, err := zip.OpenReader(filepath.Join(folder, "results.xlsx"))
	require.NoError(t, err)
	defer book.Close()
	require.NotEmpty(t, book.File)
	for _, f := range book.File {
		r, err := f.Open()
		require.NoError(t, err)
		text, err := io.ReadAll(r)
		require.NoError(t, err)
		assert.NotContains(t, string(text), "2.718", f.Name)
	}
	require.NoError(t, filepath.WalkDir(folder, func(path string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			text, err := os.ReadFile(path)
			require.NoError(t, err)
			assert.NotContains(t, string(text), "2.718", path)
		}
		return err
	}))
	printed(t, append(args, "-out", folder, "-force", "-audience", "internal")...)
	assert.Contains(t, printed(t, "-verify", folder), "recomputed, and")
}

// -diff says in words what differs, with flags behind the second file too.
func TestDiff(t *testing.T) {
	text, err := os.ReadFile("data/scheme.yaml")
	require.NoError(t, err)
	changed := ownFile(t, "mine.yaml", strings.Replace(string(text), "full: 350", "full: 360", 1))
	assert.Equal(t, "no difference\n", printed(t, "-diff", "data/scheme.yaml", "data/scheme.yaml"))
	was := ownFile(t, "was.yaml", strings.Replace(string(text), "sum: 100", "sum: 100 # all", 1))
	assert.Equal(t, "没有差别\n", printed(t, "-diff", "data/scheme.yaml", was, "-lang", "zh"))
	assert.NotContains(t, printed(t, "-diff", was, changed), "no difference")
	status, _, complaint := started(t, "", "-diff", "data/scheme.yaml")
	assert.Equal(t, 2, status)
	assert.Contains(t, complaint, "-diff data/scheme.yaml without a value")
}

// -key signs by a key as OpenSSL writes it, and -verify says whose it is; a file without one
// is refused before anything is written.
func TestBundleSigned(t *testing.T) {
	private := ed25519.NewKeyFromSeed(bytes.Repeat([]byte{7}, 32))
	der, err := x509.MarshalPKCS8PrivateKey(private)
	require.NoError(t, err)
	key := ownFile(t, "key.pem", string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der})))
	folder := filepath.Join(t.TempDir(), "out")
	status, _, complaint := started(t, "zh", "-out", folder, "-key", ownFile(t, "not.pem", "-----BEGIN PRIVATE KEY-----"))
	assert.Equal(t, 1, status)
	assert.Contains(t, complaint, "私钥")
	require.NoDirExists(t, folder)
	printed(t, "-out", folder, "-key", key)
	public, ok := private.Public().(ed25519.PublicKey)
	require.True(t, ok)
	assert.Contains(t, printed(t, "-verify", folder), "signed by "+hex.EncodeToString(public))
	sign := filepath.Join(folder, "manifest.sig")
	text, err := os.ReadFile(sign)
	require.NoError(t, err)
	text[0] ^= 1
	require.NoError(t, os.WriteFile(sign, text, 0o600))
	status, _, complaint = started(t, "", "-verify", folder)
	assert.Equal(t, 1, status)
	assert.Contains(t, complaint, "the signature is not that of the key")
}
