package profile

import (
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Kinds are the kinds of checks of this package, with those of package indicators.
func Kinds() basis.Kinds {
	return indicators.Kinds().With(
		basis.Kind[Check]("fence", Fence{}),
		basis.Kind[Check]("first_digit", FirstDigit{}),
		basis.Kind[Check]("identity", Identity{}),
		basis.Kind[Check]("last_digit", LastDigit{}),
		basis.Kind[Check]("parts", Parts{}),
		basis.Kind[Check]("products", Products{}),
		basis.Kind[Check]("rank_gap", RankGap{}),
		basis.Kind[Check]("shape", Shape{}),
		basis.Kind[Check]("spread", Spread{}),
	)
}
