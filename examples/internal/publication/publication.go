// Package publication is what examples do with files: a bundle of an evaluation with its
// workbook and tables, the check of one, and what differs between two schemes.
package publication

import (
	"bytes"
	"maps"
	"os"
	"slices"
	"strings"
	"unicode"

	"github.com/countyeval/countyeval/evaluation/report"
	"github.com/countyeval/countyeval/evaluation/report/xlsx"
	"github.com/countyeval/countyeval/evaluation/scheme"
	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/indicators/basis"
)

// CSV writes sheets as files for a spreadsheet: with a byte order mark, without which it
// takes UTF-8 for something else.
func CSV(sheets map[string]tables.Sheet, v report.View) ([]scheme.Part, error) {
	var out []scheme.Part
	for _, name := range slices.Sorted(maps.Keys(sheets)) {
		var b bytes.Buffer
		if err := tables.WriteCSV(&b, sheets[name], tables.CSVOptions{Language: v.Language, Texts: v.Texts, BOM: true}); err != nil {
			return nil, basis.Errorf("%s: %w", name, err)
		}
		out = append(out, scheme.Part{Name: name, Text: b.Bytes()})
	}
	return out, nil
}

// Workbook is results.xlsx, the outcome as a workbook.
func Workbook(s scheme.Scheme, o *scheme.Outcome, v report.View) (scheme.Part, error) {
	r := xlsx.Report{Result: o.Result, Decision: s.Decision, Ranking: o.Ranking}
	for _, a := range o.Awards {
		if a.Allocation != nil {
			r.Awards = append(r.Awards, a.Allocation)
		}
	}
	var b bytes.Buffer
	pages, err := r.Pages()
	if err == nil {
		err = xlsx.Write(&b, pages, xlsx.Options{Language: v.Language, Texts: v.Texts})
	}
	return scheme.Part{Name: "results.xlsx", Text: b.Bytes()}, err
}

// verify checks the bundle in a folder, or in an archive, and says what was found.
func verify(name string, lang basis.Language) (string, error) {
	v, err := check(name)
	if err != nil {
		return "", err
	}
	found := verified
	switch {
	case v.From == "":
		found = digestsOnly
	case v.From == "ranks":
		found = fromScores
	case v.To == "lists":
		found = toLists
	}
	count := map[scheme.EntryKind]int{}
	for _, e := range v.Manifest.Files {
		count[e.Kind]++
	}
	out := tables.Sentence(found, name, count[scheme.Given], count[scheme.Recomputed], count[scheme.Attached]).In(lang, nil) + "\n"
	if v.Signed {
		out += tables.Sentence(signed, v.Manifest.Key).In(lang, nil) + "\n"
	}
	return out, nil
}

func check(name string) (*scheme.Verification, error) {
	if info, err := os.Stat(name); err == nil && !info.IsDir() {
		text, err := os.ReadFile(name)
		if err != nil {
			return nil, basis.Errorf("cannot read the file: %w", err)
		}
		return scheme.VerifyZip(text)
	}
	root, err := os.OpenRoot(name)
	if err != nil {
		return nil, basis.Errorf("cannot read the folder: %w", err)
	}
	defer func() { _ = root.Close() }()
	return scheme.Verify(root.FS())
}

// differences are those between two scheme files, each on a line.
func differences(was, is string, lang basis.Language) (string, error) {
	a, err := scheme.OpenFile(was)
	if err != nil {
		return "", err
	}
	b, err := scheme.OpenFile(is)
	if err != nil {
		return "", err
	}
	changes, err := scheme.Diff(a.Scheme, b.Scheme)
	var out strings.Builder
	for _, c := range changes {
		out.WriteString(c.Text().In(lang, scheme.Texts()) + "\n")
	}
	if len(changes) == 0 {
		out.WriteString(same.In(lang, nil) + "\n")
	}
	return out.String(), err
}

// FileName is a name as a part of the name of a file, on every system.
func FileName(name string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return '-'
	}, name)
}
