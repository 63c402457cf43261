package basis

import "slices"

// ErrIdle is a name that is right and that nothing bears at present: a class of which
// there is no unit this year, an indicator that a study left out. It is a warning.
const ErrIdle Sentinel = "named, but nothing has it"

// A NameError is one name that a method mentions and that stands for nothing, which
// wraps [ErrUnknown]; or, as a warning, one that nothing bears at present ([ErrIdle]).
type NameError struct {
	Mention Mention `json:"mention"`
	By      Text    `json:"by"`             // who mentions it
	Idle    bool    `json:"idle,omitzero"`  // the name is right
	Why     Text    `json:"why,omitzero"`   // what is wrong with it
	Meant   string  `json:"meant,omitzero"` // the right name that is nearest; "": none is near
}

var (
	_ error   = (*NameError)(nil)
	_ Speaker = (*NameError)(nil)
)

// NewNameError makes one, with the nearest of the names that are right. why says what is
// wrong in a few words; no words: that nothing has the name. A name that is right, and
// wrong only where it stands, has no nearest one.
func NewNameError(m Mention, by, why Text, right []string) *NameError {
	e := &NameError{Mention: m, By: by, Why: why}
	if !slices.Contains(right, m.Name) {
		e.Meant = Nearest(m.Name, right)
	}
	return e
}

// Error names name, place and the nearest right name.
func (e *NameError) Error() string { return e.Say(English, nil) }

// Say gives the same in a language.
func (e *NameError) Say(lang Language, texts Texts) string {
	var what Text
	switch m := e.Mention; {
	case m.Sort != Attribute:
		what = Textf("%v %q", m.Sort, m.Name)
	case m.Name == "":
		what = Textf("heading %q", m.Heading)
	default:
		what = Textf("%s %q", printed(m.Heading), m.Name)
	}
	why := e.Why
	if why.IsZero() {
		why = Textf("nothing has this name")
	}
	hint := Text{}
	if e.Meant != "" {
		hint = Textf(" (did you mean %s?)", quote(e.Meant))
	}
	return Textf("%v: %v, named by %v: %v%v", e.Unwrap(), what, e.By, why, hint).Say(lang, texts)
}

// Unwrap returns [ErrUnknown] or [ErrIdle].
func (e *NameError) Unwrap() error {
	if e.Idle {
		return ErrIdle
	}
	return ErrUnknown
}
