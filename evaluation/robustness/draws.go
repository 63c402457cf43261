package robustness

import (
	"encoding/csv"
	"io"
	"strconv"

	"github.com/countyeval/countyeval/indicators/basis"
)

// WriteCSV writes the draws themselves, one a row, for R and Python: the number of the
// draw; the normalizer, the aggregator and the steps that it took, from 1; the indicator that is left out; the importance of each
// node ("weight:CODE", of each class that is weighed alone "weight:CLASS:CODE"), empty
// where weights came from a scheme; the score and the rank of each unit ("score:CODE",
// "rank:CODE"), empty for units without; and the error of a draw that failed. Scores are
// as computed, with all their digits.
func (s Study) WriteCSV(to io.Writer, o Options) error {
	if err := o.check(); err != nil {
		return err
	}
	p, err := s.plan(o)
	if err != nil {
		return err
	}
	w := csv.NewWriter(to)
	head := []string{"draw", "normalizer", "aggregator", "steps", "without"}
	for _, class := range p.e.l.Classes {
		if class != "" {
			class += ":"
		}
		for _, code := range p.e.l.Codes[1:] {
			head = append(head, "weight:"+class+code)
		}
	}
	for _, what := range []string{"score:", "rank:"} {
		for _, u := range p.e.result.Prepared.Units() {
			head = append(head, what+u.Code)
		}
	}
	if err := w.Write(append(head, "error")); err != nil {
		return basis.Errorf("draws: %w", err)
	}
	d := p.drawer()
	ranks := make([]int, p.e.Len())
	for at := o.From; at < o.From+o.Draws; at++ {
		if err := w.Write(d.record(at, ranks)); err != nil {
			return basis.Errorf("draw %d: %w", at, err)
		}
	}
	w.Flush()
	if err := w.Error(); err != nil {
		return basis.Errorf("draws: %w", err)
	}
	return nil
}

// record is the row of a draw.
func (w *drawer) record(at int, ranks []int) []string {
	err := w.draw(at)
	worker := w.d.w
	number := func(x float64) string { return strconv.FormatFloat(x, 'g', -1, 64) }
	row := []string{strconv.Itoa(at), strconv.Itoa(w.d.normalize + 1), strconv.Itoa(w.d.aggregate + 1)}
	stage := w.stages[w.stage()]
	row = append(row, strconv.Itoa(stage.steps+1), stage.without)
	for _, by := range w.shares() {
		for _, x := range by[1:] {
			word := ""
			if worker.scheme == nil {
				word = number(x)
			}
			row = append(row, word)
		}
	}
	if err != nil {
		return append(append(row, make([]string, 2*len(ranks))...), err.Error())
	}
	for _, x := range worker.out {
		word := ""
		if x == x {
			word = number(x)
		}
		row = append(row, word)
	}
	for _, rank := range worker.Rank(ranks) {
		word := ""
		if rank > 0 {
			word = strconv.Itoa(rank)
		}
		row = append(row, word)
	}
	return append(row, "")
}
