package tables

import (
	"math"
	"slices"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/stats"
)

// PrintedParts is what is printed of all nodes, a row a unit in the order of the table:
// points that add up to the total, or scores of which each is the weighted mean of the
// printed ones below it. The root is before rulings where these give points; the points and
// the total stand behind. p is of the result.
func PrintedParts(r *evaluation.Result, p evaluation.PrintedParts) Sheet {
	units := r.Prepared.AppendUnits(nil)
	row := map[string]int{}
	for i, u := range units {
		row[u.Code] = i
	}
	cell := func(of []float64, digits int) func(u indicators.Unit) Cell {
		return func(u indicators.Unit) Cell { return printedCell(of[row[u.Code]], digits) }
	}
	fields := unitFields(func(u indicators.Unit) indicators.Unit { return u })
	fields = append(fields, Of(left(headClass), func(u indicators.Unit) Cell { return Words(ClassName(u)) }).
		When(slices.ContainsFunc(units, func(u indicators.Unit) bool { return u.Class != "" })))
	digits := printedDigits(p.Ties, 4)
	for at, node := range r.Prepared.Framework().Nodes() {
		fields = append(fields, Of(point(IndicatorName(node)), cell(p.Of[at], digits.of(node.Measured()))))
	}
	if p.Given != nil {
		fields = append(fields, Of(point(headRulings), cell(p.Given, digits.total)), Of(point(headTotal), cell(p.Totals, digits.total)))
	}
	title, note := titleScores, notePrinted[p.Ties.Print.Of]
	if p.Ties.Print.Of == evaluation.PrintedPoints {
		title = headPoints
	}
	s := SheetOf(title, units, fields...)
	if note != (Text{}) {
		s.Note(note)
	}
	s.Note(saidAll(p.Warnings)...)
	return s
}

func printedCell(x float64, digits int) Cell {
	if math.IsNaN(x) {
		return Missing(Text{})
	}
	return Decimal(x, digits)
}

// decimals are those of measured indicators and of all others.
type decimals struct{ leaf, total int }

func (d decimals) of(measured bool) int {
	if measured {
		return d.leaf
	}
	return d.total
}

// printedDigits are the decimals that ties print of parts; digits if they say nothing of them.
func printedDigits(t evaluation.Ties, digits int) decimals {
	if published, ok, err := t.Published(); ok && err == nil && t.Print.Of != evaluation.TotalOnly {
		digits = published
	}
	out := decimals{digits, digits}
	if t.Print.Of == evaluation.PrintedScores && t.Print.Digits != nil {
		out.leaf = *t.Print.Digits
	}
	return out
}

// uneven says where points that are rounded one by one do not add up as they are printed,
// and by how much; no text if all do. Depths tell the tree.
func uneven(ex evaluation.Explanation, digits int) Text {
	if ex.Ties.Print.Of != evaluation.TotalOnly {
		return Text{}
	}
	p := math.Pow10(digits)
	last := func(x float64) float64 { return math.Round(stats.Round(x, digits) * p) } // in last digits
	told := func(sum, is float64) (Cell, Cell) {
		return Decimal(sum/p, digits), Decimal((sum-is)/p, digits).Plus()
	}
	var items []Text
	deep, leaves, all := false, 0, 0.0
	for i, x := range ex.Parts {
		if !x.Additive {
			continue
		}
		if x.Measured {
			leaves, all, deep = leaves+1, all+last(x.Points), deep || x.Depth > 1
			continue
		}
		sum, whole := 0.0, true
		for _, y := range ex.Parts[i+1:] {
			if y.Depth <= x.Depth {
				break
			}
			if y.Depth == x.Depth+1 {
				sum, whole = sum+last(y.Points), whole && y.Additive
			}
		}
		if is := last(x.Points); whole && sum != is {
			sum, more := told(sum, is)
			items = append(items, Sentence(unevenNode, IndicatorName(x.Indicator), sum, more))
		}
	}
	if len(ex.Parts) == 0 {
		return Text{}
	}
	missed := slices.ContainsFunc(ex.Parts, func(x evaluation.Part) bool { return x.Measured && !x.Additive })
	if is := last(ex.Parts[0].Points); deep && !missed && all != is {
		sum, more := told(all, is)
		items = append(items, Sentence(unevenAll, leaves, sum, more))
	}
	if a := ex.Adjustment; len(a.Items) > 0 && last(a.Before)+last(a.Given) != last(a.After) {
		sum, more := told(last(a.Before)+last(a.Given), last(a.After))
		items = append(items, Sentence(unevenRuled, sum, more))
	}
	if items == nil {
		return Text{}
	}
	return Sentence(noteUneven, List(items...))
}

// unevenScores says where scores that are rounded one by one are not what the printed
// scores below them give.
func unevenScores(r *evaluation.Result, digits int) Text {
	all := r.Uneven(digits)
	if len(all) == 0 {
		return Text{}
	}
	f := r.Prepared.Framework()
	return Sentence(noteUnevenScores, ListOf(all, func(x evaluation.Uneven) Text {
		in, _ := f.Find(x.Code)
		return Sentence(unevenScore, IndicatorName(in), x.Units, Decimal(x.Most, digits))
	}))
}

// Words of printed parts.
var (
	headRulings = Text{"rulings", "裁定加减分"}
	headTotal   = Text{"with rulings", "计入裁定后"}

	notePrinted = map[evaluation.Printed]Text{
		evaluation.PrintedPoints: {"Each total is the sum of the printed points.", "各级得分为所列各项得分之和。"},
		evaluation.PrintedScores: {"Each score is the weighted mean of the printed scores below it, rounded.", "各级得分为所列下级得分的加权平均，四舍五入。"},
	}
	noteUneven       = Text{"Figures are rounded one by one, so not all printed points add up: %s.", "各数分别四舍五入，部分所列分数相加有出入：%s。"}
	unevenNode       = Text{"those below %s come to %s (%s)", "%s各项相加为 %s（%s）"}
	unevenAll        = Text{"those of all %d indicators come to %s (%s)", "全部 %d 项指标相加为 %s（%s）"}
	unevenRuled      = Text{"the score before rulings and their points come to %s (%s)", "裁定前得分与加减分相加为 %s（%s）"}
	noteUnevenScores = Text{"Figures are rounded one by one, so the printed scores below it give another score for %s.", "各数分别四舍五入，按所列下级得分加权计算会有出入：%s。"}
	unevenScore      = Text{"%s (units: %d, by at most %s)", "%s（%d 个单位，最多差 %s）"}
)
