package scheme

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Public is the outcome without confidential figures and what gives them away, by the rule
// of [evaluation.Withholding]. An award is left out, its Err wrapping
// [evaluation.ErrConfidential], if it is by totals that are left out, takes from a column
// with confidential figures, or from a list in which a figure is marked confidential; so is a
// list or a policy for enterprises.
func (o *Outcome) Public(w evaluation.Withholding) (*Outcome, evaluation.Cut, error) {
	result, cut, err := w.Public(o.Result)
	if err != nil {
		return o, cut, err
	}
	out := *o
	out.Result, out.Ranking = result, cut.Ranking(o.Ranking)
	out.Rankings = map[string]evaluation.Ranking{}
	for name, r := range o.Rankings {
		out.Rankings[name] = cut.Ranking(r)
	}
	out.Awards = slices.Clone(o.Awards)
	for i := range out.Awards {
		a := &out.Awards[i]
		if len(cut.Totals) > 0 || tells(a.Figures, cut) {
			a.Allocation, a.Figures = nil, incentive.Figures{}
			a.Err = basis.JoinErrors(a.Err, basis.Errorf("%w: the award tells of figures that are left out", evaluation.ErrConfidential))
		}
	}
	out.publicEnterprises(cut)
	return &out, cut, nil
}

// tells reports whether lists have confidential figures, or the name of a column with such.
func tells(f incentive.Figures, cut evaluation.Cut) bool {
	of := func(name string) bool {
		return slices.ContainsFunc(cut.Cells, func(c evaluation.CutCell) bool { return c.Code == name })
	}
	return slices.ContainsFunc(f.Decimals, func(l incentive.Decimals) bool { return len(l.Confidential) > 0 || of(l.Name) }) ||
		slices.ContainsFunc(f.Words, func(l incentive.Words) bool { return of(l.Name) }) ||
		slices.ContainsFunc(f.Flags, func(l incentive.Flags) bool { return of(l.Name) })
}

// confidential counts the figures of the year that are marked so.
func (f *File) confidential() int {
	count := 0
	for _, l := range f.Figures.Decimals {
		count += len(l.Confidential)
	}
	return count
}

// public are the files without what is confidential or hangs on a cell that is left out of
// the tables: the scheme as it is, the others written anew.
func (f *File) public(o *Outcome, cut evaluation.Cut) ([]Part, error) {
	if err := f.quoted(cut, o.Result.Raw, o.Result.Prepared); err != nil {
		return nil, err
	}
	out := slices.Clone(f.Parts)
	for i, p := range out {
		if p.Name == f.Name {
			continue
		}
		var is any = &f.Rulings
		if p.Name != f.Scheme.Rulings.File {
			figures, err := f.publicFigures(p, o.Result, cut)
			if err != nil {
				return nil, err
			}
			is = figures
		}
		var err error
		if strings.HasSuffix(p.Name, ".json") {
			out[i].Text, err = basis.Marshal(is, f.kinds)
		} else {
			out[i].Text, err = MarshalYAML(is, f.kinds)
		}
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// publicFigures are those of one file, with what is left out missing.
func (f *File) publicFigures(p Part, r *evaluation.Result, cut evaluation.Cut) (*incentive.Figures, error) {
	n, err := node(p.Text, p.Name)
	if err != nil {
		return nil, err
	}
	out := new(incentive.Figures)
	if err := basis.Decode(n, out, f.kinds); err != nil {
		return nil, err
	}
	for _, l := range out.Decimals {
		for _, unit := range l.Confidential {
			l.Of[unit] = math.NaN()
		}
	}
	out.Decimals = slices.DeleteFunc(out.Decimals, func(l incentive.Decimals) bool {
		return slices.ContainsFunc(cut.Cells, func(c evaluation.CutCell) bool { return c.Code == l.Name })
	})
	var errs []error
	for _, l := range out.Decimals {
		if code := copied(l, r, cut); code != "" {
			errs = append(errs, basis.Errorf("%s: %w: the list %q has the figures of %s", p.Name, evaluation.ErrConfidential, l.Name, code))
		}
	}
	for _, c := range cut.Cells {
		for _, l := range out.Words {
			if l.Name == c.Code {
				delete(l.Of, c.Unit)
			}
		}
		for _, l := range out.Flags {
			if l.Name == c.Code {
				delete(l.Of, c.Unit)
			}
		}
	}
	return out, basis.JoinErrors(errs...)
}

// quoted refuses rulings in which a figure of their unit stands that is left out.
func (f *File) quoted(cut evaluation.Cut, raw, prepared *indicators.Table) error {
	var errs []error
	for _, d := range f.Rulings {
		numbers := append(numbersIn(strings.Join([]string{d.Item, d.Reason, d.Document}, " ")), d.Count, d.Points)
		for _, c := range cut.Cells {
			if c.Unit != d.Unit {
				continue
			}
			for _, t := range []*indicators.Table{raw, prepared} {
				if _, ok := t.Row(c.Unit); !ok || !t.Has(c.Code) {
					continue
				}
				if x, _ := t.Value(c.Unit, c.Code); x != 0 && slices.Contains(numbers, x) {
					errs = append(errs, &indicators.InputError{Unit: c.Unit, Indicator: c.Code, Err: basis.Errorf("%w: a ruling on the unit quotes the figure", evaluation.ErrConfidential)})
					break
				}
			}
		}
	}
	return basis.JoinErrors(errs...)
}

// numbersIn are those in a text, commas between thousands left out.
func numbersIn(text string) []float64 {
	var out []float64
	for _, word := range strings.FieldsFunc(text, func(r rune) bool { return !strings.ContainsRune("0123456789.,", r) }) {
		if x, err := strconv.ParseFloat(strings.Trim(strings.ReplaceAll(word, ",", ""), "."), 64); err == nil {
			out = append(out, x)
		}
	}
	return out
}
