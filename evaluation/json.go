package evaluation

import (
	"io"

	"github.com/countyeval/countyeval/indicators/basis"
)

// ReadModel reads a model that was written as JSON; file is its name for messages. kinds
// are those of methods of one's own; those of [Kinds] are known.
func ReadModel(r io.Reader, file string, kinds ...basis.Kinds) (Model, error) {
	var m Model
	err := basis.Read(r, file, &m, Kinds().With(kinds...))
	return m, err
}

// ReadDecision reads a decision that was written as JSON, as [ReadModel] does a model.
func ReadDecision(r io.Reader, file string, kinds ...basis.Kinds) (Decision, error) {
	var d Decision
	err := basis.Read(r, file, &d, Kinds().With(kinds...))
	return d, err
}

// ReadResult reads a result that was written as JSON, as [ReadModel] does a model. It
// ranks, explains and compares as the one that was written.
func ReadResult(r io.Reader, file string, kinds ...basis.Kinds) (*Result, error) {
	res := new(Result)
	if err := basis.Read(r, file, res, Kinds().With(kinds...)); err != nil {
		return nil, err
	}
	return res, nil
}

// MarshalJSON writes the model with the kinds of this package; one that holds methods of one's own is
// written by [basis.Marshal] with theirs.
func (m Model) MarshalJSON() ([]byte, error) { return basis.Marshal(m, Kinds()) }

// UnmarshalJSON reads what MarshalJSON writes.
func (m *Model) UnmarshalJSON(data []byte) error { return basis.Unmarshal(data, m, Kinds()) }

// MarshalJSON writes the decision with the kinds of this package, as [Model.MarshalJSON] does.
func (d Decision) MarshalJSON() ([]byte, error) { return basis.Marshal(d, Kinds()) }

// UnmarshalJSON reads what MarshalJSON writes.
func (d *Decision) UnmarshalJSON(data []byte) error { return basis.Unmarshal(data, d, Kinds()) }

// MarshalJSON writes the ranking; a score that is none is null. Warnings of kinds that [Kinds]
// does not have are written as their text alone.
func (r Ranking) MarshalJSON() ([]byte, error) { return basis.Marshal(r, Kinds()) }

// UnmarshalJSON reads what MarshalJSON writes.
func (r *Ranking) UnmarshalJSON(data []byte) error { return basis.Unmarshal(data, r, Kinds()) }

// MarshalJSON writes the refusal; its error keeps its parts.
func (r Refusal) MarshalJSON() ([]byte, error) { return basis.Marshal(r, Kinds()) }

// UnmarshalJSON reads what MarshalJSON writes.
func (r *Refusal) UnmarshalJSON(data []byte) error { return basis.Unmarshal(data, r, Kinds()) }

// MarshalJSON writes the comparison with its results.
func (s SchemeComparison) MarshalJSON() ([]byte, error) { return basis.Marshal(s, Kinds()) }

// UnmarshalJSON reads what MarshalJSON writes.
func (s *SchemeComparison) UnmarshalJSON(data []byte) error { return basis.Unmarshal(data, s, Kinds()) }

// MarshalJSON writes the record by [basis.Marshal]: NaN is null.
func (g Graded) MarshalJSON() ([]byte, error) { return basis.Marshal(g, Kinds()) }

// UnmarshalJSON reads what MarshalJSON writes.
func (g *Graded) UnmarshalJSON(data []byte) error { return basis.Unmarshal(data, g, Kinds()) }

// MarshalJSON writes the record by [basis.Marshal]: NaN is null.
func (a Adjustment) MarshalJSON() ([]byte, error) { return basis.Marshal(a, basis.Kinds{}) }

// UnmarshalJSON reads what MarshalJSON writes.
func (a *Adjustment) UnmarshalJSON(data []byte) error { return basis.Unmarshal(data, a, basis.Kinds{}) }

// MarshalJSON writes the record by [basis.Marshal]: NaN is null.
func (b Border) MarshalJSON() ([]byte, error) { return basis.Marshal(b, basis.Kinds{}) }

// UnmarshalJSON reads what MarshalJSON writes.
func (b *Border) UnmarshalJSON(data []byte) error { return basis.Unmarshal(data, b, basis.Kinds{}) }

// MarshalJSON writes the record by [basis.Marshal]: NaN is null.
func (c ClassPlace) MarshalJSON() ([]byte, error) { return basis.Marshal(c, basis.Kinds{}) }

// UnmarshalJSON reads what MarshalJSON writes.
func (c *ClassPlace) UnmarshalJSON(data []byte) error { return basis.Unmarshal(data, c, basis.Kinds{}) }

// MarshalJSON writes the record by [basis.Marshal]: NaN is null.
func (c Comparison) MarshalJSON() ([]byte, error) { return basis.Marshal(c, basis.Kinds{}) }

// UnmarshalJSON reads what MarshalJSON writes.
func (c *Comparison) UnmarshalJSON(data []byte) error { return basis.Unmarshal(data, c, basis.Kinds{}) }

// MarshalJSON writes the record by [basis.Marshal]: NaN is null.
func (d Done) MarshalJSON() ([]byte, error) { return basis.Marshal(d, basis.Kinds{}) }

// UnmarshalJSON reads what MarshalJSON writes.
func (d *Done) UnmarshalJSON(data []byte) error { return basis.Unmarshal(data, d, basis.Kinds{}) }

// MarshalJSON writes the record by [basis.Marshal]: NaN is null.
func (e Explanation) MarshalJSON() ([]byte, error) { return basis.Marshal(e, basis.Kinds{}) }

// UnmarshalJSON reads what MarshalJSON writes.
func (e *Explanation) UnmarshalJSON(data []byte) error {
	return basis.Unmarshal(data, e, basis.Kinds{})
}

// MarshalJSON writes the record by [basis.Marshal]: NaN is null.
func (i ItemPoints) MarshalJSON() ([]byte, error) { return basis.Marshal(i, basis.Kinds{}) }

// UnmarshalJSON reads what MarshalJSON writes.
func (i *ItemPoints) UnmarshalJSON(data []byte) error { return basis.Unmarshal(data, i, basis.Kinds{}) }

// MarshalJSON writes the record by [basis.Marshal]: NaN is null.
func (l Leaving) MarshalJSON() ([]byte, error) { return basis.Marshal(l, basis.Kinds{}) }

// UnmarshalJSON reads what MarshalJSON writes.
func (l *Leaving) UnmarshalJSON(data []byte) error { return basis.Unmarshal(data, l, basis.Kinds{}) }

// MarshalJSON writes the record by [basis.Marshal]: NaN is null.
func (l List) MarshalJSON() ([]byte, error) { return basis.Marshal(l, basis.Kinds{}) }

// UnmarshalJSON reads what MarshalJSON writes.
func (l *List) UnmarshalJSON(data []byte) error { return basis.Unmarshal(data, l, basis.Kinds{}) }

// MarshalJSON writes the record by [basis.Marshal]: NaN is null.
func (r ListRule) MarshalJSON() ([]byte, error) { return basis.Marshal(r, basis.Kinds{}) }

// UnmarshalJSON reads what MarshalJSON writes.
func (r *ListRule) UnmarshalJSON(data []byte) error { return basis.Unmarshal(data, r, basis.Kinds{}) }

// MarshalJSON writes the record by [basis.Marshal]: NaN is null.
func (m Miss) MarshalJSON() ([]byte, error) { return basis.Marshal(m, basis.Kinds{}) }

// UnmarshalJSON reads what MarshalJSON writes.
func (m *Miss) UnmarshalJSON(data []byte) error { return basis.Unmarshal(data, m, basis.Kinds{}) }

// MarshalJSON writes the record by [basis.Marshal]: NaN is null.
func (n Neighbor) MarshalJSON() ([]byte, error) { return basis.Marshal(n, basis.Kinds{}) }

// UnmarshalJSON reads what MarshalJSON writes.
func (n *Neighbor) UnmarshalJSON(data []byte) error { return basis.Unmarshal(data, n, basis.Kinds{}) }

// MarshalJSON writes the record by [basis.Marshal]: NaN is null.
func (o Obstacle) MarshalJSON() ([]byte, error) { return basis.Marshal(o, basis.Kinds{}) }

// UnmarshalJSON reads what MarshalJSON writes.
func (o *Obstacle) UnmarshalJSON(data []byte) error { return basis.Unmarshal(data, o, basis.Kinds{}) }

// MarshalJSON writes the record by [basis.Marshal]: NaN is null.
func (p Part) MarshalJSON() ([]byte, error) { return basis.Marshal(p, basis.Kinds{}) }

// UnmarshalJSON reads what MarshalJSON writes.
func (p *Part) UnmarshalJSON(data []byte) error { return basis.Unmarshal(data, p, basis.Kinds{}) }

// MarshalJSON writes the record by [basis.Marshal]: NaN is null.
func (p Passing) MarshalJSON() ([]byte, error) { return basis.Marshal(p, basis.Kinds{}) }

// UnmarshalJSON reads what MarshalJSON writes.
func (p *Passing) UnmarshalJSON(data []byte) error { return basis.Unmarshal(data, p, basis.Kinds{}) }

// MarshalJSON writes the record by [basis.Marshal]: NaN is null.
func (p Place) MarshalJSON() ([]byte, error) { return basis.Marshal(p, basis.Kinds{}) }

// UnmarshalJSON reads what MarshalJSON writes.
func (p *Place) UnmarshalJSON(data []byte) error { return basis.Unmarshal(data, p, basis.Kinds{}) }

// MarshalJSON writes the record by [basis.Marshal]: NaN is null.
func (d Ruling) MarshalJSON() ([]byte, error) { return basis.Marshal(d, basis.Kinds{}) }

// UnmarshalJSON reads what MarshalJSON writes.
func (d *Ruling) UnmarshalJSON(data []byte) error { return basis.Unmarshal(data, d, basis.Kinds{}) }

// MarshalJSON writes the record by [basis.Marshal]: NaN is null.
func (r RulingEffect) MarshalJSON() ([]byte, error) { return basis.Marshal(r, basis.Kinds{}) }

// UnmarshalJSON reads what MarshalJSON writes.
func (r *RulingEffect) UnmarshalJSON(data []byte) error {
	return basis.Unmarshal(data, r, basis.Kinds{})
}

// MarshalJSON writes the record by [basis.Marshal]: NaN is null.
func (s Shift) MarshalJSON() ([]byte, error) { return basis.Marshal(s, basis.Kinds{}) }

// UnmarshalJSON reads what MarshalJSON writes.
func (s *Shift) UnmarshalJSON(data []byte) error { return basis.Unmarshal(data, s, basis.Kinds{}) }

// MarshalJSON writes the record by [basis.Marshal]: NaN is null.
func (s Standing) MarshalJSON() ([]byte, error) { return basis.Marshal(s, basis.Kinds{}) }

// UnmarshalJSON reads what MarshalJSON writes.
func (s *Standing) UnmarshalJSON(data []byte) error { return basis.Unmarshal(data, s, basis.Kinds{}) }
