// Package indicators holds what is measured: the tree of indicators, the table
// of their values for each unit, and how both are read and checked.
//
// A [Framework] is one recursive tree. Its leaves are the measured indicators,
// its inner nodes (dimensions, the overall index) are composed from their
// children; a composite indicator is itself an indicator. A [Table] has one row
// a unit (county, city, enterprise) and one column a measured indicator, with a
// [Mark] a cell that says where the figure came from. Both are immutable: every
// change gives a new one that shares what did not change. [Table.Unit] and
// [Table.Units] read rows, [Table.Column] and [Table.Marks] columns, as views that
// copy nothing:
//
//	area := t.Column("area")
//	for i, u := range t.Units() {
//		fmt.Println(u.Code, area.At(i))
//	}
//
// Two frameworks fit together, whatever file each was read from, if their trees and
// directions are the same ([Framework.Fits], [Framework.Revisions]); [Table.Under]
// brings a table under another one.
//
// [ReadFramework] reads a framework from JSON, [CSV] reads and writes tables. What
// they share with other formats stands below them: [FrameworkFrom] takes a document
// of any format that is parsed into nodes, and [RowReader] takes the rows of any
// [RowSource]. All report all faults of a file at once, each an [InputError] with file,
// line, column, unit and indicator, and none ever guesses: white space around
// a figure goes, everything else that is not a plain finite number is an error
// or a declared missing text. What is odd but no error, such as data of mixed
// periods, a column that was not read or a unit without any value, is kept in
// [Table.Warnings].
//
// What is collected comes as readings: a [Reading] is one figure with who reports it,
// where it stands and how far it is ([State]). [TableFromReadings] makes a table of any
// sequence of them, [Merge] says which source holds where two differ, and [CoverageOf]
// what is still to come, by department.
//
// A [Step] makes one table from another (imputation, ratios, treatment of
// outliers) and records every cell it changed in a [Stage]. Package prepare has
// ready ones; [StepFunc] makes one of a function. [Stage.Check] holds the record against
// the tables.
//
// Tables, panels, frameworks and stages are written as JSON with all that they hold,
// and read back ([ReadTable], [ReadPanel], [ReadFramework]). Figures can be
// confidential, by cell or by column, beside their marks ([Table.Confidential]); what
// is made from them says so as well.
package indicators
