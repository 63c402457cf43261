package indicators

import (
	"slices"
	"strings"

	"github.com/countyeval/countyeval/indicators/basis"
)

// Period is how long a period of a [Panel] is. The zero value is Year.
type Period int

// The periods, with the numbers that stand for one of them in a panel.
const (
	Year     Period = iota // 2023
	HalfYear               // 20231 and 20232
	Quarter                // 20231 to 20234
	Month                  // 202301 to 202312
)

var periodWords = basis.Words{"year", "half-year", "quarter", "month"}

// String gives the word, such as "half-year".
func (p Period) String() string { return basis.Name(periodWords, "Period", p) }

// MarshalText gives the word; a period that does not exist is an error.
func (p Period) MarshalText() ([]byte, error) { return basis.MarshalWord(periodWords, "period", p) }

// UnmarshalText accepts the words and nothing else.
func (p *Period) UnmarshalText(text []byte) error {
	return basis.UnmarshalWord(periodWords, "period", p, text)
}

// InYear is how many of the periods a year has.
func (p Period) InYear() int {
	switch p {
	case HalfYear:
		return 2
	case Quarter:
		return 4
	case Month:
		return 12
	}
	return 1
}

// base is what the year is multiplied by in the number of a period.
func (p Period) base() int {
	switch p {
	case HalfYear, Quarter:
		return 10
	case Month:
		return 100
	}
	return 1
}

// has reports whether a number stands for a period.
func (p Period) has(number int) bool {
	if p == Year {
		return true
	}
	year, part := number/p.base(), number%p.base()
	return year >= 1000 && year <= 9999 && part >= 1 && part <= p.InYear()
}

// order numbers periods one after another: that of 20241 is one above that of 20232.
func (p Period) order(number int) int {
	if p == Year {
		return number
	}
	return number/p.base()*p.InYear() + number%p.base() - 1
}

// number undoes order.
func (p Period) number(order int) int {
	if p == Year {
		return order
	}
	return order/p.InYear()*p.base() + order%p.InYear() + 1
}

// periodOf is the shortest list of periods of a year that has all numbers: half-years,
// quarters, months, and else years.
func periodOf(numbers []int) Period {
	for _, p := range []Period{HalfYear, Quarter, Month} {
		if !slices.ContainsFunc(numbers, func(n int) bool { return !p.has(n) }) {
			return p
		}
	}
	return Year
}

// periodNumber reads the number of a period; ok is false if the text is none.
func periodNumber(text string) (number int32, ok bool) {
	text = strings.TrimSuffix(text, "年")
	if len(text) < 4 || len(text) > 6 {
		return 0, false
	}
	for i := range len(text) {
		c := text[i] - '0'
		if c > 9 {
			return 0, false
		}
		number = number*10 + int32(c)
	}
	likely := func(year int32) bool { return year >= 1900 && year < 2200 }
	switch len(text) {
	case 4:
		return number, likely(number)
	case 5:
		return number, likely(number/10) && Quarter.has(int(number))
	}
	return number, likely(number/100) && Month.has(int(number))
}

// readPeriod reads the period of a row.
func readPeriod(text string) (int32, error) {
	number, ok := periodNumber(text)
	if !ok {
		return 0, basis.Errorf("%w: %s is no period; write a year as 2023, half-years and quarters as 20231, 20232, ..., months as 202301", basis.ErrValue, quote(text))
	}
	return number, nil
}
