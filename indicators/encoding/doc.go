// Package encoding reads tables from text files as offices have them: in GB18030 (and so
// in GBK and GB2312), in UTF-16 or in UTF-8, with commas, tabs or semicolons.
//
// The encoding and the separator are declared:
//
//	table, err := encoding.Reader{
//		CSV:      indicators.CSV{File: "counties.csv", Comma: '\t'},
//		Encoding: encoding.GB18030,
//	}.ReadTable(file, framework)
//
// or they are left open. Then they are taken if every byte of the file decodes and its
// headings are those of the framework, and [indicators.Table.Warnings] says what was
// taken; a file that fits in no way is an error, and none is guessed. What Excel saves as
// CSV in a Chinese office (GBK with commas) or as Unicode text (UTF-16 with tabs) reads
// at the first try.
//
// Everything else is as [indicators.CSV] has it.
package encoding
