package report

import (
	"math"
	"slices"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive/scrutiny"
	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/normalize"
	"github.com/countyeval/countyeval/indicators/stats"
	"github.com/countyeval/countyeval/weights"
)

// groups shows the ranks by class and region, and the sums of awards.
func (s *study) groups() ([]block, error) {
	out := s.maps()
	for _, by := range []struct {
		heading string
		title   tables.Text
		name    func(indicators.Unit) tables.Text
	}{
		{"class", figureByClass, tables.ClassName},
		{"region", figureByRegion, tables.RegionName},
	} {
		f := Strip{Caption: Caption{Title: by.title, Unit: headRank}, Lo: 1, Hi: float64(max(s.Ranking.Ranked(), 2)), Falls: true}
		at := map[string]int{}
		for _, p := range s.Ranking.Places {
			label, _ := p.Unit.Attribute(by.heading)
			if label == "" || p.Rank == 0 {
				continue
			}
			k, ok := at[label]
			if !ok {
				k = len(f.Rows)
				at[label] = k
				f.Rows = append(f.Rows, StripRow{Label: by.name(p.Unit)})
			}
			f.Rows[k].Points = append(f.Rows[k].Points, StripPoint{Label: tables.UnitName(p.Unit), Value: float64(p.Rank), Cell: tables.Integer(p.Rank)})
		}
		if len(f.Rows) < 2 {
			continue
		}
		out = append(out, block{Figure: f})
		for _, a := range s.Awards {
			sums, err := scrutiny.Sums(a, by.heading)
			if err != nil {
				return nil, err
			}
			sheet, err := tables.Sums(sums, tables.Both(by.heading, tables.OwnTexts()[by.heading]))
			if err != nil {
				return nil, err
			}
			out = append(out, block{Sheet: &sheet, Folded: true})
		}
	}
	return out, nil
}

// tree shows the framework with its weights.
func (s *study) tree() ([]block, error) {
	_, global := s.Result.Weights(s.Ranking.Places[0].Unit.Code)
	importance := s.importance()
	f := Icicle{Caption: Caption{Title: figureTree, Unit: tables.Same("%")}}
	for i, p := range s.explained[0].Parts {
		n := IcicleNode{Label: tables.IndicatorName(p.Indicator), Depth: p.Depth, Weight: 100 * global[i]}
		if x, ok := importance[p.Indicator.Code]; ok {
			n.Importance = tables.Decimal(x, 1)
		}
		f.Nodes = append(f.Nodes, n)
	}
	sheet := tables.Weights(s.Result, 4)
	out := []block{{Figure: f}}
	if len(importance) > 0 {
		out = append(out, block{Text: noteImportance})
	}
	if s.Result.Model.ByClass {
		out = append(out, block{Text: noteByClass})
	}
	return append(out, block{Sheet: &sheet, Folded: true}), nil
}

// importance is which share of the variance of the total each dimension explains, in per
// cent of their sum; nothing where it cannot be said.
func (s *study) importance() map[string]float64 {
	if s.Result.Model.ByClass || s.Result.Model.Flat {
		return nil
	}
	g, w, err := s.Result.Group(s.Result.Prepared.Framework().Root().Code, "")
	if err != nil {
		return nil
	}
	of, err := weights.Importance(g, w, s.Result.Scores("").Copy())
	if err != nil {
		return nil
	}
	out := map[string]float64{}
	for _, x := range of {
		if !math.IsNaN(x.Share) {
			out[x.Code] = 100 * x.Share
		}
	}
	return out
}

// indicators shows each indicator, and how they go together.
func (s *study) indicators() ([]block, error) {
	t := s.Result.Prepared
	sheet := tables.Scales(s.Result)
	out := []block{{Sheet: &sheet}}
	measured := t.Framework().Measured()
	for _, in := range measured {
		f := Strip{Caption: Caption{Title: tables.IndicatorName(in), Unit: s.unit(in), Source: tables.Same(in.Source)}}
		row := StripRow{Label: f.Title.Of(f.Unit)}
		marks := t.Marks(in.Code)
		for i, x := range t.Column(in.Code).All() {
			if !math.IsNaN(x) {
				hollow := marks.At(i) == indicators.Imputed || marks.At(i) == indicators.Treated
				row.Points = append(row.Points, StripPoint{Label: tables.UnitName(t.Unit(i)), Value: x, Cell: tables.Figure(x), Hollow: hollow})
			}
		}
		f.Rows = []StripRow{row}
		f.Lines = posts(s.Result.Scales[in.Code])
		out = append(out, block{Figure: f})
	}
	heat, pair := s.alike(measured)
	if len(heat.Rows) > 1 {
		out = append(out, block{Figure: heat})
	}
	pairs := s.Pairs
	if len(pairs) == 0 && pair[0] != "" {
		pairs = [][2]string{pair}
	}
	for _, p := range pairs {
		out = append(out, block{Figure: s.against(p)})
	}
	return out, nil
}

// posts are the zero point and the full point of a scale, if it is linear.
func posts(scale normalize.Scale) []StripLine {
	if c, ok := scale.(normalize.ClipScale); ok {
		scale = c.Of
	}
	l, ok := scale.(normalize.LinearScale)
	if !ok {
		return nil
	}
	lines := []StripLine{
		{tables.Sentence(linePost, tables.Short(l.Lo)), l.From, tables.Figure(l.From)},
		{tables.Sentence(linePost, tables.Short(l.Hi)), l.To, tables.Figure(l.To)},
	}
	if l.From > l.To {
		slices.Reverse(lines)
	}
	return lines
}

// alike is the heat map of correlations of scores, and the pair of different dimensions
// that is most alike.
func (s *study) alike(measured []indicators.Indicator) (Heat, [2]string) {
	f := Heat{Caption: Caption{Title: figureAlike}, Digits: 2}
	var dims []int
	for k, d := range s.dimensions {
		n := len(d.Leaves())
		if k > 0 {
			f.Blocks = append(f.Blocks, len(dims))
		}
		dims = append(dims, slices.Repeat([]int{k}, n)...)
	}
	var pair [2]string
	most := 0.0
	scores := make([][]float64, len(measured))
	for i, in := range measured {
		f.Rows = append(f.Rows, tables.Sentence(tables.Same("%s %d"), tables.IndicatorName(in), i+1))
		f.Columns = append(f.Columns, tables.Sentence(tables.Same("%d"), i+1))
		scores[i] = s.Result.Scores(in.Code).Copy()
	}
	f.Values = make([][]float64, len(measured))
	for i := range measured {
		f.Values[i] = make([]float64, len(measured))
		f.Values[i][i] = 1
		for j := range i {
			x := spearman(scores[i], scores[j])
			f.Values[i][j], f.Values[j][i] = x, x
			if i < len(dims) && dims[i] != dims[j] && math.Abs(x) > most {
				most, pair = math.Abs(x), [2]string{measured[j].Code, measured[i].Code}
			}
		}
	}
	return f, pair
}

// spearman is the rank correlation over the units that have both; NaN if there is none.
func spearman(x, y []float64) float64 {
	var a, b []float64
	for i := range x {
		if !math.IsNaN(x[i]) && !math.IsNaN(y[i]) {
			a, b = append(a, x[i]), append(b, y[i])
		}
	}
	r, err := stats.Spearman(a, b)
	if err != nil {
		return math.NaN()
	}
	return r
}

// against sets two indicators against each other.
func (s *study) against(codes [2]string) Figure {
	t := s.Result.Prepared
	a, _ := t.Framework().Find(codes[0])
	b, _ := t.Framework().Find(codes[1])
	name := func(in indicators.Indicator) tables.Text { return tables.IndicatorName(in).Of(s.unit(in)) }
	f := Scatter{Caption: Caption{Title: tables.Sentence(figureAgainst, tables.IndicatorName(a), tables.IndicatorName(b))}, X: name(a), Y: name(b)}
	y := t.Column(b.Code)
	for i, x := range t.Column(a.Code).All() {
		if !math.IsNaN(x) && !math.IsNaN(y.At(i)) {
			f.Points = append(f.Points, ScatterPoint{Label: tables.UnitName(t.Unit(i)), X: x, Y: y.At(i), CX: tables.Figure(x), CY: tables.Figure(y.At(i))})
		}
	}
	return f
}

// flow shows the ranks beside those of the rivals, and who moves.
func (s *study) flow() ([]block, error) {
	if len(s.Rivals) == 0 {
		return nil, nil
	}
	const last = 40
	f := Bump{Caption: Caption{Title: figureFlow, Unit: headRank}, Stages: []tables.Text{wordHere}, Last: last}
	var out []block
	for _, r := range s.Rivals {
		f.Stages = append(f.Stages, r.Name)
	}
	for _, p := range s.Ranking.Places {
		l := BumpLine{Label: tables.UnitName(p.Unit), Ranks: []int{p.Rank}}
		for _, r := range s.Rivals {
			q, _ := r.Ranking.Find(p.Unit.Code)
			l.Ranks = append(l.Ranks, q.Rank)
			l.Strong = l.Strong || q.Rank > 0 && math.Abs(float64(q.Rank-p.Rank)) >= 5
		}
		if slices.ContainsFunc(l.Ranks, func(k int) bool { return k > 0 && k <= last }) {
			f.Lines = append(f.Lines, l)
		}
	}
	out = append(out, block{Figure: f})
	for _, r := range s.Rivals {
		c, err := evaluation.Compare(s.Ranking, r.Ranking)
		if err != nil {
			return nil, err
		}
		sheet := tables.Comparison(c)
		sheet.Title = tables.Sentence(figureAgainst, wordHere, r.Name)
		out = append(out, block{Sheet: &sheet, Folded: true})
	}
	return out, nil
}
