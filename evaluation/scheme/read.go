package scheme

import (
	"cmp"
	"errors"
	"slices"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// ErrVersion is a file of a format that this library does not read.
const ErrVersion = basis.Sentinel("version of the format")

// Read reads a scheme from its file, without the files that it names; file is its name
// for messages. kinds are those of methods of one's own; those of [Kinds] are known.
//
// Everything that is wrong is reported at once, in the order of the file, each with file,
// line and column: keys that are unknown or there twice, values of a wrong type, names of
// methods that there are not, each with the nearest that there is; codes that no
// indicator has; what is wrong with the framework, and weights that do not sum to what it
// says.
func Read(text []byte, file string, kinds ...basis.Kinds) (Scheme, error) {
	s, _, err := read(text, file, joinedKinds(kinds), names{})
	return s, err
}

// read reads a scheme, with the names that the files it names have.
func read(text []byte, file string, kinds basis.Kinds, known names) (Scheme, *document, error) {
	d, err := parse(text, file)
	if err != nil {
		return Scheme{}, d, err
	}
	s, err := d.scheme(kinds, known)
	return s, d, err
}

func (d *document) scheme(kinds basis.Kinds, known names) (Scheme, error) {
	n := d.node
	if err := checkVersion(n); err != nil {
		return Scheme{}, d.named(err)
	}
	known.learn(n)
	var s Scheme
	f := faults{file: d.file, at: map[place]bool{}}
	f.add(basis.DecodeNames(n, &s, kinds, known.check))
	framework := n.Find("framework")
	if framework == nil {
		return Scheme{}, f.err()
	}
	// What the codec could read of the framework stands in s only if all else is right,
	// and its own faults are to be reported with the others.
	partial := Scheme{}
	if f.none() {
		partial = s
	} else {
		_ = basis.Decode(&framework.Value, &partial.Framework, kinds)
	}
	_, err := partial.tree(&framework.Value, d.file)
	f.add(err)
	f.add(known.formulas(&framework.Value))
	f.add(basis.JoinErrors(partial.Framework.sums(&framework.Value, d.file)...))
	if err := f.err(); err != nil {
		return Scheme{}, err
	}
	return s, nil
}

// checkVersion refuses a document of another format before anything else is said of it.
func checkVersion(n *basis.Node) error {
	at := basis.DataError{Line: n.Line, Column: n.Column}
	if n.Kind != basis.NodeRecord {
		at.Err = basis.Errorf("%w: the file is no scheme, whose first line is %q", ErrVersion, "scheme: 1")
		return &at
	}
	m := n.Find("scheme")
	if m == nil {
		at.Err = basis.Errorf("%w: the file does not say it; a scheme begins with %q", ErrVersion, "scheme: 1")
		return &at
	}
	if m.Value.Text != "1" || m.Value.Kind != basis.NodeNumber {
		return &basis.DataError{Line: m.Value.Line, Column: m.Value.Column, Path: "scheme", Err: basis.Errorf("%w: it is %q, and this library reads %d", ErrVersion, m.Value.Text, Version)}
	}
	return nil
}

// named puts the name of the file into errors.
func (d *document) named(err error) error {
	for e := range basis.All(err) {
		if fault, ok := errors.AsType[*basis.DataError](e); ok {
			fault.File = d.file
		}
	}
	return err
}

type place struct{ line, column int }

// faults are what is wrong with a file; of several at one place the first is kept, for
// the others follow from it.
type faults struct {
	file string
	at   map[place]bool
	all  []error
}

func (f *faults) none() bool { return len(f.all) == 0 }

// add takes errors that are placed in the file.
func (f *faults) add(err error) {
	var here []place
	for e := range basis.All(err) {
		var p place
		if fault, ok := errors.AsType[*basis.DataError](e); ok {
			fault.File = f.file
			p = place{fault.Line, fault.Column}
		} else if fault, ok := errors.AsType[*indicators.InputError](e); ok {
			p = place{fault.Line, fault.Column}
		}
		if p.line > 0 && f.at[p] {
			continue
		}
		here = append(here, p)
		f.all = append(f.all, e)
	}
	for _, p := range here {
		f.at[p] = true
	}
}

// err joins all in the order of the file.
func (f *faults) err() error {
	line := func(e error) basis.Place {
		if p, ok := e.(basis.Placed); ok { //nolint:errorlint // the error itself
			return p.Place()
		}
		return basis.Place{}
	}
	slices.SortStableFunc(f.all, func(a, b error) int {
		p, q := line(a), line(b)
		return cmp.Or(cmp.Compare(p.Line, q.Line), cmp.Compare(p.Column, q.Column))
	})
	return basis.JoinErrors(f.all...)
}
