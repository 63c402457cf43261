// Package profile is what one looks at before weighting: whether the figures are
// there, how they are spread, how the indicators hang together, and whether what
// was reported can be true.
//
//   - [Of] looks at a whole table and gives a [Report]. Everything in it can be
//     had alone:
//   - [Describe] gives a [Summary] of each column: availability, zeros, ties,
//     quartiles, skewness, kurtosis.
//   - [AvailabilityOf] counts the figures of each unit, in all and by theme.
//   - [Columns] are columns of values or scores, from a table ([Raw], [Oriented])
//     or from an evaluation. Their methods are Correlate, With, Alpha, Components
//     and Adequacy: correlations, Cronbach's alpha, principal components (which
//     [Components.Rotate] turns by varimax), KMO and Bartlett's test; and Dominance: who
//     is ahead of whom on all indicators, so whatever the weights.
//   - A [Check] looks for one kind of trouble in a table and reports each case as
//     a [Finding]: [Shape], [Spread] (nearly constant) and [Fence] (outliers), [Products]
//     and [Parts] (indicators made of each other), [Identity] (accounting rules),
//     [FirstDigit] and [LastDigit], [RankGap] (an amount that does not fit its count),
//     [Totals] (counties against the prefecture). [Jumps] compares two years, [Twice] looks
//     at the record of the steps, [Coherence] and [Size] at correlations.
//
// A finding is a question to the reporter, not a verdict. What cannot be computed
// is never a silent zero: a statistic is NaN and says why beside it, a check that
// could not be applied is a finding with Err.
//
// Where programs differ: skewness and kurtosis are the sample ones of Excel and
// COINr (type 2 of Joanes and Gill), not the moments g1 and g2 that R's e1071 and
// scipy give by default; the standard deviation is the sample one (n-1);
// quartiles are of type 7; correlations leave out a unit only for the pairs for
// which it lacks a value, while alpha, components and adequacy need complete rows
// and say how many there were. COINr flags correlations by their signed value and
// so misses strong negative ones; here absolute values are compared.
//
// Checks are written with [basis.Marshal] and [Kinds], and read with basis.Unmarshal;
// reports and their parts also by encoding/json.
package profile
