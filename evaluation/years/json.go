package years

import (
	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Kinds are the kinds of all methods that an edition holds.
func Kinds() basis.Kinds { return evaluation.Kinds() }

// MarshalJSON writes the bridge by [basis.Marshal] with [Kinds].
func (b Bridge) MarshalJSON() ([]byte, error) { return basis.Marshal(b, Kinds()) }

// UnmarshalJSON reads what MarshalJSON writes.
func (b *Bridge) UnmarshalJSON(data []byte) error { return basis.Unmarshal(data, b, Kinds()) }

// MarshalJSON writes the edition by [basis.Marshal] with [Kinds].
func (e Edition) MarshalJSON() ([]byte, error) { return basis.Marshal(e, Kinds()) }

// UnmarshalJSON reads what MarshalJSON writes.
func (e *Edition) UnmarshalJSON(data []byte) error { return basis.Unmarshal(data, e, Kinds()) }

// MarshalJSON writes the mean by [basis.Marshal] with [Kinds].
func (m Mean) MarshalJSON() ([]byte, error) { return basis.Marshal(m, Kinds()) }

// UnmarshalJSON reads what MarshalJSON writes.
func (m *Mean) UnmarshalJSON(data []byte) error { return basis.Unmarshal(data, m, Kinds()) }

// MarshalJSON writes the move by [basis.Marshal] with [Kinds].
func (m Move) MarshalJSON() ([]byte, error) { return basis.Marshal(m, Kinds()) }

// UnmarshalJSON reads what MarshalJSON writes.
func (m *Move) UnmarshalJSON(data []byte) error { return basis.Unmarshal(data, m, Kinds()) }

// MarshalJSON writes the outcome by [basis.Marshal] with [Kinds].
func (o Outcome) MarshalJSON() ([]byte, error) { return basis.Marshal(o, Kinds()) }

// UnmarshalJSON reads what MarshalJSON writes.
func (o *Outcome) UnmarshalJSON(data []byte) error { return basis.Unmarshal(data, o, Kinds()) }

// MarshalJSON writes the parts by [basis.Marshal] with [Kinds].
func (p Parts) MarshalJSON() ([]byte, error) { return basis.Marshal(p, Kinds()) }

// UnmarshalJSON reads what MarshalJSON writes.
func (p *Parts) UnmarshalJSON(data []byte) error { return basis.Unmarshal(data, p, Kinds()) }

// MarshalJSON writes the published ranking by [basis.Marshal] with [Kinds].
func (p Published) MarshalJSON() ([]byte, error) { return basis.Marshal(p, Kinds()) }

// UnmarshalJSON reads what MarshalJSON writes.
func (p *Published) UnmarshalJSON(data []byte) error { return basis.Unmarshal(data, p, Kinds()) }

// MarshalJSON writes the two rankings by [basis.Marshal] with [Kinds].
func (r Recomputed) MarshalJSON() ([]byte, error) { return basis.Marshal(r, Kinds()) }

// UnmarshalJSON reads what MarshalJSON writes.
func (r *Recomputed) UnmarshalJSON(data []byte) error { return basis.Unmarshal(data, r, Kinds()) }

// MarshalJSON writes the scheme by [basis.Marshal] with [Kinds].
func (s Scheme) MarshalJSON() ([]byte, error) { return basis.Marshal(s, Kinds()) }

// UnmarshalJSON reads what MarshalJSON writes.
func (s *Scheme) UnmarshalJSON(data []byte) error { return basis.Unmarshal(data, s, Kinds()) }

// MarshalJSON writes the trend by [basis.Marshal] with [Kinds].
func (t Trend) MarshalJSON() ([]byte, error) { return basis.Marshal(t, Kinds()) }

// UnmarshalJSON reads what MarshalJSON writes.
func (t *Trend) UnmarshalJSON(data []byte) error { return basis.Unmarshal(data, t, Kinds()) }

// MarshalJSON writes the pace by [basis.Marshal] with [Kinds].
func (p Pace) MarshalJSON() ([]byte, error) { return basis.Marshal(p, Kinds()) }

// UnmarshalJSON reads what MarshalJSON writes.
func (p *Pace) UnmarshalJSON(data []byte) error { return basis.Unmarshal(data, p, Kinds()) }
