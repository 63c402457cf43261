package fill

import "fmt"

// Ties says what happens to equals when not all of them fit. The
// zero value is Together.
type Ties int

// The ways with ties at a border.
const (
	Together  Ties = iota // they are treated alike, whatever follows from it
	ByListing             // the order of the list decides; a reader must be told
	Refuse                // an error that wraps ErrTie
)

// String gives "together", "by listing" or "refuse".
func (t Ties) String() string {
	switch t {
	case Together:
		return "together"
	case ByListing:
		return "by listing"
	case Refuse:
		return "refuse"
	}
	return fmt.Sprintf("Ties(%d)", int(t))
}

// chinese says what happens to ties.
func (t Ties) chinese() string {
	switch t {
	case ByListing:
		return "并列按名单顺序"
	case Refuse:
		return "不得并列"
	}
	return "并列者同进退"
}
