package main

import (
	"embed"
	"encoding/csv"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/henan"
	"github.com/countyeval/countyeval/indicators/industry"
	"github.com/countyeval/countyeval/indicators/target"
)

//go:embed data/*.csv
var files embed.FS

// row is a row of a file by heading.
type row map[string]string

// read reads a file with headings.
func read(name string) ([]row, error) {
	file, err := files.Open("data/" + name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	records, err := csv.NewReader(file).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	var out []row
	for _, record := range records[1:] {
		r := row{}
		for j, cell := range record {
			r[records[0][j]] = cell
		}
		out = append(out, r)
	}
	return out, nil
}

// figure is the year and value of a row.
func (r row) figure() (target.Figure, error) {
	year, err := strconv.Atoi(r["year"])
	if err != nil {
		return target.Figure{}, err
	}
	value, err := strconv.ParseFloat(r["value"], 64)
	return target.Figure{Year: year, Value: value, Source: r["source"]}, err
}

// standing is what is known of one target.
type standing struct {
	target   target.Target
	figures  []row
	nearby   []row
	progress map[int]target.Progress // by goal year; no entry: no public figure
}

// standings holds the public figures against the targets.
func standings() ([]standing, error) {
	figures, err := read("figures.csv")
	if err != nil {
		return nil, err
	}
	nearby, err := read("nearby.csv")
	if err != nil {
		return nil, err
	}
	of := func(rows []row, code string) []row {
		return slices.DeleteFunc(slices.Clone(rows), func(r row) bool { return r["target"] != code })
	}
	var out []standing
	for _, t := range henan.Targets() {
		s := standing{target: t, figures: of(figures, t.Code), nearby: of(nearby, t.Code), progress: map[int]target.Progress{}}
		for _, g := range t.Goals {
			a, err := assessment(s.figures, g.Year)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", t.Code, err)
			}
			if len(a.Figures) == 0 {
				continue
			}
			if s.progress[g.Year], err = t.Progress(a); err != nil {
				return nil, err
			}
		}
		out = append(out, s)
	}
	return out, nil
}

// assessment gathers the figures that are held against one goal. Rates are chained
// from the year before the first of them, which is 100.
func assessment(rows []row, goal int) (target.Assessment, error) {
	a := target.Assessment{Goal: goal, Unit: henan.ProvinceCode}
	var rates []target.Figure
	for _, r := range rows {
		if !slices.Contains(strings.Fields(r["goals"]), strconv.Itoa(goal)) {
			continue
		}
		f, err := r.figure()
		switch {
		case err != nil:
			return a, err
		case r["kind"] == "rate":
			rates = append(rates, f)
		default:
			a.Figures = append(a.Figures, f)
		}
	}
	if len(rates) == 0 {
		return a, nil
	}
	a.Base = &target.Figure{Year: rates[0].Year - 1, Value: 100}
	var err error
	a.Figures, err = target.Chain(*a.Base, rates...)
	return a, err
}

// The years of the two tables of provinces.
const (
	firstYear = 2015
	lastYear  = 2024
)

// sectors are the industries of the tables of provinces.
const sectors = `{"code": "gdp", "children": [
  {"code": "primary", "name": "primary", "name_zh": "第一产业", "unit": "100 million yuan"},
  {"code": "secondary", "name": "secondary", "name_zh": "第二产业", "unit": "100 million yuan"},
  {"code": "tertiary", "name": "tertiary", "name_zh": "第三产业", "unit": "100 million yuan"}]}`

// provinces reads the three sectors of the provinces in one year.
func provinces(year int) (*industry.Structure, error) {
	f, err := indicators.ReadFramework(strings.NewReader(sectors), "sectors")
	if err != nil {
		return nil, err
	}
	name := fmt.Sprintf("data/provinces_%d.csv", year)
	file, err := files.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	t, err := indicators.CSV{File: name}.ReadTable(file, f)
	if err != nil {
		return nil, err
	}
	return industry.New(t, industry.Options{})
}

// rule is what makes a sector a leading one here. The program states no thresholds.
func rule() industry.Leading { return industry.Leading{MinShare: 10} }

// study is all that the page shows.
type study struct {
	standings []standing
	before    *industry.Structure
	now       *industry.Structure
	choices   []industry.Choice
	special   []industry.Specialization
	shift     *industry.Shift
	henan     int // row of the province
}

// newStudy computes it.
func newStudy() (*study, error) {
	var s study
	var err error
	if s.standings, err = standings(); err != nil {
		return nil, err
	}
	if s.before, err = provinces(firstYear); err != nil {
		return nil, err
	}
	if s.now, err = provinces(lastYear); err != nil {
		return nil, err
	}
	if s.choices, err = rule().Pick(s.now); err != nil {
		return nil, err
	}
	if s.shift, err = industry.ShiftShare(s.before, s.now); err != nil {
		return nil, err
	}
	s.special = s.now.Specialization()
	s.henan = -1
	for i, u := range s.now.Units() {
		if u.Code == henan.ProvinceCode {
			s.henan = i
		}
	}
	if s.henan < 0 {
		return nil, fmt.Errorf("no province %s", henan.ProvinceCode)
	}
	return &s, nil
}
