// Package coinr reads and writes the two tables that COINr, the R package for composite
// indicators, is built on, as CSV files that R writes (write.csv) and reads: iMeta, a row
// for each indicator, aggregate, group and denominator, and iData, a row for each unit.
//
//	meta, err := coinr.ReadMeta(metaFile, "iMeta.csv")
//	table, err := meta.ReadTable(dataFile, "iData.csv")
//	model.Steps = append(meta.Denominate(), model.Steps...)
//
// An indicator with a denominator is a computed one here: its raw figures are in an
// auxiliary column, and Denominate makes the ratio. Groups and other columns of units are
// tags. Weights are declared weights (package weights, Given).
//
// Source: COINr documentation (W. Becker), help pages new_coin, check_iMeta and check_iData.
package coinr
