package tables

import (
	"math"
	"math/big"
	"strconv"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Figures are the figures of a table, a row a unit, under the names of the indicators
// and auxiliary columns, whose units [Scales] has: as read, or as a step left them. A file
// has up to 12 decimals of them. Confidential cells are left out, and a note counts them.
func Figures(t *indicators.Table) Sheet {
	units := t.AppendUnits(nil)
	fields := unitFields(func(u indicators.Unit) indicators.Unit { return u })
	row := func(u indicators.Unit) int {
		i, _ := t.Row(u.Code) // it is of the table
		return i
	}
	secret := 0
	framework := t.Framework()
	for _, in := range append(framework.Measured(), framework.Aux()...) {
		if !t.Has(in.Code) {
			continue
		}
		values, confidential := t.Column(in.Code), t.Confidential(in.Code)
		fields = append(fields, Of(point(IndicatorName(in)), func(u indicators.Unit) Cell {
			switch x := values.At(row(u)); {
			case confidential.At(row(u)):
				secret++
				return Missing(wordSecret)
			case math.IsNaN(x):
				return Missing(wordMissing)
			default:
				return Number(shortestRat(x))
			}
		}))
	}
	s := SheetOf(titleFigures, units, fields...)
	if secret > 0 {
		s.Note(Sentence(noteSecret, secret))
	}
	return s
}

// shortestRat is the shortest decimal of a finite number.
func shortestRat(x float64) *big.Rat {
	out, _ := new(big.Rat).SetString(strconv.FormatFloat(x, 'g', -1, 64))
	return out
}

// Scales are the measured indicators with their scales (指标及计分办法): where they stand in
// the tree, what they are counted in, which values are better, what they weigh in the whole
// (of the class of the first unit), and how a figure becomes a score.
func Scales(r *evaluation.Result) Sheet {
	type row struct {
		node
		parent Text
		weight float64
	}
	nodes := nodesOf(r.Prepared.Framework().Root())
	_, global := r.Weights(r.Prepared.Unit(0).Code)
	var rows []row
	var path []Text
	for _, n := range nodes {
		path = append(path[:min(n.depth, len(path))], IndicatorName(n.Indicator))
		if n.Measured() {
			rows = append(rows, row{n, path[max(n.depth-1, 0)], global[n.at]})
		}
	}
	has := func(field func(indicators.Indicator) string) bool {
		for _, x := range rows {
			if field(x.Indicator) != "" {
				return true
			}
		}
		return false
	}
	text := func(head Text, field func(indicators.Indicator) string) Field[row] {
		return Of(detail(head), func(x row) Cell { return words(told(field(x.Indicator))) }).When(has(field))
	}
	unit := func(in indicators.Indicator) string { return in.Unit }
	return SheetOf(titleScales, rows,
		Of(detail(headCode), func(x row) Cell { return Data(x.Code) }).Keyed(),
		Of(left(headDimension), func(x row) Cell { return Words(x.parent) }),
		Of(left(headNode), func(x row) Cell { return Words(IndicatorName(x.Indicator)) }),
		Of(left(headUnit), func(x row) Cell { return words(told(unit(x.Indicator))) }).When(has(unit)),
		Of(left(headDirection), func(x row) Cell { return Words(told(x.Direction.String())) }),
		Of(point(headGlobal), func(x row) Cell { return Decimal(100*x.weight, 2) }),
		Of(left(headScale), func(x row) Cell { return words(scaleOf(r, x.Code)) }),
		text(headDefinition, func(in indicators.Indicator) string { return in.Definition }),
		text(headPeriod, func(in indicators.Indicator) string { return in.Period }),
		text(headDepartment, func(in indicators.Indicator) string { return in.Department }),
		text(headSource, func(in indicators.Indicator) string { return in.Source }),
	)
}

// scaleOf is how a figure becomes a score.
func scaleOf(r *evaluation.Result, code string) Text {
	scale := r.Scales[code]
	switch w, ok := scale.(interface{ Text() basis.Text }); {
	case scale == nil:
		return Text{}
	case ok:
		return Kept(w.Text())
	}
	return told(scale.String())
}
