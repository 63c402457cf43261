package evaluationtest

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// columnsOf are all columns of a framework: measured, then auxiliary.
func columnsOf(f *indicators.Framework) []indicators.Indicator {
	return append(f.Measured(), f.Aux()...)
}

// table makes up a table, or a panel of them of which it is the last.
func (o StepOptions) table() (*indicators.Table, error) {
	f := o.Framework
	if f == nil {
		var err error
		if f, err = indicators.NewFramework(indicators.Indicator{Code: "root", Children: []indicators.Indicator{
			{Code: "a"}, {Code: "b", Direction: indicators.Lower}, {Code: "c"}, {Code: "d"},
		}}, indicators.Indicator{Code: "e"}); err != nil {
			return nil, err
		}
	}
	const last = 2024
	tables := map[int]*indicators.Table{}
	for k := range max(o.Years, 1) {
		t, err := o.year(f, k)
		if err != nil {
			return nil, basis.Errorf("options: %w", err)
		}
		tables[last-k] = t
	}
	if o.Years == 0 {
		return tables[last], nil
	}
	p, err := indicators.NewPanel(tables)
	if err != nil {
		return nil, basis.Errorf("options: %w", err)
	}
	return p.Table(last), nil
}

// year makes up the table of some years ago. The figures have few digits, some are
// missing, some in doubt or filled in, some confidential, and one cell can have none.
func (o StepOptions) year(f *indicators.Framework, ago int) (*indicators.Table, error) {
	rng := rand.New(rand.NewPCG(o.Seed^0x636f756e7479, uint64(ago)))
	units := make([]indicators.Unit, o.N)
	for i := range units {
		units[i] = indicators.Unit{
			Code: fmt.Sprintf("u%02d", i+1), Name: fmt.Sprintf("unit %d", i+1), Class: []string{"A", "B"}[i%2],
			Region: []string{"north", "south"}[i/2%2], Tags: indicators.NewTags(map[string]string{"basin": []string{"", "east"}[i%2]}),
		}
	}
	values, marks := map[string][]float64{}, map[string][]indicators.Mark{}
	hidden := map[string][]bool{}
	for j, in := range columnsOf(f) {
		if in.Computed {
			continue
		}
		x := make([]float64, o.N)
		hidden[in.Code] = make([]bool, o.N)
		for i := range x {
			x[i] = o.Lo + math.Round(1000*math.Pow(rng.Float64(), 2))/1000*(o.Hi-o.Lo)
			if !o.Complete && rng.IntN(10) == 0 {
				x[i] = math.NaN()
			}
			hidden[in.Code][i] = rng.IntN(8) == 0
		}
		m := indicators.MarkAll(x, indicators.Reported)
		if at := j % o.N; !o.Complete && ago == 0 && j == 0 {
			x[at], m[at] = math.NaN(), indicators.NotApplicable
		}
		for i := range m {
			if m[i] == indicators.Reported && rng.IntN(12) == 0 {
				m[i] = indicators.Open
			}
		}
		values[in.Code], marks[in.Code] = x, m
	}
	t, err := indicators.NewTable(f, units, values, marks)
	for code, cells := range hidden {
		if err == nil {
			t, err = t.WithConfidential(code, cells)
		}
	}
	return t, err
}

// reseated returns the table with the units in another order, in its panel if it has
// one.
func reseated(t *indicators.Table, order []int) (*indicators.Table, error) {
	units := make([]indicators.Unit, len(order))
	values, marks, hidden := map[string][]float64{}, map[string][]indicators.Mark{}, map[string][]bool{}
	for i, from := range order {
		units[i] = t.Unit(from)
		for _, in := range columnsOf(t.Framework()) {
			values[in.Code] = append(values[in.Code], t.Column(in.Code).At(from))
			marks[in.Code] = append(marks[in.Code], t.Marks(in.Code).At(from))
			hidden[in.Code] = append(hidden[in.Code], t.Confidential(in.Code).At(from))
		}
	}
	out, err := indicators.NewTable(t.Framework(), units, values, marks)
	for code, cells := range hidden {
		if err == nil {
			out, err = out.WithConfidential(code, cells)
		}
	}
	p, year := t.Panel()
	if err != nil || p == nil {
		return out, err
	}
	tables := map[int]*indicators.Table{}
	for _, y := range p.Years() {
		if tables[y] = p.Table(y); y == year {
			tables[y] = out
		}
	}
	if p, err = indicators.NewPanel(tables); err != nil {
		return nil, err
	}
	return p.Table(year), nil
}

// recolumned returns the table with f of each figure of a column, whatever it was
// marked.
func recolumned(t *indicators.Table, code string, f func(x float64) float64) (*indicators.Table, error) {
	var changes, gone []indicators.Change
	for i, x := range t.Column(code).All() {
		c := indicators.Change{Unit: t.Unit(i).Code, Indicator: code, Was: x, Is: f(x)}
		switch {
		case math.IsNaN(x):
		case math.IsNaN(c.Is):
			gone = append(gone, c)
		default:
			changes = append(changes, c)
		}
	}
	t, err := t.With(indicators.Reported, changes...)
	if err != nil {
		return nil, err
	}
	return t.With(indicators.Missing, gone...)
}

// pictureOf writes down all of a table, bit for bit.
func pictureOf(t *indicators.Table) string {
	if t == nil {
		return "no table"
	}
	var b strings.Builder
	for _, u := range t.Units() {
		fmt.Fprintf(&b, "unit %s %q %q %q %q", u.Code, u.Name, u.Class, u.Region, u.Level)
		for key, value := range u.Tags.All() {
			fmt.Fprintf(&b, " %s=%q", key, value)
		}
		b.WriteByte('\n')
	}
	for _, in := range columnsOf(t.Framework()) {
		for i, x := range t.Column(in.Code).All() {
			bits := math.Float64bits(x)
			if math.IsNaN(x) {
				bits = 0x7ff8 << 48
			}
			fmt.Fprintf(&b, "%s of %s: %v (%x) %v %v\n", in.Code, t.Unit(i).Code, x, bits, t.Marks(in.Code).At(i), t.Confidential(in.Code).At(i))
		}
	}
	return b.String()
}

// picture writes down all of a stage.
func picture(s indicators.Stage) string {
	out := fmt.Sprintf("name %q\n", s.Name.String())
	for _, c := range s.Changes {
		out += fmt.Sprintf("change %+v\n", c)
	}
	for _, d := range s.Left {
		out += fmt.Sprintf("left %+v\n", d)
	}
	for _, w := range s.Warnings {
		out += fmt.Sprintf("warning %v\n", w)
	}
	return out + album(s.Table)
}

// album is the picture of a table with those of its panel.
func album(t *indicators.Table) string {
	out := pictureOf(t)
	if t == nil {
		return out
	}
	if p, year := t.Panel(); p != nil {
		out += fmt.Sprintf("year %d\n", year)
		for _, y := range p.Years() {
			out += fmt.Sprintf("in %d\n%s", y, pictureOf(p.Table(y)))
		}
	}
	return out
}

// difference is the first line in which two pictures differ.
func difference(was, is string) string {
	a, b := strings.Split(was, "\n"), strings.Split(is, "\n")
	for i := range max(len(a), len(b)) {
		x, y := "nothing", "nothing"
		if i < len(a) {
			x = a[i]
		}
		if i < len(b) {
			y = b[i]
		}
		if x != y {
			return fmt.Sprintf("%s, then %s", x, y)
		}
	}
	return "nothing differs"
}

// orderOf is the row of each unit of the table a in the table b; ok is false if one is
// missing in either.
func orderOf(a, b *indicators.Table) (rows []int, ok bool) {
	for _, u := range a.Units() {
		row, has := b.Row(u.Code)
		if !has {
			return nil, false
		}
		rows = append(rows, row)
	}
	return rows, a.Len() == b.Len()
}

// placesOf reports whether an error says where the fault is.
func placesOf(err error) bool {
	return slices.ContainsFunc(basis.Find[*indicators.InputError](err), func(e *indicators.InputError) bool {
		return e.Unit != "" || e.Indicator != "" || e.Line > 0
	})
}
