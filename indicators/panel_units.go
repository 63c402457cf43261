package indicators

import (
	"maps"
	"slices"
	"strings"

	"github.com/countyeval/countyeval/indicators/basis"
)

// Turnover is how the units of one table of a panel differ from those of another.
type Turnover struct {
	From   int    `json:"from"` // the years of the tables
	To     int    `json:"to"`
	Stayed int    `json:"stayed"`         // units that both have
	Went   []Unit `json:"went,omitzero"`  // that From alone has
	Came   []Unit `json:"came,omitzero"`  // that To alone has
	Alike  []Pair `json:"alike,omitzero"` // of those that went and those that came
}

// Pair is a unit that went and one that came, and may be the same under a new code.
type Pair struct {
	Old Unit       `json:"old"`
	New Unit       `json:"new"`
	Why basis.Text `json:"why"` // the same name, or the same code but for zeros
}

// Turnover compares the units of each year with those of the year before it in the
// panel.
func (p *Panel) Turnover() []Turnover {
	var out []Turnover
	for i := 1; i < len(p.years); i++ {
		out = append(out, p.Compare(p.years[i-1], p.years[i]))
	}
	return out
}

// Compare tells which units of one year went to the other, and which came; a year that
// the panel does not have has none. Two look like one if their names are the same, or
// their codes but for zeros before and behind and a point, as spreadsheets make of codes
// (010001, 10001, 10001.0), and if that is so of no third.
func (p *Panel) Compare(from, to int) Turnover {
	out := Turnover{From: from, To: to}
	was, is := p.tables[from], p.tables[to]
	if was == nil {
		was = &Table{}
	}
	if is == nil {
		is = &Table{}
	}
	for _, u := range was.units {
		if _, ok := is.rows[u.Code]; !ok {
			out.Went = append(out.Went, u)
		}
	}
	for _, u := range is.units {
		if _, ok := was.rows[u.Code]; !ok {
			out.Came = append(out.Came, u)
		}
	}
	out.Stayed = len(was.units) - len(out.Went)
	out.Alike = alikeUnits(out.Went, out.Came)
	return out
}

// alikeUnits pairs units that went with those that came.
func alikeUnits(went, came []Unit) []Pair {
	var out []Pair
	paired, taken := map[string]bool{}, map[string]bool{}
	match := func(why basis.Text, key func(Unit) string) {
		old, fresh := onlyOne(went, key), onlyOne(came, key)
		for _, u := range went {
			k := key(u)
			if i, ok := fresh[k]; ok && k != "" && old[k] >= 0 && i >= 0 && !paired[u.Code] && !taken[came[i].Code] {
				paired[u.Code], taken[came[i].Code] = true, true
				out = append(out, Pair{u, came[i], why})
			}
		}
	}
	match(basis.Textf("same code but for zeros"), func(u Unit) string { return bareCode(u.Code) })
	match(basis.Textf("same name"), func(u Unit) string { return foldSpace(foldWidth(u.Name)) })
	return out
}

// onlyOne finds the one unit that has a key, -1 if several have.
func onlyOne(units []Unit, key func(Unit) string) map[string]int {
	out := make(map[string]int, len(units))
	for i, u := range units {
		k := key(u)
		if _, twice := out[k]; twice {
			i = -1
		}
		out[k] = i
	}
	return out
}

// bareCode is a code of digits without what spreadsheets add and take away: zeros before
// and behind, and a point with zeros. It is "" for any other code.
func bareCode(code string) string {
	code = foldWidth(code)
	whole, behind, _ := strings.Cut(code, ".")
	if strings.Trim(behind, "0") != "" || strings.Trim(whole, "0123456789") != "" {
		return ""
	}
	return strings.Trim(whole, "0")
}

// Warnings says what is odd about the units of the panel: that two years which follow
// each other have no code in common, and units that look like one under two codes.
func (p *Panel) Warnings() []error {
	var out []error
	for _, t := range p.Turnover() {
		if w := t.warning(); w != nil {
			out = append(out, w)
		}
	}
	return out
}

// warning says what is odd, nil if nothing is.
func (t Turnover) warning() error {
	var pairs []string
	for _, x := range t.Alike {
		pairs = append(pairs, x.Old.Code+" -> "+x.New.Code)
	}
	const most = 10
	list := basis.Textf("%s", strings.Join(pairs[:min(len(pairs), most)], ", "))
	if len(pairs) > most {
		list = basis.Textf("%v and %d more", list, len(pairs)-most)
	}
	switch {
	case t.Stayed == 0 && len(pairs) > 0:
		return &InputError{Err: basis.Errorf("%w: no code of %d is one of %d; these look like one unit each: %v; a table of old and new codes joins them (Panel.Recode)", ErrCode, t.To, t.From, list)}
	case t.Stayed == 0:
		return &InputError{Err: basis.Errorf("%w: no code of %d is one of %d", ErrCode, t.To, t.From)}
	case len(pairs) > 0:
		return &InputError{Err: basis.Errorf("%w: %d units of %d are not in %d, and %d came; these look like one unit each: %v; a table of old and new codes joins them (Panel.Recode)", ErrCode, len(t.Went), t.From, t.To, len(t.Came), list)}
	}
	return nil
}

// CodeChange is one line of a table of old and new codes; [CSV.ReadCodeChanges] reads one.
type CodeChange struct {
	Old string `json:"old"`
	New string `json:"new"`
}

// Recode returns a panel in which units that had the old code of a change have the new
// one, in all years; a change may lead to another. Codes that are empty or change into
// two, changes that lead in a circle, an old code that no table has, and one that stands
// beside its new one in a table, where they would be two units, are errors, all reported
// at once.
func (p *Panel) Recode(changes ...CodeChange) (*Panel, error) {
	to, errs := p.checkChanges(changes)
	for _, year := range p.years {
		t := p.tables[year]
		now := make(map[string]string, len(t.units))
		for _, u := range t.units {
			code := to.of(u.Code)
			if other, twice := now[code]; twice {
				errs = append(errs, &InputError{Unit: u.Code, Err: basis.Errorf("%w: in %d there are both %s and %s, which would become %s", ErrCode, year, quote(other), quote(u.Code), quote(code))})
			}
			now[code] = u.Code
		}
	}
	if len(errs) > 0 {
		return nil, basis.JoinErrors(errs...)
	}
	return p.with(p.period, func(t *Table) *Table { return t.recoded(to) }), nil
}

// newCodes are the codes that others become.
type newCodes map[string]string

// of follows the changes of a code.
func (c newCodes) of(code string) string {
	for range len(c) {
		to, ok := c[code]
		if !ok {
			break
		}
		code = to
	}
	return code
}

// checkChanges says what is wrong with changes of codes.
func (p *Panel) checkChanges(changes []CodeChange) (newCodes, []error) {
	var errs []error
	fail := func(code string, format string, args ...any) {
		errs = append(errs, &InputError{Unit: code, Err: basis.Errorf(format, args...)})
	}
	had := map[string]bool{}
	for _, t := range p.tables {
		for code := range t.rows {
			had[code] = true
		}
	}
	to := make(newCodes, len(changes))
	for _, c := range changes {
		was, twice := to[c.Old]
		switch {
		case checkCode(c.Old) != nil:
			fail(c.New, "%w", checkCode(c.Old))
			continue
		case checkCode(c.New) != nil:
			fail(c.Old, "%w", checkCode(c.New))
			continue
		case twice && was != c.New:
			fail(c.Old, "%w: it becomes both %s and %s", ErrCode, quote(was), quote(c.New))
		}
		to[c.Old] = c.New
	}
	for _, old := range slices.Sorted(maps.Keys(to)) {
		_, on := to[to.of(old)]
		switch {
		case on:
			fail(old, "%w: the changes of the code lead in a circle", ErrCode)
		case !had[old] && !slices.ContainsFunc(changes, func(o CodeChange) bool { return o.New == old }):
			fail(old, "%w: no table of the panel has this code%v", basis.ErrUnknown, basis.Meant(old, slices.Sorted(maps.Keys(had))))
		}
	}
	return to, errs
}

// recoded returns the table with other codes.
func (t *Table) recoded(to newCodes) *Table {
	out := t.shallow()
	out.units, out.rows = slices.Clone(t.units), make(map[string]int, len(t.units))
	for i := range out.units {
		u := &out.units[i]
		u.Code = to.of(u.Code)
		out.rows[u.Code] = i
	}
	out.warnings = slices.Clone(t.warnings)
	for i, w := range out.warnings {
		if e, ok := w.(*InputError); ok && e.Unit != "" { //nolint:errorlint // those of this package, as they are
			own := *e
			own.Unit = to.of(e.Unit)
			out.warnings[i] = &own
		}
	}
	return out
}
