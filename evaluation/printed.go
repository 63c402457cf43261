package evaluation

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/countyeval/countyeval/evaluation/internal/printed"
	"github.com/countyeval/countyeval/indicators/basis"
)

// PrintedParts is what is printed of every node for every unit, as [Ties] have it.
type PrintedParts struct {
	Ties   Ties        `json:"ties"`
	Codes  []string    `json:"codes"`           // of the q nodes, in pre-order
	Units  []string    `json:"units"`           // codes of the n units, in the order of the table
	Of     [][]float64 `json:"of"`              // q rows of n; of the root before rulings; NaN: no score
	Given  []float64   `json:"given,omitzero"`  // n points of rulings; none if rulings give none
	Totals []float64   `json:"totals,omitzero"` // of the root, with the points of rulings

	// Warnings name figures on a border of rounding: see [Decision.Rank].
	Warnings []error `json:"warnings,omitzero"`
}

// Printed is what is printed of all nodes under these rules: points or scores as
// t.Print says, so that they add up. If it says nothing of parts, every score is rounded
// alone.
func (r *Result) Printed(t Ties) (PrintedParts, error) {
	if r == nil || r.tree == nil {
		return PrintedParts{}, basis.Errorf("%w: there is no result to print", ErrModel)
	}
	if err := t.check(); err != nil {
		return PrintedParts{}, err
	}
	out := PrintedParts{Ties: t, Codes: r.Codes()}
	for _, u := range r.Prepared.Units() {
		out.Units = append(out.Units, u.Code)
	}
	out.Of = make([][]float64, len(out.Codes))
	for at := range out.Of {
		out.Of[at] = make([]float64, len(out.Units))
	}
	if t.Print.Of == TotalOnly {
		for at, of := range out.Of {
			for i, x := range r.base(at) {
				of[i] = t.round(x)
			}
		}
	} else if err := r.fill(&out); err != nil {
		return PrintedParts{}, err
	}
	if err := r.total(&out); err != nil {
		return PrintedParts{}, err
	}
	return out, nil
}

// parts is what is printed of all nodes, or nil if nothing is said of them.
func (t Ties) parts(r *Result) (*PrintedParts, error) {
	if t.Print.Of == TotalOnly {
		return nil, nil
	}
	out, err := r.Printed(t)
	return &out, err
}

// choice is what the parts are printed by.
func (t Ties) choice() printed.Choice {
	leaf := t.Digits
	if t.Print.Digits != nil {
		leaf = t.Print.Digits
	}
	return printed.Choice{Points: t.Print.Of == PrintedPoints, Digits: *t.Digits, Leaf: *leaf}
}

// fill prints the parts, class by class.
func (r *Result) fill(p *PrintedParts) error {
	form := printed.New(r.tree.framework, r.Model.Flat, p.Ties.choice())
	var near []string
	work := form.Work()
	var errs []error
	for c, class := range r.classes {
		nodes, err := r.made(class)
		if err != nil {
			return err
		}
		if err := basis.JoinErrors(form.Check(nodes)...); err != nil {
			return err // the same of all classes
		}
		of, from, rows := p.Of, make([][]float64, len(p.Of)), []int(nil)
		for at := range from {
			from[at] = r.base(at)
		}
		if r.rows != nil {
			rows, of = r.rows[c], make([][]float64, len(p.Of))
			for at := range of {
				of[at] = make([]float64, len(rows))
			}
			from = gathered(from, rows)
		}
		work.Near = func(at, row int, x float64) {
			if rows != nil {
				row = rows[row]
			}
			near = append(near, fmt.Sprintf("%s %s (%v)", p.Units[row], p.Codes[at], x))
		}
		if err := work.Fill(of, from, nodes); err != nil {
			if r.rows != nil {
				err = basis.Errorf("class %q: %w", class, err)
			}
			errs = append(errs, err)
			continue
		}
		for at := range of {
			for i, row := range rows {
				p.Of[at][row] = of[at][i]
			}
		}
	}
	if near != nil {
		p.Warnings = append(p.Warnings, basis.Errorf("printed parts on a border of rounding: %s", strings.Join(near, ", ")))
	}
	return basis.JoinErrors(errs...)
}

// made are the nodes with what they were made of, for one class.
func (r *Result) made(class string) ([]printed.Node, error) {
	out := make([]printed.Node, len(r.tree.nodes))
	for at := range out {
		if len(r.tree.children[at]) == 0 || r.Model.Flat && at > 0 {
			continue
		}
		g, w, err := r.Group(r.tree.names[at], class)
		if err != nil {
			return nil, err
		}
		out[at] = printed.Node{By: r.aggregator(at), Group: g, Shares: w}
	}
	return out, nil
}

// gathered are the rows of columns.
func gathered(columns [][]float64, rows []int) [][]float64 {
	out := make([][]float64, len(columns))
	for at, of := range columns {
		out[at] = make([]float64, len(rows))
		for i, row := range rows {
			out[at][i] = of[row]
		}
	}
	return out
}

// total adds the points of rulings to the root.
func (r *Result) total(p *PrintedParts) error {
	p.Totals = p.Of[0]
	if len(r.before) == 0 {
		return nil
	}
	p.Totals, p.Given = slices.Clone(p.Of[0]), make([]float64, len(p.Units))
	for i, unit := range p.Units {
		a, ok := r.adjust(unit, r.before[i])
		if !ok {
			continue
		}
		p.Given[i] = p.Ties.round(a.Given)
		if p.Ties.Print.Of == TotalOnly {
			p.Totals[i] = p.Ties.round(r.scores[0][i])
			continue
		}
		p.Totals[i] = printed.Add(p.Of[0][i], p.Given[i], *p.Ties.Digits)
		if !printed.Fits(p.Totals[i], *p.Ties.Digits) {
			return basis.Errorf("%w: %v of %s is too large to be printed with %d decimals", basis.ErrDomain, p.Totals[i], unit, *p.Ties.Digits)
		}
	}
	return nil
}

// column is what a node is ranked by.
func (p PrintedParts) column(at int) []float64 {
	if at == 0 {
		return p.Totals
	}
	return p.Of[at]
}

// Score is what is printed of one unit on one node, of the root with the points of
// rulings; ok is false if there is no such unit or node. "" is the root.
func (p PrintedParts) Score(unit, code string) (x float64, ok bool) {
	at, row := 0, slices.Index(p.Units, unit)
	if code != "" {
		at = slices.Index(p.Codes, code)
	}
	if row < 0 || at < 0 {
		return math.NaN(), false
	}
	return p.column(at)[row], true
}

// figures are the scores of a node as ties have them: what is printed, or as they are.
func (r *Result) figures(t Ties, at int) ([]float64, error) {
	parts, err := t.parts(r)
	if err != nil || parts == nil {
		return r.scores[at], err
	}
	return parts.column(at), nil
}

// explained are the scores of a node before rulings as an explanation gives them: those
// that are printed, if scores are, and of the root what is printed of it.
func (r *Result) explained(p *PrintedParts, at int) []float64 {
	if p != nil && (at == 0 || p.Ties.Print.Of == PrintedScores) {
		return p.Of[at]
	}
	return r.base(at)
}

// MarshalJSON writes the record by [basis.Marshal]: NaN is null.
func (p PrintedParts) MarshalJSON() ([]byte, error) { return basis.Marshal(p, Kinds()) }

// UnmarshalJSON reads what MarshalJSON writes.
func (p *PrintedParts) UnmarshalJSON(data []byte) error { return basis.Unmarshal(data, p, Kinds()) }
