package henan

import (
	_ "embed" // for the two files
	"encoding"
	"encoding/csv"
	"fmt"
	"strconv"
	"strings"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/target"
)

//go:embed data/targets.csv
var targetsCSV string

//go:embed data/divisions.csv
var divisionsCSV string

// record is a row of an embedded file by heading.
type record map[string]string

// records reads an embedded file: lines that begin with # say what it is, the
// first other line has the headings. A file that cannot be read is a fault of
// this package that no data of a caller can cause, so it panics; the tests read
// both files.
func records(name, text string) []record {
	r := csv.NewReader(strings.NewReader(text))
	r.Comment = '#'
	rows, err := r.ReadAll()
	if err != nil || len(rows) == 0 {
		panic(fmt.Sprintf("henan: embedded %s: %v", name, err))
	}
	out := make([]record, len(rows)-1)
	for i, row := range rows[1:] {
		out[i] = make(record, len(row))
		for j, cell := range row {
			out[i][rows[0][j]] = cell
		}
	}
	return out
}

// number reads a cell; ok is false if it is empty.
func (r record) number(heading string) (x float64, ok bool) {
	if r[heading] == "" {
		return 0, false
	}
	x, err := strconv.ParseFloat(r[heading], 64)
	if err != nil {
		panic(fmt.Sprintf("henan: embedded %s of %s: %v", heading, r["code"], err))
	}
	return x, true
}

// word reads a cell that holds a word of an enumeration.
func (r record) word(heading string, into encoding.TextUnmarshaler) {
	if err := into.UnmarshalText([]byte(r[heading])); err != nil {
		panic(fmt.Sprintf("henan: embedded %s of %s: %v", heading, r["code"], err))
	}
}

// readTargets reads the embedded targets.
func readTargets() []target.Target {
	rows := records("targets.csv", targetsCSV)
	out := make([]target.Target, len(rows))
	for i, r := range rows {
		out[i] = target.Target{
			Code: r["code"], Section: r["section"], Line: r["line"], Class: r["class"], UnitOf: r["unit_code"], Whole: ProvinceCode,
			Name: r["name"], NameZH: r["name_zh"], Unit: r["unit"],
			Quote: r["quote"], Note: r["note"],
		}
		r.word("measure", &out[i].Measure)
		r.word("bound", &out[i].Bound)
		for _, year := range []int{2022, 2025} {
			if x, ok := r.number("by_" + strconv.Itoa(year)); ok {
				out[i].Goals = append(out[i].Goals, target.Goal{Year: year, Value: x})
			}
		}
		if low, ok := r.number("low"); ok {
			high, _ := r.number("high")
			out[i].Range = &indicators.Range{Lo: low, Hi: high}
		}
	}
	return out
}

// readDivisions reads the embedded divisions.
func readDivisions() []Division {
	rows := records("divisions.csv", divisionsCSV)
	out := make([]Division, len(rows))
	for i, r := range rows {
		out[i] = Division{
			Code: r["code"], Name: r["name"], PrefectureCode: r["prefecture_code"], Prefecture: r["prefecture"],
			Level: r["type"], Census2020: r["census_2020"] == "1", Codes2023: r["codes_2023"] == "1", Successor: r["successor"],
		}
	}
	return out
}
