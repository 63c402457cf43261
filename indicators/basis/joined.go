package basis

import (
	"cmp"
	"slices"
	"strings"
)

// MostKept is how many errors [JoinErrors] keeps, each with its place. Beyond that they
// are counted by cause and column.
const MostKept = 100_000

// Errors are several errors as one, made by [JoinErrors]. They print as a line each;
// where more than 3 have one cause, a summary by cause and column stands above, and of
// each such cause the first 10 follow. [All] ranges over every single one.
type Errors struct{ list []error }

var (
	_ error   = (*Errors)(nil)
	_ Speaker = (*Errors)(nil)
)

// JoinErrors joins errors as [errors.Join] does, those that are joined already one by
// one: nil for none, the error itself for one, and else [*Errors], which says many in
// short. Beyond the first [MostKept] there are tallies ([Tally]) at the end.
func JoinErrors(errs ...error) error {
	var list []error
	var beyond Tallies
	for _, err := range errs {
		for e := range All(err) {
			if _, tally := e.(*Tally); tally || len(list) == MostKept { //nolint:errorlint // this one, not what it wraps
				beyond.Add(e)
			} else {
				list = append(list, e)
			}
		}
	}
	switch list = append(list, beyond.Errors()...); len(list) {
	case 0:
		return nil
	case 1:
		return list[0]
	}
	return &Errors{list}
}

// Unwrap returns all of them.
func (e *Errors) Unwrap() []error { return slices.Clip(e.list) }

// Error gives the lines in English.
func (e *Errors) Error() string { return e.Say(English, nil) }

const (
	fewAlike   = 3  // so many of one cause need no summary
	mostListed = 10 // of one cause, below a summary
	mostCauses = 20 // that a summary has
	mostNamed  = 8  // columns that a line names
)

// Say gives the lines in a language.
func (e *Errors) Say(lang Language, texts Texts) string {
	list := slices.Collect(All(e))
	groups, of := grouped(list)
	var lines []string
	total, listed := 0, 0
	if slices.ContainsFunc(groups, func(g *alike) bool { return g.n > fewAlike }) {
		lines = summary(groups, lang, texts)
	}
	for i, err := range list {
		g := of[i]
		total += weight(err)
		if _, tally := err.(*Tally); !tally && g.listed < mostListed && g.rank < mostCauses { //nolint:errorlint // this one, not what it wraps
			lines = append(lines, Say(err, lang, texts))
			g.listed++
			listed++
		}
	}
	if listed < total {
		lines = append(lines, Textf("%d more are not listed", total-listed).Say(lang, texts))
	}
	if _, beyond := list[len(list)-1].(*Tally); beyond { //nolint:errorlint // this one, not what it wraps
		lines = append(lines, Textf("the places of the first %d are kept; all others are only counted", MostKept).Say(lang, texts))
	}
	return strings.Join(lines, "\n")
}

// alike are errors of one cause.
type alike struct {
	first   error
	n       int
	columns []string // in the order in which they came
	by      map[string]int
	listed  int
	rank    int // 0: the most frequent
}

// grouped groups errors by cause, the most frequent first, and tells the group of each.
func grouped(list []error) (groups []*alike, of []*alike) {
	by := map[string]*alike{}
	var key []byte
	of = make([]*alike, len(list))
	for i, err := range list {
		key = appendCause(key[:0], err)
		if t, ok := err.(*Tally); ok { //nolint:errorlint // this one, not what it wraps
			key = appendCause(key[:0], t.Of)
		}
		g := by[string(key)]
		if g == nil {
			g = &alike{first: err, by: map[string]int{}}
			by[string(key)] = g
			groups = append(groups, g)
		}
		of[i] = g
		column, n := placeOf(err).Indicator, weight(err)
		if _, known := g.by[column]; !known {
			g.columns = append(g.columns, column)
		}
		g.n += n
		g.by[column] += n
	}
	slices.SortStableFunc(groups, func(a, b *alike) int { return cmp.Compare(b.n, a.n) })
	for i, g := range groups {
		g.rank = i
	}
	return groups, of
}

// weight is how many errors one stands for.
func weight(err error) int {
	if t, ok := err.(*Tally); ok { //nolint:errorlint // this one, not what it wraps
		return t.N
	}
	return 1
}

// summary says in short what many errors are: a line for each cause.
func summary(groups []*alike, lang Language, texts Texts) []string {
	total := 0
	for _, g := range groups {
		total += g.n
	}
	lines := []string{Textf("%d faults, in short:", total).Say(lang, texts)}
	rest, causes := 0, 0
	for _, g := range groups {
		switch {
		case g.n <= fewAlike:
			continue
		case g.rank >= mostCauses:
			rest, causes = rest+g.n, causes+1
			continue
		}
		line := Textf("%d times%v%v: %v", g.n, g.in(lang, texts), g.at(lang), cause(g.first))
		lines = append(lines, "  "+line.Say(lang, texts))
	}
	if causes > 0 {
		lines = append(lines, "  "+Textf("%d of %d other kinds", rest, causes).Say(lang, texts))
	}
	return lines
}

// in names the columns, with how often it is in each where there are several.
func (g *alike) in(lang Language, texts Texts) Text {
	columns := slices.DeleteFunc(slices.Clone(g.columns), func(c string) bool { return c == "" })
	switch n := len(columns); {
	case n == 0:
		return Text{}
	case n == 1 && g.by[columns[0]] == g.n:
		return Textf(" in %s", columns[0])
	case n > mostNamed:
		return Textf(" in %s and %d more columns", g.counts(columns[:mostNamed], lang, texts), n-mostNamed)
	}
	return Textf(" in %s", g.counts(columns, lang, texts))
}

func (g *alike) counts(columns []string, lang Language, texts Texts) string {
	parts := make([]string, len(columns))
	for i, c := range columns {
		parts[i] = Textf("%s (%d)", c, g.by[c]).Say(lang, texts)
	}
	return strings.Join(parts, placeWords[lang].comma)
}

// at says where the first is.
func (g *alike) at(lang Language) Text {
	if spot := spotOf(g.first, lang); spot != "" {
		return Textf(", first at %s", spot)
	}
	return Text{}
}
