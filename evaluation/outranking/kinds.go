package outranking

import (
	"github.com/countyeval/countyeval/evaluation/aggregate"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Kinds are the kinds of aggregators of this package, with those of package aggregate.
func Kinds() basis.Kinds {
	return aggregate.Kinds().With(
		basis.Kind[aggregate.Aggregator]("electre_i", ELECTREI{}),
		basis.Kind[aggregate.Aggregator]("electre_iii", ELECTREIII{}),
	)
}

// String says the method and its options in words.
func (e ELECTREI) String() string { return basis.Describe(e, Kinds()) }

// String says the method and its options in words.
func (e ELECTREIII) String() string { return basis.Describe(e, Kinds()) }
