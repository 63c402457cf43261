package profile

import "github.com/countyeval/countyeval/indicators/basis"

// String says the method and its options in words.
func (f Fence) String() string { return basis.Describe(f, Kinds()) }

// String says the method and its options in words.
func (f FirstDigit) String() string { return basis.Describe(f, Kinds()) }

// String says the method and its options in words.
func (l LastDigit) String() string { return basis.Describe(l, Kinds()) }

// String says the method and its options in words.
func (p Parts) String() string { return basis.Describe(p, Kinds()) }

// String says the method and its options in words.
func (p Products) String() string { return basis.Describe(p, Kinds()) }

// String says the method and its options in words.
func (r RankGap) String() string { return basis.Describe(r, Kinds()) }

// String says the method and its options in words.
func (s Shape) String() string { return basis.Describe(s, Kinds()) }
