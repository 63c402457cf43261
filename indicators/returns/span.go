package returns

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Span is a reference period: what time a figure is of, some months of one year that follow
// each other. The first nine months (a cumulative figure) are another span than the third
// quarter (the period alone), and the first half-year is the same as the first six months,
// however it is written. The zero value is no period.
type Span struct {
	Year  int `json:"year"`
	First int `json:"first"` // month, from 1
	Last  int `json:"last"`  // month, included
}

// The forms that offices write, with the length of the part in months; 0: a range.
var spanForms = []struct {
	form   *regexp.Regexp
	months int
}{
	{regexp.MustCompile(`^(\d{4})年?$`), 12},
	{regexp.MustCompile(`^(\d{4})-?[HhSs]([12])$`), 6},
	{regexp.MustCompile(`^(\d{4})年?([上下])半年$`), 6},
	{regexp.MustCompile(`^(\d{4})-?[Qq]([1-4])$`), 3},
	{regexp.MustCompile(`^(\d{4})年?第?([一二三四1-4])季度$`), 3},
	{regexp.MustCompile(`^(\d{4})-?[Mm]?(\d{2})$`), 1},
	{regexp.MustCompile(`^(\d{4})年(\d{1,2})月份?$`), 1},
	{regexp.MustCompile(`^(\d{4})-(\d{2})/(?:(\d{4})-)?(\d{2})$`), 0},
	{regexp.MustCompile(`^(\d{4})年(\d{1,2})月?[-—－–~～至](\d{1,2})月份?$`), 0},
	{regexp.MustCompile(`^(\d{4})年?(前)([二三])季度$`), 0},
}

// ParseSpan reads a period in the forms that offices use: 2023, 2023年; 2023H1, 2023年上半年;
// 2023Q3, 2023年三季度, 2023年第三季度; 2023-07, 202307, 2023年7月; 2023-01/2023-09, 2023年1-9月,
// 2023年前三季度. 20231 is refused, since it may be a half-year or a quarter.
func ParseSpan(text string) (Span, error) {
	for _, x := range spanForms {
		m := x.form.FindStringSubmatch(text)
		if m == nil {
			continue
		}
		year, _ := strconv.Atoi(m[1]) // four digits
		s := Span{Year: year, First: 1, Last: 12}
		switch {
		case x.months == 12:
		case x.months > 0:
			part := ordinal(m[2])
			s.First, s.Last = (part-1)*x.months+1, part*x.months
		case m[2] == "前":
			s.Last = 3 * ordinal(m[3])
		case len(m) == 5:
			s.First, s.Last = ordinal(m[2]), ordinal(m[4])
			if m[3] != "" && m[3] != m[1] {
				return Span{}, basis.Errorf("%w: %q begins in one year and ends in another", basis.ErrValue, text)
			}
		default:
			s.First, s.Last = ordinal(m[2]), ordinal(m[3])
		}
		if err := s.Check(); err != nil {
			return Span{}, basis.Errorf("%q: %w", text, err)
		}
		return s, nil
	}
	return Span{}, basis.Errorf("%w: %q is no period; write 2023, 2023H1, 2023Q3, 2023-07 or 2023-01/2023-09 (2023年1-9月)", basis.ErrValue, text)
}

// ordinal is the number of a half-year, quarter or month.
func ordinal(text string) int {
	switch text {
	case "上", "一":
		return 1
	case "下", "二":
		return 2
	case "三":
		return 3
	case "四":
		return 4
	}
	n, _ := strconv.Atoi(text) // one or two digits
	return n
}

// Check refuses what is no time: a year without four digits, months that are none or that
// end before they begin.
func (s Span) Check() error {
	if s.Year < 1000 || s.Year > 9999 || s.First < 1 || s.Last > 12 || s.First > s.Last {
		return basis.Errorf("%w: months %d to %d of %d are no period", basis.ErrValue, s.First, s.Last, s.Year)
	}
	return nil
}

// Months counts the months.
func (s Span) Months() int { return s.Last - s.First + 1 }

// Cumulative reports whether the span runs from January to a month that is not the end of a
// period alone: 2023年1-9月, but not the first quarter, the first half or the year, which are
// both.
func (s Span) Cumulative() bool { return s.First == 1 && s.Last > 1 && !s.regular() }

// regular reports whether the span is a year, half-year, quarter or month.
func (s Span) regular() bool {
	switch n := s.Months(); n {
	case 1, 3, 6, 12:
		return s.Last%n == 0
	}
	return false
}

// String prints the span: 2023, 2023H1, 2023Q3, 2023-07, and as an interval of ISO 8601 what
// is none of these, 2023-01/2023-09. [ParseSpan] reads it back.
func (s Span) String() string {
	switch n := s.Months(); {
	case s.Check() != nil:
		return fmt.Sprintf("Span(%d,%d,%d)", s.Year, s.First, s.Last)
	case !s.regular():
		return fmt.Sprintf("%d-%02d/%d-%02d", s.Year, s.First, s.Year, s.Last)
	case n == 12:
		return strconv.Itoa(s.Year)
	case n == 6:
		return fmt.Sprintf("%dH%d", s.Year, s.Last/6)
	case n == 3:
		return fmt.Sprintf("%dQ%d", s.Year, s.Last/3)
	}
	return fmt.Sprintf("%d-%02d", s.Year, s.Last)
}

// Chinese prints the span as offices write it: 2023年, 2023年上半年, 2023年三季度, 2023年7月,
// 2023年1-9月. [ParseSpan] reads it back.
func (s Span) Chinese() string {
	year := strconv.Itoa(s.Year) + "年"
	switch n := s.Months(); {
	case s.Check() != nil:
		return s.String()
	case !s.regular():
		return fmt.Sprintf("%s%d-%d月", year, s.First, s.Last)
	case n == 12:
		return year
	case n == 6:
		return year + strings.Split("上 下", " ")[s.Last/6-1] + "半年"
	case n == 3:
		return year + strings.Split("一 二 三 四", " ")[s.Last/3-1] + "季度"
	}
	return fmt.Sprintf("%s%d月", year, s.Last)
}

// MarshalText prints the span; what is no period is an error.
func (s Span) MarshalText() ([]byte, error) {
	if err := s.Check(); err != nil {
		return nil, err
	}
	return []byte(s.String()), nil
}

// UnmarshalText is [ParseSpan].
func (s *Span) UnmarshalText(text []byte) (err error) {
	*s, err = ParseSpan(string(text))
	return err
}

// Number is the number of the span in a panel, with how long the periods of the panel are:
// 2023, 20232, 20233, 202307. ok is false if it is no year, half-year, quarter or month.
func (s Span) Number() (number int, length indicators.Period, ok bool) {
	if s.Check() != nil || !s.regular() {
		return 0, indicators.Year, false
	}
	switch s.Months() {
	case 12:
		return s.Year, indicators.Year, true
	case 6:
		return s.Year*10 + s.Last/6, indicators.HalfYear, true
	case 3:
		return s.Year*10 + s.Last/3, indicators.Quarter, true
	}
	return s.Year*100 + s.Last, indicators.Month, true
}

// in prints the span in a language.
func (s Span) in(lang basis.Language) string {
	if lang == basis.Chinese {
		return s.Chinese()
	}
	return s.String()
}
