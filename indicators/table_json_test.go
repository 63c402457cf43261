package indicators_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// marked has cells of several marks, some of them confidential, and warnings.
func marked(t *testing.T) *indicators.Table {
	t.Helper()
	table, err := indicators.NewTable(small(t), smallTable(t).AppendUnits(nil), map[string][]float64{
		"va": {791.38, nan, nan}, "rd": {2.41, nan, 1.87}, "area": {120, nan, 90}, "energy": {1e-7, nan, 1e21},
	}, map[string][]indicators.Mark{"va": {indicators.Open, indicators.Missing, indicators.NotApplicable}})
	require.NoError(t, err)
	table, err = table.WithConfidential("energy", []bool{true, false, true})
	require.NoError(t, err)
	return table
}

func sameWarnings(t *testing.T, want, got []error) {
	t.Helper()
	require.Len(t, got, len(want))
	for i := range want {
		assert.EqualError(t, got[i], want[i].Error())
	}
}

func TestTableWrittenAndRead(t *testing.T) {
	table := marked(t)
	require.Len(t, table.Warnings(), 1)
	text, err := json.Marshal(table)
	require.NoError(t, err)
	assert.Contains(t, string(text), `{"code":"va","values":[791.38,null,null],"marks":["open","missing","not applicable"]}`)
	assert.Contains(t, string(text), `{"code":"rd","values":[2.41,null,1.87]}`)
	assert.Contains(t, string(text), `"confidential":["410122","410182"]`)
	assert.Contains(t, string(text), `"warnings":[{"kind":"input","unit":"410181","err":`)
	var back indicators.Table
	require.NoError(t, json.Unmarshal(text, &back))
	sameTables(t, table, &back)
	sameWarnings(t, table.Warnings(), back.Warnings())
	require.ErrorIs(t, back.Warnings()[0], basis.ErrMissing)
	assert.Equal(t, table.Framework().Nodes(), back.Framework().Nodes())
	assert.Equal(t, table.Framework().Aux(), back.Framework().Aux())
	again, err := json.Marshal(&back)
	require.NoError(t, err)
	assert.Equal(t, string(text), string(again))
	require.ErrorContains(t, json.Unmarshal(text, &back), "in use")
	_, err = json.Marshal(&indicators.Table{})
	require.ErrorIs(t, err, basis.ErrEmpty)
	_, err = json.Marshal(&indicators.Panel{})
	require.ErrorIs(t, err, basis.ErrEmpty)
	_, err = basis.Marshal(&indicators.Framework{}, basis.Kinds{})
	require.ErrorIs(t, err, basis.ErrEmpty)
}

func TestTableOfAPanelWrittenAndRead(t *testing.T) {
	p, err := indicators.NewPanel(map[int]*indicators.Table{2022: smallTable(t), 2023: marked(t)})
	require.NoError(t, err)
	table, err := p.Table(2023).Select(func(u indicators.Unit) bool { return u.Class == "A" })
	require.NoError(t, err)
	text, err := json.Marshal(table)
	require.NoError(t, err)
	back, err := indicators.ReadTable(strings.NewReader(string(text)), "t.json")
	require.NoError(t, err)
	sameTables(t, table, back)
	sameTables(t, table.Earlier(1), back.Earlier(1))
	of, year := back.Panel()
	assert.Equal(t, []int{2022, 2023}, of.Years())
	assert.Equal(t, 2023, year)
	sameTables(t, p.Table(2023), of.Table(2023))

	text, err = json.Marshal(p)
	require.NoError(t, err)
	own, err := indicators.ReadPanel(strings.NewReader(string(text)), "p.json")
	require.NoError(t, err)
	for _, y := range p.Years() {
		sameTables(t, p.Table(y), own.Table(y))
	}
	var empty indicators.Panel
	require.NoError(t, json.Unmarshal(text, &empty))
	require.ErrorContains(t, json.Unmarshal(text, &empty), "in use")
}

func TestTableRefusedInJSON(t *testing.T) {
	text, err := json.Marshal(marked(t))
	require.NoError(t, err)
	doc := string(text)
	for name, c := range map[string]struct{ was, is, want string }{
		"not a record":      {doc, `[]`, "t.json:1:1: value: a list stands where a record should"},
		"no framework":      {`{"framework":`, `{"frame":`, `key "frame" is unknown`},
		"framework":         {`"code":"rd"`, `"code":"va"`, `code "va" is used twice`},
		"column twice":      {`{"code":"rd","values"`, `{"code":"va","values"`, "indicator va: code: the column is there twice"},
		"mark of a value":   {`"open","missing"`, `"missing","missing"`, "unit 410122, indicator va: value: 791.38 cannot be marked missing"},
		"unknown mark":      {`"open","missing"`, `"odd","missing"`, `"odd" is no mark`},
		"too few values":    {`[791.38,null,null]`, `[791.38]`, "indicator va: row of a wrong length: 1 values for 3 units"},
		"confidential unit": {`["410122","410182"]`, `["410199"]`, "unit 410199, indicator energy: unknown"},
		"year of no panel":  {`"warnings"`, `"year":2020,"warnings"`, "the year 2020 of no panel"},
		"kind of a warning": {`"kind":"input"`, `"kind":"odd"`, `"odd" is no kind of error`},
	} {
		t.Run(name, func(t *testing.T) {
			require.Contains(t, doc, c.was)
			_, err := indicators.ReadTable(strings.NewReader(strings.Replace(doc, c.was, c.is, 1)), "t.json")
			assert.ErrorContains(t, err, c.want)
		})
	}
	fits, err := json.Marshal(mustPanel(t, 2022).Table(2022))
	require.NoError(t, err)
	for was, want := range map[string]string{
		`"year":2022,"panel"`: "the panel of the table has no year 2021",
		`"tables":{"2022":{`:  "the table of 2022 has a year or panel of its own",
	} {
		is := map[string]string{`"year":2022,"panel"`: `"year":2021,"panel"`, `"tables":{"2022":{`: `"tables":{"2022":{"year":3,`}[was]
		require.Contains(t, string(fits), was)
		_, err := indicators.ReadTable(strings.NewReader(strings.Replace(string(fits), was, is, 1)), "t.json")
		assert.ErrorContains(t, err, want)
	}
}

func mustPanel(t *testing.T, year int) *indicators.Panel {
	t.Helper()
	p, err := indicators.NewPanel(map[int]*indicators.Table{year: smallTable(t)})
	require.NoError(t, err)
	return p
}

// oddError is an error of one's own with a kind.
type oddError struct {
	Of string `json:"of"`
}

func (e oddError) Error() string { return "odd: " + e.Of }

func TestErrorsOfOnesOwnInAStage(t *testing.T) {
	stage := indicators.Stage{
		Name: basis.Textf("odd"), Table: marked(t), Changes: []indicators.Change{{Unit: "410122", Indicator: "va", Was: nan, Is: 3, Why: basis.Textf("why")}},
		Left: []indicators.Departure{{Unit: "x", Why: basis.Textf("y")}}, Warnings: []error{oddError{"va"}, &indicators.InputError{Line: 3, Err: basis.ErrFew}},
	}
	kinds := indicators.Kinds().With(basis.Kind[error]("odd", oddError{}))
	text, err := basis.Marshal(stage, kinds)
	require.NoError(t, err)
	var back indicators.Stage
	require.NoError(t, basis.Unmarshal(text, &back, kinds))
	assert.Equal(t, stage.Warnings, back.Warnings)
	assert.Equal(t, stage.Left, back.Left)
	assert.Contains(t, string(text), `"changes":[{"unit":"410122","indicator":"va","was":null,"is":3,"why":"why"}]`)
	sameTables(t, stage.Table, back.Table)

	text, err = json.Marshal(stage) // the built-in kinds alone
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(text, &back))
	assert.Equal(t, basis.Sentinel("odd: va"), back.Warnings[0])
	var place *indicators.InputError
	require.ErrorAs(t, back.Warnings[1], &place)
	assert.Equal(t, 3, place.Line)
}
