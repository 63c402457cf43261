package weights

import "github.com/countyeval/countyeval/indicators/basis"

// MarshalJSON writes the record by [basis.Marshal]: NaN is null.
func (s AHPSolution) MarshalJSON() ([]byte, error) { return basis.Marshal(s, Kinds()) }

// UnmarshalJSON reads what MarshalJSON writes.
func (s *AHPSolution) UnmarshalJSON(data []byte) error { return basis.Unmarshal(data, s, Kinds()) }

// MarshalJSON writes the record by [basis.Marshal]: NaN is null.
func (a Agreement) MarshalJSON() ([]byte, error) { return basis.Marshal(a, Kinds()) }

// UnmarshalJSON reads what MarshalJSON writes.
func (a *Agreement) UnmarshalJSON(data []byte) error { return basis.Unmarshal(data, a, Kinds()) }

// MarshalJSON writes the record by [basis.Marshal]: NaN is null.
func (b BWMSolution) MarshalJSON() ([]byte, error) { return basis.Marshal(b, Kinds()) }

// UnmarshalJSON reads what MarshalJSON writes.
func (b *BWMSolution) UnmarshalJSON(data []byte) error { return basis.Unmarshal(data, b, Kinds()) }

// MarshalJSON writes the record by [basis.Marshal]: NaN is null.
func (b BalanceSolution) MarshalJSON() ([]byte, error) { return basis.Marshal(b, Kinds()) }

// UnmarshalJSON reads what MarshalJSON writes.
func (b *BalanceSolution) UnmarshalJSON(data []byte) error { return basis.Unmarshal(data, b, Kinds()) }

// MarshalJSON writes the record by [basis.Marshal]: NaN is null.
func (s FuzzyAHPSolution) MarshalJSON() ([]byte, error) { return basis.Marshal(s, Kinds()) }

// UnmarshalJSON reads what MarshalJSON writes.
func (s *FuzzyAHPSolution) UnmarshalJSON(data []byte) error { return basis.Unmarshal(data, s, Kinds()) }

// MarshalJSON writes the record by [basis.Marshal]: NaN is null.
func (c ChildImportance) MarshalJSON() ([]byte, error) { return basis.Marshal(c, Kinds()) }

// UnmarshalJSON reads what MarshalJSON writes.
func (c *ChildImportance) UnmarshalJSON(data []byte) error { return basis.Unmarshal(data, c, Kinds()) }

// MarshalJSON writes the record by [basis.Marshal]: NaN is null.
func (c Components) MarshalJSON() ([]byte, error) { return basis.Marshal(c, Kinds()) }

// UnmarshalJSON reads what MarshalJSON writes.
func (c *Components) UnmarshalJSON(data []byte) error { return basis.Unmarshal(data, c, Kinds()) }

// MarshalJSON writes the record by [basis.Marshal]: NaN is null.
func (f FactorSolution) MarshalJSON() ([]byte, error) { return basis.Marshal(f, Kinds()) }

// UnmarshalJSON reads what MarshalJSON writes.
func (f *FactorSolution) UnmarshalJSON(data []byte) error { return basis.Unmarshal(data, f, Kinds()) }

// MarshalJSON writes the record by [basis.Marshal]: NaN is null.
func (g GroupAHPSolution) MarshalJSON() ([]byte, error) { return basis.Marshal(g, Kinds()) }

// UnmarshalJSON reads what MarshalJSON writes.
func (g *GroupAHPSolution) UnmarshalJSON(data []byte) error { return basis.Unmarshal(data, g, Kinds()) }

// MarshalJSON writes the record by [basis.Marshal]: NaN is null.
func (i Interval) MarshalJSON() ([]byte, error) { return basis.Marshal(i, Kinds()) }

// UnmarshalJSON reads what MarshalJSON writes.
func (i *Interval) UnmarshalJSON(data []byte) error { return basis.Unmarshal(data, i, Kinds()) }

// MarshalJSON writes the record by [basis.Marshal]: NaN is null.
func (n Node) MarshalJSON() ([]byte, error) { return basis.Marshal(n, Kinds()) }

// UnmarshalJSON reads what MarshalJSON writes.
func (n *Node) UnmarshalJSON(data []byte) error { return basis.Unmarshal(data, n, Kinds()) }

// MarshalJSON writes the record by [basis.Marshal]: NaN is null.
func (t Triad) MarshalJSON() ([]byte, error) { return basis.Marshal(t, Kinds()) }

// UnmarshalJSON reads what MarshalJSON writes.
func (t *Triad) UnmarshalJSON(data []byte) error { return basis.Unmarshal(data, t, Kinds()) }

// MarshalJSON writes the record by [basis.Marshal]: NaN is null.
func (e *CellError) MarshalJSON() ([]byte, error) { return basis.Marshal(e, Kinds()) }

// UnmarshalJSON reads what MarshalJSON writes.
func (e *CellError) UnmarshalJSON(data []byte) error { return basis.Unmarshal(data, e, Kinds()) }

// MarshalJSON writes the record by [basis.Marshal]: NaN is null.
func (e *ConsistencyError) MarshalJSON() ([]byte, error) { return basis.Marshal(e, Kinds()) }

// UnmarshalJSON reads what MarshalJSON writes.
func (e *ConsistencyError) UnmarshalJSON(data []byte) error { return basis.Unmarshal(data, e, Kinds()) }
