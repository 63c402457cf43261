package indicators

import (
	"maps"
	"slices"
	"strings"
	"unicode"

	"github.com/countyeval/countyeval/indicators/basis"
)

// Unit is what is evaluated: a county, city, district or enterprise. All of it
// is data from the caller; nothing is ever read out of a name.
//
// A table takes a code that is not empty, and a name of any text. Code, class,
// region, level and tags tell units apart, so they must not differ by what
// nobody sees: white space around them and invisible characters are refused. A
// tag without a value is the same as none.
type Unit struct {
	Code   string            `json:"code"`
	Name   string            `json:"name,omitempty"`
	Class  string            `json:"class,omitempty"`  // units of one class are compared, e.g. county, district
	Region string            `json:"region,omitempty"` // e.g. the prefecture
	Level  string            `json:"level,omitempty"`  // administrative level
	Tags   map[string]string `json:"tags,omitempty"`   // basin, axis, functional zone ...; headings "tag:basin"
}

// Reserved reports whether a heading is one of those that describe the unit
// itself (code, name, class, region, level, tag:anything) and so cannot be the
// code of an indicator.
func Reserved(heading string) bool {
	switch heading {
	case "code", "name", "class", "region", "level":
		return true
	}
	return strings.HasPrefix(heading, "tag:")
}

// clone copies the unit and drops tags without a value.
func (u Unit) clone() Unit {
	tags := maps.Clone(u.Tags)
	maps.DeleteFunc(tags, func(_, value string) bool { return value == "" })
	if len(tags) == 0 {
		tags = nil
	}
	u.Tags = tags
	return u
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
	for _, key := range slices.Sorted(maps.Keys(u.Tags)) {
		if key == "" {
			add(basis.Errorf("%w: a tag has no key", basis.ErrValue))
		}
		add(checkLabel("key of a tag", key))
		add(checkLabel("tag "+quote(key), u.Tags[key]))
	}
	return errs
}

// checkCode says what is wrong with the code of a unit or indicator.
func checkCode(code string) error {
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

// checkLabel says what is wrong with a text that puts units into groups.
func checkLabel(what, text string) error {
	if strings.TrimSpace(text) != text {
		return basis.Errorf("%w: %s %s begins or ends with white space", basis.ErrValue, what, quote(text))
	}
	if _, err := damage(text); err != nil {
		return basis.Errorf("%w in the %s %s", err, what, quote(text))
	}
	if r, ok := invisible(text); ok {
		return basis.Errorf("%w: %s %s has the invisible character %U", basis.ErrValue, what, quote(text), r)
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
	NotApplicable             // there can be no figure; the value is NaN
	Imputed                   // filled in by a step
	Treated                   // changed by a step, e.g. winsorised
	Restated                  // corrected by the reporter after the first reading
	Open                      // doubtful, under query with the reporter
	Derived                   // computed by a step from other columns
)

var markNames = [...]string{"reported", "missing", "not applicable", "imputed", "treated", "restated", "open", "derived"}

// String gives the mark as a word.
func (m Mark) String() string {
	if int(m) >= len(markNames) {
		return "unknown mark"
	}
	return markNames[m]
}

// absent reports whether cells of the mark have no figure.
func (m Mark) absent() bool { return m == Missing || m == NotApplicable }

// checkMark refuses a mark that there is not.
func checkMark(m Mark) error {
	if int(m) >= len(markNames) {
		return &InputError{Err: basis.Errorf("%w: there is no mark %d", basis.ErrValue, m)}
	}
	return nil
}
