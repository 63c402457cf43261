package scheme

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// ErrName is a name of a file that is not opened: one that leads out of the folder of the
// scheme, or is no plain file.
const ErrName = basis.Sentinel("name of a file")

// errNotExist has the text of [fs.ErrNotExist], for its Chinese.
const errNotExist = basis.Sentinel("file does not exist")

var _ = errNotExist

// File is a scheme with the rulings and figures of the year, as read from the files that
// it names.
type File struct {
	Name    string // of the scheme, for messages
	Text    []byte // of the scheme
	Scheme  Scheme
	Rulings []evaluation.Ruling
	Figures incentive.Figures

	// Parts are all files that were read, the scheme first, by their names in its folder.
	Parts []Part

	kinds basis.Kinds
}

// Part is a file that was read.
type Part struct {
	Name string
	Text []byte
}

// Open reads a scheme from a folder, with the files that it names there. A name that
// leads out of the folder ('..', an absolute path), a link, and what is no plain file
// are refused, wrapping [ErrName]. Take [os.Root.FS] for a folder on disk, as [OpenFile]
// does: it holds also against a link that is put there meanwhile.
//
// All that is wrong with all files is reported at once, as by [Read]; figures that the
// scheme asks for and no file has are, too. A file whose name ends in .json is read as
// JSON, any other as YAML.
func Open(folder fs.FS, name string, kinds ...basis.Kinds) (*File, error) {
	f := &File{Name: name, kinds: joinedKinds(kinds)}
	text, err := f.part(folder, name)
	if err != nil {
		return nil, err
	}
	f.Text = text
	d, err := parse(text, name)
	if err != nil {
		return nil, err
	}
	var errs []error
	known := names{files: true}
	for _, file := range files(d.node) {
		n, err := f.document(folder, file)
		if err == nil {
			if file.rulings {
				err = d.rulings(n, f)
			} else {
				var more incentive.Figures
				err = basis.Decode(n, &more, f.kinds)
				f.Figures = joined(f.Figures, more)
			}
			nameFaults(err, file.name)
		}
		if err != nil {
			errs = append(errs, err)
			known.files = false // so that nothing is reported that follows from it
		}
	}
	known.give(f.Figures)
	f.Scheme, err = d.scheme(f.kinds, known)
	if err := basis.JoinErrors(append([]error{err}, errs...)...); err != nil {
		return nil, err
	}
	return f, nil
}

// OpenFile is [Open] of a file on disk, in its own folder.
func OpenFile(name string, kinds ...basis.Kinds) (*File, error) {
	root, err := os.OpenRoot(filepath.Dir(name))
	if err != nil {
		return nil, basis.Errorf("%s: %w", name, plainError(err))
	}
	defer func() { _ = root.Close() }()
	return Open(root.FS(), filepath.Base(name), kinds...)
}

// ReadTable reads the figures of the year as CSV under the framework of the scheme; file
// is its name for messages.
func (f *File) ReadTable(r io.Reader, file string) (*indicators.Table, error) {
	tree, err := f.Scheme.Tree()
	if err != nil {
		return nil, err
	}
	return indicators.CSV{File: file}.ReadTable(r, tree)
}

// named is a file that a scheme names, and where it does.
type named struct {
	name         string
	rulings      bool
	line, column int
}

// files lists the files that a document names, whatever else is wrong with it.
func files(n *basis.Node) []named {
	var out []named
	add := func(n *basis.Node, rulings bool) {
		if n.Kind == basis.NodeText || n.Plain {
			out = append(out, named{n.Text, rulings, n.Line, n.Column})
		}
	}
	if m := n.Find("rulings"); m != nil {
		if file := m.Value.Find("file"); file != nil {
			add(&file.Value, true)
		}
	}
	if m := n.Find("figures"); m != nil {
		for i := range m.Value.Items {
			add(&m.Value.Items[i], false)
		}
	}
	return out
}

// document reads a file that the scheme names.
func (f *File) document(folder fs.FS, file named) (*basis.Node, error) {
	text, err := f.part(folder, file.name)
	if err != nil {
		return nil, &basis.DataError{File: f.Name, Line: file.line, Column: file.column, Err: err}
	}
	return node(text, file.name)
}

// node is the document of a file: JSON by its name, otherwise YAML.
func node(text []byte, name string) (*basis.Node, error) {
	if !strings.HasSuffix(name, ".json") {
		return ParseYAML(text, name)
	}
	n, err := basis.ParseJSON(text)
	nameFaults(err, name)
	return n, err
}

// rulings reads those of the year, whose effects must be among those that the scheme
// allows.
func (d *document) rulings(n *basis.Node, f *File) error {
	var allowed []string
	if m := d.node.Find("rulings"); m != nil {
		if effects := m.Value.Find("effects"); effects != nil {
			for i := range effects.Value.Items {
				allowed = append(allowed, effects.Value.Items[i].Text)
			}
		}
	}
	return basis.DecodeNames(n, &f.Rulings, f.kinds, func(what, name string) error {
		if what == "effect" && allowed != nil && !slices.Contains(allowed, name) {
			return basis.Errorf("%w: the scheme has no rulings of the effect %q", evaluation.ErrRuling, name)
		}
		return nil
	})
}

// part reads a file of the folder.
func (f *File) part(folder fs.FS, name string) ([]byte, error) {
	if err := checkName(folder, name); err != nil {
		return nil, err
	}
	file, err := folder.Open(name)
	if err != nil {
		return nil, basis.Errorf("%s: %w", name, plainError(err))
	}
	defer func() { _ = file.Close() }()
	text, err := io.ReadAll(io.LimitReader(file, MaxBytes+1))
	if err != nil {
		return nil, basis.Errorf("%s: %w", name, plainError(err))
	}
	if len(text) > MaxBytes {
		return nil, basis.Errorf("%s: %w: the file has more than %d bytes", name, basis.ErrValue, MaxBytes)
	}
	f.Parts = append(f.Parts, Part{name, text})
	return text, nil
}

// checkName refuses what is not the name of a plain file in the folder.
func checkName(folder fs.FS, name string) error {
	if !fs.ValidPath(name) || name == "." || strings.ContainsAny(name, `\:`) {
		return basis.Errorf("%w: %q leads out of the folder of the scheme, or is none", ErrName, name)
	}
	for at := name; at != "."; at = path.Dir(at) {
		info, err := fs.Lstat(folder, at)
		switch {
		case err != nil:
			return basis.Errorf("%s: %w", name, plainError(err))
		case info.Mode()&fs.ModeSymlink != 0:
			return basis.Errorf("%w: %q is a link", ErrName, at)
		case at == name && !info.Mode().IsRegular():
			return basis.Errorf("%w: %q is no plain file", ErrName, name)
		}
	}
	return nil
}

// plainError leaves the path out of an error of the file system, which says it a second
// time.
func plainError(err error) error {
	if e := new(fs.PathError); errors.As(err, &e) {
		if errors.Is(e.Err, fs.ErrNotExist) {
			return fs.ErrNotExist
		}
		return e.Err
	}
	return err
}

// nameFaults puts the name of a file into the errors of its document.
func nameFaults(err error, file string) {
	for e := range basis.All(err) {
		if fault, ok := errors.AsType[*basis.DataError](e); ok && fault.File == "" {
			fault.File = file
		}
	}
}

// joined are two sets of figures in one; what has the same name stays there twice, and
// is refused when a plan is carried out.
func joined(a, b incentive.Figures) incentive.Figures {
	a.Decimals, a.Words, a.Flags = slices.Concat(a.Decimals, b.Decimals), slices.Concat(a.Words, b.Words), slices.Concat(a.Flags, b.Flags)
	for name, r := range b.Rankings {
		if a.Rankings == nil {
			a.Rankings = map[string]evaluation.Ranking{}
		}
		a.Rankings[name] = r
	}
	for name, x := range b.Allocations {
		if a.Allocations == nil {
			a.Allocations = map[string]*incentive.Allocation{}
		}
		a.Allocations[name] = x
	}
	return a
}
