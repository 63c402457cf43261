package coinr

import (
	"encoding/csv"
	"errors"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/prepare"
)

// ErrMeta is the kind of all faults of an iMeta table that are none of the framework.
const ErrMeta = basis.Sentinel("iMeta")

// The types of a row of iMeta.
const (
	typeIndicator   = "Indicator"
	typeAggregate   = "Aggregate"
	typeGroup       = "Group"
	typeDenominator = "Denominator"
	typeOther       = "Other"
)

// Raw is put behind the code of an indicator that has a denominator, for the auxiliary
// column of its raw figures.
const Raw = "_raw"

// Meta is what an iMeta table says.
type Meta struct {
	Framework    *indicators.Framework
	Denominators map[string]string      // indicator -> the denominator by which its raw figures are divided
	Targets      map[string]float64     // indicator -> column Target, which COINr takes for distances to targets
	Groups       []indicators.Indicator // columns of iData with groups of units: code and name
	Others       []indicators.Indicator // further columns of iData, likewise

	// Warnings are columns of the file that say nothing here.
	Warnings []error
}

// Denominate are the steps that divide raw figures by their denominators, in the order of
// the framework.
func (m *Meta) Denominate() []indicators.Step {
	var steps []indicators.Step
	for _, in := range m.Framework.Measured() {
		if by, ok := m.Denominators[in.Code]; ok {
			steps = append(steps, prepare.Ratio{Code: in.Code, Of: in.Code + Raw, By: by})
		}
	}
	return steps
}

// metaRow is a row of iMeta with its place.
type metaRow struct {
	line   int
	fields map[string]string
	column map[string]int
	level  int
	weight float64
	lower  bool
	target *float64
}

func (r metaRow) code() string { return r.fields["iCode"] }

// wanted are the columns that must be there, and known those that may.
var (
	wanted = []string{"iCode", "Parent", "Level", "Type", "Direction", "Weight"}
	known  = append(slices.Clone(wanted), "iName", "Unit", "Target", "Denominator")
)

// ReadMeta reads an iMeta table; file is its name for messages. The columns iCode, Parent,
// Level, Type, Direction and Weight must be there, iName, Unit, Target and Denominator may,
// in any order; NA and an empty cell are the same. A first column without a heading has the
// names of rows that write.csv adds, and is left out.
//
// There is one root, an aggregate without parent; each parent is an aggregate one level
// above. Direction is 1 or -1 (and is not looked at for aggregates), a weight finite and
// not negative. All faults are reported at once, each an [*indicators.InputError].
func ReadMeta(r io.Reader, file string) (*Meta, error) {
	p := &metaReader{file: file, rows: map[string]*metaRow{}}
	if err := p.read(r); err != nil {
		return nil, err
	}
	return p.meta()
}

// metaReader reads one table.
type metaReader struct {
	file   string
	order  []*metaRow
	rows   map[string]*metaRow
	head   []string
	faults []error
	others []string
}

// fail reports a fault of a row; column "" is none.
func (p *metaReader) fail(r *metaRow, column string, err error) {
	e := &indicators.InputError{File: p.file, Indicator: r.code(), Line: r.line, Err: err}
	e.Column = r.column[column]
	p.faults = append(p.faults, e)
}

// read reads the rows.
func (p *metaReader) read(in io.Reader) error {
	rows := csv.NewReader(in)
	rows.FieldsPerRecord = 0
	head, err := rows.Read()
	if err != nil {
		return p.broken(err)
	}
	head[0] = strings.TrimPrefix(head[0], "\ufeff")
	first := &metaRow{line: 1}
	for i, name := range head {
		name = strings.TrimSpace(name)
		switch {
		case name == "" && i == 0: // names of rows
		case slices.Contains(p.head, name):
			p.fail(first, "", basis.Errorf("%w: the column %s is there twice", ErrMeta, strconv.Quote(name)))
		case !slices.Contains(known, name):
			p.others = append(p.others, name)
		}
		p.head = append(p.head, name)
	}
	for _, name := range wanted {
		if !slices.Contains(p.head, name) {
			p.fail(first, "", basis.Errorf("%w: the column %s is not there%v", ErrMeta, strconv.Quote(name), basis.Meant(name, p.others)))
		}
	}
	if len(p.faults) > 0 {
		return basis.JoinErrors(p.faults...)
	}
	for {
		fields, err := rows.Read()
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return p.broken(err)
		}
		r := &metaRow{fields: map[string]string{}, column: map[string]int{}}
		for i, text := range fields {
			line, column := rows.FieldPos(i)
			r.line = line
			if text = strings.TrimSpace(text); text == "NA" {
				text = ""
			}
			r.fields[p.head[i]], r.column[p.head[i]] = text, column
		}
		p.row(r)
	}
}

// broken is the fault of a file that is no CSV.
func (p *metaReader) broken(err error) error {
	e := &indicators.InputError{File: p.file, Err: err}
	if fault, ok := errors.AsType[*csv.ParseError](err); ok {
		e.Line, e.Column = fault.Line, fault.Column
		e.Err = basis.Errorf("%w: a quote is not closed, or stands within a field", ErrMeta)
		if errors.Is(err, csv.ErrFieldCount) {
			e.Err = basis.Errorf("%w: not as many fields as headings", indicators.ErrRow)
		}
	}
	if errors.Is(err, io.EOF) {
		e.Err = basis.Errorf("%w: the file has no headings", basis.ErrEmpty)
	}
	return basis.JoinErrors(append(p.faults, e)...)
}

// row reads the figures of a row.
func (p *metaReader) row(r *metaRow) {
	code, kind := r.code(), r.fields["Type"]
	if code == "" {
		p.fail(r, "iCode", basis.Errorf("%w: iCode is empty", ErrMeta))
		return
	}
	if other, twice := p.rows[code]; twice {
		p.fail(r, "iCode", basis.Errorf("%w: iCode %s is used twice, first on line %d", ErrMeta, strconv.Quote(code), other.line))
		return
	}
	p.rows[code] = r
	p.order = append(p.order, r)
	switch kind {
	case typeIndicator, typeAggregate:
	case typeGroup, typeDenominator, typeOther:
		return
	default:
		types := []string{typeIndicator, typeAggregate, typeGroup, typeDenominator, typeOther}
		p.fail(r, "Type", basis.Errorf("%w: Type %s is none of %s%v", ErrMeta, strconv.Quote(kind), strings.Join(types, ", "), basis.Meant(kind, types)))
		return
	}
	level, err := strconv.Atoi(r.fields["Level"])
	switch {
	case err != nil || level < 1:
		p.fail(r, "Level", basis.Errorf("%w: Level %s is not a whole number from 1", ErrMeta, strconv.Quote(r.fields["Level"])))
	case kind == typeIndicator && level != 1:
		p.fail(r, "Level", basis.Errorf("%w: an indicator has Level 1, not %d", ErrMeta, level))
	case kind == typeAggregate && level == 1:
		p.fail(r, "Level", basis.Errorf("%w: an aggregate has Level 2 or more, not 1", ErrMeta))
	}
	r.level = level
	if r.weight, err = number(r.fields["Weight"]); err != nil || r.weight < 0 {
		p.fail(r, "Weight", basis.Errorf("%w: Weight %s is not a finite number of at least 0", ErrMeta, strconv.Quote(r.fields["Weight"])))
	}
	if kind == typeAggregate {
		return
	}
	direction, err := number(r.fields["Direction"])
	if err != nil || direction != 1 && direction != -1 {
		p.fail(r, "Direction", basis.Errorf("%w: Direction %s is neither 1 nor -1", ErrMeta, strconv.Quote(r.fields["Direction"])))
	}
	r.lower = direction == -1
	if text := r.fields["Target"]; text != "" {
		x, err := number(text)
		if err != nil {
			p.fail(r, "Target", basis.Errorf("%w: Target %s is not a finite number", ErrMeta, strconv.Quote(text)))
		}
		r.target = &x
	}
	if by := r.fields["Denominator"]; by == code {
		p.fail(r, "Denominator", basis.Errorf("%w: the indicator is its own denominator", ErrMeta))
	}
}

// number reads a figure as R writes it.
func number(text string) (float64, error) {
	x, err := strconv.ParseFloat(text, 64)
	if err != nil || x-x != 0 || strings.ContainsAny(text, "_xXpP") {
		return 0, basis.Errorf("%w: %s", basis.ErrNumber, strconv.Quote(text))
	}
	return x, nil
}

// meta makes the framework of the rows.
func (p *metaReader) meta() (*Meta, error) {
	m := &Meta{Denominators: map[string]string{}, Targets: map[string]float64{}}
	children := map[string][]*metaRow{}
	var roots []*metaRow
	var aux []indicators.Indicator
	for _, r := range p.order {
		named := indicators.Indicator{Code: r.code(), Name: r.fields["iName"]}
		switch r.fields["Type"] {
		case typeGroup:
			m.Groups = append(m.Groups, named)
		case typeOther:
			m.Others = append(m.Others, named)
		case typeDenominator:
			named.Unit = r.fields["Unit"]
			aux = append(aux, named)
		case typeIndicator, typeAggregate:
			p.place(r, &roots, children)
		}
	}
	if len(roots) != 1 && len(p.faults) == 0 {
		var codes []string
		for _, r := range roots {
			codes = append(codes, r.code())
		}
		p.faults = append(p.faults, &indicators.InputError{File: p.file, Err: basis.Errorf("%w: the index has one root, an aggregate without Parent; there are %d: %s", ErrMeta, len(roots), strings.Join(codes, ", "))})
	}
	for _, name := range p.others {
		m.Warnings = append(m.Warnings, &indicators.InputError{File: p.file, Line: 1, Err: basis.Errorf("%w: the column %s says nothing here and is not read", ErrMeta, strconv.Quote(name))})
	}
	if len(p.faults) > 0 {
		return nil, basis.JoinErrors(p.faults...)
	}
	root := p.tree(m, roots[0], children, &aux)
	if p.faults != nil {
		return nil, basis.JoinErrors(p.faults...)
	}
	var err error
	if m.Framework, err = indicators.NewFramework(root, aux...); err != nil {
		return nil, p.placed(err)
	}
	return m, nil
}

// place finds the parent of a row.
func (p *metaReader) place(r *metaRow, roots *[]*metaRow, children map[string][]*metaRow) {
	parent := r.fields["Parent"]
	if parent == "" {
		if r.fields["Type"] == typeIndicator {
			p.fail(r, "Parent", basis.Errorf("%w: an indicator needs a Parent", ErrMeta))
			return
		}
		*roots = append(*roots, r)
		return
	}
	above, ok := p.rows[parent]
	switch {
	case !ok:
		p.fail(r, "Parent", basis.Errorf("%w: Parent %s is no iCode%v", ErrMeta, strconv.Quote(parent), basis.Meant(parent, slices.Sorted(maps.Keys(p.rows)))))
	case above.fields["Type"] != typeAggregate:
		p.fail(r, "Parent", basis.Errorf("%w: Parent %s is no aggregate, but of the Type %s", ErrMeta, strconv.Quote(parent), strconv.Quote(above.fields["Type"])))
	case above.level != r.level+1:
		p.fail(r, "Level", basis.Errorf("%w: Level %d is not one below that of its Parent %s, %d", ErrMeta, r.level, strconv.Quote(parent), above.level))
	default:
		children[parent] = append(children[parent], r)
	}
}

// tree makes the indicator of a row and of all below it. Levels fall, so that it ends.
func (p *metaReader) tree(m *Meta, r *metaRow, children map[string][]*metaRow, aux *[]indicators.Indicator) indicators.Indicator {
	in := indicators.Indicator{Code: r.code(), Name: r.fields["iName"], Weight: r.weight}
	if r.fields["Type"] == typeAggregate {
		for _, child := range children[r.code()] {
			in.Children = append(in.Children, p.tree(m, child, children, aux))
		}
		if len(in.Children) == 0 {
			p.fail(r, "iCode", basis.Errorf("%w: the aggregate %s has no children", ErrMeta, strconv.Quote(r.code())))
		}
		return in
	}
	in.Unit = r.fields["Unit"]
	if r.lower {
		in.Direction = indicators.Lower
	}
	if r.target != nil {
		m.Targets[in.Code] = *r.target
	}
	if by := r.fields["Denominator"]; by != "" {
		if below, ok := p.rows[by]; !ok || below.fields["Type"] != typeDenominator {
			p.fail(r, "Denominator", basis.Errorf("%w: %s is no denominator of the table%v", ErrMeta, strconv.Quote(by), basis.Meant(by, p.denominators())))
		}
		m.Denominators[in.Code] = by
		*aux = append(*aux, indicators.Indicator{Code: in.Code + Raw, Name: in.Name, Unit: in.Unit})
		in.Unit, in.Computed = "", true
	}
	return in
}

// denominators lists the codes of those of the table.
func (p *metaReader) denominators() []string {
	var out []string
	for _, r := range p.order {
		if r.fields["Type"] == typeDenominator {
			out = append(out, r.code())
		}
	}
	return out
}

// placed gives the faults of the framework their lines.
func (p *metaReader) placed(err error) error {
	var out []error
	for fault := range basis.All(err) {
		if e, ok := errors.AsType[*indicators.InputError](fault); ok {
			e.File = p.file
			if r := p.rows[strings.TrimSuffix(e.Indicator, Raw)]; r != nil {
				e.Line = r.line
			}
		}
		out = append(out, fault)
	}
	return basis.JoinErrors(out...)
}
