// Package xlsx writes results as a workbook that an office would accept.
//
//	book, err := xlsx.Report{Result: result, Decision: decision, Ranking: ranking, Awards: allocations}.Pages()
//	err = xlsx.Write(file, book, xlsx.Options{Language: basis.Chinese})
//
// A [Page] is a sheet of package tables, so that a workbook, CSV and Markdown have the same
// rows, and the formulas that stand in some of its cells. [Report] makes the pages of a
// whole evaluation: ranking, scores, indicators with their scales, weights, figures, awards
// with what bounds them and their articles, ledger and sums of each, method and warnings. A
// program may leave pages out, or add its own.
//
// # Formulas
//
// What a person would add up is a formula: totals of awards and sums, and where scores are
// weighted sums of the scores below, these too, so that one can follow a score from cell to
// cell. Every formula carries its value, for programs that do not compute; recomputed by
// LibreOffice the formulas equal these to the published digit, which the tests hold. A
// score that is no weighted sum (another aggregator, a missing child) is a number, and the
// page says so.
//
// # For an office
//
// Headings stay in sight and are printed on each page, A4 across, as wide as the page.
// Numbers have the format of their measure, texts stand as texts: one that looks like a
// formula is none. Names have the fonts of Options. The workbook reads back through
// package indicators/xlsx.
package xlsx
