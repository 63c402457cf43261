package report

import (
	"math"
	"slices"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/stats"
)

// reference is what a county is set beside: the median and the best of its class on each
// node.
type reference struct{ median, best []float64 }

// counties is a page for each county.
func (s *study) counties() ([]block, error) {
	by := map[string]*reference{}
	var cards []card
	for i, p := range s.Ranking.Places {
		if s.only != "" && p.Unit.Code != s.only {
			continue
		}
		ref := by[p.Unit.Class]
		if ref == nil {
			var err error
			if ref, err = s.reference(p.Unit.Class); err != nil {
				return nil, err
			}
			by[p.Unit.Class] = ref
		}
		c, err := s.county(i, ref)
		if err != nil {
			return nil, err
		}
		cards = append(cards, c)
	}
	return []block{{Cards: cards}}, nil
}

func (s *study) reference(class string) (*reference, error) {
	r := &reference{}
	for k := range s.explained[0].Parts {
		var x []float64
		for i, p := range s.Ranking.Places {
			if v := s.explained[i].Parts[k].Score; p.Unit.Class == class && p.Rank > 0 && !math.IsNaN(v) {
				x = append(x, v)
			}
		}
		median, best := math.NaN(), math.NaN()
		if len(x) > 0 {
			var err error
			if median, err = stats.Median(x); err != nil {
				return nil, err
			}
			best = slices.Max(x)
		}
		r.median, r.best = append(r.median, median), append(r.best, best)
	}
	return r, nil
}

// county is the page of one county.
func (s *study) county(i int, ref *reference) (card, error) {
	ex := s.explained[i]
	p := ex.Place
	title := tables.UnitName(p.Unit)
	if p.Rank > 0 {
		title = tables.Sentence(cardTitle, p.Rank, title, s.score(p))
	}
	if p.Grade != "" {
		title = tables.Sentence(tables.Same("%s · %s"), title, tables.Same(p.Grade))
	}
	account := tables.Account{Explanation: ex, Scales: s.Result.Scales, Texts: s.Texts}
	c := card{ID: s.anchors[p.Unit.Code], Title: title, Blocks: []block{{Text: account.Position()}}}
	if !p.Out.IsZero() {
		c.Blocks = append(c.Blocks, block{Text: tables.Kept(p.Out)})
	}
	strong, weak := strengths(ex)
	for _, x := range []struct {
		say tables.Text
		of  []tables.Text
	}{{cardStrong, strong}, {cardWeak, weak}} {
		if len(x.of) > 0 {
			c.Blocks = append(c.Blocks, block{Text: tables.Sentence(x.say, tables.List(x.of...))})
		}
	}
	if lost := account.Lost(3); lost != (tables.Text{}) {
		c.Blocks = append(c.Blocks, block{Text: lost})
	}
	f := Dots{Caption: Caption{Title: tables.Sentence(figureDots, tables.UnitName(p.Unit))}, Digits: s.digits()}
	for k, part := range ex.Parts {
		f.Rows = append(f.Rows, DotsRow{Label: tables.IndicatorName(part.Indicator), Depth: part.Depth, Value: part.Score, Median: ref.median[k], Best: ref.best[k]})
	}
	if s.hundred() {
		f.Lo, f.Hi = 0, 100
	}
	sheet := s.account(ex)
	c.Blocks = append(c.Blocks, block{Figure: bare{f}}, block{Sheet: &sheet})
	near, err := s.neighbors(i)
	if err != nil {
		return c, err
	}
	ways, err := s.ways(p.Unit.Code)
	if err != nil {
		return c, err
	}
	c.Blocks = slices.Concat(c.Blocks, s.standing(p), []block{near}, ways)
	return s.awardsOf(c, p)
}

// account is the table of figures and points of a county, without what the report says
// elsewhere: the scales among the indicators, the neighbors in a table of their own.
func (s *study) account(ex evaluation.Explanation) tables.Sheet {
	if ex.Above, ex.Below = nil, nil; !s.has(Indicators) {
		return tables.Explanation(ex, s.digits())
	}
	parts := slices.Clone(ex.Parts)
	for k := range parts {
		parts[k].Scale = basis.Text{}
	}
	ex.Parts = parts
	return tables.Explanation(ex, s.digits())
}

// hundred reports whether all scores are from 0 to 100.
func (s *study) hundred() bool {
	for _, ex := range s.explained {
		for _, p := range ex.Parts {
			if p.Score < 0 || p.Score > 100 {
				return false
			}
		}
	}
	return true
}

// awardsOf adds why a county has its awards.
func (s *study) awardsOf(c card, p evaluation.Place) (card, error) {
	var pools [][]block
	for _, a := range s.Awards {
		lines, err := a.Explain(p.Unit.Code, s.Language)
		if err != nil {
			return c, err
		}
		var list []tables.Text
		for _, l := range lines {
			list = append(list, tables.Same(l))
		}
		pools = append(pools, []block{{Heading: poolName(a)}, {List: append(list, s.cliffs(a, p.Unit.Code)...)}})
	}
	c.Blocks = append(c.Blocks, block{Beside: pools})
	return c, nil
}

// strengths are the measured indicators on which a county is most above and below the
// median, three of each.
func strengths(ex evaluation.Explanation) (strong, weak []tables.Text) {
	of := slices.DeleteFunc(slices.Clone(ex.Parts), func(p evaluation.Part) bool { return !p.Measured || math.IsNaN(p.Gap) })
	slices.SortStableFunc(of, func(a, b evaluation.Part) int {
		switch {
		case a.Gap > b.Gap:
			return -1
		case a.Gap < b.Gap:
			return 1
		}
		return 0
	})
	say := func(p evaluation.Part) tables.Text {
		return tables.Sentence(tables.Same("%s %s"), tables.IndicatorName(p.Indicator), tables.Decimal(p.Gap, 1).Plus())
	}
	const most = 3
	for _, p := range of[:min(most, len(of))] {
		if p.Gap > 0 {
			strong = append(strong, say(p))
		}
	}
	slices.Reverse(of)
	for _, p := range of[:min(most, len(of))] {
		if p.Gap < 0 {
			weak = append(weak, say(p))
		}
	}
	return strong, weak
}

// bare is a figure whose numbers stand in a table beside it.
type bare struct{ Figure }

// unit is what an indicator is measured in.
func (s *study) unit(in indicators.Indicator) tables.Text {
	if in.Unit == "" {
		return tables.Text{}
	}
	return tables.Both(in.Unit, s.Texts[in.Unit])
}

// warnings are those of result, ranking and awards.
func (s *study) warnings() []error {
	out := slices.Concat(s.Result.Warnings, s.Ranking.Warnings)
	for _, a := range s.Awards {
		out = append(out, a.Warnings...)
	}
	return out
}

// background is the method, the sources, the warnings and the versions.
func (s *study) background() ([]block, error) {
	method := tables.Method(s.Result, s.Decision, s.Awards...)
	out := []block{{Sheet: &method}}
	sources := tables.SheetOf(titleSources, s.Result.Prepared.Framework().Measured(),
		tables.Of(tables.Column{Head: headIndicator}, func(in indicators.Indicator) tables.Cell { return tables.Words(tables.IndicatorName(in)) }).Keyed(),
		tables.Of(tables.Column{Head: headDefinition}, func(in indicators.Indicator) tables.Cell { return tables.Words(tables.Same(in.Definition)) }),
		tables.Of(tables.Column{Head: headPeriod}, func(in indicators.Indicator) tables.Cell { return tables.Words(tables.Same(in.Period)) }),
		tables.Of(tables.Column{Head: headDepartment}, func(in indicators.Indicator) tables.Cell { return tables.Words(tables.Same(in.Department)) }),
		tables.Of(tables.Column{Head: headSource}, func(in indicators.Indicator) tables.Cell { return tables.Words(tables.Same(in.Source)) }))
	out = append(out, block{Sheet: &sources})
	if len(s.Sources) > 0 {
		out = append(out, block{List: s.Sources})
	}
	if s.only == "" {
		if all := s.warnings(); len(all) > 0 {
			sheet := tables.Warnings(all)
			out = append(out, block{Sheet: &sheet})
		}
	}
	out = append(out, block{Text: tables.Sentence(textVersion, tables.Same(s.Result.Version), tables.Same(basis.Version))})
	if s.Digest != "" {
		out = append(out, block{Text: tables.Sentence(textDigest, tables.Same(s.Digest))})
	}
	return out, nil
}
