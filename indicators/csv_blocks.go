package indicators

import (
	"io"
	"slices"
	"strings"
)

// blockSize is how many bytes are read at once: few against a large file, and
// many against the work that a block costs beside that of its rows.
const blockSize = 1 << 18

// csvBlock is a piece of a file that begins with a record and ends with one.
type csvBlock struct {
	text string
	mark int // bytes of a byte order mark at the start
	line int // the first, from 1
	ends int // line feeds
}

// csvBlocks cuts a file into blocks.
type csvBlocks struct {
	r     io.Reader
	size  int
	comma string
	text  []byte // read and not yet in a block
	line  int    // its first
	ended bool   // nothing is left to read
}

// next reads on and cuts a block off; at the end of the file the error is io.EOF.
func (b *csvBlocks) next() (csvBlock, error) {
	for size := max(b.size, len(byteOrderMark)); ; size *= 2 {
		if err := b.fill(size); err != nil {
			return csvBlock{}, err
		}
		if b.ended && len(b.text) == 0 {
			return csvBlock{}, io.EOF
		}
		text, mark := string(b.text), 0
		if b.line == 1 && strings.HasPrefix(text, byteOrderMark) {
			mark = len(byteOrderMark)
		}
		cut := len(text)
		if !b.ended {
			cut = lastEnd(text, mark, b.comma)
		}
		if cut == 0 {
			continue // the record is longer, perhaps since a quote is never closed
		}
		out := csvBlock{text: text[:cut], mark: mark, line: b.line, ends: strings.Count(text[:cut], "\n")}
		b.text = b.text[:copy(b.text, b.text[cut:])]
		b.line += out.ends
		return out, nil
	}
}

// fill reads until there are so many bytes or there is nothing left.
func (b *csvBlocks) fill(size int) error {
	for !b.ended && len(b.text) < size {
		if len(b.text) == cap(b.text) {
			b.text = slices.Grow(b.text, min(size, max(len(b.text), 1<<12)))
		}
		n, err := b.r.Read(b.text[len(b.text):min(cap(b.text), size)])
		b.text = b.text[:len(b.text)+n]
		switch {
		case err == io.EOF: // the end; what wraps it is a fault
			b.ended = true
		case err != nil:
			return err
		}
	}
	return nil
}

// lastEnd is the first byte after the last line feed that ends a record, 0 if
// there is none. A quote opens a field if it stands where one begins.
func lastEnd(text string, from int, comma string) int {
	last := 0
	for pos := from; ; {
		quote := strings.IndexByte(text[pos:], '"')
		if quote < 0 {
			quote = len(text) - pos
		}
		if end := strings.LastIndexByte(text[pos:pos+quote], '\n'); end >= 0 {
			last = pos + end + 1
		}
		before := text[:pos+quote]
		switch {
		case len(before) == len(text):
			return last
		case len(before) == from || before[len(before)-1] == '\n' || strings.HasSuffix(before, comma):
			end, closed := closingQuote(text, len(before))
			if !closed {
				return last
			}
			pos = end
		default:
			pos = len(before) + 1
		}
	}
}
