package basis

import "iter"

// Place is where something is wrong. What is not known is zero.
type Place struct {
	File         string `json:"file,omitempty"`
	Line, Column int    // from 1
	Unit         string // code of the unit
	Name         string // its name
	Indicator    string // code of the indicator
	Tranche      string // of a plan
	Article      int    // number of the clause in the notice, from 1
	Clause       string // its text
	Row          int    // of a group of scores, from 1
}

// Placed is an error that knows where something is wrong. What it wraps says what.
type Placed interface {
	error
	Place() Place
}

// All ranges over the single errors in err, in order: joined errors are taken
// apart, also those inside each other. An error that wraps several in a sentence
// of its own is one. A nil err has none.
func All(err error) iter.Seq[error] {
	return func(yield func(error) bool) { all(err, yield) }
}

func all(err error, yield func(error) bool) bool {
	if err == nil {
		return true
	}
	if _, whole := err.(*Sentence); !whole { //nolint:errorlint // this one, not what it wraps
		if j, ok := err.(interface{ Unwrap() []error }); ok && joined(err, j.Unwrap()) {
			for _, e := range j.Unwrap() {
				if !all(e, yield) {
					return false
				}
			}
			return true
		}
	}
	return yield(err)
}

// joined reports whether err says what its parts say, a line each, and no more.
func joined(err error, parts []error) bool {
	text := ""
	for i, p := range parts {
		if i > 0 {
			text += "\n"
		}
		text += p.Error()
	}
	return err.Error() == text
}

// Find lists the errors of type T in the tree of err, in order; what one of them
// wraps is not looked at.
func Find[T error](err error) []T {
	switch e := err.(type) { //nolint:errorlint // walks the whole tree of wrapped errors
	case T:
		return []T{e}
	case interface{ Unwrap() []error }:
		var out []T
		for _, x := range e.Unwrap() {
			out = append(out, Find[T](x)...)
		}
		return out
	case interface{ Unwrap() error }:
		return Find[T](e.Unwrap())
	}
	return nil
}
