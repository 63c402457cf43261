package basis

import (
	"errors"
	"strings"
)

// A Tally stands for errors whose places are no longer kept, since there are too many:
// how many of one cause there are in one column, and where the first of them is.
type Tally struct {
	File      string `json:"file,omitzero"`
	Sheet     string `json:"sheet,omitzero"`
	Line      int    `json:"line,omitzero"`
	Column    int    `json:"column,omitzero"`
	Unit      string `json:"unit,omitzero"`
	Indicator string `json:"indicator,omitzero"`
	N         int    `json:"n"`
	Of        error  `json:"of"` // what they say, with an ellipsis for what differs
}

var (
	_ Placed  = (*Tally)(nil)
	_ Speaker = (*Tally)(nil)
)

// Error says where the first is, how many there are, and what they say.
func (t *Tally) Error() string { return t.Say(English, nil) }

// Say gives the same in a language.
func (t *Tally) Say(lang Language, texts Texts) string {
	return t.Place().Say(lang) + Say(Errorf("from here on %d, whose places are not kept: %w", t.N, t.Of), lang, texts)
}

// Unwrap returns Of.
func (t *Tally) Unwrap() error { return t.Of }

// Place tells where the first is.
func (t *Tally) Place() Place {
	return Place{File: t.File, Sheet: t.Sheet, Line: t.Line, Column: t.Column, Unit: t.Unit, Indicator: t.Indicator}
}

// Counted lists the tallies in err, for those who make other errors of its single ones.
func Counted(err error) []error {
	var out []error
	for _, t := range Find[*Tally](err) {
		out = append(out, t)
	}
	return out
}

// Tallies count errors by cause and column, and keep none. The zero value is ready.
type Tallies struct {
	by   map[string]*Tally
	list []*Tally
	key  []byte
}

// Add counts an error; a [Tally] counts as many as it has.
func (c *Tallies) Add(err error) {
	n := 1
	if t, ok := err.(*Tally); ok { //nolint:errorlint // this one, not what it wraps
		n = t.N
	}
	at := placeOf(err)
	c.key = append(c.key[:0], at.File...)
	c.key = append(append(c.key, 0), at.Sheet...)
	c.key = append(append(c.key, 0), at.Indicator...)
	c.key = appendCause(append(c.key, 0), err)
	t, ok := c.by[string(c.key)]
	if !ok {
		if c.by == nil {
			c.by = map[string]*Tally{}
		}
		t = &Tally{File: at.File, Sheet: at.Sheet, Line: at.Line, Column: at.Column, Unit: at.Unit, Indicator: at.Indicator, Of: cause(err)}
		c.by[string(c.key)] = t
		c.list = append(c.list, t)
	}
	t.N += n
}

// Errors lists the tallies, in the order in which each came first.
func (c *Tallies) Errors() []error {
	out := make([]error, len(c.list))
	for i, t := range c.list {
		out[i] = t
	}
	return out
}

// placeOf is where an error, or the first that it wraps, says that something is wrong.
func placeOf(err error) Place {
	switch e := err.(type) { //nolint:errorlint // walks the whole tree of wrapped errors
	case Placed:
		return e.Place()
	case Sentinel, *Errors:
	case *Sentence:
		for _, a := range e.Args {
			if inner, ok := a.(error); ok {
				if at := placeOf(inner); at != (Place{}) {
					return at
				}
			}
		}
	default:
		if inner := errors.Unwrap(err); inner != nil {
			return placeOf(inner)
		}
	}
	return Place{}
}

// ellipsis stands for what differs between errors of one cause.
const ellipsis = printed("…")

// cause is what an error says without its place and without its data: errors of one
// cause have the same.
func cause(err error) error {
	switch e := err.(type) { //nolint:errorlint // each part for itself
	case *Errors:
		return cause(e.list[0])
	case *Sentence:
		s := &Sentence{Text: e.Text, Args: make([]any, len(e.Args))}
		for i, a := range e.Args {
			switch a := a.(type) {
			case nil:
			case error:
				s.Args[i] = cause(a)
			default:
				s.Args[i] = ellipsis
			}
		}
		return s
	case Placed:
		if inner := errors.Unwrap(err); inner != nil {
			return cause(inner)
		}
	}
	return err
}

// appendCause appends what tells a cause from others.
func appendCause(key []byte, err error) []byte {
	switch e := err.(type) { //nolint:errorlint // each part for itself
	case *Errors:
		return appendCause(key, e.list[0])
	case Sentinel:
		return append(append(key, 1), e...)
	case *Sentence:
		key = append(append(key, 2), e.Text...)
		for _, a := range e.Args {
			if inner, ok := a.(error); ok {
				key = appendCause(key, inner)
			}
		}
		return append(key, 3)
	case Placed:
		if inner := errors.Unwrap(err); inner != nil {
			return appendCause(key, inner)
		}
	}
	return append(append(key, 1), err.Error()...)
}

// spotOf says where an error is, without its column of figures.
func spotOf(err error, lang Language) string {
	at := placeOf(err)
	if at.Line > 0 {
		at.Unit, at.Name = "", ""
	}
	at.Indicator = ""
	return strings.TrimRight(strings.TrimSpace(at.Say(lang)), ":：")
}
