package main

import (
	"context"
	"fmt"
	"slices"

	"github.com/apache/beam/sdks/v2/go/pkg/beam/io/filesystem"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/exact"
)

// outcome is what either way makes.
type outcome struct {
	counties *indicators.Table
	grades   map[string]Grade
	borders  []Border
	bad      []Bad
	parts    []Part
}

// alone does by the library, in the memory of one machine, what the pipeline does.
func alone(ctx context.Context, files, counties []string) (outcome, error) {
	var out outcome
	var rows []Row
	for _, file := range files {
		if err := func() error {
			fs, err := filesystem.New(ctx, file)
			if err != nil {
				return err
			}
			defer fs.Close()
			from, err := fs.OpenRead(ctx, file)
			if err != nil {
				return err
			}
			defer from.Close()
			p, err := reader{counties}.read(file, from, func(r Row) { rows = append(rows, r) }, func(b Bad) { out.bad = append(out.bad, b) })
			out.parts = append(out.parts, p)
			return err
		}(); err != nil {
			return out, err
		}
	}
	rows, twice := distinct(rows)
	out.bad = append(out.bad, twice...)
	sortBad(out.bad)
	out.grades = make(map[string]Grade, len(rows))
	grades := make(map[string]string, len(rows))
	for _, pool := range pools() {
		var members []Row
		for _, r := range rows {
			if r.Pool == pool {
				members = append(members, r)
			}
		}
		if len(members) == 0 {
			continue
		}
		got, err := grade(pool, whole(pool), nil, members)
		if err != nil {
			return out, fmt.Errorf("pool %s: %w", pool, err)
		}
		for _, g := range got {
			out.grades[g.Code], grades[g.Code] = g, g.Grade
		}
		out.borders = append(out.borders, bordersOf(pool, members)...)
	}
	var err error
	out.counties, err = rollUp(counties, rows, grades)
	return out, err
}

// bordersOf are the quantiles of the figures of a pool, sorted in memory.
func bordersOf(pool string, rows []Row) []Border {
	x := make([][]float64, len(own(pool)))
	for _, r := range rows {
		for k, q := range quotients(r) {
			x[k] = append(x[k], q)
		}
	}
	var out []Border
	for k, r := range own(pool) {
		slices.Sort(x[k])
		out = append(out, Border{pool, r.code, int64(len(rows)), exact.Quantile(x[k], low).Float(), exact.Quantile(x[k], high).Float()})
	}
	return out
}

// summary has the same form as that of the pipeline.
func (o outcome) summary() summary {
	s := summary{Borders: o.borders, Parts: o.parts, Bad: o.bad, Counted: int64(len(o.grades))}
	for _, b := range o.bad {
		s.BadRows += b.Rows
	}
	sortBorders(s.Borders)
	s.Bad = s.Bad[:min(most, len(s.Bad))]
	return s
}
