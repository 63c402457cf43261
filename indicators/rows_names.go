package indicators

import (
	"cmp"
	"slices"
	"strings"

	"github.com/countyeval/countyeval/indicators/basis"
)

// unitHeadingsZH are the headings about the unit in Chinese.
var unitHeadingsZH = map[string]string{
	"代码": "code", "行政区划代码": "code", "名称": "name", "县名": "name", "单位名称": "name", "类别": "class", "所属地区": "region", "行政级别": "level",
}

// namedHeadings are the codes of the columns of a framework that a file may have, by
// their names in either language.
func (f *Framework) namedHeadings() map[string][]string {
	out := map[string][]string{}
	for _, in := range slices.Concat(f.Measured(), f.aux) {
		if in.Computed {
			continue
		}
		for _, name := range []string{foldSpace(in.Name), foldSpace(in.NameZH)} {
			if _, code := f.column(name); name != "" && !code && !isUnitColumn(name) && !slices.Contains(out[name], in.Code) {
				out[name] = append(out[name], in.Code)
			}
		}
	}
	return out
}

// namedHeading is the code of the column whose name a heading has, with the unit behind
// it in brackets or without. "" is one that no column has.
func (t *tableReader) namedHeading(text string) (code string, err error) {
	codes, unit := t.byName[text], ""
	if codes == nil {
		if text, unit = bracketed(text); unit != "" {
			codes = t.byName[text]
		}
	}
	switch {
	case len(codes) > 1:
		return "", basis.Errorf("%w: %s is the name of %s; write the code of the one that is meant", ErrHeader, quote(text), strings.Join(codes, ", "))
	case len(codes) == 0:
		return cmp.Or(unitHeadingsZH[text], ""), nil
	}
	in, _ := t.framework.column(codes[0])
	if unit != "" && unit != foldSpace(in.Unit) {
		return codes[0], basis.Errorf("%w: the heading of %s says the unit %s, and the framework %s; if the figures are in the unit of the framework, map the heading in the option Columns",
			ErrHeader, quote(text), quote(unit), quote(in.Unit))
	}
	return codes[0], nil
}

// bracketed takes a heading such as 研发经费（万元） apart.
func bracketed(text string) (name, unit string) {
	for _, b := range [][2]string{{"(", ")"}, {"（", "）"}} {
		if rest, ok := strings.CutSuffix(text, b[1]); ok {
			if i := strings.LastIndex(rest, b[0]); i > 0 {
				return strings.TrimSpace(rest[:i]), strings.TrimSpace(rest[i+len(b[0]):])
			}
		}
	}
	return text, ""
}
