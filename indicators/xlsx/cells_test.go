package xlsx_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/indicators/xlsx"
)

// TestFigures: what a figure is, of the cells that programs write.
func TestFigures(t *testing.T) {
	tests := []struct {
		name, cell string
		want       float64
		warning    string
	}{
		{"plain", `<c r="D2"><v>3.1</v></c>`, 3.1, ""},
		{"17 digits of a typed 0.3", `<c r="D2"><v>0.29999999999999999</v></c>`, 0.3, ""},
		{"17 digits of 0.1 + 0.2", `<c r="D2"><v>0.30000000000000004</v></c>`, 0.3, ""},
		{"17 digits of 81.3", `<c r="D2"><v>81.299999999999997</v></c>`, 81.3, ""},
		{"an exponent", `<c r="D2" t="n"><v>1.5E-3</v></c>`, 0.0015, ""},
		{"a formula with its value", `<c r="D2"><f>C2/100</f><v>5.605</v></c>`, 5.605, ""},
		{"a formula that gives nothing", `<c r="D2" t="str"><f>""</f><v></v></c>`, math.NaN(), ""},
		{"percent of an indicator in percent", `<c r="D2" s="1"><v>0.153</v></c>`, 15.3, ""},
		{"percent of few digits", `<c r="D2" s="1"><v>7.0000000000000007E-2</v></c>`, 7, ""},
		{"a percent sign in quotes", `<c r="D2" s="6"><v>15.3</v></c>`, 15.3, ""},
		{"thousands", `<c r="D2" s="7"><v>1234.5</v></c>`, 1234.5, ""},
		{"in thousands", `<c r="D2" s="5"><v>1234</v></c>`, 1234, "数据!D2: figures that are shown in thousands or millions are read as they are stored; of 1 the first is here"},
		{"as text", `<c r="D2" t="inlineStr"><is><t> 3.10 </t></is></c>`, 3.1, "数据!D2: figures that are stored as text are read; of 1 the first is here"},
		{"no cell", ``, math.NaN(), ""},
		{"an empty cell", `<c r="D2" s="1"/>`, math.NaN(), ""},
		{"a style that there is not", `<c r="D2" s="99"><v>4</v></c>`, 4, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			row := strings.Replace(whole(2, "1"), `<c r="D2"><v>3.1</v></c>`, tt.cell, 1)
			got, err := read(t, xlsx.Reader{}, rawBook(t, sheetOf(row)))
			require.NoError(t, err)
			x := got.Column("rd").At(0)
			if math.IsNaN(tt.want) {
				assert.True(t, math.IsNaN(x))
				assert.Equal(t, []string{"数据!D1: indicator rd: missing value: the column has no figures"}, said(t, got))
				return
			}
			assert.InDelta(t, tt.want, x, 0)
			if tt.warning == "" {
				assert.Empty(t, got.Warnings())
			} else {
				assert.Equal(t, []string{tt.warning}, said(t, got))
			}
		})
	}
}

// TestCellsThatAreNoFigures: each is an error at its cell, and all are told.
func TestCellsThatAreNoFigures(t *testing.T) {
	tests := []struct{ name, cell, want string }{
		{"a formula without value", `<c r="C2"><f>SUM(D2:E2)</f></c>`, "missing value: the cell has a formula without its value; open the file in a spreadsheet program and save it"},
		{"a formula with an empty value", `<c r="C2"><f>SUM(D2:E2)</f><v></v></c>`, "missing value: the cell has a formula without its value; open the file in a spreadsheet program and save it"},
		{"an error value", `<c r="C2" t="e"><f>1/0</f><v>#DIV/0!</v></c>`, "value: the cell holds the error #DIV/0!"},
		{"a date", `<c r="C2" s="2"><v>45291</v></c>`, "not a finite number: the cell holds a date, 2023-12-31"},
		{"a month in Chinese", `<c r="C2" s="4"><v>45291</v></c>`, "not a finite number: the cell holds a date, 2023-12-31"},
		{"a date as text of ISO 8601", `<c r="C2" t="d"><v>2023-12-31</v></c>`, "not a finite number: the cell holds a date, 2023-12-31"},
		{"percent of another unit", `<c r="C2" s="1"><v>0.153</v></c>`, "not a finite number: the cell shows percent and stores 0.153, and the unit of the indicator is not %; say by Percent which of them is its figure"},
		{"thousands in a text", `<c r="C2" t="str"><v>1,234.5</v></c>`, `not a finite number: "1,234.5" has a comma or another separator; write a decimal point and no thousands separators`},
		{"a truth", `<c r="C2" t="b"><v>1</v></c>`, `not a finite number: "TRUE"; if it stands for a missing value, name it in the option Missing`},
		{"no number at all", `<c r="C2"><v>0x1p3</v></c>`, `not a finite number: the cell holds "0x1p3"`},
		{"one that is too large", `<c r="C2"><v>1e999</v></c>`, `not a finite number: the cell holds "1e999"`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			row := strings.Replace(whole(2, "7"), `<c r="C2"><v>560.5</v></c>`, tt.cell, 1)
			_, err := read(t, xlsx.Reader{}, rawBook(t, sheetOf(row, strings.ReplaceAll(whole(3, "7"), "3.1", "x"))))
			assert.Equal(t, []string{
				"数据!C2: unit 7, indicator va: " + tt.want,
				`数据!A3: unit 7: code "7" is used twice, first on line 2`,
				`数据!D3: unit 7, indicator rd: not a finite number: the cell holds "x"`,
			}, refused(t, err))
		})
	}
}

func TestPercent(t *testing.T) {
	row := strings.Replace(whole(2, "1"), `<c r="C2"><v>560.5</v></c>`, `<c r="C2" s="1"><v>0.29999999999999999</v></c>`, 1)
	for rule, want := range map[xlsx.Percent]float64{xlsx.PercentShown: 30, xlsx.PercentStored: 0.3} {
		got, err := read(t, xlsx.Reader{Percent: rule}, rawBook(t, sheetOf(row)))
		require.NoError(t, err)
		assert.InDelta(t, want, got.Column("va").At(0), 0)
		text, err := rule.MarshalText()
		require.NoError(t, err)
		var back xlsx.Percent
		require.NoError(t, back.UnmarshalText(text))
		assert.Equal(t, rule, back)
		assert.Equal(t, string(text), rule.String())
	}
	_, err := read(t, xlsx.Reader{Percent: 3}, rawBook(t, sheetOf(row)))
	assert.Equal(t, []string{"数据: value: there is no rule for percent cells 3"}, refused(t, err))
}

// TestCodes: codes and names are what is shown.
func TestCodes(t *testing.T) {
	tests := []struct{ name, cell, code, fault string }{
		{"a text", `<c r="A2" t="str"><v>010181</v></c>`, "010181", ""},
		{"a number", `<c r="A2"><v>410181</v></c>`, "410181", ""},
		{"a number with zeros before it", `<c r="A2" s="3"><v>10181</v></c>`, "010181", ""},
		{"too many digits", `<c r="A2"><v>411002199001011234</v></c>`, "", "value: the cell holds the number 4.11002199001011e+17, of which a spreadsheet keeps 15 digits; store it as text"},
		{"a date", `<c r="A2" s="2"><v>45291</v></c>`, "", "code: the cell holds a date, 2023-12-31"},
		{"an error", `<c r="A2" t="e"><v>#N/A</v></c>`, "", "value: the cell holds the error #N/A"},
		{"a formula without value", `<c r="A2"><f>B2</f></c>`, "", "missing value: the cell has a formula without its value; open the file in a spreadsheet program and save it"},
		{"no number", `<c r="A2"><v>4_1</v></c>`, "", `not a finite number: the cell holds "4_1"`},
		{"a truth", `<c r="A2" t="b"><v>0</v></c>`, "FALSE", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			row := strings.Replace(whole(2, "7"), `<c r="A2" t="str"><v>7</v></c>`, tt.cell, 1)
			got, err := read(t, xlsx.Reader{}, rawBook(t, sheetOf(row)))
			if tt.fault != "" {
				assert.Equal(t, []string{"数据!A2: " + tt.fault}, refused(t, err))
				return
			}
			require.NoError(t, err)
			assert.Equal(t, tt.code, got.AppendUnits(nil)[0].Code)
			assert.Equal(t, "甲县", got.AppendUnits(nil)[0].Name)
		})
	}
}

// TestDates: a date among names is a date, with two calendars of days.
func TestDates(t *testing.T) {
	for cell, want := range map[string]string{
		`<c r="B2" s="2"><v>45291</v></c>`:    "2023-12-31",
		`<c r="B2" s="2"><v>45291.75</v></c>`: "2023-12-31 18:00:00",
		`<c r="B2" s="2"><v>-1</v></c>`:       "-1",
	} {
		row := strings.Replace(whole(2, "7"), `<c r="B2" t="s"><v>5</v></c>`, cell, 1)
		got, err := read(t, xlsx.Reader{}, rawBook(t, sheetOf(row)))
		require.NoError(t, err)
		assert.Equal(t, want, got.AppendUnits(nil)[0].Name)
	}
	row := strings.Replace(whole(2, "7"), `<c r="B2" t="s"><v>5</v></c>`, `<c r="B2" s="2"><v>43829</v></c>`, 1)
	got, err := read(t, xlsx.Reader{}, pack(t, "_rels/.rels", topRelations, "xl/workbook.xml", fmt.Sprintf(workbook, `date1904="1"`), "xl/_rels/workbook.xml.rels", relations,
		"xl/sharedStrings.xml", shared, "xl/styles.xml", styles, "xl/worksheets/sheet1.xml", "<worksheet>"+sheetOf(row)+"</worksheet>"))
	require.NoError(t, err)
	assert.Equal(t, "2023-12-31", got.AppendUnits(nil)[0].Name)
}

// TestTexts: characters that XML cannot have, and those of several runs.
func TestTexts(t *testing.T) {
	for cell, want := range map[string]string{
		`<c r="B2" t="inlineStr"><is><t>甲_x0009_县</t></is></c>`:                                  "甲\t县",
		`<c r="B2" t="inlineStr"><is><t>_x005F_x0041__x</t></is></c>`:                            "_x0041__x",
		`<c r="B2" t="inlineStr"><is><r><t>甲</t></r><rPh><t>x</t></rPh><r><t>县</t></r></is></c>`: "甲县",
		`<c r="B2" t="str"><v>=HYPERLINK("http://x","y")</v></c>`:                                `=HYPERLINK("http://x","y")`,
		`<c r="B2" t="str"><v><![CDATA[<script>]]></v></c>`:                                      "<script>",
		`<c r="B2" t="s"></c>`: "",
	} {
		row := strings.Replace(whole(2, "7"), `<c r="B2" t="s"><v>5</v></c>`, cell, 1)
		got, err := read(t, xlsx.Reader{}, rawBook(t, sheetOf(row)))
		require.NoError(t, err)
		assert.Equal(t, want, got.AppendUnits(nil)[0].Name)
	}
}
