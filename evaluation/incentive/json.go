package incentive

import (
	"io"
	"math"

	"github.com/countyeval/countyeval/indicators/basis"
)

// ReadPlan reads a plan that was written as JSON; file is its name for messages. kinds
// are those of clauses, rules and rounders of one's own; those of this package are known.
func ReadPlan(r io.Reader, file string, kinds ...basis.Kinds) (Plan, error) {
	var p Plan
	err := basis.Read(r, file, &p, Kinds().With(kinds...))
	return p, err
}

// ReadFigures reads figures that were written as JSON, as [ReadPlan] does a plan.
func ReadFigures(r io.Reader, file string, kinds ...basis.Kinds) (Figures, error) {
	var f Figures
	err := basis.Read(r, file, &f, Kinds().With(kinds...))
	return f, err
}

// ReadAllocation reads an allocation that was written as JSON, as [ReadPlan] does a plan.
// It says nothing about whether it is right; see [Allocation.Check].
func ReadAllocation(r io.Reader, file string, kinds ...basis.Kinds) (*Allocation, error) {
	a := new(Allocation)
	if err := basis.Read(r, file, a, Kinds().With(kinds...)); err != nil {
		return nil, err
	}
	return a, nil
}

// MarshalJSON writes the plan with the kinds of this package; one with clauses, rules or
// rounders of one's own is written by [basis.Marshal] with theirs.
func (p Plan) MarshalJSON() ([]byte, error) { return basis.Marshal(p, Kinds()) }

// UnmarshalJSON reads what MarshalJSON writes; see [ReadPlan].
func (p *Plan) UnmarshalJSON(data []byte) error { return basis.Unmarshal(data, p, Kinds()) }

// MarshalJSON writes the figures: null is missing, and "none" is no limit.
func (f Figures) MarshalJSON() ([]byte, error) { return basis.Marshal(f, Kinds()) }

// UnmarshalJSON reads what MarshalJSON writes; see [ReadFigures].
func (f *Figures) UnmarshalJSON(data []byte) error { return basis.Unmarshal(data, f, Kinds()) }

// MarshalJSON writes the allocation with the kinds of this package; one with a rule or a
// rounding of one's own is written by [basis.Marshal] with theirs.
func (a Allocation) MarshalJSON() ([]byte, error) { return basis.Marshal(a, Kinds()) }

// UnmarshalJSON reads what MarshalJSON writes; see [ReadAllocation].
func (a *Allocation) UnmarshalJSON(data []byte) error { return basis.Unmarshal(data, a, Kinds()) }

// MarshalJSON refuses: an award alone does not know its measure.
func (w Award) MarshalJSON() ([]byte, error) { return basis.Marshal(w, Kinds()) }

// UnmarshalJSON refuses as MarshalJSON does.
func (w *Award) UnmarshalJSON(data []byte) error { return basis.Unmarshal(data, w, Kinds()) }

// MarshalJSON refuses: a division alone does not know its measure.
func (d Division) MarshalJSON() ([]byte, error) { return basis.Marshal(d, Kinds()) }

// UnmarshalJSON refuses as MarshalJSON does.
func (d *Division) UnmarshalJSON(data []byte) error { return basis.Unmarshal(data, d, Kinds()) }

// MarshalJSON refuses: an entry alone does not know its measure.
func (e Entry) MarshalJSON() ([]byte, error) { return basis.Marshal(e, Kinds()) }

// UnmarshalJSON refuses as MarshalJSON does.
func (e *Entry) UnmarshalJSON(data []byte) error { return basis.Unmarshal(data, e, Kinds()) }

// MarshalJSON writes amounts in the unit of the measure.
func (e Estate) MarshalJSON() ([]byte, error) { return basis.Marshal(e, Kinds()) }

// UnmarshalJSON reads what MarshalJSON writes.
func (e *Estate) UnmarshalJSON(data []byte) error { return basis.Unmarshal(data, e, Kinds()) }

// MarshalJSON writes amounts in the unit of the measure.
func (s Settled) MarshalJSON() ([]byte, error) { return basis.Marshal(s, Kinds()) }

// UnmarshalJSON reads what MarshalJSON writes.
func (s *Settled) UnmarshalJSON(data []byte) error { return basis.Unmarshal(data, s, Kinds()) }

// MarshalJSON writes the list: null is missing, and "none" is no limit.
func (d Decimals) MarshalJSON() ([]byte, error) { return basis.Marshal(d, Kinds()) }

// UnmarshalJSON reads what MarshalJSON writes.
func (d *Decimals) UnmarshalJSON(data []byte) error { return basis.Unmarshal(data, d, Kinds()) }

// decimalsData is a list of numbers as it is written.
type decimalsData struct {
	Name   string            `json:"name"`
	NameZH string            `json:"name_zh,omitzero"`
	Of     map[string]figure `json:"of"`
	Origin Origin            `json:"origin,omitzero"`

	Confidential []string `json:"confidential,omitzero"`
}

var (
	_ basis.DataMarshaler   = Decimals{}
	_ basis.DataUnmarshaler = (*Decimals)(nil)
)

// MarshalData gives what MarshalJSON writes, for [basis.Marshal].
func (d Decimals) MarshalData() (any, error) {
	return decimalsData{d.Name, d.NameZH, converted(d.Of, func(x float64) figure { return figure(x) }), d.Origin, d.Confidential}, nil
}

// UnmarshalData reads it, for [basis.Unmarshal].
func (d *Decimals) UnmarshalData(read func(into any) error) error {
	var x decimalsData
	if err := read(&x); err != nil {
		return err
	}
	*d = Decimals{x.Name, x.NameZH, converted(x.Of, func(x figure) float64 { return float64(x) }), x.Origin, x.Confidential}
	return nil
}

// converted converts the values of a map; nil stays nil.
func converted[A, B any](of map[string]A, by func(A) B) map[string]B {
	if of == nil {
		return nil
	}
	out := make(map[string]B, len(of))
	for code, x := range of {
		out[code] = by(x)
	}
	return out
}

// figure is a number, missing (null) or the word none.
type figure float64

const wordNone = "none"

// MarshalData gives the number or the word.
func (f figure) MarshalData() (any, error) {
	if math.IsInf(float64(f), 1) {
		return wordNone, nil
	}
	return float64(f), nil
}

// UnmarshalData reads it.
func (f *figure) UnmarshalData(read func(into any) error) error {
	var n basis.Node
	if err := read(&n); err != nil {
		return err
	}
	if n.Kind == basis.NodeText && n.Text == wordNone {
		*f = figure(None())
		return nil
	}
	var x float64
	err := read(&x)
	*f = figure(x)
	return err
}
