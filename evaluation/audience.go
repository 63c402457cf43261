package evaluation

import "github.com/countyeval/countyeval/indicators/basis"

// Audience says for whom a publication is whose table has confidential figures.
type Audience int

// The audiences. The zero value refuses a table with confidential figures.
const (
	AudienceUnsaid Audience = iota // "unsaid"
	Internal                       // "internal": those who may see every figure
	Public                         // "public": everybody; confidential figures and what gives them away are left out
)

var audiences = basis.Words{"unsaid", "internal", "public"}

// String gives the word: unsaid, internal or public.
func (a Audience) String() string { return basis.Name(audiences, "Audience", a) }

// MarshalText gives the word.
func (a Audience) MarshalText() ([]byte, error) { return basis.MarshalWord(audiences, "audience", a) }

// UnmarshalText accepts exactly the words of String.
func (a *Audience) UnmarshalText(text []byte) error {
	return basis.UnmarshalWord(audiences, "audience", a, text)
}
