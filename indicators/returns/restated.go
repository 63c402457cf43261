package returns

import (
	"math"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Restatement is a figure that is another in a later vintage than in an earlier one.
type Restatement struct {
	Period    int             `json:"period"` // number in the panel
	Unit      string          `json:"unit"`
	Indicator string          `json:"indicator"`
	Was       float64         `json:"was"` // NaN: none was known
	WasMark   indicators.Mark `json:"was_mark,omitzero"`
	Is        float64         `json:"is"` // NaN: there is none any more
	IsMark    indicators.Mark `json:"is_mark,omitzero"`
}

// MarshalJSON writes the figures by [basis.Marshal]: NaN is null.
func (r Restatement) MarshalJSON() ([]byte, error) { return basis.Marshal(r, indicators.Kinds()) }

// UnmarshalJSON reads what MarshalJSON writes.
func (r *Restatement) UnmarshalJSON(data []byte) error {
	return basis.Unmarshal(data, r, indicators.Kinds())
}

// Restated lists the figures that two panels of [Vintages.AsOf] have differently, by period,
// unit and column: what the later vintage changed, and what it has that was not there. That a
// figure came to be marked is no change of it.
func (v *Vintages) Restated(was, is *indicators.Panel) []Restatement {
	var out []Restatement
	for _, period := range v.periods {
		a, b := tableOf(was, period), tableOf(is, period)
		for _, u := range v.units {
			for _, in := range v.framework.Reported() {
				x := Restatement{Period: period, Unit: u.Code, Indicator: in.Code}
				x.Was, x.WasMark = valueOf(a, u.Code, in.Code)
				x.Is, x.IsMark = valueOf(b, u.Code, in.Code)
				if x.Was != x.Is && !(math.IsNaN(x.Was) && math.IsNaN(x.Is)) {
					out = append(out, x)
				}
			}
		}
	}
	return out
}

func tableOf(p *indicators.Panel, period int) *indicators.Table {
	if p == nil {
		return nil
	}
	return p.Table(period)
}

func valueOf(t *indicators.Table, unit, code string) (float64, indicators.Mark) {
	if t == nil {
		return math.NaN(), indicators.Missing
	}
	return t.Value(unit, code)
}
