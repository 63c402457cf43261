package rollup

import (
	"math"
	"slices"
	"strings"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/exact"
)

// Into fills the computed columns of the large units, which are the frame, from the
// small ones; neither table is changed. All faults are reported at once: columns that
// are unknown, not declared computed or filled already; shares that do not sum to 1;
// units without a large one, duplicates and gaps, unless the roll-up says what they
// mean; a rule that has no answer for a large unit.
//
// A figure is marked derived, or as the gravest of what it is made of (treated,
// imputed, open), and confidential by [Disclosure].
func (r Rollup) Into(large, small *indicators.Table) (Rolled, error) {
	if len(r.Columns) == 0 {
		return Rolled{}, basis.Errorf("roll-up: %w: no column is to be made", basis.ErrEmpty)
	}
	f, outside, err := r.frame(large, small)
	if f == nil {
		return Rolled{}, basis.Errorf("roll-up: %w", err)
	}
	errs := []error{err, r.Disclosure.check()}
	out := Rolled{Table: large, Outside: outside}
	builders, faults := make([]builder, len(r.Columns)), make([]error, len(r.Columns))
	basis.Each(len(builders), small.Len()*len(builders), func(j int) {
		builders[j] = builder{Column: r.Columns[j], f: f, large: large, small: small, by: r.Disclosure}
		faults[j] = builders[j].build()
	})
	for j, c := range r.Columns {
		b := builders[j]
		if faults[j] != nil {
			errs = append(errs, faults[j])
			continue
		}
		out.Notes, out.Withheld = append(out.Notes, b.notes...), append(out.Withheld, b.withheld...)
		t, err := out.Table.WithExact(c.Code, b.x, b.marks, c.Code)
		if err == nil {
			t, err = t.WithConfidential(c.Code, b.confidential)
		}
		if err != nil {
			errs = append(errs, err)
			continue
		}
		out.Table = t
	}
	if err := basis.JoinErrors(errs...); err != nil {
		return Rolled{}, basis.Errorf("roll-up: %w", err)
	}
	if n := len(outside); n > 0 {
		out.Table = out.Table.Warn(basis.Errorf("%w: %d small units or shares of them have no large unit in the frame and are left out, the first %s", basis.ErrUnknown, n, outside[0].Unit))
	}
	return out, nil
}

// builder makes one column.
type builder struct {
	Column
	f            *frame
	large, small *indicators.Table
	by           Disclosure
	from         []string // columns of the small units that the rule takes
	whole        bool     // none of them has a gap, and no unit is split
	graver       []string // of them, those with a mark that a figure inherits

	x            []exact.Number
	marks        []indicators.Mark
	confidential []bool
	notes        []Note
	withheld     []Primary
}

func (b *builder) build() error {
	if err := b.check(); err != nil {
		return err
	}
	b.scan()
	n := b.large.Len()
	b.x, b.marks, b.confidential = make([]exact.Number, n), make([]indicators.Mark, n), make([]bool, n)
	var errs []error
	for i, u := range b.large.Units() {
		if err := b.figure(i, u.Code); err != nil {
			errs = append(errs, err)
		}
	}
	return basis.JoinErrors(errs...)
}

func (b *builder) check() error {
	var errs []error
	fail := func(err error) { errs = append(errs, fault("", b.Code, err)) }
	in, ok := b.large.Framework().Find(b.Code)
	switch {
	case !ok || !in.Measured():
		fail(basis.Errorf("%w: a column to be rolled up is a measured indicator or an auxiliary column of the large units", basis.ErrUnknown))
	case !in.Computed:
		fail(basis.Errorf("%w: it is read from the data, not declared computed", basis.ErrValue))
	case filled(b.large.Column(b.Code)):
		fail(basis.Errorf("%w: the column has values already", basis.ErrValue))
	}
	if b.Rule == nil {
		fail(basis.Errorf("%w: no rule", basis.ErrMissing))
	}
	if b.Empty != nil && (math.IsNaN(*b.Empty) || math.IsInf(*b.Empty, 0)) {
		fail(basis.Errorf("%w: the figure of a unit without members is %v", basis.ErrNumber, *b.Empty))
	}
	if b.Gaps < Refuse || b.Gaps > NoFigure {
		fail(basis.Errorf("%w: %v", basis.ErrUnknown, b.Gaps))
	}
	for m := range basis.NamesOf(b.Rule) {
		switch {
		case m.Sort == basis.Attribute:
			if m.Name == "" || worded(b.small, m.Heading) {
				continue
			}
			fail(basis.Errorf("%w: no unit has anything under %s", basis.ErrUnknown, m.Heading))
		case !b.small.Has(m.Name):
			fail(basis.Errorf("%w: the table of the small units has no column %q%v", basis.ErrUnknown, m.Name, b.small.Meant(m.Name)))
		default:
			b.from = append(b.from, m.Name)
		}
	}
	return basis.JoinErrors(errs...)
}

// worded reports whether a unit has, or once had, anything under a heading.
func worded(t *indicators.Table, heading string) bool {
	for _, u := range t.Units() {
		if word, ok := u.Attribute(heading); ok && word != "" {
			return true
		}
	}
	return len(t.Words(heading)) > 0
}

// filled reports whether a column has any value.
func filled(x basis.View[float64]) bool {
	for _, v := range x.All() {
		if !math.IsNaN(v) {
			return true
		}
	}
	return false
}

// figure makes the figure of one large unit.
func (b *builder) figure(i int, unit string) error {
	rows, gaps := b.members(i)
	b.marks[i] = indicators.Derived
	switch {
	case len(gaps) > 0 && b.Gaps == Refuse:
		var errs []error
		for _, g := range gaps {
			errs = append(errs, fault(b.small.Unit(g.row).Code, g.code, basis.Errorf("%w: %s of %s is made of it", basis.ErrMissing, b.Code, unit)))
		}
		return basis.JoinErrors(errs...)
	case len(gaps) > 0 && (b.Gaps == NoFigure || len(rows) == 0):
		b.none(i, unit, indicators.Missing, basis.Textf("%d of %d units have no figure", len(gaps), len(gaps)+len(rows)))
		return nil
	case len(rows) == 0:
		b.nobody(i, unit)
		return nil
	}
	m := Members{b.small, rows, b.f, i}
	x, err := b.Rule.Figure(m)
	if err == nil && math.IsInf(x.Float(), 0) {
		err = basis.Errorf("%w: it is %v", basis.ErrNumber, x.Float())
	}
	if err != nil {
		return fault(unit, b.Code, err)
	}
	b.x[i] = x
	b.inherit(i, unit, rows)
	if len(gaps) > 0 {
		b.note(i, unit, indicators.Open, basis.Textf("%d of %d units have no figure and are left out", len(gaps), len(gaps)+len(rows)))
	}
	b.disclose(i, unit, m)
	return nil
}

// grave are the marks that a figure inherits, the gravest last.
var grave = [...]indicators.Mark{indicators.Treated, indicators.Imputed, indicators.Open}

// scan looks at the columns once, so that members need not be asked where nothing is
// to be found.
func (b *builder) scan() {
	b.whole = len(b.f.splits) == 0
	for _, c := range b.from {
		for _, v := range b.small.Column(c).All() {
			if math.IsNaN(v) {
				b.whole = false
				break
			}
		}
		for _, mark := range b.small.Marks(c).All() {
			if slices.Contains(grave[:], mark) {
				b.graver = append(b.graver, c)
				break
			}
		}
	}
}

// gap is a figure that a member does not have.
type gap struct {
	row  int
	code string
}

// members are the rows that have all figures, and what the others lack, each once.
func (b *builder) members(i int) (rows []int, gaps []gap) {
	all := b.f.members[i]
	if b.whole {
		return all, nil
	}
	columns := make([]basis.View[float64], len(b.from))
	for k, c := range b.from {
		columns[k] = b.small.Column(c)
	}
	whole := true // as far as all are members, the list of the frame serves
	for at, row := range all {
		missing := -1
		for k, c := range columns {
			if math.IsNaN(c.At(row)) {
				missing = k
				break
			}
		}
		if counts := b.counts(row, i); !counts || missing >= 0 {
			if whole {
				rows, whole = append(make([]int, 0, len(all)), all[:at]...), false
			}
			if counts {
				gaps = append(gaps, gap{row, b.from[missing]})
			}
			continue
		}
		if !whole {
			rows = append(rows, row)
		}
	}
	if whole {
		return all, nil
	}
	return rows, gaps
}

// counts reports whether a small unit has a share of anything that the rule takes.
func (b *builder) counts(row, large int) bool {
	if _, split := b.f.splits[row]; !split {
		return true
	}
	for _, c := range b.from {
		if b.f.share(row, c, large).Float() != 0 {
			return true
		}
	}
	return len(b.from) == 0 && b.f.share(row, "", large).Float() != 0
}

// none gives a large unit no figure.
func (b *builder) none(i int, unit string, mark indicators.Mark, why basis.Text) {
	b.x[i] = exact.Of(math.NaN())
	b.note(i, unit, mark, why)
}

// nobody is the figure of a large unit without any member.
func (b *builder) nobody(i int, unit string) {
	_, sum := b.Rule.(Sum)
	_, count := b.Rule.(Count)
	why := basis.Textf("no unit")
	switch {
	case b.Empty != nil:
		b.x[i] = exact.Of(*b.Empty)
		b.note(i, unit, indicators.Imputed, why)
	case sum || count:
		b.note(i, unit, indicators.Derived, why)
	default:
		b.none(i, unit, indicators.NotApplicable, why)
	}
}

func (b *builder) note(i int, unit string, mark indicators.Mark, why basis.Text) {
	b.marks[i] = mark
	b.notes = append(b.notes, Note{unit, b.Code, mark, why})
}

// inherit gives a figure the gravest mark of those that it is made of.
func (b *builder) inherit(i int, unit string, rows []int) {
	worst, n := -1, 0
	for _, c := range b.graver {
		marks := b.small.Marks(c)
		for _, row := range rows {
			for k, mark := range grave {
				if marks.At(row) == mark {
					worst, n = max(worst, k), n+1
				}
			}
		}
	}
	if worst >= 0 {
		b.note(i, unit, grave[worst], basis.Textf("%d figures are %v or the like", n, grave[worst]))
	}
}

// list joins names for people.
func list(names []string) string { return strings.Join(names, ", ") }
