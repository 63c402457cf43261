package indicators_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/internal/textstest"
)

// The files of testdata/badinput have one fault or one trick each; manifest.json
// says what a reader must do with them. These types are its members.
type (
	position struct {
		Line       int `json:"line"`
		ByteColumn int `json:"byte_column"`
	}
	faultEntry struct {
		Line       *int       `json:"line"`
		ByteColumn *int       `json:"byte_column"`
		Unit       *string    `json:"unit"`
		Indicator  *string    `json:"indicator"`
		OtherLine  *int       `json:"other_line"`
		AlsoAt     []position `json:"also_at"`
		Soft       []string   `json:"soft"`
	}
	expectation struct {
		Codes     []string     `json:"codes"`
		Names     []string     `json:"names"`
		Classes   []string     `json:"classes"`
		Regions   []string     `json:"regions"`
		Values    [][]*float64 `json:"values"`
		NameBytes []int        `json:"name_bytes"`
		Shape     []int        `json:"shape"`
		Some      []struct {
			Unit      string  `json:"unit"`
			Indicator string  `json:"indicator"`
			Value     float64 `json:"value"`
		} `json:"some"`
		Nodes    int      `json:"nodes"`
		Measured []string `json:"measured"`
	}
	entry struct {
		faultEntry
		File      string       `json:"file"`
		Kind      string       `json:"kind"`
		AlsoOK    []string     `json:"also_ok"`
		Faults    []faultEntry `json:"faults"`
		Framework string       `json:"framework"`
		Options   struct {
			Comma   string            `json:"comma"`
			Missing []string          `json:"missing"`
			Columns map[string]string `json:"columns"`
		} `json:"options"`
		Expect       *expectation `json:"expect"`
		CheckWeights *struct {
			Sum      float64  `json:"sum"`
			Groups   []string `json:"groups"`
			GroupSum string   `json:"group_sum"`
		} `json:"check_weights"`
	}
)

const (
	isError   = "error"
	isAccept  = "accept"
	isWarning = "accept_with_warning"
)

// chosen is the verdict of this package where the manifest allows several; the
// documentation of ReadFramework and CSV says so.
var chosen = map[string]string{
	"csv/nbsp_around_number.csv":         isAccept,
	"csv/all_missing_column.csv":         isWarning,
	"csv/constant_column.csv":            isWarning,
	"csv/all_missing_row.csv":            isWarning,
	"csv/unknown_column.csv":             isWarning,
	"csv/empty_header_name.csv":          isError,
	"csv/zero_width_space_code.csv":      isError,
	"csv/fullwidth_digits.csv":           isError,
	"csv/utf16le_bom.csv":                isError,
	"json/name_zh_null.json":             isAccept,
	"json/deep_1000.json":                isAccept,
	"json/weights_all_zero.json":         isError,
	"json/comment.json":                  isError,
	"json/dimension_empty_children.json": isError,
	"json/direction_on_dimension.json":   isError,
	"json/deep_200000.json":              isError,
}

// generated are files too large to be kept.
var generated = map[string]func() []byte{
	"json/deep_200000.json": func() []byte {
		var b bytes.Buffer
		for i := range 199_999 {
			fmt.Fprintf(&b, "{\"code\":\"%x\",\"children\":[\n", i)
		}
		b.WriteString(`{"code":"leaf"}`)
		b.WriteString(strings.Repeat("]}", 199_999))
		b.WriteByte('\n')
		return b.Bytes()
	},
}

func manifest(t testing.TB) []entry {
	t.Helper()
	var all, ours []entry
	require.NoError(t, json.Unmarshal(badInput(t, "manifest.json"), &all))
	for _, e := range all {
		if !strings.HasPrefix(e.File, "model/") { // these are for the evaluation
			ours = append(ours, e)
		}
	}
	return ours
}

func badInput(t testing.TB, file string) []byte {
	t.Helper()
	if generate, ok := generated[file]; ok {
		return generate()
	}
	data, err := os.ReadFile(filepath.Join("testdata", "badinput", filepath.FromSlash(file)))
	require.NoError(t, err)
	return data
}

func badInputFramework(t testing.TB, file string) *indicators.Framework {
	t.Helper()
	f, err := indicators.ReadFramework(bytes.NewReader(badInput(t, file)), file)
	require.NoError(t, err)
	return f
}

// flatten lists the InputErrors in a joined error; anything else fails the test.
func flatten(t testing.TB, err error) []*indicators.InputError {
	t.Helper()
	if err == nil {
		return nil
	}
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		var out []*indicators.InputError
		for _, e := range joined.Unwrap() {
			out = append(out, flatten(t, e)...)
		}
		return out
	}
	var e *indicators.InputError
	require.ErrorAs(t, err, &e)
	return []*indicators.InputError{e}
}

func TestBadInputIsComplete(t *testing.T) {
	listed := map[string]bool{}
	contested := 0
	for _, e := range manifest(t) {
		listed[e.File] = true
		if len(e.AlsoOK) > 0 {
			contested++
			assert.Contains(t, append(e.AlsoOK, e.Kind), chosen[e.File], e.File)
		}
	}
	assert.Len(t, chosen, contested)
	for _, dir := range []string{"csv", "json"} {
		files, err := os.ReadDir(filepath.Join("testdata", "badinput", dir))
		require.NoError(t, err)
		for _, f := range files {
			assert.True(t, listed[dir+"/"+f.Name()], f.Name())
			delete(listed, dir+"/"+f.Name())
		}
	}
	assert.Len(t, listed, len(generated))
}

func TestBadInput(t *testing.T) {
	for _, e := range manifest(t) {
		t.Run(e.File, func(t *testing.T) {
			want := e.Kind
			if len(e.AlsoOK) > 0 {
				want = chosen[e.File]
			}
			var warnings []error
			var err error
			data := badInput(t, e.File)
			if strings.HasPrefix(e.File, "csv/") {
				c := indicators.CSV{File: e.File, Missing: e.Options.Missing, Columns: e.Options.Columns}
				for _, r := range e.Options.Comma {
					c.Comma = r
				}
				var table *indicators.Table
				if table, err = c.ReadTable(bytes.NewReader(data), badInputFramework(t, e.Framework)); err == nil {
					warnings = table.Warnings()
					checkTable(t, e.Expect, table)
				}
			} else {
				var f *indicators.Framework
				if f, err = indicators.ReadFramework(bytes.NewReader(data), e.File); err == nil {
					warnings = f.Warnings()
					checkFramework(t, e, f)
				}
			}
			switch want {
			case isError:
				require.Error(t, err)
				checkFaults(t, e, flatten(t, err))
			case isWarning:
				require.NoError(t, err)
				checkFaults(t, e, flatten(t, errors.Join(warnings...)))
			case isAccept:
				require.NoError(t, err)
				assert.Empty(t, warnings)
			default:
				t.Fatalf("no verdict %q", want)
			}
		})
	}
}

// checkFaults compares reports with what the manifest lists: each fault has one
// report, and no report is surplus.
func checkFaults(t *testing.T, e entry, got []*indicators.InputError) {
	t.Helper()
	faults := e.Faults
	if len(faults) == 0 {
		faults = []faultEntry{e.faultEntry}
	}
	for _, g := range got {
		assert.Equal(t, e.File, g.File)
		said := basis.Say(g, basis.Chinese, indicators.Texts())
		t.Log(g)
		t.Log(said)
		assert.Empty(t, textstest.Spoken(g, indicators.Texts()), said)
	}
	for _, f := range faults {
		i := slices.IndexFunc(got, func(g *indicators.InputError) bool { return f.matches(g) })
		if assert.GreaterOrEqual(t, i, 0, "no report at %s", f) {
			got = slices.Delete(got, i, i+1)
		}
	}
	assert.Empty(t, got, "surplus reports")
}

func (f faultEntry) matches(g *indicators.InputError) bool {
	at := f.Line == nil || *f.Line == g.Line && (f.ByteColumn == nil || *f.ByteColumn == g.Column) ||
		slices.Contains(f.AlsoAt, position{g.Line, g.Column})
	names := func(what string, want *string, got string) bool {
		return want == nil || *want == fold(got) || slices.Contains(f.Soft, what) && got == ""
	}
	other := f.OtherLine == nil || strings.Contains(g.Err.Error(), fmt.Sprintf("line %d", *f.OtherLine))
	return at && other && names("unit", f.Unit, g.Unit) && names("indicator", f.Indicator, g.Indicator)
}

func (f faultEntry) String() string {
	b, _ := json.Marshal(f)
	return string(b)
}

// fold trims a code and makes full-width digits plain ones.
func fold(code string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if r >= '０' && r <= '９' {
			return r - '０' + '0'
		}
		return r
	}, code))
}

func checkTable(t *testing.T, want *expectation, table *indicators.Table) {
	t.Helper()
	require.NotNil(t, want)
	var codes, names, classes, regions []string
	var nameBytes []int
	for _, u := range table.Units() {
		codes, names, classes, regions = append(codes, u.Code), append(names, u.Name), append(classes, u.Class), append(regions, u.Region)
		nameBytes = append(nameBytes, len(u.Name))
	}
	assert.Equal(t, want.Codes, codes)
	if want.Names != nil {
		assert.Equal(t, want.Names, names)
	}
	if want.Classes != nil {
		assert.Equal(t, want.Classes, classes)
	}
	if want.Regions != nil {
		assert.Equal(t, want.Regions, regions)
	}
	if want.NameBytes != nil {
		assert.Equal(t, want.NameBytes, nameBytes)
	}
	n, m := table.Dims()
	if want.Shape != nil {
		assert.Equal(t, want.Shape, []int{n, m})
	}
	for _, s := range want.Some {
		x, mark := table.Value(s.Unit, s.Indicator)
		assert.Equal(t, s.Value, x)
		assert.Equal(t, indicators.Reported, mark)
	}
	if want.Values == nil {
		return
	}
	require.Len(t, want.Values, n)
	for i, row := range want.Values {
		require.Len(t, row, m)
		for j, x := range row {
			if x == nil {
				assert.True(t, math.IsNaN(table.At(i, j)), "row %d, column %d", i, j)
			} else {
				assert.Equal(t, *x, table.At(i, j))
			}
		}
	}
}

func checkFramework(t *testing.T, e entry, f *indicators.Framework) {
	t.Helper()
	require.NotNil(t, e.Expect)
	var measured []string
	for _, in := range f.Measured() {
		measured = append(measured, in.Code)
	}
	assert.Equal(t, e.Expect.Measured, measured)
	assert.Len(t, f.Nodes(), e.Expect.Nodes)
	if w := e.CheckWeights; w != nil {
		var groups []string
		for _, g := range flatten(t, f.CheckWeights(w.Sum)) {
			require.ErrorIs(t, g, basis.ErrWeights)
			assert.Contains(t, g.Error(), w.GroupSum)
			groups = append(groups, g.Indicator)
		}
		assert.Equal(t, w.Groups, groups)
	}
}
