package evaluation

import (
	"slices"

	"github.com/countyeval/countyeval/indicators/stats"
)

// Border is where one grade ends and the next begins.
type Border struct {
	Above, Below Place   // the last of the better grade and the first of the other
	Gap          float64 // in points of the ranking's scores
}

// Borders returns the borders between the grades of a graded ranking, best
// first, as the quotas or thresholds cut them ([Place.ByQuota]). Units outside the
// quota, and those without a rank, make no border, nor does a unit below one of a
// worse grade, as conditions and second stages leave it.
func (r Ranking) Borders() []Border {
	var out []Border
	digits, round, err := r.Ties.Digits()
	outside := r.outside()
	var above *Place
	for i := range r.Places {
		p := &r.Places[i]
		if p.Rank == 0 || outside[p.Unit.Code] {
			continue
		}
		if above != nil && above.ByQuota() != p.ByQuota() && slices.Index(r.Grades, above.ByQuota()) <= slices.Index(r.Grades, p.ByQuota()) {
			gap := above.Score - p.Score
			if round && err == nil {
				gap = stats.Round(gap, digits)
			}
			out = append(out, Border{*above, *p, gap})
		}
		above = p
	}
	return out
}
