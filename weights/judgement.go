package weights

import (
	"math"

	"github.com/countyeval/countyeval/indicators/basis"
)

// ErrInconsistent is the kind of a [ConsistencyError].
const ErrInconsistent = basis.Sentinel("judgements contradict each other")

// maxRatio bounds a judgement; Saaty's scale goes to 9.
const maxRatio = 1e6

// A Judgement says that A counts Ratio times as much as B; 1/3 says that B counts
// three times as much as A. A and B are codes, so that a judgement means the same
// in whatever order indicators stand.
type Judgement struct {
	A     string  `json:"a" names:"node"`
	B     string  `json:"b" names:"node"`
	Ratio float64 `json:"ratio"`
}

// JudgementsOf returns the judgements of a matrix of pairwise comparisons, whose
// entry in row i and column j says how many times as much sibling i counts as
// sibling j. The upper triangle is taken. The diagonal must be 1, or 0 for not
// filled in, and the lower triangle must be the reciprocal of the upper to 5 %
// (so that 0.13 passes for the reciprocal of 8), or 0.
//
// Errors: a matrix that is not k by k ([basis.ErrWeights]); entries above the diagonal
// that are not from 1e-6 to 1e6 ([basis.ErrDomain]) and entries that contradict them
// ([ErrInconsistent]), all at once, each naming the pair.
func JudgementsOf(codes []string, matrix [][]float64) ([]Judgement, error) {
	if len(matrix) != len(codes) {
		return nil, basis.Errorf("%w: %d rows of comparisons for %d siblings", basis.ErrWeights, len(matrix), len(codes))
	}
	for i, row := range matrix {
		if len(row) != len(codes) {
			return nil, basis.Errorf("%w: the row of %s has %d comparisons for %d siblings", basis.ErrWeights, codes[i], len(row), len(codes))
		}
	}
	var out []Judgement
	var errs []error
	for i, a := range codes {
		if d := matrix[i][i]; d != 0 && d != 1 {
			errs = append(errs, basis.Errorf("%w: %s is judged %v times itself", ErrInconsistent, a, d))
		}
		for j := i + 1; j < len(codes); j++ {
			b := codes[j]
			up, low := matrix[i][j], matrix[j][i]
			if err := checkRatio(a, b, up); err != nil {
				errs = append(errs, err)
				continue
			}
			if low != 0 && !(math.Abs(up*low-1) <= 0.05) {
				errs = append(errs, basis.Errorf("%w: %s is judged %v times %s, and %s %v times %s", ErrInconsistent, a, up, b, b, low, a))
			}
			out = append(out, Judgement{A: a, B: b, Ratio: up})
		}
	}
	return out, basis.JoinErrors(errs...)
}

func checkRatio(a, b string, ratio float64) error {
	if !(ratio >= 1/maxRatio && ratio <= maxRatio) {
		return basis.Errorf("%w: %s is judged %v times %s, not a number from 1e-6 to 1e6", basis.ErrDomain, a, ratio, b)
	}
	return nil
}

// comparisons makes the k by k matrix of the judgements of two siblings; others
// belong to other groups. Every pair must be judged once.
func comparisons(codes []string, judgements []Judgement) ([][]float64, error) {
	at := make(map[string]int, len(codes))
	matrix := make([][]float64, len(codes))
	for i, code := range codes {
		at[code] = i
		matrix[i] = make([]float64, len(codes))
		matrix[i][i] = 1
	}
	var errs []error
	for _, v := range judgements {
		i, known := at[v.A]
		j, alsoKnown := at[v.B]
		if !known || !alsoKnown {
			continue
		}
		if i == j {
			errs = append(errs, basis.Errorf("%w: %s is judged against itself", basis.ErrWeights, v.A))
			continue
		}
		was := matrix[i][j]
		switch {
		case was == 0:
			matrix[i][j], matrix[j][i] = v.Ratio, 1/v.Ratio
			if err := checkRatio(v.A, v.B, v.Ratio); err != nil {
				errs = append(errs, err)
				matrix[i][j], matrix[j][i] = math.NaN(), math.NaN() // judged, though badly
			}
		case math.Abs(v.Ratio/was-1) < 1e-9:
			errs = append(errs, basis.Errorf("%w: %s and %s are judged twice", basis.ErrWeights, v.A, v.B))
		default:
			errs = append(errs, basis.Errorf("%w: %s is judged %v times %s, and again %v times", ErrInconsistent, v.A, was, v.B, v.Ratio))
		}
	}
	for i, row := range matrix {
		for j := i + 1; j < len(row); j++ {
			if row[j] == 0 {
				errs = append(errs, basis.Errorf("%w: there is no judgement of %s against %s", basis.ErrWeights, codes[i], codes[j]))
			}
		}
	}
	return matrix, basis.JoinErrors(errs...)
}

// A ConsistencyError refuses judgements that contradict each other more than is
// accepted. It wraps [ErrInconsistent].
type ConsistencyError struct {
	Judge basis.Text `json:"judge,omitzero"` // who judged; zero if there is only one
	Ratio float64    `json:"ratio"`          // the consistency ratio
	Max   float64    `json:"max"`            // what is accepted
	Worst basis.Text `json:"worst"`          // the worst contradiction, in words
}

// Error gives the ratio, what is accepted, and the worst contradiction.
func (e *ConsistencyError) Error() string { return e.Say(basis.English, nil) }

// Say gives the same in a language.
func (e *ConsistencyError) Say(lang basis.Language, texts basis.Texts) string {
	text := basis.Textf("%v: the consistency ratio is %.3g, at most %.3g is accepted; worst: %v", ErrInconsistent, e.Ratio, e.Max, e.Worst)
	if !e.Judge.IsZero() {
		text = basis.Textf("%v: %v", e.Judge, text)
	}
	return text.Say(lang, texts)
}

// Unwrap returns [ErrInconsistent].
func (e *ConsistencyError) Unwrap() error { return ErrInconsistent }

// A Triad is three judgements of three siblings: A is judged AB times B, B is
// judged BC times C, and A is judged AC times C. Without contradiction AC is AB
// times BC. The zero Triad stands for fewer than three siblings, or for judgements without
// any contradiction.
type Triad struct {
	A  string  `json:"a"`
	B  string  `json:"b"`
	C  string  `json:"c"`
	AB float64 `json:"ab"`
	BC float64 `json:"bc"`
	AC float64 `json:"ac"`
}

// Inconsistency is the share by which the direct and the indirect judgement of A
// against C differ, from 0 to 1:
//
//	1 - min(AC / (AB BC), AB BC / AC)
//
// Source: Waldemar W. Koczkodaj and Ryszard Szwarc (2014), On Axiomatization of
// Inconsistency Indicators for Pairwise Comparisons, Fundamenta Informaticae 132,
// 485-500, after Koczkodaj (1993).
func (t Triad) Inconsistency() float64 {
	if t.AC == 0 {
		return 0
	}
	q := t.AB * t.BC / t.AC
	return 1 - min(q, 1/q)
}

// String gives the contradiction as a sentence.
func (t Triad) String() string { return t.Text().String() }

// Text gives the words of String.
func (t Triad) Text() basis.Text {
	if t.AC == 0 {
		return basis.Textf("none")
	}
	but := basis.Textf("%s is judged %.3g times %s", t.A, t.AC, t.C)
	if t.AC < 1 {
		but = basis.Textf("%s is judged %.3g times %s", t.C, 1/t.AC, t.A)
	}
	return basis.Textf("%s is judged %.3g times %s and %s %.3g times %s, which makes %s %.3g times %s, but %v",
		t.A, t.AB, t.B, t.B, t.BC, t.C, t.A, t.AB*t.BC, t.C, but)
}

// worstTriad returns the most inconsistent triad, the first of several, turned so
// that AB and BC are at least 1; the zero Triad if there is no contradiction beyond the
// last bits of ratios such as 1/3.
func worstTriad(codes []string, a [][]float64) Triad {
	var worst Triad
	top := 1e-12
	k := len(codes)
	for i := range k {
		for j := i + 1; j < k; j++ {
			for l := j + 1; l < k; l++ {
				t := Triad{AB: a[i][j], BC: a[j][l], AC: a[i][l]}
				if v := t.Inconsistency(); v > top {
					top, worst = v, turned(codes, a, [3]int{i, j, l})
				}
			}
		}
	}
	return worst
}

// turned orders three siblings so that each counts at least as much as the next
// one; there is always such an order, since in a circle every start has it.
func turned(codes []string, a [][]float64, of [3]int) Triad {
	for _, p := range [][3]int{{0, 1, 2}, {0, 2, 1}, {1, 0, 2}, {1, 2, 0}, {2, 0, 1}, {2, 1, 0}} {
		i, j, l := of[p[0]], of[p[1]], of[p[2]]
		if a[i][j] >= 1 && a[j][l] >= 1 {
			return Triad{A: codes[i], B: codes[j], C: codes[l], AB: a[i][j], BC: a[j][l], AC: a[i][l]}
		}
	}
	return Triad{}
}
