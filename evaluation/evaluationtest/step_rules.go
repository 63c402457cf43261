package evaluationtest

import (
	"fmt"
	"math"
	"slices"

	"github.com/countyeval/countyeval/evaluation/internal/kit"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// stepRule is one thing that a step must keep. check says how it breaks it on the
// table, or "".
type stepRule struct {
	name  string
	check func(a application) string
	whole bool // the table is not made smaller
}

func stepRules(o StepOptions) []stepRule {
	onGood := func(name string, check func(a application, base applied) string) stepRule {
		return stepRule{name: name, check: func(a application) string {
			if base, ok := a.base(); ok {
				return check(a, base)
			}
			return ""
		}}
	}
	rules := []stepRule{
		{name: "ordinary data", whole: true, check: func(a application) string {
			if out := a.apply(a.t); out.panic == nil && !out.good() {
				return fmt.Sprintf("plain figures give %v", out)
			}
			return ""
		}},
		{name: "no panic", check: func(a application) string {
			if out := a.apply(a.t); out.panic != nil {
				return out.String()
			}
			return ""
		}},
		onGood("framework", func(a application, base applied) string {
			if err := a.t.Framework().Fits(base.stage.Table.Framework()); err != nil {
				return fmt.Sprintf("%v; make the new table of the one that is given, by With or WithColumn", err)
			}
			return ""
		}),
		onGood("name", func(_ application, base applied) string {
			if base.stage.Name.IsZero() {
				return "the stage has no Name"
			}
			return ""
		}),
		onGood("record", func(a application, base applied) string {
			if a.t.Framework().Fits(base.stage.Table.Framework()) != nil {
				return "" // another rule says so
			}
			return untrue(a.t, base.stage)
		}),
		onGood("reasons", func(_ application, base applied) string {
			for _, c := range base.stage.Changes {
				if c.Why.IsZero() {
					return fmt.Sprintf("%s of %s goes from %v to %v; set Why of the Change (basis.Textf)", c.Indicator, c.Unit, c.Was, c.Is)
				}
			}
			return ""
		}),
		{name: "input unchanged", check: func(a application) string {
			was := album(a.t)
			a.apply(a.t)
			if is := album(a.t); is != was {
				return "of the table: " + difference(was, is) + "; change a copy (Column(code).Copy())"
			}
			return ""
		}},
		{name: "same answer twice", check: func(a application) string {
			first, second := a.apply(a.t), a.apply(a.t)
			if first.same(second) {
				return ""
			}
			if first.good() && second.good() {
				return difference(picture(first.stage), picture(second.stage))
			}
			return fmt.Sprintf("first %v, then %v", first, second)
		}},
		onGood("concurrent use", applyConcurrently),
		onGood("nothing is kept", stageNotKept),
		{name: "names within", check: func(a application) string { return basis.Untold(a.s) }},
		onGood("not applicable", func(a application, base applied) string {
			return someCell(a.t, base.stage.Table, func(code string, row, now int) string {
				if x := base.stage.Table.Column(code).At(now); a.t.Marks(code).At(row) == indicators.NotApplicable && !math.IsNaN(x) {
					return fmt.Sprintf("%s of %s can have no figure, and gets %v", code, a.t.Unit(row).Code, x)
				}
				return ""
			})
		}),
		onGood("confidential", confidentialSources),
		{name: "refused", whole: true, check: refusals},
	}
	if !o.ByPlace {
		rules = append(rules, onGood("order of units", unitsMove))
	}
	return append(rules, degenerateTables()...)
}

// untrue says what of a record is not true, and how to mend it.
func untrue(t *indicators.Table, s indicators.Stage) string {
	if err := s.Check(t); err != nil {
		return fmt.Sprintf("%v; record each cell by an indicators.Change, with the mark Imputed, Treated or Restated, and each unit that leaves by an indicators.Departure", err)
	}
	return ""
}

// someCell looks at the cells of units that are in both tables, with the row of each,
// and returns the first that is not "".
func someCell(was, is *indicators.Table, look func(code string, row, now int) string) string {
	for _, in := range columnsOf(was.Framework()) {
		if !is.Has(in.Code) {
			continue
		}
		for i, u := range was.Units() {
			if k, ok := is.Row(u.Code); ok {
				if why := look(in.Code, i, k); why != "" {
					return why
				}
			}
		}
	}
	return ""
}

func applyConcurrently(a application, base applied) string {
	const times = 10
	other := a.other()
	wrong, ok := kit.Concurrently(times, func(another bool) func() applied {
		t := a.t
		if another && other != nil {
			t = other
		}
		return func() applied { return a.apply(t) }
	}, base.same)
	switch {
	case ok:
		return ""
	case wrong.good():
		return fmt.Sprintf("alone and among %d goroutines: %s; keep no state in the step", kit.Goroutines, difference(picture(base.stage), picture(wrong.stage)))
	}
	return fmt.Sprintf("among %d goroutines: %v", kit.Goroutines, wrong)
}

// other is the table with the figures of each column turned by one unit.
func (a application) other() *indicators.Table {
	out := a.t
	for _, in := range columnsOf(a.t.Framework()) {
		x, m := a.t.Column(in.Code).Copy(), a.t.Marks(in.Code).Copy()
		t, err := out.WithColumn(in.Code, append(x[1:], x[0]), append(m[1:], m[0]), in.Code)
		if err != nil {
			return nil
		}
		out = t
	}
	return out
}

func stageNotKept(a application, base applied) string {
	first := a.apply(a.t)
	if !first.same(base) {
		return difference(picture(base.stage), picture(first.stage))
	}
	was := picture(first.stage)
	if other := a.other(); other != nil {
		a.apply(other)
	}
	if is := picture(first.stage); is != was {
		return "of a stage already given, when another table came: " + difference(was, is)
	}
	for i := range first.stage.Changes { // what the caller does with its own data is its own affair
		first.stage.Changes[i] = indicators.Change{}
	}
	for i := range first.stage.Left {
		first.stage.Left[i] = indicators.Departure{}
	}
	again := a.apply(a.t)
	if !again.good() || picture(again.stage) != was {
		if again.good() {
			return "after another table, and writing over the record given first: " + difference(was, picture(again.stage))
		}
		return fmt.Sprintf("after another table: %v", again)
	}
	return ""
}

func unitsMove(a application, base applied) string {
	for _, order := range orders(a.t.Len(), a.o.Seed) {
		moved, err := reseated(a.t, order)
		if err != nil {
			return ""
		}
		out := a.apply(moved)
		if !out.good() {
			return fmt.Sprintf("with the units in another order: %v", out)
		}
		was, is := base.stage.Table, out.stage.Table
		rows, ok := orderOf(was, is)
		if !ok {
			return "with the units in another order, other units leave"
		}
		why := someCell(was, is, func(code string, row, _ int) string {
			k := rows[row]
			x, y := was.Column(code).At(row), is.Column(code).At(k)
			near := math.Abs(x-y) <= a.o.Tolerance*max(1, math.Abs(x), math.Abs(y)) || math.IsNaN(x) && math.IsNaN(y)
			if m, n := was.Marks(code).At(row), is.Marks(code).At(k); !near || m != n {
				return fmt.Sprintf("%s of %s is %v (%v), and %v (%v) with the units in another order; set ByPlace if it may be", code, was.Unit(row).Code, x, m, y, n)
			}
			if p, q := was.Confidential(code).At(row), is.Confidential(code).At(k); p != q {
				return fmt.Sprintf("whether %s of %s is confidential follows the order of the units", code, was.Unit(row).Code)
			}
			return ""
		})
		if why != "" {
			return why
		}
		for i, u := range was.Units() {
			if now := is.Unit(rows[i]); now.Class != u.Class {
				return fmt.Sprintf("%s is of class %q, and of %q with the units in another order", u.Code, u.Class, now.Class)
			}
		}
	}
	return ""
}

// confidentialSources changes one confidential figure after the other, and looks which
// computed cells of its unit follow it.
func confidentialSources(a application, base applied) string {
	columns := columnsOf(a.t.Framework())
	var made []string
	for _, in := range columns {
		if in.Computed && empty(a.t, in.Code) && !empty(base.stage.Table, in.Code) {
			made = append(made, in.Code)
		}
	}
	for _, in := range columns {
		for i, x := range a.t.Column(in.Code).All() {
			if len(made) == 0 || math.IsNaN(x) || !a.t.Confidential(in.Code).At(i) {
				continue
			}
			unit := a.t.Unit(i).Code
			t, err := a.t.With(a.t.Marks(in.Code).At(i), indicators.Change{Unit: unit, Indicator: in.Code, Was: x, Is: 1.25*x + 0.5})
			if err != nil {
				continue
			}
			out := a.apply(t)
			if !out.good() {
				continue
			}
			for _, code := range made {
				was, _ := base.stage.Table.Value(unit, code)
				is, _ := out.stage.Table.Value(unit, code)
				row, ok := base.stage.Table.Row(unit)
				if ok && was != is && !(math.IsNaN(was) && math.IsNaN(is)) && !base.stage.Table.Confidential(code).At(row) {
					return fmt.Sprintf("%s of %s follows the confidential %s, and is not confidential; name the columns it is made from in WithColumn, or none", code, unit, in.Code)
				}
			}
		}
	}
	return ""
}

// empty reports whether a column has no figure.
func empty(t *indicators.Table, code string) bool {
	return !slices.ContainsFunc(t.Column(code).Copy(), func(x float64) bool { return !math.IsNaN(x) })
}
