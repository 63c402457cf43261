package xlsx

import (
	"encoding/xml"
	"strconv"
	"strings"
)

// format is what a number format tells of a figure beside how it looks.
type format struct {
	percent bool
	date    bool
	scaled  bool // shown in thousands or millions
	zeros   int  // of nothing but zeros: the least number of digits
}

// readStyles reads the number format of each style.
func (b *workbook) readStyles(part string) error {
	codes := map[int]string{}
	return b.archive.scan(part, func(s *scanner, e xml.StartElement) error {
		switch e.Name.Local {
		case "numFmt":
			if id, err := strconv.Atoi(attr(e, "numFmtId")); err == nil && s.within("numFmts") {
				codes[id] = attr(e, "formatCode")
			}
		case "xf":
			if !s.within("cellXfs") {
				return nil
			}
			id, _ := strconv.Atoi(attr(e, "numFmtId")) // 0, General, of a text that is no number
			code, own := codes[id]
			if own {
				b.formats = append(b.formats, formatOf(code))
			} else {
				b.formats = append(b.formats, builtIn(id))
			}
		}
		return nil
	})
}

// builtIn is a format that a workbook does not write (ECMA-376, part 1, 18.8.30): of
// dates and times also those of Chinese.
func builtIn(id int) format {
	switch {
	case id == 9 || id == 10:
		return format{percent: true}
	case id >= 14 && id <= 22, id >= 27 && id <= 36, id >= 45 && id <= 47, id >= 50 && id <= 58:
		return format{date: true}
	}
	return format{}
}

// formatOf reads a code like #,##0.00 or 0.0%. Of its sections the first counts, which
// is that of numbers above 0.
func formatOf(code string) format {
	var f format
	plain := bare(code)
	f.percent = strings.Contains(plain, "%")
	lower := strings.ToLower(plain)
	if !strings.Contains(lower, "general") && !strings.Contains(plain, "通用格式") {
		f.date = strings.ContainsAny(lower, "aymdhs年月日时")
	}
	digits := strings.TrimRight(plain, " ")
	f.scaled = strings.HasSuffix(strings.TrimRight(digits, "%"), ",") && strings.ContainsAny(digits, "0#?")
	if digits != "" && strings.Trim(digits, "0") == "" {
		f.zeros = len(digits)
	}
	return f
}

// bare is the first section of a code without what it shows as it is: texts in quotes,
// characters behind \, _ and *, and brackets, but for those of elapsed time.
func bare(code string) string {
	var b strings.Builder
	for i := 0; i < len(code); i++ {
		switch code[i] {
		case ';':
			return b.String()
		case '\\', '_', '*':
			i++
		case '"':
			end := strings.IndexByte(code[i+1:], '"')
			if end < 0 {
				return b.String()
			}
			i += end + 1
		case '[':
			end := strings.IndexByte(code[i:], ']')
			if end < 0 {
				return b.String()
			}
			if inside := strings.ToLower(code[i+1 : i+end]); inside != "" && strings.Trim(inside, "hms") == "" {
				b.WriteString(inside)
			}
			i += end
		default:
			b.WriteByte(code[i])
		}
	}
	return b.String()
}
