package main

import (
	"fmt"
	"math"
	"slices"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// imputed is one cell that was filled in, and the ranks that the county could
// have had with any other figure in it: those for the scores 0 and 100.
type imputed struct {
	change      indicators.Change
	place       evaluation.Place
	best, worst int // ranks; 0 if the unit is not ranked
}

// mostImputed is the number of filled cells up to which ranks are tried out.
const mostImputed = 200

// findImputed lists the cells that the steps filled in and, unless there are too
// many to be worth it, tries them out at both ends of their scales. What fails is
// noted.
func (s *study) findImputed() {
	for _, stage := range s.result.Stages {
		for _, c := range stage.Changes {
			if p, ok := s.whole().Find(c.Unit); ok {
				s.imputed = append(s.imputed, imputed{change: c, place: p})
			}
		}
	}
	if len(s.imputed) > mostImputed {
		return
	}
	var scratch *evaluation.Result
	for i := range s.imputed {
		im := &s.imputed[i]
		if im.place.Rank == 0 {
			continue
		}
		var err error
		if scratch, err = s.tryOut(im, scratch); err != nil {
			s.notes = append(s.notes, fmt.Errorf("%s, %s: %w", im.place.Unit.Code, im.change.Indicator, err))
			im.best, im.worst = 0, 0
		}
	}
}

// tryOut evaluates the prepared table again with the cell at each end of its
// scale, everything else as it is, and keeps the best and the worst rank. It
// returns the storage to be used again.
func (s *study) tryOut(im *imputed, scratch *evaluation.Result) (*evaluation.Result, error) {
	for _, x := range s.ends(im.change.Indicator) {
		cell := im.change
		cell.Is = x
		t, err := s.result.Prepared.With(indicators.Imputed, cell)
		if err != nil {
			return scratch, err
		}
		if scratch, err = s.result.Model.Score(scratch, t, nil); err != nil {
			return nil, err
		}
		ranking, err := s.decision.Rank(scratch)
		if err != nil {
			return scratch, err
		}
		p, ok := ranking.Find(im.change.Unit)
		if !ok {
			return scratch, fmt.Errorf("%w: the county fell out of the ranking", basis.ErrUnknown)
		}
		if im.best == 0 {
			im.best, im.worst = p.Rank, p.Rank
		}
		im.best, im.worst = min(im.best, p.Rank), max(im.worst, p.Rank)
	}
	return scratch, nil
}

// ends are the figures that have the lowest and the highest score on an
// indicator: the goalposts (or the extremes of the data) and, if there is one,
// the target.
func (s *study) ends(code string) []float64 {
	in, _ := s.Framework.Find(code)
	var out []float64
	if in.Target != nil {
		out = append(out, in.Target.Lo)
	}
	if in.Bounds != nil {
		return append(out, in.Bounds.Lo, in.Bounds.Hi)
	}
	column := s.result.Prepared.Column(code).Copy()
	return append(out, slices.Min(column), slices.Max(column))
}

// imputedOf returns the filled cells of a unit.
func (s *study) imputedOf(unit string) []imputed {
	var out []imputed
	for _, im := range s.imputed {
		if im.change.Unit == unit {
			out = append(out, im)
		}
	}
	return out
}

// donors counts the figures of an indicator that were reported or computed, from
// which the median was taken.
func (s *study) donors(code string) int {
	n := 0
	for i, m := range s.result.Prepared.Marks(code).All() {
		if m != indicators.Imputed && !math.IsNaN(s.result.Prepared.Column(code).At(i)) {
			n++
		}
	}
	return n
}
