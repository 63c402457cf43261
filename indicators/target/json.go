package target

import (
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// MarshalJSON writes the record by [basis.Marshal]: NaN is null.
func (a Assessment) MarshalJSON() ([]byte, error) { return basis.Marshal(a, indicators.Kinds()) }

// UnmarshalJSON reads what MarshalJSON writes.
func (a *Assessment) UnmarshalJSON(data []byte) error {
	return basis.Unmarshal(data, a, indicators.Kinds())
}

// MarshalJSON writes the record by [basis.Marshal]: NaN is null.
func (c Contribution) MarshalJSON() ([]byte, error) { return basis.Marshal(c, indicators.Kinds()) }

// UnmarshalJSON reads what MarshalJSON writes.
func (c *Contribution) UnmarshalJSON(data []byte) error {
	return basis.Unmarshal(data, c, indicators.Kinds())
}

// MarshalJSON writes the record by [basis.Marshal]: NaN is null.
func (f Figure) MarshalJSON() ([]byte, error) { return basis.Marshal(f, indicators.Kinds()) }

// UnmarshalJSON reads what MarshalJSON writes.
func (f *Figure) UnmarshalJSON(data []byte) error {
	return basis.Unmarshal(data, f, indicators.Kinds())
}

// MarshalJSON writes the record by [basis.Marshal]: NaN is null.
func (g Goal) MarshalJSON() ([]byte, error) { return basis.Marshal(g, indicators.Kinds()) }

// UnmarshalJSON reads what MarshalJSON writes.
func (g *Goal) UnmarshalJSON(data []byte) error { return basis.Unmarshal(data, g, indicators.Kinds()) }

// MarshalJSON writes the record by [basis.Marshal]: NaN is null.
func (p Part) MarshalJSON() ([]byte, error) { return basis.Marshal(p, indicators.Kinds()) }

// UnmarshalJSON reads what MarshalJSON writes.
func (p *Part) UnmarshalJSON(data []byte) error { return basis.Unmarshal(data, p, indicators.Kinds()) }

// MarshalJSON writes the record by [basis.Marshal]: NaN is null.
func (p Point) MarshalJSON() ([]byte, error) { return basis.Marshal(p, indicators.Kinds()) }

// UnmarshalJSON reads what MarshalJSON writes.
func (p *Point) UnmarshalJSON(data []byte) error { return basis.Unmarshal(data, p, indicators.Kinds()) }

// MarshalJSON writes the record by [basis.Marshal]: NaN is null.
func (p Progress) MarshalJSON() ([]byte, error) { return basis.Marshal(p, indicators.Kinds()) }

// UnmarshalJSON reads what MarshalJSON writes.
func (p *Progress) UnmarshalJSON(data []byte) error {
	return basis.Unmarshal(data, p, indicators.Kinds())
}

// MarshalJSON writes the record by [basis.Marshal]: NaN is null.
func (s Span) MarshalJSON() ([]byte, error) { return basis.Marshal(s, indicators.Kinds()) }

// UnmarshalJSON reads what MarshalJSON writes.
func (s *Span) UnmarshalJSON(data []byte) error { return basis.Unmarshal(data, s, indicators.Kinds()) }

// MarshalJSON writes the record by [basis.Marshal]: NaN is null.
func (t Target) MarshalJSON() ([]byte, error) { return basis.Marshal(t, indicators.Kinds()) }

// UnmarshalJSON reads what MarshalJSON writes.
func (t *Target) UnmarshalJSON(data []byte) error {
	return basis.Unmarshal(data, t, indicators.Kinds())
}

// MarshalJSON writes the record by [basis.Marshal]: NaN is null.
func (n Need) MarshalJSON() ([]byte, error) { return basis.Marshal(n, indicators.Kinds()) }

// UnmarshalJSON reads what MarshalJSON writes.
func (n *Need) UnmarshalJSON(data []byte) error { return basis.Unmarshal(data, n, indicators.Kinds()) }

// MarshalJSON writes the record by [basis.Marshal]: NaN is null.
func (l Lights) MarshalJSON() ([]byte, error) { return basis.Marshal(l, indicators.Kinds()) }

// UnmarshalJSON reads what MarshalJSON writes.
func (l *Lights) UnmarshalJSON(data []byte) error {
	return basis.Unmarshal(data, l, indicators.Kinds())
}
