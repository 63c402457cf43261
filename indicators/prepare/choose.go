package prepare

import (
	"fmt"
	"maps"
	"slices"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// PerIndicator applies another step to the columns named in By, and Default to all
// measured indicators that are not. A nil step leaves a column as it is.
//
//	prepare.PerIndicator{
//		Default: prepare.Treat{},
//		By:      map[string]indicators.Step{"exports": prepare.Treat{Points: 8}, "share": nil},
//	}
//
// The steps must work column by column ([Columnwise]) and leave their own Columns
// empty. The steps of By come in the order of their codes, then Default; the stage
// has the changes and warnings of all. A code that the table does not have, and a
// step that cannot be given columns, are errors.
type PerIndicator struct {
	Default indicators.Step            `json:"default,omitzero"`
	By      map[string]indicators.Step `json:"by,omitzero" names:"column"`
}

// Columnwise is a step that can be told which columns to work on: On returns the
// same step for these alone. Imputations and treatments of this package are, and a
// step of one's own can be.
type Columnwise interface {
	indicators.Step
	On(columns ...string) (indicators.Step, error)
}

var _ indicators.Step = PerIndicator{}

// Apply implements [indicators.Step].
func (s PerIndicator) Apply(t *indicators.Table) (indicators.Stage, error) {
	type part struct {
		of    indicators.Step
		codes []string
	}
	var parts []part
	codes := slices.Sorted(maps.Keys(s.By))
	var errs []error
	for _, code := range codes {
		if err := column(t, code); err != nil {
			errs = append(errs, err)
			continue
		}
		parts = append(parts, part{s.By[code], []string{code}})
	}
	rest := part{of: s.Default}
	for _, in := range t.Framework().Measured() {
		if _, named := s.By[in.Code]; !named {
			rest.codes = append(rest.codes, in.Code)
		}
	}
	if len(rest.codes) > 0 {
		parts = append(parts, rest)
	}
	out := indicators.Stage{Name: basis.Textf("per indicator"), Table: t}
	var names basis.Text
	for _, p := range parts {
		if p.of == nil {
			continue
		}
		st, err := applyOn(out.Table, p.of, p.codes)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		out.Table = st.Table
		names = listed(names, st.Name)
		out.Changes = append(out.Changes, st.Changes...)
		out.Left = append(out.Left, st.Left...)
		out.Warnings = append(out.Warnings, st.Warnings...)
	}
	if err := basis.JoinErrors(errs...); err != nil {
		return indicators.Stage{}, basis.Errorf("per indicator: %w", err)
	}
	if !names.IsZero() {
		out.Name = basis.Textf("per indicator: %v", names)
	}
	return out, nil
}

func applyOn(t *indicators.Table, s indicators.Step, codes []string) (indicators.Stage, error) {
	c, ok := s.(Columnwise)
	if !ok {
		return indicators.Stage{}, basis.Errorf("%w: %v does not work column by column", basis.ErrValue, nameOf(s))
	}
	on, err := c.On(codes...)
	if err != nil {
		return indicators.Stage{}, err
	}
	return on.Apply(t)
}

// on refuses columns for a step that has its own.
func on(s indicators.Step, own []string) error {
	if len(own) > 0 {
		return basis.Errorf("%w: %v names columns of its own", basis.ErrValue, nameOf(s))
	}
	return nil
}

// nameOf is what a step is called before it is applied.
func nameOf(s indicators.Step) basis.Text {
	switch n := s.(type) {
	case basis.Worded:
		return n.Text()
	case fmt.Stringer:
		return basis.Textf("%s", n.String())
	}
	return basis.Textf("%T", s)
}

// Off is a step that is switched off: it stays in the record, and changes nothing.
type Off struct {
	Of indicators.Step `json:"of"`
}

var _ indicators.Step = Off{}

// String gives "switched off: median imputation of rd".
func (s Off) String() string { return s.Text().String() }

// Text gives the words of String.
func (s Off) Text() basis.Text {
	if s.Of == nil {
		return basis.Textf("switched off")
	}
	return basis.Textf("switched off: %v", nameOf(s.Of))
}

// Apply implements [indicators.Step].
func (s Off) Apply(t *indicators.Table) (indicators.Stage, error) {
	return indicators.Stage{Name: s.Text(), Table: t}, nil
}
