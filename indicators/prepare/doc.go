// Package prepare has the steps from the raw to the prepared table.
//
// A step is a value of data with one method, Apply, which makes a new table and
// records in an [indicators.Stage] every cell it filled or changed. Steps go into
// evaluation.Model.Steps in the order in which they are applied:
//
//  1. compute: [Sum] and [Ratio] make computed indicators from other columns,
//     which may be auxiliary (denominators are read but not scored);
//  2. impute: [Median] and [Mean] fill missing values.
//
// Ratios come first. A value that is missing in the numerator or denominator
// makes the ratio missing, and the ratio is then imputed; imputing totals first
// would mix the sizes of counties.
package prepare
