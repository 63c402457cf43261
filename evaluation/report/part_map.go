package report

import "github.com/countyeval/countyeval/evaluation/tables"

// maps are colored by score and by the award of each pool, where outlines were given. What
// has no place on them is said below the first.
func (s *study) maps() []block {
	if len(s.Areas) == 0 {
		return nil
	}
	scores := Map{Caption: Caption{Title: figureMapScore, Unit: wordPoints}, Areas: s.Areas}
	for _, p := range s.Ranking.Places {
		scores.Units = append(scores.Units, MapUnit{p.Unit.Code, tables.UnitName(p.Unit), p.Score, s.score(p)})
	}
	out := []block{{Figure: scores}, {List: scores.lost()}}
	for _, a := range s.Awards {
		f := Map{Caption: Caption{Title: tables.Sentence(figureMapAward, poolName(a)), Unit: measure(a)}, Areas: s.Areas}
		for _, w := range a.Awards {
			f.Units = append(f.Units, MapUnit{w.Place.Unit.Code, tables.UnitName(w.Place.Unit), s.amount(a.Pool.Measure, w.Amount.Rat()), tables.Amount(w.Amount, a.Pool.Measure)})
		}
		out = append(out, block{Figure: f})
	}
	return out
}
