package fill

import "github.com/countyeval/countyeval/indicators/basis"

// Tiebreak says what happens to equals when not all of them fit. The
// zero value is Together.
type Tiebreak int

// The ways with ties at a border.
const (
	Together  Tiebreak = iota // they are treated alike, whatever follows from it
	ByListing                 // the order of the list decides; a reader must be told
	Refuse                    // an error that wraps ErrTie
)

var tiebreaks = basis.Words{"together", "by listing", "refuse"}

// String gives "together", "by listing" or "refuse".
func (t Tiebreak) String() string { return basis.Name(tiebreaks, "Tiebreak", t) }

// MarshalText gives the words.
func (t Tiebreak) MarshalText() ([]byte, error) {
	return basis.MarshalWord(tiebreaks, "way with ties", t)
}

// UnmarshalText accepts exactly the words of String.
func (t *Tiebreak) UnmarshalText(text []byte) error {
	return basis.UnmarshalWord(tiebreaks, "way with ties", t, text)
}
