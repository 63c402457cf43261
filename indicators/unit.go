package indicators

import (
	"iter"
	"math"
	"strings"
	"unicode"

	"github.com/countyeval/countyeval/indicators/basis"
)

// Unit is what is evaluated: a county, city, district or enterprise. All of it
// is data from the caller; nothing is ever read out of a name.
//
// A table takes a code that is not empty, and a name of any text. Code, class,
// region, level and tags tell units apart, so they must not differ by what
// nobody sees: white space around them and invisible characters are refused.
type Unit struct {
	Code   string `json:"code"`
	Name   string `json:"name,omitempty"`
	Class  string `json:"class,omitempty"`  // units of one class are compared, e.g. county, district
	Region string `json:"region,omitempty"` // e.g. the prefecture
	Level  string `json:"level,omitempty"`  // administrative level
	Tags   Tags   `json:"tags,omitzero"`    // basin, axis, functional zone ...; headings "tag:basin"
}

// Attribute returns what the unit has under the heading of a table: code, name,
// class, region, level, or tag: and a key. The value of a tag that the unit does
// not have is "". ok is false if a table has no such heading about the unit itself
// (see [Reserved]).
func (u Unit) Attribute(name string) (value string, ok bool) {
	switch name {
	case "code":
		return u.Code, true
	case "name":
		return u.Name, true
	case "class":
		return u.Class, true
	case "region":
		return u.Region, true
	case "level":
		return u.Level, true
	}
	key, ok := strings.CutPrefix(name, tagPrefix)
	if !ok || key == "" {
		return "", false
	}
	return u.Tags.Get(key), true
}

// Labels ranges over what the unit has under the headings class, region, level and tag:
// with a key; what it has not is left out.
func (u Unit) Labels() iter.Seq2[string, string] {
	return func(yield func(heading, word string) bool) {
		for _, x := range [][2]string{{"class", u.Class}, {"region", u.Region}, {"level", u.Level}} {
			if x[1] != "" && !yield(x[0], x[1]) {
				return
			}
		}
		for key, value := range u.Tags.All() {
			if !yield(tagPrefix+key, value) {
				return
			}
		}
	}
}

// Reserved reports whether a heading is one of those that describe the unit
// itself (code, name, class, region, level, tag:anything) or the marks of a column
// (mark:anything) and so cannot be the code of an indicator.
func Reserved(heading string) bool {
	switch heading {
	case "code", "name", "class", "region", "level":
		return true
	}
	return strings.HasPrefix(heading, tagPrefix) || strings.HasPrefix(heading, markPrefix)
}

// check lists what is wrong with the texts of a unit.
func (u Unit) check() []error {
	var errs []error
	add := func(err error) {
		if err != nil {
			errs = append(errs, err)
		}
	}
	add(checkCode(u.Code))
	add(checkName(u.Name))
	add(checkLabel("class", u.Class))
	add(checkLabel("region", u.Region))
	add(checkLabel("level", u.Level))
	for key, value := range u.Tags.All() {
		if key == "" {
			add(basis.Errorf("%w: a tag has no key", basis.ErrValue))
		}
		add(checkLabel(basis.Textf("key of a tag"), key))
		add(checkLabel(basis.Textf("tag %s", quote(key)), value))
	}
	return errs
}

// checkCode says what is wrong with the code of a unit or indicator.
func checkCode(code string) error {
	if plainASCII(code) {
		return nil
	}
	if strings.TrimSpace(code) == "" {
		return basis.Errorf("%w is empty", ErrCode)
	}
	if strings.TrimSpace(code) != code {
		return basis.Errorf("%w %s begins or ends with white space", ErrCode, quote(code))
	}
	if _, err := damage(code); err != nil {
		return basis.Errorf("%w %s: %w", ErrCode, quote(code), err)
	}
	if r, ok := invisible(code); ok {
		return basis.Errorf("%w %s has the invisible character %U", ErrCode, quote(code), r)
	}
	return nil
}

// plainASCII reports whether a text has something, and nothing but printable ASCII
// without blanks.
func plainASCII(text string) bool {
	for i := range len(text) {
		if text[i]-'!' > '~'-'!' {
			return false
		}
	}
	return text != ""
}

// checkLabel says what is wrong with a text that puts units into groups: the one under
// a heading, or what a [basis.Text] says.
func checkLabel(what any, text string) error {
	if strings.TrimSpace(text) != text {
		return basis.Errorf("%w: %v %s begins or ends with white space", basis.ErrValue, what, quote(text))
	}
	if _, err := damage(text); err != nil {
		return basis.Errorf("%w in the %v %s", err, what, quote(text))
	}
	if r, ok := invisible(text); ok {
		return basis.Errorf("%w: %v %s has the invisible character %U", basis.ErrValue, what, quote(text), r)
	}
	return nil
}

// checkName says what is wrong with a name, which may be any text.
func checkName(name string) error {
	if _, err := damage(name); err != nil {
		return basis.Errorf("%w in the name %s", err, quote(name))
	}
	if strings.Contains(name, "\x00") {
		return basis.Errorf("%w: the name %s has a NUL byte", ErrEncoding, quote(name))
	}
	return nil
}

// invisible finds a character in a text that people cannot see, such as a
// zero-width space, a control character, a blank that is not U+0020, or the
// replacement character of a text that was damaged earlier.
func invisible(text string) (r rune, ok bool) {
	for _, r := range text {
		if r != ' ' && (!unicode.IsGraphic(r) || unicode.IsSpace(r)) || r == unicode.ReplacementChar {
			return r, true
		}
	}
	return 0, false
}

// visible is a code as people see it, to name what it belongs to when the code
// itself is wrong.
func visible(code string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if !unicode.IsGraphic(r) {
			return -1
		}
		return r
	}, code))
}

// Mark says where the figure of a cell came from.
type Mark uint8

// The marks of a cell. The zero value is Reported.
const (
	Reported      Mark = iota // as read
	Missing                   // no figure; the value is NaN
	NotApplicable             // there can be no figure; the value is NaN, and the unit is not measured by it (evaluation.Result.Applies)
	Imputed                   // filled in by a step
	Treated                   // changed by a step, e.g. winsorized
	Restated                  // corrected by the reporter after the first reading
	Open                      // doubtful, under query with the reporter
	Derived                   // computed by a step from other columns
)

var markWords = basis.Words{"reported", "missing", "not applicable", "imputed", "treated", "restated", "open", "derived"}

// String gives the word of the mark, such as "not applicable".
func (m Mark) String() string { return basis.Name(markWords, "Mark", m) }

// MarshalText gives the word; a mark that does not exist is an error.
func (m Mark) MarshalText() ([]byte, error) { return basis.MarshalWord(markWords, "mark", m) }

// UnmarshalText accepts the words and nothing else.
func (m *Mark) UnmarshalText(text []byte) error {
	return basis.UnmarshalWord(markWords, "mark", m, text)
}

// absent reports whether cells of the mark have no figure.
func (m Mark) absent() bool { return m == Missing || m == NotApplicable }

// MarkAll returns the marks of a column that a step makes: the mark wherever there
// is a value, and Missing where x is NaN.
func MarkAll(x []float64, mark Mark) []Mark {
	marks := make([]Mark, len(x))
	for i, v := range x {
		marks[i] = mark
		if math.IsNaN(v) {
			marks[i] = Missing
		}
	}
	return marks
}

// checkCells says what is wrong with values and marks of a column: a value is NaN
// where the mark is Missing or NotApplicable and finite everywhere else.
func checkCells(code string, x []float64, marks []Mark, units []Unit) []error {
	var errs []error
	for i, v := range x {
		if err := checkCell(v, marks[i]); err != nil {
			errs = append(errs, &InputError{Unit: units[i].Code, Indicator: code, Err: err})
		}
	}
	return errs
}

func checkCell(x float64, m Mark) error {
	switch {
	case math.IsInf(x, 0):
		return basis.Errorf("%w: %v", basis.ErrNumber, x)
	case int(m) >= len(markWords):
		return basis.Errorf("%w: there is no mark %d", basis.ErrValue, int(m))
	case math.IsNaN(x) != m.absent():
		return basis.Errorf("%w: %v cannot be marked %s", basis.ErrValue, x, m)
	}
	return nil
}
