package profile

import (
	"math"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/mat"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Columns are k columns of n values with their codes, from a table or an
// evaluation: X[j][i] is the value of unit i on column j, NaN if it has none. The
// scores of a group of siblings and of the node above are
//
//	g, _, err := result.Group("innovation", "")
//	below := profile.Columns{Codes: g.Codes, X: g.Scores}
//	above := profile.Columns{Codes: []string{"innovation"}, X: [][]float64{result.Scores("innovation")}}
//
// No method changes or keeps X.
type Columns struct {
	Codes []string    `json:"codes,omitzero"`
	X     [][]float64 `json:"x,omitzero"`
}

// Raw returns copies of columns of a table as they are; without codes, of all
// measured indicators. It is an error if the table does not have a column.
func Raw(t *indicators.Table, codes ...string) (Columns, error) {
	codes, err := columnsOf(t, codes)
	if err != nil {
		return Columns{}, err
	}
	c := Columns{Codes: codes, X: make([][]float64, len(codes))}
	for j, code := range codes {
		c.X[j] = t.Column(code).Copy()
	}
	return c, nil
}

// Oriented returns columns of a table turned so that more is better: for Lower the
// negative value, for Target minus the distance from the target range. Linear
// scores between goalposts correlate in the same way, unless they are cut.
func Oriented(t *indicators.Table, codes ...string) (Columns, error) {
	c, err := Raw(t, codes...)
	if err != nil {
		return Columns{}, err
	}
	for j, code := range c.Codes {
		in, _ := t.Framework().Find(code)
		if in.Direction == indicators.Higher {
			continue
		}
		x := make([]float64, t.Len())
		for i, v := range c.X[j] {
			switch {
			case in.Direction == indicators.Lower:
				x[i] = -v
			case v < in.Target.Lo:
				x[i] = v - in.Target.Lo
			case v > in.Target.Hi:
				x[i] = in.Target.Hi - v
			case math.IsNaN(v):
				x[i] = v
			}
		}
		c.X[j] = x
	}
	return c, nil
}

// check refuses columns of different lengths or without a code.
func (c Columns) check() error {
	if len(c.Codes) != len(c.X) {
		return basis.Errorf("%w: %d codes for %d columns", indicators.ErrRow, len(c.Codes), len(c.X))
	}
	var errs []error
	for j, x := range c.X {
		if len(x) != len(c.X[0]) {
			errs = append(errs, &indicators.InputError{Indicator: c.Codes[j], Err: basis.Errorf("%w: %d values, the first column has %d", indicators.ErrRow, len(x), len(c.X[0]))})
		}
		for _, v := range x {
			if math.IsInf(v, 0) {
				errs = append(errs, &indicators.InputError{Indicator: c.Codes[j], Err: basis.Errorf("%w: %v", basis.ErrNumber, v)})
				break
			}
		}
	}
	return basis.JoinErrors(errs...)
}

// standardized returns the columns of the rows that have all values, with mean 0
// and, if unit, standard deviation 1 (sample, n-1). It needs at least two columns,
// more rows than rows, and no constant column.
func (c Columns) standardized(columns, rows int, unit bool) (z [][]float64, err error) {
	if err := c.check(); err != nil {
		return nil, err
	}
	if len(c.X) < columns {
		return nil, basis.Errorf("%w: %d of at least %d columns", basis.ErrFew, len(c.X), columns)
	}
	z = make([][]float64, len(c.X))
	for j, x := range c.X {
		z[j] = make([]float64, 0, len(x))
	}
	for i := range c.X[0] {
		complete := true
		for _, x := range c.X {
			complete = complete && !math.IsNaN(x[i])
		}
		for j, x := range c.X {
			if complete {
				z[j] = append(z[j], x[i])
			}
		}
	}
	if n := len(z[0]); n < rows {
		return nil, basis.Errorf("%w: %d of at least %d units have a value on every column", basis.ErrFew, n, rows)
	}
	var errs []error
	for j, x := range z {
		norm, err := center(x)
		if err != nil {
			errs = append(errs, &indicators.InputError{Indicator: c.Codes[j], Err: err})
			continue
		}
		if unit {
			sd := norm / math.Sqrt(float64(len(x)-1))
			for i := range x {
				x[i] /= sd
			}
		}
	}
	return z, basis.JoinErrors(errs...)
}

// center takes the mean off x and returns the root of the sum of squares that is
// left.
func center(x []float64) (norm float64, err error) {
	equal := true
	var largest float64
	for _, v := range x {
		equal = equal && v == x[0]
		largest = max(largest, math.Abs(v))
	}
	if equal {
		return 0, basis.ErrConstant
	}
	m := mean(x)
	for i := range x {
		x[i] -= m
	}
	norm = floats.Norm(x, 2)
	if math.IsInf(norm, 0) {
		return 0, basis.Errorf("%w: values up to %v are too large to be squared", basis.ErrNumber, largest)
	}
	return norm, nil
}

// correlations returns the k x k matrix of correlations of standardized columns.
func correlations(z [][]float64) *mat.SymDense {
	k, n := len(z), len(z[0])
	r := mat.NewSymDense(k, nil)
	for a := range k {
		r.SetSym(a, a, 1)
		for b := range a {
			var sum float64
			for i, v := range z[a] {
				sum += v * z[b][i]
			}
			r.SetSym(a, b, min(max(sum/float64(n-1), -1), 1))
		}
	}
	return r
}
