package profile

import (
	"math"
	"strconv"
	"strings"

	"gonum.org/v1/gonum/stat"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// FirstDigit tests whether the first digits of a column follow Benford's law, by
// which figures that span several orders of magnitude begin with d in
//
//	log10(1 + 1/d)
//
// of all cases: 30.1 % with 1, 4.6 % with 9. The test is Pearson's chi-square with
// 8 degrees of freedom; a p value below Level is a finding. Invented figures often
// fail it, but so may honest ones: it is a reason to ask.
//
// The law is for counts and amounts, not for shares. Values of 0 and missing ones
// are left out, the sign is not looked at. A column with fewer than 110 values (5
// are to be expected for each digit), or whose largest figure is less than 100
// times its smallest, gives a finding with Err.
//
// Source: F. Benford (1938), The Law of Anomalous Numbers, Proceedings of the
// American Philosophical Society 78(4), 551-572; M. J. Nigrini (2012), Benford's
// Law, chapters 1 and 7.
type FirstDigit struct {
	Columns []string `json:"columns,omitzero"` // nil: all measured indicators
	Level   float64  `json:"level,omitzero"`   // 0: 0.01
}

var _ Check = FirstDigit{}

// Find implements [Check]. Figure is the p value, Limit the level.
func (c FirstDigit) Find(t *indicators.Table) ([]Finding, error) {
	expected := make([]float64, 9)
	for d := range expected {
		expected[d] = math.Log10(1 + 1/float64(d+1))
	}
	return digitTest(t, RuleFirstDigit, c.Columns, c.Level, expected, 1, func(column []float64, _ []indicators.Mark) ([]float64, error) {
		count := make([]float64, 9)
		lo, hi, n := math.Inf(1), 0.0, 0
		for _, v := range column {
			if abs := math.Abs(v); abs > 0 { // neither 0 nor NaN
				lo, hi = min(lo, abs), max(hi, abs)
				count[strconv.FormatFloat(abs, 'e', -1, 64)[0]-'1']++
				n++
			}
		}
		if n < 110 {
			return nil, few(n, 110)
		}
		if hi/lo < 100 {
			return nil, basis.Errorf("%w: Benford's law is for figures of several orders of magnitude, these go from %s to %s", ErrUnfit, number(lo), number(hi))
		}
		return count, nil
	})
}

// LastDigit tests whether the last digits of a column are equally frequent, as
// they are where figures are measured or counted and have three digits or more.
// Figures that were estimated end in 0 and 5 too often, invented ones in the
// inventor's favorite. The test is Pearson's chi-square with 9 degrees of freedom;
// a p value below Level is a finding.
//
// The last digit is that of the last decimal that the column is printed with: the
// most decimals that any of its figures has. Only figures as reported are looked
// at, not those that steps computed, and of these only those of three digits or
// more. A column with fewer than 50 of them (5 are to be expected for each digit),
// or one of more than 15 digits, which was computed, gives a finding with Err.
//
// Source: J. E. Mosimann, C. V. Wiseman and R. E. Edelman (1995), Data Fabrication:
// Can People Generate Random Digits?, Accountability in Research 4(1), 31-55.
type LastDigit struct {
	Columns []string `json:"columns,omitzero"` // nil: all measured indicators
	Level   float64  `json:"level,omitzero"`   // 0: 0.01
}

var _ Check = LastDigit{}

// Find implements [Check]. Figure is the p value, Limit the level.
func (c LastDigit) Find(t *indicators.Table) ([]Finding, error) {
	expected := make([]float64, 10)
	for d := range expected {
		expected[d] = 0.1
	}
	return digitTest(t, RuleLastDigit, c.Columns, c.Level, expected, 0, lastDigits)
}

func lastDigits(column []float64, marks []indicators.Mark) ([]float64, error) {
	var texts []string
	decimals, long := 0, 0
	for i, v := range column {
		if math.IsNaN(v) || marks[i] != indicators.Reported && marks[i] != indicators.Restated && marks[i] != indicators.Open {
			continue
		}
		s := strconv.FormatFloat(math.Abs(v), 'f', -1, 64)
		_, after, _ := strings.Cut(s, ".")
		decimals = max(decimals, len(after))
		long = max(long, len(strings.Trim(strings.Replace(s, ".", "", 1), "0")))
		texts = append(texts, s)
	}
	if long > 15 {
		return nil, basis.Errorf("%w: figures of %d digits were computed, not reported", ErrUnfit, long)
	}
	count := make([]float64, 10)
	n := 0
	for _, s := range texts {
		whole, after, _ := strings.Cut(s, ".")
		s = strings.TrimLeft(whole+after+strings.Repeat("0", decimals-len(after)), "0")
		if len(s) >= 3 {
			count[s[len(s)-1]-'0']++
			n++
		}
	}
	if n < 50 {
		return nil, basis.Errorf("%w of three digits or more: %d of at least %d", basis.ErrFew, n, 50)
	}
	return count, nil
}

// digitTest compares the digits of each column with what is expected; lowest is
// the digit that count[0] is of.
func digitTest(t *indicators.Table, rule string, columns []string, level float64, expected []float64, lowest int,
	count func(column []float64, marks []indicators.Mark) ([]float64, error),
) ([]Finding, error) {
	if err := limits(level); err != nil {
		return nil, basis.Errorf("%v: %w", ruleText(rule), err)
	}
	codes, err := columnsOf(t, columns)
	if err != nil {
		return nil, basis.Errorf("%v: %w", ruleText(rule), err)
	}
	level = or(level, 0.01)
	var out []Finding
	for _, code := range codes {
		observed, err := count(t.Column(code).Copy(), t.Marks(code).Copy())
		if err != nil {
			out = append(out, open(rule, "", code, nil, err))
			continue
		}
		var n float64
		for _, k := range observed {
			n += k
		}
		want := make([]float64, len(expected))
		worst := 0
		for d, p := range expected {
			want[d] = n * p
			if math.Abs(observed[d]-want[d])/math.Sqrt(want[d]) > math.Abs(observed[worst]-want[worst])/math.Sqrt(want[worst]) {
				worst = d
			}
		}
		chi := stat.ChiSquare(observed, want)
		if p := chiSquareP(chi, len(expected)-1); p < level {
			out = append(out, Finding{
				Rule: rule, Indicator: code, Figure: p, Limit: level,
				Text: basis.Textf("chi-square %s of %d digits, p = %s below %s; the most striking is %d: %d times where %s are expected",
					number(chi), int(n), number(p), number(level), worst+lowest, int(observed[worst]), digits(want[worst], 3)),
			})
		}
	}
	return out, nil
}
