package main

import (
	"fmt"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/enterprise"
	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/evaluation/report"
	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/examples/internal/publication"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// write writes the report of the counties, with parts on their enterprises, and the lists and
// policies in full as tables.
func (y bothYears) write(folder string, lang basis.Language) (tables.Text, error) {
	var counties []tables.Group
	for _, p := range places() {
		counties = append(counties, tables.Group{Name: tables.Both(p.en, p.zh), Has: func(u indicators.Unit) bool { return u.Region == p.code }})
	}
	var names []tables.Text
	var rankings []evaluation.Ranking
	for _, pool := range pools() {
		names, rankings = append(names, poolName(pool)), append(rankings, y.now.rankings[pool])
	}
	grades := tables.GradeCounts(counties, names, rankings...)
	sections := []report.Section{
		{Title: tables.Both("Enterprises (all made up)", "企业（全部为虚构）"), Items: []report.Item{{Sheet: &grades}}},
		report.ListSection(y.is, &y.was),
	}
	sheets := map[string]tables.Sheet{
		"grades.csv": grades, "white-list.csv": tables.Listed(y.is), "not-on-the-list.csv": tables.Unlisted(y.is),
		"changes.csv": tables.ListChanges(tables.Both(y.is.Name, y.is.NameZH), enterprise.Update(y.was, y.is)), "counties.csv": tables.Ranking(y.counties.ranking),
	}
	for i, p := range policies() {
		terms, _, err := p.Apply(y.now.data(above))
		if err != nil {
			return tables.Text{}, err
		}
		sections = append(sections, report.PolicySection(p, terms))
		sheets[fmt.Sprintf("policy-%d.csv", i+1)] = tables.Terms(p, terms)
	}
	d := report.Document{
		Title:  tables.Both("Counties by their enterprises (all made up)", "企业评价汇总的县域评价（全部为虚构）"),
		Result: y.counties.result, Decision: secondLayer(), Ranking: y.counties.ranking, Awards: []*incentive.Allocation{y.counties.awards}, Sections: sections,
	}
	return publication.Folder(folder, d, sheets, report.View{Language: lang, Texts: inChinese()})
}
