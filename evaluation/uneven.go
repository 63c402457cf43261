package evaluation

import (
	"math"

	"github.com/countyeval/countyeval/evaluation/internal/printed"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/stats"
)

// Uneven is a node whose score, rounded by itself, is not what the weighted sum of the
// rounded scores of its children rounds to.
type Uneven struct {
	Code  string  `json:"code"`
	Units int     `json:"units"` // of how many units
	Most  float64 `json:"most"`  // by how much at most
}

// MarshalJSON writes the record by [basis.Marshal]: NaN is null.
func (u Uneven) MarshalJSON() ([]byte, error) { return basis.Marshal(u, basis.Kinds{}) }

// UnmarshalJSON reads what MarshalJSON writes.
func (u *Uneven) UnmarshalJSON(data []byte) error { return basis.Unmarshal(data, u, basis.Kinds{}) }

// Uneven lists, in pre-order, the nodes whose scores nobody can compute again from the
// printed ones of their children, if all scores are rounded to so many decimals one by
// one: what [PrintedScores] avoids. The root is looked at before rulings, nodes that are no
// weighted sum are left out, and of a flat model the root alone is looked at.
func (r *Result) Uneven(digits int) []Uneven {
	n, q := len(r.classOf), len(r.tree.nodes)
	alone := make([][]float64, q)
	for at := range alone {
		alone[at] = make([]float64, n)
		for i, x := range r.base(at) {
			alone[at][i] = stats.Round(x, digits)
		}
	}
	units, most := make([]int, q), make([]float64, q)
	work := printed.New(r.tree.framework, r.Model.Flat, printed.Choice{Digits: digits, Leaf: digits}).Work()
	for c, class := range r.classes {
		nodes, err := r.made(class)
		if err != nil {
			continue // cannot be: all classes were weighed
		}
		of := alone
		if r.rows != nil {
			of = gathered(alone, r.rows[c])
		}
		for at := range nodes {
			again, ok := work.Again(of, at, nodes[at])
			for i := range again {
				if by := math.Abs(printed.Add(again[i], -of[at][i], digits)); ok && by > 0 {
					units[at]++
					most[at] = max(most[at], by)
				}
			}
		}
	}
	var out []Uneven
	for at, count := range units {
		if count > 0 {
			out = append(out, Uneven{r.tree.names[at], count, most[at]})
		}
	}
	return out
}
