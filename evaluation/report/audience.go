package report

import (
	"math"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// admit refuses confidential figures before all but those who may see them.
func (d Document) admit() error {
	if d.Audience < evaluation.AudienceUnsaid || d.Audience > evaluation.Public {
		return basis.Errorf("%w: there is no audience %d", basis.ErrUnknown, int(d.Audience))
	}
	if d.Audience == evaluation.Internal {
		return nil
	}
	tables := []*indicators.Table{d.Result.Raw, d.Result.Prepared}
	for _, s := range d.Result.Stages {
		tables = append(tables, s.Table)
	}
	for _, t := range tables {
		if t == nil {
			continue
		}
		if code, n := confidential(t); n > 0 {
			if d.Audience == evaluation.Public {
				return basis.Errorf("%w: the report is for the public, and %d figures of %q are confidential: make it of the result that was cut for the public", evaluation.ErrConfidential, n, code)
			}
			return basis.Errorf("%w: %d figures of %q are confidential, and the report does not say for whom it is", evaluation.ErrConfidential, n, code)
		}
	}
	return nil
}

// confidential is the first column with figures that are confidential, and how many.
func confidential(t *indicators.Table) (code string, n int) {
	f := t.Framework()
	for _, in := range append(f.Measured(), f.Aux()...) {
		if !t.Has(in.Code) {
			continue
		}
		x := t.Column(in.Code)
		for i, yes := range t.Confidential(in.Code).All() {
			if yes && !math.IsNaN(x.At(i)) { // a cell that was emptied shows nothing
				n++
			}
		}
		if n > 0 {
			return in.Code, n
		}
	}
	return "", 0
}
