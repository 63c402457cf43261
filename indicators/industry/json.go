package industry

import "github.com/countyeval/countyeval/indicators/basis"

// MarshalJSON writes the record by [basis.Marshal]: NaN is null.
func (c Choice) MarshalJSON() ([]byte, error) { return basis.Marshal(c, basis.Kinds{}) }

// UnmarshalJSON reads what MarshalJSON writes.
func (c *Choice) UnmarshalJSON(data []byte) error { return basis.Unmarshal(data, c, basis.Kinds{}) }

// MarshalJSON writes the record by [basis.Marshal]: NaN is null.
func (c Components) MarshalJSON() ([]byte, error) { return basis.Marshal(c, basis.Kinds{}) }

// UnmarshalJSON reads what MarshalJSON writes.
func (c *Components) UnmarshalJSON(data []byte) error { return basis.Unmarshal(data, c, basis.Kinds{}) }

// MarshalJSON writes the record by [basis.Marshal]: NaN is null.
func (c Concentration) MarshalJSON() ([]byte, error) { return basis.Marshal(c, basis.Kinds{}) }

// UnmarshalJSON reads what MarshalJSON writes.
func (c *Concentration) UnmarshalJSON(data []byte) error {
	return basis.Unmarshal(data, c, basis.Kinds{})
}

// MarshalJSON writes the record by [basis.Marshal]: NaN is null.
func (r Reason) MarshalJSON() ([]byte, error) { return basis.Marshal(r, basis.Kinds{}) }

// UnmarshalJSON reads what MarshalJSON writes.
func (r *Reason) UnmarshalJSON(data []byte) error { return basis.Unmarshal(data, r, basis.Kinds{}) }

// MarshalJSON writes the record by [basis.Marshal]: NaN is null.
func (s Shift) MarshalJSON() ([]byte, error) { return basis.Marshal(s, basis.Kinds{}) }

// UnmarshalJSON reads what MarshalJSON writes.
func (s *Shift) UnmarshalJSON(data []byte) error { return basis.Unmarshal(data, s, basis.Kinds{}) }

// MarshalJSON writes the record by [basis.Marshal]: NaN is null.
func (s Specialization) MarshalJSON() ([]byte, error) { return basis.Marshal(s, basis.Kinds{}) }

// UnmarshalJSON reads what MarshalJSON writes.
func (s *Specialization) UnmarshalJSON(data []byte) error {
	return basis.Unmarshal(data, s, basis.Kinds{})
}

// MarshalJSON writes the record by [basis.Marshal]: NaN is null.
func (v Verdict) MarshalJSON() ([]byte, error) { return basis.Marshal(v, basis.Kinds{}) }

// UnmarshalJSON reads what MarshalJSON writes.
func (v *Verdict) UnmarshalJSON(data []byte) error { return basis.Unmarshal(data, v, basis.Kinds{}) }
