// Package stats has the few statistics that the evaluation of counties needs and
// gonum's stat package lacks: the ordinary median and the quantile of type 7
// ([Median], [Quantile]), average ranks ([MidRanks]), rank correlations that are
// right with ties ([Spearman], [KendallTauB], [GoodmanKruskalGamma]), how alike two
// rankings are at their top ([WeightedSpearman], [RankSimilarity]), skewness and
// kurtosis without the bias of a sample ([Shape]), the rotation of loadings to simple
// structure ([Varimax]), and rounding to decimals, or to significant digits, as a person
// with a pencil does it ([Round], [RoundSignificant]).
//
// Nothing here is undefined in silence: where data can leave a statistic without
// a value (no values, a missing one, a constant), the function returns an error
// that says which. Missing values are for the caller to leave out. All results but
// those of the rotation use only addition, multiplication, division, comparison
// and the correctly rounded square root, in a fixed order, and so are
// bit-identical on every machine. The rotation takes sines and cosines and is the
// same to about twelve digits.
package stats
