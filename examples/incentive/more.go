package main

import (
	"fmt"
	"slices"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/evaluation/incentive/scrutiny"
	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/examples/henan/data"
)

// more is what -all adds: every award, a certificate that anybody can check, and what the notices do before
// they are published.
func more(result *evaluation.Result, ranking evaluation.Ranking, figures incentive.Figures, notices []incentive.Plan, allocations []*incentive.Allocation) ([]tables.Sheet, error) {
	var out []tables.Sheet
	for _, a := range allocations {
		out = append(out, tables.Allocation(a))
	}
	land, cod := allocations[0], allocations[1]
	cliffs, err := scrutiny.WhatIf{Plan: notices[0], Figures: figures, Result: result, Decision: data.DecisionFor(result.Raw)}.Cliffs()
	if err != nil {
		return nil, err
	}
	prices, err := scrutiny.PricesOf(notices[0], ranking, figures)
	if err != nil {
		return nil, err
	}
	cliffs = slices.DeleteFunc(cliffs, func(c scrutiny.Cliff) bool { return c.Kind != scrutiny.NextGrade })
	out = append(out, of(cod, tables.Certificate(cod)), of(land, few(tables.Cliffs(cliffs, land))), of(land, few(tables.Prices(prices, land))),
		of(land, few(tables.Inversions(scrutiny.Inversions(land), land.Pool.Measure))))
	less := slices.Clone(notices) // each pool with a tenth less
	for k := range less {
		less[k].Pool.Amount -= less[k].Pool.Amount / 10
	}
	cut, err := incentive.AllocateAll(ranking, figures, less...)
	if err != nil {
		return nil, err
	}
	for k, a := range cut {
		change, err := scrutiny.TurnoverOf(allocations[k], a)
		if err != nil {
			return nil, err
		}
		out = append(out, of(a, few(tables.Turnover(change, a.Pool.Measure))))
	}
	_, corridor, err := fiction()
	if err != nil {
		return nil, err
	}
	s := tables.Allocation(corridor)
	s.Title = tables.Both("Fictional counties: a refusal, and a corridor on last year's awards", "虚构的县：取消资格，与上年奖励的浮动区间")
	return append(out, s), nil
}

// of puts the name of the pool before the title of a sheet.
func of(a *incentive.Allocation, s tables.Sheet) tables.Sheet {
	name := poolName(a)
	s.Title = tables.Both(name.English+": "+s.Title.English, name.Chinese+"："+s.Title.Chinese)
	return s
}

// few keeps the first rows of a long sheet.
func few(s tables.Sheet) tables.Sheet {
	const most = 20
	if n := len(s.Rows) - most; n > 0 {
		s.Rows = s.Rows[:most]
		s.Note(tables.Both(fmt.Sprintf("%d more rows.", n), fmt.Sprintf("其余 %d 行从略。", n)))
	}
	return s
}
