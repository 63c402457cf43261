package xlsx_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/stretchr/testify/require"
	"github.com/xuri/excelize/v2"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/report/xlsx"
	"github.com/countyeval/countyeval/indicators/basis"
)

// TestOffice has LibreOffice compute the formulas of workbooks that have lost their values:
// they equal ours to the published digit. `bash .ci/run long` installs it.
func TestOffice(t *testing.T) {
	office, err := exec.LookPath("soffice")
	if err != nil {
		t.Skip("LibreOffice (soffice) is not installed, so nobody but excelize has computed the formulas")
	}
	for name, r := range map[string]xlsx.Report{
		"henan":  henan(t),
		"points": small(t, evaluation.Model{ByClass: true}, counties, evaluation.Ruling{Unit: "104", Item: "platforms", Count: 2, Points: 1.5, Reason: "made up", Document: "none"}),
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			data := written(t, r, basis.Chinese)
			in, out := filepath.Join(dir, "in.xlsx"), filepath.Join(dir, "out")
			require.NoError(t, os.WriteFile(in, withoutValues(t, data), 0o600))
			cmd := exec.CommandContext(t.Context(), office, "-env:UserInstallation=file://"+filepath.Join(dir, "profile"), "--headless", "--convert-to", "xlsx", "--outdir", out, in)
			said, err := cmd.CombinedOutput()
			require.NoError(t, err, string(said))
			saved, err := os.ReadFile(filepath.Join(out, "in.xlsx"))
			require.NoError(t, err, string(said))
			book := opened(t, saved)
			all := formulas(t, data)
			require.NotEmpty(t, all)
			for _, f := range all {
				text, err := book.GetCellValue(f.sheet, f.cell, excelize.Options{RawCellValue: true})
				require.NoError(t, err)
				got, err := strconv.ParseFloat(text, 64)
				require.NoError(t, err, "%s!%s", f.sheet, f.cell)
				agrees(t, f, got)
			}
		})
	}
}
