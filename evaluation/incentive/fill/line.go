package fill

import (
	"math/big"

	"github.com/countyeval/countyeval/indicators/basis"
)

// Line is one of those among whom an amount is divided: a county, say.
type Line struct {
	ID     string     `json:"id"`                     // unlike all others: the code of a county
	Weight *big.Rat   `json:"weight"`                 // parts, 份数: at least 0, any scale
	Floor  Amount     `json:"floor,omitzero"`         // least total, unless it is out
	Cap    Amount     `json:"cap"`                    // most in total; NoCap: no cap; 0: nothing
	Held   Amount     `json:"held,omitzero"`          // already in hand, counts towards the share
	Won    *big.Rat   `json:"won,omitzero" unit:"in"` // in earlier divisions, which Floor and Cap include; nil is 0
	Order  string     `json:"order,omitzero"`         // whom [Priority] serves it with
	Out    basis.Text `json:"out,omitzero"`           // why it takes no part; no words if it does
}

// CheckLimits says what is wrong with the limits of the line, with amounts printed
// in m.
func (l Line) CheckLimits(m Measure) error {
	switch {
	case l.Cap < 0:
		return basis.Errorf("%w: cap %s is negative", ErrLimits, m.Format(l.Cap))
	case l.Floor < 0:
		return basis.Errorf("%w: floor %s is negative", ErrLimits, m.Format(l.Floor))
	case l.Held < 0:
		return basis.Errorf("%w: held %s is negative", ErrLimits, m.Format(l.Held))
	case l.Floor == NoCap:
		return basis.Errorf("%w: the floor is unlimited", ErrLimits)
	case l.Cap < l.Floor:
		return basis.Errorf("%w: cap %s is below the floor %s", ErrLimits, m.Format(l.Cap), m.Format(l.Floor))
	}
	return nil
}

// CheckWeight says what is wrong with the weight of the line.
func (l Line) CheckWeight() error {
	if l.Weight == nil {
		return errNilWeight
	}
	if l.Weight.Sign() < 0 {
		return basis.Errorf("%w: weight %s is negative", basis.ErrNumber, l.Weight.RatString())
	}
	return nil
}

// Low is the least that the line may get: its floor net of what it has won.
func (l Line) Low() *big.Rat { return l.Floor.Net(l.Won) }

// High is the most that the line may get: its cap net of what it has won; nil
// without a cap.
func (l Line) High() *big.Rat {
	if l.Cap == NoCap {
		return nil
	}
	return l.Cap.Net(l.Won)
}
