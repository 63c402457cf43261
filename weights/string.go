package weights

import "github.com/countyeval/countyeval/indicators/basis"

// String says the method and its options in words.
func (a AHP) String() string { return basis.Describe(a, Kinds()) }

// String says the method and its options in words.
func (a Angular) String() string { return basis.Describe(a, Kinds()) }

// String says the method and its options in words.
func (b BWM) String() string { return basis.Describe(b, Kinds()) }

// String says the method and its options in words.
func (b Balance) String() string { return basis.Describe(b, Kinds()) }

// String says the method and its options in words.
func (b BudgetAllocation) String() string { return basis.Describe(b, Kinds()) }

// String says the method and its options in words.
func (c CILOS) String() string { return basis.Describe(c, Kinds()) }

// String says the method and its options in words.
func (c CRITIC) String() string { return basis.Describe(c, Kinds()) }

// String says the method and its options in words.
func (c CV) String() string { return basis.Describe(c, Kinds()) }

// String says the method and its options in words.
func (c Clamp) String() string { return basis.Describe(c, Kinds()) }

// String says the method and its options in words.
func (d Declared) String() string { return basis.Describe(d, Kinds()) }

// String says the method and its options in words.
func (e Entropy) String() string { return basis.Describe(e, Kinds()) }

// String says the method and its options in words.
func (e Equal) String() string { return basis.Describe(e, Kinds()) }

// String says the method and its options in words.
func (f Factors) String() string { return basis.Describe(f, Kinds()) }

// String says the method and its options in words.
func (f Fixed) String() string { return basis.Describe(f, Kinds()) }

// String says the method and its options in words.
func (a FuzzyAHP) String() string { return basis.Describe(a, Kinds()) }

// String says the method and its options in words.
func (c GameTheory) String() string { return basis.Describe(c, Kinds()) }

// String says the method and its options in words.
func (g Gini) String() string { return basis.Describe(g, Kinds()) }

// String says the method and its options in words.
func (a GroupAHP) String() string { return basis.Describe(a, Kinds()) }

// String says the method and its options in words.
func (i IDOCRIW) String() string { return basis.Describe(i, Kinds()) }

// String says the method and its options in words.
func (i Independence) String() string { return basis.Describe(i, Kinds()) }

// String says the method and its options in words.
func (l LOPCOW) String() string { return basis.Describe(l, Kinds()) }

// String says the method and its options in words.
func (m MEREC) String() string { return basis.Describe(m, Kinds()) }

// String says the method and its options in words.
func (m MPSI) String() string { return basis.Describe(m, Kinds()) }

// String says the method and its options in words.
func (m MinInformation) String() string { return basis.Describe(m, Kinds()) }

// String says the method and its options in words.
func (m Mix) String() string { return basis.Describe(m, Kinds()) }

// String says the method and its options in words.
func (p PCA) String() string { return basis.Describe(p, Kinds()) }

// String says the method and its options in words.
func (p PerClass) String() string { return basis.Describe(p, Kinds()) }

// String says the method and its options in words.
func (p PerGroup) String() string { return basis.Describe(p, Kinds()) }

// String says the method and its options in words.
func (p Perturb) String() string { return basis.Describe(p, Kinds()) }

// String says the method and its options in words.
func (p Product) String() string { return basis.Describe(p, Kinds()) }

// String says the method and its options in words.
func (r RankOrder) String() string { return basis.Describe(r, Kinds()) }

// String says the method and its options in words.
func (r Rescaled) String() string { return basis.Describe(r, Kinds()) }

// String says the method and its options in words.
func (s StdDev) String() string { return basis.Describe(s, Kinds()) }

// String says the method and its options in words.
func (v Variance) String() string { return basis.Describe(v, Kinds()) }
