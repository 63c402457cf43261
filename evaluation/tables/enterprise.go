package tables

import (
	"math"
	"slices"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/enterprise"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/exact"
)

// Listed is who stands on a list of enterprises or projects, in its order, with what each
// condition found. Region and grade have a column if any unit has one.
func Listed(l enterprise.List) Sheet {
	s := SheetOf(nameOf(l.Name, l.NameZH), l.On, entryFields(l.On, true)...)
	s.Note(Sentence(noteListed, len(l.On), len(l.Off)))
	s.Note(saidAll(l.Warnings)...)
	return s
}

// Unlisted is who does not stand on a list, in the order of the ranking, and why not.
func Unlisted(l enterprise.List) Sheet {
	return SheetOf(Sentence(titleUnlisted, nameOf(l.Name, l.NameZH)), l.Off, entryFields(l.Off, false)...)
}

func entryFields(of []enterprise.Entry, on bool) []Field[enterprise.Entry] {
	var region, grade bool
	for _, e := range of {
		region, grade = region || e.Place.Unit.Region != "", grade || e.Place.Grade != ""
	}
	fields := []Field[enterprise.Entry]{}
	if on {
		fields = append(fields, Of(right(headPosition), func(e enterprise.Entry) Cell { return Integer(e.Position) }).Keyed())
	}
	fields = append(fields, unitFields(func(e enterprise.Entry) indicators.Unit { return e.Place.Unit })...)
	return append(fields,
		Of(left(headPlace), func(e enterprise.Entry) Cell { return Words(RegionName(e.Place.Unit)) }).When(region),
		Of(left(headGrade), func(e enterprise.Entry) Cell { return Data(e.Place.Grade) }).When(grade),
		Of(left(headWhy), func(e enterprise.Entry) Cell {
			if on {
				return words(reasonsOf(found(e.Findings)))
			}
			return words(reasonsOf(e.Why()))
		}))
}

func found(f []enterprise.Finding) []basis.Text {
	out := make([]basis.Text, len(f))
	for i, x := range f {
		out[i] = x.Why
	}
	return out
}

// reasonsOf joins reasons.
func reasonsOf(of []basis.Text) Text {
	out := make([]Text, len(of))
	for i, x := range of {
		out[i] = Kept(x)
	}
	return join(out...)
}

// ListChanges is who joined a list, left it or stands at another place, and why: of who
// joined what kept it off before.
func ListChanges(name Text, changes []enterprise.Change) Sheet {
	fields := unitFields(func(c enterprise.Change) indicators.Unit { return c.Unit })
	position := func(head Text, of func(enterprise.Change) int) Field[enterprise.Change] {
		return Of(right(head), func(c enterprise.Change) Cell {
			if n := of(c); n > 0 {
				return Integer(n)
			}
			return Missing(Text{})
		})
	}
	fields = append(fields,
		Of(left(headTurn), func(c enterprise.Change) Cell { return Words(turns[c.Turn]) }),
		position(headWasAt, func(c enterprise.Change) int { return c.From }),
		position(headIsAt, func(c enterprise.Change) int { return c.To }),
		Of(left(headWhy), func(c enterprise.Change) Cell { return words(reasonsOf(c.Why)) }))
	s := SheetOf(Sentence(titleListChanges, name), changes, fields...)
	n := map[enterprise.Turn]int{}
	for _, c := range changes {
		n[c.Turn]++
	}
	s.Note(Sentence(noteListChanges, n[enterprise.Joined], n[enterprise.Dropped], n[enterprise.Moved]))
	return s
}

// Terms are what a policy gives each unit: the words of the case, the rate, the amount with
// two decimals, and what holds of it. A case that takes all others says why the cases
// before did not take the unit.
func Terms(p enterprise.Policy, terms []enterprise.Term) Sheet {
	fields := unitFields(func(t enterprise.Term) indicators.Unit { return t.Place.Unit })
	some := func(of func(enterprise.Term) bool) bool { return slices.ContainsFunc(terms, of) }
	fields = append(fields,
		Of(left(headPlace), func(t enterprise.Term) Cell { return Words(RegionName(t.Place.Unit)) }).
			When(some(func(t enterprise.Term) bool { return t.Place.Unit.Region != "" })),
		Of(left(headGrade), func(t enterprise.Term) Cell { return Data(t.Place.Grade) }).
			When(some(func(t enterprise.Term) bool { return t.Place.Grade != "" })),
		Of(left(headTerm), func(t enterprise.Term) Cell { return words(Kept(t.Term)) }).
			When(some(func(t enterprise.Term) bool { return !t.Term.IsZero() })),
		Of(point(headRate), func(t enterprise.Term) Cell { return figure(t.Rate) }).
			When(some(func(t enterprise.Term) bool { return !math.IsNaN(t.Rate) })),
		Of(point(headCharge), func(t enterprise.Term) Cell { return Decimal(t.Amount, 2) }).
			When(some(func(t enterprise.Term) bool { return !math.IsNaN(t.Amount) })),
		Of(left(headWhy), func(t enterprise.Term) Cell {
			if len(t.Why) == 0 {
				return words(reasonsOf(t.Left))
			}
			return words(reasonsOf(t.Why))
		}))
	return SheetOf(nameOf(p.Name, p.NameZH), terms, fields...)
}

// TermSums are the terms of a policy summed by what they are: how many units have each, and
// what they come to together.
func TermSums(p enterprise.Policy, terms []enterprise.Term) Sheet {
	type row struct {
		enterprise.Term
		units int
		of    []exact.Number
	}
	var rows []row
	amounts := false
	for _, t := range terms {
		at := slices.IndexFunc(rows, func(r row) bool { return r.Case == t.Case })
		if at < 0 {
			at, rows = len(rows), append(rows, row{Term: t})
		}
		rows[at].units++
		if !math.IsNaN(t.Amount) {
			rows[at].of, amounts = append(rows[at].of, exact.Of(t.Amount)), true
		}
	}
	slices.SortStableFunc(rows, func(a, b row) int { return a.Case - b.Case })
	return SheetOf(Sentence(titleTermSums, nameOf(p.Name, p.NameZH)), rows,
		Of(right(headCase), func(r row) Cell { return Integer(r.Case) }).Keyed(),
		Of(left(headTerm), func(r row) Cell { return words(Kept(r.Term.Term)) }),
		Of(point(headRate), func(r row) Cell { return figure(r.Rate) }),
		Of(right(headFirms), func(r row) Cell { return Integer(r.units) }),
		Of(point(headCharge), func(r row) Cell { return Decimal(exact.Sum(r.of...).Float(), 2) }).When(amounts))
}

// GradeCounts is how many units have each grade, by group and ranking: enterprises by county
// and pool. The rankings have names; a unit that has no grade of any ranking counts among
// all alone.
func GradeCounts(groups []Group, names []Text, rankings ...evaluation.Ranking) Sheet {
	var grades []string
	for _, r := range rankings {
		for _, p := range r.Places {
			if p.Grade != "" && !slices.Contains(grades, p.Grade) {
				grades = append(grades, p.Grade)
			}
		}
	}
	slices.Sort(grades)
	type row struct {
		group, name Text
		n           map[string]int
		all         int
	}
	var rows []row
	total := row{group: wordTotal, n: map[string]int{}}
	for _, g := range groups {
		for k, r := range rankings {
			x := row{group: g.Name, n: map[string]int{}}
			if k < len(names) {
				x.name = names[k]
			}
			for _, p := range r.Places {
				if g.Has(p.Unit) {
					x.all++
					x.n[p.Grade]++
					total.all++
					total.n[p.Grade]++
				}
			}
			rows = append(rows, x)
		}
	}
	fields := []Field[row]{
		Of(left(headGroup), func(r row) Cell { return Words(r.group) }).Keyed(),
		Of(left(headPool), func(r row) Cell { return words(r.name) }).When(len(rankings) > 1),
		Of(right(wordAll), func(r row) Cell { return Integer(r.all) }),
	}
	for _, grade := range grades {
		fields = append(fields, Of(right(Same(grade)), func(r row) Cell { return Integer(r.n[grade]) }))
	}
	s := SheetOf(titleGrades, append(rows, total), fields...)
	last := len(s.Rows) - 1
	s.Rows, s.Foot = s.Rows[:last], s.Rows[last:]
	return s
}

func nameOf(en, zh string) Text { return Text{English: en, Chinese: zh} }

var turns = map[enterprise.Turn]Text{
	enterprise.Joined: {"joined", "新进"}, enterprise.Dropped: {"dropped", "退出"}, enterprise.Moved: {"moved", "位次变动"},
}

// Words of enterprises.
var (
	titleUnlisted    = Text{"Not on the list: %s", "未入选：%s"}
	titleListChanges = Text{"What changed: %s", "变动情况：%s"}
	titleTermSums    = Text{"Summed up: %s", "汇总：%s"}
	titleGrades      = Text{"Units by grade", "分级家数"}
	headPosition     = Text{"place", "序号"}
	headTurn         = Text{"change", "变动"}
	headTerm         = Text{"terms", "结果"}
	headRate         = Text{"rate", "标准"}
	headCharge       = Text{"amount", "数额"}
	headCase         = Text{"case", "情形"}
	headFirms        = Text{"enterprises", "家数"}
	headWasAt        = Text{"place before", "原序号"}
	headIsAt         = Text{"place now", "现序号"}
	headPool         = Text{"pool", "分类"}
	noteListed       = Text{"On the list: %d. Not on it: %d.", "入选 %d 家，未入选 %d 家。"}
	noteListChanges  = Text{"Joined: %d. Dropped: %d. At another place: %d.", "新进 %d 家，退出 %d 家，位次变动 %d 家。"}
)
