package evaluation

import (
	"math"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Nest makes the published scores of a ranking a column of a table, so that one
// evaluation is an indicator of another (the score of the zones in that of the
// counties, 综合绩效考核). It is called before [Model.Evaluate]; the column must be
// declared Computed.
//
// The ranking must be rounded ([Ranking.Published]): what is handed on is what was
// printed. A unit that the ranking does not have, or that has no score in it, has
// no value; each is a warning of the stage, and the model says what happens to
// missing values. Units of the ranking that the table does not have are left out.
func (r Ranking) Nest(t *indicators.Table, code string) (indicators.Stage, error) {
	st := indicators.Stage{Name: basis.Textf("%s = published score of %s", code, r.Code)}
	var errs []error
	in, ok := t.Framework().Find(code)
	switch {
	case !t.Has(code):
		errs = append(errs, &indicators.InputError{Indicator: code, Err: basis.Errorf("%w: the table has no such column", basis.ErrUnknown)})
	case ok && !in.Computed:
		errs = append(errs, &indicators.InputError{Indicator: code, Err: basis.Errorf("%w: it is read from the data, not declared computed", basis.ErrValue)})
	}
	if !r.Published() {
		errs = append(errs, &indicators.InputError{Indicator: code, Err: basis.Errorf("%w: the ranking of %s is not rounded, so its scores are not the published ones", ErrTies, r.Code)})
	}
	if err := basis.JoinErrors(errs...); err != nil {
		return indicators.Stage{}, basis.Errorf("%s: %w", st.Name, err)
	}
	places := placesByCode(r)
	x := make([]float64, t.Len())
	for i, u := range t.Units() {
		p, ok := places[u.Code]
		x[i] = p.Score
		if !ok || math.IsNaN(p.Score) {
			x[i] = math.NaN()
			st.Warnings = append(st.Warnings, &indicators.InputError{Unit: u.Code, Indicator: code, Err: basis.Errorf("%w: the ranking of %s has no score of it", basis.ErrMissing, r.Code)})
		}
	}
	var err error
	if st.Table, err = t.WithColumn(code, x, indicators.MarkAll(x, indicators.Derived)); err != nil {
		return indicators.Stage{}, basis.Errorf("%s: %w", st.Name, err)
	}
	return st, nil
}

// Reclass returns a table in which each unit of the ranking has its grade as its class,
// so that a roll-up can count by grade; a unit without a grade, or one that stands
// apart, has no class. Units that the ranking does not have keep theirs, so that the
// rankings of several pools can follow one another; units that the table does not have
// are left out. A ranking without grades is an error that wraps [ErrGrades].
func (r Ranking) Reclass(t *indicators.Table) (*indicators.Table, error) {
	if r.Grades == nil {
		return nil, basis.Errorf("%w: the ranking of %s has none", ErrGrades, r.Code)
	}
	classes := make([]string, 0, t.Len())
	for _, u := range t.Units() {
		classes = append(classes, u.Class)
	}
	for _, places := range [][]Place{r.Places, r.Apart} {
		basis.Each((len(places)+stretch-1)/stretch, len(places), func(part int) {
			for i := part * stretch; i < min(len(places), (part+1)*stretch); i++ {
				if row, ok := t.Row(places[i].Unit.Code); ok {
					classes[row] = places[i].Grade
				}
			}
		})
	}
	next := 0
	return t.Reclass(func(indicators.Unit) string {
		next++
		return classes[next-1]
	})
}
