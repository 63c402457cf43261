package indicators

import (
	"io"
	"slices"

	"github.com/countyeval/countyeval/indicators/basis"
)

// rowList is a RowSource of rows that are there.
type rowList struct{ rows [][]Field }

// Next returns the next row, and [io.EOF] after the last one.
func (l *rowList) Next() ([]Field, error) {
	if len(l.rows) == 0 {
		return nil, io.EOF
	}
	row := l.rows[0]
	l.rows = l.rows[1:]
	return row, nil
}

// TextRows are rows of texts for a [RowReader], the headings first: what a reader of
// another format, a query or a program has. The place of a field is its row and its
// column, from 1. The texts are not copied.
func TextRows(rows [][]string) RowSource {
	l := &rowList{rows: make([][]Field, len(rows))}
	for i, row := range rows {
		l.rows[i] = make([]Field, len(row))
		for j, text := range row {
			l.rows[i][j] = Field{Text: text, Line: i + 1, Column: j + 1}
		}
	}
	return l
}

// RecordRows are the rows of a list of records for a [RowReader], such as a program
// writes in JSON ([basis.ParseJSON]):
//
//	[{"code": "410181", "name": "巩义市", "rd": 2.31}, {"code": "410182", "rd": null}]
//
// The keys are the headings, those of all records in the order in which they come first.
// A key that a record lacks, and null, is an empty cell. A value that is a list or a
// record, and a key that stands twice in a record, are faults of the cell, which RowReader
// reports with its place. It is an error if the document is no list of records.
func RecordRows(doc *basis.Node) (RowSource, error) {
	if doc == nil || doc.Kind != basis.NodeList {
		return nil, recordsWanted(doc)
	}
	var faults []error
	var head []Field
	column := map[string]int{}
	for i := range doc.Items {
		record := &doc.Items[i]
		if record.Kind != basis.NodeRecord {
			faults = append(faults, recordsWanted(record))
			continue
		}
		for _, m := range record.Members {
			if _, known := column[m.Key]; !known {
				column[m.Key] = len(head)
				head = append(head, Field{Text: m.Key, Line: m.Line, Column: m.Column})
			}
		}
	}
	if len(faults) > 0 {
		return nil, basis.JoinErrors(faults...)
	}
	l := &rowList{}
	if len(head) > 0 {
		l.rows = append(l.rows, head)
	}
	for i := range doc.Items {
		l.rows = append(l.rows, recordRow(&doc.Items[i], column))
	}
	return l, nil
}

// recordRow is a record as a row.
func recordRow(record *basis.Node, column map[string]int) []Field {
	row := slices.Repeat([]Field{{Line: record.Line, Column: record.Column}}, len(column))
	seen := make(map[string]bool, len(record.Members))
	for _, m := range record.Members {
		field := Field{Text: m.Value.Text, Line: m.Value.Line, Column: m.Value.Column}
		switch {
		case seen[m.Key]:
			field.Err = basis.Errorf("%w %s stands twice in the record", ErrHeader, quote(m.Key))
		case m.Value.Kind == basis.NodeNull:
			field.Text = ""
		case m.Value.Kind == basis.NodeList || m.Value.Kind == basis.NodeRecord:
			field.Err = basis.Errorf("%w: %v, where a text or a number is wanted", basis.ErrValue, m.Value.Kind)
		}
		seen[m.Key] = true
		row[column[m.Key]] = field
	}
	return row
}

// recordsWanted is the error of a document that is no list of records.
func recordsWanted(at *basis.Node) error {
	e := &InputError{Err: basis.Errorf("%w: a list of records is wanted", ErrFormat)}
	if at != nil {
		e.Line, e.Column = at.Line, at.Column
	}
	return e
}
