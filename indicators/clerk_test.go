package indicators_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/internal/textstest"
)

// clerk are the verdicts on the files of testdata/badinput/clerk, read with the framework
// basic unless columns are mapped: the lines of the error, as a clerk sees them, or the
// warnings. A file may be read in several ways.
var clerk = []struct {
	file   string
	csv    indicators.CSV
	period string   // read as a panel
	err    []string // the lines of the error; nil: none
	warns  []string
	units  int
}{
	{file: "title_row.csv", err: []string{`title_row.csv:1:1: heading: "County manufacturing data 2024" is a title, and the headings stand on line 2; delete what is above them, or set the option Titles to 1`}},
	{file: "title_row.csv", csv: indicators.CSV{Titles: 1}, units: 4},
	{file: "title_row.csv", csv: indicators.CSV{Titles: 7}, err: []string{"title_row.csv: empty: the file has no headings"}},
	{file: "title_row.csv", csv: indicators.CSV{Titles: -1}, err: []string{"title_row.csv: value: the option Titles is -1"}},
	{file: "title_and_note.csv", err: []string{`title_and_note.csv:1:1: heading: "县域制造业数据" is a title, and the headings stand on line 3; delete what is above them, or set the option Titles to 2`}},
	{file: "title_and_note.csv", csv: indicators.CSV{Titles: 1}, err: []string{`title_and_note.csv:2:1: heading: "单位：亿元、%、吨标准煤/万元" is a title, and the headings stand on line 3; delete what is above them, or set the option Titles to 2`}},
	{file: "title_and_note.csv", csv: indicators.CSV{Titles: 2}, err: []string{`title_and_note.csv:8:1: row of no unit: "数据来源：统计局" is a note; delete the row, or name it in the option Skip to leave it out, or in Keep if it is a unit`}},
	{file: "title_and_note.csv", csv: indicators.CSV{Titles: 2, Skip: []string{"数据来源：统计局"}}, units: 4},
	{file: "title_and_note.csv", csv: indicators.CSV{Titles: 2, Keep: []string{" 数据来源：统计局"}}, units: 5, warns: []string{"title_and_note.csv:8:1: unit 数据来源：统计局: missing value: the unit has no value at all"}},

	{file: "total_row_with_code.csv", err: []string{`total_row_with_code.csv:6:8: row of no unit: "合计" says that this is a total or a mean; delete the row, or name it in the option Skip to leave it out, or in Keep if it is a unit`}},
	{file: "total_row_with_code.csv", csv: indicators.CSV{Skip: []string{"合计"}}, units: 4},
	{file: "total_row_with_code.csv", csv: indicators.CSV{Skip: []string{"900000", "总计"}}, units: 4, warns: []string{`total_row_with_code.csv: unknown: no row has the code or name "总计" that the option Skip leaves out`}},
	{file: "total_row_with_code.csv", csv: indicators.CSV{Keep: []string{"合计"}}, units: 5, warns: []string{"total_row_with_code.csv:6:1: unit 900000: row of no unit: the row is the sum or the mean of all others in va, rd, energy; if it is a total, delete it or name it in the option Skip"}},
	{file: "total_row_with_code.csv", csv: indicators.CSV{Keep: []string{"合计"}, Skip: []string{"合计 "}}, err: []string{`total_row_with_code.csv: value: the options Skip and Keep both have "合计 "`}},
	{file: "total_row_without_code.csv", err: []string{`total_row_without_code.csv:6:2: row of no unit: "合计" says that this is a total or a mean; delete the row, or name it in the option Skip to leave it out, or in Keep if it is a unit`}},
	{file: "total_row_without_code.csv", csv: indicators.CSV{Skip: []string{"合计"}}, units: 4},
	{file: "sum_row_unnamed.csv", units: 5, warns: []string{"sum_row_unnamed.csv:6:1: unit 900009: row of no unit: the row is the sum or the mean of all others in va, rd, energy; if it is a total, delete it or name it in the option Skip"}},

	{file: "workbook.csv", err: []string{"workbook.csv: another format: this is a workbook (.xlsx), whatever the file is called; open it and save the sheet as CSV (UTF-8)"}},
	{file: "old_workbook.csv", err: []string{"old_workbook.csv: another format: this is an old workbook (.xls), whatever the file is called; open it and save the sheet as CSV (UTF-8)"}},
	{file: "page.csv", err: []string{"page.csv: another format: this is a web page (HTML), as some systems give out tables; open it with a spreadsheet and save the sheet as CSV (UTF-8)"}},
	{file: "gbk_plain.csv", err: []string{"gbk_plain.csv:2:8: not UTF-8: the file may be GB18030 (GBK), as Chinese Excel saves plain CSV; save it as UTF-8"}},

	{file: "percent_column.csv", err: append(append([]string{
		"40 faults, in short:",
		"  40 times in rd, first at percent_column.csv:2:17: not a finite number: … has a percent sign; the unit belongs into the framework, the figure alone into the cell",
	}, firstTen("percent_column.csv", `"%s%%" has a percent sign; the unit belongs into the framework, the figure alone into the cell`)...), "30 more are not listed")},
	{file: "thousands_quoted.csv", err: append(append([]string{
		"40 faults, in short:",
		"  40 times in va, first at thousands_quoted.csv:2:13: not a finite number: … has a comma or another separator; write a decimal point and no thousands separators",
	}, firstTen("thousands_quoted.csv", "")...), "30 more are not listed")},
	{file: "every_row_twice.csv", err: []string{
		"4 faults, in short:",
		"  4 times, first at every_row_twice.csv:6:1: code … is used twice, first on line …",
		`every_row_twice.csv:6:1: unit 900001: code "900001" is used twice, first on line 2`,
		`every_row_twice.csv:7:1: unit 900002: code "900002" is used twice, first on line 3`,
		`every_row_twice.csv:8:1: unit 900003: code "900003" is used twice, first on line 4`,
		`every_row_twice.csv:9:1: unit 900004: code "900004" is used twice, first on line 5`,
	}},

	{file: "unit_and_year.csv", err: []string{`unit_and_year.csv:1:11: code: the file has a row for each unit and year, 2022 to 2024 in the column "year"; read it as a panel (ReadPanel) with the name of that column, or keep the rows of one year`}},
	{file: "unit_and_year.csv", period: "year", units: 4},
	{file: "unit_and_year.csv", period: "yaer", err: []string{
		`unit_and_year.csv:1: heading "yaer" is not there (did you mean "year"?)`,
		`unit_and_year.csv:1:11: indicator year: heading "year" is none of the framework's, so the column is not read (did you mean "yaer"?)`,
	}},
	{file: "unit_and_year.csv", period: " ", err: []string{"unit_and_year.csv: empty: the column of years has no name"}},
	{file: "unit_and_half_year.csv", err: []string{`unit_and_half_year.csv:1:11: code: the file has a row for each unit and year, 20231 to 20241 in the column "period"; read it as a panel (ReadPanel) with the name of that column, or keep the rows of one year`}},
	{file: "unit_and_half_year.csv", period: "period", units: 4},

	{file: "heading_two_lines.csv", csv: indicators.CSV{Columns: map[string]string{"va (100 million yuan)": "va"}}, units: 4, warns: []string{`heading_two_lines.csv:2:31: indicator notes (free text): heading "notes (free text)" is none of the framework's, so the column is not read; the option Columns leaves it out knowingly (map it to ""), and LeaveOthers all that are not known`}},
	{file: "heading_two_lines_crlf.csv", csv: indicators.CSV{Columns: map[string]string{"va\r\n(100  million yuan)": "va"}, LeaveOthers: true}, units: 4},
	{file: "heading_blank_first.csv", err: []string{`heading_blank_first.csv:1:1: heading: the first heading is blank, and none is "code"; if the codes are there, write code above them, or map "" to code in the option Columns`}},
	{file: "heading_blank_first.csv", csv: indicators.CSV{Columns: map[string]string{"": "code"}}, units: 4},
	{file: "heading_blank_first_wide.csv", err: []string{`heading_blank_first_wide.csv:1:1: heading: the first heading is blank, and none is "code"; if the codes are there, write code above them, or map "" to code in the option Columns`}},
	{file: "columns_120_unknown.csv", units: 4, warns: []string{`columns_120_unknown.csv:1:30: heading: 120 columns are not read, since their headings are none of the framework's: "X_000", "X_001", `}},
	{file: "columns_120_unknown.csv", csv: indicators.CSV{LeaveOthers: true}, units: 4},

	{file: "fullwidth_twin.csv", err: []string{`fullwidth_twin.csv:6:1: unit ９００００１: code "９００００１" is the code "900001" of line 2 in full-width characters: one unit twice`}},
	{file: "nearly_constant.csv", units: 4},
	{file: "leading_point.csv", units: 2},
	{file: "resaved_row.csv", err: []string{`resaved_row.csv:3:1: row of a wrong length: the whole row is one field in quotes, with 5 commas inside; take away the quotes around it`}},
	{file: "codes_year1.csv", units: 4},
	{file: "codes_year2_zero_lost.csv", units: 4},
	{file: "codes_year2_decimal.csv", units: 4},
	{file: "codes_year2_two_renamed.csv", units: 4},
}

// firstTen are the lines of the first ten faults of a file with 40; what they say is left
// open if text is "".
func firstTen(file, text string) []string {
	out := make([]string, 10)
	for i := range out {
		out[i] = file + ":" + string(rune('2'+i))
		if i > 7 {
			out[i] = file + ":1" + string(rune('0'+i-8))
		}
		if text != "" {
			out[i] += ":"
		}
	}
	return out
}

// TestClerk: files as clerks have them are told what they are, in few lines, or read.
func TestClerk(t *testing.T) {
	f := badInputFramework(t, "frameworks/basic.json")
	seen := map[string]bool{}
	for _, c := range clerk {
		seen[c.file] = true
		t.Run(c.file, func(t *testing.T) {
			c.csv.File = c.file
			for _, size := range []int{1 << 18, 1} {
				tables, err := readClerk(t, c.csv, c.file, c.period, f, size)
				if c.err != nil {
					require.Error(t, err)
					assertLines(t, c.err, err)
					continue
				}
				require.NoError(t, err)
				for k, table := range tables {
					assert.Equal(t, c.units, table.Len())
					warnings := table.Warnings()
					if k > 0 || len(c.warns) == 0 {
						assert.Empty(t, warnings)
						continue
					}
					assertLines(t, c.warns, errors.Join(warnings...))
				}
			}
		})
	}
	files, err := os.ReadDir(filepath.Join("testdata", "badinput", "clerk"))
	require.NoError(t, err)
	for _, file := range files {
		assert.True(t, seen[file.Name()] || file.Name() == "README.md", file.Name())
	}
	assert.Len(t, seen, 27)
}

// assertLines checks that an error has the lines, or lines that begin so, also in Chinese.
func assertLines(t *testing.T, want []string, err error) {
	t.Helper()
	got := strings.Split(err.Error(), "\n")
	if assert.Len(t, got, len(want), err.Error()) {
		for i, line := range got {
			assert.True(t, strings.HasPrefix(line, want[i]), "%s\nis not\n%s", line, want[i])
		}
	}
	said := basis.Say(err, basis.Chinese, indicators.Texts())
	assert.Len(t, strings.Split(said, "\n"), len(want), said)
	assert.Empty(t, textstest.Spoken(err, indicators.Texts()), said)
}

// readClerk reads a file as a table or as a panel.
func readClerk(t *testing.T, c indicators.CSV, file, period string, f *indicators.Framework, size int) ([]*indicators.Table, error) {
	t.Helper()
	data := badInput(t, "clerk/"+file)
	if period == "" {
		table, err := indicators.ReadTableInBlocks(c, bytes.NewReader(data), f, size)
		return []*indicators.Table{table}, err
	}
	p, err := indicators.ReadPanelInBlocks(c, bytes.NewReader(data), f, period, size)
	if err != nil {
		return nil, err
	}
	assert.Empty(t, p.Warnings())
	var out []*indicators.Table
	for _, year := range p.Years() {
		out = append(out, p.Table(year))
	}
	return out, nil
}

// clerkTable reads one of the files.
func clerkTable(t *testing.T, file string) *indicators.Table {
	t.Helper()
	tables, err := readClerk(t, indicators.CSV{File: file}, file, "", badInputFramework(t, "frameworks/basic.json"), 1<<18)
	require.NoError(t, err)
	return tables[0]
}

// TestClerkPanels: the files of several years are read as panels with the figures of each.
func TestClerkPanels(t *testing.T) {
	f := badInputFramework(t, "frameworks/basic.json")
	p, err := indicators.CSV{}.ReadPanel(bytes.NewReader(badInput(t, "clerk/unit_and_year.csv")), f, "year")
	require.NoError(t, err)
	assert.Equal(t, []int{2022, 2023, 2024}, p.Years())
	assert.Equal(t, indicators.Year, p.Period())
	assert.Equal(t, []float64{120.5, 100, 140, 80.25}, p.Table(2024).Column("va").Copy())
	assert.Equal(t, []float64{110.5, 90, 130, 70.25}, p.Table(2024).Earlier(1).Column("va").Copy())
	assert.Equal(t, "B", p.Table(2023).Unit(3).Class)

	half, err := indicators.CSV{}.ReadPanel(bytes.NewReader(badInput(t, "clerk/unit_and_half_year.csv")), f, "period")
	require.NoError(t, err)
	assert.Equal(t, []int{20231, 20232, 20241}, half.Years())
	assert.Equal(t, indicators.HalfYear, half.Period())
	assert.Same(t, half.Table(20232), half.Table(20241).Earlier(1))
	assert.Same(t, half.Table(20231), half.Table(20232).Earlier(1))
	assert.Same(t, half.Table(20241), half.Table(20231).Earlier(-2))
	assert.Nil(t, half.Table(20231).Earlier(1))
}

// TestClerkCodes: a panel says what became of its units between years.
func TestClerkCodes(t *testing.T) {
	first := clerkTable(t, "codes_year1.csv")
	for file, c := range map[string]struct {
		warning string
		stayed  int
		pairs   []string
	}{
		"codes_year2_zero_lost.csv":   {"code: no code of 2024 is one of 2023; these look like one unit each: 010001 -> 10001, 010002 -> 10002, 010003 -> 10003, 010004 -> 10004; a table of old and new codes joins them (Panel.Recode)", 0, []string{"010001 10001 same code but for zeros", "010002 10002 same code but for zeros", "010003 10003 same code but for zeros", "010004 10004 same code but for zeros"}},
		"codes_year2_decimal.csv":     {"code: no code of 2024 is one of 2023; these look like one unit each: 010001 -> 10001.0, 010002 -> 10002.0, 010003 -> 10003.0, 010004 -> 10004.0; a table", 0, []string{"010001 10001.0 same code but for zeros", "010002 10002.0 same code but for zeros", "010003 10003.0 same code but for zeros", "010004 10004.0 same code but for zeros"}},
		"codes_year2_two_renamed.csv": {"code: 2 units of 2023 are not in 2024, and 2 came; these look like one unit each: 010003 -> 011003, 010004 -> 011004; a table", 2, []string{"010003 011003 same name", "010004 011004 same name"}},
	} {
		t.Run(file, func(t *testing.T) {
			p, err := indicators.NewPanel(map[int]*indicators.Table{2023: first, 2024: clerkTable(t, file)})
			require.NoError(t, err)
			assertLines(t, []string{c.warning}, errors.Join(p.Warnings()...))
			require.Len(t, p.Turnover(), 1)
			turnover := p.Turnover()[0]
			assert.Equal(t, c.stayed, turnover.Stayed)
			assert.Len(t, turnover.Came, 4-c.stayed)
			assert.Len(t, turnover.Went, 4-c.stayed)
			var pairs []string
			var changes []indicators.CodeChange
			for _, x := range turnover.Alike {
				pairs = append(pairs, x.Old.Code+" "+x.New.Code+" "+x.Why.String())
				changes = append(changes, indicators.CodeChange{Old: x.Old.Code, New: x.New.Code})
			}
			assert.Equal(t, c.pairs, pairs)

			joined, err := p.Recode(changes...)
			require.NoError(t, err)
			assert.Empty(t, joined.Warnings())
			assert.Equal(t, 4, joined.Compare(2023, 2024).Stayed)
			assert.Equal(t, []float64{100.5, 80, 120, 60.25}, joined.Table(2024).Earlier(1).Column("va").Copy())
			assert.Len(t, p.Turnover()[0].Came, 4-c.stayed, "the panel itself stays as it was")
		})
	}
}
