package indicators

import (
	"cmp"
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
	periodColumn
)

// label is the kind as messages name it.
func (k columnKind) label() string {
	return [...]string{"column", "code", "name", "class", "region", "level", "tag", "figure", "mark", "period"}[k]
}

// tableColumn is a column of the file.
type tableColumn struct {
	kind columnKind
	name string // our name: "class", "tag:basin", the code of an indicator; of one not read the heading
	of   int    // of a column of marks: the column of the figures
	at   place  // the heading
}

// header reads the headings. It reports false if rows cannot be read by them.
func (t *tableReader) header(fields []Field) bool {
	t.head = slices.Clone(fields)
	first := map[string]int{} // our name -> field
	var unknown []int
	for i := range fields {
		fld := &fields[i]
		name, kind, fault := t.heading(fld)
		at, twice := first[name]
		switch {
		case fault != nil:
			t.faults = append(t.faults, fault)
		case kind == ignoredColumn && name != "":
			unknown = append(unknown, i)
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
		switch kind {
		case codeColumn:
			t.code = i
		case nameColumn:
			t.name = i
		case regionColumn:
			t.region = i
		case periodColumn:
			t.at = i
		}
		t.head[i].Text = strings.Clone(trim(fld.Text))
		t.columns = append(t.columns, tableColumn{kind: kind, name: name, at: place{fld.Line, fld.Column}})
	}
	t.ofMarks(first)
	switch blankFirst := strings.TrimSpace(fields[0].Text) == "" && len(fields) > 1 && !t.mapped(""); {
	case blankFirst && t.code < 0 && !t.byList():
		t.faults = []*InputError{t.fault(&fields[0], "", "", basis.Errorf(`%w: the first heading is blank, and none is "code"; if the codes are there, write code above them, or map "" to code in the option Columns`, ErrHeader))}
		return false
	case len(first) == 0:
		t.faults = append(t.faults, t.fault(&fields[0], "", "", basis.Errorf("%w: none of the %d headings is known; the first line must name the columns %s",
			ErrHeader, len(fields), strings.Join(t.required(), ", "))))
		return false
	}
	swallowed := errors.Is(fields[len(fields)-1].Err, errUnclosed) // an open quote took the other headings
	var lack []string
	if !swallowed {
		lack = t.lacking(fields, first)
	}
	others := t.unread(unknown, lack)
	switch {
	case len(t.faults) > 0:
		t.faults = append(t.faults, others...) // perhaps the mistyped ones; a table that is not made has no warnings
	case !t.LeaveOthers:
		t.warnings = others
	}
	return (t.code >= 0 || t.byList()) && !swallowed && (t.period == "" || t.at >= 0)
}

// byList reports whether the codes come from the code list, by the names of the units.
func (t *tableReader) byList() bool { return t.list != nil && t.code < 0 && t.name >= 0 }

// mapped reports whether Columns says what a heading is.
func (t *tableReader) mapped(heading string) bool {
	_, ok := t.names[heading]
	return ok
}

// ofMarks finds the columns that those of marks belong to.
func (t *tableReader) ofMarks(first map[string]int) {
	for i := range t.columns {
		if c := &t.columns[i]; c.kind == markColumn {
			if c.of = first[c.name[len(markPrefix):]]; t.columns[c.of].kind != figureColumn {
				c.kind = ignoredColumn // what it belongs to lacks or is at fault, which is reported
			}
		}
	}
}

// unread says which columns are not read, and for each what may have been meant, if a
// column that must be there is not: one fault alone, and all others together.
func (t *tableReader) unread(columns []int, lack []string) []*InputError {
	var out []*InputError
	var others, composed []int
	for _, i := range columns {
		name := t.columns[i].name
		hint := basis.Meant(name, lack)
		code, mark := strings.CutPrefix(name, markPrefix)
		if mark {
			hint = basis.Meant(name, t.markHeadings())
		}
		_, ofComposed := t.framework.Find(code)
		switch {
		case !hint.IsZero():
			out = append(out, t.fault(&t.head[i], "", code, basis.Errorf("%w %s is none of the framework's, so the column is not read%v", ErrHeader, quote(name), hint)))
		case ofComposed:
			composed = append(composed, i)
		default:
			others = append(others, i)
		}
	}
	why := basis.Textf("none of the framework's")
	for _, list := range [][]int{others, composed} {
		if len(list) > 0 {
			out = append(out, t.notRead(list, why))
		}
		why = basis.Textf("of an indicator that is composed from others")
	}
	return out
}

// markHeadings lists the headings that columns of marks may have.
func (t *tableReader) markHeadings() []string {
	out := t.framework.headings()[unitHeadings:]
	for i, code := range out {
		out[i] = markPrefix + code
	}
	return out
}

// notRead says that columns are not read: one by its name, several as a list.
func (t *tableReader) notRead(columns []int, why basis.Text) *InputError {
	i := columns[0]
	if len(columns) == 1 {
		name := t.columns[i].name
		return t.fault(&t.head[i], "", strings.TrimPrefix(name, markPrefix), basis.Errorf(`%w %s is %v, so the column is not read; the option Columns leaves it out knowingly (map it to ""), and LeaveOthers all that are not known`,
			ErrHeader, quote(name), why))
	}
	names := make([]string, len(columns))
	for k, i := range columns {
		names[k] = quote(t.columns[i].name)
	}
	return t.fault(&t.head[i], "", "", basis.Errorf(`%w: %d columns are not read, since their headings are %v: %s; the option Columns leaves single ones out knowingly (map them to ""), and LeaveOthers all that are not known`,
		ErrHeader, len(columns), why, strings.Join(names, ", ")))
}

// heading says what column a heading is, or what is wrong with it. An ignored
// column has a name if nothing is known of it.
func (t *tableReader) heading(fld *Field) (name string, kind columnKind, fault *InputError) {
	text := strings.Clone(foldSpace(t.unguard(strings.TrimSpace(fld.Text))))
	fail := func(indicator string, err error) (string, columnKind, *InputError) {
		return text, ignoredColumn, t.fault(fld, "", indicator, err)
	}
	if fld.Err != nil {
		return fail("", fld.Err)
	}
	name, mapped := t.names[text]
	switch {
	case t.period != "" && text == t.period:
		return text, periodColumn, nil
	case mapped && name == "":
		return "", ignoredColumn, nil
	case !mapped:
		name = text
		code, mark := strings.CutPrefix(text, markPrefix)
		if _, ok := t.framework.column(code); !ok && !isUnitColumn(text) {
			named, err := t.namedHeading(code)
			if err != nil {
				return fail(named, err)
			}
			if named != "" && mark {
				named = markPrefix + named
			}
			name = cmp.Or(named, text)
		}
	}
	code, mark := strings.CutPrefix(name, markPrefix)
	in, ok := t.framework.column(code)
	switch {
	case ok && in.Computed:
		return fail(code, basis.Errorf("%w %s is of a computed indicator, which a step makes from other columns and no file has; delete the column, or map it to \"\" in the option Columns to leave it out",
			ErrHeader, quote(name)))
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

// lacking reports columns that must be there and are not, and returns their names.
func (t *tableReader) lacking(fields []Field, have map[string]int) (lack []string) {
	var headings []string
	for _, fld := range fields {
		headings = append(headings, foldSpace(fld.Text))
	}
	var faults []*InputError
	var plain []string // without a guess
	fail := func(indicator, name string) {
		lack = append(lack, name)
		hint := basis.Meant(name, slices.DeleteFunc(slices.Clone(headings), func(h string) bool { _, ok := have[h]; return ok }))
		for _, heading := range slices.Sorted(maps.Keys(t.names)) {
			if t.names[heading] == name && hint.IsZero() {
				hint = basis.Textf(" (nor %s, which the option Columns maps to it)", quote(heading))
			}
		}
		fault := t.fault(&fields[0], "", indicator, basis.Errorf("%w %s is not there%v", ErrHeader, quote(name), hint))
		fault.Column = 0 // nowhere in the line
		faults = append(faults, fault)
		if hint.IsZero() {
			plain = append(plain, quote(name))
		}
	}
	for _, name := range t.required() {
		if _, ok := have[name]; !ok {
			in, _ := t.framework.column(name)
			fail(in.Code, name)
		}
	}
	if _, ok := have[t.period]; t.period != "" && !ok {
		fail("", t.period)
	}
	const few = 3
	if len(plain) <= few || len(plain) < len(faults) {
		t.faults = append(t.faults, faults...)
		return lack
	}
	fault := t.fault(&fields[0], "", "", basis.Errorf("%w: %d columns are not there: %s", ErrHeader, len(plain), strings.Join(plain, ", ")))
	fault.Column = 0
	t.faults = append(t.faults, fault)
	return lack
}

// required lists the columns that must be there.
func (t *tableReader) required() []string {
	by := "code"
	if t.list != nil && t.code < 0 {
		by = "name"
	}
	return append([]string{by}, t.framework.headings()[unitHeadings:]...)
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
