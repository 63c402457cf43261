package weights

import (
	"iter"
	"maps"
	"math"
	"slices"

	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/stats"
)

// Delphi takes the weights from a panel that is asked in rounds: after each the experts see
// how far they agree, and may change their points. The weights are those of the last
// round, and the record keeps all ([Delphi.Report]).
//
// A round is a [BudgetAllocation]. An expert is known by name, so that names are not empty
// and in no round twice; experts may come and leave. The zero rule of stopping asks for
// nothing; with one that is not met after the last round there are no weights yet.
//
// Errors wrap [basis.ErrWeights], all at once: no rounds, names, those of the rounds with
// their number, and the rule with what was found.
//
// Source: J. S. Dajani, M. Z. Sincoff and W. K. Talley (1979), Stability and Agreement
// Criteria for the Termination of Delphi Studies, Technological Forecasting and Social
// Change 13, 83-90: the panel stops by agreement and by the stability of answers between
// rounds. The figures are the caller's.
type Delphi struct {
	Rounds []BudgetAllocation `json:"rounds"`
	Stop   StopRule           `json:"stop,omitzero"`
}

// StopRule says when a panel has been asked often enough: all that is not 0 must hold
// after a round, in each group of siblings. A group of one holds.
type StopRule struct {
	Concordance float64 `json:"concordance,omitzero"` // Kendall's W is at least so much
	Variation   float64 `json:"variation,omitzero"`   // the coefficient of variation of the shares of each sibling, sd / mean, is at most so much
	Shift       float64 `json:"shift,omitzero"`       // no expert has moved more than this part of the budget since the round before
}

// DelphiRound is what a round of a panel says of a group of siblings. An expert's shift is
// the part of the budget that went to other siblings,
//
//	1/2 sum_j |s_j - s_j before|
type DelphiRound struct {
	Agreement Agreement          `json:"agreement"`
	Variation []float64          `json:"variation"`       // sd / mean of the shares, a sibling; 0 if nobody gives it anything
	Shifts    map[string]float64 `json:"shifts,omitzero"` // by expert, since the round before
	Came      []string           `json:"came,omitzero"`   // experts who were not in the round before
	Left      []string           `json:"left,omitzero"`   // experts of the round before who are not in this one
	Open      []basis.Text       `json:"open,omitzero"`   // what keeps the panel from stopping; none: it may stop
}

var (
	_ Scheme       = Delphi{}
	_ Given        = Delphi{}
	_ basis.Naming = Delphi{}
)

// Weigh writes the shares of the last round.
func (d Delphi) Weigh(dst []float64, g Group) error {
	rounds, err := d.Report(g.Codes)
	if err != nil {
		return err
	}
	if open := rounds[len(rounds)-1].Open; len(open) > 0 {
		errs := make([]error, len(open))
		for i, text := range open {
			errs[i] = basis.Errorf("%w: %v", basis.ErrWeights, text)
		}
		return basis.JoinErrors(errs...)
	}
	return d.Rounds[len(d.Rounds)-1].Weigh(dst, g)
}

// Given reports true.
func (Delphi) Given(Group) bool { return true }

// Names implements [basis.Naming]: the codes that have points of an expert, in any round.
func (d Delphi) Names() iter.Seq[basis.Mention] {
	return func(yield func(basis.Mention) bool) {
		for _, r := range d.Rounds {
			for m := range r.Names() {
				if !yield(m) {
					return
				}
			}
		}
	}
}

// String says the method and its options in words.
func (d Delphi) String() string { return basis.Describe(d, Kinds()) }

// Report says of each round how far the experts agree on these siblings, who has moved how
// far, and what keeps the panel from stopping. Errors are those of Weigh but for the rule.
func (d Delphi) Report(codes []string) ([]DelphiRound, error) {
	if len(d.Rounds) == 0 {
		return nil, basis.Errorf("%w: the panel has no rounds", basis.ErrWeights)
	}
	errs := d.Stop.check()
	out := make([]DelphiRound, len(d.Rounds))
	before := map[string][]float64{}
	var names []string
	for i, r := range d.Rounds {
		shares, err := r.shares(codes)
		for err := range basis.All(err) {
			errs = append(errs, basis.Errorf("round %d: %w", i+1, err))
		}
		now := map[string][]float64{}
		out[i].Shifts = map[string]float64{}
		for e, expert := range r.Experts {
			_, twice := now[expert.Name]
			switch {
			case expert.Name == "":
				errs = append(errs, basis.Errorf("%w: round %d: expert %d has no name, by which the next round knows him or her", basis.ErrWeights, i+1, e+1))
			case twice:
				errs = append(errs, basis.Errorf("%w: round %d has the expert %s twice", basis.ErrWeights, i+1, expert.Name))
			}
			of := make([]float64, len(shares))
			for j := range shares {
				of[j] = shares[j][e]
			}
			now[expert.Name] = of
			if was, ok := before[expert.Name]; ok {
				out[i].Shifts[expert.Name] = shift(was, of)
			} else if i > 0 {
				out[i].Came = append(out[i].Came, expert.Name)
			}
		}
		for _, name := range names {
			if _, ok := now[name]; !ok {
				out[i].Left = append(out[i].Left, name)
			}
		}
		names = names[:0:0]
		for _, expert := range r.Experts {
			names = append(names, expert.Name)
		}
		before = now
		if len(errs) > 0 {
			continue
		}
		if out[i].Agreement, err = r.Agreement(codes); err != nil {
			return nil, err
		}
		out[i].Variation = out[i].Agreement.variation()
		out[i].Open = d.Stop.open(i+1, out[i])
	}
	if len(errs) > 0 {
		return nil, basis.JoinErrors(errs...)
	}
	return out, nil
}

// shift is the part of a budget that went to other siblings.
func shift(before, now []float64) float64 {
	var sum float64
	for j := range now {
		sum += math.Abs(now[j] - before[j])
	}
	return sum / 2
}

// variation is the coefficient of variation of the shares of each sibling.
func (a *Agreement) variation() []float64 {
	out := make([]float64, len(a.Mean))
	for j, m := range a.Mean {
		if m > 0 {
			out[j] = a.SD[j] / m
		}
	}
	return out
}

// check refuses limits that nothing meets or that are no figures.
func (s StopRule) check() (errs []error) {
	for _, x := range []struct {
		what  basis.Text
		limit float64
		most  float64
	}{
		{basis.Textf("concordance"), s.Concordance, 1},
		{basis.Textf("variation"), s.Variation, math.MaxFloat64},
		{basis.Textf("shift"), s.Shift, 1},
	} {
		if !(x.limit >= 0 && x.limit <= x.most) {
			errs = append(errs, basis.Errorf("%w: the rule of stopping asks for %v %v", basis.ErrWeights, x.what, x.limit))
		}
	}
	return errs
}

// digits are those to which figures of a panel are compared with a limit, so that the last bit
// of a sum of shares decides nothing.
const digits = 12

// open says what the rule still asks for after a round.
func (s StopRule) open(round int, r DelphiRound) (open []basis.Text) {
	if len(r.Agreement.Codes) < 2 {
		return nil
	}
	if s.Concordance > 0 && math.IsNaN(r.Agreement.W) {
		open = append(open, basis.Textf("after round %d Kendall's W is not defined, since each expert gives all the same", round))
	} else if w := stats.RoundSignificant(r.Agreement.W, digits); s.Concordance > 0 && !(w >= s.Concordance) {
		open = append(open, basis.Textf("after round %d Kendall's W is %.3f, less than %v", round, r.Agreement.W, s.Concordance))
	}
	for j, v := range r.Variation {
		if s.Variation > 0 && stats.RoundSignificant(v, digits) > s.Variation {
			open = append(open, basis.Textf("after round %d the coefficient of variation of %s is %.3f, more than %v", round, r.Agreement.Codes[j], v, s.Variation))
		}
	}
	if s.Shift == 0 {
		return open
	}
	if round == 1 {
		return append(open, basis.Textf("after round 1 nobody can have moved, and the rule asks for a shift of at most %v", s.Shift))
	}
	for _, name := range slices.Sorted(maps.Keys(r.Shifts)) {
		if moved := r.Shifts[name]; stats.RoundSignificant(moved, digits) > s.Shift {
			open = append(open, basis.Textf("in round %d expert %s moved %.3f of the budget, more than %v", round, name, moved, s.Shift))
		}
	}
	return open
}

// MarshalJSON writes the record by [basis.Marshal]: NaN is null.
func (r DelphiRound) MarshalJSON() ([]byte, error) { return basis.Marshal(r, Kinds()) }

// UnmarshalJSON reads what MarshalJSON writes.
func (r *DelphiRound) UnmarshalJSON(data []byte) error { return basis.Unmarshal(data, r, Kinds()) }
