package requirements

import (
	"strconv"
	"strings"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Candidate is a scheme as it was carried out, to be put to the test by [Check].
type Candidate struct {
	Result   *evaluation.Result  `json:"result"`
	Decision evaluation.Decision `json:"decision"`

	// Reference is the ranking that it is held against, such as that of the year before,
	// of equal weights or of experts. Requirements that need it fail without.
	Reference evaluation.Ranking `json:"reference,omitzero"`

	// Plans are the pools that hang on the ranking, with the figures of the year: see
	// [AwardsFallAtMost].
	Plans   []incentive.Plan  `json:"plans,omitzero"`
	Figures incentive.Figures `json:"figures,omitzero"`
}

// Requirement is what a scheme is asked for: [ExplainsAtMost], [ImportanceWithin],
// [NoZeroWeights], [KeepsFirst], [MovesAtMost], [Agrees], [AwardsFallAtMost],
// [BorderStands], [Monotone], or one of your own.
type Requirement interface {
	// Text says it in words.
	Text() basis.Text
	// Check returns nil if the candidate meets it. Where it does not the error joins a
	// [*Breach] for each thing that is wrong; any other error says why it could not be
	// checked.
	Check(c Candidate) error
}

// ErrRequirement is a requirement that is not met.
const ErrRequirement = basis.Sentinel("requirement not met")

// Check checks a candidate against all requirements and returns what is wrong, of all
// of them at once and in their order; nil if they are met. It is one call of a test:
//
//	if err := requirements.Check(candidate, asked...); err != nil {
//		t.Error(err)
//	}
//
// [basis.Find] of [*Breach] lists the breaches with their figures. A requirement that
// cannot be checked is an error too, never a pass.
func Check(c Candidate, all ...Requirement) error {
	if c.Result == nil {
		return basis.Errorf("%w: there is no result to put to the test", basis.ErrEmpty)
	}
	errs := make([]error, len(all))
	for i, r := range all {
		if r == nil {
			errs[i] = basis.Errorf("%w: requirement %d is nil", basis.ErrEmpty, i+1)
			continue
		}
		err := r.Check(c)
		if err != nil && len(basis.Find[*Breach](err)) == 0 {
			err = basis.Errorf("%v: cannot be checked: %w", r.Text(), err)
		}
		errs[i] = err
	}
	return basis.JoinErrors(errs...)
}

// Breach is one thing that breaks a requirement. It wraps [ErrRequirement].
type Breach struct {
	Requirement basis.Text `json:"requirement"`    // in words
	Of          basis.Text `json:"of,omitzero"`    // of what the figure is, where units and indicators do not say it: a class, a pool
	Found       float64    `json:"found"`          // the figure found
	Limit       float64    `json:"limit"`          // what it must keep to
	Units       []string   `json:"units,omitzero"` // codes of those concerned, the worst first
	Indicators  []string   `json:"indicators,omitzero"`
}

// Error says what was asked, what was found, and whom it concerns.
func (b *Breach) Error() string { return b.Say(basis.English, nil) }

// Say says the same in a language.
func (b *Breach) Say(lang basis.Language, texts basis.Texts) string {
	text := basis.Textf("%v: %v: found %s, limit %s", ErrRequirement, b.Requirement, figure(b.Found), figure(b.Limit))
	if !b.Of.IsZero() {
		text = basis.Textf("%v (%v)", text, b.Of)
	}
	switch len(b.Units) {
	case 0:
	case 1:
		text = basis.Textf("%v, unit %s", text, b.Units[0])
	default:
		text = basis.Textf("%v, units %s", text, strings.Join(b.Units, ", "))
	}
	switch len(b.Indicators) {
	case 0:
	case 1:
		text = basis.Textf("%v, indicator %s", text, b.Indicators[0])
	default:
		text = basis.Textf("%v, indicators %s", text, strings.Join(b.Indicators, ", "))
	}
	return text.Say(lang, texts)
}

// Unwrap returns [ErrRequirement].
func (b *Breach) Unwrap() error { return ErrRequirement }

// figure is a number as people read it, to six significant digits.
func figure(x float64) string { return strconv.FormatFloat(x, 'g', 6, 64) }

// needsReference refuses a candidate that is held against nothing.
func (c Candidate) needsReference() error {
	if len(c.Reference.Places) == 0 {
		return basis.Errorf("%w: there is no ranking to hold it against", basis.ErrEmpty)
	}
	return nil
}

// pairs are the ranking of the reference and that of the candidate; of each class, where
// classes have places of their own.
func (c Candidate) pairs() ([]rankingPair, error) {
	if err := c.needsReference(); err != nil {
		return nil, err
	}
	now, err := c.Decision.Rank(c.Result)
	if err != nil {
		return nil, err
	}
	if now.Own != c.Reference.Own {
		return nil, basis.Errorf("%w: classes have places of their own in one of the two rankings alone", evaluation.ErrClass)
	}
	if !now.Own {
		return []rankingPair{{reference: c.Reference, now: now}}, nil
	}
	var out []rankingPair
	for _, class := range c.Reference.Classes() {
		out = append(out, rankingPair{class: class, reference: c.Reference.Class(class), now: now.Class(class)})
	}
	return out, nil
}

// rankingPair is the reference and the candidate of one class, "" where places are joint.
type rankingPair struct {
	class          string
	reference, now evaluation.Ranking
}

// of names the class in a breach.
func (p rankingPair) of() basis.Text {
	if p.class == "" {
		return basis.Text{}
	}
	return basis.Textf("class %s", p.class)
}

// codes are those of units.
func codes(units []indicators.Unit) []string {
	var out []string
	for _, u := range units {
		out = append(out, u.Code)
	}
	return out
}
