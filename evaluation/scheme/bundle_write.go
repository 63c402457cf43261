package scheme

import (
	"archive/zip"
	"bytes"
	"hash/crc32"
	"io"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"

	"github.com/countyeval/countyeval/indicators/basis"
)

// ErrNotEmpty is a folder that a bundle is not written into, since there are other files.
const ErrNotEmpty = basis.Sentinel("the folder is not empty")

// Zip is the bundle as a zip archive, its files stored and not deflated: the same bundle has
// the same bytes on every machine and under every version of Go.
func (b *Bundle) Zip() ([]byte, error) { return zipOf(b.Files) }

// zipOf writes files in their order, without any time.
func zipOf(files []Part) ([]byte, error) {
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, p := range files {
		size := uint64(len(p.Text))
		f, err := w.CreateRaw(&zip.FileHeader{
			Name: p.Name, Method: zip.Store, Flags: 0x800, // names are UTF-8
			CRC32: crc32.ChecksumIEEE(p.Text), CompressedSize64: size, UncompressedSize64: size,
		})
		if err == nil {
			_, err = f.Write(p.Text)
		}
		if err != nil {
			return nil, err
		}
	}
	err := w.Close()
	return out.Bytes(), err
}

// archive opens files as a folder.
func archive(files []Part) (fs.FS, error) {
	text, err := zipOf(files)
	if err != nil {
		return nil, err
	}
	return zip.NewReader(bytes.NewReader(text), int64(len(text)))
}

// VerifyZip is [Verify] of an archive, which must be byte for byte what [Bundle.Zip] makes of
// its files.
func VerifyZip(text []byte, kinds ...basis.Kinds) (*Verification, error) {
	z, err := zip.NewReader(bytes.NewReader(text), int64(len(text)))
	if err != nil {
		return nil, basis.Errorf("%w: %w", ErrBundle, err)
	}
	if len(z.File) > MaxBundleFiles+2 {
		return nil, basis.Errorf("%w: there are more than %d files", basis.ErrValue, MaxBundleFiles)
	}
	var files []Part
	total := 0
	for _, f := range z.File {
		if f.Method != zip.Store {
			return nil, basis.Errorf("%s: %w: the file is not stored as it is", f.Name, ErrBundle)
		}
		r, err := f.Open()
		if err != nil {
			return nil, basis.Errorf("%s: %w: %w", f.Name, ErrBundle, err)
		}
		part, err := io.ReadAll(io.LimitReader(r, int64(MaxBundleBytes-total)+1))
		_ = r.Close()
		if err != nil {
			return nil, basis.Errorf("%s: %w: %w", f.Name, ErrBundle, err)
		}
		if total += len(part); total > MaxBundleBytes {
			return nil, basis.Errorf("%w: the files have more than %d bytes", basis.ErrValue, MaxBundleBytes)
		}
		files = append(files, Part{f.Name, part})
	}
	again, err := zipOf(files)
	if err != nil {
		return nil, err
	}
	sorted := slices.IsSortedFunc(files, func(a, b Part) int { return strings.Compare(a.Name, b.Name) })
	if !sorted || !bytes.Equal(again, text) {
		return nil, basis.Errorf("%w: the archive is not as it was written", ErrBundle)
	}
	return verify(files, kinds, numberChanges())
}

// WriteFolder writes the bundle into a folder, which is made if it is not there. One that is
// not empty is refused, wrapping [ErrNotEmpty]. With force an earlier bundle in it is
// removed first: what its own manifest names, if its digest agrees, and nothing else; if any
// other file is there, nothing is done.
func (b *Bundle) WriteFolder(name string, force bool) error {
	if err := os.MkdirAll(name, 0o750); err != nil {
		return basis.Errorf("cannot make the folder: %w", err)
	}
	root, err := os.OpenRoot(name)
	if err != nil {
		return basis.Errorf("%s: %w", name, plainError(err))
	}
	defer func() { _ = root.Close() }()
	if err := clearFolder(root, name, force); err != nil {
		return err
	}
	for _, p := range b.Files {
		if err := root.MkdirAll(path.Dir(p.Name), 0o750); err != nil {
			return basis.Errorf("%s: %w", p.Name, plainError(err))
		}
		if err := root.WriteFile(p.Name, p.Text, 0o600); err != nil {
			return basis.Errorf("%s: %w", p.Name, plainError(err))
		}
	}
	return nil
}

// clearFolder empties a folder of a bundle.
func clearFolder(root *os.Root, name string, force bool) error {
	entries, err := fs.ReadDir(root.FS(), ".")
	if err != nil {
		return basis.Errorf("%s: %w", name, plainError(err))
	}
	if len(entries) == 0 {
		return nil
	}
	if !force {
		return basis.Errorf("%s: %w", name, ErrNotEmpty)
	}
	files, err := bundleFiles(root.FS())
	if err != nil {
		return err
	}
	byName := map[string][]byte{}
	for _, p := range files {
		byName[p.Name] = p.Text
	}
	m, err := ReadManifest(byName[manifestName])
	if err != nil {
		return basis.Errorf("%s: %w: what is there is no bundle: %w", name, ErrNotEmpty, err)
	}
	if err := m.compare(byName); err != nil {
		return basis.Errorf("%s: %w: not all of it is a bundle: %w", name, ErrNotEmpty, err)
	}
	var errs []error
	for _, p := range files {
		errs = append(errs, root.Remove(p.Name))
	}
	for _, p := range files { // folders that are empty now; others stay
		for at := path.Dir(p.Name); at != "."; at = path.Dir(at) {
			_ = root.Remove(at)
		}
	}
	return basis.JoinErrors(errs...)
}
