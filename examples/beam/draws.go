package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"

	"github.com/apache/beam/sdks/v2/go/pkg/beam"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/robustness"
	"github.com/countyeval/countyeval/indicators"
)

// study is the evaluation of the counties that have enterprises, with weights that are
// uncertain by a quarter.
func study(counties *indicators.Table) (robustness.Study, error) {
	kept, err := counties.Select(func(u indicators.Unit) bool {
		n, _ := counties.Value(u.Code, "enterprises")
		return n > 0
	})
	if err != nil {
		return robustness.Study{}, err
	}
	return robustness.Study{
		Table:    kept,
		Decision: evaluation.Decision{Ties: evaluation.Ties{Digits: new(2)}},
		Factors:  []robustness.Factor{robustness.Weights{Of: robustness.Within{Radius: 0.25}}},
	}, nil
}

// options of the draws: all ranges have the same ones but for where they begin and end.
func options(draws int) robustness.Options { return robustness.Options{Draws: draws, Seed: 18} }

// Span is a range of draws.
type Span struct {
	From, Draws int
}

// spans share draws out.
func spans(draws, parts int) []Span {
	var out []Span
	for k := range parts {
		if from, to := draws*k/parts, draws*(k+1)/parts; from < to {
			out = append(out, Span{from, to - from})
		}
	}
	return out
}

// robust builds the pipeline of the draws: each range is a run of its own, wherever, and
// the reports merge into that of the whole run.
func robust(s beam.Scope, study []byte, draws, parts int, dir string) {
	ranges := beam.Reshuffle(s, beam.CreateList(s, spans(draws, parts)))
	reports := beam.GroupByKey(s, beam.ParDo(s.Scope("draw"), &drawFn{Study: study, Draws: draws}, ranges))
	beam.ParDo0(s.Scope("write"), &writeFn{Dir: dir}, beam.ParDo(s.Scope("merge"), &mergeFn{}, reports))
}

// drawFn runs a range of draws.
type drawFn struct {
	Study []byte // JSON
	Draws int    // of the whole run
}

// ProcessElement runs one range.
func (f *drawFn) ProcessElement(ctx context.Context, span Span, emit func(int, []byte)) error {
	s, err := robustness.ReadStudy(bytes.NewReader(f.Study), "study")
	if err != nil {
		return err
	}
	o := options(f.Draws)
	o.From, o.Draws = span.From, span.Draws
	report, err := robustness.Run(ctx, s, o)
	if err != nil {
		return fmt.Errorf("draws %d to %d: %w", span.From, span.From+span.Draws-1, err)
	}
	text, err := json.Marshal(report)
	if err != nil {
		return err
	}
	emit(0, text)
	return nil
}

// mergeFn merges the reports of all ranges, in whatever order they come.
type mergeFn struct{}

// ProcessElement sees all reports.
func (*mergeFn) ProcessElement(_ int, reports func(*[]byte) bool, file func(string, []byte)) error {
	var all *robustness.Report
	for _, text := range collect(reports) {
		r, err := robustness.ReadReport(bytes.NewReader(text), "report")
		if err != nil {
			return err
		}
		if all == nil {
			all = r
		} else if all, err = all.Merge(r); err != nil {
			return err
		}
	}
	text, err := json.Marshal(all)
	if err != nil {
		return err
	}
	file("report.json", text)
	return nil
}
