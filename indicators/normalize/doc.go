// Package normalize turns the values of each indicator into scores on one scale
// on which more is better, so that indicators in yuan, per cent and tonnes can be
// weighed against each other.
//
// A [Normalizer] looks at the values of one indicator (a [Sample]) and gives a
// [Scale], which turns values into scores. The two are apart so that a scale can
// be looked at, written down and used again: last year's scales on this year's
// values ([Frozen]) show progress, where new scales would only show places.
//
//   - [MinMax]: linear from the worst goalpost to the best, 0 to 100 unless said
//     otherwise; the customary choice and the one to explain to a county.
//   - [ZScore]: distance from the mean in standard deviations.
//   - [Rank]: the place among the units, ties sharing the mean of their places.
//   - [Clip], [WithinClass], [PerIndicator]: a normalizer made from others, which
//     cuts scores, compares like with like, or chooses by indicator.
//   - [Func]: a normalizer of one's own.
//
// Which values are better is said by the indicator: Direction higher, lower or
// target. Its Bounds, if given, are the goalposts of MinMax; goalposts taken from
// the data move when a single unit changes, joins or leaves, and with them every
// score of the indicator.
//
// A value that is missing (NaN) has the score NaN on every scale. What cannot be
// put on a scale (no values, all values equal) is an error that names the
// indicator, never a silent 0 or 1: the way out is a visible choice, such as
// Bounds for the indicator.
package normalize
