package indicators

import (
	"bufio"
	"io"
	"math"
	"runtime"
	"slices"
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
	title  error       // a title stands where the headings should, or the reader broke on the way to them
	err    error       // of the reader
	ready  int         // parts from the first on that are read
	kept   int         // faults in these
}

// csvPart is what came of a block.
type csvPart struct {
	number int64
	survey survey
	rows   *part // nil without headings
	ready  bool
}

// readTable reads a table in blocks of about so many bytes.
func (c CSV) readTable(r io.Reader, f *Framework, size int) (*Table, error) {
	table, err := c.rows().start(f, c.checkComma()...)
	if err != nil {
		return nil, err
	}
	parts, err := c.readParts(r, table, size)
	if err != nil {
		return nil, err
	}
	return table.join(parts)
}

// readPanel reads a panel likewise.
func (c CSV) readPanel(r io.Reader, f *Framework, period string, size int) (*Panel, error) {
	table, err := c.rows().startPanel(f, period, c.checkComma()...)
	if err != nil {
		return nil, err
	}
	parts, err := c.readParts(r, table, size)
	if err != nil {
		return nil, err
	}
	return table.joinPanel(parts)
}

// readParts reads headings and rows.
func (c CSV) readParts(r io.Reader, table *tableReader, size int) ([]*part, error) {
	text := bufio.NewReaderSize(r, HeadBytes)
	head, _ := text.Peek(HeadBytes) // an error comes again
	if looksUTF16(string(head)) {
		return nil, utf16Fault(c.File)
	}
	if err := CheckFormat(head, c.File); err != nil {
		return nil, err
	}
	file := &csvFile{csv: c, table: table, blocks: csvBlocks{r: text, size: size, comma: string(c.comma()), line: 1}}
	return file.read()
}

// read reads the file. What is wrong with it as a whole is told alone, the first
// of these: it cannot be read, has another encoding, other line ends, no headings,
// or headings by which rows cannot be read.
func (c *csvFile) read() ([]*part, error) {
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
	case c.title != nil:
		return nil, c.title
	case !usable:
		return nil, joinFaults(c.table.faults)
	}
	return parts, nil
}

// header reads blocks until the one that has the headings, with its rows. It
// reports whether there are headings, and whether rows can be read by them.
func (c *csvFile) header() (headed, usable bool) {
	above := c.table.Titles
	for !headed {
		b, p := c.next()
		if p == nil {
			return false, false
		}
		p.survey = surveyText(b.text, b.line)
		scan := newCSVScanner(b, c.blocks.comma)
		for !headed {
			head, err := nextRow(scan)
			if err != nil {
				break // nothing but titles and blank lines
			}
			if above--; above >= 0 {
				continue
			}
			headed = true
			if usable = c.headings(head, scan); usable {
				p.read(c.table, b, scan)
			}
		}
		c.finish(p)
	}
	return headed, usable
}

// headings takes the row of the headings. It reports whether rows can be read by them.
func (c *csvFile) headings(head []Field, scan *csvScanner) bool {
	head = slices.Clone(head)
	fault := c.csv.separator(head)
	if fault == nil && c.table.header(head) {
		return true
	}
	c.title = c.table.title(head, &csvRest{c, scan})
	if fault != nil {
		c.table.faults = append(c.table.faults, fault)
	}
	return false
}

// csvRest are the rows from a place in a block on, also those of the blocks after it.
type csvRest struct {
	file *csvFile
	scan *csvScanner
}

var _ RowSource = (*csvRest)(nil)

// Next takes the next record.
func (r *csvRest) Next() ([]Field, error) {
	for {
		fields, err := r.scan.Next()
		if err == nil {
			return fields, nil
		}
		b, p := r.file.next()
		if p == nil {
			return nil, err
		}
		p.survey = surveyText(b.text, b.line)
		r.scan = newCSVScanner(b, r.file.blocks.comma)
	}
}

// work reads blocks until there are no more, their rows if there are headings.
func (c *csvFile) work(rows bool) {
	for b, p := c.next(); p != nil; b, p = c.next() {
		p.survey = surveyText(b.text, b.line)
		if rows {
			p.read(c.table, b, newCSVScanner(b, c.blocks.comma))
		}
		c.finish(p)
	}
}

// finish notes that a part is read. Once those from the first on have as many faults as
// are kept, the parts after them need not keep any.
func (c *csvFile) finish(p *csvPart) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for p.ready = true; c.ready < len(c.done) && c.done[c.ready].ready; c.ready++ {
		if rows := c.done[c.ready].rows; rows != nil {
			c.kept += len(rows.faults.kept)
		}
		if c.kept >= basis.MostKept && c.table.beyond.Load() == math.MaxInt64 {
			c.table.beyond.Store(int64(c.ready))
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
	p := &csvPart{number: int64(len(c.done))}
	c.done = append(c.done, p)
	return b, p
}

// read reads the rows of a block.
func (p *csvPart) read(t *tableReader, b csvBlock, scan *csvScanner) {
	p.rows = t.part(min(b.ends, len(b.text)/len(t.columns)) + 1)
	p.rows.number = p.number
	_ = p.rows.read(scan) // a block has no fault of its own
}
