package incentive

import (
	"fmt"
	"maps"
	"slices"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive/fill"
	"github.com/countyeval/countyeval/indicators/basis"
)

// desk is where the figures lie while a plan is carried out: what was read, and which
// codes are known.
type desk struct {
	late    error // of a clause that edits a sheet it has kept
	figures Figures
	known   map[string]bool
	whole   evaluation.Ranking // of the plan
	idle    []*basis.NameError // names of clauses that are right and that nothing bears
	read    map[string]use     // by name
}

// use is what a list was read as.
type use int

const (
	unread  use = iota
	past        // history, in which units stand that are no longer there
	present     // figures of the units that there are
)

func newDesk(f Figures, r evaluation.Ranking) *desk {
	d := &desk{figures: f, whole: r, known: make(map[string]bool, len(r.Places)), read: map[string]use{}}
	for _, places := range [][]evaluation.Place{r.Places, r.Apart} {
		for _, p := range places {
			d.known[p.Unit.Code] = true
		}
	}
	for _, l := range r.Left {
		d.known[l.Unit] = true
	}
	return d
}

// want says why there is no figure of the kind under a name.
func (d *desk) want(kind basis.Text, name string) error {
	switch {
	case name == "":
		return basis.Errorf("%w: no list of %s is named", basis.ErrMissing, kind)
	case slices.Contains(d.figures.names(), name):
		return basis.Errorf("%w: the figures %q are no %s", basis.ErrValue, name, kind)
	}
	if near := basis.Nearest(name, d.figures.names()); near != "" {
		return basis.Errorf("%w: no %s %q are given (did you mean %q?)", basis.ErrMissing, kind, name, near)
	}
	return basis.Errorf("%w: no %s %q are given", basis.ErrMissing, kind, name)
}

func (d *desk) decimals(name string) (Decimals, error) {
	for _, l := range d.figures.Decimals {
		if l.Name == name && name != "" {
			d.read[name] = present
			return l, nil
		}
	}
	return Decimals{}, d.want(basis.Textf("decimals"), name)
}

func (d *desk) words(name string, as use) (Words, error) {
	for _, l := range d.figures.Words {
		if l.Name == name && name != "" {
			d.read[name] = max(d.read[name], as)
			return l, nil
		}
	}
	return Words{}, d.want(basis.Textf("words"), name)
}

func (d *desk) flags(name string) (Flags, error) {
	for _, l := range d.figures.Flags {
		if l.Name == name && name != "" {
			d.read[name] = present
			return l, nil
		}
	}
	return Flags{}, d.want(basis.Textf("flags"), name)
}

func (d *desk) ranking(name string) (evaluation.Ranking, error) {
	r, ok := d.figures.Rankings[name]
	if !ok || name == "" {
		return r, d.want(basis.Textf("rankings"), name)
	}
	d.read[name] = present
	return r, nil
}

func (d *desk) allocation(name string) (*Allocation, error) {
	a, ok := d.figures.Allocations[name]
	if !ok || name == "" || a == nil {
		return nil, d.want(basis.Textf("allocations"), name)
	}
	d.read[name] = present
	return a, nil
}

// strangers refuses codes of the lists that were read which nobody knows: no unit of
// the ranking, and none that left it. In lists of history they are warnings.
func (d *desk) strangers() (warnings []error, err error) {
	var errs []error
	var known []string // in order, once they are needed
	look := func(name string, named []string) {
		as := d.read[name]
		if as == unread {
			return
		}
		slices.Sort(named)
		for _, code := range named {
			if known == nil {
				known = codes(d.known)
			}
			f := &fill.Fault{Unit: code, Err: basis.Errorf("%w: the figures %q name it", basis.ErrUnknown, name)}
			if near := basis.Nearest(code, known); near != "" {
				f.Err = basis.Errorf("%w: the figures %q name it (did you mean %s?)", basis.ErrUnknown, name, near)
			}
			if as == past {
				warnings = append(warnings, f)
			} else {
				errs = append(errs, f)
			}
		}
	}
	for _, l := range d.figures.Decimals {
		look(l.Name, strange(d, l.Of))
	}
	for _, l := range d.figures.Words {
		look(l.Name, strange(d, l.Of))
	}
	for _, l := range d.figures.Flags {
		look(l.Name, strange(d, l.Of))
	}
	return warnings, basis.JoinErrors(errs...)
}

// left lists the names that nothing has read.
func (d *desk) left() []string {
	var out []string
	for _, name := range d.figures.names() {
		if d.read[name] == unread {
			out = append(out, name)
		}
	}
	return out
}

// errUnread says that no clause reads some figures.
func errUnread(names []string) error {
	return basis.Errorf("%w: no clause reads the figures %s", basis.ErrUnknown, fmt.Sprintf("%q", names))
}

// zh is the Chinese name of a list; "" if it has none.
func (d *desk) zh(name string) string {
	for _, l := range d.figures.Decimals {
		if l.Name == name {
			return l.NameZH
		}
	}
	for _, l := range d.figures.Words {
		if l.Name == name {
			return l.NameZH
		}
	}
	for _, l := range d.figures.Flags {
		if l.Name == name {
			return l.NameZH
		}
	}
	return ""
}

// article quotes a clause.
func (d *desk) article(tranche string, c Clause) Article {
	switch q := c.(type) {
	case quoting:
		return Article{Tranche: tranche, Text: q.text(d.zh)}
	case basis.Worded:
		return Article{Tranche: tranche, Text: q.Text()}
	}
	return Article{Tranche: tranche, Text: word(c.String())}
}

// codes are the keys of m in order.
func codes[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }

// strange are the codes of figures that the ranking does not have.
func strange[V any](d *desk, of map[string]V) []string {
	var out []string
	for code := range of {
		if !d.known[code] {
			out = append(out, code)
		}
	}
	return out
}
