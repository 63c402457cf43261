package evaluation

import (
	"github.com/countyeval/countyeval/evaluation/aggregate"
	"github.com/countyeval/countyeval/evaluation/outranking"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/normalize"
)

// Preset is the model in which a ranking method stands as in its paper: all measured
// indicators are one group ([Model.Flat]), scored by the normalizer that the paper begins
// with, so that raw values go in and the paper's figures come out. Scheme and steps are
// for the caller to add.
//
//	TOPSIS, ReferencePoint         x over the Euclidean length, costs negative
//	VIKOR, MABAC, MAIRCA, CoCoSo,  min-max from 0 to 1
//	  grey relational analysis,
//	  ELECTRE I
//	EDAS                           x over the mean, costs turned at it
//	CODAS, WASPAS, MARCOS          ratio to the best: x / max, min / x for costs
//	COPRAS, RAM, ARAS              shares of the sum, of the reciprocals for costs
//	Wroclaw                        z-scores
//	SPOTIS                         min-max from 0 to 100 by the declared Bounds, Whole
//	PROMETHEE, Copeland, Borda,    the values as they are, costs negative
//	  ELECTRE III
//
// COPRAS and RAM without Costs have those indicators of f on which less is better. Options
// of a method that speak of scores (an Ideal, Bounds, a Tau) are then in the scores of
// the table above. A method that is not in it takes scores as any normalizer gives them, or
// more than one normalizer: an error that wraps [basis.ErrUnknown].
//
// The result is plain data: it prints, compares and is written as any model.
func Preset(f *indicators.Framework, a aggregate.Aggregator) (Model, error) {
	m := Model{Aggregate: a, Flat: true}
	ratio := normalize.RatioToBase{Of: normalize.BestBase, Points: 1}
	switch method := a.(type) {
	case aggregate.TOPSIS, aggregate.ReferencePoint:
		m.Normalize = normalize.RatioToBase{Of: normalize.NormBase, Points: 1, Cost: normalize.Negative}
	case aggregate.VIKOR, aggregate.MABAC, aggregate.MAIRCA, aggregate.CoCoSo, aggregate.GreyRelational:
		m.Normalize = normalize.MinMax{Lo: 0, Hi: 1}
	case aggregate.EDAS:
		m.Normalize = normalize.RatioToBase{Of: normalize.MeanBase, Points: 1, Cost: normalize.Mirror}
	case aggregate.CODAS, aggregate.WASPAS, aggregate.MARCOS:
		m.Normalize = ratio
	case aggregate.COPRAS:
		ratio.Of = normalize.SumBase
		if method.Costs == nil {
			method.Costs = costs(f)
		}
		m.Normalize, m.Aggregate = ratio, method
	case aggregate.RAM:
		ratio.Of = normalize.SumBase
		if method.Costs == nil {
			method.Costs = costs(f)
		}
		m.Normalize, m.Aggregate = ratio, method
	case aggregate.ARAS:
		ratio.Of = normalize.SumBase
		m.Normalize = ratio
	case aggregate.SPOTIS:
		m.Normalize = normalize.MinMax{Whole: true}
	case aggregate.Wroclaw:
		m.Normalize = normalize.ZScore{}
	case outranking.ELECTREI:
		m.Normalize = normalize.MinMax{Lo: 0, Hi: 1}
	case aggregate.PROMETHEE, aggregate.Copeland, aggregate.Borda, outranking.ELECTREIII:
		m.Normalize = normalize.AsIs{}
	default:
		return Model{}, basis.Errorf("%w: no normalizer belongs to %T", basis.ErrUnknown, a)
	}
	return m, nil
}

// costs are the measured indicators on which less is better.
func costs(f *indicators.Framework) []string {
	var out []string
	for _, in := range f.Measured() {
		if in.Direction == indicators.Lower {
			out = append(out, in.Code)
		}
	}
	return out
}
