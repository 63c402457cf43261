package scheme

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io/fs"
	"strings"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/indicators/basis"
)

// ErrBundle is a bundle that does not verify.
const ErrBundle = basis.Sentinel("bundle does not verify")

// The limits of a bundle. What goes beyond is refused, wrapping [basis.ErrValue].
const (
	MaxBundleFiles = 10_000
	MaxBundleBytes = 256 << 20 // of all files together
)

const (
	bundleVersion = 1
	manifestName  = "manifest.json"
	signatureName = "manifest.sig"
)

// EntryKind says what is known of a file of a bundle.
type EntryKind int

// The kinds of entries.
const (
	Given      EntryKind = iota // "given": scheme, data, rulings, figures
	Recomputed                  // "recomputed": follows from what is given; Verify makes it again
	Attached                    // "attached": the digest alone
)

var entryKinds = basis.Words{"given", "recomputed", "attached"}

// String gives the word: given, recomputed or attached.
func (k EntryKind) String() string { return basis.Name(entryKinds, "EntryKind", k) }

// MarshalText gives the word.
func (k EntryKind) MarshalText() ([]byte, error) {
	return basis.MarshalWord(entryKinds, "kind of file", k)
}

// UnmarshalText accepts exactly the words of String.
func (k *EntryKind) UnmarshalText(text []byte) error {
	return basis.UnmarshalWord(entryKinds, "kind of file", k, text)
}

// Entry is a file of a bundle in its manifest.
type Entry struct {
	Name   string    `json:"name"`
	Kind   EntryKind `json:"kind"`
	Bytes  int       `json:"bytes"`
	SHA256 string    `json:"sha256"`
}

// Manifest lists the files of a bundle. It has one form, byte for byte, which ends with its
// own digest.
type Manifest struct {
	Format   int                 `json:"bundle"`   // version of the format: 1
	Version  string              `json:"version"`  // of the library that made it
	Audience evaluation.Audience `json:"audience"` // unsaid if nothing is confidential
	Scheme   string              `json:"scheme"`   // name of the scheme in the folder "given"
	Data     string              `json:"data"`     // name of the table there
	Digits   int                 `json:"digits"`   // significant ones of what is recomputed
	Key      string              `json:"key"`      // public key of Ed25519 in hexadecimal digits; "": not signed
	Files    []Entry             `json:"files"`
	SHA256   string              `json:"sha256"` // of the manifest with "" here
}

func entryOf(kind EntryKind, name string, text []byte) Entry {
	sum := sha256.Sum256(text)
	return Entry{name, kind, len(text), hexOf(sum[:])}
}

func hexOf(b []byte) string { return hex.EncodeToString(b) }

// text is the one form of the manifest.
func (m *Manifest) text() ([]byte, error) {
	write := func() ([]byte, error) {
		var b bytes.Buffer
		e := json.NewEncoder(&b)
		e.SetEscapeHTML(false)
		e.SetIndent("", " ")
		err := e.Encode(m)
		return b.Bytes(), err
	}
	m.SHA256 = ""
	text, err := write()
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(text)
	m.SHA256 = hexOf(sum[:])
	return write()
}

// ReadManifest reads a manifest, and refuses one in another form than that in which
// [Publish] writes it, or with another digest at its end.
func ReadManifest(text []byte) (*Manifest, error) {
	if len(text) > MaxBytes {
		return nil, basis.Errorf("%s: %w: the file has more than %d bytes", manifestName, basis.ErrValue, MaxBytes)
	}
	var m Manifest
	n, err := basis.ParseJSON(text)
	if err == nil {
		err = basis.Decode(n, &m, basis.Kinds{})
	}
	if err != nil {
		nameFaults(err, manifestName)
		return nil, err
	}
	if m.Format != bundleVersion {
		return nil, basis.Errorf("%s: %w: it is %d, and this library reads %d", manifestName, ErrVersion, m.Format, bundleVersion)
	}
	if err := m.check(); err != nil {
		return nil, err
	}
	again, err := m.text()
	if err != nil {
		return nil, err
	}
	if !bytes.Equal(again, text) {
		return nil, basis.Errorf("%s: %w: it is not in the form in which it was written, or has another digest than at its end", manifestName, ErrBundle)
	}
	return &m, nil
}

// check refuses names that not every system has, and names that are there twice.
func (m *Manifest) check() error {
	if len(m.Files) > MaxBundleFiles {
		return basis.Errorf("%s: %w: there are more than %d files", manifestName, basis.ErrValue, MaxBundleFiles)
	}
	seen := map[string]bool{manifestName: true, signatureName: true}
	total := 0
	for _, e := range m.Files {
		if err := portable(e.Name); err != nil {
			return err
		}
		if e.Bytes < 0 || e.Bytes > MaxBundleBytes-total {
			return basis.Errorf("%s: %w: the files have more than %d bytes", manifestName, basis.ErrValue, MaxBundleBytes)
		}
		total += e.Bytes
		name := strings.ToLower(e.Name)
		if seen[name] {
			return basis.Errorf("%w: there are two files %q, capital letters apart", ErrName, e.Name)
		}
		seen[name] = true
	}
	return nil
}

// portable refuses a name that Windows does not have or reads as another.
func portable(name string) error {
	bad := !fs.ValidPath(name) || name == "." || len(name) > 200
	for part := range strings.SplitSeq(name, "/") {
		stem, _, _ := strings.Cut(strings.ToLower(part), ".")
		switch stem {
		case "con", "prn", "aux", "nul":
			bad = true
		}
		if len(stem) == 4 && (strings.HasPrefix(stem, "com") || strings.HasPrefix(stem, "lpt")) {
			bad = true
		}
		bad = bad || strings.TrimRight(part, " .") != part
	}
	bad = bad || strings.ContainsFunc(name, func(r rune) bool { return r < ' ' || strings.ContainsRune(`<>:"|?*\`, r) })
	if bad {
		return basis.Errorf("%w: %q is none on every system", ErrName, name)
	}
	return nil
}
