package robustness

import "github.com/countyeval/countyeval/indicators/basis"

// MarshalJSON writes it with its kinds.
func (s Study) MarshalJSON() ([]byte, error) { return basis.Marshal(s, Kinds()) }

// UnmarshalJSON reads what MarshalJSON gives.
func (s *Study) UnmarshalJSON(data []byte) error { return basis.Unmarshal(data, s, Kinds()) }

// MarshalJSON writes it with its kinds.
func (r Report) MarshalJSON() ([]byte, error) { return basis.Marshal(r, Kinds()) }

// UnmarshalJSON reads what MarshalJSON gives.
func (r *Report) UnmarshalJSON(data []byte) error { return basis.Unmarshal(data, r, Kinds()) }

// MarshalJSON writes it with its kinds.
func (d Draw) MarshalJSON() ([]byte, error) { return basis.Marshal(d, Kinds()) }

// UnmarshalJSON reads what MarshalJSON gives.
func (d *Draw) UnmarshalJSON(data []byte) error { return basis.Unmarshal(data, d, Kinds()) }

// MarshalJSON writes it with its kinds.
func (i Influence) MarshalJSON() ([]byte, error) { return basis.Marshal(i, Kinds()) }

// UnmarshalJSON reads what MarshalJSON gives.
func (i *Influence) UnmarshalJSON(data []byte) error { return basis.Unmarshal(data, i, Kinds()) }

// MarshalJSON writes it with its kinds.
func (i Indices) MarshalJSON() ([]byte, error) { return basis.Marshal(i, Kinds()) }

// UnmarshalJSON reads what MarshalJSON gives.
func (i *Indices) UnmarshalJSON(data []byte) error { return basis.Unmarshal(data, i, Kinds()) }

// MarshalJSON writes it with its kinds.
func (i Index) MarshalJSON() ([]byte, error) { return basis.Marshal(i, Kinds()) }

// UnmarshalJSON reads what MarshalJSON gives.
func (i *Index) UnmarshalJSON(data []byte) error { return basis.Unmarshal(data, i, Kinds()) }

// MarshalJSON writes it with its kinds.
func (y Outputs) MarshalJSON() ([]byte, error) { return basis.Marshal(y, Kinds()) }

// UnmarshalJSON reads what MarshalJSON gives.
func (y *Outputs) UnmarshalJSON(data []byte) error { return basis.Unmarshal(data, y, Kinds()) }
