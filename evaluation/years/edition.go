package years

import (
	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/normalize"
)

// Scheme is the method of one year.
type Scheme struct {
	Year      int                   `json:"year"`      // for which it was made
	Framework *indicators.Framework `json:"framework"` // indicators, declared weights, goalposts
	Model     evaluation.Model      `json:"model"`
	Decision  evaluation.Decision   `json:"decision"`
}

// Edition is the evaluation of one year: its figures and the scheme that they are
// evaluated by, of the same year or of another.
type Edition struct {
	Year    int                 `json:"year"` // of the table
	Table   *indicators.Table   `json:"table"`
	Rulings []evaluation.Ruling `json:"rulings,omitzero"` // of the year
	Scheme  Scheme              `json:"scheme"`           // without a framework: that of the table

	// Scales is the year whose scales the scores are on, 0 if they are fitted to the figures
	// of Year. It is said wherever the scores are.
	Scales int `json:"scales,omitzero"`
}

// Outcome is what an edition gives.
type Outcome struct {
	Edition Edition            `json:"edition"`
	Result  *evaluation.Result `json:"result"`
	Ranking evaluation.Ranking `json:"ranking"`
}

// Evaluate evaluates the figures of the year by the scheme, and ranks.
func (e Edition) Evaluate() (Outcome, error) {
	out := Outcome{Edition: e}
	fail := func(err error) (Outcome, error) {
		return Outcome{}, basis.Errorf("the edition of %d by the scheme of %d: %w", e.Year, e.Scheme.Year, err)
	}
	t := e.Table
	if t != nil && e.Scheme.Framework != nil && t.Framework() != e.Scheme.Framework {
		var err error
		if t, err = t.Under(e.Scheme.Framework); err != nil {
			return fail(err)
		}
	}
	var err error
	if out.Result, err = e.Scheme.Model.Evaluate(t, e.Rulings); err != nil {
		return fail(err)
	}
	if out.Ranking, err = e.Scheme.Decision.Rank(out.Result); err != nil {
		return fail(err)
	}
	return out, nil
}

// By is the edition by another scheme: the figures and rulings of the year stay.
func (e Edition) By(s Scheme) Edition {
	e.Scheme, e.Scales = s, 0
	return e
}

// OnScales is the edition on the scales of another outcome, so that scores of several
// years can be compared: what they gain is progress, and may pass 100. Indicators that
// the other does not have are refused when the edition is evaluated.
func (e Edition) OnScales(base Outcome) Edition {
	e.Scheme.Model.Normalize = normalize.Frozen(base.Result.Scales)
	e.Scales = base.Edition.Year
	if base.Edition.Scales != 0 {
		e.Scales = base.Edition.Scales
	}
	return e
}

// Recomputed is an earlier year as it was published and by another scheme. One never
// stands for the other.
type Recomputed struct {
	Year      int                `json:"year"`
	Scheme    int                `json:"scheme"` // year of the other scheme
	Published evaluation.Ranking `json:"published"`
	Again     evaluation.Ranking `json:"again"`
}

// Beside recomputes earlier years by the scheme of today and sets the rankings beside
// what was published.
func Beside(today Scheme, earlier ...Outcome) ([]Recomputed, error) {
	var out []Recomputed
	var errs []error
	for _, o := range earlier {
		again, err := o.Edition.By(today).Evaluate()
		if err != nil {
			errs = append(errs, err)
			continue
		}
		out = append(out, Recomputed{Year: o.Edition.Year, Scheme: today.Year, Published: o.Ranking, Again: again.Ranking})
	}
	return out, basis.JoinErrors(errs...)
}
