// Package normalize turns the values of each indicator into scores on one scale
// on which more is better, so that indicators in yuan, per cent and tonnes can be
// weighed against each other.
//
// A [Normalizer] looks at the values of one indicator (a [Sample]) and gives a
// [Scale], which turns values into scores. The two are apart so that a scale can
// be looked at, written down and used again: last year's scales on this year's
// values ([Frozen]) show progress, where new scales would only show places.
//
// By differences:
//
//   - [MinMax]: linear from the worst goalpost to the best, 0 to 100 unless said
//     otherwise; the customary choice and the one to explain to a county. With Lo
//     20 it is the official 20 + 80 form. Goalposts are the indicator's Bounds,
//     free as they stand and cut inside of [Clip].
//   - [Efficacy]: 60 + 40 t, or 60 (5/3)^t if exponential.
//   - [TargetCompletion]: points at a base value and at a target, a slope for what
//     is done beyond it, cap and floor.
//   - [Distance]: how much of the way to a target, or to a reference unit, is gone.
//   - [ZScore]: distance from the mean in standard deviations, with any mean and
//     standard deviation of the scores.
//   - Interval indicators (区间型) are those of direction target: MinMax falls with
//     the distance from the range. A range of one value is the nominal-the-best
//     (适度型).
//
// By ratios:
//
//   - [RatioToBase]: x / b with the base declared, or the mean, k times the mean,
//     the best, the sum or the Euclidean length of the values; four forms of costs,
//     cap and floor. For a target range the ratio to its nearer end. So the fraction
//     of the maximum is RatioToBase{Of: MaxBase, Points: 1}, the vector
//     normalization of TOPSIS RatioToBase{Of: NormBase, Points: 1, Cost: Complement}.
//   - [Log]: another normalizer of the logarithms.
//
// By order alone:
//
//   - [Rank], [Percentile], [Borda]: the place among the units, the share of worse
//     ones, their number; with four rules for ties; percentiles
//     stretched where they are high (Exponential).
//
// Not at all:
//
//   - [AsIs]: the value is the score, within declared limits.
//
// Around other normalizers:
//
//   - [Clip] cuts scores, [Bands] makes few points of them.
//   - [PeerScore] and [Points] score what is missing: the mean score of the class,
//     or fixed points.
//   - [WithinClass] compares like with like, [PerIndicator] chooses by indicator.
//   - [Func]: a normalizer of one's own.
//
// Which values are better is said by the indicator: Direction higher, lower or
// target. Its Bounds, if given, are the goalposts of MinMax; goalposts taken from
// the data move when a single unit changes, joins or leaves, and with them every
// score of the indicator.
//
// Two-part indicators, a total and a ratio that count as one (税收收入 and 亩均税收,
// say), need nothing here: they are a node with two children, each measured and
// scored on its own, whose weights are the split between the parts. See the example.
//
// # Doubtful cases
//
// A value that is missing (NaN) has the score NaN on every scale but those of
// PeerScore and Points. What cannot be put on a scale (no values, all values equal)
// is an error that names the indicator, never a silent 0 or 1: the way out is a
// visible choice, such as Bounds for the indicator. Other programs answer otherwise,
// and not alike (COINr 1.1.14, Compind 3.4, ProMCDA 1.0.2, pymcdm 1.4.0,
// scikit-criteria 0.9; the tests of this package show most of it):
//
//	case               others                                    here, and why
//	all values equal   min-max: NaN (COINr with a warning,       ErrConstant: any score
//	                   Compind, scikit-criteria's cenit), 1      would be made up, and as
//	                   (pymcdm), 0 or 0.1 (ProMCDA), 0           NaN the weight moves to
//	                   (scikit-criteria); z-score: NaN or 0;     the other indicators
//	                   ranks: 1 or the middle; percentiles: 0
//	                   ratios: 1, shares 1/n                     the same: all are at the
//	                                                             base, nothing is in doubt
//	one unit           NaN, or 0 by the sign (ProMCDA)           ErrConstant; scored with
//	                                                             Bounds or a declared base
//	ties in ranks      lowest place (COINr), mean (ProMCDA,      mean, which keeps the sum
//	                   Compind, whatever its argument says)      of the ranks; lowest, highest
//	                                                             and dense to be chosen
//	one value missing  the whole column NaN (pymcdm, ProMCDA     its score alone is missing,
//	                   for costs) or 0 (scikit-criteria's        and the aggregator decides,
//	                   inverter); the cell alone (COINr,         unless PeerScore or Points
//	                   Compind); an error (ProMCDA's z-score)    have a score for it
//	infinite value     0 or NaN for others (COINr)               ErrNumber
//	zero as a cost     0 for every unit, the best included       ErrValue names the value;
//	(reciprocal)       (scikit-criteria)                         with a Cap it has the Cap
//	zero in a sum      an error (pymcdm)                         a share of 0
//	negative values    min-max and fractions of the maximum      the same; shares of a sum
//	                   go on; sums and logarithms are            and logarithms refuse them
//	                   refused (pymcdm) or not                   (ErrValue), as does a base
//	                   (scikit-criteria)                         that is not positive
//	logarithms         the product of the values overflows       a sum of logarithms;
//	                   and all scores are 0; where it is below   ErrValue where a share
//	                   1 all are turned round (pymcdm)           would be negative
//	target not better  all scores are turned round (COINr,       ErrRange
//	than the worst     with a warning)
//	standard           n - 1, but n in scikit-criteria           n - 1; SD sqrt(n/(n-1))
//	deviation                                                    gives the other
//
// Normalizers and scales are written with [basis.Marshal] and [Kinds], and read with
// basis.Unmarshal; encoding/json would lose which one stands where one is chosen.
// [Frozen] also has MarshalJSON.
package normalize
