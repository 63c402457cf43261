package weights

// IsOut reports whether sibling j does not apply to unit i.
func (g Group) IsOut(j, i int) bool { return len(g.Out) > 0 && len(g.Out[j]) > 0 && g.Out[j][i] }

// Applying lists the units to which some sibling applies, of weight above 0 if weights
// are given; all reports whether these are all units, and then the list is nil.
func (g Group) Applying(w []float64) (units []int, all bool) {
	if g.Out == nil {
		return nil, true
	}
	n, k := g.Scores.Dims()
	for i := range n {
		for j := range k {
			if (len(w) == 0 || w[j] > 0) && !g.IsOut(j, i) {
				units = append(units, i)
				break
			}
		}
	}
	if len(units) == n {
		return nil, true
	}
	return units, false
}

// Lacks reports whether a sibling that does not apply to unit i has a weight above 0.
func (g Group) Lacks(w []float64, i int) bool {
	if g.Out == nil {
		return false
	}
	for j := range w {
		if w[j] > 0 && g.IsOut(j, i) {
			return true
		}
	}
	return false
}

// Units returns the group with these units alone, in this order.
func (g Group) Units(units []int) Group {
	all := g
	g.Scores, g.Out = make(Columns, len(all.Scores)), nil
	for j, x := range all.Scores {
		g.Scores[j] = pick(x, units)
	}
	if all.Out != nil {
		g.Out = make([][]bool, len(all.Out))
		for j, out := range all.Out {
			if out != nil {
				g.Out[j] = pick(out, units)
			}
		}
	}
	return g
}

func pick[T any](x []T, at []int) []T {
	out := make([]T, len(at))
	for i, from := range at {
		out[i] = x[from]
	}
	return out
}
