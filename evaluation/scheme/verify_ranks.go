package scheme

import (
	"bytes"
	"encoding/csv"
	"math"
	"slices"
	"strconv"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/normalize"
)

// fromScores makes again what follows from published scores where the table is cut, so that
// the scores themselves have to be believed: ranks, grades, lists, awards and the ledger.
// files are those of a bundle, by name. Keys that break ties and columns that plans read
// are taken from the table as far as it has them; where a decision asks for more than it,
// other files follow than those of the bundle, or there is an error.
func fromScores(m *Manifest, files map[string][]byte, kinds []basis.Kinds) ([]Part, error) {
	f, table, err := m.given(files, kinds)
	if err != nil {
		return nil, err
	}
	published, err := publishedScores(files[recomputedFolder+"ranks.csv"])
	if err != nil {
		return nil, err
	}
	o := &Outcome{}
	if o.Result, o.Ranking, err = f.rankPublished(Main, f.Scheme.Decision, table, published); err != nil {
		return nil, err
	}
	o.Rankings, err = f.Scheme.further(o.Ranking, f.Figures, func(name string, d evaluation.Decision) (evaluation.Ranking, error) {
		_, r, err := f.rankPublished(name, d, table, published)
		return r, err
	})
	if err != nil {
		return nil, err
	}
	all := o.named()
	if o.Lists, err = f.Scheme.Lists.Pick(all); err != nil {
		return nil, err
	}
	kept, err := csvRows(files[recomputedFolder+"pools.csv"])
	if err != nil {
		return nil, err
	}
	for _, p := range f.Scheme.Plans {
		a := Award{Plan: p}
		if slices.ContainsFunc(kept, func(row []string) bool { return row[0] == p.Pool.Name && row[1] != "" }) {
			if a.Figures, a.Err = f.figures(p, o, all); a.Err == nil {
				a.Allocation, a.Err = p.Allocate(o.Ranking, a.Figures)
			}
		}
		o.Awards = append(o.Awards, a)
	}
	s := &sheets{digits: m.Digits}
	s.ranks(o)
	s.lists(o)
	s.awards(o.Awards)
	return s.parts, nil
}

// rankPublished ranks by the published scores of a ranking: a table with one indicator, the
// scores as they stand, and beside it all columns that the keys of ties may be.
func (f *File) rankPublished(name string, d evaluation.Decision, table *indicators.Table, published map[string]map[string]float64) (*evaluation.Result, evaluation.Ranking, error) {
	scores := published[name]
	units, err := table.Select(func(u indicators.Unit) bool { _, ok := scores[u.Code]; return ok })
	if err != nil {
		return nil, evaluation.Ranking{}, err
	}
	scored := "published"
	for table.Has(scored) {
		scored += "_"
	}
	tree, columns := table.Framework(), map[string][]float64{scored: make([]float64, units.Len())}
	aux := slices.Concat(tree.Measured(), tree.Aux())
	for i := range aux {
		aux[i].Computed, aux[i].Confidential, aux[i].Weight = false, false, 0
		columns[aux[i].Code] = units.Column(aux[i].Code).Copy()
	}
	for i, u := range units.Units() {
		columns[scored][i] = scores[u.Code]
	}
	one, err := indicators.NewFramework(indicators.Indicator{Code: tree.Code(), Children: []indicators.Indicator{{Code: scored}}}, aux...)
	if err != nil {
		return nil, evaluation.Ranking{}, err
	}
	t, err := indicators.NewTable(one, units.AppendUnits(nil), columns, nil)
	if err != nil {
		return nil, evaluation.Ranking{}, err
	}
	rulings := slices.DeleteFunc(slices.Clone(f.Rulings), func(r evaluation.Ruling) bool {
		_, ok := scores[r.Unit]
		return !ok || r.Effect == evaluation.AddPoints || r.Effect == evaluation.NotEvaluated
	})
	result, err := evaluation.Model{Normalize: normalize.AsIs{}}.Evaluate(t, rulings)
	if err != nil {
		return nil, evaluation.Ranking{}, err
	}
	d.Code = ""
	r, err := d.Rank(result)
	return result, r, err
}

// publishedScores are those of ranks.csv, by ranking and unit. A unit without one cannot be
// ranked again.
func publishedScores(text []byte) (map[string]map[string]float64, error) {
	rows, err := csvRows(text)
	if err != nil {
		return nil, err
	}
	out := map[string]map[string]float64{}
	for _, row := range rows {
		x, err := strconv.ParseFloat(row[3], 64)
		if err != nil || math.IsInf(x, 0) {
			return nil, &indicators.InputError{Unit: row[1], Err: basis.Errorf("%w: no score is published", basis.ErrMissing)}
		}
		if out[row[0]] == nil {
			out[row[0]] = map[string]float64{}
		}
		out[row[0]][row[1]] = x
	}
	return out, nil
}

// csvRows are the rows of a file of a bundle, without its headings.
func csvRows(text []byte) ([][]string, error) {
	rows, err := csv.NewReader(bytes.NewReader(text)).ReadAll()
	if err != nil {
		return nil, basis.Errorf("%w: %w", ErrBundle, err)
	}
	if len(rows) == 0 || len(rows[0]) < 4 {
		return nil, basis.Errorf("%w: there are no rows", ErrBundle)
	}
	return rows[1:], nil
}

// follows holds what follows from published scores to the bundle.
func (m *Manifest) follows(files map[string][]byte, kinds []basis.Kinds) error {
	parts, err := fromScores(m, files, kinds)
	if err != nil {
		return err
	}
	made := map[string][]byte{}
	for _, p := range parts {
		made[recomputedFolder+p.Name] = p.Text
	}
	var errs []error
	for _, e := range m.Files {
		again, ok := made[e.Name]
		switch {
		case e.Kind != Recomputed:
		case !ok:
			errs = append(errs, basis.Errorf("%s: %w: nothing of that kind follows from scheme and data", e.Name, ErrBundle))
		case !bytes.Equal(files[e.Name], again):
			errs = append(errs, basis.Errorf("%s: %w: %v", e.Name, ErrBundle, firstCell(files[e.Name], again)))
		}
	}
	return basis.JoinErrors(errs...)
}

// believed are the files of the bundle that follow from its published scores; none where
// these do not suffice.
func (b *Bundle) believed(kinds []basis.Kinds) map[string]bool {
	files := map[string][]byte{}
	for _, p := range b.Files {
		files[p.Name] = p.Text
	}
	out := map[string]bool{}
	parts, err := fromScores(&b.Manifest, files, kinds)
	if err != nil {
		return out
	}
	for _, p := range parts {
		if name := recomputedFolder + p.Name; bytes.Equal(files[name], p.Text) {
			out[name] = true
		}
	}
	return out
}

// stagesOf say from which stage to which a bundle is recomputed.
func (m *Manifest) stagesOf() (from, to string) {
	kind := map[string]EntryKind{}
	for _, e := range m.Files {
		kind[e.Name] = e.Kind
	}
	is := func(names ...string) bool {
		return !slices.ContainsFunc(names, func(n string) bool { return kind[recomputedFolder+n+".csv"] != Recomputed })
	}
	switch {
	case is("stages"):
		from = "stages"
	case is("ranks"):
		from = "ranks"
	default:
		return "", ""
	}
	switch {
	case is("lists", "pools", "awards", "ledger"):
		return from, "awards"
	case is("lists"):
		return from, "lists"
	}
	return from, "ranks"
}
