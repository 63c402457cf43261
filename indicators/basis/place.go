package basis

import (
	"iter"
	"strconv"
	"strings"
	"unicode"
)

// Place is where something is wrong. What is not known is zero.
type Place struct {
	File         string `json:"file,omitempty"`
	Sheet        string `json:"sheet,omitempty"` // of a workbook; Line and Column are then a row and a column of it
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

// spot is the file with the line and column in it, "file:3:14", or with the cell of a
// sheet, "file.xlsx:Sheet1!C7".
func (p Place) spot() string {
	var parts []string
	if p.File != "" {
		parts = append(parts, p.File)
	}
	switch {
	case p.Sheet != "":
		parts = append(parts, sheetName(p.Sheet)+cell(p.Line, p.Column))
	case p.Line > 0:
		parts = append(parts, strconv.Itoa(p.Line))
		if p.Column > 0 {
			parts = append(parts, strconv.Itoa(p.Column))
		}
	}
	return strings.Join(parts, ":")
}

// sheetName is the name of a sheet as formulas have it: in single quotes if it has
// anything but letters, digits, underscores and points.
func sheetName(name string) string {
	plain := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || r == '_' || r == '.' }
	if strings.ContainsFunc(name, func(r rune) bool { return !plain(r) }) {
		return "'" + strings.ReplaceAll(name, "'", "''") + "'"
	}
	return name
}

// cell is "!C7", or "!7:7" for a whole row and "" for a whole sheet.
func cell(row, column int) string {
	switch {
	case row <= 0:
		return ""
	case column <= 0:
		return "!" + strconv.Itoa(row) + ":" + strconv.Itoa(row)
	}
	letters := ""
	for ; column > 0; column = (column - 1) / 26 {
		letters = string(rune('A'+(column-1)%26)) + letters
	}
	return "!" + letters + strconv.Itoa(row)
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
	parts, ok := joinedIn(err)
	if !ok {
		return yield(err)
	}
	for _, e := range parts {
		if !all(e, yield) {
			return false
		}
	}
	return true
}

// joinedIn lists the errors of which one is joined: it says what they say, a line each,
// and no more.
func joinedIn(err error) (parts []error, ok bool) {
	switch e := err.(type) { //nolint:errorlint // this one, not what it wraps
	case *Errors:
		return e.list, true
	case *Sentence:
	case interface{ Unwrap() []error }:
		parts = e.Unwrap()
		rest := err.Error()
		for i, p := range parts {
			text := p.Error()
			if i > 0 {
				text = "\n" + text
			}
			if rest, ok = strings.CutPrefix(rest, text); !ok {
				return nil, false
			}
		}
		return parts, rest == ""
	}
	return nil, false
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
