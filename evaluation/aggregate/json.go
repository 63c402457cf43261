package aggregate

import "github.com/countyeval/countyeval/indicators/basis"

// MarshalJSON writes the record by [basis.Marshal]: NaN is null.
func (b BenefitOfDoubtSolution) MarshalJSON() ([]byte, error) { return basis.Marshal(b, basis.Kinds{}) }

// UnmarshalJSON reads what MarshalJSON writes.
func (b *BenefitOfDoubtSolution) UnmarshalJSON(data []byte) error {
	return basis.Unmarshal(data, b, basis.Kinds{})
}

// MarshalJSON writes the record by [basis.Marshal]: NaN is null.
func (c COPRASSolution) MarshalJSON() ([]byte, error) { return basis.Marshal(c, basis.Kinds{}) }

// UnmarshalJSON reads what MarshalJSON writes.
func (c *COPRASSolution) UnmarshalJSON(data []byte) error {
	return basis.Unmarshal(data, c, basis.Kinds{})
}

// MarshalJSON writes the record by [basis.Marshal]: NaN is null.
func (c CopelandSolution) MarshalJSON() ([]byte, error) { return basis.Marshal(c, basis.Kinds{}) }

// UnmarshalJSON reads what MarshalJSON writes.
func (c *CopelandSolution) UnmarshalJSON(data []byte) error {
	return basis.Unmarshal(data, c, basis.Kinds{})
}

// MarshalJSON writes the record by [basis.Marshal]: NaN is null.
func (c CouplingDegrees) MarshalJSON() ([]byte, error) { return basis.Marshal(c, basis.Kinds{}) }

// UnmarshalJSON reads what MarshalJSON writes.
func (c *CouplingDegrees) UnmarshalJSON(data []byte) error {
	return basis.Unmarshal(data, c, basis.Kinds{})
}

// MarshalJSON writes the record by [basis.Marshal]: NaN is null.
func (e EDASSolution) MarshalJSON() ([]byte, error) { return basis.Marshal(e, basis.Kinds{}) }

// UnmarshalJSON reads what MarshalJSON writes.
func (e *EDASSolution) UnmarshalJSON(data []byte) error {
	return basis.Unmarshal(data, e, basis.Kinds{})
}

// MarshalJSON writes the record by [basis.Marshal]: NaN is null.
func (f FuzzySolution) MarshalJSON() ([]byte, error) { return basis.Marshal(f, basis.Kinds{}) }

// UnmarshalJSON reads what MarshalJSON writes.
func (f *FuzzySolution) UnmarshalJSON(data []byte) error {
	return basis.Unmarshal(data, f, basis.Kinds{})
}

// MarshalJSON writes the record by [basis.Marshal]: NaN is null.
func (m MULTIMOORASolution) MarshalJSON() ([]byte, error) { return basis.Marshal(m, basis.Kinds{}) }

// UnmarshalJSON reads what MarshalJSON writes.
func (m *MULTIMOORASolution) UnmarshalJSON(data []byte) error {
	return basis.Unmarshal(data, m, basis.Kinds{})
}

// MarshalJSON writes the record by [basis.Marshal]: NaN is null.
func (d ObstacleDegrees) MarshalJSON() ([]byte, error) { return basis.Marshal(d, basis.Kinds{}) }

// UnmarshalJSON reads what MarshalJSON writes.
func (d *ObstacleDegrees) UnmarshalJSON(data []byte) error {
	return basis.Unmarshal(data, d, basis.Kinds{})
}

// MarshalJSON writes the record by [basis.Marshal]: NaN is null.
func (p PROMETHEESolution) MarshalJSON() ([]byte, error) { return basis.Marshal(p, basis.Kinds{}) }

// UnmarshalJSON reads what MarshalJSON writes.
func (p *PROMETHEESolution) UnmarshalJSON(data []byte) error {
	return basis.Unmarshal(data, p, basis.Kinds{})
}

// MarshalJSON writes the record by [basis.Marshal]: NaN is null.
func (r RSRLevel) MarshalJSON() ([]byte, error) { return basis.Marshal(r, basis.Kinds{}) }

// UnmarshalJSON reads what MarshalJSON writes.
func (r *RSRLevel) UnmarshalJSON(data []byte) error { return basis.Unmarshal(data, r, basis.Kinds{}) }

// MarshalJSON writes the record by [basis.Marshal]: NaN is null.
func (s RSRSolution) MarshalJSON() ([]byte, error) { return basis.Marshal(s, basis.Kinds{}) }

// UnmarshalJSON reads what MarshalJSON writes.
func (s *RSRSolution) UnmarshalJSON(data []byte) error {
	return basis.Unmarshal(data, s, basis.Kinds{})
}

// MarshalJSON writes the record by [basis.Marshal]: NaN is null.
func (t TOPSISSolution) MarshalJSON() ([]byte, error) { return basis.Marshal(t, basis.Kinds{}) }

// UnmarshalJSON reads what MarshalJSON writes.
func (t *TOPSISSolution) UnmarshalJSON(data []byte) error {
	return basis.Unmarshal(data, t, basis.Kinds{})
}

// MarshalJSON writes the record by [basis.Marshal]: NaN is null.
func (s VIKORSolution) MarshalJSON() ([]byte, error) { return basis.Marshal(s, basis.Kinds{}) }

// UnmarshalJSON reads what MarshalJSON writes.
func (s *VIKORSolution) UnmarshalJSON(data []byte) error {
	return basis.Unmarshal(data, s, basis.Kinds{})
}
