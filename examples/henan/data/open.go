package data

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"

	"github.com/countyeval/countyeval/evaluation/scheme"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Open is [Read] with files of one's own: an indicator tree (JSON) and a table (CSV). An
// empty name stands for what the example has.
func Open(frameworkFile, tableFile string) (*indicators.Framework, *indicators.Table, error) {
	f, err := openFramework(frameworkFile)
	if err != nil {
		return nil, nil, basis.Errorf("framework: %w", err)
	}
	t, _, err := openTable(f, tableFile)
	return f, t, err
}

func openFramework(name string) (*indicators.Framework, error) {
	if name == "" {
		return Scheme().Scheme.Tree()
	}
	file, err := open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return indicators.ReadFramework(file, name)
}

// openTable reads a table, and gives the text that it was read from.
func openTable(f *indicators.Framework, name string) (*indicators.Table, scheme.Part, error) {
	text := scheme.Part{Name: path.Base(TableFile), Text: []byte(counties)}
	if name == "" {
		name = TableFile
	} else {
		file, err := open(name)
		if err != nil {
			return nil, text, err
		}
		defer file.Close()
		text.Name = filepath.Base(name)
		if text.Text, err = io.ReadAll(file); err != nil {
			return nil, text, basis.Errorf("cannot read the file: %w", err)
		}
	}
	t, err := indicators.CSV{File: name}.ReadTable(bytes.NewReader(text.Text), f)
	if err != nil {
		return nil, text, basis.Errorf("table: %w", err)
	}
	return t, text, nil
}

func open(name string) (*os.File, error) {
	f, err := os.Open(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, basis.Errorf("%w: %s", fs.ErrNotExist, name)
	case err != nil:
		return nil, basis.Errorf("cannot read the file: %w", err)
	}
	return f, nil
}

// Input is what a program evaluates.
type Input struct {
	Scheme  *scheme.File
	Table   *indicators.Table
	Text    scheme.Part // the table as it was read
	BuiltIn bool        // the table is the built-in one, so what an example knows of it is true

	OwnScheme bool // the scheme is not the built-in one
}

// Formula is that of an indicator; the zero one if it has none.
func (in Input) Formula(code string) scheme.Formula {
	for row := range in.Scheme.Scheme.Framework.Rows() {
		if row.Code == code {
			return row.Formula
		}
	}
	return scheme.Formula{}
}

// Monitored are the auxiliary columns that are computed and that no other is computed
// from: they are shown and not scored.
func (in Input) Monitored() []indicators.Indicator {
	used := map[string]bool{}
	for row := range in.Scheme.Scheme.Framework.Rows() {
		for _, code := range row.Formula.Codes() {
			used[code] = true
		}
	}
	return slices.DeleteFunc(in.Table.Framework().Aux(), func(a indicators.Indicator) bool { return !a.Computed || used[a.Code] })
}

// ReadInput reads a scheme (YAML) and a table (CSV). An empty name stands for what the
// example has.
func ReadInput(schemeFile, tableFile string) (Input, error) {
	in := Input{Scheme: Scheme(), BuiltIn: tableFile == "", OwnScheme: schemeFile != ""}
	if schemeFile != "" {
		f, err := scheme.OpenFile(schemeFile)
		if err != nil {
			return in, err
		}
		in.Scheme = f
	}
	tree, err := in.Scheme.Scheme.Tree()
	if err != nil {
		return in, err
	}
	in.Table, in.Text, err = openTable(tree, tableFile)
	return in, err
}
