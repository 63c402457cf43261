package incentive

import (
	"fmt"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/indicators/basis"
)

// list is the article of a tranche that has a ranking of its own: from here on,
// ranks, scores and grades are those of that list. A unit of the list that stands apart
// in the ranking of the plan, or has left it, has no line and gets nothing.
type list struct {
	name    string
	ranking evaluation.Ranking
}

var _ Clause = list{}

// Edit puts the list in the place of the ranking, and takes out who is not ranked
// in it.
func (c list) Edit(s *Sheet) error {
	own := newSheet(s.estate, c.ranking, s.desk)
	n := len(s.lines)
	first, size, places := make([]int, n), make([]int, n), make([]int, n)
	var errs []error
	for k, l := range own.lines {
		if !s.desk.known[l.ID] {
			errs = append(errs, own.Fault(k, basis.Errorf("%w: the ranking of the plan does not have it", basis.ErrUnknown)))
		}
	}
	for i, l := range s.lines {
		k, ok := own.index[l.ID]
		if !ok {
			s.Exclude(i, basis.Textf("not in the list"))
			places[i] = len(own.ranking.Places)
			own.ranking.Places = append(own.ranking.Places, evaluation.Place{Unit: s.Place(i).Unit, Out: basis.Textf("not in the list")})
			continue
		}
		first[i], size[i], places[i] = own.first[k], own.size[k], own.places[k]
		if !own.lines[k].Out.IsZero() {
			s.Exclude(i, own.lines[k].Out)
			continue
		}
		p := own.Place(k)
		s.Note(i, basis.Textf("%s", fmt.Sprintf("%d (%s)", p.Rank, score(p.Score, c.ranking.Ties))))
	}
	s.list, s.ranking, s.first, s.size, s.places = c.name, own.ranking, first, size, places
	return basis.JoinErrors(errs...)
}

// String gives "rank (score) in the list progress".
func (c list) String() string { return c.Text().String() }

// Text gives the same in words, 榜单 progress 的位次（得分）.
func (c list) Text() basis.Text { return basis.Textf("rank (score) in the list %s", c.name) }
