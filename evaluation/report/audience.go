package report

import (
	"math"
	"strings"

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
	if d.Audience == evaluation.Public {
		if err := d.told(); err != nil {
			return err
		}
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

// told refuses what tells of totals that are left out for the public: awards, with what
// hangs on them, and what is known of how sure ranks are.
func (d Document) told() error {
	left := 0
	for _, p := range d.Ranking.Places {
		if p.Rank > 0 && math.IsNaN(p.Score) {
			left++
		}
	}
	var of []string
	for _, x := range []struct {
		name  string
		given bool
	}{
		{"Awards", len(d.Awards) > 0},
		{"Cliffs", len(d.Cliffs) > 0},
		{"Rivals", len(d.Rivals) > 0},
		{"Risk", d.Risk.Report != nil || d.Risk.Certificate != nil || d.Risk.Proof != nil || len(d.Risk.Ways) > 0},
	} {
		if x.given {
			of = append(of, x.name)
		}
	}
	if left == 0 || len(of) == 0 {
		return nil
	}
	return basis.Errorf("%w: the totals of %d counties are left out for the public, and %s of the report tell of them", evaluation.ErrConfidential, left, strings.Join(of, ", "))
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
