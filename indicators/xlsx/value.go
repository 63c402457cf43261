package xlsx

import (
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"

	"github.com/countyeval/countyeval/indicators/basis"
)

// digits is how many significant digits a spreadsheet shows and keeps of a figure.
const digits = 15

// decimal reads the number of a cell as a spreadsheet shows it: 0.30000000000000004, as
// it stands in the file, is 0.3.
func decimal(text string) (x float64, shown string, err error) {
	if strings.ContainsAny(text, "xXpP_nN") { // Go reads more than a workbook may have
		return 0, "", basis.Errorf("%w: the cell holds %q", basis.ErrNumber, clip(text))
	}
	if x, err = strconv.ParseFloat(text, 64); err != nil || math.IsInf(x, 0) {
		return 0, "", basis.Errorf("%w: the cell holds %q", basis.ErrNumber, clip(text))
	}
	return x, strconv.FormatFloat(x, 'g', digits, 64), nil
}

// hundredfold moves the point of a decimal two digits to the right.
func hundredfold(shown string) string {
	mantissa, exponent, _ := strings.Cut(shown, "e")
	e, _ := strconv.Atoi(exponent) // 0 without one
	return mantissa + "e" + strconv.Itoa(e+2)
}

// day is the date that the number of a cell stands for, with the time of day if it has
// one.
func (b *workbook) day(x float64) (string, bool) {
	at, err := excelize.ExcelDateToTime(x, b.date1904)
	if err != nil || x < 0 || at.Year() > 9999 {
		return "", false
	}
	at = at.Round(time.Second)
	if x == math.Trunc(x) {
		return at.Format(time.DateOnly), true
	}
	return at.Format(time.DateTime), true
}

// format is the format of a cell.
func (b *workbook) format(c *cell) format {
	if c.style < 0 || c.style >= len(b.formats) {
		return format{}
	}
	return b.formats[c.style]
}

// clip cuts a text that is too long for a message.
func clip(text string) string {
	const most = 40
	n := 0
	for i := range text {
		if n++; n > most {
			return text[:i] + "..."
		}
	}
	return text
}
