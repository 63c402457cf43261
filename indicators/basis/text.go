package basis

import "fmt"

// A Text is words for people that are no error and keep their parts, as a [Sentence]
// does: the name of a step, why a figure was changed. It is made by [Textf], printed in
// English by String and in the language of a reader by Say. The zero Text has no words.
type Text struct{ of error } // a Sentinel without parts, or what Errorf makes

// Worded is a value that says in words what it is, such as a step with its options. As
// an argument of [Errorf] and [Textf] it stands with these words.
type Worded interface{ Text() Text }

var (
	_ fmt.Stringer    = Text{}
	_ Worded          = Text{}
	_ Speaker         = Text{}
	_ DataMarshaler   = Text{}
	_ DataUnmarshaler = (*Text)(nil)
)

// Textf makes a text; it takes what [Errorf] takes, and no %w. A text without arguments
// is taken as it stands. A text may stand in another, and in an error, as an argument
// under %v or %s.
func Textf(text string, args ...any) Text {
	switch {
	case text == "":
		return Text{}
	case len(args) == 0:
		return Text{Sentinel(text)}
	}
	return Text{Errorf(text, args...)}
}

// Named is a name, or words of their own, that somebody gave in both languages; with one
// alone it is the same in both. It is data, which no [Texts] translate.
func Named(english, chinese string) Text {
	switch {
	case english == "" && chinese == "":
		return Text{}
	case english == "":
		english = chinese
	}
	if chinese == english {
		chinese = ""
	}
	return Text{label{english, chinese}}
}

// label is what [Named] makes.
type label struct{ english, chinese string } // chinese "": as in English

var _ Speaker = label{}

// Error gives the name in English.
func (l label) Error() string { return l.english }

// Say gives the name in a language.
func (l label) Say(lang Language, _ Texts) string {
	if lang == Chinese && l.chinese != "" {
		return l.chinese
	}
	return l.english
}

// String gives the text in English.
func (t Text) String() string {
	if t.of == nil {
		return ""
	}
	return t.of.Error()
}

// Text returns t.
func (t Text) Text() Text { return t }

// Say gives the text in a language.
func (t Text) Say(lang Language, texts Texts) string { return Say(t.of, lang, texts) }

// IsZero reports whether there are no words.
func (t Text) IsZero() bool { return t.of == nil }

// MarshalData gives the text as the codec writes errors: without parts as a text.
func (t Text) MarshalData() (any, error) {
	if t.of == nil {
		return Sentinel(""), nil
	}
	return &t.of, nil
}

// UnmarshalData reads what MarshalData gives.
func (t *Text) UnmarshalData(read func(into any) error) error {
	if err := read(&t.of); err != nil {
		return err
	}
	if t.of == nil {
		return Errorf("%w: null stands where %s should", ErrMissing, NodeText)
	}
	if s, ok := t.of.(Sentinel); ok && s == "" { //nolint:errorlint // the text itself, nothing is wrapped
		t.of = nil
	}
	return nil
}
