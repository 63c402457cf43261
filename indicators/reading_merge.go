package indicators

import (
	"iter"
	"math"
	"slices"

	"github.com/countyeval/countyeval/indicators/basis"
)

// Merge makes one table of the readings of many returns. The same figure may come twice:
// it is taken if both say the same, and otherwise by Priority.
type Merge struct {
	// Priority are the sources whose figures hold before those of others, the first of
	// all; sources that it does not name come last. Two different figures of sources that
	// are as good are an error.
	Priority []string `json:"priority,omitzero"`
}

// Merged is what a [Merge] made of readings.
type Merged struct {
	Table *Table `json:"table"`
	Lost  []Lost `json:"lost,omitzero"` // in the order of columns and units
}

// Lost is a figure that a source of higher priority replaced.
type Lost struct {
	Kept Reading `json:"kept"`
	Lost Reading `json:"lost"`
}

// MarshalJSON writes the figures by [basis.Marshal]: NaN is null.
func (l Lost) MarshalJSON() ([]byte, error) { return basis.Marshal(l, Kinds()) }

// UnmarshalJSON reads what MarshalJSON writes.
func (l *Lost) UnmarshalJSON(data []byte) error { return basis.Unmarshal(data, l, Kinds()) }

// TableFromReadings is the table of [Merge.Readings] without a priority: two different
// figures of one cell are an error. readings is any sequence, so that the rows of a data
// base become a table in a few lines; an error in it is reported with all others.
func TableFromReadings(f *Framework, units []Unit, readings iter.Seq2[Reading, error]) (*Table, error) {
	m, err := Merge{}.Readings(f, units, readings)
	return m.Table, err
}

// Readings makes a table of n units from readings in any order; the order makes no
// difference. A cell that nobody reports is Missing, one in doubt is marked [Open], and
// one that any of its readings calls confidential is so.
//
// Everything wrong is reported at once, joined: what [Reading.Check] refuses and units
// that are not among those given, each with the number of the reading; figures of one
// column that are of different periods; and different figures of one cell, each an
// [*InputError] that wraps [ErrConflict] and names both sources and both figures.
func (m Merge) Readings(f *Framework, units []Unit, readings iter.Seq2[Reading, error]) (Merged, error) {
	g, err := gather(f, units, readings)
	if err != nil {
		return Merged{}, err
	}
	var out Merged
	var errs []error
	values, marks, secret := map[string][]float64{}, map[string][]Mark{}, map[string][]bool{}
	for j, in := range g.columns {
		x, marked, hidden := make([]float64, len(units)), make([]Mark, len(units)), make([]bool, len(units))
		for i := range units {
			x[i], marked[i] = math.NaN(), Missing
			all := g.at(i, j)
			if len(all) == 0 {
				continue
			}
			best, err := m.best(all)
			errs = append(errs, err)
			x[i], marked[i], hidden[i] = best.Value, best.mark(), best.Confidential
			for _, r := range all {
				if !r.Same(best) {
					out.Lost = append(out.Lost, Lost{Kept: best, Lost: r})
				}
			}
		}
		values[in.Code], marks[in.Code], secret[in.Code] = x, marked, hidden
	}
	if err := basis.JoinErrors(errs...); err != nil {
		return Merged{}, err
	}
	if out.Table, err = NewTable(f, units, values, marks); err != nil {
		return Merged{}, err
	}
	for _, in := range g.columns {
		if slices.Contains(secret[in.Code], true) {
			if out.Table, err = out.Table.WithConfidential(in.Code, secret[in.Code]); err != nil {
				return Merged{}, err
			}
		}
	}
	return out, nil
}

// best finds the reading that holds among those of one cell. It is in doubt if any that
// says the same is, and confidential if any is.
func (m Merge) best(all []Reading) (Reading, error) {
	rank := func(r Reading) int {
		if at := slices.Index(m.Priority, r.Source); at >= 0 {
			return at
		}
		return len(m.Priority)
	}
	best := all[0]
	for _, r := range all[1:] {
		if rank(r) < rank(best) {
			best = r
		}
	}
	var errs []error
	secret := false
	for _, r := range all {
		secret = secret || r.Confidential
		switch {
		case rank(r) > rank(best):
		case !r.Same(best):
			errs = append(errs, &InputError{
				Unit: best.Unit, Indicator: best.Indicator,
				Err: basis.Errorf("%w: %v in %v, %v in %v", ErrConflict, best.said(), best.where(), r.said(), r.where()),
			})
		case r.State == InDoubt:
			best.State = InDoubt
		}
	}
	best.Confidential = secret
	return best, basis.JoinErrors(errs...)
}

// pooled are readings by unit and column.
type pooled struct {
	columns []Indicator
	first   [][]Reading          // by column and unit
	has     [][]bool             // whether there is a first
	more    map[[2]int][]Reading // further ones of the same cell
	found   []Reading            // of the cell last asked for
}

// gather sorts readings into cells, and lists all that is wrong with them one by one.
func gather(f *Framework, units []Unit, readings iter.Seq2[Reading, error]) (*pooled, error) {
	if f == nil || len(f.nodes) == 0 {
		return nil, &InputError{Err: basis.Errorf("%w: the framework has no indicators", basis.ErrEmpty)}
	}
	g := &pooled{columns: f.Reported(), more: map[[2]int][]Reading{}}
	rows, index := make(map[string]int, len(units)), make(map[string]int, len(g.columns))
	for i, u := range units {
		rows[u.Code] = i
	}
	for j, in := range g.columns {
		index[in.Code] = j
		g.first, g.has = append(g.first, make([]Reading, len(units))), append(g.has, make([]bool, len(units)))
	}
	periods := make([]string, len(g.columns)) // the first that is given
	var errs []error
	n := 0
	for r, err := range readings {
		n++
		if err != nil {
			errs = append(errs, basis.Errorf("reading %d: %w", n, err))
			continue
		}
		i, known := rows[r.Unit]
		err := r.Check(f)
		if !known && r.Unit != "" {
			err = basis.JoinErrors(err, &InputError{Unit: r.Unit, Indicator: r.Indicator, Err: basis.Errorf("%w: there is no such unit", basis.ErrUnknown)})
		}
		for e := range basis.All(err) {
			errs = append(errs, basis.Errorf("reading %d: %w", n, e))
		}
		if err != nil {
			continue
		}
		j := index[r.Indicator]
		switch {
		case r.Period == "" || r.Period == periods[j]:
		case periods[j] == "":
			periods[j] = r.Period
		default:
			errs = append(errs, basis.Errorf("reading %d: %w", n, &InputError{
				Unit: r.Unit, Indicator: r.Indicator,
				Err: basis.Errorf("%w: the figure is of %s, others of %s", basis.ErrValue, r.Period, periods[j]),
			}))
		}
		if !g.has[j][i] {
			g.first[j][i], g.has[j][i] = r, true
			continue
		}
		g.more[[2]int{i, j}] = append(g.more[[2]int{i, j}], r)
	}
	return g, basis.JoinErrors(errs...)
}

// at lists the readings of a cell, in the order of their sources, so that the order in
// which they came makes no difference. The list is good until the next call.
func (g *pooled) at(i, j int) []Reading {
	g.found = g.found[:0]
	if !g.has[j][i] {
		return nil
	}
	g.found = append(append(g.found, g.first[j][i]), g.more[[2]int{i, j}]...)
	slices.SortFunc(g.found, compareReadings)
	return g.found
}
