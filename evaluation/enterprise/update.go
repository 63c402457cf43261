package enterprise

import (
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Turn says what became of a unit between two lists. The zero value is Joined.
type Turn int

// The turns.
const (
	Joined  Turn = iota // "joined": off before, or not among the units then
	Dropped             // "dropped": on before, and off now, or no longer among the units
	Moved               // "moved": on both, at another position
)

var turnWords = basis.Words{"joined", "dropped", "moved"}

// String gives the word.
func (t Turn) String() string { return basis.Name(turnWords, "Turn", t) }

// MarshalText gives the word.
func (t Turn) MarshalText() ([]byte, error) {
	return basis.MarshalWord(turnWords, "change of a list", t)
}

// UnmarshalText accepts exactly the words of String.
func (t *Turn) UnmarshalText(text []byte) error {
	return basis.UnmarshalWord(turnWords, "change of a list", t, text)
}

// Change is what became of one unit.
type Change struct {
	Unit indicators.Unit `json:"unit"` // as it is now, or was
	Turn Turn            `json:"turn"`
	From int             `json:"from,omitzero"` // position before; 0: not on the list
	To   int             `json:"to,omitzero"`   // position now; 0: not on the list

	// Why are the reasons: of who joined what kept it off before, of who left what does
	// now. Who moved did so by the order of all, and has none.
	Why []basis.Text `json:"why,omitzero"`
}

// Update says what changed from the list of one year to that of another: first who is on
// the list now, in its order, then who left, in the order of the list before. Units are
// the same by their codes; who keeps its position is left out.
func Update(before, now List) []Change {
	was, is := before.entries(), now.entries()
	var out []Change
	for _, e := range now.On {
		old, had := was[e.Place.Unit.Code]
		c := Change{Unit: e.Place.Unit, Turn: Moved, From: old.Position, To: e.Position}
		switch {
		case had && old.Position == e.Position:
			continue
		case !had:
			c.Turn, c.Why = Joined, []basis.Text{basis.Textf("it was not among the units before")}
		case old.Position == 0:
			c.Turn, c.Why = Joined, old.Why()
		}
		out = append(out, c)
	}
	for _, e := range before.On {
		c := Change{Unit: e.Place.Unit, Turn: Dropped, From: e.Position}
		switch cur, has := is[e.Place.Unit.Code]; {
		case !has:
			c.Why = []basis.Text{basis.Textf("it is no longer among the units")}
		case cur.Position > 0:
			continue
		default:
			c.Unit, c.Why = cur.Place.Unit, cur.Why()
		}
		out = append(out, c)
	}
	return out
}

// entries are all of a list by code.
func (l List) entries() map[string]Entry {
	out := make(map[string]Entry, len(l.On)+len(l.Off))
	for _, e := range l.On {
		out[e.Place.Unit.Code] = e
	}
	for _, e := range l.Off {
		out[e.Place.Unit.Code] = e
	}
	return out
}
