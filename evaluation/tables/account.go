package tables

import (
	"cmp"
	"math"
	"slices"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/normalize"
	"github.com/countyeval/countyeval/indicators/stats"
)

// Account is the explanation of one place in sentences (得分说明), for the people of that
// unit: its rank and neighbors, how each figure became points, and where most points are
// lost. Places and points have two decimals, the scores of indicators one; where the
// decision prints parts ([evaluation.Printing]) they have its decimals, and of points and
// scores only what it prints is said. The functions
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
	score := Decimal(p.Score, printedDigits(a.Ties, 2).total)
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
	digits := printedDigits(a.Ties, 2).total
	return Sentence(text, name, Decimal(n.Place.Score, digits), Decimal(n.Gap, digits))
}

// Sources say where the score comes from: each node below the root with its weight, its
// score and its points, set beside the median of the ranked units. If an aggregator is
// not additive there are no points.
func (a Account) Sources() []Paragraph {
	out := []Paragraph{{0, accountSources[a.Ties.Print.Of]}}
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
			out = append(out, Paragraph{2*x.Depth - 2, Sentence(accountNode, name, a.weight(x), a.earned(x))})
		}
	}
	if leaves > 0 && additive && a.Ties.Print.Of != evaluation.PrintedScores {
		digits := printedDigits(a.Ties, 2).total
		out = append(out, Paragraph{0, Sentence(accountSum, Decimal(a.Parts[0].Points, digits), leaves)})
		if note := uneven(a.Explanation, digits); note != (Text{}) {
			out = append(out, Paragraph{0, note})
		}
	}
	return out
}

// leaf says how the value of a measured indicator became points.
func (a Account) leaf(x evaluation.Part) Text {
	figure := Quantity(x.Prepared, Text{English: x.Indicator.Unit, Chinese: a.Texts[x.Indicator.Unit]})
	if a.Figure != nil {
		figure = a.Figure(x)
	}
	return Sentence(accountLeaf, a.label(x.Indicator), a.weight(x), figure, a.goalposts(x), a.earned(x))
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
		points := Decimal(missing(x), printedDigits(a.Ties, 2).total)
		switch a.Ties.Print.Of {
		case evaluation.PrintedPoints:
			items = append(items, Sentence(accountLostPoints, a.label(x.Indicator), points))
		case evaluation.PrintedScores:
			items = append(items, Sentence(accountLostOn, a.label(x.Indicator), Decimal(x.Score, printedDigits(a.Ties, 1).leaf), points))
		default:
			items = append(items, Sentence(accountLostOn, a.label(x.Indicator), Decimal(x.Score, 1), points))
		}
	}
	if len(items) == 0 {
		return Text{}
	}
	return Sentence(accountLost, List(items...))
}

// weight is the weight of a node in points of 100; among its siblings where scores are
// printed, which are means of those below them.
func (a Account) weight(x evaluation.Part) Cell {
	if a.Ties.Print.Of == evaluation.PrintedScores {
		return Rounded(100*x.Local, 1)
	}
	return Rounded(100*x.Global, 1)
}

// earned are the score and the points of a node, or what is printed of it, and those of
// the median.
func (a Account) earned(x evaluation.Part) Text {
	digits := printedDigits(a.Ties, 2)
	switch a.Ties.Print.Of {
	case evaluation.PrintedPoints:
		text, gap := accountPointsEven, stats.Round(x.PointsGap, digits.total)
		switch {
		case gap > 0:
			text = accountPointsOver
		case gap < 0:
			text = accountPointsUnder
		}
		return Sentence(text, Decimal(x.Points, digits.total), Decimal(math.Abs(gap), digits.total))
	case evaluation.PrintedScores:
		of := digits.of(x.Measured)
		return Sentence(accountScore, Decimal(x.Score, of), Decimal(x.MedianScore, of))
	}
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
