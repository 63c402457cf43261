package evaluationtest

import (
	"fmt"
	"strings"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/normalize"
	"github.com/countyeval/countyeval/weights"
)

// A Failure is one rule that is broken, with an input that shows it. The input of
// an aggregator is made as small as still shows it.
type Failure struct {
	Rule   string // in few words, e.g. "order of units"
	Reason string // what came out and why that is wrong

	Group   weights.Group    // what an aggregator was given
	Weights []float64        // and with which weights
	Sample  normalize.Sample // what a normalizer was given

	Table    *indicators.Table   // what a step was given
	Entrants evaluation.Entrants // what a grader was given
}

// Error names the rule, the reason and the input.
func (f *Failure) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s", f.Rule, f.Reason)
	switch {
	case f.Table != nil:
		n, m := f.Table.Dims()
		fmt.Fprintf(&b, " (n = %d, m = %d)", n, m)
		return b.String()
	case f.Entrants.Result != nil:
		fmt.Fprintf(&b, " (%d places)", len(f.Entrants.Places))
		return b.String()
	}
	if f.Group.Codes == nil {
		in := f.Sample.Indicator
		fmt.Fprintf(&b, " (direction %v, n = %d", in.Direction, len(f.Sample.X))
		if len(f.Sample.X) <= 24 {
			fmt.Fprintf(&b, ", values %v", f.Sample.X)
		}
		b.WriteString(")")
		return b.String()
	}
	n, k := f.Group.Scores.Dims()
	fmt.Fprintf(&b, " (k = %d, n = %d, codes %v", k, n, f.Group.Codes)
	if n*k <= 24 {
		fmt.Fprintf(&b, ", weights %.4g, scores %v", f.Weights, [][]float64(f.Group.Scores))
	}
	b.WriteString(")")
	return b.String()
}
