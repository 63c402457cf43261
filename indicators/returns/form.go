package returns

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Form is a return form: what a department or a county is asked to report, with a line for
// each unit and indicator that says what is counted, in which unit, by whom. Blank it goes
// out ([Form.WriteCSV]); filled it comes back, and is read into readings ([Read]).
//
// A filled form says with its own cells which form it is, so that one of last year, of
// another county or of an older framework is refused and not misread.
type Form struct {
	Framework *indicators.Framework
	From      string            // who reports: code of a department or of a unit
	Name      basis.Text        // of who reports, for people
	Units     []indicators.Unit // about which it reports
	Columns   []string          // codes of what it reports, of [indicators.Framework.Reported]
	Period    Span              // of the figures of columns of which the framework says none
}

// ForDepartment is the form of a department: all units, and the columns of which the
// framework says that the department reports them.
func ForDepartment(f *indicators.Framework, units []indicators.Unit, department string, period Span) Form {
	return Form{Framework: f, From: department, Name: basis.Named(department, department), Units: units, Columns: columnsOf(f, department), Period: period}
}

// ForUnit is the form of a county: its own row, and the columns that no department reports.
func ForUnit(f *indicators.Framework, unit indicators.Unit, period Span) Form {
	return Form{Framework: f, From: unit.Code, Name: basis.Named(unit.Name, unit.Name), Units: []indicators.Unit{unit}, Columns: columnsOf(f, ""), Period: period}
}

func columnsOf(f *indicators.Framework, department string) []string {
	var out []string
	for _, in := range f.Reported() {
		if in.Department == department {
			out = append(out, in.Code)
		}
	}
	return out
}

// formVersion is that of the layout; what is laid out otherwise has another.
const formVersion = "1"

// The lines above the headings, and the columns below them.
const (
	lineTitle = iota
	lineVersion
	lineFrom
	linePeriod
	lineDate
	lineSigned
	lineHead
)

const (
	colUnit = iota
	colUnitName
	colIndicator
	colIndicatorName
	colDefinition
	colMeasure
	colDepartment
	colPeriod
	colFigure
	colMark
	colConfidential
	colNote
	colCount
)

// OpenColumn is the first of the columns that are filled in, from 0; those before it are
// locked, and from NoteColumn they say what the figure is. HeadLine is that of the headings.
const (
	OpenColumn = colFigure
	NoteColumn = colDefinition
	HeadLine   = lineHead
)

// OpenLines are the lines above the headings whose second cell is filled in: date and
// signature.
func OpenLines() []int { return []int{lineDate, lineSigned} }

// Version says of which framework the form is: it changes with every code, name, definition,
// unit or department of what is reported.
func (f Form) Version() string {
	var said [][]string
	for _, in := range f.Framework.Reported() {
		said = append(said, []string{in.Code, in.Name, in.NameZH, in.Definition, in.Unit, in.Department})
	}
	text, _ := json.Marshal(said) // texts alone
	sum := sha256.Sum256(text)
	return formVersion + "-" + hex.EncodeToString(sum[:6])
}

// check refuses a form that asks nothing, or what nobody reports.
func (f Form) check() error {
	if f.Framework == nil || len(f.Units) == 0 || len(f.Columns) == 0 || f.From == "" {
		return basis.Errorf("%w: the form of %q has no figures to fill in", basis.ErrEmpty, f.From)
	}
	errs := []error{f.Period.Check()}
	for _, code := range f.Columns {
		if !slices.ContainsFunc(f.Framework.Reported(), func(in indicators.Indicator) bool { return in.Code == code }) {
			errs = append(errs, basis.Errorf("%w: nobody reports %q", basis.ErrUnknown, code))
		}
	}
	return basis.JoinErrors(errs...)
}

// in are the words of a form in a language.
func in(lang basis.Language, t basis.Text) string { return t.Say(lang, texts()) }

// texts are made once, since a form says many words.
var texts = sync.OnceValue(Texts)

// Word is the word of a mark as forms have it in a language.
func Word(m indicators.Mark, lang basis.Language) string {
	if lang == basis.Chinese {
		if word, ok := texts()[m.String()]; ok {
			return word
		}
	}
	return m.String()
}

// title is the first cell, which tells the language of a form.
func title(lang basis.Language) string { return in(lang, basis.Textf("return form")) }

// headings are those of the columns.
func headings(lang basis.Language) []string {
	return []string{
		in(lang, basis.Textf("unit code")), in(lang, basis.Textf("unit name")), in(lang, basis.Textf("indicator code")), in(lang, basis.Textf("indicator name")),
		in(lang, basis.Textf("what is counted")), in(lang, basis.Textf("measured in")), in(lang, basis.Textf("reported by")), in(lang, basis.Textf("of the period")),
		in(lang, basis.Textf("figure")), in(lang, basis.Textf("state of the figure")), in(lang, basis.Textf("kept confidential")), in(lang, basis.Textf("remark")),
	}
}

// Rows lays out a form, blank but for the figures given: the head, the headings, and a line
// for each unit and indicator. Readings that the form would not give back as they are, since
// they are of another unit, period, source, date or state, are errors, all at once.
func (f Form) Rows(lang basis.Language, filled ...indicators.Reading) ([][]string, error) {
	if err := f.check(); err != nil {
		return nil, err
	}
	date, signed, errs := "", "", []error(nil)
	if len(filled) > 0 {
		date = filled[0].Date
		if filled[0].State == indicators.Signed {
			signed = in(lang, basis.Textf("yes"))
		}
	}
	rows := [][]string{
		{title(lang), in(lang, f.Name)},
		{in(lang, basis.Textf("version of the form")), f.Version()},
		{in(lang, basis.Textf("who reports")), f.From},
		{in(lang, basis.Textf("of the period")), f.Period.in(lang)},
		{in(lang, basis.Textf("date of the return")), date},
		{in(lang, basis.Textf("signed (yes)")), signed},
		headings(lang),
	}
	type cell struct{ unit, code string }
	given := map[cell]indicators.Reading{}
	for _, r := range filled {
		key := cell{r.Unit, r.Indicator}
		want := f.reading(r.Unit, r.Indicator, date, filled[0].State)
		want.Value, want.Mark, want.Confidential, want.Note = r.Value, r.Mark, r.Confidential, r.Note
		_, twice := given[key]
		same := r
		same.Value, want.Value = 0, 0
		switch {
		case same != want || r.State != indicators.AsReported && r.State != indicators.Signed:
			errs = append(errs, at(r, basis.Errorf("%w: the form of %q of %v would not give the figure back as it is", basis.ErrValue, f.From, f.Period)))
		case !slices.ContainsFunc(f.Units, func(u indicators.Unit) bool { return u.Code == r.Unit }) || !slices.Contains(f.Columns, r.Indicator):
			errs = append(errs, at(r, basis.Errorf("%w: the form of %q does not ask for the figure", basis.ErrUnknown, f.From)))
		case twice:
			errs = append(errs, at(r, basis.Errorf("%w: the form of %q has one line for the figure", indicators.ErrCode, f.From)))
		case !utf8.ValidString(r.Note) || strings.Contains(r.Note, "\r"):
			errs = append(errs, at(r, basis.Errorf("%w: the note %q is not plain text", basis.ErrValue, r.Note)))
		default:
			check := r
			check.Period = ""
			errs = append(errs, check.Check(f.Framework))
		}
		given[key] = r
	}
	for _, u := range f.Units {
		for _, code := range f.Columns {
			row := f.locked(lang, u, code)
			if r, ok := given[cell{u.Code, code}]; ok {
				row = append(row, f.open(lang, r)...)
			} else {
				row = append(row, "", "", "", "")
			}
			rows = append(rows, row)
		}
	}
	if err := basis.JoinErrors(errs...); err != nil {
		return nil, err
	}
	return rows, nil
}

// locked are the cells of a line that are not filled in.
func (f Form) locked(lang basis.Language, u indicators.Unit, code string) []string {
	col, _ := f.Framework.Find(code)
	name := col.Name
	if lang == basis.Chinese && col.NameZH != "" || name == "" {
		name = col.NameZH
	}
	period := col.Period
	if s, err := ParseSpan(period); err == nil || period == "" {
		if period == "" {
			s = f.Period
		}
		period = s.in(lang)
	}
	return []string{u.Code, u.Name, code, name, col.Definition, col.Unit, col.Department, period}
}

// open are those that are: of a figure that is there the mark is empty if it is as reported.
func (f Form) open(lang basis.Language, r indicators.Reading) []string {
	out := []string{"", "", "", r.Note}
	if r.Value == r.Value {
		out[0] = indicators.FormatFigure(r.Value)
	}
	if r.Mark != indicators.Reported {
		out[1] = Word(r.Mark, lang)
	}
	if r.Confidential {
		out[2] = in(lang, basis.Textf("yes"))
	}
	return out
}

// reading is one of the form, without its figure.
func (f Form) reading(unit, code, date string, state indicators.State) indicators.Reading {
	r := indicators.Reading{Unit: unit, Indicator: code, Period: f.Period.String(), Source: f.From, Date: date, State: state}
	if col, _ := f.Framework.Find(code); col.Period != "" {
		r.Period = col.Period // as the framework says it
	}
	if f.From != unit {
		r.Department = f.From
	}
	return r
}
