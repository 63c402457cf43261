package indicators

import (
	"bufio"
	"io"
	"runtime"
	"strings"
	"sync"

	"github.com/countyeval/countyeval/indicators/basis"
)

// csvFile reads one file in blocks: each is taken from the file in its turn, and
// then read into a part of the table while others are.
type csvFile struct {
	csv    CSV
	table  *tableReader
	mu     sync.Mutex
	blocks csvBlocks
	done   []*csvPart
	lines  *InputError // lines end in a carriage return alone
	err    error       // of the reader
}

// csvPart is what came of a block.
type csvPart struct {
	survey survey
	rows   *part // nil without headings
}

// readTable reads a table in blocks of about so many bytes.
func (c CSV) readTable(r io.Reader, f *Framework, size int) (*Table, error) {
	table, err := c.rows().start(f, c.checkComma()...)
	if err != nil {
		return nil, err
	}
	const few = 16
	text := bufio.NewReaderSize(r, few)
	if head, _ := text.Peek(4); looksUTF16(string(head)) { // an error comes again
		return nil, utf16Fault(c.File)
	}
	file := &csvFile{csv: c, table: table, blocks: csvBlocks{r: text, size: size, comma: string(c.comma()), line: 1}}
	return file.read()
}

// read reads the file. What is wrong with it as a whole is told alone, the first
// of these: it cannot be read, has another encoding, other line ends, no headings,
// or headings by which rows cannot be read.
func (c *csvFile) read() (*Table, error) {
	headed, usable := c.header()
	workers := runtime.GOMAXPROCS(0)
	if c.blocks.ended && len(c.blocks.text) == 0 {
		workers = 1
	}
	basis.Each(workers, basis.Large, func(int) { c.work(usable) })
	if c.err != nil {
		return nil, &InputError{File: c.csv.File, Err: c.err}
	}
	var whole survey
	var parts []*part
	for _, p := range c.done {
		whole.add(p.survey)
		if p.rows != nil {
			parts = append(parts, p.rows)
		}
	}
	fault := whole.fault(c.csv.File)
	switch {
	case fault != nil:
		return nil, fault
	case c.lines != nil:
		return nil, c.lines
	case !headed:
		return nil, c.table.headless()
	case !usable:
		return nil, joinFaults(c.table.faults)
	}
	return c.table.join(parts)
}

// header reads blocks until the one that has the headings, with its rows. It
// reports whether there are headings, and whether rows can be read by them.
func (c *csvFile) header() (headed, usable bool) {
	for !headed {
		b, p := c.next()
		if p == nil {
			return false, false
		}
		p.survey = surveyText(b.text, b.line)
		scan := newCSVScanner(b, c.blocks.comma)
		head, err := nextRow(scan)
		if err != nil {
			continue // nothing but blank lines
		}
		headed = true
		if fault := c.csv.separator(head); fault != nil {
			c.table.faults = append(c.table.faults, fault)
		} else if usable = c.table.header(head); usable {
			p.read(c.table, b, scan)
		}
	}
	return headed, usable
}

// work reads blocks until there are no more, their rows if there are headings.
func (c *csvFile) work(rows bool) {
	for b, p := c.next(); p != nil; b, p = c.next() {
		p.survey = surveyText(b.text, b.line)
		if rows {
			p.read(c.table, b, newCSVScanner(b, c.blocks.comma))
		}
	}
}

// next takes the next block and has a place for what comes of it, nil if there is
// no block.
func (c *csvFile) next() (csvBlock, *csvPart) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.err != nil {
		return csvBlock{}, nil
	}
	b, err := c.blocks.next()
	if err != nil {
		if err != io.EOF { //nolint:errorlint // the end; what wraps it is a fault
			c.err = err
		}
		return csvBlock{}, nil
	}
	if cr := strings.IndexByte(b.text, '\r'); b.ends == 0 && len(c.done) == 0 && cr >= 0 && cr < len(b.text)-1 {
		c.lines = &InputError{File: c.csv.File, Line: 1, Column: cr + 1, Err: basis.Errorf("%w: lines end in a carriage return (CR) alone; save the file with LF or CR LF", basis.ErrSyntax)}
	}
	p := new(csvPart)
	c.done = append(c.done, p)
	return b, p
}

// read reads the rows of a block.
func (p *csvPart) read(t *tableReader, b csvBlock, scan *csvScanner) {
	p.rows = t.part(min(b.ends, len(b.text)/len(t.columns)) + 1)
	_ = p.rows.read(scan) // a block has no fault of its own
}
