package normalize

import "github.com/countyeval/countyeval/indicators/basis"

// String says the method and its options in words.
func (b Bands) String() string { return basis.Describe(b, Kinds()) }

// String says the method and its options in words.
func (b Borda) String() string { return basis.Describe(b, Kinds()) }

// String says the method and its options in words.
func (c Clip) String() string { return basis.Describe(c, Kinds()) }

// String says the method and its options in words.
func (d Distance) String() string { return basis.Describe(d, Kinds()) }

// String says the method and its options in words.
func (e Efficacy) String() string { return basis.Describe(e, Kinds()) }

// String says the method and its options in words.
func (f Frozen) String() string { return basis.Describe(f, Kinds()) }

// String says the method and its options in words.
func (l Log) String() string { return basis.Describe(l, Kinds()) }

// String says the method and its options in words.
func (m MinMax) String() string { return basis.Describe(m, Kinds()) }

// String says the method and its options in words.
func (p PeerScore) String() string { return basis.Describe(p, Kinds()) }

// String says the method and its options in words.
func (p PerIndicator) String() string { return basis.Describe(p, Kinds()) }

// String says the method and its options in words.
func (p Percentile) String() string { return basis.Describe(p, Kinds()) }

// String says the method and its options in words.
func (p Points) String() string { return basis.Describe(p, Kinds()) }

// String says the method and its options in words.
func (r Rank) String() string { return basis.Describe(r, Kinds()) }

// String says the method and its options in words.
func (r RatioToBase) String() string { return basis.Describe(r, Kinds()) }

// String says the method and its options in words.
func (t TargetCompletion) String() string { return basis.Describe(t, Kinds()) }

// String says the method and its options in words.
func (w WithinClass) String() string { return basis.Describe(w, Kinds()) }

// String says the method and its options in words.
func (z ZScore) String() string { return basis.Describe(z, Kinds()) }
