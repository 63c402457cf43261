package xlsx

import (
	"cmp"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Reader reads the sheets of a workbook as tables. The zero value reads the only sheet
// that holds something, and finds its headings.
type Reader struct {
	File    string            // name of the file, for messages
	Sheet   string            // which sheet; "": the only one that is not hidden and holds something
	Missing []string          // texts that stand for a missing figure, besides the empty cell
	Columns map[string]string // heading in the file -> our name; "" leaves the column out
	// LeaveOthers leaves out columns that nothing is known of, without a warning.
	LeaveOthers bool
	Percent     Percent  // what the figure of a cell is that is shown in percent
	Skip        []string // rows that are no units and are left out, by their code or name: 合计, a note
	Keep        []string // rows that are units though their code or name reads like a total or a note

	Codes indicators.CodeList // gives the codes of a sheet that has no column of codes, by the names of the units

	// Head is the row with the headings, the lowest if they stand in several; 0: the first
	// of the first [MaxHead] that has those of the framework. HeadRows is how many rows
	// they stand in, up to 3; 0: as many as it takes.
	Head, HeadRows int

	Last int // the last row of the table, below which notes stand; 0: the last of the sheet
}

// ReadTable reads a table on the columns of f, one row a unit. All faults are reported at
// once, joined, each an [*indicators.InputError] with file, sheet and cell.
func (r Reader) ReadTable(src io.Reader, f *indicators.Framework) (*indicators.Table, error) {
	b, err := r.open(src)
	if err != nil {
		return nil, err
	}
	info, s, err := b.pick(r.Sheet)
	if err != nil {
		return nil, r.fault(info.name, err)
	}
	return r.table(b, info, s, f)
}

// ReadPanel reads a panel, a sheet a year. sheets names them by year; if it is nil, each
// sheet that is not hidden and whose name is a year (2023 or 2023年) is one, and the others
// are not read. Framework and options are the same for all.
func (r Reader) ReadPanel(src io.Reader, f *indicators.Framework, sheets map[int]string) (*indicators.Panel, error) {
	b, err := r.open(src)
	if err != nil {
		return nil, err
	}
	if sheets == nil {
		if sheets, err = b.years(); err != nil {
			return nil, r.fault("", err)
		}
	}
	years := make([]int, 0, len(sheets))
	for year := range sheets {
		years = append(years, year)
	}
	slices.Sort(years)
	tables := make(map[int]*indicators.Table, len(sheets))
	var errs []error
	for _, year := range years {
		info, s, err := b.pick(cmp.Or(sheets[year], " ")) // no sheet has the name of a blank
		if err != nil {
			errs = append(errs, r.fault(info.name, err))
			continue
		}
		t, err := r.table(b, info, s, f)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		tables[year] = t
	}
	if len(errs) > 0 {
		return nil, basis.JoinErrors(errs...)
	}
	return indicators.NewPanel(tables)
}

// ReadYears reads a panel from one sheet with a row for each unit and year; period is the
// heading of the column of years. It is [indicators.CSV.ReadPanel] for workbooks.
func (r Reader) ReadYears(src io.Reader, f *indicators.Framework, period string) (*indicators.Panel, error) {
	b, err := r.open(src)
	if err != nil {
		return nil, err
	}
	info, s, err := b.pick(r.Sheet)
	if err != nil {
		return nil, r.fault(info.name, err)
	}
	l, err := r.layout(b, info.name, s, f)
	if err != nil {
		return nil, err
	}
	l.findMerged()
	p, err := r.rows(info.name).ReadPanel(l, f, period)
	if err != nil || len(l.faults) > 0 {
		return nil, l.join(err)
	}
	return p.Warn(l.said(info)...), nil
}

// Sheets lists the sheets of cells that are not hidden, in the order of the file.
func (r Reader) Sheets(src io.Reader) ([]string, error) {
	b, err := r.open(src)
	if err != nil {
		return nil, err
	}
	return b.names(), nil
}

// open opens a workbook.
func (r Reader) open(src io.Reader) (*workbook, error) {
	a, err := openArchive(src)
	if err != nil {
		return nil, r.fault("", err)
	}
	b, err := openWorkbook(a)
	if err != nil {
		return nil, r.fault("", err)
	}
	return b, nil
}

// fault is an error of the file or of a sheet.
func (r Reader) fault(sheet string, err error) error {
	return &indicators.InputError{File: r.File, Sheet: sheet, Err: err}
}

// rows is what reads the rows of a sheet.
func (r Reader) rows(sheet string) indicators.RowReader {
	return indicators.RowReader{
		File: r.File, Sheet: sheet, Missing: r.Missing, Columns: r.Columns, LeaveOthers: r.LeaveOthers, Skip: r.Skip, Keep: r.Keep, Codes: r.Codes,
	}
}

// names are those of the sheets that are not hidden.
func (b *workbook) names() []string {
	var names []string
	for _, s := range b.sheets {
		if !s.hidden {
			names = append(names, s.name)
		}
	}
	return names
}

// pick reads the sheet of a name, or the only one that holds something.
func (b *workbook) pick(name string) (sheetInfo, *sheet, error) {
	if name != "" {
		for _, info := range b.sheets {
			if strings.TrimSpace(info.name) == strings.TrimSpace(name) {
				s, err := b.readSheet(info.part)
				return info, s, err
			}
		}
		return sheetInfo{}, nil, basis.Errorf("%w: there is none of the name %q%v", ErrSheet, clip(name), basis.Meant(name, b.names()))
	}
	var found sheetInfo
	var of *sheet
	var filled []string
	for _, info := range b.sheets {
		if info.hidden {
			continue
		}
		s, err := b.readSheet(info.part)
		if err != nil {
			return info, nil, err
		}
		if len(s.rows) > 0 || of == nil && len(filled) == 0 {
			found, of = info, s
		}
		if len(s.rows) > 0 {
			filled = append(filled, info.name)
		}
	}
	switch {
	case of == nil:
		return sheetInfo{}, nil, basis.Errorf("%w: all sheets are hidden; say by Sheet which is the table", ErrSheet)
	case len(filled) > 1:
		return sheetInfo{}, nil, basis.Errorf("%w: the sheets %s hold something; say by Sheet which is the table", ErrSheet, strings.Join(filled, ", "))
	}
	return found, of, nil
}

var yearName = regexp.MustCompile(`^\s*([12][0-9]{3})\s*年?\s*$`)

// years are the sheets whose names are years.
func (b *workbook) years() (map[int]string, error) {
	out := map[int]string{}
	for _, name := range b.names() {
		m := yearName.FindStringSubmatch(name)
		if m == nil {
			continue
		}
		year, _ := strconv.Atoi(m[1]) // four digits
		if first, twice := out[year]; twice {
			return nil, basis.Errorf("%w: %q and %q are both of the year %d", ErrSheet, first, name, year)
		}
		out[year] = name
	}
	if len(out) == 0 {
		return nil, basis.Errorf("%w: none has the name of a year, such as 2023: %s", ErrSheet, strings.Join(b.names(), ", "))
	}
	return out, nil
}

// table makes the table of a sheet.
func (r Reader) table(b *workbook, info sheetInfo, s *sheet, f *indicators.Framework) (*indicators.Table, error) {
	l, err := r.layout(b, info.name, s, f)
	if err != nil {
		return nil, err
	}
	l.findMerged()
	t, err := r.rows(info.name).ReadTable(l, f)
	if err != nil || len(l.faults) > 0 {
		return nil, l.join(err)
	}
	return t.Warn(l.said(info)...), nil
}

// said is what is to be said of a sheet that was read.
func (l *layout) said(info sheetInfo) []error {
	if info.hidden {
		l.warn(basis.Errorf("the sheet is hidden"))
	}
	l.notices()
	return l.warnings
}
