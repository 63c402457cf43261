package publication

import (
	"bytes"
	"os"
	"path/filepath"

	"github.com/countyeval/countyeval/evaluation/report"
	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/examples/internal/command"
)

// FolderFlag is the flag -out of a program that writes a report and sheets without a bundle.
func FolderFlag(out *string) command.Flag {
	return command.Flag{Name: "out", Help: usageFolder, Text: out}
}

// Folder writes report.html and sheets as CSV, by the names of their files, into a folder
// that it makes, and says how many files it wrote.
func Folder(folder string, d report.Document, sheets map[string]tables.Sheet, v report.View) (tables.Text, error) {
	parts, err := CSV(sheets, v)
	if err != nil {
		return tables.Text{}, err
	}
	if err := os.MkdirAll(folder, 0o750); err != nil {
		return tables.Text{}, err
	}
	var page bytes.Buffer
	if err := d.WriteHTML(&page, v); err != nil {
		return tables.Text{}, err
	}
	if err := os.WriteFile(filepath.Join(folder, "report.html"), page.Bytes(), 0o600); err != nil {
		return tables.Text{}, err
	}
	for _, p := range parts {
		if err := os.WriteFile(filepath.Join(folder, p.Name), p.Text, 0o600); err != nil {
			return tables.Text{}, err
		}
	}
	return tables.Sentence(wrote, len(parts)+1, folder), nil
}
