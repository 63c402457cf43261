package evaluation

import (
	"maps"

	"github.com/countyeval/countyeval/indicators/normalize"
	"github.com/countyeval/countyeval/weights"
)

// FrozenWeights are the weights of the result as a scheme that learns nothing: those of each
// node among its siblings, by code ([weights.Fixed]); of each class, if the model weighs
// by class ([weights.PerClass]). Under another year's data they stay as they are, so that
// a county moves by its figures alone. They can be written as any scheme.
//
// What counts for nothing in the result, such as the children of a dimension of weight
// 0, counts for nothing again, and its children the same among themselves. A class that the
// result does not have has no frozen weights and is refused ([basis.ErrWeights]), as is an
// indicator that has come since.
func (r *Result) FrozenWeights() weights.Scheme {
	by := make(map[string]weights.Scheme, len(r.classes))
	q := len(r.tree.nodes)
	for c, class := range r.classes {
		local, global := r.local[c*q:(c+1)*q], r.global[c*q:(c+1)*q]
		fixed := weights.Fixed{}
		if r.Model.Flat {
			for j, leaf := range r.tree.leaves {
				fixed[r.tree.leafCodes[j]] = global[leaf]
			}
			by[class] = fixed
			continue
		}
		for _, children := range r.tree.children {
			none := true
			for _, child := range children {
				none = none && local[child] == 0
			}
			for _, child := range children {
				if fixed[r.tree.names[child]] = local[child]; none {
					fixed[r.tree.names[child]] = 1
				}
			}
		}
		by[class] = fixed
	}
	if r.rows == nil {
		return by[r.classes[0]]
	}
	return weights.PerClass{Default: weights.Fixed{}, By: by}
}

// Frozen is the model of the result with its scales and weights in the place of the
// normalizer and the scheme that made them ([normalize.Frozen], [Result.FrozenWeights]): the
// same data give the same scores, to the last digits, and those of another year can be
// compared with them. Steps are as they were, and learn anew where they learn.
func (r *Result) Frozen() Model {
	m := r.Model
	m.Normalize, m.Weigh = normalize.Frozen(maps.Clone(r.Scales)), r.FrozenWeights()
	return m
}
