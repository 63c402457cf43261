package scrutiny

import (
	"math"

	"github.com/countyeval/countyeval/evaluation/incentive"
)

// A TheilGroup is one group of a [Decomposition].
type TheilGroup struct {
	Key    string           `json:"key"`
	N      int              `json:"n"`
	Total  incentive.Amount `json:"total"`
	TheilT float64          `json:"theil_t"` // inside the group; 0 where it has nothing
	TheilL float64          `json:"theil_l"`
}

// A Decomposition splits the Theil indices into what lies between groups and what
// lies within them:
//
//	T = sum_g s_g ln(m_g/m) + sum_g s_g T_g      s_g the share of the total
//	L = sum_g p_g ln(m/m_g) + sum_g p_g L_g      p_g the share of the counties
//
// with m_g the mean of group g; the first sum is between, the second within. A
// group that has nothing adds 0 to T and makes the part of L between groups +Inf;
// inside a group a county without anything makes L within +Inf.
//
// Source: A. F. Shorrocks (1980), The class of additively decomposable inequality
// measures, Econometrica 48, 613-625.
type Decomposition struct {
	Measure       incentive.Measure `json:"measure" unit:"of"` // of the amounts
	Groups        []TheilGroup      `json:"groups"`            // in the order in which the ranking first names them
	TheilT        float64           `json:"theil_t"`           // of all counties
	TheilL        float64           `json:"theil_l"`
	BetweenT      float64           `json:"between_t"`
	WithinT       float64           `json:"within_t"`
	BetweenL      float64           `json:"between_l"`
	WithinL       float64           `json:"within_l"`
	ShareBetweenT float64           `json:"share_between_t"` // BetweenT / TheilT; 0 if all have the same
}

// TheilBy decomposes the inequality of the awards by an attribute as in [Sums], such as
// the region: how much of it lies between prefectures. The errors are those of
// [InequalityOf] and, for the attribute, of [Sums].
func TheilBy(a *incentive.Allocation, who Who, by string) (Decomposition, error) {
	if err := checkAttribute(by); err != nil {
		return Decomposition{}, err
	}
	awards, err := over(a, who)
	if err != nil {
		return Decomposition{}, err
	}
	q, err := InequalityAmong(amounts(awards))
	if err != nil {
		return Decomposition{}, err
	}
	d := Decomposition{Measure: a.Pool.Measure, TheilT: q.TheilT, TheilL: q.TheilL}
	index, members := map[string]int{}, [][]incentive.Amount{}
	for _, w := range awards {
		key := attributeOf(w.Place, by)
		at, there := index[key]
		if !there {
			at = len(d.Groups)
			index[key] = at
			d.Groups, members = append(d.Groups, TheilGroup{Key: key}), append(members, nil)
		}
		members[at] = append(members[at], w.Amount)
	}
	for g := range d.Groups {
		d.add(&d.Groups[g], members[g], q)
	}
	if d.TheilT > 0 {
		d.ShareBetweenT = d.BetweenT / d.TheilT
	}
	return d, nil
}

// add measures a group and adds its parts to those of all.
func (d *Decomposition) add(g *TheilGroup, x []incentive.Amount, all Inequality) {
	g.N = len(x)
	p := float64(g.N) / float64(all.N)
	q, err := InequalityAmong(x)
	if err != nil { // all have 0: equal inside, nothing outside
		d.BetweenL = math.Inf(1)
		return
	}
	g.Total, g.TheilT, g.TheilL = q.Total, q.TheilT, q.TheilL
	s := float64(q.Total) / float64(all.Total)
	r := math.Log(q.mean() / all.mean())
	d.BetweenT += s * r
	d.WithinT += s * g.TheilT
	d.BetweenL -= p * r
	d.WithinL += p * g.TheilL
}
