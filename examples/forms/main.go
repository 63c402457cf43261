// Forms ranks and grades 22 made-up counties and districts in the forms that governments use:
// two classes with weights of their own, bonus and penalty items, a county that is not
// evaluated and one without award, units outside the quota, grades by share with a tie at the
// border. Add -all for what each ruling changes, for lists, and for every result explained.
//
// All is made up: counties, figures, weights, rulings and papers. The figures are generated
// by a program from a fixed number; no real place is meant.
package main

import (
	"flag"
	"fmt"
	"io"
	"log"
	"os"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/tables"
)

func main() {
	o := tables.TextOptions{Width: tables.Width(os.Stdout)}
	flag.TextVar(&o.Language, "lang", tables.Locale(), "language of the page 语言: zh, en")
	all := flag.Bool("all", false, "rulings, lists and explanations 裁定、名单和逐个说明")
	flag.Parse()
	if err := forms(os.Stdout, o, *all); err != nil {
		log.Fatal(tables.Said(err).In(o.Language, nil))
	}
}

func forms(w io.Writer, o tables.TextOptions, all bool) error {
	_, before, err := ranked(2024, nil)
	if err != nil {
		return err
	}
	result, ranking, err := ranked(2025, rulings())
	if err != nil {
		return err
	}
	gains, err := evaluation.Progress(ranking, before, evaluation.RankGain)
	if err != nil {
		return err
	}
	sheets := []tables.Sheet{
		classSheet(tables.Both("Counties (all made up)", "县（全部为虚构）"), result, ranking.Class(county), gains),
		classSheet(tables.Both("Districts (all made up)", "区（全部为虚构）"), result, ranking.Class(district), gains),
		borders(ranking.Class(county), ranking.Class(district)),
	}
	if all {
		more, err := more(result, ranking, gains)
		if err != nil {
			return err
		}
		sheets = append(sheets, more...)
	}
	o.Texts = inChinese()
	for _, s := range sheets {
		if err := tables.WriteText(w, s, o); err != nil {
			return err
		}
		fmt.Fprintln(w)
	}
	return nil
}

// ranked evaluates, ranks and grades the figures of one year.
func ranked(year int, rulings []evaluation.Ruling) (*evaluation.Result, evaluation.Ranking, error) {
	f, err := framework()
	if err != nil {
		return nil, evaluation.Ranking{}, err
	}
	t, err := table(f, year)
	if err != nil {
		return nil, evaluation.Ranking{}, err
	}
	result, err := model().Evaluate(t, rulings)
	if err != nil {
		return nil, evaluation.Ranking{}, err
	}
	ranking, err := decision().Rank(result)
	return result, ranking, err
}
