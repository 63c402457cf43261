package proof

import (
	"github.com/countyeval/countyeval/evaluation/robustness"
	"github.com/countyeval/countyeval/indicators/basis"
)

// MarshalJSON writes it with its kinds.
func (p Pair) MarshalJSON() ([]byte, error) { return basis.Marshal(p, robustness.Kinds()) }

// UnmarshalJSON reads what MarshalJSON gives.
func (p *Pair) UnmarshalJSON(data []byte) error { return basis.Unmarshal(data, p, robustness.Kinds()) }

// MarshalJSON writes it with its kinds.
func (p PairRadius) MarshalJSON() ([]byte, error) { return basis.Marshal(p, robustness.Kinds()) }

// UnmarshalJSON reads what MarshalJSON gives.
func (p *PairRadius) UnmarshalJSON(data []byte) error {
	return basis.Unmarshal(data, p, robustness.Kinds())
}

// MarshalJSON writes it with its kinds.
func (r Radius) MarshalJSON() ([]byte, error) { return basis.Marshal(r, robustness.Kinds()) }

// UnmarshalJSON reads what MarshalJSON gives.
func (r *Radius) UnmarshalJSON(data []byte) error {
	return basis.Unmarshal(data, r, robustness.Kinds())
}

// MarshalJSON writes it with its kinds.
func (r Reach) MarshalJSON() ([]byte, error) { return basis.Marshal(r, robustness.Kinds()) }

// UnmarshalJSON reads what MarshalJSON gives.
func (r *Reach) UnmarshalJSON(data []byte) error { return basis.Unmarshal(data, r, robustness.Kinds()) }

// MarshalJSON writes it with its kinds.
func (s Standing) MarshalJSON() ([]byte, error) { return basis.Marshal(s, robustness.Kinds()) }

// UnmarshalJSON reads what MarshalJSON gives.
func (s *Standing) UnmarshalJSON(data []byte) error {
	return basis.Unmarshal(data, s, robustness.Kinds())
}

// MarshalJSON writes it with its kinds.
func (s Swap) MarshalJSON() ([]byte, error) { return basis.Marshal(s, robustness.Kinds()) }

// UnmarshalJSON reads what MarshalJSON gives.
func (s *Swap) UnmarshalJSON(data []byte) error { return basis.Unmarshal(data, s, robustness.Kinds()) }

// MarshalJSON writes it with its kinds.
func (w Witness) MarshalJSON() ([]byte, error) { return basis.Marshal(w, robustness.Kinds()) }

// UnmarshalJSON reads what MarshalJSON gives.
func (w *Witness) UnmarshalJSON(data []byte) error {
	return basis.Unmarshal(data, w, robustness.Kinds())
}
