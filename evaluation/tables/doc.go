// Package tables prints results for people, in English and Chinese: one call makes a
// [Sheet] of a result, another prints it as text for a terminal, as CSV or as Markdown.
//
//	sheet := tables.Ranking(ranking)
//	err := tables.WriteText(os.Stdout, sheet, tables.TextOptions{Language: basis.Chinese, Width: tables.Width(os.Stdout)})
//	err = tables.WriteCSV(file, sheet, tables.CSVOptions{Language: basis.Chinese, BOM: true})
//	err = tables.WriteMarkdown(file, sheet, tables.MarkdownOptions{})
//
// # Sheets
//
// Of an evaluation: [Figures], [Scales], [Ranking], [Scores], [Weights], [Explanation],
// [Comparison], [SchemeComparison] and [SchemeRanks], [Method] and [Warnings]; [Stages] counts what each step did, and [Changes]
// lists it cell by cell. Between two years: [Bridge] and [RankBridge]. Of awards: [Allocation], [Ledger] (分配明细) and [Certificate]
// (核验表). Of what a notice does: [Sums], [Turnover], [Prices], [Cliffs], [Inversions].
//
// In sentences: [Account] explains a place, [Grading] sums up the grades. [Page] lays out
// such text and sheets for a terminal, by [Sentence], [List], [Quantity] and the names of
// units, regions and indicators ([UnitName], [RegionName], [IndicatorName]).
//
// A sheet is data. It has its words in both languages ([Text]) and its numbers exactly
// ([Cell]), so that it can be stored as JSON, changed before it is printed, and printed in
// either language later. Other rooms, and programs, make sheets of their own ([SheetOf]) and print
// them through the same writers.
//
// # Languages
//
// Words of this library stand in both languages. Names are as the data have them; in English
// a unit has its tag name_en and a region its tag region_en where there is one. A reason or
// a document that somebody wrote in English stands as it is in a Chinese page, unless the
// Texts of the options have its Chinese.
//
// # Terminals
//
// Chinese characters take two columns, by golang.org/x/text/width ([TextWidth] says how
// ambiguous ones are counted). The library looks at no terminal by itself: [Width] asks for
// the columns of one, and a program hands them over.
package tables
