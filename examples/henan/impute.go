package main

import (
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
	for i := range s.imputed {
		im := &s.imputed[i]
		if im.place.Rank == 0 || len(s.imputed) > mostImputed {
			continue
		}
		var err error
		if im.best, im.worst, err = s.decision.RankRange(s.result, im.change.Unit, im.change.Indicator); err != nil {
			s.notes = append(s.notes, basis.Errorf("%s, %s: %w", im.change.Unit, im.change.Indicator, err))
		}
	}
}

// imputedOf returns the filled cells of a unit.
func (s *study) imputedOf(unit string) []imputed {
	return slices.DeleteFunc(slices.Clone(s.imputed), func(im imputed) bool { return im.change.Unit != unit })
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
