// Incentive divides land, two pollution quotas and money among the ranked counties of Henan,
// exactly, and says why a county gets what it gets. Add -all for every county, certificates,
// cliffs, inversions, a cut, and a corridor on last year's awards.
//
// Pools, rates, zero points, headroom and ceilings are made up and stand in no document;
// revitalized stock and headroom are stand-ins from published columns and say nothing about
// a county. Prefectures take the place of basins, of which the data know nothing.
package main

import (
	"flag"
	"fmt"
	"io"
	"log"
	"os"

	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/evaluation/incentive/scrutiny"
	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/examples/henan/data"
	"github.com/countyeval/countyeval/indicators/prepare"
)

func main() {
	o := tables.TextOptions{Width: tables.Width(os.Stdout)}
	flag.TextVar(&o.Language, "lang", tables.Locale(), "language of the page 语言: zh, en")
	framework := flag.String("framework", "", "your own indicators 自己的指标体系: `file.json`")
	table := flag.String("data", "", "your own figures, with columns enterprises and sec_va 自己的数据: `file.csv`")
	all := flag.Bool("all", false, "all counties, certificates, cliffs, a cut 全部县及核验表、临界差距、削减")
	flag.Parse()
	if err := award(os.Stdout, o, *framework, *table, *all); err != nil {
		log.Fatal(tables.Said(err).In(o.Language, nil))
	}
}

func award(w io.Writer, o tables.TextOptions, framework, table string, all bool) error {
	f, t, err := data.Open(framework, table)
	if err != nil {
		return err
	}
	result, err := data.ModelAfter(append(data.Steps(f), prepare.Median{}), nil).Evaluate(t, nil)
	if err != nil {
		return err
	}
	ranking, err := data.DecisionFor(t).Rank(result)
	if err != nil {
		return err
	}
	figures, err := figuresOf(t) // what the notices ask for besides the ranking
	if err != nil {
		return err
	}
	notices := plans(regions(ranking))
	allocations, err := incentive.AllocateAll(ranking, figures, notices...)
	if err != nil {
		return err
	}
	why, err := explained(allocations, ranking.Places[1].Unit)
	if err != nil {
		return err
	}
	sums, err := scrutiny.Sums(allocations[0], regionIn(o.Language, ranking))
	if err != nil {
		return err
	}
	regional, err := tables.Sums(sums, tables.Both("Land by prefecture", "省辖市（土地）"))
	if err != nil {
		return err
	}
	sheets := []tables.Sheet{awards(allocations), why, regional}
	if all {
		more, err := more(result, ranking, figures, notices, allocations)
		if err != nil {
			return err
		}
		sheets = append(sheets, more...)
	}
	o.Texts = inChinese
	for _, s := range sheets {
		if err := tables.WriteText(w, s, o); err != nil {
			return err
		}
		fmt.Fprintln(w)
	}
	return nil
}
