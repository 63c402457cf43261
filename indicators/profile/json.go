package profile

import "github.com/countyeval/countyeval/indicators/basis"

// MarshalJSON writes the record by [basis.Marshal]: NaN is null.
func (a Adequacy) MarshalJSON() ([]byte, error) { return basis.Marshal(a, Kinds()) }

// UnmarshalJSON reads what MarshalJSON writes.
func (a *Adequacy) UnmarshalJSON(data []byte) error { return basis.Unmarshal(data, a, Kinds()) }

// MarshalJSON writes the record by [basis.Marshal]: NaN is null.
func (a AdequacyItem) MarshalJSON() ([]byte, error) { return basis.Marshal(a, Kinds()) }

// UnmarshalJSON reads what MarshalJSON writes.
func (a *AdequacyItem) UnmarshalJSON(data []byte) error { return basis.Unmarshal(data, a, Kinds()) }

// MarshalJSON writes the record by [basis.Marshal]: NaN is null.
func (a Alpha) MarshalJSON() ([]byte, error) { return basis.Marshal(a, Kinds()) }

// UnmarshalJSON reads what MarshalJSON writes.
func (a *Alpha) UnmarshalJSON(data []byte) error { return basis.Unmarshal(data, a, Kinds()) }

// MarshalJSON writes the record by [basis.Marshal]: NaN is null.
func (a AlphaItem) MarshalJSON() ([]byte, error) { return basis.Marshal(a, Kinds()) }

// UnmarshalJSON reads what MarshalJSON writes.
func (a *AlphaItem) UnmarshalJSON(data []byte) error { return basis.Unmarshal(data, a, Kinds()) }

// MarshalJSON writes the record by [basis.Marshal]: NaN is null.
func (c Columns) MarshalJSON() ([]byte, error) { return basis.Marshal(c, Kinds()) }

// UnmarshalJSON reads what MarshalJSON writes.
func (c *Columns) UnmarshalJSON(data []byte) error { return basis.Unmarshal(data, c, Kinds()) }

// MarshalJSON writes the record by [basis.Marshal]: NaN is null.
func (p Components) MarshalJSON() ([]byte, error) { return basis.Marshal(p, Kinds()) }

// UnmarshalJSON reads what MarshalJSON writes.
func (p *Components) UnmarshalJSON(data []byte) error { return basis.Unmarshal(data, p, Kinds()) }

// MarshalJSON writes the record by [basis.Marshal]: NaN is null.
func (c Correlation) MarshalJSON() ([]byte, error) { return basis.Marshal(c, Kinds()) }

// UnmarshalJSON reads what MarshalJSON writes.
func (c *Correlation) UnmarshalJSON(data []byte) error { return basis.Unmarshal(data, c, Kinds()) }

// MarshalJSON writes the record by [basis.Marshal]: NaN is null.
func (f Finding) MarshalJSON() ([]byte, error) { return basis.Marshal(f, Kinds()) }

// UnmarshalJSON reads what MarshalJSON writes.
func (f *Finding) UnmarshalJSON(data []byte) error { return basis.Unmarshal(data, f, Kinds()) }

// MarshalJSON writes the record by [basis.Marshal]: NaN is null.
func (g Group) MarshalJSON() ([]byte, error) { return basis.Marshal(g, Kinds()) }

// UnmarshalJSON reads what MarshalJSON writes.
func (g *Group) UnmarshalJSON(data []byte) error { return basis.Unmarshal(data, g, Kinds()) }

// MarshalJSON writes the record by [basis.Marshal]: NaN is null.
func (r Report) MarshalJSON() ([]byte, error) { return basis.Marshal(r, Kinds()) }

// UnmarshalJSON reads what MarshalJSON writes.
func (r *Report) UnmarshalJSON(data []byte) error { return basis.Unmarshal(data, r, Kinds()) }

// MarshalJSON writes the record by [basis.Marshal]: NaN is null.
func (r Rotated) MarshalJSON() ([]byte, error) { return basis.Marshal(r, Kinds()) }

// UnmarshalJSON reads what MarshalJSON writes.
func (r *Rotated) UnmarshalJSON(data []byte) error { return basis.Unmarshal(data, r, Kinds()) }

// MarshalJSON writes the record by [basis.Marshal]: NaN is null.
func (s Summary) MarshalJSON() ([]byte, error) { return basis.Marshal(s, Kinds()) }

// UnmarshalJSON reads what MarshalJSON writes.
func (s *Summary) UnmarshalJSON(data []byte) error { return basis.Unmarshal(data, s, Kinds()) }
