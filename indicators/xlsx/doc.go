// Package xlsx reads tables from workbooks (.xlsx) and writes them.
//
//	table, err := xlsx.Reader{File: "counties.xlsx"}.ReadTable(file, framework)
//	panel, err := xlsx.Reader{File: "counties.xlsx"}.ReadPanel(file, framework, nil) // a sheet a year
//	err = xlsx.Writer{}.WriteTable(file, table)
//
// A sheet is a table by the rules of [indicators.CSV] for headings and cells: the same
// columns, the same names, figures and codes. Faults are told at file.xlsx:Sheet1!C7, all
// at once. What is peculiar to workbooks:
//
// # Headings
//
// The headings stand in the first row (of the first 20) that has all columns of the
// framework, alone or with one or two rows above it, in which cells may be merged
// (dimension over indicator). Of two columns under the same heading each is named with
// what stands above it, "2023/GDP"; so is one that Columns names like this. Titles above
// are not read, and a warning says so. [Reader.Head], HeadRows and Last declare it.
// Columns without heading and figures are nothing.
//
// # Figures
//
// A figure is what its cell holds, as a decimal of 15 significant digits, however many of
// them the format of the cell shows: as many digits a spreadsheet keeps and shows, while
// the file has up to 17 (0.3 is often written 0.29999999999999999). So figures that people
// typed come back as they typed them. Thousands separators, colors and signs of currency
// are of the format alone. A cell that is shown in percent is what [Reader.Percent] says:
// 15.3% is 15.3 where the unit of the indicator is %, else an error. A figure held as text is
// read as CSV reads it, and a warning counts them.
//
// A formula has the value that was stored with it; without one it is an error, as are
// error values (#DIV/0!) and dates among figures. Codes and names that are held as numbers
// are read as they are shown: 10181 in the format 000000 is 010181. A date among names
// and labels is 2023-12-31.
//
// # Rows
//
// Merged cells among those that are read are refused, for what the others hold is a guess.
// Rows of totals (合计, 平均, total and the like in the place of code or name) are refused
// unless [Reader.Skip] names them, which leaves them out, or [Reader.Keep], which reads them. Hidden rows and columns are
// read as all others, with a warning that names them; hidden sheets only if named.
//
// # Files that are not trusted
//
// A file is read as a stream, within stated limits ([MaxFile] and the others): one that
// unpacks to more, has more rows or columns, or has parts twice is refused before it takes
// memory. Formulas, links, macros and what the workbook draws from outside are never
// followed.
package xlsx
