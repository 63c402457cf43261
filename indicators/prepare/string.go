package prepare

import "github.com/countyeval/countyeval/indicators/basis"

// String says the method and its options in words.
func (s PerIndicator) String() string { return basis.Describe(s, Kinds()) }
