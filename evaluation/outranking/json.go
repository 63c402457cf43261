package outranking

import "github.com/countyeval/countyeval/indicators/basis"

// MarshalJSON writes the record by [basis.Marshal]: NaN is null.
func (s ELECTREISolution) MarshalJSON() ([]byte, error) { return basis.Marshal(s, basis.Kinds{}) }

// UnmarshalJSON reads what MarshalJSON writes.
func (s *ELECTREISolution) UnmarshalJSON(data []byte) error {
	return basis.Unmarshal(data, s, basis.Kinds{})
}

// MarshalJSON writes the record by [basis.Marshal]: NaN is null.
func (s ELECTREIIISolution) MarshalJSON() ([]byte, error) { return basis.Marshal(s, basis.Kinds{}) }

// UnmarshalJSON reads what MarshalJSON writes.
func (s *ELECTREIIISolution) UnmarshalJSON(data []byte) error {
	return basis.Unmarshal(data, s, basis.Kinds{})
}
