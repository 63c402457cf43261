package tables

import (
	"cmp"
	"math"
	"slices"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/normalize"
)

// Account is the explanation of one place in sentences (得分说明), for the people of that
// unit: its rank and neighbors, how each figure became points, and where most points are
// lost. Places and points have two decimals, the scores of indicators one. The functions
// are what a program has to say for itself; nil is what stands beside them.
type Account struct {
	evaluation.Explanation
	Scales map[string]normalize.Scale // by indicator, of the result; of linear ones the goalposts are named, of others the formula of the part

	Texts basis.Texts // the Chinese of units of measurement

	Label  func(indicators.Indicator) Text // of a measured indicator; [IndicatorName]
	Name   func(evaluation.Place) Text     // of a neighbor; [UnitName]
	Figure func(evaluation.Part) Text      // the figure, and how it was made; [Quantity]
}

// Paragraph is a paragraph of an account, with the blanks that it is indented by.
type Paragraph struct {
	Indent int
	Text   Text
}

// Position says score, rank and grade, and how far the neighbors are.
func (a Account) Position() Text {
	p := a.Place
	score := Decimal(p.Score, 2)
	if p.Rank == 0 {
		return Sentence(accountApart, score)
	}
	text := accountRank
	if p.Tied {
		text = accountTied
	}
	var grade Text
	if p.Grade != "" {
		grade = Sentence(accountGrade, p.Grade)
	}
	return Sentence(text, score, a.Ranked, p.Rank, grade,
		a.neighbor(a.Above, accountAbove, accountFirst), a.neighbor(a.Below, accountBelow, accountLast))
}

func (a Account) neighbor(n *evaluation.Neighbor, text, none Text) Text {
	if n == nil {
		return none
	}
	name := UnitName(n.Place.Unit)
	if a.Name != nil {
		name = a.Name(n.Place)
	}
	if n.Gap == 0 {
		return Sentence(accountLevel, name)
	}
	return Sentence(text, name, Decimal(n.Place.Score, 2), Decimal(n.Gap, 2))
}

// Sources say where the score comes from: each node below the root with its weight, its
// score and its points, set beside the median of the ranked units. If an aggregator is
// not additive there are no points.
func (a Account) Sources() []Paragraph {
	out := []Paragraph{{0, accountSources}}
	leaves, branch, additive := 0, 0, true
	for _, x := range a.Parts {
		switch {
		case x.Measured:
			leaves++
			additive = additive && x.Additive
			out = append(out, Paragraph{2 * x.Depth, a.leaf(x)})
		case x.Depth > 0:
			name := IndicatorName(x.Indicator)
			if x.Depth == 1 {
				branch++
				name = Sentence(accountNumbered, branch, name)
			}
			out = append(out, Paragraph{2*x.Depth - 2, Sentence(accountNode, name, weight(x), earned(x))})
		}
	}
	if leaves > 0 && additive {
		out = append(out, Paragraph{0, Sentence(accountSum, Decimal(a.Parts[0].Points, 2), leaves)})
	}
	return out
}

// leaf says how the value of a measured indicator became points.
func (a Account) leaf(x evaluation.Part) Text {
	figure := Quantity(x.Prepared, Text{English: x.Indicator.Unit, Chinese: a.Texts[x.Indicator.Unit]})
	if a.Figure != nil {
		figure = a.Figure(x)
	}
	return Sentence(accountLeaf, a.label(x.Indicator), weight(x), figure, a.goalposts(x), earned(x))
}

func (a Account) label(in indicators.Indicator) Text {
	if a.Label != nil {
		return a.Label(in)
	}
	return IndicatorName(in)
}

// goalposts says between which values the score is linear, or which of them was passed.
func (a Account) goalposts(x evaluation.Part) Text {
	scale := a.Scales[x.Indicator.Code]
	if c, ok := scale.(normalize.ClipScale); ok {
		scale = c.Of
	}
	l, ok := scale.(normalize.LinearScale)
	switch {
	case !ok && scale != nil:
		text := told(scale.String())
		if x, ok := scale.(interface{ Text() basis.Text }); ok {
			text = Kept(x.Text())
		}
		return Sentence(accountScale, text)
	case !ok:
		return Sentence(accountScale, Kept(x.Scale))
	}
	past := func(x, post float64) bool { return (x-post)*(l.To-l.From) > 0 } // better than the post
	switch {
	case past(x.Prepared, l.To):
		return Sentence(accountBetter, Rounded(l.To, 12))
	case past(l.From, x.Prepared):
		return Sentence(accountWorse, Rounded(l.From, 12))
	}
	return Sentence(accountBetween, Rounded(l.From, 12), Rounded(l.To, 12))
}

// Lost names the n measured indicators on which most points are still to be had; it is
// empty if there are none.
func (a Account) Lost(n int) Text {
	missing := func(x evaluation.Part) float64 { return 100*x.Global - x.Points }
	parts := slices.DeleteFunc(slices.Clone(a.Parts), func(x evaluation.Part) bool {
		return !x.Measured || !x.Additive || missing(x) <= 0
	})
	slices.SortStableFunc(parts, func(a, b evaluation.Part) int { return cmp.Compare(missing(b), missing(a)) })
	var items []Text
	for _, x := range parts[:min(n, len(parts))] {
		items = append(items, Sentence(accountLostOn, a.label(x.Indicator), Decimal(x.Score, 1), Decimal(missing(x), 2)))
	}
	if len(items) == 0 {
		return Text{}
	}
	return Sentence(accountLost, List(items...))
}

// weight is the weight of a node in points of 100.
func weight(x evaluation.Part) Cell { return Rounded(100*x.Global, 1) }

// earned are the score and the points of a node, and those of the median.
func earned(x evaluation.Part) Text {
	score, points := Decimal(x.Score, 1), Decimal(x.Points, 2)
	median, gap := Decimal(x.MedianScore, 1), Decimal(math.Abs(x.PointsGap), 2)
	switch {
	case !x.Additive:
		return Sentence(accountScore, score, median)
	case x.PointsGap > 0:
		return Sentence(accountOver, score, points, median, gap)
	case x.PointsGap < 0:
		return Sentence(accountUnder, score, points, median, gap)
	}
	return Sentence(accountEven, score, points, median)
}
