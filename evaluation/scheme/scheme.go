package scheme

import (
	"sync"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/enterprise"
	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/evaluation/procedure"
	"github.com/countyeval/countyeval/evaluation/robustness"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Version is that of the format of files. A file of another version is refused; what a
// version reads it reads forever.
const Version = 1

// Main is the name of the ranking that [Scheme.Decision] makes, for lists and tranches.
const Main = "main"

// Scheme is a whole evaluation as a document lays it down, without any figure of a year:
// what is measured, how it is scored, ranked and graded, what follows from it. It is
// data: [Read] and [Marshal] read and write it as YAML.
type Scheme struct {
	// Version is that of the format: 1.
	Version int `json:"scheme"`

	// Title of the evaluation.
	Title Text `json:"title"`
	// Basis is the legal basis: documents by number and title.
	Basis []Text `json:"basis,omitzero"`

	// Framework is the table of indicators, 指标体系表.
	Framework Framework `json:"framework"`
	// Model says how figures become scores: steps, normalization, weights, aggregation,
	// limits of rulings.
	Model evaluation.Model `json:"model,omitzero"`
	// Decision says how scores become ranks and grades: ties, classes, who stands apart.
	Decision evaluation.Decision `json:"decision,omitzero"`
	// Rankings are further rankings by name, such as one by growth or of progress.
	Rankings map[string]Further `json:"rankings,omitzero"`
	// Lists are made from the rankings, in this order; that of the decision is "main".
	Lists evaluation.Lists `json:"lists,omitzero"`

	// Rulings says which decisions on single units there may be, and the file with those
	// of the year.
	Rulings Rulings `json:"rulings,omitzero"`
	// Plans divide pools among the units.
	Plans []incentive.Plan `json:"plans,omitzero"`
	// Figures are files with the figures of the year that plans ask for by name, besides
	// the columns of the table: requests, headroom, awards of last year.
	Figures []string `json:"figures,omitzero"`

	// Digits are the significant digits of computed figures and weights in a published
	// bundle; 0: 6.
	Digits int `json:"digits,omitzero"`

	// Study says what is uncertain, and how it is drawn.
	Study *Study `json:"study,omitzero"`

	// Rules are conditions for lists of enterprises or projects, such as a white list: who
	// meets them, in which order, and how many.
	Rules []enterprise.Rule `json:"rules,omitzero"`
	// Policies give terms that differ by grade or other conditions: prices, control,
	// supervision.
	Policies []enterprise.Policy `json:"policies,omitzero"`

	// Round is what every round of the evaluation is held to: notice, decisions, figures
	// that nobody answers for or that may be missing, who holds.
	Round *procedure.Rules `json:"round,omitzero"`
	// Years are rules over years.
	Years *Years `json:"years,omitzero"`
}

// Text is a text in English and Chinese; one of the two may be missing.
type Text struct {
	English string `json:"en,omitzero"`
	Chinese string `json:"zh,omitzero"`
}

// In is the text in a language, or in the other if it has none.
func (t Text) In(lang basis.Language) string {
	if lang == basis.Chinese && t.Chinese != "" || t.English == "" {
		return t.Chinese
	}
	return t.English
}

// Further is a ranking besides the main one: by another decision on the same result, or
// of the progress that units have made since an earlier ranking.
type Further struct {
	// Decision on the result of this year.
	Decision *evaluation.Decision `json:"decision,omitzero"`

	// Since names an earlier ranking in the figures; the ranking is then that of the
	// progress from there.
	Since string `json:"since,omitzero" names:"earlier"`
	// To names the ranking of this year that progress leads to; "": the main one.
	To string `json:"to,omitzero" names:"ranking"`
	// By says what progress is: ranks or points.
	By evaluation.Gain `json:"by,omitzero"`
}

// Rulings are which decisions on single units there may be.
type Rulings struct {
	// Effects that rulings may have; none: all. Bonus and penalty items have their limits
	// in the model.
	Effects []evaluation.Effect `json:"effects,omitzero"`
	// File with the rulings of the year, a list.
	File string `json:"file,omitzero"`
}

// Study is what is uncertain of the evaluation, and how it is drawn.
type Study struct {
	Factors []robustness.Factor `json:"factors"`
	robustness.Options
}

// Formulas is the step that computes the indicators with a formula, in the order in which
// they need each other. A model without it computes them first of all.
type Formulas struct{}

var _ indicators.Step = Formulas{}

// Apply refuses: the step stands for those that [Scheme.Whole] puts in its place.
func (Formulas) Apply(*indicators.Table) (indicators.Stage, error) {
	return indicators.Stage{}, basis.Errorf("%w: formulas are computed in a scheme alone", ErrFormula)
}

// String gives "formulas".
func (f Formulas) String() string { return basis.Describe(f, ours()) }

// Kinds are the kinds of all that a scheme holds.
func Kinds() basis.Kinds {
	return robustness.Kinds().With(enterprise.Kinds(), basis.Kind[indicators.Step]("formulas", Formulas{}))
}

// joinedKinds are those of this package, joined once, as a file is read in a few milliseconds,
// with those of the caller.
func joinedKinds(more []basis.Kinds) basis.Kinds {
	if len(more) == 0 {
		return ours()
	}
	return ours().With(more...)
}

var ours = sync.OnceValue(Kinds)

// Whole is the model with the formulas of the framework among its steps.
func (s Scheme) Whole() evaluation.Model {
	m := s.Model
	m.Steps = nil
	formulas := s.Framework.steps()
	put := false
	for _, step := range s.Model.Steps {
		if _, ok := step.(Formulas); ok {
			if !put {
				m.Steps = append(m.Steps, formulas...)
			}
			put = true
			continue
		}
		m.Steps = append(m.Steps, step)
	}
	if !put {
		m.Steps = append(formulas, m.Steps...)
	}
	return m
}
