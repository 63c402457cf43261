package report

import (
	"math"
	"strconv"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// study is a document with what its parts have in common, found once.
type study struct {
	Document
	View
	explained  []evaluation.Explanation // of each place
	dimensions []indicators.Indicator   // below the root
	additive   bool                     // all dimensions give points
	anchors    map[string]string        // of the pages of counties, by code
	raised     map[string][2]int        // by code, figures that are imputed and that are under query
}

// section is a part of the page.
type section struct {
	ID     string
	Title  tables.Text
	Blocks []block
}

// block is one thing of a section: what of it is given.
type block struct {
	Heading tables.Text
	Text    tables.Text
	List    []tables.Text
	Figure  Figure
	Sheet   *tables.Sheet
	Folded  bool    // the sheet stands behind a click
	Rows    *extras // of the sheet
	Wide    bool    // it can be sorted and filtered
	Cards   []card
	Beside  [][]block // each beside the other, where there is room
}

// extras are what stands beside the rows of a sheet.
type extras struct {
	Link []string      // the address of what a row is about; "": none
	Bars []Bar         // a bar behind it
	Cuts []tables.Text // a border below it
	Most float64       // the end of the scale of bars
}

// card is the page of one county.
type card struct {
	ID     string
	Title  tables.Text
	Blocks []block
}

func prepared(d Document, v View) (*study, error) {
	if err := d.check(); err != nil {
		return nil, err
	}
	s := &study{Document: d, View: v, anchors: map[string]string{}, raised: map[string][2]int{}}
	s.dimensions = d.Result.Prepared.Framework().Root().Children
	places := d.Ranking.Places
	s.explained = make([]evaluation.Explanation, len(places))
	errs := make([]error, len(places))
	basis.Each(len(places), basis.Large, func(i int) {
		s.explained[i], errs[i] = d.Result.Explain(d.Ranking, places[i].Unit.Code)
	})
	if err := basis.JoinErrors(errs...); err != nil {
		return nil, err
	}
	s.additive = true
	for i, ex := range s.explained {
		s.anchors[places[i].Unit.Code] = "u" + strconv.Itoa(i+1)
		for _, p := range ex.Parts {
			if p.Depth == 1 && !p.Additive {
				s.additive = false
			}
		}
	}
	s.marks()
	return s, nil
}

// marks counts the figures of each unit that are imputed or under query.
func (s *study) marks() {
	t := s.Result.Prepared
	for _, in := range t.Framework().Measured() {
		for i, mark := range t.Marks(in.Code).All() {
			code := t.Unit(i).Code
			n := s.raised[code]
			switch mark {
			case indicators.Imputed:
				n[0]++
			case indicators.Open:
				n[1]++
			}
			s.raised[code] = n
		}
	}
}

// series are the names of the parts of bars: the dimensions, and points of rulings if there
// are any.
func (s *study) series() []tables.Text {
	var out []tables.Text
	if !s.additive {
		return []tables.Text{headScore}
	}
	for _, in := range s.dimensions {
		out = append(out, tables.IndicatorName(in))
	}
	if s.given() {
		out = append(out, wordGiven)
	}
	return out
}

// given reports whether rulings gave points to anybody.
func (s *study) given() bool {
	for _, ex := range s.explained {
		if len(ex.Adjustment.Items) > 0 {
			return true
		}
	}
	return false
}

// bar is the bar of a place: the points of the dimensions, which add up to its score.
func (s *study) bar(i int) Bar {
	p := s.Ranking.Places[i]
	b := Bar{Label: tables.UnitName(p.Unit), Total: s.score(p)}
	if !s.additive {
		b.Parts = []float64{p.Score}
		return b
	}
	for _, part := range s.explained[i].Parts {
		if part.Depth == 1 {
			b.Parts = append(b.Parts, part.Points)
		}
	}
	if s.given() {
		b.Parts = append(b.Parts, s.explained[i].Adjustment.Given)
	}
	return b
}

// score is a score with its published digits.
func (s *study) score(p evaluation.Place) tables.Cell { return tables.Decimal(p.Score, s.digits()) }

// most is the end of the scale of scores: 100 for those from 0 to 100.
func (s *study) most() float64 {
	most := 0.0
	for _, p := range s.Ranking.Places {
		if !math.IsNaN(p.Score) {
			most = max(most, p.Score)
		}
	}
	if most > 50 && most <= 100 {
		return 100
	}
	return most
}

// cuts are the borders of grades below places.
func (s *study) cuts() map[string]tables.Text {
	out := map[string]tables.Text{}
	for _, b := range s.Ranking.Borders() {
		out[b.Above.Unit.Code] = tables.Sentence(textBorder, tables.Same(b.Above.ByQuota()), tables.Same(b.Below.ByQuota()), tables.Decimal(b.Gap, s.digits()))
	}
	return out
}

// sections are all parts that the report has.
func (s *study) sections() ([]section, error) {
	var out []section
	for _, part := range []struct {
		of   Part
		id   string
		name tables.Text
		make func() ([]block, error)
	}{
		{Brief, "brief", partBrief, s.brief},
		{Places, "places", partPlaces, s.places},
		{Groups, "groups", partGroups, s.groups},
		{Tree, "tree", partTree, s.tree},
		{Indicators, "indicators", partIndicators, s.indicators},
		{Flow, "flow", partFlow, s.flow},
		{Pools, "pools", partPools, s.pools},
		{Robustness, "robustness", partRisk, s.risk},
		{Counties, "counties", partCounties, s.counties},
		{Background, "background", partBackground, s.background},
	} {
		if part.of == Counties {
			out = append(out, s.more()...)
		}
		if !s.has(part.of) {
			continue
		}
		blocks, err := part.make()
		if err != nil {
			return nil, err
		}
		if len(blocks) > 0 {
			out = append(out, section{part.id, part.name, blocks})
		}
	}
	return out, nil
}
