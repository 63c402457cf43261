package indicators

import (
	"fmt"
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
)

// label is the kind as messages name it.
func (k columnKind) label() string {
	return [...]string{"column", "code", "name", "class", "region", "level", "tag", "figure"}[k]
}

// tableColumn is a column of the file.
type tableColumn struct {
	kind   columnKind
	name   string    // our name: "class", "tag:basin", the code of an indicator
	values []float64 // of a column of figures, one a row
}

// header reads the headings. It reports false if rows cannot be read by them.
func (t *tableReader) header(fields []csvField) bool {
	if t.separator(fields) {
		return false
	}
	t.code = -1
	first := map[string]int{} // our name -> field
	var unknown []*InputError
	for i, fld := range fields {
		name, kind, fault := t.heading(fld)
		at, twice := first[name]
		switch {
		case fault != nil:
			t.faults = append(t.faults, fault)
		case kind == ignoredColumn && name != "":
			unknown = append(unknown, t.src.fault(fld.at, "", name, t.unread(name)))
		case kind == ignoredColumn:
		case twice:
			t.faults = append(t.faults, t.src.fault(fld.at, "", indicatorOf(kind, name), basis.Errorf("%w %s is there twice, first as field %d", ErrHeader, quote(name), at+1)))
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
	if len(first) == 0 {
		t.faults = append(t.faults, t.src.fault(fields[0].at, "", "", basis.Errorf("%w: none of the %d headings is known; the first line must name the columns %s",
			ErrHeader, len(fields), strings.Join(t.required(), ", "))))
		return false
	}
	swallowed := fields[len(fields)-1].open // an open quote took the other headings
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
	what := "is none of the framework's"
	if _, composed := t.framework.Find(name); composed {
		what = "is of an indicator that is composed from others"
	}
	return basis.Errorf("%w %s %s, so the column is not read%s; map it to \"\" in CSV.Columns to leave it out knowingly",
		ErrHeader, quote(name), what, didYouMean(name, t.framework.headings()))
}

// separator reports a header that is one field because it has another
// separator.
func (t *tableReader) separator(fields []csvField) bool {
	if len(fields) > 1 {
		return false
	}
	for _, c := range []struct {
		sep, name, hint string
	}{
		{"\t", "tabs", "set CSV.Comma to '\\t'"},
		{";", "semicolons", "set CSV.Comma to ';'"},
		{",", "commas", "set CSV.Comma to ','"},
		{"|", "vertical bars", "set CSV.Comma to '|'"},
		{"，", "full-width commas", "set CSV.Comma to '，'"},
	} {
		if c.sep != string(t.csv.comma()) && strings.Contains(fields[0].text, c.sep) {
			t.faults = append(t.faults, t.src.fault(fields[0].at, "", "", basis.Errorf("%w: the fields look separated by %s; if so, %s", ErrHeader, c.name, c.hint)))
			return true
		}
	}
	return false
}

// heading says what column a heading is, or what is wrong with it. An ignored
// column has a name if nothing is known of it.
func (t *tableReader) heading(fld csvField) (name string, kind columnKind, fault *InputError) {
	text := strings.TrimSpace(t.csv.unguard(strings.TrimSpace(fld.text)))
	fail := func(indicator string, err error) (string, columnKind, *InputError) {
		return text, ignoredColumn, t.src.fault(fld.at, "", indicator, err)
	}
	if fld.err != nil {
		return fail("", fld.err)
	}
	name, mapped := t.names[text]
	switch {
	case mapped && name == "":
		return "", ignoredColumn, nil
	case !mapped:
		name = text
	}
	in, ok := t.framework.column(name)
	switch {
	case ok && in.Computed:
		return fail(name, basis.Errorf("%w %s is of a computed indicator, which a step makes from other columns and no file has; map it to \"\" in CSV.Columns to leave the column out",
			ErrHeader, quote(name)))
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
func (t *tableReader) lacking(fields []csvField, have map[string]int) {
	var headings []string
	for _, fld := range fields {
		headings = append(headings, strings.TrimSpace(fld.text))
	}
	fail := func(indicator, name string) {
		hint := didYouMean(name, slices.DeleteFunc(slices.Clone(headings), func(h string) bool { _, ok := have[h]; return ok }))
		for _, heading := range slices.Sorted(maps.Keys(t.names)) {
			if t.names[heading] == name && hint == "" {
				hint = fmt.Sprintf(" (nor %s, which CSV.Columns maps to it)", quote(heading))
			}
		}
		fault := t.src.fault(fields[0].at, "", indicator, basis.Errorf("%w %s is not there%s", ErrHeader, quote(name), hint))
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
	if kind == figureColumn {
		return name
	}
	return ""
}
