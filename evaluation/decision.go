package evaluation

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/countyeval/countyeval/evaluation/internal/printed"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/stats"
)

// Decision says how a ranking is decided: by whose scores, which are equal, who is
// ranked with whom, and who gets which grade. The zero value ranks all units
// together by the unrounded score of the root, without grades.
type Decision struct {
	Code   string  `json:"code,omitzero" names:"node"` // of the indicator; "": the root
	Ties   Ties    `json:"ties,omitzero"`              // what is published of the total and of its parts, and what follows from equal scores
	Own    bool    `json:"own,omitzero"`               // each class has places of its own, and every unit a class; otherwise all classes have joint ones
	Apart  Members `json:"apart,omitzero"`             // who is scored but stands apart, such as districts; they take no rank
	Grader Grader  `json:"grader,omitzero"`            // nil: no grades
}

// Rank orders the units of a result and grades them.
//
// With Ties.Digits scores are rounded first, as a person rounds (half away from
// zero, [stats.Round]), and the ranking holds the rounded, published scores: two
// units printed alike are ranked alike, and grades and awards follow from what
// is printed. Otherwise 12 significant digits of the scores are compared, and the
// ranking holds the scores themselves. Units equal in score are then compared on the
// keys of Ties.Break; those still equal are tied. Tied units stand in the order of the
// table. A unit without a score, or one that a ruling keeps out, is not ranked (Rank 0)
// and stands at the end; one that stands apart is in [Ranking.Apart].
//
// Then the Grader cuts the units that are ranked and not outside the quota into
// grades, class by class if classes have places of their own, and the rulings on
// grades come last: they change the grade of their unit and of nobody else, and
// [Place.Cut] keeps what the cut gave it.
//
// With Ties.Print what is printed of the parts is rounded, too, and the scores are made of
// it: see [Printing].
//
// A score that lies within 1e-9 of a border of rounding (relative to the score),
// yet is not the decimal on the border, gives a warning: where logarithms or
// powers are used, another machine or program may round it to the other side.
//
// If the model aggregates by class with a method that compares the units of one
// group, the scores of different classes do not compare, and joint places are an
// error that wraps [ErrIncomparable].
func (d Decision) Rank(r *Result) (Ranking, error) {
	return d.rankWith(r, func(at int) []float64 { return r.scores[at] }, PrintedParts.column)
}

// RankBefore is [Decision.Rank] by the root's scores before rulings added points.
// Rulings that keep a unit from being ranked hold.
func (d Decision) RankBefore(r *Result) (Ranking, error) {
	return d.rankWith(r, r.base, func(p PrintedParts, at int) []float64 { return p.Of[at] })
}

// rankWith ranks by the scores of the decision's node, or by what is printed of it.
func (d Decision) rankWith(r *Result, scores func(at int) []float64, column func(p PrintedParts, at int) []float64) (Ranking, error) {
	at, err := d.check(r)
	if err != nil {
		return Ranking{}, err
	}
	parts, err := d.Ties.parts(r)
	if err != nil {
		return Ranking{}, err
	}
	if parts != nil {
		return d.rank(r, column(*parts, at), at, parts)
	}
	return d.rank(r, scores(at), at, nil)
}

// RankWith is [Decision.Rank] as if one unit, by code, had that score, all other
// scores and keys as they are. With Ties.Print it is what is printed of the unit. A unit that the result does not have, or a score that
// is not finite, is an error.
func (d Decision) RankWith(r *Result, unit string, score float64) (Ranking, error) {
	at, err := d.check(r)
	if err != nil {
		return Ranking{}, err
	}
	row, ok := r.Prepared.Row(unit)
	if !ok {
		return Ranking{}, &indicators.InputError{Unit: unit, Err: basis.ErrUnknown}
	}
	if score-score != 0 {
		return Ranking{}, &indicators.InputError{Unit: unit, Err: basis.Errorf("%w: score %v", basis.ErrNumber, score)}
	}
	scores := r.scores[at]
	parts, err := d.Ties.parts(r)
	if err != nil {
		return Ranking{}, err
	}
	if parts != nil {
		scores = parts.column(at)
	}
	scores = slices.Clone(scores)
	scores[row] = score
	return d.rank(r, scores, at, parts)
}

// check refuses what cannot be ranked, and finds the node.
func (d Decision) check(r *Result) (at int, err error) {
	if r == nil || r.tree == nil {
		return 0, basis.Errorf("%w: there is no result to rank", ErrModel)
	}
	errs := []error{d.Ties.check(), d.Apart.Check()}
	if d.Apart.By == "grade" {
		errs = append(errs, basis.Errorf("%w: units stand apart before there are grades", basis.ErrValue))
	}
	var nodes []int
	at, ok := r.node(d.Code)
	if ok {
		nodes = append(nodes, at)
	} else {
		errs = append(errs, &indicators.InputError{Indicator: d.Code, Err: basis.Errorf("%w%v", basis.ErrUnknown, basis.Meant(d.Code, r.tree.names))})
	}
	if n := (&namer{model: r.Model, table: r.Prepared}); d.Grader != nil {
		n.ask(reads, basis.Textf("the grader"), basis.NamesOf(d.Grader), true)
		errs = append(errs, n.faults...)
	}
	for _, k := range d.Ties.Break {
		err := r.known(k)
		if b, ok := r.node(k.Code); err == nil && !k.Raw && ok {
			nodes = append(nodes, b)
		}
		if err != nil {
			err = basis.Errorf("a key that breaks ties: %w", err)
		}
		errs = append(errs, err)
	}
	if d.Own {
		for i, class := range r.classOf {
			if class == "" {
				errs = append(errs, &indicators.InputError{Unit: r.Prepared.Unit(i).Code, Err: basis.Errorf("%w: it has none, and classes have places of their own", ErrClass)})
			}
		}
	} else {
		for i, node := range nodes {
			err := r.comparable(node)
			if err != nil && (i > 0 || !ok) {
				err = basis.Errorf("a key that breaks ties: %w", err)
			}
			errs = append(errs, err)
		}
	}
	return at, basis.JoinErrors(errs...)
}

// rank orders the rows by these scores of a node, and grades; parts are what is printed
// of all nodes, nil if nothing is said of them.
func (d Decision) rank(r *Result, scores []float64, at int, parts *PrintedParts) (Ranking, error) {
	digits, round, err := d.Ties.Published()
	if err != nil {
		return Ranking{}, err
	}
	out := Ranking{Code: r.tree.names[at], Ties: d.Ties, Own: d.Own}
	f := field{d: d, keys: d.keys(r, parts), shown: make([]float64, len(scores))}
	if d.Own {
		f.class = classOrder(r.classOf)
	}
	entries := make([]entry, 0, len(scores))
	var near []string
	for i, x := range scores {
		why := r.keptOut(i)
		if math.IsNaN(x) {
			if why.IsZero() {
				why = basis.Textf("no score")
			}
		} else if round {
			if parts == nil && stats.NearBorder(x, digits) && !printed.OnBorder(x, digits) {
				near = append(near, fmt.Sprintf("%s (%v)", r.Prepared.Unit(i).Code, x))
			}
			x = stats.Round(x, digits)
		}
		f.shown[i] = x
		if why.IsZero() {
			entries = append(entries, entry{d.Ties.compared(x), i})
			continue
		}
		if f.out == nil {
			f.out = map[int]basis.Text{}
		}
		f.out[i] = why
		entries = append(entries, entry{math.Inf(-1), i})
	}
	if near != nil {
		out.Warnings = append(out.Warnings, basis.Errorf("scores on a border of rounding to %d decimals: %s", digits, strings.Join(near, ", ")))
	}
	if parts != nil {
		out.Warnings = append(out.Warnings, parts.Warnings...)
	}
	f.sort(entries)
	f.place(&out, r, entries)
	for _, s := range r.Stages {
		out.Left = append(out.Left, s.Left...)
	}
	d.name(r, &out)
	if d.Grader == nil {
		if at == 0 {
			out.Warnings = append(out.Warnings, ungraded(r.Rulings)...)
		}
		return out, nil
	}
	out, _, err = out.gradeOwn(d.Grader, r)
	return out, err
}

// keys are the figures that break ties, a column a key.
func (d Decision) keys(r *Result, parts *PrintedParts) [][]float64 {
	out := make([][]float64, len(d.Ties.Break))
	for j, k := range d.Ties.Break {
		out[j] = r.compared(d.Ties, k, parts)
	}
	return out
}

// entry is a score as it is compared, and the row it belongs to.
type entry struct {
	score float64
	row   int
}

// field is what entries are ordered by.
type field struct {
	d     Decision
	keys  [][]float64        // that break ties
	class []int              // of each row, in the order of the table; nil for joint places
	shown []float64          // the score of each row as it is published
	out   map[int]basis.Text // why a row has no rank
}

// sort orders entries that stand in the order of the table: class by class those with a
// rank first, then the better score, then the better key, then the order of the table.
func (f *field) sort(entries []entry) {
	if len(f.class) == 0 {
		slices.SortFunc(entries, f.compare)
		return
	}
	starts := make([]int, slices.Max(f.class)+2)
	for _, class := range f.class {
		starts[class+1]++
	}
	for class := range starts[1:] {
		starts[class+1] += starts[class]
	}
	next, unsorted := slices.Clone(starts), slices.Clone(entries)
	for _, e := range unsorted {
		at := &next[f.class[e.row]]
		entries[*at] = e
		*at++
	}
	basis.Each(len(starts)-1, len(entries), func(class int) {
		slices.SortFunc(entries[starts[class]:starts[class+1]], f.compare)
	})
}

// compare is below 0 if a stands before b of its class.
func (f *field) compare(a, b entry) int {
	if c := f.decide(a, b); c != 0 {
		return c
	}
	return a.row - b.row
}

// decide is compare but for the order of the table.
func (f *field) decide(a, b entry) int {
	switch {
	case a.score > b.score:
		return -1
	case a.score < b.score:
		return 1
	}
	if f.out != nil {
		_, noA := f.out[a.row]
		_, noB := f.out[b.row]
		switch {
		case noA && noB:
			return 0
		case noA:
			return 1
		case noB:
			return -1
		}
	}
	for j, k := range f.d.Ties.Break {
		if c := k.compare(f.keys[j][a.row], f.keys[j][b.row]); c != 0 {
			return c
		}
	}
	return 0
}

// place makes places of sorted entries and numbers them.
func (f *field) place(out *Ranking, r *Result, entries []entry) {
	d := f.d
	out.Places = make([]Place, len(entries))
	basis.Each((len(entries)+stretch-1)/stretch, len(entries), func(part int) {
		for i := part * stretch; i < min(len(entries), (part+1)*stretch); i++ {
			f.fill(&out.Places[i], r, entries[i].row)
		}
	})
	rows := entries // of out.Places
	if d.Apart.By != "" {
		n := 0
		for i, p := range out.Places {
			if d.Apart.Of(p) {
				p.Rank, p.Out, p.Outside = 0, basis.Textf("stands apart"), false
				out.Apart = append(out.Apart, p)
				continue
			}
			out.Places[n], rows[n] = p, entries[i]
			n++
		}
		clear(out.Places[n:])
		out.Places = out.Places[:n]
	}
	out.number(func(a, b int) bool { return f.decide(rows[a], rows[b]) == 0 })
	if !d.Own {
		return
	}
	for _, s := range out.spans() {
		ranked := 0
		for _, p := range out.Places[s[0]:s[1]] {
			if p.Rank > 0 {
				ranked++
			}
		}
		if p := out.Places[s[0]]; ranked == 1 {
			out.Warnings = append(out.Warnings, out.aloneIn(p.Unit.Class, p.Unit.Code))
		}
	}
}

// stretch is how many places are made at a stretch.
const stretch = 1 << 12

// fill makes the place of a row, before those with a rank are numbered.
func (f *field) fill(p *Place, r *Result, row int) {
	p.Unit, p.Score = r.Prepared.Unit(row), f.shown[row]
	if f.out != nil {
		p.Out = f.out[row]
	}
	if !p.Out.IsZero() {
		return
	}
	p.Rank = 1
	if r.standing != nil {
		s := r.standing[p.Unit.Code]
		p.Out, p.Outside = s.noAward, s.outside
	}
}

// classOrder numbers the class of each row in the order of their first rows.
func classOrder(classes []string) []int {
	at := map[string]int{}
	out := make([]int, len(classes))
	for i, c := range classes {
		if _, ok := at[c]; !ok {
			at[c] = len(at)
		}
		out[i] = at[c]
	}
	return out
}

// keptOut says why a ruling keeps the unit of a row from being ranked; no words if
// none does.
func (r *Result) keptOut(row int) basis.Text {
	if r.standing == nil {
		return basis.Text{}
	}
	return r.standing[r.Prepared.Unit(row).Code].unranked
}
