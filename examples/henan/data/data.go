// Package data has the figures of the Henan example: official statistics of 110
// county-level units, and the scheme that scores, ranks and rewards them, a file
// (scheme.yaml). README.md names source, year, unit and doubts of every column. The parts
// of the scheme ([Model], [Decision], [Land]) can be had one by one, because several
// examples go on from them, and so can what -data, -scheme and -framework read
// ([ReadInput], [Open]).
//
// Framework, method and awards are made up and not official.
package data

import (
	"bytes"
	"embed"
	"sync"

	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/evaluation/scheme"
	"github.com/countyeval/countyeval/indicators"
)

//go:embed scheme.yaml counties.csv
var files embed.FS

//go:embed counties.csv
var counties string

// TableFile and SchemeFile are the two files by their names in messages.
const (
	TableFile  = "data/counties.csv"
	SchemeFile = "scheme.yaml"
)

var builtIn = sync.OnceValue(func() *scheme.File {
	f, err := scheme.Open(files, SchemeFile)
	if err != nil {
		panic(err) // a test reads it
	}
	return f
})

// Scheme is the scheme of the example.
func Scheme() *scheme.File {
	f := *builtIn()
	return &f
}

// TableText is the table as CSV.
func TableText() string { return counties }

// FrameworkText is the framework of the scheme as JSON, as -framework of the examples
// reads it.
func FrameworkText() string {
	f, err := Scheme().Scheme.Tree()
	var b bytes.Buffer
	if err == nil {
		err = f.WriteJSON(&b)
	}
	if err != nil {
		panic(err) // a test reads it
	}
	return b.String()
}

// Read reads the framework and the table.
func Read() (*indicators.Framework, *indicators.Table, error) { return Open("", "") }

// Plan is the award of the scheme with that name: Land, COD or Funds.
func Plan(name string) incentive.Plan {
	for _, p := range Scheme().Scheme.Plans {
		if p.Pool.Name == name {
			return p
		}
	}
	panic("no plan " + name) // of this package's own callers
}

// Land is the land award, and LandColumn the column that its caps come from.
func Land() incentive.Plan { return Plan("Land") }

// LandColumn is a cap of the land award: enterprises above designated size.
const LandColumn = "enterprises"

// Figures are columns of a table as lists of figures for a plan, as they were read.
func Figures(t *indicators.Table, columns ...string) (incentive.Figures, error) {
	var f incentive.Figures
	for _, code := range columns {
		d, err := incentive.FromColumn(t, code)
		if err != nil {
			return incentive.Figures{}, err
		}
		f.Decimals = append(f.Decimals, d)
	}
	return f, nil
}
