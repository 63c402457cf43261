// Package report makes a report that people look at: one HTML file with figures, which
// needs no other file and no network, for a screen or for A4.
//
//	d := report.Document{Result: result, Decision: decision, Ranking: ranking, Awards: allocations}
//	err := d.WriteHTML(file, report.View{Language: basis.Chinese})
//
// A [Document] is a value: what was found, beside what is known of its certainty and of
// other rankings, if anything. It is written whole, in some of its [Part]s, or cut to one
// county ([Document.County]); [Document.WriteMarkdown] writes sentences and tables alone.
//
// A [Section] is a part of the caller's: what moved the scores between two years
// ([BridgeSection]), a round ([RoundSections]), lists and policies for enterprises
// ([ListSection], [PolicySection]), or sheets and figures of one's own.
//
// # Figures
//
// A [Figure] is a value too, and [WriteSVG] writes one alone: [Bars] of parts that add up,
// [Strip] and [Dots] of numbers on a scale, [Heat] of a matrix, [Bump] of ranks that flow,
// [Water] of a weighted fill, [Lorenz], [Icicle] of a tree of weights, [Scatter], [Sobol],
// and [Map] of outlines that the caller has. Each has a title, a text alternative and its numbers as a table. They draw paths
// and texts (a [Shape]), which one template writes, so that names are escaped in one place;
// colors come from the style sheet, by day and by night, and are told apart by who is
// color-blind.
//
// [RankFlow] and [Gains] make figures of what a change does. A page of one's own has
// [StyleSheet] once and its figures by [WriteInline]; examples/explorer is one.
//
// # Numbers
//
// Tables are those of package tables, and a number that stands in a figure is a cell of it:
// the report shows the published digits of the result and computes none of its own.
//
// # Confidential figures
//
// A report says for whom it is ([evaluation.Audience]). Where a table has confidential cells, one that
// does not say it is refused ([ErrConfidential]), and one for the public is made of the
// result that was cut for the public. Where totals are cut, it has neither awards nor proofs,
// which tell of them. What it has together with other papers is the caller's to see to: a
// total published elsewhere gives a score away that stands beside all others here.
//
// # Untrusted names
//
// Names of counties, indicators and pools may be any text. They are escaped by where they
// stand, what would turn the text around is replaced, and the page forbids itself to load
// anything or to run any script but its own, which sorts and filters the ranking. Without
// script the report is complete.
package report
