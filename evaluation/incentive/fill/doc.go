// Package fill divides an amount among lines that have weights, floors, caps and
// common ceilings, exactly, and rounds what each gets to whole lots. It knows
// nothing of rankings, notices and pools, which are the matter of package
// incentive above it; whoever has only an amount and those who share it needs no
// more than this.
//
// # A division
//
// A [Line] is one of those who share, a [Ceiling] the most that some of them may
// have together. A [Rule] divides a rational amount among lines and gives [Shares]:
// what each gets, the level lambda, and what bound each share.
//
//	lines := []fill.Line{
//		{ID: "a", Weight: big.NewRat(3, 1), Cap: fill.NoCap},
//		{ID: "b", Weight: big.NewRat(1, 1), Cap: 20, Floor: 5},
//	}
//	shares, err := fill.Weighted{}.Divide(big.NewRat(100, 1), lines, nil)
//
// A line that is made by hand must say its cap: 0 is nothing, [NoCap] no cap.
//
// [Weighted] is the engine, the weighted fill:
//
//	a_i = clamp(lambda w_i, floor_i, cap_i),  sum a_i = amount
//
// where the members of a ceiling stop when it is reached. It is proportional shares
// without limits, equal awards with equal weights, and the weighted max-min point
// with any limits. The rules for promises that exceed the amount are made of fills:
// [Dual] divides losses in the place of awards, [EqualLosses] takes the same from
// every claim, [Talmud] protects half of each, [AdjustedProportional] and
// [MinimalOverlap] ask who claims what alone, [RandomArrival] and [AverageOfAwards] take
// a mean over orders of arrival and over divisions (for few claims), [Priority] serves
// one order of lines after the other.
//
// # Proof
//
// Every rule here is a [Certifier]: its shares can be checked against conditions that
// hold for them alone, line by line, without dividing anew. [Certify] checks the
// shares of any rule, also of one of your own.
//
// # Whole lots
//
// A [Rounder] makes whole lots of exact [Totals], once, at the end: [Down],
// [LargestRemainder], or a [Divisor] with the [Method] of Webster, Jefferson, Adams,
// Hill or Dean. [Tiebreak] says what happens where equals do not all fit. All keep the
// limits of the lines and the ceilings.
//
// # Numbers
//
// An [Amount] is a whole number of smallest units of a [Measure], which reads and
// prints it. Between amounts there are only rational numbers of package math/big, so
// that the order of the lines, the machine and the size of the numbers change
// nothing; [Decimal] makes one of a float64 as people read it, and [Sum] adds many.
//
// Written down, inside a record that has its measure, an amount is a decimal in the unit
// and an exact figure a fraction in it; alone both refuse to be written. Rules and
// rounders have kinds ([Kinds]).
//
// Bad lines and ceilings are reported together, each as a [*Fault] with the ID of
// the line; floors that cannot be met are a [*FloorsError] with what is short.
//
// [Twin] is the fill in float64, for simulations that ask the same question a
// million times with other weights.
package fill
