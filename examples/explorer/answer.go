package main

import (
	"maps"
	"math"
	"slices"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive/scrutiny"
	"github.com/countyeval/countyeval/evaluation/robustness/proof"
	"github.com/countyeval/countyeval/evaluation/scheme"
	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/examples/henan/data"
	"github.com/countyeval/countyeval/indicators/basis"
)

// mostFirst is whose staying is asked for; of few units it is the better half.
const mostFirst = 20

// explorer answers what a view gives. It is made once and never changed, so that visitors
// share nothing.
type explorer struct {
	panel
	in    data.Input
	was   *scheme.Outcome // published
	ranks map[string]evaluation.Place
	first int
}

func newExplorer(in data.Input) (*explorer, error) {
	was, err := scheme.Run(in.Scheme, in.Table)
	if err != nil {
		return nil, err
	}
	e := &explorer{panel: newPanel(in.Scheme), in: in, was: was, ranks: map[string]evaluation.Place{}}
	for _, p := range was.Ranking.Places {
		e.ranks[p.Unit.Code] = p
	}
	e.first = max(min(mostFirst, was.Ranking.Ranked()/2), 1)
	return e, nil
}

// answer is what a view gives, beside what was published.
type answer struct {
	*explorer
	view  state
	now   *scheme.Outcome
	moves []turnover // of each award

	stay, left, entered []evaluation.Place // of the first; those that left with their ranks now
	best                string             // the best grade, and who changes sides there
	leave, enter        []evaluation.Place
	radius              proof.Radius // up to which the first stay, whatever the weights
	unproved            error
}

// file is the published file with what a view changes, read as anybody would read it: what
// is saved is what is shown.
func (e *explorer) file(v state) (*scheme.File, error) {
	f, err := e.in.Scheme.With(e.apply(e.in.Scheme.Scheme, v))
	if err != nil {
		return nil, err
	}
	f.Scheme, err = scheme.Read(f.Text, f.Name)
	return f, err
}

// answer carries a view out: by the library, as from a file.
func (e *explorer) answer(v state) (*answer, error) {
	f, err := e.file(v)
	if err != nil {
		return nil, err
	}
	a := &answer{explorer: e, view: v}
	if a.now, err = scheme.Run(f, e.in.Table); err != nil {
		return nil, err
	}
	var errs []error
	for i, w := range a.now.Awards {
		if w.Err != nil && e.was.Awards[i].Err == nil { // a view that an award does not allow
			errs = append(errs, basis.Errorf("%s: %w", w.Plan.Pool.Name, w.Err))
		}
	}
	if err := basis.JoinErrors(errs...); err != nil {
		return nil, err
	}
	if err := a.compare(); err != nil {
		return nil, err
	}
	p, err := proof.New(a.now.Result, f.Scheme.Decision, proof.Box{})
	if err == nil {
		a.radius, err = p.First(e.first)
	}
	a.unproved = err
	return a, nil
}

// compare says who is among the first, and who has the best grade, before and now.
func (a *answer) compare() error {
	among := func(p evaluation.Place) bool { return p.Rank > 0 && p.Rank <= a.first }
	for _, now := range a.now.Ranking.Places {
		switch was := a.ranks[now.Unit.Code]; {
		case among(was) && among(now):
			a.stay = append(a.stay, now)
		case among(was):
			a.left = append(a.left, now)
		case among(now):
			a.entered = append(a.entered, now)
		}
	}
	slices.SortStableFunc(a.left, func(x, y evaluation.Place) int { return a.ranks[x.Unit.Code].Rank - a.ranks[y.Unit.Code].Rank })
	if len(a.now.Ranking.Grades) > 0 {
		a.best = a.now.Ranking.Grades[0]
		a.leave, a.enter = evaluation.Moves(a.was.Ranking, a.now.Ranking, a.best)
	}
	for i, w := range a.now.Awards {
		t := turnover{of: map[string]scrutiny.Move{}}
		if before := a.was.Awards[i]; before.Err == nil && w.Err == nil {
			var err error
			if t.Turnover, err = scrutiny.TurnoverOf(before.Allocation, w.Allocation); err != nil {
				return err
			}
		}
		for _, m := range t.Moves {
			t.of[m.Unit.Code] = m
		}
		a.moves = append(a.moves, t)
	}
	return nil
}

// turnover is what changes hands of an award, and what each unit has and had.
type turnover struct {
	scrutiny.Turnover
	of map[string]scrutiny.Move
}

// up is by how many ranks a unit has risen; ok is false without a rank on either side.
func (a *answer) up(now evaluation.Place) (n int, ok bool) {
	was := a.ranks[now.Unit.Code]
	return was.Rank - now.Rank, was.Rank > 0 && now.Rank > 0
}

// percent is the radius in percent with two decimals, not above what is proved.
func (a *answer) percent() tables.Cell {
	return tables.Decimal(math.Floor(1e4*a.radius.Radius)/100, 2)
}

func sorted(set map[string]bool) []string { return slices.Sorted(maps.Keys(set)) }
