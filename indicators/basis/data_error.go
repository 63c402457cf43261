package basis

// A DataError says where in a document, or in a value to be written, something is
// wrong. What is not known is zero: File is for those who know it.
type DataError struct {
	File   string `json:"file,omitempty"`
	Line   int    `json:"line,omitzero"`   // from 1
	Column int    `json:"column,omitzero"` // in bytes, from 1
	Path   string `json:"path,omitempty"`  // as in weights.of[1].base; "" is the value itself
	Err    error  `json:"err"`             // wraps ErrSyntax, ErrKey, ErrValue or a type's own
}

var (
	_ Placed  = (*DataError)(nil)
	_ Speaker = (*DataError)(nil)
)

// Error gives "file:line:column: path: what is wrong", leaving out what is not known.
func (e *DataError) Error() string { return e.Say(English, nil) }

// Say gives the same in a language.
func (e *DataError) Say(lang Language, texts Texts) string {
	text := e.Place().Say(lang)
	if e.Path != "" {
		text += e.Path + placeWords[lang].colon
	}
	return text + Say(e.Err, lang, texts)
}

// Unwrap returns Err.
func (e *DataError) Unwrap() error { return e.Err }

// Place tells where the fault is.
func (e *DataError) Place() Place { return Place{File: e.File, Line: e.Line, Column: e.Column} }
