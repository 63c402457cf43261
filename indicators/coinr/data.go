package coinr

import (
	"io"
	"slices"

	"github.com/countyeval/countyeval/indicators"
)

// csv is the form of iData: the codes of COINr for ours, and NA for a missing figure.
// time is "" where the file is one table, and its column Time is left out.
func (m *Meta) csv(file, time string) indicators.CSV {
	columns := map[string]string{"uCode": "code", "uName": "name", "": ""}
	if time == "" {
		columns["Time"] = ""
	}
	for _, in := range slices.Concat(m.Groups, m.Others) {
		columns[in.Code] = label(in.Code)
	}
	for code := range m.Denominators {
		columns[code] = code + Raw
	}
	return indicators.CSV{File: file, Columns: columns, Missing: []string{"NA"}, Unguarded: true}
}

// label is our heading of a group: class, region and level are what they are, others tags.
func label(code string) string {
	switch code {
	case "class", "region", "level":
		return code
	}
	return "tag:" + code
}

// ReadTable reads an iData table of one time on the framework of m; file is its name for
// messages. Units have uCode and uName; groups and other columns are tags with the codes of
// iMeta as keys (class, region and level are those of the unit), and NA is a text there as
// any; a column Time is left out. Figures, faults and warnings are as with [indicators.CSV].
func (m *Meta) ReadTable(r io.Reader, file string) (*indicators.Table, error) {
	return m.csv(file, "").ReadTable(r, m.Framework)
}

// ReadPanel reads an iData table with a row for each unit and Time.
func (m *Meta) ReadPanel(r io.Reader, file string) (*indicators.Panel, error) {
	return m.csv(file, "Time").ReadPanel(r, m.Framework, "Time")
}
