package robustness

import "github.com/countyeval/countyeval/indicators/basis"

// String says the choice and its alternatives in words.
func (f Aggregators) String() string { return basis.Describe(f, Kinds()) }

// String says the choice and its alternatives in words.
func (f Figures) String() string { return basis.Describe(f, Kinds()) }

// String says the choice and its alternatives in words.
func (f Frameworks) String() string { return basis.Describe(f, Kinds()) }

// String says the choice and its alternatives in words.
func (f Goalposts) String() string { return basis.Describe(f, Kinds()) }

// String says the choice and its alternatives in words.
func (f Graders) String() string { return basis.Describe(f, Kinds()) }

// String says the choice and its alternatives in words.
func (f Methods) String() string { return basis.Describe(f, Kinds()) }

// String says the choice and its alternatives in words.
func (f Normalizers) String() string { return basis.Describe(f, Kinds()) }

// String says the choice and its alternatives in words.
func (f Plans) String() string { return basis.Describe(f, Kinds()) }

// String says the choice and its alternatives in words.
func (f Schemes) String() string { return basis.Describe(f, Kinds()) }

// String says the choice and its alternatives in words.
func (f Steps) String() string { return basis.Describe(f, Kinds()) }

// String says the choice and its alternatives in words.
func (f Weights) String() string { return basis.Describe(f, Kinds()) }

// String says the distribution and its options in words.
func (s AnyShares) String() string { return basis.Describe(s, Kinds()) }

// String says the distribution and its options in words.
func (c Dirichlet) String() string { return basis.Describe(c, Kinds()) }

// String says the distribution and its options in words.
func (s Ordered) String() string { return basis.Describe(s, Kinds()) }

// String says the distribution and its options in words.
func (w Within) String() string { return basis.Describe(w, Kinds()) }

// String says the distribution and its options in words.
func (w WithinSum) String() string { return basis.Describe(w, Kinds()) }
