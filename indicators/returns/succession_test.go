package returns_test

import (
	"encoding/csv"
	"math"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/returns"
)

// What became of units that do not exist: 1 and 2 merged into 2, 3 became a district, 4 was
// split.
var changes = []returns.Succession{
	{Old: "1", New: "2", Date: "2024-01-01"},
	{Old: "2", New: "2", Date: "2024-01-01"},
	{Old: "3", New: "30", Date: "2023-07-01"},
	{Old: "4", New: "41", Date: "2024-01-01", Share: 0.3},
	{Old: "4", New: "42", Date: "2024-01-01", Share: 0.7},
}

func TestFollow(t *testing.T) {
	row := func(unit, code string, x float64) indicators.Reading {
		return reported(unit, code, "2023", x, "yearbook", "")
	}
	all := []indicators.Reading{row("1", "va", 0.1), row("2", "va", 0.2), row("3", "va", 5), row("3", "rd", 2), row("4", "va", 10), row("9", "rd", 1)}
	got, err := returns.Follow([]string{"va"}, changes, "2024-06-30", indicators.ReadingsOf(all...))
	require.NoError(t, err)
	want := []indicators.Reading{row("2", "va", 0.3), row("30", "va", 5), row("30", "rd", 2), row("41", "va", 3), row("42", "va", 7), row("9", "rd", 1)}
	for _, k := range []int{0, 3, 4} {
		want[k].Mark = indicators.Derived
	}
	assert.Equal(t, want, got)

	before, err := returns.Follow([]string{"va"}, changes, "2022-12-31", indicators.ReadingsOf(all...))
	require.NoError(t, err)
	assert.Equal(t, all, before, "nothing had changed yet")

	all[1].Value, all[1].Mark = math.NaN(), indicators.Missing
	got, err = returns.Follow([]string{"va"}, changes, "2024-06-30", indicators.ReadingsOf(all...))
	require.NoError(t, err)
	assert.True(t, math.IsNaN(got[0].Value))
	assert.Equal(t, indicators.Missing, got[0].Mark)
	own := reported("3", "va", "2023", 5, "3", "")
	got, err = returns.Follow(nil, changes, "2024-06-30", indicators.ReadingsOf(own))
	require.NoError(t, err)
	assert.Equal(t, "30", got[0].Source, "its own return is that of the new unit")
}

func TestFollowRefuses(t *testing.T) {
	row := func(unit, code string) indicators.Reading { return reported(unit, code, "2023", 1, "yearbook", "") }
	_, err := returns.Follow([]string{"va"}, changes, "2024-06-30", indicators.ReadingsOf(
		row("1", "rd"), row("2", "rd"), row("4", "rd"), row("1", "va"), row("4", "va"), row("4", "va")))
	require.Error(t, err)
	for _, text := range []string{
		"unit 2, indicator rd: value: the indicator is not declared a total", "unit 41, indicator rd", `unit 2, indicator va: missing value: the figure of "2"`, `the figure of "4" is there 2 times`,
	} {
		assert.ErrorContains(t, err, text)
	}
	_, err = returns.Follow(nil, nil, "2024-06-30", func(yield func(indicators.Reading, error) bool) { yield(indicators.Reading{}, basis.ErrUnknown) })
	require.ErrorIs(t, err, basis.ErrUnknown)
	_, err = returns.Follow([]string{"va"}, []returns.Succession{{Old: "1", New: "2", Date: "2024-01-01"}}, "2024-06-30", indicators.ReadingsOf(row("1", "va"), row("2", "va")))
	assert.ErrorContains(t, err, `the figures of "1" and "2" would be of one unit`, "2 has no line")
	for name, c := range map[string][]returns.Succession{
		"no date":     {{Old: "1", New: "2"}},
		"a chain":     {{Old: "1", New: "2", Date: "2024-01-01"}, {Old: "2", New: "3", Date: "2024-01-01"}},
		"no shares":   {{Old: "1", New: "2", Date: "2024-01-01"}, {Old: "1", New: "3", Date: "2024-01-01"}},
		"not 1":       {{Old: "1", New: "2", Date: "2024-01-01", Share: 0.5}, {Old: "1", New: "3", Date: "2024-01-01", Share: 0.4}},
		"a lone part": {{Old: "1", New: "2", Date: "2024-01-01", Share: 0.5}},
		"not finite":  {{Old: "1", New: "2", Date: "2024-01-01", Share: math.NaN()}, {Old: "1", New: "3", Date: "2024-01-01", Share: 1}},
	} {
		_, err := returns.Follow(nil, c, "2025-01-01", indicators.ReadingsOf())
		require.Error(t, err, name)
	}
}

// TestFollowDates: a day that is not of the form would be compared by its letters, and is
// refused, also that of a line which does not hold yet.
func TestFollowDates(t *testing.T) {
	for _, date := range []string{"2024", "2024-1-1", "2024/01/01", "2024-02-30", "2024-01-01 ", "9999-99-99"} {
		_, err := returns.Follow(nil, []returns.Succession{{Old: "1", New: "2", Date: date}}, "2023-06-30", indicators.ReadingsOf())
		require.ErrorIs(t, err, basis.ErrValue, date)
		assert.ErrorContains(t, err, "unit 1: value: the date "+strconv.Quote(date)+" is not of the form 2026-03-31")
		_, err = returns.Follow(nil, nil, date, indicators.ReadingsOf())
		require.ErrorIs(t, err, basis.ErrValue, date)
	}
	_, err := returns.Follow(nil, changes, "", indicators.ReadingsOf())
	require.ErrorIs(t, err, basis.ErrValue, "no day")
}

// TestReadSuccessions reads the table of the tests, in both languages.
func TestReadSuccessions(t *testing.T) {
	for name, text := range map[string]string{
		"English": "old,new,date,share\n1,2,2024-01-01,\n2,2,2024-01-01,\n3,30,2023-07-01,\n4,41,2024-01-01,0.3\n4,42,2024-01-01,0.7\n",
		"Chinese": "\ufeff日期,依据,新代码, 旧代码 ,占比\n2024-01-01,民政部公告,2,1,\n\n2024-01-01,,2,2,\n,,,,\n2023-07-01,,30,3,\n2024-01-01,,41,4,0.3\n2024-01-01,, 42 ,4,0.7\n",
	} {
		got, err := returns.ReadSuccessions(strings.NewReader(text), "codes.csv")
		require.NoError(t, err, name)
		assert.Equal(t, changes, got, name)
	}
	got, err := returns.ReadSuccessions(strings.NewReader("old,new,date\n1,2,2024-01-01\n"), "codes.csv")
	require.NoError(t, err)
	assert.Equal(t, []returns.Succession{{Old: "1", New: "2", Date: "2024-01-01"}}, got, "without splits there is no share")
}

// TestReadSuccessionsRefuses: every fault has its line and column, and all come at once.
func TestReadSuccessionsRefuses(t *testing.T) {
	_, err := returns.ReadSuccessions(strings.NewReader("old,new,date,share\n1,,2024-01-01,\n2,3,2024/1/1,1.5\n4,5\n6,7,2024-01-01,half\n8,\"9\n9\",2024-01-01,\n"), "codes.csv")
	require.Error(t, err)
	for _, want := range []string{
		"codes.csv:2:3: missing value: a change of codes has an old code, a new one and a date",
		`codes.csv:3:5: value: the date "2024/1/1" is not of the form 2026-03-31`,
		"codes.csv:3:14: value: a share of 1.5; a part of a total is between 0 and 1",
		"codes.csv:4:1: row of a wrong length: 2 fields for 4 headings",
		"codes.csv:5:16: ",
		`codes.csv:6:3: code "9\n9" has the invisible character U+000A`,
	} {
		assert.ErrorContains(t, err, want)
	}
	for text, want := range map[string]error{
		"": basis.ErrEmpty, "old,new\n": indicators.ErrHeader, "old,new,date,old\n": indicators.ErrHeader, "old,旧代码,new,date\n": indicators.ErrHeader,
		"a,\"b": indicators.ErrRow, "old,new,date\n\xff": indicators.ErrEncoding, "PK\x03\x04": indicators.ErrFormat,
	} {
		_, err := returns.ReadSuccessions(strings.NewReader(text), "codes.csv")
		require.ErrorIs(t, err, want, text)
		assert.ErrorContains(t, err, "codes.csv", text)
	}
}

// FuzzReadSuccessions: what is read has codes, a day and a share that may be one, and is read
// again as it was.
func FuzzReadSuccessions(f *testing.F) {
	f.Add("old,new,date,share\n4,41,2024-01-01,0.3\n4,42,2024-01-01,0.7\n")
	f.Add("旧代码,新代码,日期\n1,2,2024-01-01\n")
	f.Fuzz(func(t *testing.T, text string) {
		got, err := returns.ReadSuccessions(strings.NewReader(text), "codes.csv")
		if err != nil {
			require.Empty(t, got)
			return
		}
		var b strings.Builder
		w := csv.NewWriter(&b)
		require.NoError(t, w.Write([]string{"old", "new", "date", "share"}))
		for _, c := range got {
			require.NotEmpty(t, c.Old)
			require.NotEmpty(t, c.New)
			_, err := time.Parse(time.DateOnly, c.Date)
			require.NoError(t, err)
			row := []string{indicators.Guard(c.Old), indicators.Guard(c.New), c.Date, ""}
			if c.Share != 0 {
				require.True(t, c.Share > 0 && c.Share < 1)
				row[3] = indicators.FormatFigure(c.Share)
			}
			require.NoError(t, w.Write(row))
		}
		w.Flush()
		again, err := returns.ReadSuccessions(strings.NewReader(b.String()), "codes.csv")
		require.NoError(t, err)
		require.Equal(t, got, again)
	})
}
