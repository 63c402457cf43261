package prepare

import (
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Kinds are the kinds of steps, curves, fences and errors of this package, with those
// of package indicators.
func Kinds() basis.Kinds {
	return indicators.Kinds().With(
		basis.Kind[indicators.Step]("carry", Carry{}),
		basis.Kind[indicators.Step]("classify", Classify{}),
		basis.Kind[indicators.Step]("constant", Constant{}),
		basis.Kind[indicators.Step]("each_year", EachYear{}),
		basis.Kind[indicators.Step]("growth", Growth{}),
		basis.Kind[indicators.Step]("interpolate", Interpolate{}),
		basis.Kind[indicators.Step]("largest", Largest{}),
		basis.Kind[indicators.Step]("mean", Mean{}),
		basis.Kind[indicators.Step]("median", Median{}),
		basis.Kind[indicators.Step]("neighbors", Neighbors{}),
		basis.Kind[indicators.Step]("off", Off{}),
		basis.Kind[indicators.Step]("per_indicator", PerIndicator{}),
		basis.Kind[indicators.Step]("ratio", Ratio{}),
		basis.Kind[indicators.Step]("regression", Regression{}),
		basis.Kind[indicators.Step]("screen", Screen{}),
		basis.Kind[indicators.Step]("sum", Sum{}),
		basis.Kind[indicators.Step]("transform", Transform{}),
		basis.Kind[indicators.Step]("treat", Treat{}),
		basis.Kind[indicators.Step]("winsorize", Winsorize{}),

		basis.Kind[Curve]("box_cox", BoxCox{}),
		basis.Kind[Curve]("log", Log{}),
		basis.Kind[Curve]("none", NoCurve{}),

		basis.Kind[Fence]("iqr", IQR{}),
		basis.Kind[Fence]("quantiles", Quantiles{}),
		basis.Kind[Fence]("sd", SD{}),

		basis.Kind[error]("value", (*ValueError)(nil)),
	)
}
