package evaluation

import (
	"errors"
	"math"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Nested is a step that makes the result of one evaluation an indicator of another
// (the score of the zones in that of the counties, 综合绩效考核): the column Code has
// the published scores of the ranking, with their digits. It must be declared
// Computed.
//
// The ranking must be rounded ([Ranking.Published]): what is handed on is what was
// printed. A unit that the ranking does not have, or that has no score in it, has
// no value; each is a warning of the stage, and the model says what happens to
// missing values. Units of the ranking that the table does not have are left out.
type Nested struct {
	Code    string  `json:"code"`
	Ranking Ranking `json:"ranking"`
}

var _ indicators.Step = Nested{}

// String gives "zone_score = published score of zones".
func (s Nested) String() string { return s.Code + " = published score of " + s.Ranking.Code }

// Apply implements [indicators.Step].
func (s Nested) Apply(t *indicators.Table) (indicators.Stage, error) {
	var errs []error
	in, ok := t.Framework().Find(s.Code)
	switch {
	case !t.Has(s.Code):
		errs = append(errs, &indicators.InputError{Indicator: s.Code, Err: basis.Errorf("%w: the table has no such column", basis.ErrUnknown)})
	case ok && !in.Computed:
		errs = append(errs, &indicators.InputError{Indicator: s.Code, Err: basis.Errorf("%w: it is read from the data, not declared computed", basis.ErrValue)})
	}
	if !s.Ranking.Published() {
		errs = append(errs, &indicators.InputError{Indicator: s.Code, Err: basis.Errorf("%w: the ranking of %s is not rounded, so its scores are not the published ones", ErrTies, s.Ranking.Code)})
	}
	if err := errors.Join(errs...); err != nil {
		return indicators.Stage{}, basis.Errorf("%s: %w", s, err)
	}
	score := make(map[string]float64, len(s.Ranking.Places))
	for _, p := range s.Ranking.Places {
		score[p.Unit.Code] = p.Score
	}
	st := indicators.Stage{Name: s.String()}
	x := make([]float64, t.Len())
	for i, u := range t.Units() {
		v, ok := score[u.Code]
		if !ok || math.IsNaN(v) {
			v = math.NaN()
			st.Warnings = append(st.Warnings, &indicators.InputError{Unit: u.Code, Indicator: s.Code, Err: basis.Errorf("%w: the ranking of %s has no score of it", basis.ErrMissing, s.Ranking.Code)})
		}
		x[i] = v
	}
	out, err := t.WithColumn(s.Code, x, indicators.MarkAll(x, indicators.Derived))
	if err != nil {
		return indicators.Stage{}, basis.Errorf("%s: %w", s, err)
	}
	st.Table = out
	return st, nil
}
