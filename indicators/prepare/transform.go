package prepare

import (
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Transform treats every value of a column by a [Curve]. Each cell is recorded with
// the formula, and marked [indicators.Treated] unless it is imputed or under query,
// which says more.
//
// What the curve cannot take is an error that names indicator and, where it is a
// value, unit; all are reported at once, with columns that the table does not have
// or that are named twice. The stage warns of a column that was treated before
// ([ErrOrder]), and of an indicator with Bounds, Target or Base, which from now on
// are taken to be on the new scale ([indicators.ErrRange]).
//
// Curves have no exact decimals: their values are compared with each other, and with
// limits, to 12 significant digits ([indicators.Table.Compared]).
//
// The zero Transform takes the zero [Log] of all measured indicators, which is
// rarely wanted: name Columns.
type Transform struct {
	Columns []string `json:"columns,omitzero" names:"column"` // none: all measured indicators
	By      Curve    `json:"by,omitzero"`                     // nil: Log{}
}

var _ Columnwise = Transform{}

// On gives the step for these columns alone.
func (s Transform) On(columns ...string) (indicators.Step, error) {
	err := on(s, s.Columns)
	s.Columns = columns
	return s, err
}

// String gives "log of gni".
func (s Transform) String() string { return s.Text().String() }

// Text gives the words of String.
func (s Transform) Text() basis.Text {
	return basis.Textf("%v of %v", orLog(s.By), ofColumns(s.Columns))
}

func orLog(c Curve) Curve {
	if c == nil {
		return Log{}
	}
	return c
}

// Apply implements [indicators.Step].
func (s Transform) Apply(t *indicators.Table) (indicators.Stage, error) {
	by := orLog(s.By)
	return treat(t, s.Text(), s.Columns, func(v values) (treated, error) {
		if len(v.x) == 0 {
			return treated{}, nil
		}
		y := make([]float64, len(v.x))
		formula, err := by.Bend(y, v.x)
		if err != nil {
			return treated{}, v.at(err)
		}
		return treated{x: y, why: [2]basis.Text{basis.Textf("%s", formula), basis.Textf("%s", formula)}, bent: true}, nil
	})
}
