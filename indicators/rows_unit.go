package indicators

import (
	"io"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/countyeval/countyeval/indicators/basis"
)

// rowKind says what a row is.
type rowKind int

const (
	unitRow    rowKind = iota
	skippedRow         // by the option Skip
	totalRow
	noteRow
	headingRow // the headings once more
)

// totalWords stand for a code or a name where a row is a total or a mean, without white
// space and in lower case.
var totalWords = map[string]bool{
	"合计": true, "合计数": true, "总计": true, "共计": true, "小计": true, "累计": true, "汇总": true, "总和": true, "总数": true,
	"平均": true, "平均值": true, "平均数": true, "均值": true,
	"全国": true, "全省": true, "全市": true, "全区": true, "全州": true, "全县": true, "全省合计": true, "全市合计": true,
	"total": true, "totals": true, "grandtotal": true, "subtotal": true, "sub-total": true, "sum": true, "sumtotal": true,
	"average": true, "averages": true, "mean": true, "means": true, "overall": true,
}

// isTotal reports whether a code or name says that its row is a total. It is asked for
// each row, so that what is none is seen at once.
func isTotal(text string) bool {
	const longest = 40
	if text == "" || len(text) > longest {
		return false
	}
	switch last, _ := utf8.DecodeLastRuneInString(text); last {
	case '县', '市', '区', '省', '国', '州':
		return strings.HasPrefix(text, "全") && totalWords[rowKey(text)]
	case '计', '总', '和', '值', '数', '均', '汇', 'l', 'L', 's', 'S', 'm', 'M', 'n', 'N', 'e', 'E', ':', '：':
	default:
		return false
	}
	plain := rowKey(text)
	return totalWords[plain] || strings.HasSuffix(plain, "合计") || strings.HasSuffix(plain, "总计") || strings.HasSuffix(plain, "小计")
}

// rowKey is the code or name of a row without white space, colons behind it and case, by
// which Skip and Keep name it.
func rowKey(text string) string {
	return strings.ToLower(strings.TrimRight(strings.Join(strings.Fields(text), ""), ":："))
}

// noteWords begin a note below a table.
var noteWords = []string{"注:", "注：", "备注", "说明", "数据来源", "资料来源", "来源", "单位:", "单位：", "填表", "制表", "审核", "source", "note", "data source", "prepared by"}

// isNote reports whether a text that stands alone in its row is a note.
func isNote(text string) bool {
	lower := strings.ToLower(text)
	for _, w := range noteWords {
		if strings.HasPrefix(lower, w) {
			return true
		}
	}
	const longest = 30 // letters that a code or a name has
	return utf8.RuneCountInString(text) > longest && strings.ContainsFunc(text, func(r rune) bool { return unicode.IsSpace(r) || unicode.IsPunct(r) })
}

// IsUnit reports whether a row with that code and name is read as a unit: no total, or one
// that Keep has, and not left out by Skip. It is for formats in which a cell of such a row
// would be a fault.
func (r RowReader) IsUnit(code, name string) bool {
	for _, text := range []string{rowKey(code), rowKey(name)} {
		is := func(of string) bool { return text != "" && rowKey(of) == text }
		switch {
		case slices.ContainsFunc(r.Skip, is):
			return false
		case slices.ContainsFunc(r.Keep, is):
			return true
		}
	}
	return !isTotal(trim(code)) && !isTotal(trim(name))
}

// kindOf tells what a row is, by its code and name, and by which of them.
func (t *tableReader) kindOf(code, name string, fields []Field) (kind rowKind, by string) {
	if len(t.rows) > 0 {
		for _, text := range []string{code, name} {
			if kind, ok := t.rows[rowKey(text)]; ok && text != "" {
				return kind, rowKey(text)
			}
		}
		if alone, ok := aloneIn(fields); ok {
			if kind, ok := t.rows[rowKey(alone)]; ok {
				return kind, rowKey(alone)
			}
		}
	}
	switch {
	case isTotal(code):
		return totalRow, code
	case isTotal(name):
		return totalRow, name
	case trim(fields[0].Text) == t.head[0].Text && t.isHead(fields):
		return headingRow, ""
	case len(t.columns) > 1 && (len(fields) == 1 || strings.TrimSpace(fields[len(fields)-1].Text) == ""):
		if alone, ok := aloneIn(fields); ok && isNote(alone) {
			return noteRow, alone
		}
	}
	return unitRow, ""
}

// isHead reports whether a row has the headings once more.
func (t *tableReader) isHead(fields []Field) bool {
	if len(fields) != len(t.head) {
		return false
	}
	for i := range fields {
		if trim(fields[i].Text) != t.head[i].Text {
			return false
		}
	}
	return true
}

// aloneIn is the text of a row that has but one.
func aloneIn(fields []Field) (text string, ok bool) {
	for i := range fields {
		switch s := strings.TrimSpace(fields[i].Text); {
		case s == "":
		case text != "":
			return "", false
		default:
			text = s
		}
	}
	return text, text != ""
}

// noUnit is the fault of a row that is no unit.
func (t *tableReader) noUnit(fields []Field, kind rowKind, by string) *InputError {
	var err error
	switch kind {
	case totalRow:
		err = basis.Errorf("%w: %s says that this is a total or a mean; delete the row, or name it in the option Skip to leave it out, or in Keep if it is a unit", ErrNoUnit, quote(by))
	case noteRow:
		err = basis.Errorf("%w: %s is a note; delete the row, or name it in the option Skip to leave it out, or in Keep if it is a unit", ErrNoUnit, quote(by))
	default:
		err = basis.Errorf("%w: the headings stand here once more; the file has several tables, or one of them twice", ErrNoUnit)
	}
	at := &fields[0]
	for i := range fields {
		if by != "" && trim(t.unguard(trim(fields[i].Text))) == by {
			at = &fields[i]
			break
		}
	}
	return t.fault(at, "", "", err)
}

// title looks for the headings below a row that has none, and says that it is a title;
// nil if there are no headings either. They are the next row with a code, or below a row
// with one text alone the next with several texts and no figure.
func (t *tableReader) title(head []Field, rows RowSource) error {
	const deepest = 10
	if t.code >= 0 || t.byList() {
		return nil
	}
	head = slices.Clone(head)
	at, text := Field{Line: head[0].Line, Column: head[0].Column}, ""
	for i := range head {
		if s := strings.TrimSpace(head[i].Text); s != "" {
			at, text = Field{Line: head[i].Line, Column: head[i].Column}, strings.Clone(s)
			break
		}
	}
	is := func(line, titles int) error {
		return t.fault(&at, "", "", basis.Errorf("%w: %s is a title, and the headings stand on line %d; delete what is above them, or set the option Titles to %d",
			ErrHeader, quote(text), line, titles))
	}
	_, alone := aloneIn(head)
	var likely error
	for n := 1; n <= deepest; n++ {
		fields, err := nextRow(rows)
		if err != nil {
			if err != io.EOF { //nolint:errorlint // the end; what wraps it is a fault
				return &InputError{File: t.File, Sheet: t.Sheet, Err: err}
			}
			break
		}
		for i := range fields {
			if _, kind, fault := t.heading(&fields[i]); fault == nil && kind == codeColumn {
				return is(fields[0].Line, t.Titles+n)
			}
		}
		if alone && likely == nil && onlyTexts(fields) {
			likely = is(fields[0].Line, t.Titles+n)
		}
	}
	return likely
}

// onlyTexts reports whether a row has several texts and no figure.
func onlyTexts(fields []Field) bool {
	n := 0
	for i := range fields {
		switch s := strings.TrimSpace(fields[i].Text); {
		case isNumber(s):
			return false
		case s != "":
			n++
		}
	}
	return n > 2
}
