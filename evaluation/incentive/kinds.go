package incentive

import (
	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive/fill"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Kinds are the kinds of clauses of this package, with those of packages evaluation and
// fill.
func Kinds() basis.Kinds {
	return evaluation.Kinds().With(
		fill.Kinds(),

		basis.Kind[Clause]("by_better", ByBetter{}),
		basis.Kind[Clause]("by_factors", ByFactors{}),
		basis.Kind[Clause]("by_grade", ByGrade{}),
		basis.Kind[Clause]("by_priority", ByPriority{}),
		basis.Kind[Clause]("by_rank", ByRank{}),
		basis.Kind[Clause]("by_score", ByScore{}),
		basis.Kind[Clause]("cap_at", CapAt{}),
		basis.Kind[Clause]("claim", Claim{}),
		basis.Kind[Clause]("corridor", Corridor{}),
		basis.Kind[Clause]("counting", Counting{}),
		basis.Kind[Clause]("first_only", FirstOnly{}),
		basis.Kind[Clause]("floor_at", FloorAt{}),
		basis.Kind[Clause]("grades", Grades{}),
		basis.Kind[Clause]("ladder", Ladder{}),
		basis.Kind[Clause]("linkage", Linkage{}),
		basis.Kind[Clause]("min_score", MinScore{}),
		basis.Kind[Clause]("need_only", NeedOnly{}),
		basis.Kind[Clause]("only", Only{}),
		basis.Kind[Clause]("prize_table", PrizeTable{}),
		basis.Kind[Clause]("times", Times{}),
		basis.Kind[Clause]("top", Top{}),
		basis.Kind[Clause]("under", Under{}),
		basis.Kind[Clause]("veto", Veto{}),
	)
}
