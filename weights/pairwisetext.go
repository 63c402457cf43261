package weights

func (PairwiseMethod) names() names {
	return names{"eigenvector", "row geometric mean", "column mean"}
}

// String gives the text form: eigenvector, row geometric mean or column mean.
func (m PairwiseMethod) String() string { return m.names().text("PairwiseMethod", int(m)) }

// MarshalText gives the text form; a value that does not exist is an error.
func (m PairwiseMethod) MarshalText() ([]byte, error) {
	return m.names().marshal("pairwise method", int(m))
}

// UnmarshalText accepts the text forms and nothing else.
func (m *PairwiseMethod) UnmarshalText(text []byte) error {
	v, err := m.names().unmarshal("pairwise method", text)
	if err == nil {
		*m = PairwiseMethod(v)
	}
	return err
}

func (Combining) names() names { return names{"judgements", "priorities"} }

// String gives the text form: judgements or priorities.
func (c Combining) String() string { return c.names().text("Combining", int(c)) }

// MarshalText gives the text form; a value that does not exist is an error.
func (c Combining) MarshalText() ([]byte, error) { return c.names().marshal("combining", int(c)) }

// UnmarshalText accepts the text forms and nothing else.
func (c *Combining) UnmarshalText(text []byte) error {
	v, err := c.names().unmarshal("combining", text)
	if err == nil {
		*c = Combining(v)
	}
	return err
}
