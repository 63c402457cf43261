package scheme

import (
	"bytes"
	"crypto/ed25519"
	"encoding/csv"
	"encoding/hex"
	"io"
	"io/fs"
	"slices"
	"strings"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Verification says what was found of a bundle that verifies.
type Verification struct {
	Manifest Manifest
	// From is the first stage that was recomputed: "stages", which is all of it; "ranks" if
	// figures of the table are left out, so that the scores have to be believed; "" if scores
	// are missing, too, or do not suffice, so that all but the digests has to be believed.
	From string
	// To is the last stage that was recomputed: "awards", or "lists" or "ranks" if what
	// follows hangs on figures that are left out and has to be believed; "" if none was.
	To string
	// Signed says that the manifest is signed by the key that it names. Whose key that is
	// has to be known from elsewhere: compare Manifest.Key.
	Signed bool
}

// Verify checks a bundle in a folder: that it has the files of its manifest and no others,
// byte for byte, that the signature is right if there is one, and that all that is
// recomputed follows from what is given. The error wraps [ErrBundle]; where something does
// not follow, it names the first cell, by file, unit and column. kinds are those of methods
// of one's own.
//
// A bundle that another version of the library made is recomputed by this one; if that
// gives other figures the error says both versions, and which listed change of numbers
// ([NumberChange]) concerns the scheme, if one does.
func Verify(folder fs.FS, kinds ...basis.Kinds) (*Verification, error) {
	files, err := bundleFiles(folder)
	if err != nil {
		return nil, err
	}
	return verify(files, kinds, numberChanges())
}

// bundleFiles reads all files of a folder, by name, within the limits.
func bundleFiles(folder fs.FS) ([]Part, error) {
	var out []Part
	total := 0
	err := fs.WalkDir(folder, ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return basis.Errorf("%s: %w", name, plainError(err))
		case d.IsDir():
			return nil
		case !d.Type().IsRegular():
			return basis.Errorf("%w: %q is no plain file", ErrName, name)
		case len(out) > MaxBundleFiles+2:
			return basis.Errorf("%w: there are more than %d files", basis.ErrValue, MaxBundleFiles)
		}
		file, err := folder.Open(name)
		if err != nil {
			return basis.Errorf("%s: %w", name, plainError(err))
		}
		defer func() { _ = file.Close() }()
		text, err := io.ReadAll(io.LimitReader(file, int64(MaxBundleBytes-total)+1))
		if err != nil {
			return basis.Errorf("%s: %w", name, plainError(err))
		}
		if total += len(text); total > MaxBundleBytes {
			return basis.Errorf("%w: the files have more than %d bytes", basis.ErrValue, MaxBundleBytes)
		}
		out = append(out, Part{name, text})
		return nil
	})
	return out, err
}

func verify(files []Part, kinds []basis.Kinds, changes []NumberChange) (*Verification, error) {
	byName := map[string][]byte{}
	for _, p := range files {
		byName[p.Name] = p.Text
	}
	text, ok := byName[manifestName]
	if !ok {
		return nil, basis.Errorf("%w: there is no %s", ErrBundle, manifestName)
	}
	m, err := ReadManifest(text)
	if err != nil {
		return nil, err
	}
	v := &Verification{Manifest: *m, Signed: m.Key != ""}
	if err := basis.JoinErrors(m.compare(byName), m.signature(byName, text)); err != nil {
		return nil, err
	}
	if !slices.ContainsFunc(m.Files, func(e Entry) bool { return e.Kind == Recomputed }) {
		return v, nil
	}
	again := m.recompute
	if v.From, v.To = m.stagesOf(); v.From != "stages" {
		again = m.follows
	}
	if err := again(byName, kinds); err != nil {
		if m.Version != basis.Version {
			return nil, m.changed(err, byName[givenFolder+m.Scheme], changes)
		}
		return nil, err
	}
	return v, nil
}

// compare holds the files to the manifest.
func (m *Manifest) compare(files map[string][]byte) error {
	var errs []error
	named := map[string]bool{manifestName: true, signatureName: m.Key != ""}
	for _, e := range m.Files {
		named[e.Name] = true
		text, ok := files[e.Name]
		switch {
		case !ok:
			errs = append(errs, basis.Errorf("%s: %w: the file is not there", e.Name, ErrBundle))
		case entryOf(e.Kind, e.Name, text) != e:
			errs = append(errs, basis.Errorf("%s: %w: the file is not the one of the manifest", e.Name, ErrBundle))
		}
	}
	var others []string
	for name := range files {
		if !named[name] {
			others = append(others, name)
		}
	}
	slices.Sort(others)
	for _, name := range others {
		errs = append(errs, basis.Errorf("%s: %w: the manifest does not have the file", name, ErrBundle))
	}
	return basis.JoinErrors(errs...)
}

// signature checks it, if there is to be one.
func (m *Manifest) signature(files map[string][]byte, manifest []byte) error {
	if m.Key == "" {
		return nil
	}
	key, err := hex.DecodeString(m.Key)
	if err == nil && len(key) == ed25519.PublicKeySize {
		text, _ := strings.CutSuffix(string(files[signatureName]), "\n")
		sign, err := hex.DecodeString(text)
		if err == nil && hexOf(sign)+"\n" == string(files[signatureName]) && ed25519.Verify(key, manifest, sign) {
			return nil
		}
	}
	return basis.Errorf("%s: %w: the signature is not that of the key in the manifest", signatureName, ErrBundle)
}

// given reads the scheme and the table.
func (m *Manifest) given(files map[string][]byte, kinds []basis.Kinds) (*File, *indicators.Table, error) {
	var given []Part
	for _, e := range m.Files {
		if name, ok := strings.CutPrefix(e.Name, givenFolder); ok && e.Kind == Given {
			given = append(given, Part{name, files[e.Name]})
		}
	}
	folder, err := archive(given)
	if err != nil {
		return nil, nil, err
	}
	f, err := Open(folder, m.Scheme, kinds...)
	if err != nil {
		return nil, nil, err
	}
	if d := f.Scheme.digits(); d != m.Digits {
		return nil, nil, basis.Errorf("%s: %w: it says %d digits, and the scheme %d", manifestName, ErrBundle, m.Digits, d)
	}
	table, err := f.ReadTable(bytes.NewReader(files[givenFolder+m.Data]), m.Data)
	return f, table, err
}

// recompute makes again what follows from what is given, and compares it.
func (m *Manifest) recompute(files map[string][]byte, kinds []basis.Kinds) error {
	f, table, err := m.given(files, kinds)
	if err != nil {
		return err
	}
	o, err := Run(f, table)
	if err != nil {
		return err
	}
	parts, _ := o.files(m.Digits)
	var errs []error
	made := map[string]bool{}
	hidden := m.Audience == evaluation.Public && f.confidential() > 0
	for _, p := range parts {
		name := recomputedFolder + p.Name
		if hidden && slices.ContainsFunc(m.Files, func(e Entry) bool { return e.Name == name && e.left() }) {
			continue
		}
		made[name] = true
		if text := files[name]; !bytes.Equal(text, p.Text) {
			errs = append(errs, basis.Errorf("%s: %w: %v", name, ErrBundle, firstCell(text, p.Text)))
		}
	}
	for _, e := range m.Files {
		if made[e.Name] != (e.Kind == Recomputed) {
			errs = append(errs, basis.Errorf("%s: %w: nothing of that kind follows from scheme and data", e.Name, ErrBundle))
		}
	}
	return basis.JoinErrors(errs...)
}

// left reports whether an entry would follow from figures that are left out.
func (e Entry) left() bool {
	name, ok := strings.CutPrefix(e.Name, recomputedFolder)
	return ok && e.Kind == Attached && awarded(name)
}

// firstCell names the first cell in which two files differ.
func firstCell(is, again []byte) basis.Text {
	read := func(text []byte) [][]string {
		r := csv.NewReader(bytes.NewReader(text))
		r.FieldsPerRecord = -1
		rows, _ := r.ReadAll()
		return rows
	}
	a, b := read(is), read(again)
	for i := range min(len(a), len(b)) {
		for j := range min(len(a[i]), len(b[i])) {
			if a[i][j] == b[i][j] {
				continue
			}
			unit := ""
			if at := slices.Index(b[0], "unit"); at >= 0 && at < len(b[i]) {
				unit = b[i][at]
			}
			return basis.Textf("line %d, unit %s, column %s: it is %q, and recomputed %q", i+1, unit, b[0][min(j, len(b[0])-1)], a[i][j], b[i][j])
		}
	}
	return basis.Textf("it has %d lines, and recomputed %d", len(a), len(b))
}
