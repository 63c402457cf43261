package main

import (
	"slices"

	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/henan"
)

// zones is the ranking by the zones of the province's program, in which a county lies by
// its prefecture.
func (p *page) zones() tables.Sheet {
	var groups []tables.Group
	for _, z := range henan.Zones() {
		groups = append(groups, tables.Group{Name: both(z.Name, z.NameZH), Has: func(u indicators.Unit) bool {
			return len(u.Code) == 6 && slices.Contains(z.Prefectures, u.Code[:4]+"00")
		}})
	}
	var awards []*incentive.Allocation
	for _, a := range p.awards {
		if a.Allocation != nil {
			awards = append(awards, a.Allocation)
		}
	}
	sheet := tables.Groups(p.ranking, awards, groups...)
	sheet.Note(noteZones)
	return sheet
}
