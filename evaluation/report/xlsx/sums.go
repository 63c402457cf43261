package xlsx

import (
	"math"
	"strconv"
	"strings"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/weights"
)

// rootColumn is the column of the root on the page of scores: the first of a number.
func (p *Page) rootColumn() int {
	for j, c := range p.Sheet.Columns {
		if c.Align == tables.Point {
			return j
		}
	}
	return -1
}

// summing finds which scores are weighted sums.
type summing struct {
	result  *evaluation.Result
	scores  *Page
	weights *Page
	root    int            // column of the root on the page of scores
	row     map[string]int // of a node on the page of weights, which is its number
	class   map[string]int // column of the local weights of a class there
	points  int            // units with points of rulings
}

// sum makes formulas of the scores that are weighted sums, and says of which they are.
func (r Report) sum(scores, weights *Page) error {
	s := &summing{result: r.Result, scores: scores, weights: weights, root: scores.rootColumn(), row: map[string]int{}, class: map[string]int{}}
	for i, code := range r.Result.Codes() {
		s.row[code] = i
	}
	for _, u := range r.Result.Prepared.Units() {
		if class := s.classOf(u); !has(s.class, class) {
			s.class[class] = weights.rootColumn() + 2*len(s.class) // local, global of each
		}
	}
	var sums, values []tables.Text
	for _, in := range r.Result.Prepared.Framework().Nodes() {
		if in.Measured() {
			continue
		}
		done, err := s.node(in)
		if err != nil {
			return err
		}
		if done {
			sums = append(sums, tables.IndicatorName(in))
		} else {
			values = append(values, tables.IndicatorName(in))
		}
	}
	if len(sums) > 0 {
		scores.Sheet.Note(tables.Sentence(noteSums, tables.List(sums...)))
	}
	if len(values) > 0 {
		scores.Sheet.Note(tables.Sentence(noteValues, tables.List(values...)))
	}
	if s.points > 0 {
		scores.Sheet.Note(tables.Sentence(notePoints, s.points))
	}
	return nil
}

func has[K comparable, V any](m map[K]V, key K) bool {
	_, ok := m[key]
	return ok
}

// classOf is the class that a unit is weighed in.
func (s *summing) classOf(u indicators.Unit) string {
	if s.result.Model.ByClass {
		return u.Class
	}
	return ""
}

// node makes formulas of the scores of a node if all of them are weighted sums.
func (s *summing) node(in indicators.Indicator) (done bool, err error) {
	root := s.row[in.Code] == 0
	if s.result.Model.Flat && !root {
		return false, nil
	}
	scores := s.result.Scores(in.Code)
	if root {
		scores = s.result.Before()
	}
	groups, err := s.groups(in.Code)
	if err != nil {
		return false, err
	}
	var formulas []Formula
	points := 0
	for i, u := range s.result.Prepared.Units() {
		class := s.classOf(u)
		g := groups[class]
		total := 0.0
		for j := range g.weights {
			total += float64(g.weights[j] * g.Scores[j][g.next])
		}
		g.next++
		f := s.formula(i, s.root+s.row[in.Code], g.Codes, s.class[class])
		if math.IsNaN(total) || !equal(total, scores.At(i)) || len(f.Text) > longest {
			return false, nil
		}
		if a, ok := s.result.Adjustment(u.Code); ok && root {
			points++
			f.Text += signed(a.Given)
		}
		formulas = append(formulas, f)
	}
	s.points += points
	s.scores.Formulas = append(s.scores.Formulas, formulas...)
	return true, nil
}

// longest is about how long a formula may be: 8,192 characters, in which %s is longer.
const longest = 3000

// group is what an aggregator saw of a class.
type group struct {
	weights.Group
	weights []float64
	next    int // row
}

// groups are the groups of a node by class.
func (s *summing) groups(code string) (map[string]*group, error) {
	out := make(map[string]*group, len(s.class))
	for class := range s.class {
		g, w, err := s.result.Group(code, class)
		if err != nil {
			return nil, err
		}
		out[class] = &group{Group: g, weights: w}
	}
	return out, nil
}

// signed is a number behind a sum.
func signed(x float64) string {
	text := strconv.FormatFloat(x, 'f', -1, 64)
	if !strings.HasPrefix(text, "-") {
		text = "+" + text
	}
	return text
}

// formula is the weighted sum of the scores of some nodes, by the weights of a class in
// percent: local ones, of a flat model those in the whole.
func (s *summing) formula(unit, column int, codes []string, local int) Formula {
	if s.result.Model.Flat {
		local++
	}
	f := Formula{Row: unit, Column: column}
	var terms []string
	for _, code := range codes {
		at := s.row[code]
		terms = append(terms, "%s*%s")
		f.Refs = append(f.Refs,
			Ref{Page: pageWeights.English, Row: at, Column: local, Fixed: true},
			Ref{Row: unit, Column: s.root + at})
	}
	f.Text = "(" + strings.Join(terms, "+") + ")/100"
	return f
}
