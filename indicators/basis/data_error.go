package basis

import (
	"strconv"
	"strings"
)

// A DataError says where in a document, or in a value to be written, something is
// wrong. What is not known is zero: File is for those who know it.
type DataError struct {
	File   string `json:"file,omitempty"`
	Line   int    `json:"line,omitzero"`   // from 1
	Column int    `json:"column,omitzero"` // in bytes, from 1
	Path   string `json:"path,omitempty"`  // as in weights.of[1].base; "" is the value itself
	Err    error  `json:"err"`             // wraps ErrSyntax, ErrKey, ErrValue or a type's own
}

var _ Placed = (*DataError)(nil)

// Error gives "file:line:column: path: what is wrong", leaving out what is not known.
func (e *DataError) Error() string {
	var b strings.Builder
	if e.File != "" {
		b.WriteString(e.File + ":")
	}
	if e.Line > 0 {
		b.WriteString(strconv.Itoa(e.Line) + ":" + strconv.Itoa(e.Column) + ":")
	}
	if b.Len() > 0 {
		b.WriteByte(' ')
	}
	if e.Path != "" {
		b.WriteString(e.Path + ": ")
	}
	if e.Err != nil {
		b.WriteString(e.Err.Error())
	}
	return b.String()
}

// Unwrap returns Err.
func (e *DataError) Unwrap() error { return e.Err }

// Place tells where the fault is.
func (e *DataError) Place() Place { return Place{File: e.File, Line: e.Line, Column: e.Column} }
