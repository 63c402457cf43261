// Package prepare has the steps from the raw to the prepared table.
//
// A step is a value of data with one method, Apply, which makes a new table and
// records in an [indicators.Stage] every cell it filled or changed and every unit it
// left out, with the reason. Steps go into evaluation.Model.Steps in the order in
// which they are applied. The order to keep is
//
//  1. screen: [Screen] takes out units with too few figures, or named ones;
//  2. compute: [Sum], [Largest], [Ratio] and [Growth] make computed indicators from other
//     columns, which may be auxiliary (denominators are read but not scored);
//  3. impute: [Constant], [Median] and [Mean], [Neighbors], [Regression], and from
//     other years [Carry] and [Interpolate], fill missing values;
//  4. treat outliers: [Treat], [Winsorize], [Transform];
//  5. normalize, which is no step: evaluation.Model.Normalize.
//
// Ratios come before imputation: a value that is missing in the numerator or
// denominator makes the ratio missing, and the ratio is then imputed; imputing
// totals first would mix the sizes of counties. Outliers come last, because gaps
// would hide the shape of a column, and what was winsorized would go into the
// figures of others. A step that finds it was called too late (a ratio of imputed
// figures, an imputation of treated ones, a second treatment) does its work and
// warns ([ErrOrder]); it tells by the marks of the cells, so steps of one's own are
// seen as well.
//
// # Last bits
//
// What Sum, Ratio and Growth compute is the float64 nearest to the exact rational of the
// raw figures under it, each its shortest decimal, through all steps between: a tax per
// mu of 10/7, and of 12/7 a year later, has grown by exactly 20 %. Figures that are equal
// on paper have equal bits, so that no place, class or grade follows a bit
// ([indicators.Table.Exact], package exact). A figure that a step fills in or moves to a
// fence is a raw one. Roots, curves and regressions have no rational; 12 significant
// digits of them are compared ([indicators.Table.Compared]).
//
// # Choosing columns
//
// Columns that a step does not name are all measured indicators. [PerIndicator]
// gives single columns another step or none, and [Off] switches a step off without
// taking it out of the record. A step of one's own is an [indicators.StepFunc], whose
// record has to be true ([indicators.Stage.Check]); own curves and fences for outliers are
// a [Curve] and a [Fence].
//
// # Written down
//
// Steps, curves and fences are written with [basis.Marshal] and [Kinds], and read with
// basis.Unmarshal; encoding/json would lose which step stands where one is chosen.
//
// # Confidential figures
//
// What a step makes from confidential figures is confidential
// ([indicators.Table.Confidential]): a sum, ratio or growth if a figure of the unit is
// that it is made from, in whatever year; a value filled in by the median or mean if
// one of the values is, by [Neighbors] if one of the neighbors or of the figures that
// tell the distance is, by [Regression] if anything in the columns is, by [Carry] and
// [Interpolate] if a figure of the other years is; and a value moved inwards by
// [Winsorize] or [Treat] if any of the column is. [Transform] leaves that as it is.
//
// # Years
//
// Growth, Carry and Interpolate look at other years, and need a table of an
// [indicators.Panel]. [EachYear] applies a step to all years of it.
//
// # Where programs disagree
//
// What COINr 1.1.14 (R) and scikit-criteria 0.9 (Python) do, and this package:
//
//   - A denominator of 0: COINr gives an infinite value; an error here.
//   - A missing class in imputation within classes: COINr leaves the gap; here units
//     without a class are one of their own, with a warning if others have a class.
//   - No value to impute from: COINr leaves NaN; an error here.
//   - A gap without a neighbor: scikit-criteria takes the mean of the column; an
//     error here, for it would not be what was asked for. Units exactly as near as
//     the last neighbor: one of them by chance there, all of them here. Columns are
//     not scaled there, and are scaled here unless Unscaled.
//   - One figure in a panel: COINr's interpolation stops with an error; here it is
//     carried, or left a gap with Inside.
//   - Equal values at the end of a column: COINr winsorizes them all and exceeds the
//     limit; here they are left and the curve is tried.
//   - A column that two treatments do not help: COINr keeps the second, or, if it
//     meets an error, the first figures with a general warning; here the form with
//     the smallest skewness is kept, with a warning that names the column, and an
//     error is an error.
//   - A forced winsorization of a column that passes the test: COINr's Treat ignores
//     it; it is done here, or refused where ties make it impossible.
//   - Columns without shape (constant, fewer than 4 values): COINr stops with
//     "missing value where TRUE/FALSE needed"; a warning here.
//   - COINr's log_GII returns the figures unchanged; LogGII is the printed formula.
//
// Two things that COINr has are not here: imputation by the row mean of normalized
// indicators, for which the score of a missing child is settled when scores are
// aggregated, and functions of one's own for single cells, which are a step.
package prepare
