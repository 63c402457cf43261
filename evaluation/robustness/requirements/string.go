package requirements

// String is Text in English.
func (r Agrees) String() string { return r.Text().String() }

// String is Text in English.
func (r AwardsFallAtMost) String() string { return r.Text().String() }

// String is Text in English.
func (r BorderStands) String() string { return r.Text().String() }

// String is Text in English.
func (r ExplainsAtMost) String() string { return r.Text().String() }

// String is Text in English.
func (r ImportanceWithin) String() string { return r.Text().String() }

// String is Text in English.
func (r KeepsFirst) String() string { return r.Text().String() }

// String is Text in English.
func (r Monotone) String() string { return r.Text().String() }

// String is Text in English.
func (r MovesAtMost) String() string { return r.Text().String() }

// String is Text in English.
func (r NoZeroWeights) String() string { return r.Text().String() }
