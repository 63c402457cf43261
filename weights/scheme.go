package weights

import (
	"math"

	"gonum.org/v1/gonum/mat"

	"github.com/countyeval/countyeval/indicators/basis"
)

// Columns are the scores of k siblings on n units: c[j][i] is unit i on sibling
// j, more is better. Each column can go straight into gonum's floats and stat.
type Columns [][]float64

var _ mat.Matrix = Columns(nil)

// Dims returns n and k. No columns have no rows.
func (c Columns) Dims() (n, k int) {
	if len(c) == 0 {
		return 0, 0
	}
	return len(c[0]), len(c)
}

// At returns the score of unit i on sibling j.
func (c Columns) At(i, j int) float64 { return c[j][i] }

// T returns the transpose.
func (c Columns) T() mat.Matrix { return mat.Transpose{Matrix: c} }

// Group is what is weighed at once: the k children of one indicator.
type Group struct {
	Parent   string    // code of the parent
	Class    string    // the class whose rows these are; "" for all units
	Codes    []string  // the k siblings
	Declared []float64 // their declared importance, any scale; all zero: none was declared
	Scores   Columns   // k columns of n normalized scores; read-only

	// Out[j][i] says that sibling j does not apply to unit i, which has no score (NaN)
	// for it: the sea to a county without one. Nil, or nil at j: it applies to all.
	Out [][]bool
}

// Scheme says how much each of k siblings counts. Weigh writes one importance,
// finite and at least 0, for each into dst (of length k); they need not sum to 1
// but must not all be 0. It changes nothing of g, keeps nothing of it, gives the
// same answer for the same group, and is safe for concurrent use. Package
// weightstest tests a scheme for all of this.
type Scheme interface {
	Weigh(dst []float64, g Group) error
}

// Func is a scheme made of a function, for Go programs that need one of their
// own. It cannot be written.
type Func func(dst []float64, g Group) error

var _ Scheme = Func(nil)

// String gives the name of the type: a function has no other.
func (Func) String() string { return "weights.Func" }

// Weigh calls f.
func (f Func) Weigh(dst []float64, g Group) error { return f(dst, g) }

// A CellError says which cell of a group a scheme or an aggregator refuses. Row
// is the row of Group.Scores, or -1 if the fault is the whole column's. An
// evaluation turns it into an error that names the unit.
type CellError struct {
	Row  int    `json:"row"`
	Code string `json:"code"` // of the sibling
	Err  error  `json:"err"`
}

// Error gives "va, row 3: what is wrong".
func (e *CellError) Error() string { return e.Say(basis.English, nil) }

// Say gives the same in a language.
func (e *CellError) Say(lang basis.Language, texts basis.Texts) string {
	if e.Row < 0 {
		return basis.Textf("%s: %v", e.Code, e.Err).Say(lang, texts)
	}
	return basis.Textf("%s, row %d: %v", e.Code, e.Row+1, e.Err).Say(lang, texts)
}

// Place tells the sibling and the row.
func (e *CellError) Place() basis.Place {
	return basis.Place{Indicator: e.Code, Row: max(e.Row+1, 0)}
}

var _ basis.Placed = (*CellError)(nil)

// Unwrap returns Err.
func (e *CellError) Unwrap() error { return e.Err }

// Of weighs the group with s, checks the answer and scales it to sum 1. dst is
// used if it has room for k weights, nil allocates. A nil scheme is [Declared].
//
// Negative, infinite, NaN or all-zero weights are an error that wraps
// [basis.ErrWeights] and names the parent and every such sibling. The sum is taken in the
// order of the siblings, so that the result is the same on every machine. Weights
// that sum to 1 up to 1e-15 are left as they are: 0.7, 0.2 and 0.1 stay these,
// though their sum in float64 is not quite 1.
func Of(dst []float64, s Scheme, g Group) ([]float64, error) {
	k := len(g.Codes)
	if cap(dst) < k {
		dst = make([]float64, k)
	}
	dst = dst[:k]
	if k == 0 {
		return dst, basis.Errorf("%w: %s has no children to weigh", basis.ErrWeights, g.Parent)
	}
	if err := scaled(dst, s, g); err != nil {
		return dst, basis.Errorf("weights of the children of %s: %w", g.Parent, err)
	}
	return dst, nil
}

// scaled writes the weights of s, checked and scaled to sum 1, into dst.
func scaled(dst []float64, s Scheme, g Group) error {
	if s == nil {
		s = Declared{}
	}
	clear(dst)
	if err := s.Weigh(dst, g); err != nil {
		return err
	}
	var errs []error
	var sum float64
	for j, w := range dst {
		if err := checkWeight(g.Codes[j], w); err != nil {
			errs = append(errs, err)
		}
		sum += w
	}
	switch {
	case len(errs) > 0:
		return basis.JoinErrors(errs...)
	case sum == 0:
		return basis.Errorf("%w: all are zero", basis.ErrWeights)
	case math.IsInf(sum, 0):
		return basis.Errorf("%w: their sum overflows", basis.ErrWeights)
	case math.Abs(sum-1) <= 1e-15:
		return nil
	}
	for j := range dst {
		dst[j] /= sum
	}
	return nil
}
