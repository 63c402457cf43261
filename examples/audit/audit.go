package main

import (
	"slices"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/examples/henan/data"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/profile"
)

// first is the number of counties in the best grade: a fifth of the 103.
const first = 20

// audit is all that the page tells.
type audit struct {
	figures *indicators.Table // with ratios, before imputation
	result  *evaluation.Result
	ranking evaluation.Ranking

	indicators []row
	shape, far []profile.Finding
	twice      []profile.Finding
	rules      []ruling
	zone, gaps []profile.Finding
	beyond     []int   // units above the fence, by column of the zone rule
	fence      float64 // of the second of them
	products   []profile.Finding
	groups     []group
	pairs      []profile.Finding     // within a dimension
	across     []profile.Finding     // between dimensions, high ones only
	dimensions []profile.Correlation // of the dimensions with each other
	links      []profile.Correlation
	size       []profile.Finding
}

// row is what there is to say of one measured indicator.
type row struct {
	code     string
	summary  profile.Summary
	far      int // values beyond the outer fence
	zero     int // units with a score of 0
	full     int // and of 100
	weight   float64
	share    float64 // importance: of the sum of all correlation ratios with the total
	linear   float64 // the same by squared correlations
	node     float64 // correlation with the score of its dimension
	total    float64 // correlation with the total
	tau      float64 // Kendall's tau-b of the ranking without it
	shift    int     // largest change of rank without it
	replaced int     // of the first 20, how many are others without it
}

// ruling is how often a rule of plausibility was broken.
type ruling struct {
	rule     string
	identity profile.Identity // of RuleIdentity
	columns  int              // of a digit test
	examined int              // units of an identity, columns of a digit test
	found    []profile.Finding
}

// group is a dimension.
type group struct {
	code     string
	codes    []string
	alpha    profile.Alpha
	adequacy profile.Adequacy
	parts    profile.Components
	weight   float64
	total    profile.Correlation // with the total
}

// newAudit reads the data and does all the work.
func newAudit() (*audit, error) {
	f, t, err := data.Read()
	if err != nil {
		return nil, err
	}
	a := &audit{}
	if a.result, err = data.Model(nil).Evaluate(t, nil); err != nil {
		return nil, err
	}
	if a.ranking, err = data.Decision().Rank(a.result); err != nil {
		return nil, err
	}
	stages := a.result.Stages
	a.figures = stages[len(stages)-2].Table // all but the imputation
	a.twice = profile.Twice(stages, a.result.Scales)
	for _, part := range []func() error{a.describe, a.check, a.cohere, a.weigh, a.link} {
		if err := part(); err != nil {
			return nil, err
		}
	}
	if err := a.leaveOut(f, t); err != nil {
		return nil, err
	}
	return a, nil
}

// describe fills in the statistics of the figures.
func (a *audit) describe() error {
	all, err := profile.Describe(a.figures)
	if err != nil {
		return err
	}
	a.shape = profile.Shape{}.Of(all)
	if a.far, err = (profile.Fence{}).Find(a.figures); err != nil {
		return err
	}
	for _, s := range all {
		r := row{code: s.Code, summary: s}
		for _, f := range a.far {
			if f.Indicator == s.Code {
				r.far++
			}
		}
		for _, x := range a.result.Scores(s.Code).All() {
			switch x {
			case 0:
				r.zero++
			case 100:
				r.full++
			}
		}
		a.indicators = append(a.indicators, r)
	}
	return nil
}

// check applies the rules of plausibility.
func (a *audit) check() error {
	for _, c := range identities() {
		found, err := c.Find(a.figures)
		if err != nil {
			return err
		}
		a.rules = append(a.rules, ruling{rule: profile.RuleIdentity, identity: c, examined: a.figures.Len(), found: found})
	}
	var err error
	if a.gaps, err = gap().Find(a.figures); err != nil {
		return err
	}
	if a.zone, err = zone().Find(a.figures); err != nil {
		return err
	}
	for _, code := range zoneColumns() {
		found, err := profile.Fence{Columns: []string{code}, Side: profile.Above}.Find(a.figures)
		if err != nil {
			return err
		}
		a.beyond = append(a.beyond, len(found))
		if len(found) > 0 {
			a.fence = found[0].Limit
		}
	}
	var reported []string
	f := a.figures.Framework()
	for _, in := range append(f.Measured(), f.Aux()...) {
		if !in.Computed {
			reported = append(reported, in.Code)
		}
	}
	for rule, c := range map[string]profile.Check{
		profile.RuleFirstDigit: profile.FirstDigit{Columns: reported},
		profile.RuleLastDigit:  profile.LastDigit{Columns: reported},
	} {
		found, err := c.Find(a.figures)
		if err != nil {
			return err
		}
		r := ruling{rule: rule, columns: len(reported), examined: len(reported)}
		for _, x := range found {
			if x.Err != nil {
				r.examined--
			} else {
				r.found = append(r.found, x)
			}
		}
		a.rules = append(a.rules, r)
	}
	slices.SortStableFunc(a.rules, func(x, y ruling) int { return order(x.rule) - order(y.rule) })
	scored := []string{"sec_va_per_enterprise", "primary_share"} // the monitored ones beside the scored
	for _, in := range f.Measured() {
		scored = append(scored, in.Code)
	}
	a.products, err = profile.Run(a.figures, profile.Products{Columns: scored}, profile.Parts{Columns: scored})
	return err
}

// order puts the rulings in the order of the page.
func order(rule string) int {
	return slices.Index([]string{profile.RuleIdentity, profile.RuleFirstDigit, profile.RuleLastDigit}, rule)
}
