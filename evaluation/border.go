package evaluation

import (
	"slices"
)

// Border is where one grade ends and the next begins.
type Border struct {
	Above Place   `json:"above"` // the last of the better grade and the first of the other
	Below Place   `json:"below"`
	Gap   float64 `json:"gap"` // in points of the ranking's scores
}

// Borders returns the borders between the grades of a graded ranking, best
// first, as the quotas or thresholds cut them ([Place.ByQuota]); class by class if
// classes have places of their own. Units outside the quota, and those without a
// rank, make no border, nor does a unit below one of a worse grade, as conditions and
// second stages leave it.
func (r Ranking) Borders() []Border {
	var out []Border
	for _, s := range r.spans() {
		var above *Place
		for i := s[0]; i < s[1]; i++ {
			p := &r.Places[i]
			if p.Rank == 0 || p.Outside {
				continue
			}
			if above != nil && above.ByQuota() != p.ByQuota() && slices.Index(r.Grades, above.ByQuota()) <= slices.Index(r.Grades, p.ByQuota()) {
				out = append(out, Border{*above, *p, r.Ties.round(above.Score - p.Score)})
			}
			above = p
		}
	}
	return out
}
