package main

import (
	"github.com/countyeval/countyeval/evaluation/report"
	"github.com/countyeval/countyeval/examples/henan/data"
)

// write publishes the results into a folder, a bundle that -verify checks, with the ranks
// under the other weightings, and says how many files. All counties are in them, whatever
// their grade.
func (p *page) write(o *options) error {
	file, err := p.Scheme, error(nil)
	if o.weights != data.ByDeclared { // the file says other weights
		if file, err = file.With(file.Scheme); err != nil {
			return err
		}
	}
	var rivals []report.Rival
	for _, r := range p.rivals {
		if len(r.ranking.Places) > 0 {
			rivals = append(rivals, report.Rival{Name: schemeWords[r.name], Ranking: r.ranking})
		}
	}
	wrote, err := o.Write(file, p.Text, rivals, report.View{Language: p.Language, Texts: p.Texts})
	p.Print(p.Say(wrote))
	return err
}
