// Schemes asks what another way of weighting would change: how alike the rankings are, who
// enters and leaves the best grade, and how much land changes hands against the declared
// weights. Add -all for every scheme of package weights, with the reasons of those that
// refuse the scores, and for the ranks under each.
//
// Figures, scores, grades and the land award are those of examples/henan; the framework, the
// judgements and the award are made up and not official.
package main

import (
	"flag"
	"fmt"
	"io"
	"log"
	"os"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/examples/henan/data"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/prepare"
	"github.com/countyeval/countyeval/weights"
)

func main() {
	o := tables.TextOptions{Width: tables.Width(os.Stdout)}
	flag.TextVar(&o.Language, "lang", tables.Locale(), "language of the page 语言: zh, en")
	framework := flag.String("framework", "", "your own indicators 自己的指标体系: `file.json`")
	table := flag.String("data", "", "your own figures 自己的数据: `file.csv`")
	all := flag.Bool("all", false, "all schemes, and the ranks under each 全部赋权方法及位次")
	flag.Parse()
	if err := compare(os.Stdout, o, *framework, *table, *all); err != nil {
		log.Fatal(tables.Said(err).In(o.Language, nil))
	}
}

func compare(w io.Writer, o tables.TextOptions, framework, table string, all bool) error {
	f, t, err := data.Open(framework, table)
	if err != nil {
		return err
	}
	model := data.ModelAfter(append(data.Steps(f), prepare.Median{}), nil)
	schemes := map[string]weights.Scheme{}
	o.Texts = basis.Texts{} // the Chinese of their names
	for _, x := range candidates(f) {
		if !x.main && !all {
			continue
		}
		schemes[x.name.English], o.Texts[x.name.English] = x.scheme, x.name.Chinese
	}
	c, err := evaluation.CompareSchemes(model, t, nil, schemes, data.DecisionFor(t))
	if err != nil {
		return err
	}
	var refusals []refusal // in the order of the candidates; a scheme refuses what it cannot weigh
	for _, x := range candidates(f) {
		for _, r := range c.Refused {
			if r.Name == x.name.English {
				refusals = append(refusals, refusal{x.name, r.Err})
			}
		}
	}
	c.Refused = nil // they stand below the first sheet, by their Chinese names
	changes, err := changesOf(c, t)
	if err != nil {
		return err
	}
	sheets := []tables.Sheet{changeSheet(changes, refusals), tables.SchemeComparison(c)}
	if all {
		sheets = append(sheets, tables.SchemeRanks(c))
	}
	for _, s := range sheets {
		if err := tables.WriteText(w, s, o); err != nil {
			return err
		}
		fmt.Fprintln(w)
	}
	return nil
}
