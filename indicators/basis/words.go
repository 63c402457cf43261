package basis

import (
	"fmt"
	"slices"
)

// Words are the text forms of an enumeration: those of the values 0, 1, 2 and so on.
type Words []string

// Text gives the word of a value as a [Text].
func (w Words) Text(of int) Text { return Text{Sentinel(w[of])} }

// Name gives the word of a value, and type and number if it has none:
// "TieRule(7)".
func Name[E ~int | ~uint8](w Words, kind string, e E) string {
	if i := int(e); i >= 0 && i < len(w) {
		return w[i]
	}
	return fmt.Sprintf("%s(%d)", kind, int(e))
}

// MarshalWord gives the word of a value, and an error that wraps [ErrValue] if it
// has none.
func MarshalWord[E ~int | ~uint8](w Words, kind string, e E) ([]byte, error) {
	if i := int(e); i >= 0 && i < len(w) {
		return []byte(w[i]), nil
	}
	return nil, Errorf("%w: there is no %s %d", ErrValue, printed(kind), int(e))
}

// UnmarshalWord sets e to the value with exactly that word; any other text is an
// error that wraps [ErrUnknown] and lists the words.
func UnmarshalWord[E ~int | ~uint8](w Words, kind string, e *E, text []byte) error {
	i := slices.Index(w, string(text))
	if i < 0 {
		return Errorf("%w: %q is no %s; one of %q", ErrUnknown, string(text), printed(kind), []string(w))
	}
	*e = E(i)
	return nil
}
