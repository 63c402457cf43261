package fill

import (
	"fmt"
	"math/big"
	"slices"

	"github.com/countyeval/countyeval/indicators/basis"
)

// BoundHalf is the bound of a line that [Talmud] holds at half of its claim.
const BoundHalf = "half"

// checkClaims lists what is wrong with a question about claims. Claims are the
// caps net of what was won, so every line that takes part needs one; floors,
// ceilings and amounts in hand have no meaning among losses.
func checkClaims(rule fmt.Stringer, amount *big.Rat, lines []Line, ceilings []Ceiling) error {
	_, err := checkDivision(amount, lines, ceilings)
	errs := slices.Collect(basis.All(err))
	if len(ceilings) > 0 {
		errs = append(errs, basis.Errorf("%w: the rule %s takes no ceilings", ErrLimits, rule))
	}
	for _, l := range lines {
		if !l.Out.IsZero() || l.Weight == nil || l.Weight.Sign() <= 0 && l.Floor <= 0 {
			continue
		}
		var what basis.Text
		switch {
		case l.Weight.Sign() <= 0:
			what = basis.Textf("takes no floor")
		case l.Cap == NoCap:
			what = basis.Textf("needs a cap, which is the claim")
		case l.Floor > 0:
			what = basis.Textf("takes no floor")
		case l.Held > 0:
			what = basis.Textf("takes no amount in hand")
		default:
			continue
		}
		errs = append(errs, &Fault{Unit: l.ID, Err: basis.Errorf("%w: the rule %s %v", ErrLimits, rule, what)})
	}
	return basis.JoinErrors(errs...)
}

// claimants are the lines that take part: those with weight. even gives all of
// them the weight 1.
func claimants(lines []Line, even bool) []Line {
	all := make([]Line, len(lines))
	one := big.NewRat(1, 1)
	for i, l := range lines {
		switch {
		case !l.Out.IsZero():
		case l.Weight.Sign() == 0:
			l.Out = basis.Textf("no weight")
		case even:
			l.Weight = one
		}
		all[i] = l
	}
	return all
}

// claimed is the sum of the claims of lines that are in.
func claimed(lines []Line) *big.Rat {
	var all Sum
	for _, l := range lines {
		if l.Out.IsZero() {
			all.Add(l.High())
		}
	}
	return all.Rat()
}

// turn makes awards of losses, or losses of awards: what is missing to the claim.
// Lines that are out keep 0. It is an error if that is less than nothing.
func turn(lines []Line, s Shares) (Shares, error) {
	t := Shares{Exact: make([]*big.Rat, len(lines)), Level: s.Level, Levels: s.Levels, Bound: make([]string, len(lines))}
	var errs []error
	for i, l := range lines {
		x := new(big.Rat)
		t.Exact[i] = x
		if !l.Out.IsZero() {
			continue
		}
		if x.Sub(l.High(), s.Exact[i]); x.Sign() < 0 {
			errs = append(errs, &Fault{Unit: l.ID, Err: basis.Errorf("%w: %s is more than the claim %s", ErrCertificate, s.Exact[i].RatString(), l.High().RatString())})
		}
		switch t.Bound[i] = s.Bound[i]; s.Bound[i] {
		case BoundCap:
			t.Bound[i] = BoundFloor
		case BoundFloor:
			t.Bound[i] = BoundCap
		}
	}
	return t, basis.JoinErrors(errs...)
}

// without reports lines without a claim that have a share all the same.
func without(lines []Line, s Shares) error {
	var errs []error
	for i, l := range lines {
		if !l.Out.IsZero() && (s.Exact[i].Sign() != 0 || s.Bound[i] != "") {
			errs = append(errs, &Fault{Unit: l.ID, Err: basis.Errorf("%w: has a share though it is out (%v)", ErrCertificate, l.Out)})
		}
	}
	return basis.JoinErrors(errs...)
}

// Certify checks shares by a rule: by its certificate if it is a [Certifier],
// otherwise by dividing anew. What is broken wraps [ErrCertificate].
func Certify(rule Rule, amount *big.Rat, lines []Line, ceilings []Ceiling, s Shares) error {
	if r, ok := rule.(Certifier); ok {
		return r.Certify(amount, lines, ceilings, s)
	}
	return again(rule, amount, lines, ceilings, s)
}

// again certifies shares by dividing anew.
func again(rule Rule, amount *big.Rat, lines []Line, ceilings []Ceiling, s Shares) error {
	again, err := rule.Divide(new(big.Rat).Set(amount), lines, ceilings)
	if err == nil {
		err = again.Check(len(lines))
	}
	if err != nil {
		return basis.Errorf("%w: rule %s: %w", ErrCertificate, rule, err)
	}
	var errs []error
	bad := func(unit, format string, args ...any) {
		errs = append(errs, &Fault{Unit: unit, Err: basis.Errorf("%w: "+format, append([]any{ErrCertificate}, args...)...)})
	}
	if again.Level != nil && (s.Level == nil || again.Level.Cmp(s.Level) != 0) {
		bad("", "rule %s: another level", rule)
	}
	var given Sum
	for i, x := range again.Exact {
		given.Add(x)
		l := lines[i]
		high := l.High()
		switch {
		case x.Cmp(s.Exact[i]) != 0 || again.Bound[i] != s.Bound[i]:
			bad(l.ID, "rule %s gives %s, bound %q, not %s, bound %q", rule, x.RatString(), again.Bound[i], s.Exact[i].RatString(), s.Bound[i])
		case !l.Out.IsZero() && x.Sign() != 0, l.Out.IsZero() && x.Cmp(l.Low()) < 0, high != nil && x.Cmp(high) > 0:
			bad(l.ID, "rule %s gives %s, outside its limits", rule, x.RatString())
		}
	}
	if given.Cmp(amount) > 0 {
		errs = append(errs, basis.Errorf("%w: rule %s gives more than there is", ErrCertificate, rule))
	}
	return basis.JoinErrors(errs...)
}
