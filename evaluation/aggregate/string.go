package aggregate

import "github.com/countyeval/countyeval/indicators/basis"

// String says the method and its options in words.
func (a AMPI) String() string { return basis.Describe(a, Kinds()) }

// String says the method and its options in words.
func (a ARAS) String() string { return basis.Describe(a, Kinds()) }

// String says the method and its options in words.
func (a Arithmetic) String() string { return basis.Describe(a, Kinds()) }

// String says the method and its options in words.
func (b BenefitOfDoubt) String() string { return basis.Describe(b, Kinds()) }

// String says the method and its options in words.
func (b Borda) String() string { return basis.Describe(b, Kinds()) }

// String says the method and its options in words.
func (c CoCoSo) String() string { return basis.Describe(c, Kinds()) }

// String says the method and its options in words.
func (c CODAS) String() string { return basis.Describe(c, Kinds()) }

// String says the method and its options in words.
func (c COPRAS) String() string { return basis.Describe(c, Kinds()) }

// String says the method and its options in words.
func (c Consensus) String() string { return basis.Describe(c, Kinds()) }

// String says the method and its options in words.
func (c Copeland) String() string { return basis.Describe(c, Kinds()) }

// String says the method and its options in words.
func (a EDAS) String() string { return basis.Describe(a, Kinds()) }

// String says the method and its options in words.
func (f FuzzyEvaluation) String() string { return basis.Describe(f, Kinds()) }

// String says the method and its options in words.
func (g Geometric) String() string { return basis.Describe(g, Kinds()) }

// String says the method and its options in words.
func (a GreyRelational) String() string { return basis.Describe(a, Kinds()) }

// String says the method and its options in words.
func (h Harmonic) String() string { return basis.Describe(h, Kinds()) }

// String says the method and its options in words.
func (b DirectionalBOD) String() string { return basis.Describe(b, Kinds()) }

// String says the method and its options in words.
func (b MultiplicativeBOD) String() string { return basis.Describe(b, Kinds()) }

// String says the method and its options in words.
func (w Wroclaw) String() string { return basis.Describe(w, Kinds()) }

// String says the method and its options in words.
func (m MABAC) String() string { return basis.Describe(m, Kinds()) }

// String says the method and its options in words.
func (m MAIRCA) String() string { return basis.Describe(m, Kinds()) }

// String says the method and its options in words.
func (m MARCOS) String() string { return basis.Describe(m, Kinds()) }

// String says the method and its options in words.
func (m MPI) String() string { return basis.Describe(m, Kinds()) }

// String says the method and its options in words.
func (m MULTIMOORA) String() string { return basis.Describe(m, Kinds()) }

// String says the method and its options in words.
func (a MeanMin) String() string { return basis.Describe(a, Kinds()) }

// String says the method and its options in words.
func (m Min) String() string { return basis.Describe(m, Kinds()) }

// String says the method and its options in words.
func (a OWA) String() string { return basis.Describe(a, Kinds()) }

// String says the method and its options in words.
func (p PROMETHEE) String() string { return basis.Describe(p, Kinds()) }

// String says the method and its options in words.
func (p PerNode) String() string { return basis.Describe(p, Kinds()) }

// String says the method and its options in words.
func (p Power) String() string { return basis.Describe(p, Kinds()) }

// String says the method and its options in words.
func (p Present) String() string { return basis.Describe(p, Kinds()) }

// String says the method and its options in words.
func (r RAM) String() string { return basis.Describe(r, Kinds()) }

// String says the method and its options in words.
func (a RankSumRatio) String() string { return basis.Describe(a, Kinds()) }

// String says the method and its options in words.
func (r ReferencePoint) String() string { return basis.Describe(r, Kinds()) }

// String says the method and its options in words.
func (a SPOTIS) String() string { return basis.Describe(a, Kinds()) }

// String says the method and its options in words.
func (t TOPSIS) String() string { return basis.Describe(t, Kinds()) }

// String says the method and its options in words.
func (v VIKOR) String() string { return basis.Describe(v, Kinds()) }

// String says the method and its options in words.
func (a WASPAS) String() string { return basis.Describe(a, Kinds()) }
