package scheme

import (
	"maps"
	"slices"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/evaluation/robustness"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Outcome is what a scheme makes of the figures of a year.
type Outcome struct {
	Result   *evaluation.Result
	Ranking  evaluation.Ranking            // by the decision, graded
	Rankings map[string]evaluation.Ranking // the further ones, by name
	Lists    []evaluation.List
	Awards   []Award  // of each plan, in their order
	Rules    []Listed // of each rule for enterprises
	Policies []Terms  // of each policy
}

// Award is what became of a plan. An award that cannot be given, such as one that needs a
// column which the table does not have, does not keep the others back: Err says why, and
// the Allocation is nil.
type Award struct {
	Plan       incentive.Plan
	Figures    incentive.Figures // those that it was handed
	Allocation *incentive.Allocation
	Err        error
}

// Err joins why awards could not be given, each with the name of its pool, and why rules
// and policies could not be applied.
func (o *Outcome) Err() error {
	var errs []error
	for _, a := range o.Awards {
		if a.Err != nil {
			errs = append(errs, basis.Errorf("%s: %w", a.Plan.Pool.Name, a.Err))
		}
	}
	for _, l := range o.Rules {
		if l.Err != nil {
			errs = append(errs, l.Err)
		}
	}
	for _, t := range o.Policies {
		if t.Err != nil {
			errs = append(errs, t.Err)
		}
	}
	return basis.JoinErrors(errs...)
}

// Run carries out a whole scheme on the figures of a year: result, rankings, lists, awards,
// and the rules and policies for enterprises, by the main ranking and the prepared table. A table of another framework is taken over if it has the columns
// ([indicators.Table.Under]). What could not be awarded is for [Outcome.Err].
//
// A plan gets the lists that it asks for by name, from the files of figures, and where
// these have none from the column of the table with that code: as it was read, or if it
// is computed, as it was prepared.
func Run(f *File, data *indicators.Table) (*Outcome, error) {
	s := f.Scheme
	tree, err := s.Tree()
	if err != nil {
		return nil, err
	}
	if data, err = data.Under(tree); err != nil {
		return nil, err
	}
	out := &Outcome{}
	if out.Result, err = s.Whole().Evaluate(data, f.Rulings); err != nil {
		return nil, err
	}
	if out.Ranking, err = s.Decision.Rank(out.Result); err != nil {
		return nil, err
	}
	if out.Rankings, err = s.further(out.Ranking, f.Figures, func(_ string, d evaluation.Decision) (evaluation.Ranking, error) { return d.Rank(out.Result) }); err != nil {
		return nil, err
	}
	all := out.named()
	if out.Lists, err = s.Lists.Pick(all); err != nil {
		return nil, err
	}
	out.enterprises(s)
	for _, p := range s.Plans {
		a := Award{Plan: p}
		if a.Figures, a.Err = f.figures(p, out, all); a.Err == nil {
			a.Allocation, a.Err = p.Allocate(out.Ranking, a.Figures)
		}
		out.Awards = append(out.Awards, a)
	}
	return out, nil
}

// RunWithout is [Run] without the units that out names and without the rulings on them:
// what becomes of the others, awards included, if their figures are withdrawn. Goalposts
// and weights that are taken from the data are those of the units that stay.
func RunWithout(f *File, data *indicators.Table, out func(indicators.Unit) bool) (*Outcome, error) {
	gone := map[string]bool{}
	rest, err := data.Select(func(u indicators.Unit) bool {
		gone[u.Code] = out(u)
		return !gone[u.Code]
	})
	if err != nil {
		return nil, err
	}
	left := *f
	left.Rulings = slices.DeleteFunc(slices.Clone(f.Rulings), func(r evaluation.Ruling) bool { return gone[r.Unit] })
	return Run(&left, rest)
}

// named are all rankings by name, the main one among them.
func (o *Outcome) named() map[string]evaluation.Ranking {
	all := maps.Clone(o.Rankings)
	if all == nil {
		all = map[string]evaluation.Ranking{}
	}
	all[Main] = o.Ranking
	return all
}

// further makes the further rankings beside the main one: those by a decision first, since
// progress may lead to one.
func (s Scheme) further(main evaluation.Ranking, given incentive.Figures, rank func(name string, d evaluation.Decision) (evaluation.Ranking, error)) (map[string]evaluation.Ranking, error) {
	if len(s.Rankings) == 0 {
		return nil, nil
	}
	out := map[string]evaluation.Ranking{}
	var errs []error
	fail := func(name string, err error) {
		if err != nil {
			errs = append(errs, basis.Errorf("ranking %s: %w", name, err))
		}
	}
	names := slices.Sorted(maps.Keys(s.Rankings))
	for _, name := range names {
		x := s.Rankings[name]
		switch {
		case name == Main:
			fail(name, basis.Errorf("%w: the name is that of the ranking by the decision", basis.ErrValue))
		case (x.Decision == nil) == (x.Since == ""):
			fail(name, basis.Errorf("%w: it needs either a decision or an earlier ranking", basis.ErrMissing))
		case x.Decision != nil:
			r, err := rank(name, *x.Decision)
			fail(name, err)
			out[name] = r
		}
	}
	if len(errs) > 0 {
		return nil, basis.JoinErrors(errs...)
	}
	for _, name := range names {
		x := s.Rankings[name]
		if x.Since == "" {
			continue
		}
		now, ok := main, true
		if x.To != "" && x.To != Main {
			now, ok = out[x.To], s.Rankings[x.To].Decision != nil
		}
		before, had := given.Rankings[x.Since]
		if !ok || !had {
			fail(name, basis.Errorf("%w: it is of the progress from %q to %q, and one of the two is no ranking that is given", basis.ErrMissing, x.Since, x.To))
			continue
		}
		r, err := evaluation.Progress(now, before, x.By)
		fail(name, err)
		out[name] = r
	}
	return out, basis.JoinErrors(errs...)
}

// figures are those that a plan asks for. Lists that no plan asks for by a name that can
// be seen stay with each, for clauses of one's own that do not say what they name.
func (f *File) figures(p incentive.Plan, o *Outcome, rankings map[string]evaluation.Ranking) (incentive.Figures, error) {
	own, err := asked(p, f.kinds, "figure", "ranking", "allocation")
	if err != nil {
		return incentive.Figures{}, err
	}
	var others []string
	for _, q := range f.Scheme.Plans {
		names, err := asked(q, f.kinds, "figure", "ranking", "allocation")
		if err != nil {
			return incentive.Figures{}, err
		}
		others = append(others, names...)
	}
	wanted := func(name string) bool { return slices.Contains(own, name) || !slices.Contains(others, name) }
	out := incentive.Figures{
		Decimals: slices.DeleteFunc(slices.Clone(f.Figures.Decimals), func(l incentive.Decimals) bool { return !wanted(l.Name) }),
		Words:    slices.DeleteFunc(slices.Clone(f.Figures.Words), func(l incentive.Words) bool { return !wanted(l.Name) }),
		Flags:    slices.DeleteFunc(slices.Clone(f.Figures.Flags), func(l incentive.Flags) bool { return !wanted(l.Name) }),
	}
	for _, name := range own {
		if a, ok := f.Figures.Allocations[name]; ok {
			if out.Allocations == nil {
				out.Allocations = map[string]*incentive.Allocation{}
			}
			out.Allocations[name] = a
		}
		r, ok := f.Figures.Rankings[name]
		if !ok {
			r, ok = rankings[name]
		}
		if ok {
			if out.Rankings == nil {
				out.Rankings = map[string]evaluation.Ranking{}
			}
			out.Rankings[name] = r
		}
		if f.has(name) || ok || out.Allocations[name] != nil || !o.Result.Raw.Has(name) {
			continue
		}
		t := o.Result.Raw
		if in, _ := t.Framework().Find(name); in.Computed {
			t = o.Result.Prepared
		}
		list, err := incentive.FromColumn(t, name)
		if err != nil {
			return incentive.Figures{}, err
		}
		out.Decimals = append(out.Decimals, list)
	}
	return out, nil
}

// has reports whether the files of figures have a list of that name.
func (f *File) has(name string) bool {
	return slices.ContainsFunc(f.Figures.Decimals, func(l incentive.Decimals) bool { return l.Name == name }) ||
		slices.ContainsFunc(f.Figures.Words, func(l incentive.Words) bool { return l.Name == name }) ||
		slices.ContainsFunc(f.Figures.Flags, func(l incentive.Flags) bool { return l.Name == name })
}

// Study is the robustness run of the scheme on the figures of a year, with its options;
// ok is false if the scheme has none. Plans that could not be carried out are left out.
func (f *File) Study(o *Outcome) (study robustness.Study, options robustness.Options, ok bool) {
	if f.Scheme.Study == nil {
		return study, options, false
	}
	study = robustness.Study{
		Model: f.Scheme.Whole(), Table: o.Result.Raw, Raw: true, Rulings: f.Rulings, Decision: f.Scheme.Decision,
		Factors: f.Scheme.Study.Factors,
	}
	for _, a := range o.Awards {
		if a.Err == nil {
			study.Plans = append(study.Plans, a.Plan)
			study.Figures = joined(study.Figures, without(a.Figures, study.Figures))
		}
	}
	return study, f.Scheme.Study.Options, true
}

// without leaves out of figures what others have already.
func without(f, had incentive.Figures) incentive.Figures {
	of := File{Figures: had}
	f.Decimals = slices.DeleteFunc(slices.Clone(f.Decimals), func(l incentive.Decimals) bool { return of.has(l.Name) })
	f.Words = slices.DeleteFunc(slices.Clone(f.Words), func(l incentive.Words) bool { return of.has(l.Name) })
	f.Flags = slices.DeleteFunc(slices.Clone(f.Flags), func(l incentive.Flags) bool { return of.has(l.Name) })
	return f
}
