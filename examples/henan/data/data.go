// Package data has the figures of the Henan example: official statistics of 110
// county-level units, the framework that scores them, and the steps that make its
// ratios. README.md names source, year, unit and doubts of every column. The method
// ([Model], [Decision], [SchemeOf]) and the awards ([Land], [COD], [Funds]) stand here
// too, because several examples go on from them, and so does what -data and -framework
// read ([ReadInput]).
//
// Framework, method and award are made up and not official.
package data

import (
	_ "embed" // for the two files

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/prepare"
)

//go:embed counties.csv
var counties string

//go:embed framework.json
var framework string

// The two files, as messages name them.
const (
	TableFile     = "data/counties.csv"
	FrameworkFile = "data/framework.json"
)

// TableText returns the text of [TableFile].
func TableText() string { return counties }

// FrameworkText returns the text of [FrameworkFile].
func FrameworkText() string { return framework }

// Read returns the framework and the table, raw: computed columns are empty until
// the steps are applied ([Sums], then [Ratios]).
func Read() (*indicators.Framework, *indicators.Table, error) { return Open("", "") }

// Sums are computed columns that are made before the ratios.
func Sums() []prepare.Sum {
	return []prepare.Sum{
		{Code: "emp_mining_manuf", Of: []string{"emp_mining", "emp_manuf"}},
	}
}

// Ratios are the computed indicators: raw totals over raw denominators, in the
// units that the framework names. The last two are monitored and not scored.
func Ratios() []prepare.Ratio {
	return []prepare.Ratio{
		{Code: "manuf_emp_share", Of: "emp_manuf", By: "emp_total", Factor: 100},
		{Code: "sec_share", Of: "sec_va", By: "gdp", Factor: 100},
		{Code: "mining_dependence", Of: "emp_mining", By: "emp_mining_manuf", Factor: 100},
		{Code: "sec_va_per_resident", Of: "sec_va", By: "residents", Factor: 1e8},
		{Code: "sec_va_per_km2", Of: "sec_va", By: "area", Factor: 1e4},
		{Code: "fiscal_self_sufficiency", Of: "fiscal_revenue", By: "fiscal_expenditure", Factor: 100},
		{Code: "loans_to_gdp", Of: "loans", By: "gdp", Factor: 100},
		{Code: "prof_tech_share", Of: "occ_prof_tech", By: "occ_total", Factor: 100},
		{Code: "tertiary_edu_share", Of: "edu_tertiary", By: "edu_total", Factor: 100},
		{Code: "nonlocal_share", Of: "nonlocal", By: "residents", Factor: 100},
		{Code: "sci_tech_emp", Of: "emp_sci_tech", By: "emp_total", Factor: 1000},
		{Code: "primary_share", Of: "primary_va", By: "gdp", Factor: 100},
		{Code: "sec_va_per_enterprise", Of: "sec_va", By: "enterprises", Factor: 1e4},
	}
}
