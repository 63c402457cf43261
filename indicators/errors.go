package indicators

import (
	"github.com/countyeval/countyeval/indicators/basis"
)

// The kinds of fault that callers tell apart with errors.Is. Each is wrapped
// in an [InputError] that says where it happened.
const (
	ErrEncoding  = basis.Sentinel("not UTF-8")             // the text has another encoding or is damaged
	ErrFormat    = basis.Sentinel("another format")        // the file is no text, or a text of another kind
	ErrHeader    = basis.Sentinel("heading")               // a column is missing, unknown, unnamed or there twice
	ErrRow       = basis.Sentinel("row of a wrong length") // more or fewer fields than headings
	ErrNoUnit    = basis.Sentinel("row of no unit")        // a title, a total, a note or the headings once more
	ErrCode      = basis.Sentinel("code")                  // a code is empty, used twice or has invisible characters
	ErrDirection = basis.Sentinel("direction")             // unknown, on a composed indicator, or target without a range
	ErrRange     = basis.Sentinel("range")                 // ends equal, in the wrong order, or not finite
)

// An InputError says where in the input something is wrong. What is not known
// is zero: a fault of a whole file has no Line, one found after reading has no
// File.
type InputError struct {
	File      string `json:"file,omitzero"`  // as the caller named it
	Sheet     string `json:"sheet,omitzero"` // of a workbook; Line and Column are then a row and a column of it
	Line      int    `json:"line,omitzero"`  // from 1; Column counts bytes, as editors' "byte column" and encoding/csv do
	Column    int    `json:"column,omitzero"`
	Unit      string `json:"unit,omitzero"`      // code of the unit
	Indicator string `json:"indicator,omitzero"` // code of the indicator (measured or composed)
	Err       error  `json:"err"`                // what is wrong; wraps one of the sentinels of this package
}

// Error gives "file:line:column: unit 410181, indicator rd: what is wrong", or
// "file.xlsx:Sheet1!C7: ..." of a workbook, leaving out what is not known.
func (e *InputError) Error() string {
	text := e.Place().Say(basis.English)
	if e.Err != nil {
		text += e.Err.Error()
	}
	return text
}

// Unwrap returns Err.
func (e *InputError) Unwrap() error { return e.Err }

// Place tells where the fault is.
func (e *InputError) Place() basis.Place {
	return basis.Place{File: e.File, Sheet: e.Sheet, Line: e.Line, Column: e.Column, Unit: e.Unit, Indicator: e.Indicator}
}

var _ basis.Placed = (*InputError)(nil)

// MarshalJSON writes the error by [basis.Marshal], with what it wraps.
func (e *InputError) MarshalJSON() ([]byte, error) { return basis.Marshal(e, Kinds()) }

// UnmarshalJSON reads what MarshalJSON writes.
func (e *InputError) UnmarshalJSON(data []byte) error { return basis.Unmarshal(data, e, Kinds()) }
