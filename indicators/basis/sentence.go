package basis

import (
	"fmt"
	"slices"
	"strings"
)

// A Sentence is an error that keeps its parts: a text with the verbs of package
// fmt, and the values that stand in it. The text in English is what tells one
// sentence from another.
type Sentence struct {
	Text string
	Args []any // texts, numbers, booleans and errors
}

var _ error = (*Sentence)(nil)

// Errorf makes a [Sentence]; it takes what [fmt.Errorf] takes, verbs in the order
// of their arguments. An argument that is no text, number, boolean, error or [Worded] is
// printed at once, as it could change later; if that is a word of an enumeration, it is
// said in the language of the reader. A text that numbers its arguments, or
// takes a width from one, keeps no parts.
func Errorf(text string, args ...any) error {
	if indirect(text) {
		return fmt.Errorf(text, args...)
	}
	s := &Sentence{Text: text, Args: args}
	own := false
	for i, a := range args {
		if plain(a) {
			continue
		}
		if !own {
			s.Args, own = slices.Clone(args), true
		}
		words, ok := a.(Worded)
		if !ok {
			s.print(i)
			return s
		}
		s.Args[i] = said(words)
	}
	if strings.Contains(text, "%T") {
		s.Args = slices.Clone(s.Args)
		s.print(0)
	}
	return s
}

// said is what a sentence keeps of words.
func said(words Worded) any {
	if of := words.Text().of; of != nil {
		return of
	}
	return ""
}

// indirect reports whether a verb numbers its argument or takes a width from one.
func indirect(text string) bool {
	for i := 0; i < len(text); i++ {
		if text[i] != '%' {
			continue
		}
		for i++; i < len(text) && isFlag(text[i]); i++ {
		}
		if i < len(text) && (text[i] == '[' || text[i] == '*') {
			return true
		}
	}
	return false
}

// isFlag reports whether a byte may stand between the percent sign and its verb.
func isFlag(c byte) bool {
	switch c {
	case '+', '-', '#', ' ', '0', '.':
		return true
	}
	return c >= '1' && c <= '9'
}

func plain(arg any) bool {
	switch arg.(type) {
	case nil, string, bool, int, int64, uint64, rune, byte, float64, error, printed:
		return true
	}
	return false
}

// printed is the text of an argument, whatever verb it stands under.
type printed string

// Format implements [fmt.Formatter].
func (p printed) Format(f fmt.State, _ rune) { fmt.Fprint(f, string(p)) }

// print prints the arguments from number first on that are no plain values and no
// texts, or are asked for their type.
func (s *Sentence) print(first int) {
	for i, verb := range verbs(s.Text) {
		if i < first || i >= len(s.Args) {
			continue
		}
		switch a := s.Args[i].(type) {
		case Worded:
			s.Args[i] = said(a)
		default:
			if !plain(a) || strings.HasSuffix(verb, "T") {
				s.Args[i] = printed(fmt.Sprintf(verb, a))
			}
		}
	}
	s.Text = strings.ReplaceAll(s.Text, "%T", "%v")
}

// verbs lists the verbs of a text, each with its flags.
func verbs(text string) []string {
	var out []string
	for {
		from := strings.IndexByte(text, '%')
		if from < 0 {
			return out
		}
		to := from + 1
		for to < len(text) && isFlag(text[to]) {
			to++
		}
		if to >= len(text) {
			return out
		}
		if text[to] != '%' {
			out = append(out, text[from:to+1])
		}
		text = text[to+1:]
	}
}

// Error gives the sentence in English.
func (s *Sentence) Error() string {
	return fmt.Sprintf(strings.ReplaceAll(s.Text, "%w", "%v"), s.Args...)
}

// Unwrap returns the errors that the sentence wraps (%w), in order.
func (s *Sentence) Unwrap() []error {
	var out []error
	for i, verb := range verbs(s.Text) {
		if verb != "%w" || i >= len(s.Args) {
			continue
		}
		if err, ok := s.Args[i].(error); ok {
			out = append(out, err)
		}
	}
	return out
}
