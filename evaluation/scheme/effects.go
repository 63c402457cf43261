package scheme

import (
	"slices"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive/scrutiny"
	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Effect is what a change does to the result.
type Effect struct {
	Change   Change // zero for all together
	Together bool

	Err      error // why the scheme cannot be carried out with it; the rest is then zero
	Moved    int   // units whose rank differs
	Largest  evaluation.Shift
	Regraded []indicators.Unit // whose grade differs
	Awards   []AwardEffect     // of the plans that both have, if both could be given
}

// AwardEffect is what changes hands of a pool.
type AwardEffect struct {
	Pool     tables.Text
	Turnover scrutiny.Turnover
}

// Effects says what each difference between two versions does to the result on the same
// figures: each alone, made in the earlier version, and all together, the last one. A
// change that cannot be made alone, such as a new indicator without its weights, says so.
// Rulings and figures of the year are those of each file; if they differ, what they do
// alone comes before what all do together.
func Effects(was, is *File, data *indicators.Table) ([]Effect, error) {
	before, err := Run(was, data)
	if err != nil {
		return nil, basis.Errorf("the earlier version: %w", err)
	}
	changes, err := Diff(was.Scheme, is.Scheme, was.kinds, is.kinds)
	if err != nil {
		return nil, err
	}
	var out []Effect
	for _, c := range changes {
		e := Effect{Change: c}
		changed := *was
		if changed.Scheme, e.Err = c.With(was.Scheme, was.kinds, is.kinds); e.Err == nil {
			e.run(before, &changed, data)
		}
		out = append(out, e)
	}
	year, err := yearChange(was, is)
	if err != nil {
		return nil, err
	}
	if year != nil {
		changed := *was
		changed.Rulings, changed.Figures = is.Rulings, is.Figures
		e := Effect{Change: *year}
		e.run(before, &changed, data)
		out = append(out, e)
	}
	all := Effect{Together: true}
	all.run(before, is, data)
	return append(out, all), nil
}

// yearChange is the difference in rulings and figures; nil if there is none.
func yearChange(was, is *File) (*Change, error) {
	digest := func(f *File) (string, error) {
		a, err := basis.Digest(&f.Rulings, f.kinds)
		b, err2 := basis.Digest(&f.Figures, f.kinds)
		return a + b, basis.JoinErrors(err, err2)
	}
	a, err := digest(was)
	b, err2 := digest(is)
	if err := basis.JoinErrors(err, err2); err != nil || a == b {
		return nil, err
	}
	return &Change{
		What: tables.Both("rulings and figures of the year", "年度决定与数据"),
		Was:  tables.Same(was.Name), Is: tables.Same(is.Name),
	}, nil
}

// run compares the outcome of a scheme with the one before.
func (e *Effect) run(before *Outcome, f *File, data *indicators.Table) {
	after, err := Run(f, data)
	if err != nil {
		e.Err = err
		return
	}
	e.ranks(before.Ranking, after.Ranking)
	for _, a := range before.Awards {
		i := slices.IndexFunc(after.Awards, func(b Award) bool { return b.Plan.Pool.Name == a.Plan.Pool.Name })
		if i < 0 || a.Allocation == nil || after.Awards[i].Allocation == nil {
			continue
		}
		t, err := scrutiny.TurnoverOf(a.Allocation, after.Awards[i].Allocation)
		if err != nil {
			e.Err = basis.JoinErrors(e.Err, basis.Errorf("%s: %w", a.Plan.Pool.Name, err))
			continue
		}
		e.Awards = append(e.Awards, AwardEffect{tables.Both(a.Plan.Pool.Name, or(a.Plan.Pool.NameZH, a.Plan.Pool.Name)), t})
	}
}

// ranks compares ranks and grades, unit by unit.
func (e *Effect) ranks(before, after evaluation.Ranking) {
	for _, p := range before.Places {
		q, ok := after.Find(p.Unit.Code)
		if !ok {
			continue
		}
		if p.Rank > 0 && q.Rank > 0 && p.Rank != q.Rank {
			e.Moved++
			if up := p.Rank - q.Rank; max(up, -up) > max(e.Largest.Up, -e.Largest.Up) {
				e.Largest = evaluation.Shift{Unit: p.Unit, From: p.Rank, To: q.Rank, Up: up}
			}
		}
		if p.Grade != q.Grade {
			e.Regraded = append(e.Regraded, p.Unit)
		}
	}
}

// Compared is a table of effects: a change a row, with how many units change rank, which
// one most, whose grade differs, and what changes hands of each pool.
func Compared(effects []Effect) tables.Sheet {
	s := tables.Sheet{Title: tables.Both("What each change does", "各项修改的影响")}
	s.Head(tables.Left, tables.Both("change", "修改"))
	s.Head(tables.Right, tables.Both("ranks that change", "位次变动个数"))
	s.Head(tables.Left, tables.Both("most", "变动最大"), tables.Both("grades that change", "等次变动"), tables.Both("changes hands", "奖励易手"))
	for _, e := range effects {
		what := e.Change.Text()
		if e.Together {
			what = tables.Both("all together", "全部修改")
		}
		if e.Err != nil {
			s.Add(tables.Words(what), tables.Cell{}, tables.Words(tables.Sentence(tables.Both("cannot be carried out: %s", "无法实施：%s"), tables.Said(e.Err))))
			continue
		}
		most := tables.Text{}
		if e.Moved > 0 {
			most = tables.Sentence(tables.Same("%s %d → %d"), tables.UnitName(e.Largest.Unit), e.Largest.From, e.Largest.To)
		}
		moved := slices.DeleteFunc(slices.Clone(e.Awards), func(a AwardEffect) bool { return a.Turnover.Amount.Sign() == 0 })
		awards := tables.ListOf(moved, func(a AwardEffect) tables.Text {
			return tables.Sentence(tables.Same("%s %s %s"), a.Pool, tables.Exact(a.Turnover.Amount, a.Turnover.Measure), tables.Both(a.Turnover.Measure.Name, or(a.Turnover.Measure.NameZH, a.Turnover.Measure.Name)))
		})
		s.Add(tables.Words(what), tables.Integer(e.Moved), tables.Words(most), tables.Words(tables.ListOf(e.Regraded, tables.UnitName)), tables.Words(awards))
	}
	return s
}
