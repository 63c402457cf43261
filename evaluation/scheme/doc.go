// Package scheme has a whole evaluation as one file that people edit: title and legal
// basis, the table of indicators (指标体系表), steps, normalization, weights, aggregation,
// ties, grades, lists, which rulings there may be, pools and how they are divided, and
// what is uncertain. Who changes a weight changes the file, not a program.
//
//	f, err := scheme.OpenFile("scheme.yaml")
//	table, err := f.ReadTable(file, "counties.csv")
//	outcome, err := scheme.Run(f, table) // result, rankings, lists, awards
//
// examples/henan/data/scheme.yaml is a file as a clerk would keep it.
//
// # The file
//
// It is YAML. Its sections are the fields of [Scheme], its keys those that stored values
// have (their json tags), and its methods the words of the tables of kinds, with those of
// the caller: there is no second table. A method is its word, with options the one key of
// a record:
//
//	model:
//	  steps: [formulas, median]
//	  normalize: {clip: {of: min_max}}
//	  weigh: {mix: {parts: [{scheme: declared, share: 0.5}, {scheme: entropy, share: 0.5}]}}
//
// An indicator is a row of the annex ([Indicator]): zero is the zero point, full the full
// point, and formula computes it from columns ([Formula]).
//
//	framework:
//	  sum: 100
//	  indicators:
//	    - {code: tax, name_zh: 亩均税收, weight: 60, zero: 0, full: 20, formula: levy / land}
//	    - {code: energy, name_zh: 单位能耗, weight: 40, zero: 2, full: 0.5}
//	  aux: [{code: levy}, {code: land}]
//
// Rulings and figures of a year are files of their own, which the scheme names
// ([Rulings], [Scheme.Figures]) and [Open] reads from its folder and nowhere else. What every
// round is held to stands under round ([File.Call]), rules over years under years ([Years]):
//
//	round: {notice_days: 5, decide_days: 10, unanswered: count as missing, may_miss: [energy]}
//	years:
//	  events: [{name_zh: 连续两年末等, name: last twice, rule: {grades: [D], m: 2, n: 2}}]
//	  paces: [{code: tax, wanted: 0.5, change: 0.1}]
//
// # Faults
//
// Everything that is wrong is reported at once, each with file, line and column and, for
// a typo, the nearest name that there is: keys, types, words of methods, codes, grades,
// lists and rankings, weights that do not sum to what the framework says. [Texts] has it
// in Chinese.
//
// # Changing and comparing
//
// [Set] changes a single value in the text and no other byte. [Marshal] writes a scheme
// that a program made. [Diff] says in words how two versions differ, [Effects] what each
// difference does alone and all together, and [Annex] prints the table of indicators.
//
// scheme.schema.json is the JSON Schema of the file, with which editors complete and check
// it while it is written; the README of the project says how to switch that on.
//
// # Publishing
//
// [Publish] makes a bundle of a scheme and its data: files that anybody can compute again,
// years later, and a manifest with the digest of each. [Verify] checks one, in a folder or
// ([VerifyZip]) in an archive, down to the first cell that does not follow; one that is cut for
// the public from the published scores on, if they are all there.
package scheme
