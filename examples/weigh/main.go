// Weigh asks what weights come of one and the same scores: declared and equal ones, those of
// judgements, those from the data, a mix, and a scheme of one's own; what each weight really
// explains; and what a reader should be warned of. Add -all for every indicator.
//
// The framework and the judgements are made up and not official; the figures are those of
// examples/henan.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"log"
	"os"

	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/examples/henan/data"
	"github.com/countyeval/countyeval/indicators/prepare"
	"github.com/countyeval/countyeval/weights"
)

func main() {
	o := tables.TextOptions{Width: tables.Width(os.Stdout)}
	flag.TextVar(&o.Language, "lang", tables.Locale(), "language of the page 语言: zh, en")
	framework := flag.String("framework", "", "your own indicators 自己的指标体系: `file.json`")
	table := flag.String("data", "", "your own figures 自己的数据: `file.csv`")
	all := flag.Bool("all", false, "the weight of every indicator 各项指标的权重")
	flag.Parse()
	if err := weigh(os.Stdout, o, *framework, *table, *all); err != nil {
		log.Fatal(tables.Said(err).In(o.Language, nil))
	}
}

func weigh(w io.Writer, o tables.TextOptions, framework, table string, all bool) error {
	f, t, err := data.Open(framework, table)
	if err != nil {
		return err
	}
	steps := append(data.Steps(f), prepare.Median{})
	sheets := []tables.Sheet{newSheet(f)}
	for _, x := range schemes() {
		model := data.ModelAfter(steps, x.scheme)
		if x.scale != nil {
			model.Normalize = x.scale
		}
		result, err := model.Evaluate(t, nil)
		if err != nil { // a scheme refuses what it cannot weigh
			sheets[0].Add(tables.Words(x.name), tables.Missing(tables.Both("none", "无")))
			sheets[0].Note(refused(x.name, err))
			continue
		}
		group, nominal, err := result.Group("", "") // the children of the root and their weights
		if err != nil {
			return err
		}
		importance, err := weights.Importance(group, nominal, result.Scores("").Copy())
		if err != nil {
			return err
		}
		sheets[0].Add(row(x.name, importance)...)
		for _, warning := range result.Warnings {
			if errors.Is(warning, weights.ErrSkewed) {
				sheets[0].Note(about(x.name, tables.Said(warning)))
			}
		}
		if all {
			sheets = append(sheets, titled(x.name, tables.Weights(result, 2)))
		}
	}
	for _, s := range sheets {
		if err := tables.WriteText(w, s, o); err != nil {
			return err
		}
		fmt.Fprintln(w)
	}
	return nil
}
