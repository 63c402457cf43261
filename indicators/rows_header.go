package indicators

import (
	"errors"
	"maps"
	"slices"
	"strings"

	"github.com/countyeval/countyeval/indicators/basis"
)

// columnKind says what the cells of a column are.
type columnKind int

const (
	ignoredColumn columnKind = iota
	codeColumn
	nameColumn
	classColumn
	regionColumn
	levelColumn
	tagColumn
	figureColumn
	markColumn
)

// label is the kind as messages name it.
func (k columnKind) label() string {
	return [...]string{"column", "code", "name", "class", "region", "level", "tag", "figure", "mark"}[k]
}

// tableColumn is a column of the file.
type tableColumn struct {
	kind columnKind
	name string // our name: "class", "tag:basin", the code of an indicator
	of   int    // of a column of marks: the column of the figures
}

// header reads the headings. It reports false if rows cannot be read by them.
func (t *tableReader) header(fields []Field) bool {
	t.first = Field{Line: fields[0].Line, Column: fields[0].Column}
	first := map[string]int{} // our name -> field
	var unknown []*InputError
	for i := range fields {
		fld := &fields[i]
		name, kind, fault := t.heading(fld)
		at, twice := first[name]
		switch {
		case fault != nil:
			t.faults = append(t.faults, fault)
		case kind == ignoredColumn && name != "":
			unknown = append(unknown, t.fault(fld, "", strings.TrimPrefix(name, markPrefix), t.unread(name)))
		case kind == ignoredColumn:
		case twice:
			t.faults = append(t.faults, t.fault(fld, "", indicatorOf(kind, name), basis.Errorf("%w %s is there twice, first as field %d", ErrHeader, quote(name), at+1)))
			kind = ignoredColumn
		default:
			first[name] = i
		}
		if fault != nil { // what it was to say, so that it is not called lacking too
			meant := visible(strings.ReplaceAll(name, `"`, ""))
			first[meant] = i
			first[t.names[meant]] = i
		}
		if kind == codeColumn {
			t.code = i
		}
		t.columns = append(t.columns, tableColumn{kind: kind, name: name})
	}
	for i := range t.columns {
		if c := &t.columns[i]; c.kind == markColumn {
			if c.of = first[c.name[len(markPrefix):]]; t.columns[c.of].kind != figureColumn {
				c.kind = ignoredColumn // what it belongs to lacks or is at fault, which is reported
			}
		}
	}
	if len(first) == 0 {
		t.faults = append(t.faults, t.fault(&fields[0], "", "", basis.Errorf("%w: none of the %d headings is known; the first line must name the columns %s",
			ErrHeader, len(fields), strings.Join(t.required(), ", "))))
		return false
	}
	swallowed := errors.Is(fields[len(fields)-1].Err, errUnclosed) // an open quote took the other headings
	if !swallowed {
		t.lacking(fields, first)
	}
	if len(t.faults) > 0 {
		t.faults = append(t.faults, unknown...) // perhaps the mistyped ones; a table that is not made has no warnings
	} else {
		t.warnings = unknown
	}
	return t.code >= 0 && !swallowed
}

// unread says why a column is not read.
func (t *tableReader) unread(name string) error {
	what, known := basis.Textf("is none of the framework's"), t.framework.headings()
	code, mark := strings.CutPrefix(name, markPrefix)
	if _, composed := t.framework.Find(code); composed {
		what = basis.Textf("is of an indicator that is composed from others")
	}
	if mark {
		for i, code := range known {
			known[i] = markPrefix + code
		}
		known = known[unitHeadings:]
	}
	return basis.Errorf("%w %s %v, so the column is not read%v; map it to \"\" in %s.Columns to leave it out knowingly",
		ErrHeader, quote(name), what, basis.Meant(name, known), t.format())
}

// heading says what column a heading is, or what is wrong with it. An ignored
// column has a name if nothing is known of it.
func (t *tableReader) heading(fld *Field) (name string, kind columnKind, fault *InputError) {
	text := strings.Clone(strings.TrimSpace(t.unguard(strings.TrimSpace(fld.Text))))
	fail := func(indicator string, err error) (string, columnKind, *InputError) {
		return text, ignoredColumn, t.fault(fld, "", indicator, err)
	}
	if fld.Err != nil {
		return fail("", fld.Err)
	}
	name, mapped := t.names[text]
	switch {
	case mapped && name == "":
		return "", ignoredColumn, nil
	case !mapped:
		name = text
	}
	code, mark := strings.CutPrefix(name, markPrefix)
	in, ok := t.framework.column(code)
	switch {
	case ok && in.Computed:
		return fail(code, basis.Errorf("%w %s is of a computed indicator, which a step makes from other columns and no file has; map it to \"\" in %s.Columns to leave the column out",
			ErrHeader, quote(name), t.format()))
	case ok && mark:
		return name, markColumn, nil
	case ok:
		return name, figureColumn, nil
	case name == "":
		return fail("", basis.Errorf("%w of the column is empty", ErrHeader))
	}
	if _, err := damage(text); err != nil {
		return fail("", basis.Errorf("%w in the heading %s", err, quote(text)))
	}
	if r, found := invisible(text); found {
		return fail(visible(text), basis.Errorf("%w %s has the invisible character %U", ErrHeader, quote(text), r))
	}
	if key, tag := strings.CutPrefix(name, tagPrefix); tag {
		if err := checkCode(key); err != nil {
			return fail("", basis.Errorf("%w %s: the key of the tag is empty or begins with white space", ErrHeader, quote(name)))
		}
		return name, tagColumn, nil
	}
	for k := codeColumn; k < tagColumn; k++ {
		if name == k.label() {
			return name, k, nil
		}
	}
	return name, ignoredColumn, nil
}

// lacking reports columns that must be there and are not.
func (t *tableReader) lacking(fields []Field, have map[string]int) {
	var headings []string
	for _, fld := range fields {
		headings = append(headings, strings.TrimSpace(fld.Text))
	}
	fail := func(indicator, name string) {
		hint := basis.Meant(name, slices.DeleteFunc(slices.Clone(headings), func(h string) bool { _, ok := have[h]; return ok }))
		for _, heading := range slices.Sorted(maps.Keys(t.names)) {
			if t.names[heading] == name && hint.IsZero() {
				hint = basis.Textf(" (nor %s, which %s.Columns maps to it)", quote(heading), t.format())
			}
		}
		fault := t.fault(&fields[0], "", indicator, basis.Errorf("%w %s is not there%v", ErrHeader, quote(name), hint))
		fault.Column = 0 // nowhere in the line
		t.faults = append(t.faults, fault)
	}
	for _, name := range t.required() {
		if _, ok := have[name]; !ok {
			in, _ := t.framework.column(name)
			fail(in.Code, name)
		}
	}
}

// required lists the columns that must be there.
func (t *tableReader) required() []string {
	return append([]string{"code"}, t.framework.headings()[unitHeadings:]...)
}

// indicatorOf is the code of the indicator that a column belongs to.
func indicatorOf(kind columnKind, name string) string {
	switch kind {
	case figureColumn:
		return name
	case markColumn:
		return name[len(markPrefix):]
	}
	return ""
}

// isUnitColumn reports whether a name is that of a column about the unit itself.
func isUnitColumn(name string) bool {
	if key, tag := strings.CutPrefix(name, tagPrefix); tag {
		return checkCode(key) == nil
	}
	return Reserved(name) && !strings.HasPrefix(name, markPrefix)
}

const tagPrefix = "tag:"

// column returns the measured indicator or auxiliary column of that code.
func (f *Framework) column(code string) (in Indicator, ok bool) {
	in, ok = f.Find(code)
	return in, ok && in.Measured()
}

const unitHeadings = 5 // those of headings that are about the unit

// headings lists the names of all columns that a file may have, without tags and marks.
func (f *Framework) headings() []string {
	out := []string{"code", "name", "class", "region", "level"}
	for _, in := range slices.Concat(f.Measured(), f.aux) {
		if !in.Computed {
			out = append(out, in.Code)
		}
	}
	return out
}
