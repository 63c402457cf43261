package weightstest

import (
	"math"

	"github.com/countyeval/countyeval/weights"
)

// shrunk makes the group of a failed trial smaller as long as it still fails: it
// drops units, and siblings too if the options name neither codes nor numbers of
// them, then rounds scores and declared weights.
func shrunk(r rule, t *trial, reason string) (*trial, string) {
	if r.whole {
		return t, reason
	}
	try := func(g weights.Group) bool {
		smaller := &trial{s: t.s, o: t.o, group: g, in: g}
		if why := r.check(smaller); why != "" {
			t, reason = smaller, why
			return true
		}
		return false
	}
	for size := t.o.N / 2; size > 0; size /= 2 {
		for i := 0; ; {
			n, _ := t.group.Scores.Dims()
			if n-size < 2 || i+size > n {
				break
			}
			if !try(withoutUnits(t.group, i, size)) {
				i += size
			}
		}
	}
	if t.o.anyK {
		for j := 0; j < len(t.group.Codes) && len(t.group.Codes) > 1; {
			if !try(withoutSibling(t.group, j)) {
				j++
			}
		}
	}
	for j := range t.group.Codes {
		try(withColumn(t.group, j, func(_ int, x float64) float64 { return math.Round(x) }))
	}
	g := clone(t.group)
	for j := range g.Declared {
		g.Declared[j] = 1
	}
	try(g)
	return t, reason
}

func withoutUnits(g weights.Group, from, size int) weights.Group {
	p := clone(g)
	for j, x := range p.Scores {
		p.Scores[j] = append(x[:from], x[from+size:]...)
	}
	return p
}

func withoutSibling(g weights.Group, j int) weights.Group {
	p := clone(g)
	p.Codes = append(p.Codes[:j], p.Codes[j+1:]...)
	p.Scores = append(p.Scores[:j], p.Scores[j+1:]...)
	if len(p.Declared) > j {
		p.Declared = append(p.Declared[:j], p.Declared[j+1:]...)
	}
	return p
}
