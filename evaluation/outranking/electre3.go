package outranking

import (
	"iter"
	"math"

	"github.com/countyeval/countyeval/evaluation/aggregate"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/weights"
)

// ELECTREIII (elimination and choice that express reality, III) says how credible it is
// that a unit is at least as good as another one, and distills two orders from that.
// Behind by d = s_bj - s_aj on child j, with thresholds q_j <= p_j < v_j,
//
//	c_j(a,b) = 1 up to q_j, 0 from p_j on, linear between
//	D_j(a,b) = 0 up to p_j, 1 from v_j on, linear between
//	C(a,b)   = sum_j w_j c_j(a,b)
//	S(a,b)   = C(a,b) prod (1 - D_j(a,b)) / (1 - C(a,b))   over the j with D_j(a,b) > C(a,b)
//
// S is the credibility; one veto makes it 0, whatever the weights. [Distill] makes a
// descending and an ascending order of it. A unit is ahead of another in the end if it is
// ahead in one order and not behind in the other; if the two disagree, both are
// incomparable, which is a finding and no tie ([ELECTREIIISolution]). Units of one class
// of both orders are tied there, although neither need be as good as the other: that is
// seen in S alone.
//
// Since a score is one number, it is the number of units less the mean of the two places,
// ties at their mean place (the median of two is their mean): whoever is ahead has more,
// and two incomparable units may come to any order or to the same score. Who publishes a
// ranking by it should publish the incomparable pairs, too.
//
// Thresholds are those of all children that By does not name, and in the unit of the
// scores. The zero value counts every difference in full and has no veto. Scores within
// 1e-12 of the largest of a child are equal, and credibility has 12 decimals. Thresholds
// that grow with the score, which the method also knows, are not offered.
//
// A single unit is an error that wraps [basis.ErrConstant], thresholds out of order wrap
// [basis.ErrValue]; missing scores are refused. A key of By that is no indicator of the
// framework is an error of the evaluation. Where all units are equal all are tied.
//
// A higher score on a child can lower the unit's own place, since a distillation looks at
// the others again whenever one has been taken out. Units that come or go can reverse the
// order of others.
//
// Source: the formulas of J. Almeida Dias, J. R. Figueira and B. Roy, The software ELECTRE
// III-IV, methodology and user manual (version 3.x), working paper 4/2006, CEG-IST, as
// programs in use have them.
type ELECTREIII struct {
	Thresholds Thresholds            `json:"thresholds,omitzero"`
	By         map[string]Thresholds `json:"by,omitzero" names:"node"`
}

// Thresholds say what a difference on a child means. The zero value counts each in full.
type Thresholds struct {
	Indifference float64 `json:"indifference,omitzero"` // q: up to it a unit is as good as the other
	Preference   float64 `json:"preference,omitzero"`   // p, at least q: from it on it is not
	Veto         float64 `json:"veto,omitzero"`         // v, above p: from it on it cannot be as good, all in all; 0 is none
}

var (
	_ aggregate.Relative = ELECTREIII{}
	_ basis.Naming       = ELECTREIII{}
)

// RelativeToGroup implements [aggregate.Relative]: always.
func (ELECTREIII) RelativeToGroup() bool { return true }

// Names implements [basis.Naming]: the children of By.
func (e ELECTREIII) Names() iter.Seq[basis.Mention] { return basis.Keys(basis.AnyIndicator, e.By) }

// check refuses thresholds that are no numbers or out of order.
func (t Thresholds) check() error {
	veto := t.Veto
	if veto == 0 {
		veto = math.MaxFloat64
	}
	if !(t.Indifference >= 0 && t.Preference >= t.Indifference && veto > t.Preference && veto <= math.MaxFloat64) {
		return basis.Errorf("%w: thresholds of indifference %v, preference %v and veto %v are not 0 or more and ascending", basis.ErrValue, t.Indifference, t.Preference, t.Veto)
	}
	return nil
}

// concordance of a unit that is behind by d.
func (t Thresholds) concordance(d float64) float64 {
	switch {
	case d <= t.Indifference:
		return 1
	case d >= t.Preference:
		return 0
	}
	return (t.Preference - d) / (t.Preference - t.Indifference)
}

// discordance of a unit that is behind by d.
func (t Thresholds) discordance(d float64) float64 {
	switch {
	case t.Veto == 0 || d <= t.Preference:
		return 0
	case d >= t.Veto:
		return 1
	}
	return (d - t.Preference) / (t.Veto - t.Preference)
}

// Aggregate implements [aggregate.Aggregator].
func (e ELECTREIII) Aggregate(dst []float64, g weights.Group, w []float64) error {
	s, err := e.Solve(g, w)
	if err != nil {
		return err
	}
	if err := room(dst, len(s.Scores)); err != nil {
		return err
	}
	copy(dst, s.Scores)
	return nil
}

// Solve gives the credibility, both orders and the scores.
func (e ELECTREIII) Solve(g weights.Group, w []float64) (ELECTREIIISolution, error) {
	g, w, err := aggregate.Compared(g, w)
	if err != nil {
		return ELECTREIIISolution{}, err
	}
	var errs []error
	thresholds := make([]Thresholds, len(w))
	for j, code := range g.Codes {
		var ok bool
		if thresholds[j], ok = e.By[code]; !ok {
			thresholds[j] = e.Thresholds
		}
		if err := thresholds[j].check(); err != nil {
			errs = append(errs, basis.Errorf("%s: %w", code, err))
		}
	}
	if err := basis.JoinErrors(errs...); err != nil {
		return ELECTREIIISolution{}, err
	}
	n, _ := g.Scores.Dims()
	s := ELECTREIIISolution{Credibility: square(n)}
	basis.Each(n, n*n*len(w), func(a int) {
		against := make([]float64, len(w))
		for b := range n {
			var c float64
			for j, col := range g.Scores {
				d := col[b] - col[a]
				c += float64(w[j] * thresholds[j].concordance(d))
				against[j] = thresholds[j].discordance(d)
			}
			c = min(round(c), 1)
			credible := c
			for _, d := range against {
				if d > c {
					credible *= (1 - d) / (1 - c)
				}
			}
			s.Credibility[a][b] = round(credible)
		}
	})
	if s.Descending, s.Ascending, err = Distill(s.Credibility); err != nil {
		return ELECTREIIISolution{}, err
	}
	down, up := places(s.Descending), places(s.Ascending)
	for i := range n {
		s.Scores = append(s.Scores, float64(n)-(down[i]+up[i])/2)
	}
	return s, nil
}
