package normalize

import (
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Kinds are the kinds of normalizers and scales of this package, with those of package
// indicators.
func Kinds() basis.Kinds {
	return indicators.Kinds().With(
		basis.Kind[Normalizer]("as_is", AsIs{}),
		basis.Kind[Normalizer]("bands", Bands{}),
		basis.Kind[Normalizer]("borda", Borda{}),
		basis.Kind[Normalizer]("clip", Clip{}),
		basis.Kind[Normalizer]("distance", Distance{}),
		basis.Kind[Normalizer]("efficacy", Efficacy{}),
		basis.Kind[Normalizer]("frozen", Frozen{}),
		basis.Kind[Normalizer]("log", Log{}),
		basis.Kind[Normalizer]("min_max", MinMax{}),
		basis.Kind[Normalizer]("peer_score", PeerScore{}),
		basis.Kind[Normalizer]("per_indicator", PerIndicator{}),
		basis.Kind[Normalizer]("percentile", Percentile{}),
		basis.Kind[Normalizer]("points", Points{}),
		basis.Kind[Normalizer]("rank", Rank{}),
		basis.Kind[Normalizer]("ratio_to_base", RatioToBase{}),
		basis.Kind[Normalizer]("target_completion", TargetCompletion{}),
		basis.Kind[Normalizer]("within_class", WithinClass{}),
		basis.Kind[Normalizer]("z_score", ZScore{}),

		basis.Kind[Scale]("as_is", AsIsScale{}),
		basis.Kind[Scale]("bands", BandScale{}),
		basis.Kind[Scale]("borda", BordaScale{}),
		basis.Kind[Scale]("class", ClassScale{}),
		basis.Kind[Scale]("clip", ClipScale{}),
		basis.Kind[Scale]("completion", CompletionScale{}),
		basis.Kind[Scale]("exponential", ExponentialScale{}),
		basis.Kind[Scale]("log", LogScale{}),
		basis.Kind[Scale]("min_max", LinearScale{}),
		basis.Kind[Scale]("peer_score", PeerScale{}),
		basis.Kind[Scale]("percentile", PercentileScale{}),
		basis.Kind[Scale]("points", PointsScale{}),
		basis.Kind[Scale]("rank", RankScale{}),
		basis.Kind[Scale]("ratio", RatioScale{}),
		basis.Kind[Scale]("target", TargetScale{}),
		basis.Kind[Scale]("z_score", ZScoreScale{}),
	)
}
