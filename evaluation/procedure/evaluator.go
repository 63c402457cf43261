package procedure

import (
	"math"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Evaluator is the method of a round: what it makes of the figures and of the rulings that
// hold. It is a pure function of both, so that what it made once can be made again. The
// ranking must be a published one ([evaluation.Ranking.Published]).
type Evaluator interface {
	Evaluate(t *indicators.Table, rulings []evaluation.Ruling) (*evaluation.Result, evaluation.Ranking, []*incentive.Allocation, error)
}

// Method is an evaluator made of the values of the packages below, as data.
type Method struct {
	Model    evaluation.Model    `json:"model"`
	Decision evaluation.Decision `json:"decision"`
	Plans    []incentive.Plan    `json:"plans,omitzero"`
	Figures  incentive.Figures   `json:"figures,omitzero"` // that the plans ask for
}

var _ Evaluator = Method{}

// Evaluate runs the model, the decision and the plans.
func (m Method) Evaluate(t *indicators.Table, rulings []evaluation.Ruling) (*evaluation.Result, evaluation.Ranking, []*incentive.Allocation, error) {
	result, err := m.Model.Evaluate(t, rulings)
	if err != nil {
		return nil, evaluation.Ranking{}, nil, err
	}
	ranking, err := m.Decision.Rank(result)
	if err != nil {
		return nil, evaluation.Ranking{}, nil, err
	}
	var awards []*incentive.Allocation
	for _, p := range m.Plans {
		a, err := p.Allocate(ranking, m.Figures)
		if err != nil {
			return nil, evaluation.Ranking{}, nil, err
		}
		awards = append(awards, a)
	}
	return result, ranking, awards, nil
}

// MarshalJSON writes the method with the kinds of this package.
func (m Method) MarshalJSON() ([]byte, error) { return basis.Marshal(m, Kinds()) }

// UnmarshalJSON reads what MarshalJSON writes.
func (m *Method) UnmarshalJSON(data []byte) error { return basis.Unmarshal(data, m, Kinds()) }

// Outcome is a result as a whole: scores, ranking and awards.
type Outcome struct {
	Result  *evaluation.Result      `json:"result"`
	Ranking evaluation.Ranking      `json:"ranking"`
	Awards  []*incentive.Allocation `json:"awards,omitzero"`
}

// MarshalJSON writes the outcome with the kinds of this package.
func (o Outcome) MarshalJSON() ([]byte, error) { return basis.Marshal(o, Kinds()) }

// UnmarshalJSON reads what MarshalJSON writes.
func (o *Outcome) UnmarshalJSON(data []byte) error { return basis.Unmarshal(data, o, Kinds()) }

// Graded is the provisional result, as [Round.Grade] records it.
type Graded struct {
	Outcome Outcome `json:"outcome"`
}

var _ Action = Graded{}

// Grade makes the provisional result of the figures that were verified. It is refused in
// any other state; all that is open must be settled before ([Verify]).
func (r *Round) Grade(s Step, e Evaluator) error {
	if err := r.in(ToGrade); err != nil {
		return err
	}
	t, err := r.Table()
	if err != nil {
		return err
	}
	o, err := evaluate(e, t, r.Rulings())
	if err != nil {
		return basis.Errorf("provisional result: %w", err)
	}
	return r.take(s, Graded{o})
}

// evaluate runs an evaluator, and refuses what cannot be published.
func evaluate(e Evaluator, t *indicators.Table, rulings []evaluation.Ruling) (Outcome, error) {
	result, ranking, awards, err := e.Evaluate(t, rulings)
	if err != nil {
		return Outcome{}, err
	}
	o := Outcome{result, ranking, awards}
	return o, o.of(t)
}

// of refuses an outcome that is none, that is not published, or that was made of other
// figures than those of a table.
func (o Outcome) of(t *indicators.Table) error {
	if o.Result == nil || o.Result.Raw == nil || len(o.Ranking.Places) == 0 {
		return basis.Errorf("%w: the evaluator made no result of a table", basis.ErrEmpty)
	}
	if !o.Ranking.Published() {
		return basis.Errorf("%w: the scores are not rounded, so that the ranking cannot be published", basis.ErrValue)
	}
	var errs []error
	for _, in := range t.Framework().Reported() {
		for i, u := range t.Units() {
			if !o.Result.Raw.Has(in.Code) {
				continue
			}
			is, _ := o.Result.Raw.Value(u.Code, in.Code)
			if x := t.Column(in.Code).At(i); x != is && !(math.IsNaN(x) && math.IsNaN(is)) {
				errs = append(errs, &indicators.InputError{
					Unit: u.Code, Indicator: in.Code,
					Err: basis.Errorf("%w: the result is of the figure %v, and the round has %v", basis.ErrValue, is, x),
				})
			}
		}
	}
	return basis.JoinErrors(errs...)
}

func (a Graded) plan(r *Round, _ Step) (func(), error) {
	if err := r.in(ToGrade); err != nil {
		return nil, err
	}
	t, err := r.Table()
	if err != nil {
		return nil, err
	}
	if err := a.Outcome.of(t); err != nil {
		return nil, err
	}
	return func() { r.provisional, r.state = &a.Outcome, Provisional }, nil
}
