// Panel evaluates the manufacturing of 17 prefecture-level cities of Henan in three years in
// which the scheme changes: level and growth, an earlier year by the scheme of today beside
// what it was by its own, scores on frozen scales, a bridge that explains each move, lists
// over years, and the score as one indicator of a larger evaluation (综合绩效考评).
//
//	go run ./examples/panel
//	go run ./examples/panel -lang zh
//	go run ./examples/panel -out results
//
// The figures are public and have a source (README.md); the schemes are made up and not
// official. No target is set for any city here: targets of the province are those of
// examples/programme.
package main

import (
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/countyeval/countyeval/evaluation/report"
	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/evaluation/years"
	"github.com/countyeval/countyeval/examples/internal/command"
	"github.com/countyeval/countyeval/examples/internal/publication"
	"github.com/countyeval/countyeval/indicators/basis"
)

func main() {
	os.Exit(run(os.Args[1:], os.Getenv, os.Stdout, os.Stderr, tables.Width(os.Stdout)))
}

// run is the program: it prints to stdout, complains on stderr, and returns the exit
// status. A page is as wide as said.
func run(args []string, env func(string) string, stdout, stderr io.Writer, width int) int {
	out := ""
	p := command.Program{
		Name:  "panel",
		Flags: []command.Flag{publication.FolderFlag(&out)},
		Title: tables.Both("Usage: panel [flags]\n\nEvaluates the manufacturing of 17 cities over three years (an example, not official).\n\n", "用法：panel [选项]\n\n评价 17 个市三年的制造业（示例，非官方）。\n\n"),
	}
	return p.Run(args, env, stdout, stderr, func(lang basis.Language) (string, error) {
		var text strings.Builder
		s, err := newStudy()
		if err == nil {
			err = s.show(&text, tables.TextOptions{Language: lang, Width: width})
		}
		if err == nil && out != "" {
			var wrote tables.Text
			wrote, err = s.write(out, lang)
			fmt.Fprintln(&text, wrote.In(lang, nil))
		}
		return text.String(), err
	})
}

// write writes the report of the last year, with what moved the cities since the year before.
func (s study) write(folder string, lang basis.Language) (tables.Text, error) {
	now := s.published[len(s.published)-1]
	var history []years.Published
	for _, o := range s.published {
		history = append(history, years.Published{Year: o.Edition.Year, Ranking: o.Ranking})
	}
	d := report.Document{
		Result: now.Result, Decision: now.Edition.Scheme.Decision, Ranking: now.Ranking,
		Sections: []report.Section{report.BridgeSection(s.bridge, history...), report.BridgeSection(s.shapley)},
	}
	return publication.Folder(folder, d, map[string]tables.Sheet{
		"bridge.csv": tables.Bridge(s.bridge), "bridge-ranks.csv": tables.RankBridge(s.bridge), "bridge-shapley.csv": tables.Bridge(s.shapley),
	}, report.View{Language: lang})
}

func (s study) show(w io.Writer, o tables.TextOptions) error {
	for _, sheet := range s.sheets() {
		if err := tables.WriteText(w, sheet, o); err != nil {
			return err
		}
		fmt.Fprintln(w)
	}
	return nil
}
