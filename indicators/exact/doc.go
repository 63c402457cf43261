// Package exact computes figures so that last bits decide nothing.
//
// A raw figure is the shortest decimal that reads back as its float64: 0.3 is
// 3/10, as the office printed it. A figure computed from others ([Sum],
// [Difference], [Product], [Quotient]) is the exact rational of the raw figures
// under it, however many steps are between, and its float64 is the one nearest to
// that rational:
//
//	0.3 / 0.1 = 3              where float64s give 2.9999999999999996
//	12/10 - 1 = 0.2            where float64s give 0.19999999999999996
//	0.7 + 0.1 = 0.8            where float64s give 0.7999999999999999
//	(12/7) / (10/7) - 1 = 0.2
//
// So figures that are equal on paper have equal bits, and one that is equal to a
// limit on paper has the bits of the limit. Comparisons need no tolerance, which
// would chain: a = b and b = c, but not a = c.
//
// The rational is hardly ever computed. A [Number] has an enclosure of about 100
// bits, made of float64s in the time of some divisions, and as a rule one nearest
// float64 is left in it. The rational is made where two remain: of figures that
// are 0 after a difference, or lie in the middle between two float64s, or are very
// large or very small. Results are the same bits on every machine, whichever way
// was gone.
//
// What is not rational (a root, a logarithm, the solution of a regression) has no
// exact float64 to be nearest to; it is [Rough], and so is all that is computed
// from it. What compares such figures rounds them first
// (indicators.Table.Compared).
//
// Sources: T. J. Dekker (1971), A Floating-Point Technique for Extending the
// Available Precision, Numerische Mathematik 18, 224-242; M. Joldes, J.-M. Muller
// and V. Popescu (2017), Tight and Rigorous Error Bounds for Basic Building Blocks of
// Double-Word Arithmetic, ACM Transactions on Mathematical Software 44(2), 15res
// (algorithms 6, 10 and 17); A. Ziv (1991), Fast Evaluation of Elementary
// Mathematical Functions with Correctly Rounded Last Bit, ACM Transactions on
// Mathematical Software 17(3), 410-423 (the test whether one float64 is left).
package exact
