package indicators

import (
	"strings"

	"github.com/countyeval/countyeval/indicators/basis"
)

// HeadBytes is how much of a file tells what it is.
const HeadBytes = 512

// CheckFormat says what a file is that begins like something else than a table in text,
// whatever its name: a workbook, a web page, a binary file ([ErrFormat]); nil if it may be
// one. head has the first [HeadBytes] of the file, or all. [CSV] asks it; it is for those
// who read another encoding first.
func CheckFormat(head []byte, file string) error {
	text := string(head[:min(len(head), HeadBytes)])
	if looksUTF16(text) {
		return nil
	}
	if what := formatOf(text); !what.IsZero() {
		return &InputError{File: file, Err: basis.Errorf("%w: %v", ErrFormat, what)}
	}
	return nil
}

// formatOf tells what a file is by its first bytes; no words if it may be a text.
func formatOf(head string) basis.Text {
	starts := func(with ...string) bool {
		for _, w := range with {
			if strings.HasPrefix(head, w) {
				return true
			}
		}
		return false
	}
	switch {
	case starts("PK\x03\x04") && (strings.Contains(head, "[Content_Types]") || strings.Contains(head, "xl/") || strings.Contains(head, "_rels/")):
		return basis.Textf("this is a workbook (.xlsx), whatever the file is called; open it and save the sheet as CSV (UTF-8)")
	case starts("PK\x03\x04", "PK\x05\x06"):
		return basis.Textf("this is a zip archive; unpack it first")
	case starts("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
		return basis.Textf("this is an old workbook (.xls), whatever the file is called; open it and save the sheet as CSV (UTF-8)")
	case starts("%PDF-"):
		return basis.Textf("this is a PDF document; its tables must be copied into a spreadsheet first")
	case starts(`{\rtf`):
		return basis.Textf("this is a text document (RTF); its tables must be copied into a spreadsheet first")
	}
	text := strings.ToLower(strings.TrimSpace(strings.TrimPrefix(head, byteOrderMark)))
	markup := func(with ...string) bool {
		for _, w := range with {
			if rest, ok := strings.CutPrefix(text, w); ok && (rest == "" || strings.ContainsAny(rest[:1], " >\t\r\n")) {
				return true
			}
		}
		return false
	}
	switch {
	case markup("<!doctype", "<html", "<head", "<body", "<table", "<meta"):
		return basis.Textf("this is a web page (HTML), as some systems give out tables; open it with a spreadsheet and save the sheet as CSV (UTF-8)")
	case markup("<?xml", "<workbook"):
		return basis.Textf("this is an XML document; open it with a spreadsheet and save the sheet as CSV (UTF-8)")
	case binary(head):
		return basis.Textf("this is a binary file, not a text")
	}
	return basis.Text{}
}

// binary reports whether a tenth of the bytes, and more than one, are control characters
// that no text has.
func binary(head string) bool {
	n := 0
	for i := range len(head) {
		if c := head[i]; c < ' ' && c != '\t' && c != '\n' && c != '\r' {
			n++
		}
	}
	return n > 1 && 10*n >= len(head)
}
