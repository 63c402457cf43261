package xlsx_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/encoding"
	"github.com/countyeval/countyeval/indicators/internal/textstest"
	"github.com/countyeval/countyeval/indicators/xlsx"
)

var update = flag.Bool("update", false, "make the corpus anew, with LibreOffice, and write the manifest")

const corpusFolder = "testdata/office"

// verdict is what a reader must say of a file: the units with their figures and the
// warnings, or the errors.
type verdict struct {
	File     string   `json:"file"`
	MadeBy   string   `json:"made_by"`
	Units    []unit   `json:"units,omitempty"`
	Warnings []string `json:"warnings,omitempty"`
	Errors   []string `json:"errors,omitempty"`
}

type unit struct {
	Year    int       `json:"year,omitempty"`
	Code    string    `json:"code"`
	Name    string    `json:"name"`
	Figures []float64 `json:"figures"`
}

// TestCorpus reads files that LibreOffice and excelize made, each with one thing that
// workbooks and CSV files of offices have. testdata/office/manifest.json has the verdicts.
func TestCorpus(t *testing.T) {
	var want []verdict
	if *update {
		for _, x := range corpus() {
			x.write(t, corpusFolder)
		}
	} else {
		text, err := os.ReadFile(filepath.Join(corpusFolder, "manifest.json"))
		require.NoError(t, err)
		require.NoError(t, json.Unmarshal(text, &want))
		require.Len(t, want, len(corpus()))
	}
	var all []verdict
	for i, x := range corpus() {
		t.Run(x.file, func(t *testing.T) {
			v := x.read(t)
			all = append(all, v)
			if !*update {
				assert.Equal(t, want[i], v)
			}
		})
	}
	if *update {
		var out bytes.Buffer
		e := json.NewEncoder(&out)
		e.SetEscapeHTML(false)
		e.SetIndent("", "\t")
		require.NoError(t, e.Encode(all))
		require.NoError(t, os.WriteFile(filepath.Join(corpusFolder, "manifest.json"), out.Bytes(), 0o600))
	}
}

// read is the verdict on a file.
func (x office) read(t *testing.T) verdict {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(corpusFolder, x.file))
	require.NoError(t, err)
	v := verdict{File: x.file, MadeBy: "LibreOffice"}
	if x.by == byExcelize {
		v.MadeBy = "excelize"
	}
	r := x.reader
	r.File = x.file
	if r.Columns == nil {
		r.Columns = columns()
	}
	var table *indicators.Table
	texts := xlsx.Texts()
	switch {
	case x.years:
		panel, err := r.ReadPanel(bytes.NewReader(data), framework(t), nil)
		require.NoError(t, err)
		for _, year := range panel.Years() {
			v.add(panel.Table(year), year)
		}
		return v
	case strings.HasSuffix(x.file, ".csv"):
		table, err = encoding.Reader{CSV: indicators.CSV{File: x.file, Columns: columns()}}.ReadTable(bytes.NewReader(data), framework(t))
		texts = encoding.Texts()
	default:
		table, err = r.ReadTable(bytes.NewReader(data), framework(t))
	}
	for e := range basis.All(err) {
		v.Errors = append(v.Errors, e.Error())
		assert.Empty(t, textstest.Spoken(e, texts))
	}
	if err == nil {
		v.add(table, 0)
	}
	return v
}

// add adds the units and the warnings of a table.
func (v *verdict) add(t *indicators.Table, year int) {
	for i, u := range t.Units() {
		x := unit{Year: year, Code: u.Code, Name: u.Name}
		for _, code := range []string{"va", "rd", "energy"} {
			x.Figures = append(x.Figures, t.Column(code).At(i))
		}
		v.Units = append(v.Units, x)
	}
	for _, w := range t.Warnings() {
		v.Warnings = append(v.Warnings, w.Error())
	}
}
