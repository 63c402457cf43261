package evaluation

import "github.com/countyeval/countyeval/indicators/stats"

// Border is where one grade ends and the next begins.
type Border struct {
	Above, Below Place   // the last of the better grade and the first of the other
	Gap          float64 // in points of the ranking's scores
}

// Borders returns the borders between the grades of a graded ranking, best
// first.
func (r Ranking) Borders() []Border {
	var out []Border
	for i := 1; i < len(r.Places); i++ {
		a, b := r.Places[i-1], r.Places[i]
		if a.Rank == 0 || b.Rank == 0 || a.Grade == b.Grade {
			continue
		}
		gap := a.Score - b.Score
		if digits, ok, err := r.Ties.Digits(); ok && err == nil {
			gap = stats.Round(gap, digits)
		}
		out = append(out, Border{a, b, gap})
	}
	return out
}
