package scrutiny

import (
	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/indicators/basis"
)

// MarshalJSON writes the record, amounts and exact figures in the unit of the measure.
func (c Cliff) MarshalJSON() ([]byte, error) { return basis.Marshal(c, incentive.Kinds()) }

// UnmarshalJSON reads what MarshalJSON writes.
func (c *Cliff) UnmarshalJSON(data []byte) error { return basis.Unmarshal(data, c, incentive.Kinds()) }

// MarshalJSON writes the record, amounts and exact figures in the unit of the measure.
func (d Decomposition) MarshalJSON() ([]byte, error) { return basis.Marshal(d, incentive.Kinds()) }

// UnmarshalJSON reads what MarshalJSON writes.
func (d *Decomposition) UnmarshalJSON(data []byte) error {
	return basis.Unmarshal(data, d, incentive.Kinds())
}

// MarshalJSON writes the record, amounts and exact figures in the unit of the measure.
func (q Inequality) MarshalJSON() ([]byte, error) { return basis.Marshal(q, incentive.Kinds()) }

// UnmarshalJSON reads what MarshalJSON writes.
func (q *Inequality) UnmarshalJSON(data []byte) error {
	return basis.Unmarshal(data, q, incentive.Kinds())
}

// MarshalJSON writes the record, amounts and exact figures in the unit of the measure.
func (v Inversion) MarshalJSON() ([]byte, error) { return basis.Marshal(v, incentive.Kinds()) }

// UnmarshalJSON reads what MarshalJSON writes.
func (v *Inversion) UnmarshalJSON(data []byte) error {
	return basis.Unmarshal(data, v, incentive.Kinds())
}

// MarshalJSON writes the record, amounts and exact figures in the unit of the measure.
func (p Prices) MarshalJSON() ([]byte, error) { return basis.Marshal(p, incentive.Kinds()) }

// UnmarshalJSON reads what MarshalJSON writes.
func (p *Prices) UnmarshalJSON(data []byte) error { return basis.Unmarshal(data, p, incentive.Kinds()) }

// MarshalJSON writes the record, amounts and exact figures in the unit of the measure.
func (s StrandedTranche) MarshalJSON() ([]byte, error) { return basis.Marshal(s, incentive.Kinds()) }

// UnmarshalJSON reads what MarshalJSON writes.
func (s *StrandedTranche) UnmarshalJSON(data []byte) error {
	return basis.Unmarshal(data, s, incentive.Kinds())
}

// MarshalJSON writes the record, amounts and exact figures in the unit of the measure.
func (t SumTable) MarshalJSON() ([]byte, error) { return basis.Marshal(t, incentive.Kinds()) }

// UnmarshalJSON reads what MarshalJSON writes.
func (t *SumTable) UnmarshalJSON(data []byte) error {
	return basis.Unmarshal(data, t, incentive.Kinds())
}

// MarshalJSON writes the record, amounts and exact figures in the unit of the measure.
func (t Target) MarshalJSON() ([]byte, error) { return basis.Marshal(t, incentive.Kinds()) }

// UnmarshalJSON reads what MarshalJSON writes.
func (t *Target) UnmarshalJSON(data []byte) error { return basis.Unmarshal(data, t, incentive.Kinds()) }

// MarshalJSON writes the record, amounts and exact figures in the unit of the measure.
func (c Turnover) MarshalJSON() ([]byte, error) { return basis.Marshal(c, incentive.Kinds()) }

// UnmarshalJSON reads what MarshalJSON writes.
func (c *Turnover) UnmarshalJSON(data []byte) error {
	return basis.Unmarshal(data, c, incentive.Kinds())
}

// MarshalJSON writes the record, amounts and exact figures in the unit of the measure.
func (z ZeroPoint) MarshalJSON() ([]byte, error) { return basis.Marshal(z, incentive.Kinds()) }

// UnmarshalJSON reads what MarshalJSON writes.
func (z *ZeroPoint) UnmarshalJSON(data []byte) error {
	return basis.Unmarshal(data, z, incentive.Kinds())
}

// MarshalJSON refuses: a move alone does not know its measure.
func (m Move) MarshalJSON() ([]byte, error) { return basis.Marshal(m, incentive.Kinds()) }

// UnmarshalJSON refuses as MarshalJSON does.
func (m *Move) UnmarshalJSON(data []byte) error { return basis.Unmarshal(data, m, incentive.Kinds()) }

// MarshalJSON refuses: a price alone does not know its measure.
func (p Price) MarshalJSON() ([]byte, error) { return basis.Marshal(p, incentive.Kinds()) }

// UnmarshalJSON refuses as MarshalJSON does.
func (p *Price) UnmarshalJSON(data []byte) error { return basis.Unmarshal(data, p, incentive.Kinds()) }

// MarshalJSON refuses: a ceiling alone does not know its measure.
func (s StrandedCeiling) MarshalJSON() ([]byte, error) { return basis.Marshal(s, incentive.Kinds()) }

// UnmarshalJSON refuses as MarshalJSON does.
func (s *StrandedCeiling) UnmarshalJSON(data []byte) error {
	return basis.Unmarshal(data, s, incentive.Kinds())
}

// MarshalJSON refuses: a row alone does not know its measure.
func (r SumRow) MarshalJSON() ([]byte, error) { return basis.Marshal(r, incentive.Kinds()) }

// UnmarshalJSON refuses as MarshalJSON does.
func (r *SumRow) UnmarshalJSON(data []byte) error { return basis.Unmarshal(data, r, incentive.Kinds()) }

// MarshalJSON refuses: a group alone does not know its measure.
func (t TheilGroup) MarshalJSON() ([]byte, error) { return basis.Marshal(t, incentive.Kinds()) }

// UnmarshalJSON refuses as MarshalJSON does.
func (t *TheilGroup) UnmarshalJSON(data []byte) error {
	return basis.Unmarshal(data, t, incentive.Kinds())
}
