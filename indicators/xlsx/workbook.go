package xlsx

import (
	"encoding/xml"
	"path"
	"strings"

	"github.com/countyeval/countyeval/indicators/basis"
)

// workbook is what is read of a file before its sheets.
type workbook struct {
	archive  *archive
	sheets   []sheetInfo
	strings  []string
	formats  []format // by the style of a cell
	date1904 bool
}

// sheetInfo is a sheet of cells.
type sheetInfo struct {
	name, part string
	hidden     bool
}

// relation is a line from one part to another.
type relation struct{ kind, target string }

// openWorkbook reads all of a workbook but its sheets.
func openWorkbook(a *archive) (*workbook, error) {
	top, err := a.relations("")
	if err != nil {
		return nil, err
	}
	main := "xl/workbook.xml"
	for _, r := range top {
		if strings.HasSuffix(r.kind, "/officeDocument") {
			main = r.target
		}
	}
	if !a.has(main) || !strings.HasSuffix(partName(main), ".xml") {
		return nil, basis.Errorf("%w: the file is zipped, but no .xlsx (perhaps .ods, .xlsb or a plain zip file)", ErrWorkbook)
	}
	b := &workbook{archive: a}
	relations, err := a.relations(main)
	if err != nil {
		return nil, err
	}
	if err := b.list(main, relations); err != nil {
		return nil, err
	}
	for _, r := range relations {
		switch {
		case strings.HasSuffix(r.kind, "/sharedStrings"):
			err = b.readStrings(r.target)
		case strings.HasSuffix(r.kind, "/styles"):
			err = b.readStyles(r.target)
		}
		if err != nil {
			return nil, err
		}
	}
	return b, nil
}

// relations reads the lines that go out from a part, by their names.
func (a *archive) relations(from string) (map[string]relation, error) {
	dir, base := path.Split(from)
	name := dir + "_rels/" + base + ".rels"
	out := map[string]relation{}
	if !a.has(name) {
		return out, nil
	}
	err := a.scan(name, func(_ *scanner, e xml.StartElement) error {
		if e.Name.Local != "Relationship" || attr(e, "TargetMode") == "External" {
			return nil
		}
		target := attr(e, "Target")
		if !strings.HasPrefix(target, "/") {
			target = path.Join("/", dir, target)
		}
		out[attr(e, "Id")] = relation{attr(e, "Type"), strings.TrimPrefix(target, "/")}
		return nil
	})
	return out, err
}

// list reads the list of the sheets.
func (b *workbook) list(main string, relations map[string]relation) error {
	err := b.archive.scan(main, func(_ *scanner, e xml.StartElement) error {
		switch e.Name.Local {
		case "workbookPr":
			b.date1904 = isTrue(e, "date1904")
		case "sheet":
			if r := relations[idOf(e)]; strings.HasSuffix(r.kind, "/worksheet") { // not of a chart
				state := attr(e, "state")
				b.sheets = append(b.sheets, sheetInfo{name: attr(e, "name"), part: r.target, hidden: state != "" && state != "visible"})
			}
		}
		return nil
	})
	if err == nil && len(b.sheets) == 0 {
		err = basis.Errorf("%w: the file has no sheet of cells", ErrWorkbook)
	}
	return err
}

// idOf is the name of a relation, which has a namespace where sheetId has none.
func idOf(e xml.StartElement) string {
	for _, a := range e.Attr {
		if a.Name.Local == "id" && a.Name.Space != "" {
			return a.Value
		}
	}
	return ""
}

// readStrings reads the texts that cells share.
func (b *workbook) readStrings(part string) error {
	var text []byte
	return b.archive.scan(part, func(s *scanner, e xml.StartElement) error {
		if e.Name.Local == "si" {
			text = text[:0]
		}
		if s.ended != nil {
			return nil
		}
		s.said = func(t []byte) {
			if s.inText() {
				text = append(text, t...)
			}
		}
		s.ended = func(name string) error {
			if name == "si" {
				b.strings = append(b.strings, unescape(string(text)))
			}
			return nil
		}
		return nil
	})
}

// inText reports whether text belongs to a string, and not to how it is pronounced.
func (s *scanner) inText() bool {
	return len(s.open) > 0 && s.open[len(s.open)-1] == "t" && !s.within("rPh")
}
