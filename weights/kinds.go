package weights

import (
	"github.com/countyeval/countyeval/indicators/basis"
)

// Kinds are the kinds of schemes and errors of this package.
func Kinds() basis.Kinds {
	return basis.Join(
		basis.Kind[Scheme]("ahp", AHP{}),
		basis.Kind[Scheme]("angular", Angular{}),
		basis.Kind[Scheme]("balance", Balance{}),
		basis.Kind[Scheme]("budget_allocation", BudgetAllocation{}),
		basis.Kind[Scheme]("delphi", Delphi{}),
		basis.Kind[Scheme]("bwm", BWM{}),
		basis.Kind[Scheme]("cilos", CILOS{}),
		basis.Kind[Scheme]("clamp", Clamp{}),
		basis.Kind[Scheme]("critic", CRITIC{}),
		basis.Kind[Scheme]("cv", CV{}),
		basis.Kind[Scheme]("declared", Declared{}),
		basis.Kind[Scheme]("entropy", Entropy{}),
		basis.Kind[Scheme]("equal", Equal{}),
		basis.Kind[Scheme]("factors", Factors{}),
		basis.Kind[Scheme]("fixed", Fixed{}),
		basis.Kind[Scheme]("fuzzy_ahp", FuzzyAHP{}),
		basis.Kind[Scheme]("game_theory", GameTheory{}),
		basis.Kind[Scheme]("gini", Gini{}),
		basis.Kind[Scheme]("group_ahp", GroupAHP{}),
		basis.Kind[Scheme]("idocriw", IDOCRIW{}),
		basis.Kind[Scheme]("independence", Independence{}),
		basis.Kind[Scheme]("lopcow", LOPCOW{}),
		basis.Kind[Scheme]("merec", MEREC{}),
		basis.Kind[Scheme]("min_information", MinInformation{}),
		basis.Kind[Scheme]("mix", Mix{}),
		basis.Kind[Scheme]("mpsi", MPSI{}),
		basis.Kind[Scheme]("pca", PCA{}),
		basis.Kind[Scheme]("per_class", PerClass{}),
		basis.Kind[Scheme]("per_group", PerGroup{}),
		basis.Kind[Scheme]("perturb", Perturb{}),
		basis.Kind[Scheme]("product", Product{}),
		basis.Kind[Scheme]("rank_order", RankOrder{}),
		basis.Kind[Scheme]("rescaled", Rescaled{}),
		basis.Kind[Scheme]("std_dev", StdDev{}),
		basis.Kind[Scheme]("variance", Variance{}),

		basis.Kind[error]("cell", (*CellError)(nil)),
		basis.Kind[error]("consistency", (*ConsistencyError)(nil)),
	)
}
