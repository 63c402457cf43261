package xlsx

import (
	"slices"
	"strings"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// ErrTotal is a row that looks like a total, and is no unit.
const ErrTotal = basis.Sentinel("row of totals")

// totalWords are what offices write before a row that is no unit.
var totalWords = []string{
	"合计", "总计", "小计", "共计", "累计", "汇总", "平均", "平均值", "均值", "全省", "全市", "全省合计", "全市合计", "全省平均", "全市平均",
	"total", "subtotal", "grandtotal", "sum", "average", "mean",
}

// folded is a text without white space, colons and case.
func folded(text string) string {
	return strings.ToLower(strings.TrimRight(strings.Join(strings.Fields(text), ""), ":："))
}

// total reports whether a row is no unit but a total of units: one that is declared is
// left out, any other that looks like one is a fault.
func (l *layout) total(r *row) bool {
	for _, j := range []int{l.code, l.label} {
		text := l.cellText(r, j)
		if text == "" {
			continue
		}
		named := func(rows []string) bool {
			return slices.ContainsFunc(rows, func(t string) bool { return folded(t) == folded(text) })
		}
		if named(l.reader.Skip) {
			return true
		}
		if slices.Contains(totalWords, folded(text)) && !named(l.reader.Keep) {
			l.faults = append(l.faults, &indicators.InputError{
				File: l.reader.File, Sheet: l.name, Line: r.number, Column: l.columns[j],
				Err: basis.Errorf("%w: %q says that this is a total or a mean; name it in Skip to leave the row out, or in Keep if it is a unit", ErrTotal, text),
			})
			return true
		}
	}
	return false
}
