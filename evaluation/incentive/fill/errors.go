package fill

import (
	"math/big"
	"strings"

	"github.com/countyeval/countyeval/indicators/basis"
)

// What is wrong with a question, an answer or a rounding, to be told apart with
// [errors.Is]. Everything wrong is reported at once, joined; most parts are a
// [*Fault]. Numbers and members that are wrong by themselves wrap the sentinels of
// package basis.
const (
	ErrDuplicate   = basis.Sentinel("there twice")                         // a line, a ceiling, a member of a ceiling or an order
	ErrLimits      = basis.Sentinel("limits")                              // a cap below a floor, a negative limit
	ErrFloors      = basis.Sentinel("floors cannot be met")                // see FloorsError
	ErrTie         = basis.Sentinel("tie at the border")                   // only with Refuse
	ErrOverflow    = basis.Sentinel("amount out of range")                 // does not fit into an Amount
	ErrRule        = basis.Sentinel("rule or rounding unknown or misused") // none, or shares of a wrong shape
	ErrMeasure     = basis.Sentinel("measure of amounts")                  // too many decimals, or fewer than none
	ErrCertificate = basis.Sentinel("certificate")                         // shares are not what their rule says
)

var errNilWeight = basis.Errorf("%w: no weight", basis.ErrNumber) // of a Line made by hand

// A Fault says where something is wrong: in which line and, where the question comes
// from a plan with articles, in which of them. What is not known is zero.
type Fault struct {
	Tranche string     `json:"tranche,omitzero"` // its name, if the plan has tranches
	Article int        `json:"article,omitzero"` // number of the clause in the notice, from 1; 0: no clause
	Clause  basis.Text `json:"clause,omitzero"`  // text of the clause
	Unit    string     `json:"unit,omitzero"`    // ID of the line: the code of a county
	Name    string     `json:"name,omitzero"`    // name of the county, if it has one
	Err     error      `json:"err"`              // what is wrong; wraps a sentinel
}

// Error gives `tranche merit: article 3 (cap: request): unit 411 (甲县): missing ...`,
// leaving out what is not known.
func (f *Fault) Error() string { return f.Say(basis.English, nil) }

// Say gives the place and what is wrong there in a language; names are as they are.
func (f *Fault) Say(lang basis.Language, texts basis.Texts) string {
	at := f.Place()
	at.Clause = f.Clause.Say(lang, texts)
	return at.Say(lang) + basis.Say(f.Err, lang, texts)
}

// Unwrap returns Err.
func (f *Fault) Unwrap() error { return f.Err }

// Place tells where in the plan the fault is.
func (f *Fault) Place() basis.Place {
	return basis.Place{Tranche: f.Tranche, Article: f.Article, Clause: f.Clause.String(), Unit: f.Unit, Name: f.Name}
}

var (
	_ basis.Placed  = (*Fault)(nil)
	_ basis.Speaker = (*Fault)(nil)
)

// A FloorsError says which limit the floors exceed, and by how much. It wraps
// [ErrFloors]. Need and Have are in smallest units, net of what was won before.
type FloorsError struct {
	Tranche string   `json:"tranche,omitzero"`           // of a plan that has tranches
	Ceiling string   `json:"ceiling,omitzero"`           // name of the ceiling; "" for the amount itself
	Need    *big.Rat `json:"need" unit:"in"`             // sum of the floors
	Have    *big.Rat `json:"have" unit:"in"`             // what there is for them
	Members []string `json:"members"`                    // IDs of the lines with a floor, sorted
	Measure Measure  `json:"measure,omitzero" unit:"of"` // how to print Need and Have; zero: smallest units
}

// Error gives `floors cannot be met: ceiling Huai: need 120.00 mu, have 100.00 mu, 20.00 mu short (411, 412)`.
func (e *FloorsError) Error() string { return e.Say(basis.English, nil) }

// Say gives the same in a language.
func (e *FloorsError) Say(lang basis.Language, texts basis.Texts) string {
	m, comma := e.Measure, ", "
	if lang == basis.Chinese {
		m, comma = m.Chinese(), "、"
	}
	need, have := SumOf(e.Need), SumOf(e.Have)
	short := m.NamedText(new(big.Rat).Sub(need, have))
	members := strings.Join(e.Members, comma)
	err := basis.Errorf("%w: pool: need %s, have %s, %s short (%s)", ErrFloors, m.NamedText(need), m.NamedText(have), short, members)
	if e.Ceiling != "" {
		err = basis.Errorf("%w: ceiling %s: need %s, have %s, %s short (%s)", ErrFloors, e.Ceiling, m.NamedText(need), m.NamedText(have), short, members)
	}
	return e.Place().Say(lang) + basis.Say(err, lang, texts)
}

// Unwrap returns ErrFloors.
func (e *FloorsError) Unwrap() error { return ErrFloors }

// Place tells the tranche.
func (e *FloorsError) Place() basis.Place { return basis.Place{Tranche: e.Tranche} }

var (
	_ basis.Placed  = (*FloorsError)(nil)
	_ basis.Speaker = (*FloorsError)(nil)
)
