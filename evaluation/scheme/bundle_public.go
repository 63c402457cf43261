package scheme

import (
	"math"
	"slices"
	"strings"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/indicators/basis"
)

// publicParts are the files of the scheme as a bundle has them that leaves figures out.
// Scheme and rulings are as they are. A file of figures is written anew without the lists
// that have the name of a column with confidential figures, from which a plan takes what
// the table lacks; one that has such a list under another name is refused.
func (f *File) publicParts(o *Outcome, cut evaluation.Cut) ([]Part, error) {
	d, err := parse(f.Text, f.Name)
	if err != nil {
		return nil, err
	}
	out := slices.Clone(f.Parts)
	var errs []error
	for _, file := range files(d.node) {
		if file.rulings {
			continue
		}
		at := slices.IndexFunc(out, func(p Part) bool { return p.Name == file.name })
		n, err := node(out[at].Text, file.name)
		if err != nil {
			return nil, err
		}
		var figures incentive.Figures
		if err := basis.Decode(n, &figures, f.kinds); err != nil {
			return nil, err
		}
		kept := figures
		kept.Decimals = slices.DeleteFunc(slices.Clone(figures.Decimals), func(l incentive.Decimals) bool {
			return slices.ContainsFunc(cut.Cells, func(c evaluation.CutCell) bool { return c.Code == l.Name })
		})
		for _, l := range kept.Decimals {
			if code := copied(l, o.Result, cut); code != "" {
				errs = append(errs, basis.Errorf("%s: %w: the list %q has the figures of %s", file.name, evaluation.ErrConfidential, l.Name, code))
			}
		}
		if len(kept.Decimals) == len(figures.Decimals) {
			continue
		}
		if strings.HasSuffix(file.name, ".json") {
			out[at].Text, err = basis.Marshal(kept, f.kinds)
		} else {
			out[at].Text, err = MarshalYAML(kept, f.kinds)
		}
		if err != nil {
			return nil, err
		}
	}
	return out, basis.JoinErrors(errs...)
}

// copied is the column whose confidential figures a list has, under another name; "" if it
// has none of those of a column, or only some. One small whole number may stand in any list.
func copied(l incentive.Decimals, r *evaluation.Result, cut evaluation.Cut) string {
	const small = 1000
	same, other := map[string]int{}, map[string]bool{}
	telling := map[string]bool{}
	for _, c := range cut.Cells {
		x, _ := r.Prepared.Value(c.Unit, c.Code)
		if math.IsNaN(x) {
			x, _ = r.Raw.Value(c.Unit, c.Code)
		}
		y, ok := l.Of[c.Unit]
		switch {
		case math.IsNaN(x):
		case ok && x == y: // both as they are printed
			same[c.Code]++
			telling[c.Code] = telling[c.Code] || x != math.Trunc(x) || math.Abs(x) >= small
		default:
			other[c.Code] = true
		}
	}
	for _, c := range cut.Cells {
		if n := same[c.Code]; !other[c.Code] && (n > 1 || n == 1 && telling[c.Code]) {
			return c.Code
		}
	}
	return ""
}
