// Package returns holds what happens to figures between offices before there is a table:
// the reference period of each ([Span]), cumulative figures and those of a period alone
// ([Rest], [Through]), and figures that are restated ([Vintages]).
//
// [Collect] takes readings of many periods and reports, and keeps all of them:
// [Vintages.AsOf] gives the panel of what was known on a day, and [Vintages.Restated] what a
// later vintage changed.
package returns
