package indicators

import (
	"math"
	"strings"

	"github.com/countyeval/countyeval/indicators/basis"
)

// markPrefix begins the heading of a column of marks; the code of the figures
// follows.
const markPrefix = "mark:"

// plainMark is the mark of a cell that has none in the file: Missing without a
// figure, Reported with one.
func plainMark(x float64) Mark {
	if math.IsNaN(x) {
		return Missing
	}
	return Reported
}

// confidentialWord stands in a column of marks for a cell that is confidential, alone
// or behind its mark and a comma.
const confidentialWord = "confidential"

// cutConfidential takes the word off the text of a mark.
func cutConfidential(text string) (mark string, confidential bool) {
	if text == confidentialWord {
		return "", true
	}
	mark, word, ok := strings.Cut(text, ",")
	if ok && strings.TrimSpace(word) == confidentialWord {
		return strings.TrimSpace(mark), true
	}
	return text, false
}

// markings reads the marks of the row that was read last.
func (p *part) markings(code string, fields []Field) {
	for i, c := range p.table.columns {
		if c.kind != markColumn {
			continue
		}
		text := p.label(fields[i].Text)
		if text == "" {
			continue
		}
		row := len(p.values[c.of]) - 1
		x := p.values[c.of][row]
		text, confidential := cutConfidential(text)
		if confidential {
			p.confidential = append(p.confidential, cellMark{column: c.of, row: row})
		}
		if text == "" {
			continue
		}
		var mark Mark
		switch err := mark.UnmarshalText([]byte(text)); {
		case err != nil:
			p.fail(&fields[i], code, i, err)
		case math.IsInf(x, 0): // its fault is reported
		case math.IsNaN(x) && !mark.absent():
			p.fail(&fields[i], code, i, basis.Errorf("%w: a cell without a figure cannot be marked %s", basis.ErrValue, mark))
		case mark.absent() && !math.IsNaN(x):
			p.fail(&fields[i], code, i, basis.Errorf("%w: %s cannot be marked %s, which has no figure", basis.ErrValue, formatNumber(x), mark))
		case mark != plainMark(x):
			p.marks = append(p.marks, cellMark{c.of, row, mark})
		}
	}
}
