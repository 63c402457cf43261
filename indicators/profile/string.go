package profile

import "github.com/countyeval/countyeval/indicators/basis"

// String says the method and its options in words.
func (c Fence) String() string { return basis.Describe(c, Kinds()) }

// String says the method and its options in words.
func (c FirstDigit) String() string { return basis.Describe(c, Kinds()) }

// String says the method and its options in words.
func (c LastDigit) String() string { return basis.Describe(c, Kinds()) }

// String says the method and its options in words.
func (c Parts) String() string { return basis.Describe(c, Kinds()) }

// String says the method and its options in words.
func (c Products) String() string { return basis.Describe(c, Kinds()) }

// String says the method and its options in words.
func (c RankGap) String() string { return basis.Describe(c, Kinds()) }

// String says the method and its options in words.
func (c Shape) String() string { return basis.Describe(c, Kinds()) }

// String gives the method in words.
func (c Spread) String() string { return basis.Describe(c, Kinds()) }
