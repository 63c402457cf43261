package tables

import (
	"fmt"
	"math/big"
	"slices"

	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/evaluation/incentive/fill"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Ledger is the ledger of all awards (分配明细): amounts in the measure of the pool,
// weights as numbers, and each delta once more as an exact fraction in smallest units. The
// deltas of a county sum to its award. Where a figure times a rate was rounded, the words
// beside it have the product.
func Ledger(a *incentive.Allocation) Sheet {
	m, names := a.Pool.Measure, awarded(a)
	number := func(r incentive.LedgerRow, x *big.Rat) Cell {
		if r.Kind == incentive.Weight {
			return Number(x)
		}
		return Exact(x, m)
	}
	type row = incentive.LedgerRow
	return SheetOf(titleLedger, a.LedgerRows(),
		Of(detail(headCode), func(r row) Cell { return Data(r.Code) }).Keyed(),
		Of(left(headName), func(r row) Cell { return Words(names[r.Code]) }).Keyed(),
		Of(right(headEntry), func(r row) Cell { return Integer(r.Number) }).Keyed(),
		Of(left(headTranche), func(r row) Cell { return Words(trancheName(a, r.Tranche)) }),
		Of(left(headKind), func(r row) Cell { return Words(kinds[r.Kind]) }),
		Of(right(headArticle), func(r row) Cell {
			if r.Article > 0 {
				return Integer(r.Article)
			}
			return Cell{}
		}),
		Of(left(headClause), func(r row) Cell { return Words(clause(a, r)) }),
		Of(left(headNote), func(r row) Cell { return Words(why(r, m)) }),
		Of(left(headBound), func(r row) Cell { return Words(boundName(a, r.Bound)) }),
		Of(point(headBefore), func(r row) Cell { return number(r, r.From) }),
		Of(point(headAfter), func(r row) Cell { return number(r, r.To) }),
		Of(point(headDelta), func(r row) Cell { return Exact(r.Delta, m) }),
		Of(Column{Head: headDeltaExact, Align: Right, Detail: true}, func(r row) Cell { return Fraction(orZero(r.Delta)) }),
	)
}

// awarded are the names of the units of an allocation by code.
func awarded(a *incentive.Allocation) map[string]Text {
	out := make(map[string]Text, len(a.Awards))
	for _, w := range a.Awards {
		out[w.Place.Unit.Code] = UnitName(w.Place.Unit)
	}
	return out
}

// clause is the text of the clause behind an entry.
func clause(a *incentive.Allocation, r incentive.LedgerRow) Text {
	if r.Article > 0 && r.Article <= len(a.Articles) {
		return Kept(a.Articles[r.Article-1].Text)
	}
	return told(r.Clause)
}

// why are the words of an entry, with the product before it was rounded.
func why(r incentive.LedgerRow, m incentive.Measure) Text {
	said := Kept(r.Why)
	if r.Product == nil {
		return said
	}
	product := Exact(r.Product, m)
	en := fmt.Sprintf(noteProduct.English, product.plain(basis.English, nil))
	zh := fmt.Sprintf(noteProduct.Chinese, product.plain(basis.Chinese, nil))
	if said != (Text{}) {
		en, zh = said.English+": "+en, said.In(basis.Chinese, own)+"："+zh
	}
	return Text{English: en, Chinese: zh}
}

// Certificate is the proof of the exact shares (核验表), to be checked with a calculator
// or in a spreadsheet: amounts in the measure of the pool, and each share once more as an
// exact fraction in smallest units. See [incentive.CertificateRow].
func Certificate(a *incentive.Allocation) Sheet {
	m, names := a.Pool.Measure, awarded(a)
	type row = incentive.CertificateRow
	rows := a.Certificate()
	amount := func(head Text, value func(r row) *big.Rat) Field[row] {
		return Of(point(head), func(r row) Cell { return Exact(value(r), m) })
	}
	return SheetOf(titleCertificate, rows,
		Of(left(headTranche), func(r row) Cell { return Words(trancheName(a, r.Tranche)) }).Keyed(),
		Of(detail(headCode), func(r row) Cell { return Data(r.Code) }).Keyed(),
		Of(left(headName), func(r row) Cell {
			switch {
			case r.Code == "" && r.Name == "":
				return Words(wordTotal)
			case r.Code == "":
				return Words(ceilingName(a, r.Name))
			}
			return Words(names[r.Code])
		}).Keyed(),
		Of(point(headWeight), func(r row) Cell { return Number(r.Weight) }),
		amount(headAtLevel, func(r row) *big.Rat { return r.Level }),
		amount(headProduct, func(r row) *big.Rat {
			if r.Weight == nil || r.Level == nil || claims(r.Rule) && even(r.Rule) {
				return nil
			}
			return new(big.Rat).Mul(r.Weight, r.Level)
		}),
		amount(headHeld, func(r row) *big.Rat { return r.Held }),
		amount(headFloor, func(r row) *big.Rat { return r.Low }),
		amount(headCap, func(r row) *big.Rat { return r.High }),
		amount(headShare, func(r row) *big.Rat { return r.Share }),
		Of(left(headBound), func(r row) Cell { return Words(boundName(a, r.Bound)) }),
		Of(left(headRule), func(r row) Cell { return ruleName(r.Rule) }).
			When(slices.ContainsFunc(rows, func(r row) bool { return claims(r.Rule) })),
		Of(left(headCondition), func(r row) Cell { return Words(condition(r)) }),
		Of(Column{Head: headShareExact, Align: Right, Detail: true}, func(r row) Cell { return Fraction(r.Share) }),
	)
}

// condition is what a row of the certificate must satisfy.
func condition(r incentive.CertificateRow) Text {
	switch {
	case r.Code == "" && r.Full:
		return satEmpty
	case r.Code == "":
		return satRoom
	case !r.Out.IsZero():
		return wordOut
	case claims(r.Rule) && r.Weight.Sign() == 0:
		return satNoWeight
	case claims(r.Rule) && even(r.Rule):
		return satEven[r.Bound]
	case claims(r.Rule):
		return satClaim[r.Bound]
	case r.Bound == "":
		return satLevel
	case r.Bound == fill.BoundFloor:
		return satFloor
	case r.Bound == fill.BoundCap:
		return satCap
	}
	return satCeiling
}

func orZero(x *big.Rat) *big.Rat {
	if x == nil {
		return new(big.Rat)
	}
	return x
}

// claims reports whether a rule divides claims.
func claims(rule fill.Rule) bool {
	c, ok := rule.(fill.Claiming)
	return ok && c.DividesClaims()
}

// even reports whether a rule about claims counts each weight as 1: all do but the dual
// of one that goes by weights.
func even(rule fill.Rule) bool {
	d, ok := rule.(fill.Dual)
	switch {
	case !ok:
		return claims(rule)
	case d.Of == nil:
		return false
	}
	return even(d.Of)
}

// ruleName is what a rule is called; sums have none.
func ruleName(rule fill.Rule) Cell {
	if rule == nil {
		return Cell{}
	}
	if w, ok := rule.(basis.Worded); ok {
		return Words(Kept(w.Text()))
	}
	return Words(told(rule.String()))
}
