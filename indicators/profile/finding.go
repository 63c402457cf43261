package profile

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// The names of the rules, as they stand in [Finding.Rule].
const (
	RuleAvailability = "availability"         // too few values: Shape
	RuleZeros        = "zeros"                // too many zeros: Shape
	RuleTies         = "ties"                 // too few different values: Shape
	RuleSpread       = "nearly constant"      // values that hardly differ: Spread
	RuleShape        = "skewness"             // skewed with a heavy tail: Shape
	RuleFence        = "fence"                // a value far from the others: Fence
	RuleSame         = "same"                 // two columns are proportional, or one is the reciprocal of the other: Products
	RuleProduct      = "product"              // one column is the product or quotient of two others: Products
	RuleParts        = "parts"                // columns that sum to a constant or to another one: Parts
	RuleIdentity     = "identity"             // an accounting rule is broken: Identity
	RuleJump         = "jump"                 // a leap from one year to the next: Jumps
	RuleFirstDigit   = "first digit"          // not Benford's law: FirstDigit
	RuleLastDigit    = "last digit"           // some last digits are too frequent: LastDigit
	RuleRankGap      = "rank gap"             // an amount and its count rank far apart: RankGap
	RuleTotal        = "total"                // parts do not sum to the whole: Totals
	RuleTwice        = "treated twice"        // changed by two steps, or by a step and the scale: Twice
	RuleHigh         = "high correlation"     // Coherence
	RuleLow          = "low correlation"      // Coherence
	RuleNegative     = "negative correlation" // Coherence
	RuleSize         = "size"                 // a score follows the size of the unit: Size
)

// The reasons why a statistic or a rule has no answer, told apart with
// [errors.Is]. Others are those of package indicators, such as ErrConstant.
const (
	ErrSingular = basis.Sentinel("an indicator is made up of others")
	ErrUnfit    = basis.Sentinel("the rule does not apply")
)

// rules are the names above, as words.
var rules = basis.Words{
	RuleAvailability, RuleZeros, RuleTies, RuleSpread, RuleShape, RuleFence, RuleSame, RuleProduct, RuleParts, RuleIdentity, RuleJump,
	RuleFirstDigit, RuleLastDigit, RuleRankGap, RuleTotal, RuleTwice, RuleHigh, RuleLow, RuleNegative, RuleSize,
}

// ruleText gives the name of a rule as a text.
func ruleText(rule string) basis.Text {
	if i := slices.Index(rules, rule); i >= 0 {
		return rules.Text(i)
	}
	return basis.Textf("%s", rule)
}

// A Finding is one thing that a reader of the figures should look at.
type Finding struct {
	Rule      string     `json:"rule"`          // one of the constants of this package
	Unit      string     `json:"unit,omitzero"` // code; empty: the finding is about a whole column
	Indicator string     `json:"indicator"`     // code
	With      []string   `json:"with,omitzero"` // codes of the other indicators concerned
	Figure    float64    `json:"figure"`        // what was found
	Limit     float64    `json:"limit"`         // what it was held against
	Text      basis.Text `json:"text"`          // in words, with the numbers
	Err       error      `json:"err,omitzero"`  // why the rule could not be applied; Figure and Limit are then 0, and Text says it too
}

// open is a finding that the rule could not be applied.
func open(rule, unit, indicator string, with []string, err error) Finding {
	return Finding{Rule: rule, Unit: unit, Indicator: indicator, With: with, Text: basis.Textf("not examined: %v", err), Err: err}
}

// A Check looks for one kind of trouble in a table. It never changes t, keeps no
// state, and is safe for concurrent use. Findings come in the order of the columns
// looked at and then of the units, so that the same table gives the same list. The
// error is for a check that is wrong in itself, such as one of a column that the
// table does not have.
type Check interface {
	Find(t *indicators.Table) ([]Finding, error)
}

// Run applies checks one after the other and returns all findings in that order,
// with the faults of all checks joined.
func Run(t *indicators.Table, checks ...Check) ([]Finding, error) {
	var out []Finding
	var errs []error
	for _, c := range checks {
		found, err := c.Find(t)
		out = append(out, found...)
		errs = append(errs, err)
	}
	return out, basis.JoinErrors(errs...)
}

// columnsOf returns the codes to look at, all measured indicators if none are
// named, and an error for each that the table does not have.
func columnsOf(t *indicators.Table, codes []string) ([]string, error) {
	if codes == nil {
		for _, in := range t.Framework().Measured() {
			codes = append(codes, in.Code)
		}
		return codes, nil
	}
	return codes, known(t, codes...)
}

// known gives an error for each code that the table has no column for, and for
// each that is named twice.
func known(t *indicators.Table, codes ...string) error {
	var errs []error
	seen := map[string]bool{}
	for _, code := range codes {
		switch {
		case !t.Has(code):
			errs = append(errs, &indicators.InputError{Indicator: code, Err: basis.Errorf("%w: the table has no such column%v", basis.ErrUnknown, t.Meant(code))})
		case seen[code]:
			errs = append(errs, &indicators.InputError{Indicator: code, Err: basis.Errorf("%w: the column is named twice", indicators.ErrCode)})
		}
		seen[code] = true
	}
	return basis.JoinErrors(errs...)
}

// or is the zero value's meaning: x, or what it stands for if it is 0.
func or(x, zero float64) float64 {
	if x == 0 {
		return zero
	}
	return x
}

// limits refuses settings that are negative or not finite.
func limits(x ...float64) error {
	for _, v := range x {
		if !(v >= 0) || math.IsInf(v, 0) {
			return basis.Errorf("%w: a limit of %v", basis.ErrValue, v)
		}
	}
	return nil
}

// number writes a figure with at most six significant digits, without an exponent
// where people would write none.
func number(x float64) string { return digits(x, 6) }

// figure writes a figure with at most twelve significant digits, for sums that
// are compared.
func figure(x float64) string { return digits(x, 12) }

func digits(x float64, most int) string {
	s := strconv.FormatFloat(x, 'g', most, 64)
	if !strings.Contains(s, "e") {
		return s
	}
	v, err := strconv.ParseFloat(s, 64)
	if abs := math.Abs(v); err != nil || abs < 1e-4 || abs >= 1e15 {
		return s
	}
	return strconv.FormatFloat(v, 'f', -1, 64)
}

// percent writes a share of 1 as a percentage.
func percent(x float64) string { return digits(100*x, 4) + " %" }

// within says how well a relation holds.
func within(off float64) basis.Text {
	if off < 1e-9 { // rounding of the machine
		return basis.Textf("exactly")
	}
	return basis.Textf("within %s", percent(off))
}
