package evaluation

import (
	"iter"
	"slices"
	"strings"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Members tells units by what is known of them, never by their codes: those whose
// attribute By has one of the words In. By is a heading of the table (class, region,
// level, tag:basin) or, of a graded ranking, grade; in a plan it may also be list:NAME,
// the words of a list of figures. The zero value tells nobody.
type Members struct {
	By string   `json:"by,omitzero" names:"attribute"`
	In []string `json:"in,omitzero"`
}

// Of reports whether the unit of a place is one of them.
func (m Members) Of(p Place) bool {
	if m.By == "" || m.By == "code" || m.By == "name" {
		return false
	}
	word := p.Grade
	if m.By != "grade" {
		word, _ = p.Unit.Attribute(m.By)
	}
	return slices.Contains(m.In, word)
}

var _ basis.Naming = Members{}

// Names implements [basis.Naming]: the words of In, or the heading if there are none. Of
// an attribute that there is not it names nothing, which Check refuses.
func (m Members) Names() iter.Seq[basis.Mention] {
	of := basis.Mention{Sort: basis.Attribute, Heading: m.By}
	if m.By == "grade" {
		of = basis.Mention{Sort: basis.GradeName}
	}
	return func(yield func(basis.Mention) bool) {
		_, ok := (indicators.Unit{}).Attribute(m.By)
		if of.Sort == basis.Attribute && !ok && !strings.HasPrefix(m.By, "list:") || m.By == "code" || m.By == "name" {
			return
		}
		if len(m.In) == 0 {
			yield(of)
		}
		for _, of.Name = range m.In {
			if !yield(of) {
				return
			}
		}
	}
}

// Check refuses an attribute that there is not, or that tells one unit from all
// others, and an attribute without words.
func (m Members) Check() error {
	switch {
	case m.By == "" && len(m.In) == 0:
		return nil
	case m.By == "code" || m.By == "name":
		return basis.Errorf("%w: members are told by what units have in common, not by %s", basis.ErrValue, m.By)
	}
	if _, ok := (indicators.Unit{}).Attribute(m.By); !ok && m.By != "grade" {
		return basis.Errorf("%w: %q is no attribute of units: class, region, level, tag:KEY or grade%v", basis.ErrUnknown, m.By, basis.Meant(m.By, []string{"class", "region", "level", "grade"}))
	}
	if len(m.In) == 0 {
		return basis.Errorf("%w: members by %s need at least one word", basis.ErrEmpty, m.By)
	}
	return nil
}
