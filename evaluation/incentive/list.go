package incentive

import (
	"errors"
	"fmt"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/indicators/basis"
)

// list is the article of a tranche that has a ranking of its own: from here on,
// ranks, scores and grades are those of that list.
type list struct{ ranking evaluation.Ranking }

var _ Clause = list{}

// Edit puts the list in the place of the ranking, and takes out who is not ranked
// in it.
func (c list) Edit(s *Sheet) error {
	own := newSheet(s.Pool, c.ranking)
	first, size, places := make([]int, len(s.Lines)), make([]int, len(s.Lines)), make([]int, len(s.Lines))
	var errs []error
	for k, l := range own.Lines {
		if _, ok := s.index[l.ID]; !ok {
			errs = append(errs, own.Fault(k, basis.Errorf("%w of the plan", basis.ErrUnknown)))
		}
	}
	for i, l := range s.Lines {
		k, ok := own.index[l.ID]
		if !ok {
			s.Exclude(i, "not in the list")
			places[i] = len(own.Ranking.Places)
			own.Ranking.Places = append(own.Ranking.Places, evaluation.Place{Unit: s.Place(i).Unit, Out: "not in the list"})
			continue
		}
		first[i], size[i], places[i] = own.first[k], own.size[k], own.places[k]
		if own.Lines[k].Out != "" {
			s.Exclude(i, own.Lines[k].Out)
			continue
		}
		p := own.Place(k)
		s.Note(i, fmt.Sprintf("%d (%s)", p.Rank, score(p.Score, c.ranking.Ties)))
	}
	s.Ranking, s.first, s.size, s.places = own.Ranking, first, size, places
	return errors.Join(errs...)
}

// String gives "rank (score) in the list progress".
func (c list) String() string { return "rank (score) in the list " + c.ranking.Code }

// Chinese gives "榜单 progress 的位次（得分）".
func (c list) Chinese() string { return "榜单 " + c.ranking.Code + " 的位次（得分）" }
