package normalize

import "github.com/countyeval/countyeval/indicators/basis"

// String says the method and its options in words.
func (n AsIs) String() string { return basis.Describe(n, Kinds()) }

// String says the method and its options in words.
func (n Bands) String() string { return basis.Describe(n, Kinds()) }

// String says the method and its options in words.
func (n Borda) String() string { return basis.Describe(n, Kinds()) }

// String says the method and its options in words.
func (n Clip) String() string { return basis.Describe(n, Kinds()) }

// String says the method and its options in words.
func (n Distance) String() string { return basis.Describe(n, Kinds()) }

// String says the method and its options in words.
func (n Efficacy) String() string { return basis.Describe(n, Kinds()) }

// String says the method and its options in words.
func (n Frozen) String() string { return basis.Describe(n, Kinds()) }

// String says the method and its options in words.
func (n Log) String() string { return basis.Describe(n, Kinds()) }

// String says the method and its options in words.
func (n MinMax) String() string { return basis.Describe(n, Kinds()) }

// String says the method and its options in words.
func (n PeerScore) String() string { return basis.Describe(n, Kinds()) }

// String says the method and its options in words.
func (n PerIndicator) String() string { return basis.Describe(n, Kinds()) }

// String says the method and its options in words.
func (n Percentile) String() string { return basis.Describe(n, Kinds()) }

// String says the method and its options in words.
func (n Points) String() string { return basis.Describe(n, Kinds()) }

// String says the method and its options in words.
func (n Rank) String() string { return basis.Describe(n, Kinds()) }

// String says the method and its options in words.
func (n RatioToBase) String() string { return basis.Describe(n, Kinds()) }

// String says the method and its options in words.
func (n TargetCompletion) String() string { return basis.Describe(n, Kinds()) }

// String says the method and its options in words.
func (n WithinClass) String() string { return basis.Describe(n, Kinds()) }

// String says the method and its options in words.
func (n ZScore) String() string { return basis.Describe(n, Kinds()) }
