package main

import (
	"bytes"
	"fmt"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/report"
	"github.com/countyeval/countyeval/evaluation/scheme"
)

// document is the report that one looks at, with the ranks under the other weightings.
func (s *study) document() report.Document {
	d := report.Document{Result: s.result, Decision: s.decision, Ranking: s.ranking}
	for _, a := range s.awards {
		if a.Allocation != nil {
			d.Awards, d.Plans = append(d.Awards, a.Allocation), append(d.Plans, a.Plan)
		}
	}
	for _, r := range s.rivals {
		if len(r.ranking.Places) > 0 {
			d.Rivals = append(d.Rivals, report.Rival{Name: schemeWords[r.name], Ranking: r.ranking})
		}
	}
	return d
}

// report is report.html for an audience of -out. One for the public has nothing of the ranks
// under other weightings, which are those of the whole result.
func (p *page) report(audience string) (scheme.Part, error) {
	d := p.document()
	switch audience {
	case evaluation.Internal.String():
		d.Audience = evaluation.Internal
	case evaluation.Public.String():
		d.Audience, d.Rivals = evaluation.Public, nil
	}
	var b bytes.Buffer
	if err := d.WriteHTML(&b, report.View{Language: p.Language, Texts: p.Texts}); err != nil {
		return scheme.Part{}, fmt.Errorf("report.html: %w", err)
	}
	return scheme.Part{Name: "report.html", Text: b.Bytes()}, nil
}
