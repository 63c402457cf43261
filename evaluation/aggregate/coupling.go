package aggregate

import (
	"math"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/stats"
	"github.com/countyeval/countyeval/weights"
)

// CouplingDegrees say how far the parts of a system, such as innovation, scale and
// environment, develop together (耦合协调度). Each has one value a unit, from 0 to 1.
type CouplingDegrees struct {
	Coupling     []float64 `json:"coupling,omitzero"`     // C (耦合度): 1 where all parts are equal
	Development  []float64 `json:"development,omitzero"`  // T (综合发展指数): their weighted mean
	Coordination []float64 `json:"coordination,omitzero"` // D (耦合协调度): sqrt(C T)
}

// Coupling reads the degree of coupling coordination off the k >= 2 children of a
// group that count, each of which stands for a part of a system:
//
//	u_ij = (score_ij - Lo) / (Hi - Lo)
//	C_i  = k (prod_j u_ij)^(1/k) / sum_j u_ij
//	T_i  = sum_j w_j u_ij
//	D_i  = sqrt(C_i T_i)
//
// Lo and Hi are the ends of the scale of the scores; the zero Range is 0 to 100. C
// is the geometric over the arithmetic mean: it says that parts are alike, not that
// they are good, which T says; D holds both. [CoordinationLevel] has the customary
// words.
//
// A score at Lo would make C and D zero whatever the rest: it is an error that wraps
// [ErrZero], for each cell; a scale that begins above 0 is the way out, or another
// Lo. Scores outside of Lo to Hi and missing ones are refused ([basis.ErrDomain],
// [basis.ErrMissing]), and so is one child alone ([basis.ErrWeights]). Values of
// D depend on where the scale begins and ends: they compare under one scale only.
//
// Source: Liao Chongbin (廖重斌), 环境与经济协调发展的定量评判及其分类体系, 热带地理 19
// (1999) 171-177, for D and its levels; C in the form that is common since, with the
// k-th root.
func Coupling(g weights.Group, w []float64, scale indicators.Range) (CouplingDegrees, error) {
	n, _ := g.Scores.Dims()
	unit, err := unitScale(scale)
	if err != nil {
		return CouplingDegrees{}, err
	}
	dst := make([]float64, n)
	c, err := count(dst, g, w, func(x float64) error {
		u, err := unit(x)
		if err == nil && u <= 0 {
			return basis.Errorf("%w: score %v is the lower end of its scale", ErrZero, x)
		}
		return err
	})
	if err != nil {
		return CouplingDegrees{}, err
	}
	if len(c.w) < 2 {
		return CouplingDegrees{}, basis.Errorf("%w: %s has %d child that counts, and coupling is between two or more", basis.ErrWeights, g.Parent, len(c.w))
	}
	out := CouplingDegrees{Coupling: make([]float64, n), Development: dst, Coordination: make([]float64, n)}
	k := float64(len(c.w))
	for i := range n {
		var logs, sum, t float64
		for j, col := range c.x {
			u, _ := unit(col[i]) // checked above
			logs += math.Log(u)
			sum += u
			t += float64(c.w[j] * u)
		}
		// Equal parts have 1; rounding is not to lift them above it.
		out.Coupling[i] = min(k*math.Exp(logs/k)/sum, 1)
		out.Development[i] = t
		out.Coordination[i] = math.Sqrt(float64(out.Coupling[i] * t))
	}
	return out, nil
}

// unitScale returns what takes scores of a scale to 0 to 1; the zero Range is 0 to
// 100. A score beyond an end by a rounding error is on it.
func unitScale(scale indicators.Range) (func(x float64) (float64, error), error) {
	if (scale == indicators.Range{}) {
		scale.Hi = 100
	}
	width := scale.Hi - scale.Lo
	if !(width > 0) || math.IsInf(width, 0) {
		return nil, basis.Errorf("%w: scores from %v to %v are no scale", basis.ErrValue, scale.Lo, scale.Hi)
	}
	return func(x float64) (float64, error) {
		u := (x - scale.Lo) / width
		switch {
		case math.IsNaN(x) || math.IsInf(x, 0):
			return 0, missing(x)
		case u < -1e-9 || u > 1+1e-9:
			return 0, basis.Errorf("%w: score %v is not from %v to %v", basis.ErrDomain, x, scale.Lo, scale.Hi)
		}
		return min(max(u, 0), 1), nil
	}, nil
}

// CoordinationLevel is one of ten customary levels of coupling coordination, 0 the
// lowest: level 6 is 0.6 up to 0.7, and 1 belongs to level 9.
type CoordinationLevel int

// CoordinationLevelOf returns the level of a degree of coupling coordination.
// A degree is a root, so 12 significant digits of it are compared.
func CoordinationLevelOf(d float64) CoordinationLevel {
	d = stats.RoundSignificant(d, indicators.ComparedDigits)
	level := CoordinationLevel(0)
	for level < 9 && d >= float64(level+1)/10 {
		level++
	}
	return level
}
