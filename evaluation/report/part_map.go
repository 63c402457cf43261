package report

import (
	"math"
	"slices"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Coloring is what a map is colored by.
type Coloring int

// The colorings.
const (
	ByScore Coloring = iota
	ByRank
	ByGrade
	ByAward // a map for each pool
)

var colorings = basis.Words{"score", "rank", "grade", "award"}

// String gives score, rank, grade or award.
func (c Coloring) String() string { return basis.Name(colorings, "Coloring", c) }

// MarshalText gives the word.
func (c Coloring) MarshalText() ([]byte, error) {
	return basis.MarshalWord(colorings, "coloring", c)
}

// UnmarshalText accepts exactly the words of String.
func (c *Coloring) UnmarshalText(text []byte) error {
	return basis.UnmarshalWord(colorings, "coloring", c, text)
}

// maps are the maps that are asked for, where outlines were given. What has no place on them
// is said below the first.
func (s *study) maps() []block {
	if len(s.Areas) == 0 {
		return nil
	}
	by := s.Maps
	if by == nil {
		by = []Coloring{ByScore, ByGrade, ByAward}
	}
	var all []Map
	for _, c := range by {
		switch c {
		case ByScore:
			all = append(all, s.mapped(Map{Caption: Caption{Title: figureMapScore, Unit: wordPoints}}, func(p evaluation.Place) (float64, tables.Cell) { return p.Score, s.score(p) }))
		case ByRank:
			all = append(all, s.mapped(Map{Caption: Caption{Title: figureMapRank}, Falls: true}, func(p evaluation.Place) (float64, tables.Cell) {
				if p.Rank == 0 {
					return math.NaN(), tables.Rank(0)
				}
				return float64(p.Rank), tables.Rank(p.Rank)
			}))
		case ByGrade:
			if len(s.Ranking.Grades) > 0 {
				all = append(all, s.graded())
			}
		case ByAward:
			for _, a := range s.Awards {
				f := Map{Caption: Caption{Title: tables.Sentence(figureMapAward, poolName(a)), Unit: measure(a)}, Areas: s.Areas}
				for _, w := range a.Awards {
					f.Units = append(f.Units, MapUnit{w.Place.Unit.Code, tables.UnitName(w.Place.Unit), s.amount(a.Pool.Measure, w.Amount.Rat()), tables.Amount(w.Amount, a.Pool.Measure)})
				}
				all = append(all, f)
			}
		}
	}
	var out []block
	for i, f := range all {
		out = append(out, block{Figure: f})
		if i == 0 {
			out = append(out, block{List: f.lost()})
		}
	}
	return out
}

// mapped gives a map the numbers of all places.
func (s *study) mapped(f Map, of func(evaluation.Place) (float64, tables.Cell)) Map {
	f.Areas = s.Areas
	for _, p := range s.Ranking.Places {
		x, cell := of(p)
		f.Units = append(f.Units, MapUnit{p.Unit.Code, tables.UnitName(p.Unit), x, cell})
	}
	return f
}

// graded is the map of grades, those of the ranking with others that rulings gave behind
// them.
func (s *study) graded() Map {
	names := slices.Clone(s.Ranking.Grades)
	for _, p := range s.Ranking.Places {
		if p.Grade != "" && !slices.Contains(names, p.Grade) {
			names = append(names, p.Grade)
		}
	}
	f := Map{Caption: Caption{Title: figureMapGrade}}
	for _, n := range names {
		f.Groups = append(f.Groups, tables.Same(n))
	}
	return s.mapped(f, func(p evaluation.Place) (float64, tables.Cell) {
		if at := slices.Index(names, p.Grade); at >= 0 {
			return float64(at), tables.Data(p.Grade)
		}
		return math.NaN(), tables.Data("")
	})
}
