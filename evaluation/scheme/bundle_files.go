package scheme

import (
	"bytes"
	"encoding/csv"
	"maps"
	"math"
	"math/big"
	"slices"
	"strconv"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/stats"
)

// sheets writes the files that a bundle recomputes.
type sheets struct {
	digits   int
	parts    []Part
	warnings []error
}

// sheet is a file in the making.
type sheet struct {
	*sheets
	name string
	head []string
	rows [][]string
}

func (s *sheets) begin(name string, head ...string) *sheet {
	return &sheet{sheets: s, name: name, head: head}
}

func (s *sheet) row(cells ...string) { s.rows = append(s.rows, cells) }

// end writes the file.
func (s *sheet) end() {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	_ = w.Write(s.head) // into memory
	_ = w.WriteAll(s.rows)
	s.parts = append(s.parts, Part{s.name + ".csv", b.Bytes()})
}

// figure is a computed figure with the digits of the bundle, and warns if it is near a
// border; unit and code say whose it is.
func (s *sheet) figure(x float64, unit, code string) string {
	if math.IsNaN(x) {
		return ""
	}
	decimals := s.digits - 1
	if x != 0 {
		decimals -= int(math.Floor(math.Log10(math.Abs(x))))
	}
	// A figure that is exact with few digits more, such as 0.1234565, is read alike everywhere.
	if stats.NearBorder(x, decimals) {
		s.warnings = append(s.warnings, &indicators.InputError{Unit: unit, Indicator: code, Err: basis.Errorf("%s.csv: %v is on a border of rounding to %d digits; another machine may publish another one", s.name, x, s.digits)})
	}
	return strconv.FormatFloat(stats.RoundSignificant(x, s.digits), 'g', -1, 64)
}

func (s *sheet) exact(x *big.Rat, unit string) string {
	if x == nil {
		return ""
	}
	if x.IsInt() {
		return x.Num().String()
	}
	f, _ := x.Float64()
	return s.figure(f, unit, "")
}

// files are all that follows from scheme and data: codes, numbers and kinds of reason, in
// an order of their own, so that they have the same bytes on every machine.
func (o *Outcome) files(digits int) ([]Part, []error) {
	s := &sheets{digits: digits}
	s.stages(o.Result)
	s.weights(o.Result)
	s.scores(o.Result)
	s.ranks(o)
	s.lists(o)
	s.awards(o.Awards)
	s.enterprises(o)
	s.reasons(o)
	return s.parts, s.warnings
}

// stages has each cell that a step made or changed, and each unit that left.
func (s *sheets) stages(r *evaluation.Result) {
	f := s.begin("stages", "step", "unit", "code", "value", "mark")
	was := r.Raw
	for i, stage := range r.Stages {
		step := strconv.Itoa(i + 1)
		for _, l := range stage.Left {
			f.row(step, l.Unit, "", "", "left")
		}
		t := stage.Table
		for _, in := range slices.Concat(t.Framework().Measured(), t.Framework().Aux()) {
			for row, u := range t.Units() {
				x, mark := t.Column(in.Code).At(row), t.Marks(in.Code).At(row)
				old, oldMark := was.Value(u.Code, in.Code)
				if mark != oldMark || math.Float64bits(x) != math.Float64bits(old) && !(math.IsNaN(x) && math.IsNaN(old)) {
					f.row(step, u.Code, in.Code, f.figure(x, u.Code, in.Code), mark.String())
				}
			}
		}
		was = t
	}
	f.end()
}

// weights has those of each class, or of all units.
func (s *sheets) weights(r *evaluation.Result) {
	f := s.begin("weights", "class", "code", "local", "global")
	classes := map[string]bool{"": true}
	for _, u := range r.Prepared.Units() {
		classes[u.Class] = true
	}
	for _, class := range slices.Sorted(maps.Keys(classes)) {
		local, global, ok := r.ClassWeights(class)
		if !ok {
			continue
		}
		for i, code := range r.Codes() {
			f.row(class, code, f.figure(local[i], "", code), f.figure(global[i], "", code))
		}
	}
	f.end()
}

// scores has a row of each unit, a column of each node.
func (s *sheets) scores(r *evaluation.Result) {
	codes := r.Codes()
	f := s.begin("scores", append([]string{"unit"}, codes...)...)
	for row, u := range r.Prepared.Units() {
		cells := []string{u.Code}
		for _, code := range codes {
			cells = append(cells, f.figure(r.Scores(code).At(row), u.Code, code))
		}
		f.row(cells...)
	}
	f.end()
}

// ranks has the places of all rankings; those that stand apart have the rank 0.
func (s *sheets) ranks(o *Outcome) {
	f := s.begin("ranks", "ranking", "unit", "rank", "score", "tied", "grade", "cut", "outside", "apart")
	all := o.named()
	for _, name := range slices.Sorted(maps.Keys(all)) {
		r := all[name]
		place := func(p evaluation.Place, apart bool) {
			f.row(name, p.Unit.Code, strconv.Itoa(p.Rank), f.published(p.Score, r), yes(p.Tied), p.Grade, p.Cut, yes(p.Outside), yes(apart))
		}
		for _, p := range r.Places {
			place(p, false)
		}
		for _, p := range r.Apart {
			place(p, true)
		}
	}
	f.end()
}

// lists has who is on each list.
func (s *sheets) lists(o *Outcome) {
	f := s.begin("lists", "list", "unit")
	for _, l := range o.Lists {
		for _, p := range l.Places {
			f.row(l.Name, p.Unit.Code)
		}
	}
	f.end()
}

// published is a score of a ranking: all of its digits if it is a published one.
func (s *sheet) published(x float64, r evaluation.Ranking) string {
	if r.Published() && !math.IsNaN(x) {
		return strconv.FormatFloat(x, 'f', -1, 64)
	}
	return s.figure(x, "", r.Code)
}

func yes(b bool) string {
	if b {
		return "yes"
	}
	return ""
}

// awards has the pools, what each unit gets, and the ledger.
func (s *sheets) awards(awards []Award) {
	pools := s.begin("pools", "pool", "measure", "amount", "reserve", "remainder")
	given := s.begin("awards", "pool", "unit", "amount", "bound")
	ledger := s.begin("ledger", "pool", "unit", "entry", "tranche", "kind", "article", "bound", "from", "to", "delta")
	for _, w := range awards {
		a, name := w.Allocation, w.Plan.Pool.Name
		if a == nil {
			pools.row(name, "", "", "", "")
			continue
		}
		m := a.Pool.Measure
		pools.row(name, m.Name, m.Format(a.Pool.Amount), m.Format(a.Pool.Reserve), m.Format(a.Remainder))
		for _, x := range a.Awards {
			given.row(name, x.Place.Unit.Code, m.Format(x.Amount), x.Bound)
		}
		for _, r := range a.LedgerRows() {
			exact := func(x *big.Rat) string {
				if x == nil || r.Kind == incentive.Weight {
					return ledger.exact(x, r.Code)
				}
				return ledger.exact(m.Value(x), r.Code)
			}
			ledger.row(name, r.Code, strconv.Itoa(r.Number), r.Tranche, r.Kind.String(), strconv.Itoa(r.Article), r.Bound, exact(r.From), exact(r.To), exact(r.Delta))
		}
	}
	pools.end()
	given.end()
	ledger.end()
}

// reasons has the warnings, and why an award was not given, by their kinds.
func (s *sheets) reasons(o *Outcome) {
	f := s.begin("warnings", "of", "name", "kind", "unit", "code")
	add := func(of, name string, errs []error) {
		for _, err := range errs {
			for e := range basis.All(err) {
				kind, unit, code := "", "", ""
				for _, k := range basis.Find[basis.Sentinel](e) {
					kind = k.Error()
					break
				}
				for _, in := range basis.Find[*indicators.InputError](e) {
					unit, code = in.Unit, in.Indicator
					break
				}
				f.row(of, name, kind, unit, code)
			}
		}
	}
	add("result", "", o.Result.Warnings)
	for i, stage := range o.Result.Stages {
		add("step", strconv.Itoa(i+1), stage.Warnings)
	}
	all := o.named()
	for _, name := range slices.Sorted(maps.Keys(all)) {
		add("ranking", name, all[name].Warnings)
	}
	for _, a := range o.Awards {
		if a.Err != nil {
			add("not given", a.Plan.Pool.Name, []error{a.Err})
		} else {
			add("award", a.Plan.Pool.Name, a.Allocation.Warnings)
		}
	}
	for _, l := range o.Rules {
		if l.Err != nil {
			add("not listed", l.Rule.Name, []error{l.Err})
		} else {
			add("rule", l.Rule.Name, l.List.Warnings)
		}
	}
	for _, t := range o.Policies {
		if t.Err != nil {
			add("not applied", t.Policy.Name, []error{t.Err})
		} else {
			add("policy", t.Policy.Name, t.Warnings)
		}
	}
	f.end()
}
