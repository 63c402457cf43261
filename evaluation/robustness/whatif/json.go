package whatif

import (
	"github.com/countyeval/countyeval/evaluation/robustness"
	"github.com/countyeval/countyeval/indicators/basis"
)

// MarshalJSON writes it with its kinds.
func (i ImputationError) MarshalJSON() ([]byte, error) { return basis.Marshal(i, robustness.Kinds()) }

// UnmarshalJSON reads what MarshalJSON gives.
func (i *ImputationError) UnmarshalJSON(data []byte) error {
	return basis.Unmarshal(data, i, robustness.Kinds())
}

// MarshalJSON writes it with its kinds.
func (i ImputationTest) MarshalJSON() ([]byte, error) { return basis.Marshal(i, robustness.Kinds()) }

// UnmarshalJSON reads what MarshalJSON gives.
func (i *ImputationTest) UnmarshalJSON(data []byte) error {
	return basis.Unmarshal(data, i, robustness.Kinds())
}

// MarshalJSON writes it with its kinds.
func (m Moved) MarshalJSON() ([]byte, error) { return basis.Marshal(m, robustness.Kinds()) }

// UnmarshalJSON reads what MarshalJSON gives.
func (m *Moved) UnmarshalJSON(data []byte) error { return basis.Unmarshal(data, m, robustness.Kinds()) }

// MarshalJSON writes it with its kinds.
func (o Omission) MarshalJSON() ([]byte, error) { return basis.Marshal(o, robustness.Kinds()) }

// UnmarshalJSON reads what MarshalJSON gives.
func (o *Omission) UnmarshalJSON(data []byte) error {
	return basis.Unmarshal(data, o, robustness.Kinds())
}

// MarshalJSON writes it with its kinds.
func (o OneStep) MarshalJSON() ([]byte, error) { return basis.Marshal(o, robustness.Kinds()) }

// UnmarshalJSON reads what MarshalJSON gives.
func (o *OneStep) UnmarshalJSON(data []byte) error {
	return basis.Unmarshal(data, o, robustness.Kinds())
}

// MarshalJSON writes it with its kinds.
func (p Position) MarshalJSON() ([]byte, error) { return basis.Marshal(p, robustness.Kinds()) }

// UnmarshalJSON reads what MarshalJSON gives.
func (p *Position) UnmarshalJSON(data []byte) error {
	return basis.Unmarshal(data, p, robustness.Kinds())
}

// MarshalJSON writes it with its kinds.
func (r RankChange) MarshalJSON() ([]byte, error) { return basis.Marshal(r, robustness.Kinds()) }

// UnmarshalJSON reads what MarshalJSON gives.
func (r *RankChange) UnmarshalJSON(data []byte) error {
	return basis.Unmarshal(data, r, robustness.Kinds())
}

// MarshalJSON writes it with its kinds.
func (v Reversal) MarshalJSON() ([]byte, error) { return basis.Marshal(v, robustness.Kinds()) }

// UnmarshalJSON reads what MarshalJSON gives.
func (v *Reversal) UnmarshalJSON(data []byte) error {
	return basis.Unmarshal(data, v, robustness.Kinds())
}

// MarshalJSON writes it with its kinds.
func (s Side) MarshalJSON() ([]byte, error) { return basis.Marshal(s, robustness.Kinds()) }

// UnmarshalJSON reads what MarshalJSON gives.
func (s *Side) UnmarshalJSON(data []byte) error { return basis.Unmarshal(data, s, robustness.Kinds()) }

// MarshalJSON writes it with its kinds.
func (r Slope) MarshalJSON() ([]byte, error) { return basis.Marshal(r, robustness.Kinds()) }

// UnmarshalJSON reads what MarshalJSON gives.
func (r *Slope) UnmarshalJSON(data []byte) error { return basis.Unmarshal(data, r, robustness.Kinds()) }

// MarshalJSON writes it with its kinds.
func (s Slopes) MarshalJSON() ([]byte, error) { return basis.Marshal(s, robustness.Kinds()) }

// UnmarshalJSON reads what MarshalJSON gives.
func (s *Slopes) UnmarshalJSON(data []byte) error {
	return basis.Unmarshal(data, s, robustness.Kinds())
}

// MarshalJSON writes it with its kinds.
func (s StepRow) MarshalJSON() ([]byte, error) { return basis.Marshal(s, robustness.Kinds()) }

// UnmarshalJSON reads what MarshalJSON gives.
func (s *StepRow) UnmarshalJSON(data []byte) error {
	return basis.Unmarshal(data, s, robustness.Kinds())
}

// MarshalJSON writes it with its kinds.
func (s Stepped) MarshalJSON() ([]byte, error) { return basis.Marshal(s, robustness.Kinds()) }

// UnmarshalJSON reads what MarshalJSON gives.
func (s *Stepped) UnmarshalJSON(data []byte) error {
	return basis.Unmarshal(data, s, robustness.Kinds())
}

// MarshalJSON writes it with its kinds.
func (s Sweep) MarshalJSON() ([]byte, error) { return basis.Marshal(s, robustness.Kinds()) }

// UnmarshalJSON reads what MarshalJSON gives.
func (s *Sweep) UnmarshalJSON(data []byte) error { return basis.Unmarshal(data, s, robustness.Kinds()) }

// MarshalJSON writes it with its kinds.
func (s SweepPoint) MarshalJSON() ([]byte, error) { return basis.Marshal(s, robustness.Kinds()) }

// UnmarshalJSON reads what MarshalJSON gives.
func (s *SweepPoint) UnmarshalJSON(data []byte) error {
	return basis.Unmarshal(data, s, robustness.Kinds())
}

// MarshalJSON writes it with its kinds.
func (w Way) MarshalJSON() ([]byte, error) { return basis.Marshal(w, robustness.Kinds()) }

// UnmarshalJSON reads what MarshalJSON gives.
func (w *Way) UnmarshalJSON(data []byte) error { return basis.Unmarshal(data, w, robustness.Kinds()) }
