// Audit reads the figures of Henan's counties and asks what cannot be right in them, before
// anything is weighted: gaps, odd distributions, broken rules of accounting, and counties
// whose figures should be confirmed. Add -all for every finding and for how far the
// indicators belong together.
//
// Framework and rules are made up and not official; examples/henan/data has the sources of
// the figures. A finding is a question to whoever reported the figure, not a verdict.
package main

import (
	"flag"
	"fmt"
	"io"
	"log"
	"os"

	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/examples/henan/data"
	"github.com/countyeval/countyeval/indicators/profile"
)

func main() {
	o := tables.TextOptions{Width: tables.Width(os.Stdout)}
	flag.TextVar(&o.Language, "lang", tables.Locale(), "language of the page 语言: zh, en")
	framework := flag.String("framework", "", "your own indicators 自己的指标体系: `file.json`")
	table := flag.String("data", "", "your own figures 自己的数据: `file.csv`")
	all := flag.Bool("all", false, "all findings, and how the indicators belong together 全部提示与内部一致性")
	flag.Parse()
	if err := audit(os.Stdout, o, *framework, *table, *all); err != nil {
		log.Fatal(tables.Said(err).In(o.Language, nil))
	}
}

func audit(w io.Writer, o tables.TextOptions, framework, table string, all bool) error {
	f, t, err := data.Open(framework, table) // all faults of a file are in the error
	if err != nil {
		return err
	}
	for _, step := range data.Steps(f) { // ratios of the totals that were read; nothing is filled in
		stage, err := step.Apply(t)
		if err != nil {
			return err
		}
		t = stage.Table
	}
	summaries, err := profile.Describe(t)
	if err != nil {
		return err
	}
	far, err := profile.Fence{}.Find(t) // beyond the quartiles by more than three times their distance
	if err != nil {
		return err
	}
	broken, err := accounting(t)
	if err != nil {
		return err
	}
	ask, err := doubtful(t, all)
	if err != nil {
		return err
	}
	sheets := []tables.Sheet{figures(t, summaries, far), broken, ask}
	if all {
		more, err := coherence(f, t)
		if err != nil {
			return err
		}
		sheets = append(sheets, more...)
	}
	for _, s := range sheets {
		if err := tables.WriteText(w, s, o); err != nil {
			return err
		}
		fmt.Fprintln(w)
	}
	return nil
}
