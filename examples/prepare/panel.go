package main

import (
	"embed"
	"fmt"
	"io/fs"
	"os"

	"github.com/countyeval/countyeval/indicators"
)

//go:embed panel
var madeUp embed.FS

// read makes a panel of two years. A file that is not named is the made-up one.
func read(framework, earlier, table string) (*indicators.Panel, error) {
	tree, err := open(framework, "panel/framework.json")
	if err != nil {
		return nil, err
	}
	defer tree.Close()
	f, err := indicators.ReadFramework(tree, framework)
	if err != nil {
		return nil, err
	}
	years := map[int]*indicators.Table{}
	for year, file := range map[int]string{2023: earlier, 2024: table} {
		if years[year], err = readYear(f, file, fmt.Sprintf("panel/%d.csv", year)); err != nil {
			return nil, err
		}
	}
	return indicators.NewPanel(years)
}

func readYear(f *indicators.Framework, file, instead string) (*indicators.Table, error) {
	rows, err := open(file, instead)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	return indicators.CSV{File: file}.ReadTable(rows, f)
}

func open(file, instead string) (fs.File, error) {
	if file == "" {
		return madeUp.Open(instead)
	}
	return os.Open(file) //nolint:gosec // the user of the program names the file
}
