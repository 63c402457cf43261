package xlsx

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"

	"github.com/countyeval/countyeval/indicators/basis"
)

// What is wrong with a file or a cell, besides the sentinels of packages basis and
// indicators.
const (
	ErrWorkbook = basis.Sentinel("not a workbook")      // the file is none, or is damaged
	ErrLimit    = basis.Sentinel("beyond the limits")   // see the constants of this package
	ErrSheet    = basis.Sentinel("sheet of a workbook") // there is none of that name, or it is not said which
	ErrMerged   = basis.Sentinel("merged cells")
)

// archive is the zip file that a workbook is.
type archive struct {
	parts map[string]*zip.File
	left  int64 // bytes that may still be unpacked
}

// openArchive opens a file that is read to its end.
func openArchive(r io.Reader) (*archive, error) {
	data, err := io.ReadAll(io.LimitReader(r, MaxFile+1))
	switch {
	case err != nil:
		return nil, err
	case len(data) > MaxFile:
		return nil, basis.Errorf("%w: the file has more than %d bytes", ErrLimit, MaxFile)
	}
	if err := recognize(data); err != nil {
		return nil, err
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	switch {
	case err != nil && !errors.Is(err, zip.ErrInsecurePath): // no part is ever written to a path
		return nil, basis.Errorf("%w: the file is damaged: %w", ErrWorkbook, err)
	case len(z.File) > MaxParts:
		return nil, basis.Errorf("%w: the file has more than %d parts", ErrLimit, MaxParts)
	}
	a := &archive{parts: make(map[string]*zip.File, len(z.File)), left: MaxUnpacked}
	for _, f := range z.File {
		name := partName(f.Name)
		if _, twice := a.parts[name]; twice {
			return nil, basis.Errorf("%w: the file has the part %q twice", ErrWorkbook, name)
		}
		a.parts[name] = f
	}
	return a, nil
}

// partName is the name of a part, which are alike in upper and lower case.
func partName(name string) string {
	return strings.ToLower(strings.TrimPrefix(strings.ReplaceAll(name, `\`, "/"), "/"))
}

// recognize says what a file is that is no zip file.
func recognize(data []byte) error {
	start := bytes.TrimSpace(bytes.TrimPrefix(data[:min(len(data), 512)], []byte("\ufeff")))
	switch {
	case bytes.HasPrefix(data, []byte("PK\x03\x04")):
		return nil
	case len(start) == 0:
		return basis.Errorf("%w: the file has nothing in it", basis.ErrEmpty)
	case bytes.HasPrefix(data, []byte("\xd0\xcf\x11\xe0")):
		return basis.Errorf("%w: the file is an old workbook (.xls) or locked with a password; save it as .xlsx without one", ErrWorkbook)
	case start[0] == '<':
		return basis.Errorf("%w: the file is a page (HTML or XML); open it in a spreadsheet program and save it as .xlsx", ErrWorkbook)
	case bytes.IndexByte(start, 0) < 0:
		return basis.Errorf("%w: the file looks like text; read it as CSV", ErrWorkbook)
	}
	return basis.Errorf("%w: the file is not .xlsx", ErrWorkbook)
}

// has reports whether there is a part.
func (a *archive) has(name string) bool {
	_, ok := a.parts[partName(name)]
	return ok
}

// scan reads a part, an element after another.
func (a *archive) scan(name string, element func(s *scanner, e xml.StartElement) error) error {
	part, ok := a.parts[partName(name)]
	if !ok {
		return basis.Errorf("%w: the file has no part %q", ErrWorkbook, name)
	}
	if part.UncompressedSize64 > uint64(a.left) {
		return basis.Errorf("%w: unpacked, the file has more than %d bytes", ErrLimit, MaxUnpacked)
	}
	a.left -= int64(part.UncompressedSize64) // package zip gives no more than it says
	r, err := part.Open()
	if err != nil {
		return basis.Errorf("%w: the file is damaged: %w", ErrWorkbook, err)
	}
	defer func() { _ = r.Close() }() // what it would say, the last read has said
	s := &scanner{decoder: xml.NewDecoder(r)}
	if err := s.run(element); err != nil {
		return basis.Errorf("part %q: %w", name, err)
	}
	return nil
}
