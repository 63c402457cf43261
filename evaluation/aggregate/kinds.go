package aggregate

import (
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/weights"
)

// Kinds are the kinds of aggregators of this package, with those of package weights.
func Kinds() basis.Kinds {
	return weights.Kinds().With(
		basis.Kind[Aggregator]("ampi", AMPI{}),
		basis.Kind[Aggregator]("aras", ARAS{}),
		basis.Kind[Aggregator]("arithmetic", Arithmetic{}),
		basis.Kind[Aggregator]("benefit_of_the_doubt", BenefitOfDoubt{}),
		basis.Kind[Aggregator]("borda", Borda{}),
		basis.Kind[Aggregator]("cocoso", CoCoSo{}),
		basis.Kind[Aggregator]("codas", CODAS{}),
		basis.Kind[Aggregator]("consensus", Consensus{}),
		basis.Kind[Aggregator]("copeland", Copeland{}),
		basis.Kind[Aggregator]("copras", COPRAS{}),
		basis.Kind[Aggregator]("directional_bod", DirectionalBOD{}),
		basis.Kind[Aggregator]("edas", EDAS{}),
		basis.Kind[Aggregator]("fuzzy_evaluation", FuzzyEvaluation{}),
		basis.Kind[Aggregator]("geometric", Geometric{}),
		basis.Kind[Aggregator]("grey_relational", GreyRelational{}),
		basis.Kind[Aggregator]("harmonic", Harmonic{}),
		basis.Kind[Aggregator]("mabac", MABAC{}),
		basis.Kind[Aggregator]("mairca", MAIRCA{}),
		basis.Kind[Aggregator]("marcos", MARCOS{}),
		basis.Kind[Aggregator]("mean_min", MeanMin{}),
		basis.Kind[Aggregator]("min", Min{}),
		basis.Kind[Aggregator]("mpi", MPI{}),
		basis.Kind[Aggregator]("multiplicative_bod", MultiplicativeBOD{}),
		basis.Kind[Aggregator]("multimoora", MULTIMOORA{}),
		basis.Kind[Aggregator]("owa", OWA{}),
		basis.Kind[Aggregator]("per_node", PerNode{}),
		basis.Kind[Aggregator]("power", Power{}),
		basis.Kind[Aggregator]("present", Present{}),
		basis.Kind[Aggregator]("promethee", PROMETHEE{}),
		basis.Kind[Aggregator]("ram", RAM{}),
		basis.Kind[Aggregator]("rank_sum_ratio", RankSumRatio{}),
		basis.Kind[Aggregator]("reference_point", ReferencePoint{}),
		basis.Kind[Aggregator]("spotis", SPOTIS{}),
		basis.Kind[Aggregator]("topsis", TOPSIS{}),
		basis.Kind[Aggregator]("vikor", VIKOR{}),
		basis.Kind[Aggregator]("waspas", WASPAS{}),
		basis.Kind[Aggregator]("wroclaw", Wroclaw{}),
	)
}
