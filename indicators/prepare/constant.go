package prepare

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Constant fills each missing value of a column with a declared number, where the
// gap itself says what the figure is: no enterprise of that kind, so no output. Why
// is that reason, for the record; it should be given.
//
// By has the number for each column by code. An empty By, a code that the table
// does not have and a number that is not finite are errors; all are reported at
// once. Cells marked [indicators.NotApplicable] stay as they are. Each filled cell
// is recorded and marked [indicators.Imputed]; the stage warns of a column that was
// treated before ([ErrOrder]).
type Constant struct {
	By  map[string]float64 `json:"by" names:"column"`
	Why string             `json:"why,omitzero"`
}

var _ indicators.Step = Constant{}

// String gives "imputation of constants: output 0, patents 0".
func (s Constant) String() string { return s.Text().String() }

// Text gives the words of String.
func (s Constant) Text() basis.Text {
	parts := make([]string, 0, len(s.By))
	for _, code := range slices.Sorted(maps.Keys(s.By)) {
		parts = append(parts, fmt.Sprintf("%s %v", code, s.By[code]))
	}
	return basis.Textf("imputation of constants: %s", strings.Join(parts, ", "))
}

// Apply implements [indicators.Step].
func (s Constant) Apply(t *indicators.Table) (indicators.Stage, error) {
	if len(s.By) == 0 {
		return indicators.Stage{}, basis.Errorf("imputation of constants: %w: no column is named", basis.ErrEmpty)
	}
	return impute(t, s.Text(), slices.Sorted(maps.Keys(s.By)), func(code string) (out filled, err error) {
		v := s.By[code]
		if math.IsNaN(v) || math.IsInf(v, 0) {
			return out, fault("", code, basis.Errorf("%w: constant %v", basis.ErrNumber, v))
		}
		why := basis.Textf("constant %v", v)
		if s.Why != "" {
			why = basis.Textf("constant %v: %s", v, s.Why)
		}
		x, marks := t.Column(code), t.Marks(code)
		for i, u := range t.Units() {
			if gap(x.At(i), marks.At(i)) {
				out.add(indicators.Change{Unit: u.Code, Indicator: code, Was: x.At(i), Is: v, Why: why}, false)
			}
		}
		return out, nil
	})
}
