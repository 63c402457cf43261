package tables

import (
	"slices"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/indicators"
)

// Scores are the scores of all nodes, a row a unit in the order of the table, with so
// many decimals. A note says where the printed scores do not give one another;
// [PrintedParts] has scores that do.
func Scores(r *evaluation.Result, digits int) Sheet {
	units := r.Prepared.AppendUnits(nil)
	fields := unitFields(func(u indicators.Unit) indicators.Unit { return u })
	fields = append(fields, Of(left(headClass), func(u indicators.Unit) Cell { return Words(ClassName(u)) }).
		When(slices.ContainsFunc(units, func(u indicators.Unit) bool { return u.Class != "" })))
	for _, node := range r.Prepared.Framework().Nodes() {
		fields = append(fields, Of(point(IndicatorName(node)), func(u indicators.Unit) Cell {
			x, ok := r.Score(u.Code, node.Code)
			if !ok {
				return Missing(Text{})
			}
			if !r.Applies(u.Code, node.Code) {
				return Missing(wordNotApplicable)
			}
			return Decimal(x, digits)
		}))
	}
	s := SheetOf(titleScores, units, fields...)
	if note := unevenScores(r, digits); note != (Text{}) {
		s.Note(note)
	}
	return s
}

// node is a node of the tree of indicators.
type node struct {
	indicators.Indicator
	at, depth int
}

// nodesOf lists the nodes in pre-order.
func nodesOf(in indicators.Indicator) []node {
	var out []node
	var walk func(in indicators.Indicator, depth int)
	walk = func(in indicators.Indicator, depth int) {
		out = append(out, node{in, len(out), depth})
		for _, c := range in.Children {
			walk(c, depth+1)
		}
	}
	walk(in, 0)
	return out
}

// Weights are the weights that the scores were made with, in percent with so many
// decimals, for units that have a score for all that counts: of each node its share among
// its siblings and in the whole. If classes were weighed alone, each has
// columns of its own.
func Weights(r *evaluation.Result, digits int) Sheet {
	var classes []string
	for _, u := range r.Prepared.Units() {
		class := ""
		if r.Model.ByClass {
			class = u.Class
		}
		if !slices.Contains(classes, class) {
			classes = append(classes, class)
		}
	}
	fields := []Field[node]{
		Of(detail(headCode), func(n node) Cell { return Data(n.Code) }).Keyed(),
		Of(Column{Head: headLevel, Align: Right, Detail: true}, func(n node) Cell { return Integer(n.depth) }).Keyed(),
		Of(left(headNode), func(n node) Cell { return indented(IndicatorName(n.Indicator), n.depth) }).Keyed(),
	}
	for _, class := range classes {
		local, global, _ := r.ClassWeights(class)
		var name Text
		if class != "" {
			name = Same(class)
		}
		fields = append(fields,
			Of(point(headLocal.Of(name)), func(n node) Cell { return Decimal(100*local[n.at], digits) }),
			Of(point(headGlobal.Of(name)), func(n node) Cell { return Decimal(100*global[n.at], digits) }),
		)
	}
	s := SheetOf(titleWeights, nodesOf(r.Prepared.Framework().Root()), fields...)
	if idle := r.NotCounted(); len(idle) > 0 {
		names := make([]Text, len(idle))
		for i, code := range idle {
			in, _ := r.Prepared.Framework().Find(code)
			names[i] = IndicatorName(in)
		}
		s.Note(Sentence(noteIdle, join(names...)))
	}
	return s
}

func indented(t Text, depth int) Cell {
	c := Words(t)
	c.Indent = depth
	return c
}
