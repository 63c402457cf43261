package indicators

import (
	"iter"
	"slices"

	"github.com/countyeval/countyeval/indicators/basis"
)

// past is what a table was before units left it, before they got other classes, or
// before it came under another framework: by it a name that is right, though nothing
// bears it any longer, is told from a typing error. It is not written with the table.
type past struct {
	framework *Framework
	units     []Unit
	before    *past
}

// now is the past of what is made from t.
func (t *Table) now() *past { return &past{t.framework, t.units, t.past} }

// After returns t as a table that was made from o, by ways that t does not know, such as a
// step of one's own: names that were right in o are right in t. It is t itself if t knows.
func (t *Table) After(o *Table) *Table {
	if t == o || o == nil || t.past != nil || o.past == nil && t.framework == o.framework && slices.EqualFunc(t.units, o.units, sameLabels) {
		return t
	}
	out := t.shallow()
	out.past = o.now()
	return out
}

func sameLabels(a, b Unit) bool { return a.Code == b.Code && a.Class == b.Class }

// Role is what a code stands for in a table.
type Role int

// The roles.
const (
	NoRole    Role = iota // nothing: the code is unknown
	Composed              // an indicator that has children
	Measured              // an indicator that has figures and is scored
	Auxiliary             // a column that is read and not scored
	LeftOut               // an indicator of the framework that the table was under before ([Table.Under])
)

var roles = basis.Words{"unknown", "composed", "measured", "auxiliary", "left out"}

// String gives the words.
func (r Role) String() string { return basis.Name(roles, "Role", r) }

// MarshalText gives the words.
func (r Role) MarshalText() ([]byte, error) { return basis.MarshalWord(roles, "role", r) }

// UnmarshalText accepts exactly the words of String.
func (r *Role) UnmarshalText(text []byte) error { return basis.UnmarshalWord(roles, "role", r, text) }

// Role tells what a code stands for. An indicator that a study leaves out is LeftOut, or
// Auxiliary if the table has figures of it.
func (t *Table) Role(code string) Role {
	if r := t.framework.role(code); r != NoRole {
		return r
	}
	for p := t.past; p != nil; p = p.before {
		if p.framework.role(code) != NoRole {
			return LeftOut
		}
	}
	return NoRole
}

func (f *Framework) role(code string) Role {
	if f == nil {
		return NoRole
	}
	if i, ok := f.index[code]; ok {
		if f.nodes[i].Measured() {
			return Measured
		}
		return Composed
	}
	if _, ok := f.auxIndex[code]; ok {
		return Auxiliary
	}
	return NoRole
}

// Meant is the end of a message about a code that is no column of the table: " (did you
// mean "rd"?)", or nothing if no column is near.
func (t *Table) Meant(code string) basis.Text {
	known := make([]string, len(t.columns))
	for j, c := range t.columns {
		known[j] = c.code
	}
	return basis.Meant(code, known)
}

// Words tells what units have under a heading (class, region, level, tag:KEY): with true
// what a unit of the table has, with false what none has any longer, but one had before
// it left the table or got another class, or has in another year of the [Panel].
func (t *Table) Words(heading string) map[string]bool {
	out := map[string]bool{}
	add := func(units []Unit, now bool) {
		for _, u := range units {
			if word, ok := u.Attribute(heading); ok && word != "" {
				out[word] = out[word] || now
			}
		}
	}
	add(t.units, true)
	for p := t.past; p != nil; p = p.before {
		add(p.units, false)
	}
	if t.panel != nil {
		for _, o := range t.panel.tables {
			add(o.units, false)
		}
	}
	return out
}

// Departed ranges over the units that the table had and has no longer, and those that
// had another class, as they were; some perhaps twice.
func (t *Table) Departed() iter.Seq[Unit] {
	return func(yield func(Unit) bool) {
		for p := t.past; p != nil; p = p.before {
			for _, u := range p.units {
				if at, ok := t.rows[u.Code]; ok && t.units[at].Class == u.Class {
					continue
				}
				if !yield(u) {
					return
				}
			}
		}
	}
}
