package evaluation

import (
	"errors"
	"math"
	"slices"

	"github.com/countyeval/countyeval/evaluation/aggregate"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/normalize"
	"github.com/countyeval/countyeval/indicators/stats"
)

// Explanation is every number behind one unit's place.
type Explanation struct {
	Place  Place     `json:"place"`
	Ranked int       `json:"ranked"` // number of units ranked
	Ties   Ties      `json:"ties"`   // of the ranking; what they print of the parts stands in them
	Above  *Neighbor `json:"above"`  // the unit just above; nil for the first
	Below  *Neighbor `json:"below"`  // the unit just below; nil for the last
	Parts  []Part    `json:"parts"`  // the q nodes in pre-order, root first

	// Rulings are those about the unit. Adjustment is what they did to its score;
	// without any points its Before and After are the score. Without is the unit's
	// place if no points had been added to anybody, ranked among the same units;
	// Rank 0 if it is not ranked.
	Rulings    []Ruling   `json:"rulings,omitzero"`
	Adjustment Adjustment `json:"adjustment"`
	Without    Place      `json:"without,omitzero"`
}

// Neighbor is the unit just above or below, and by how much its score differs
// (0 or more).
type Neighbor struct {
	Place Place   `json:"place"`
	Gap   float64 `json:"gap"`
}

// Part is one node of an explanation. The fields about values are those of a
// measured indicator.
type Part struct {
	Indicator indicators.Indicator `json:"indicator"` // its Children are left out; Measured tells a leaf
	Measured  bool                 `json:"measured,omitzero"`
	Depth     int                  `json:"depth"` // 0 for the root

	Raw          float64         `json:"raw"` // as read, or as first computed; NaN: missing
	Mark         indicators.Mark `json:"mark"`
	Prepared     float64         `json:"prepared"`              // what was scored
	Lack         basis.Text      `json:"lack,omitzero"`         // why nothing was, as far as a step said so ([indicators.Table.Lack])
	Confidential bool            `json:"confidential,omitzero"` // the cell is confidential, as read or as scored
	Done         []Done          `json:"done,omitzero"`         // what steps did to the cell, in order
	Scale        basis.Text      `json:"scale,omitzero"`        // the formula of the scale

	Score  float64 `json:"score"`  // NaN: the unit has none
	Local  float64 `json:"local"`  // weight among the siblings
	Global float64 `json:"global"` // weight in the root

	// NotCounted says why the node counts for nothing in the unit's score: weight 0, or
	// it does not apply to the unit ([Result.Applies]), or a [aggregate.Present] left out
	// what is missing. No words if it counts. What its siblings count then is in Local.
	NotCounted basis.Text `json:"not_counted,omitzero"`

	// Additive says whether every aggregator on the way up is additive. Then
	// Points is what the node contributes to the root's score before rulings:
	// those of the measured indicators sum to it, and with Adjustment.Given to the
	// score. All of the root's own figures are before rulings too.
	//
	// Under [PrintedPoints] they are the printed ones, whose sums are exact in decimals
	// at every node, and the root's Score is its points. Under [PrintedScores] Score is
	// the printed one, and points sum to it only but for rounding.
	Additive bool    `json:"additive,omitzero"`
	Points   float64 `json:"points"`

	// MedianScore is the median (quantile type 7) of the node's scores over the
	// ranked units that have one: the score of a county in the
	// middle. Gap is Score minus MedianScore, PointsGap the same in points of the
	// root.
	MedianScore float64 `json:"median_score"`
	Gap         float64 `json:"gap"`
	PointsGap   float64 `json:"points_gap"`
}

// Done is what one step did to one cell.
type Done struct {
	Step basis.Text `json:"step"`
	Was  float64    `json:"was"`
	Is   float64    `json:"is"`
	Why  basis.Text `json:"why"`
}

// Explain gives every number behind the place of a unit, by code, in a ranking
// of this result's root. The units that in ranks are those it is compared with. A ranking
// of another result, whose scores are others, is refused.
func (r *Result) Explain(in Ranking, unit string) (Explanation, error) {
	row, ok := r.Prepared.Row(unit)
	at := slices.IndexFunc(in.Places, func(p Place) bool { return p.Unit.Code == unit })
	if why := r.left(unit); !why.IsZero() && !ok {
		return Explanation{}, &indicators.InputError{Unit: unit, Err: basis.Errorf("%w: it left the evaluation: %v", basis.ErrUnknown, why)}
	}
	if slices.ContainsFunc(in.Apart, func(p Place) bool { return p.Unit.Code == unit }) {
		return Explanation{}, &indicators.InputError{Unit: unit, Err: basis.Errorf("%w: not in the ranking, since it stands apart", basis.ErrUnknown)}
	}
	if !ok || at < 0 {
		return Explanation{}, &indicators.InputError{Unit: unit, Err: basis.Errorf("%w: not in the ranking", basis.ErrUnknown)}
	}
	if in.Code != r.tree.names[0] {
		return Explanation{}, &indicators.InputError{Unit: unit, Indicator: in.Code, Err: basis.Errorf("%w: the ranking is not that of the root %s", ErrModel, r.tree.names[0])}
	}
	parts, err := in.Ties.parts(r)
	if err != nil {
		return Explanation{}, err
	}
	if err := r.ranked(in, parts); err != nil {
		return Explanation{}, err
	}
	if in.Own {
		in = in.Class(in.Places[at].Unit.Class)
		at = slices.IndexFunc(in.Places, func(p Place) bool { return p.Unit.Code == unit })
	}
	ex := Explanation{Place: in.Places[at], Ranked: in.Ranked(), Ties: in.Ties}
	if ex.Place.Rank > 0 {
		ex.Above, ex.Below = in.neighbor(at, at-1), in.neighbor(at, at+1)
	}
	rows, err := r.rankedRows(in)
	if err != nil {
		return Explanation{}, err
	}
	if err := r.explainRulings(&ex, in, row); err != nil {
		return Explanation{}, err
	}
	factors, additive, err := r.factors(row)
	if err != nil {
		return Explanation{}, err
	}
	local, global := r.Weights(unit)
	ex.Parts = make([]Part, len(r.tree.nodes))
	for i := range ex.Parts {
		p := Part{Indicator: r.tree.nodes[i], Local: local[i], Global: global[i], Additive: additive[i], NotCounted: r.whyNot(row, i)}
		scores := r.explained(parts, i)
		p.Score = scores[row]
		p.Measured, p.Indicator.Children = p.Indicator.Measured(), nil
		if up := r.tree.parent[i]; up >= 0 {
			p.Depth = ex.Parts[up].Depth + 1
		}
		sample := make([]float64, 0, len(rows))
		for _, other := range rows {
			if x := scores[other]; !math.IsNaN(x) {
				sample = append(sample, x)
			}
		}
		p.MedianScore = math.NaN()
		if len(sample) > 0 {
			if p.MedianScore, err = stats.Median(sample); err != nil {
				return Explanation{}, basis.Errorf("median of %s: %w", r.tree.names[i], err)
			}
		}
		p.Gap = p.Score - p.MedianScore
		if p.Additive && factors[i] != 0 { // a missing child has no score, and no points
			p.Points, p.PointsGap = float64(factors[i]*p.Score), float64(factors[i]*p.Gap)
		}
		if in.Ties.Print.Of == PrintedPoints {
			p.Additive, p.Points = true, parts.Of[i][row]
			if math.IsNaN(p.Points) {
				p.Points = 0
			}
		}
		if p.Measured {
			r.explainValue(&p, unit)
		}
		ex.Parts[i] = p
	}
	return ex, nil
}

// ranked refuses a ranking whose scores are not those of the root.
func (r *Result) ranked(in Ranking, parts *PrintedParts) error {
	total := func(row int) float64 { return in.Ties.round(r.scores[0][row]) }
	if parts != nil {
		total = func(row int) float64 { return parts.column(0)[row] }
	}
	n, first := 0, -1
	for i, p := range in.Places {
		row, ok := r.Prepared.Row(p.Unit.Code)
		if x := total(max(row, 0)); ok && (p.Score == x || p.Score != p.Score && x != x) {
			continue
		}
		if n++; first < 0 {
			first = i
		}
	}
	if n == 0 {
		return nil
	}
	p := in.Places[first]
	row, ok := r.Prepared.Row(p.Unit.Code)
	if !ok {
		return &indicators.InputError{Unit: p.Unit.Code, Err: basis.Errorf("%w: ranked, but not in this result", basis.ErrUnknown)}
	}
	return &indicators.InputError{Unit: p.Unit.Code, Err: basis.Errorf("%w: the ranking is of another result: it has the score %v, and this result %v (%d of %d scores differ)",
		ErrModel, p.Score, total(row), n, len(in.Places))}
}

func (r Ranking) neighbor(at, other int) *Neighbor {
	if other < 0 || other >= len(r.Places) || r.Places[other].Rank == 0 {
		return nil
	}
	return &Neighbor{r.Places[other], r.Ties.round(math.Abs(r.Places[other].Score - r.Places[at].Score))}
}

// rankedRows returns the rows of the ranked units.
func (r *Result) rankedRows(in Ranking) ([]int, error) {
	var rows []int
	for _, p := range in.Places {
		if p.Rank == 0 {
			continue
		}
		row, ok := r.Prepared.Row(p.Unit.Code)
		if !ok {
			return nil, &indicators.InputError{Unit: p.Unit.Code, Err: basis.Errorf("%w: ranked, but not in this result", basis.ErrUnknown)}
		}
		rows = append(rows, row)
	}
	return rows, nil
}

// factors gives, for each node, what a point of its score is worth in the root,
// and whether that can be said.
func (r *Result) factors(row int) (factors []float64, additive []bool, err error) {
	q := len(r.tree.nodes)
	factors, additive = make([]float64, q), make([]bool, q)
	factors[0], additive[0] = 1, true
	class := r.classes[r.class(row)]
	for at := range q {
		if len(r.tree.children[at]) == 0 || r.Model.Flat && at > 0 || !additive[at] {
			continue
		}
		add, ok := r.aggregator(at).(aggregate.Additive)
		if !ok {
			continue
		}
		g, w, err := r.Group(r.tree.names[at], class)
		if err != nil {
			return nil, nil, err
		}
		i := row
		if r.rows != nil {
			i = slices.Index(r.rows[r.class(row)], row)
		}
		if units, all := g.Applying(w); !all {
			g, i = g.Units(units), slices.Index(units, i)
		}
		e := make([]float64, len(w))
		if i >= 0 { // it applies to the unit
			err = add.EffectiveWeights(e, g, w, i)
		}
		if errors.Is(err, aggregate.ErrNotAdditive) {
			continue
		}
		if err != nil {
			return nil, nil, basis.Errorf("points of the children of %s: %w", g.Parent, err)
		}
		children := r.tree.children[at]
		if r.Model.Flat {
			children = r.tree.leaves
		}
		for j, child := range children {
			factors[child], additive[child] = float64(factors[at]*e[j]), true
		}
	}
	if r.Model.Flat {
		r.flatFactors(row, factors, additive)
	}
	return factors, additive, nil
}

// flatFactors gives a node between the root and the leaves of a flat model its
// share: since its score is the mean of its leaves by their weights, that is the
// sum of these.
func (r *Result) flatFactors(row int, factors []float64, additive []bool) {
	switch a := r.aggregator(0).(type) {
	case aggregate.Arithmetic:
	case aggregate.Present:
		if _, ok := a.Of.(aggregate.Arithmetic); !ok && a.Of != nil {
			return
		}
	default:
		return
	}
	_, global := r.Weights(r.Prepared.Unit(row).Code)
	for at := 1; at < len(global); at++ {
		if len(r.tree.children[at]) > 0 {
			factors[at], additive[at] = global[at], true
		}
	}
}

// explainValue fills in what is known of a measured indicator's value.
func (r *Result) explainValue(p *Part, unit string) {
	code := p.Indicator.Code
	p.Raw, _ = r.Raw.Value(unit, code)
	p.Prepared, p.Mark = r.Prepared.Value(unit, code)
	p.Lack = r.Prepared.Lack(unit, code)
	p.Confidential = r.confidential(unit, code)
	p.Scale = scaleText(r.Scales[code])
	for _, s := range r.Stages {
		p.Done = append(p.Done, changes(s, unit, code)...)
		if p.Indicator.Computed && len(p.Done) == 0 && math.IsNaN(p.Raw) {
			p.Raw, _ = s.Table.Value(unit, code)
		}
	}
}

// scaleText is the formula of a scale; one of the caller's that has no text of its own is
// taken at its word.
func scaleText(s normalize.Scale) basis.Text {
	if s == nil { // not counted
		return basis.Text{}
	}
	if w, ok := s.(basis.Worded); ok {
		return w.Text()
	}
	return basis.Textf("%s", s.String())
}

// confidential reports whether the figure of a measured indicator is, as read or as
// scored.
func (r *Result) confidential(unit, code string) bool {
	for _, t := range []*indicators.Table{r.Raw, r.Prepared} {
		if row, ok := t.Row(unit); ok && t.Has(code) && t.Confidential(code).At(row) {
			return true
		}
	}
	return false
}

func changes(s indicators.Stage, unit, code string) []Done {
	var out []Done
	for _, c := range s.Changes {
		if c.Unit == unit && c.Indicator == code {
			out = append(out, Done{s.Name, c.Was, c.Is, c.Why})
		}
	}
	return out
}
