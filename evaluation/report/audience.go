package report

import (
	"math"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Audience says for whom a report is. The zero value says nothing, which is right only
// where no figure is confidential.
type Audience int

// The audiences.
const (
	Unsaid    Audience = iota
	Authority          // those who may see every figure
	Public             // everybody: result, ranking, awards and what else it is given are those that were cut for the public
)

var audiences = basis.Words{"unsaid", "authority", "public"}

// String gives unsaid, authority or public.
func (a Audience) String() string { return basis.Name(audiences, "Audience", a) }

// MarshalText gives the word.
func (a Audience) MarshalText() ([]byte, error) {
	return basis.MarshalWord(audiences, "audience", a)
}

// UnmarshalText accepts exactly the words of String.
func (a *Audience) UnmarshalText(text []byte) error {
	return basis.UnmarshalWord(audiences, "audience", a, text)
}

// ErrConfidential is a report that would show confidential figures to somebody of whom
// nobody said that they may see them.
const ErrConfidential = basis.Sentinel("confidential figures")

// admit refuses confidential figures before all but the authority.
func (d Document) admit() error {
	if d.Audience < Unsaid || d.Audience > Public {
		return basis.Errorf("%w: there is no audience %d", basis.ErrUnknown, int(d.Audience))
	}
	if d.Audience == Authority {
		return nil
	}
	tables := []*indicators.Table{d.Result.Raw, d.Result.Prepared}
	for _, s := range d.Result.Stages {
		tables = append(tables, s.Table)
	}
	for _, t := range tables {
		if t == nil {
			continue
		}
		if code, n := confidential(t); n > 0 {
			if d.Audience == Public {
				return basis.Errorf("%w: the report is for the public, and %d figures of %q are confidential: make it of the result that was cut for the public", ErrConfidential, n, code)
			}
			return basis.Errorf("%w: %d figures of %q are confidential, and the report does not say for whom it is", ErrConfidential, n, code)
		}
	}
	return nil
}

// confidential is the first column with figures that are confidential, and how many.
func confidential(t *indicators.Table) (code string, n int) {
	f := t.Framework()
	for _, in := range append(f.Measured(), f.Aux()...) {
		if !t.Has(in.Code) {
			continue
		}
		x := t.Column(in.Code)
		for i, yes := range t.Confidential(in.Code).All() {
			if yes && !math.IsNaN(x.At(i)) { // a cell that was emptied shows nothing
				n++
			}
		}
		if n > 0 {
			return in.Code, n
		}
	}
	return "", 0
}
