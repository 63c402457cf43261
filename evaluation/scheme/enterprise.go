package scheme

import (
	"slices"
	"strconv"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/enterprise"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Listed is what became of a rule for a list of enterprises or projects. One that cannot
// be applied does not keep the others back: Err says why, and the list is empty.
type Listed struct {
	Rule enterprise.Rule
	List enterprise.List
	Err  error
}

// Terms are what became of a policy.
type Terms struct {
	Policy   enterprise.Policy
	Terms    []enterprise.Term
	Warnings []error
	Err      error
}

// enterprises applies rules and policies to the main ranking and the prepared table.
func (o *Outcome) enterprises(s Scheme) {
	data := enterprise.Data{Ranking: o.Ranking, Table: o.Result.Prepared}
	for _, r := range s.Rules {
		l := Listed{Rule: r}
		l.List, l.Err = r.Make(data)
		o.Rules = append(o.Rules, l)
	}
	for _, p := range s.Policies {
		t := Terms{Policy: p}
		t.Terms, t.Warnings, t.Err = p.Apply(data)
		o.Policies = append(o.Policies, t)
	}
}

// publicEnterprises leaves out the lists and terms that tell of figures that are left out:
// those by a column that has such figures, and all that go by totals that are.
func (o *Outcome) publicEnterprises(cut evaluation.Cut) {
	tells := func(columns []string) bool {
		return slices.ContainsFunc(cut.Cells, func(c evaluation.CutCell) bool { return slices.Contains(columns, c.Code) })
	}
	named := func(of []enterprise.Condition) (out []string) {
		for m := range basis.NamesOf(of...) {
			if m.Sort == basis.MeasuredIndicator {
				out = append(out, m.Name)
			}
		}
		return out
	}
	places := map[string]evaluation.Place{} // without the scores that are left out
	for _, p := range o.Ranking.Places {
		places[p.Unit.Code] = p
	}
	entries := func(of []enterprise.Entry) []enterprise.Entry {
		out := slices.Clone(of)
		for i := range out {
			out[i].Place = places[out[i].Place.Unit.Code]
		}
		return out
	}
	o.Rules, o.Policies = slices.Clone(o.Rules), slices.Clone(o.Policies)
	for i, l := range o.Rules {
		columns, score := named(l.Rule.If), len(l.Rule.Order) == 0
		for _, k := range l.Rule.Order {
			columns = append(columns, k.Code)
			score = score || k.Code == ""
		}
		if tells(columns) || score && len(cut.Totals) > 0 {
			o.Rules[i].List = enterprise.List{}
			o.Rules[i].Err = basis.JoinErrors(l.Err, basis.Errorf("%w: the list tells of figures that are left out", evaluation.ErrConfidential))
			continue
		}
		o.Rules[i].List.On, o.Rules[i].List.Off = entries(l.List.On), entries(l.List.Off)
	}
	for i, t := range o.Policies {
		columns := []string{t.Policy.Of}
		for _, c := range t.Policy.Cases {
			columns = append(columns, named(c.If)...)
		}
		if tells(columns) {
			o.Policies[i].Terms = nil
			o.Policies[i].Err = basis.JoinErrors(t.Err, basis.Errorf("%w: the terms tell of figures that are left out", evaluation.ErrConfidential))
			continue
		}
		o.Policies[i].Terms = slices.Clone(t.Terms)
		for k := range t.Terms {
			o.Policies[i].Terms[k].Place = places[t.Terms[k].Place.Unit.Code]
		}
	}
}

// enterprises has who stands on each list, with the conditions that the others miss, and
// the terms of each policy; no files if the scheme has neither.
func (s *sheets) enterprises(o *Outcome) {
	if len(o.Rules) > 0 {
		f := s.begin("rules", "rule", "unit", "position", "conditions")
		for _, l := range o.Rules {
			for _, e := range slices.Concat(l.List.On, l.List.Off) {
				f.row(l.Rule.Name, e.Place.Unit.Code, strconv.Itoa(e.Position), verdicts(e.Findings))
			}
		}
		f.end()
	}
	if len(o.Policies) > 0 {
		f := s.begin("policies", "policy", "unit", "case", "rate", "amount")
		for _, t := range o.Policies {
			for _, x := range t.Terms {
				unit := x.Place.Unit.Code
				f.row(t.Policy.Name, unit, strconv.Itoa(x.Case), f.figure(x.Rate, unit, ""), f.figure(x.Amount, unit, t.Policy.Of))
			}
		}
		f.end()
	}
}

// verdicts has a sign for each condition: + it holds, - it fails, ? it is not known.
func verdicts(of []enterprise.Finding) string {
	out := make([]byte, len(of))
	for i, f := range of {
		out[i] = "?+-"[f.Verdict]
	}
	return string(out)
}
