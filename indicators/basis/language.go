package basis

import (
	"errors"
	"fmt"
	"maps"
	"strings"
)

// Language is that of a reader. The zero value is English.
type Language int

// The languages of texts for people.
const (
	English Language = iota
	Chinese
)

var languages = Words{"en", "zh"}

// String gives en or zh.
func (l Language) String() string { return Name(languages, "Language", l) }

// MarshalText gives the word.
func (l Language) MarshalText() ([]byte, error) { return MarshalWord(languages, "language", l) }

// UnmarshalText accepts exactly en and zh.
func (l *Language) UnmarshalText(text []byte) error {
	return UnmarshalWord(languages, "language", l, text)
}

// Texts are the Chinese of English texts, by these: of sentences with the same verbs of
// package fmt (in another order with the index of the argument, %[2]s), of sentinels,
// and of the words of enumerations. Each room has its own in a function Texts, joined
// with those of the rooms below, as with [Kinds]; those of this one are [CommonTexts].
type Texts map[string]string

// JoinTexts joins texts. One English text has one Chinese: of two the later holds.
func JoinTexts(all ...Texts) Texts {
	out := Texts{}
	for _, t := range all {
		maps.Copy(out, t)
	}
	return out
}

// Speaker is an error, a value or a record that says itself in the language of a reader.
type Speaker interface {
	Say(lang Language, texts Texts) string
}

// Say is what an error says in a language; in English that is Error. Joined errors are
// a line each. What has no Chinese is said in English.
func Say(err error, lang Language, texts Texts) string {
	if err == nil {
		return ""
	}
	if lang == English {
		return err.Error()
	}
	parts, ok := joinedIn(err)
	if _, short := err.(*Errors); short || !ok { //nolint:errorlint // this one, not what it wraps
		return say(err, lang, texts)
	}
	lines := make([]string, len(parts))
	for i, e := range parts {
		lines[i] = Say(e, lang, texts)
	}
	return strings.Join(lines, "\n")
}

func say(err error, lang Language, texts Texts) string {
	switch e := err.(type) { //nolint:errorlint // each part says itself
	case Speaker:
		return e.Say(lang, texts)
	case Sentinel:
		return texts.word(string(e))
	case Placed:
		if inner := errors.Unwrap(err); inner != nil {
			return e.Place().Say(lang) + Say(inner, lang, texts)
		}
	}
	return texts.word(err.Error())
}

// word is the Chinese of a text, or the text itself.
func (t Texts) word(text string) string {
	if zh, ok := t[text]; ok {
		return zh
	}
	return text
}

var _ Speaker = (*Sentence)(nil)

// Say gives the sentence in a language, with the errors and words in it.
func (s *Sentence) Say(lang Language, texts Texts) string {
	text, ok := texts[s.Text]
	if lang == English || !ok {
		text = s.Text
	}
	args := make([]any, len(s.Args))
	for i, a := range s.Args {
		switch a := a.(type) {
		case error:
			args[i] = Say(a, lang, texts)
		case printed:
			args[i] = printed(texts.word(string(a)))
		default:
			args[i] = a
		}
	}
	text = strings.ReplaceAll(strings.ReplaceAll(text, "%w", "%v"), "]w", "]v")
	return fmt.Sprintf(text, args...)
}

// Say gives the place in words before what is wrong there: "file:3:14: unit 411,
// indicator rd: ".
func (p Place) Say(lang Language) string {
	w := placeWords[lang]
	var b strings.Builder
	if spot := p.spot(); spot != "" {
		b.WriteString(spot + ": ")
	}
	if p.Tranche != "" {
		fmt.Fprintf(&b, w.tranche, p.Tranche)
	}
	switch {
	case p.Article > 0 && p.Clause != "":
		fmt.Fprintf(&b, w.clause, p.Article, p.Clause)
	case p.Article > 0:
		fmt.Fprintf(&b, w.article, p.Article)
	}
	var parts []string
	switch {
	case p.Unit != "" && p.Name != "":
		parts = append(parts, fmt.Sprintf(w.named, p.Unit, p.Name))
	case p.Unit != "":
		parts = append(parts, fmt.Sprintf(w.unit, p.Unit))
	}
	if p.Indicator != "" {
		parts = append(parts, fmt.Sprintf(w.indicator, p.Indicator))
	}
	if p.Row > 0 {
		parts = append(parts, fmt.Sprintf(w.row, p.Row))
	}
	if len(parts) > 0 {
		b.WriteString(strings.Join(parts, w.comma) + w.colon)
	}
	return b.String()
}

var placeWords = map[Language]struct {
	tranche, clause, article, unit, named, indicator, row, comma, colon string
}{
	English: {"tranche %s: ", "article %d (%s): ", "article %d: ", "unit %s", "unit %s (%s)", "indicator %s", "row %d", ", ", ": "},
	Chinese: {"批次 %s：", "第 %d 条（%s）：", "第 %d 条：", "单位 %s", "单位 %s（%s）", "指标 %s", "第 %d 行", "，", "："},
}
