package xlsx

import (
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// warn adds a warning about the sheet.
func (l *layout) warn(err error) {
	l.warnings = append(l.warnings, &indicators.InputError{File: l.reader.File, Sheet: l.name, Err: err})
}

// notices says what a reader of the figures should know: rows that were taken for
// titles, what is hidden, figures that are held as text or shown in another size.
func (l *layout) notices() {
	if top := l.head - l.headRows + 1; len(l.sheet.rows) > 0 && l.sheet.rows[0].number < top {
		first := &l.sheet.rows[0]
		l.warn(basis.Errorf("the headings stand in row %d; what stands above, from %q on, is not read", l.head, clip(l.heading(&first.cells[0]))))
	}
	if len(l.hiddenRow) > 0 {
		l.warn(basis.Errorf("hidden rows are read as all others: %s", ranges(l.hiddenRow, func(n int) string { return fmt.Sprint(n) })))
	}
	var columns []int
	for j, c := range l.columns {
		for _, h := range l.sheet.hidden {
			if l.names[j] != "" && h.left <= c && c <= h.right {
				columns = append(columns, c)
				break
			}
		}
	}
	if len(columns) > 0 {
		l.warn(basis.Errorf("hidden columns are read as all others: %s", ranges(columns, letters)))
	}
	if n := len(l.asText); n > 0 {
		l.warnAt(l.asText[0], basis.Errorf("figures that are stored as text are read; of %d the first is here", n))
	}
	if n := len(l.scaled); n > 0 {
		l.warnAt(l.scaled[0], basis.Errorf("figures that are shown in thousands or millions are read as they are stored; of %d the first is here", n))
	}
}

// warnAt adds a warning about a cell.
func (l *layout) warnAt(at place, err error) {
	l.warnings = append(l.warnings, &indicators.InputError{File: l.reader.File, Sheet: l.name, Line: at.row, Column: at.column, Err: err})
}

// findMerged refuses merged cells among those that are read: only one of them has a
// value, and which others it is to stand for is a guess.
func (l *layout) findMerged() {
	if len(l.sheet.rows) == 0 {
		return
	}
	last := l.sheet.rows[len(l.sheet.rows)-1].number
	for _, m := range l.sheet.merged {
		if m.bottom <= l.head || m.top > last || l.text(m.top, m.left) == "" && m.top > l.head {
			continue
		}
		for j, c := range l.columns {
			if l.names[j] != "" && m.left <= c && c <= m.right {
				l.faults = append(l.faults, &indicators.InputError{
					File: l.reader.File, Sheet: l.name, Line: m.top, Column: m.left,
					Err: basis.Errorf("%w: %s are one cell; take them apart and fill in each", ErrMerged, m.String()),
				})
				break
			}
		}
	}
}

// String is the area as formulas write it.
func (m area) String() string {
	return fmt.Sprintf("%s%d:%s%d", letters(m.left), m.top, letters(m.right), m.bottom)
}

// letters is the name of a column.
func letters(column int) string {
	name, _ := excelize.ColumnNumberToName(column) // from 1 to the last, as they are here
	return name
}

// ranges lists numbers in order, those that follow one another as a range.
func ranges(numbers []int, name func(int) string) string {
	var parts []string
	for i := 0; i < len(numbers); {
		j := i
		for j+1 < len(numbers) && numbers[j+1] == numbers[j]+1 {
			j++
		}
		part := name(numbers[i])
		if j > i {
			part += "-" + name(numbers[j])
		}
		parts = append(parts, part)
		i = j + 1
	}
	return strings.Join(parts, ", ")
}
