package main

import (
	"cmp"
	"math"
	"slices"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/evaluation/robustness/whatif"
	"github.com/countyeval/countyeval/evaluation/scheme"
	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/examples/henan/data"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

const (
	reach = 0.2 // share of itself by which a figure can rise
	shown = 8   // slopes
	next  = 5   // places up that a county of the best grade asks for
)

// county is what a point is worth to one county, and its cheapest way up.
type county struct {
	framework *indicators.Framework
	slopes    whatif.Slopes
	goal      whatif.Goal
	levers    []whatif.Lever
	way       whatif.Way
}

// find is the unit that somebody means by a name.
func find(r evaluation.Ranking, name string) (evaluation.Place, error) {
	same, _ := r.Search(name)
	if len(same) != 1 || same[0].Rank == 0 {
		return evaluation.Place{}, &indicators.InputError{Unit: name, Err: basis.ErrUnknown}
	}
	return same[0], nil
}

// newCase is the evaluation of a scheme with its first award, if that can be given. Lists
// that it takes from the raw table follow the figures there.
func newCase(in data.Input) (whatif.Case, evaluation.Ranking, error) {
	o, err := scheme.Run(in.Scheme, in.Table)
	if err != nil {
		return whatif.Case{}, evaluation.Ranking{}, err
	}
	c := whatif.Case{Result: o.Result, Decision: in.Scheme.Scheme.Decision}
	if len(o.Awards) == 0 || o.Awards[0].Allocation == nil {
		return c, o.Ranking, nil
	}
	c.Plans, c.Figures = []incentive.Plan{o.Awards[0].Plan}, o.Awards[0].Figures
	for _, list := range c.Figures.Decimals {
		own := slices.ContainsFunc(in.Scheme.Figures.Decimals, func(l incentive.Decimals) bool { return l.Name == list.Name })
		if column, _ := o.Result.Raw.Framework().Find(list.Name); !own && o.Result.Raw.Has(list.Name) && !column.Computed {
			c.Follow = append(c.Follow, list.Name)
		}
	}
	return c, o.Ranking, nil
}

// newCounty asks for the best grade or, if the county has it, for a few places up. The levers
// are the raw figures that help by rising; those that help by falling, such as the residents
// among whom a total is shared, are no way up.
func newCounty(in data.Input, name string) (*county, error) {
	c, r, err := newCase(in)
	if err != nil {
		return nil, err
	}
	place, err := find(r, name)
	if err != nil {
		return nil, err
	}
	out := &county{framework: c.Result.Raw.Framework(), goal: whatif.Goal{Rank: max(1, place.Rank-next)}}
	if len(r.Grades) > 0 && place.Grade != r.Grades[0] {
		out.goal = whatif.Goal{Grade: r.Grades[0]}
	}
	if out.slopes, err = c.Slopes(place.Unit.Code, nil); err != nil {
		return nil, err
	}
	all, err := c.Levers(place.Unit.Code, reach)
	if err != nil {
		return nil, err
	}
	for _, l := range all {
		if from, _ := c.Result.Raw.Value(place.Unit.Code, l.Code); l.To > from {
			out.levers = append(out.levers, l)
		}
	}
	out.way, err = c.Cheapest(place.Unit.Code, out.goal, out.levers...)
	return out, err
}

// worth is what one step of each raw figure is worth to the county.
func (c *county) worth() tables.Sheet {
	s := c.slopes
	sheet := tables.Sheet{Keys: 1, Title: tables.Sentence(tables.Both("What a figure is worth to %s: score %s, rank %d", "%s各项数据值多少分：得分 %s，第 %d 名"),
		tables.UnitName(s.Unit), tables.Decimal(s.Now.Score, 2), s.Now.Rank)}
	sheet.Head(tables.Left, tables.Both("raw figure", "原始数据"))
	sheet.Head(tables.Point, tables.Both("now", "现值"), tables.Both("step", "步长"), tables.Both("points a step", "每步得分"))
	sheet.Head(tables.Right, tables.Both("rank", "位次"))
	for _, a := range s.Now.Awards {
		sheet.Head(tables.Point, tables.Sentence(tables.Both("award, %s", "分配，%s"), tables.Both(a.Measure.Name, a.Measure.NameZH)))
	}
	sheet.Head(tables.Left, tables.Both("course", "走势"))
	rows := slices.Clone(s.Rows)
	gain := func(r whatif.Slope) float64 { return math.Abs(r.Up.Chord * r.Up.Step) }
	slices.SortStableFunc(rows, func(a, b whatif.Slope) int { return cmp.Compare(gain(b), gain(a)) })
	for _, r := range rows[:min(shown, len(rows))] {
		if r.Up.Err != nil {
			continue
		}
		in, _ := c.framework.Find(r.Indicator.Code)
		cells := []tables.Cell{
			tables.Words(tables.IndicatorName(in)), tables.Short(r.Figure), tables.Short(r.Up.Step),
			tables.Decimal(r.Up.Chord*r.Up.Step, 2), tables.Rank(r.Up.To.Rank),
		}
		for _, a := range r.Up.To.Awards {
			cells = append(cells, tables.Amount(a.Amount, a.Measure))
		}
		sheet.Add(append(cells, tables.Words(course(r.Course)))...)
	}
	sheet.Note(tables.Both("A step up is a hundredth of the way from the smallest to the largest figure of all counties; rank and award are those after it.",
		"一步为全部单位最小值至最大值距离的百分之一；位次与分配均为变动之后的数值。"))
	sheet.Note(tables.Both("Straight: the score is a straight line over the step. Curved: a smooth curve. Bent, kinked: with a kink within the step, or at the figure itself, such as at a goalpost. Figures of other counties are held as they are.",
		"直线：得分在一步之内呈直线。曲线：平滑曲线。步内转折、折点：一步之内或现值处有转折，如达到上下限。其他单位的数据保持不变。"))
	return sheet
}

// course is a course in words.
func course(c whatif.Course) tables.Text { return tables.Kept(basis.Textf("%v", c)) }

// wayUp is the cheapest change that reaches the goal.
func (c *county) wayUp() tables.Sheet {
	w := c.way
	goal := tables.Sentence(tables.Both("grade %s", "%s 等"), w.Goal.Grade)
	if w.Goal.Rank > 0 {
		goal = tables.Sentence(tables.Both("rank %d", "第 %d 名"), w.Goal.Rank)
	}
	sheet := tables.Sheet{Keys: 1, Title: tables.Sentence(tables.Both("The cheapest way to %s", "达到 %s的最省途径"), goal)}
	sheet.Head(tables.Left, tables.Both("raw figure", "原始数据"))
	sheet.Head(tables.Point, tables.Both("from", "由"), tables.Both("to", "至"), tables.Both("%", "%"))
	sheet.Head(tables.Left, tables.Both("one step before", "差一步时"))
	for _, m := range w.Moves {
		in, _ := c.framework.Find(m.Code)
		short := tables.Words(tables.Sentence(tables.Both("rank %d, grade %s", "第 %d 名，%s 等"), m.Short.Rank, m.Short.Grade))
		if !w.Reached {
			short = tables.Cell{}
		}
		sheet.Add(tables.Words(tables.IndicatorName(in)), tables.Figure(m.From), tables.Figure(m.To), tables.Decimal(100*m.Cost, 2), short)
	}
	if !w.Reached {
		sheet.Note(tables.Sentence(tables.Both("Out of reach: with every figure up by %s %%, the score is %s and the rank %d.", "无法达到：各项数据均上升 %s%% 时，得分 %s，第 %d 名。"),
			tables.Decimal(100*reach, 0), tables.Decimal(w.After.Score, 2), w.After.Rank))
		return sheet
	}
	sheet.Note(tables.Sentence(tables.Both("Score %s, rank %d, grade %s; before: score %s, rank %d, grade %s.", "得分 %s，第 %d 名，%s 等；变动前得分 %s，第 %d 名，%s 等。"),
		tables.Decimal(w.After.Score, 2), w.After.Rank, w.After.Grade, tables.Decimal(w.Before.Score, 2), w.Before.Rank, w.Before.Grade))
	if len(w.Moves) == 0 {
		sheet.Note(tables.Both("It is there already.", "已经达到。"))
		return sheet
	}
	for k, a := range w.After.Awards {
		b := w.Before.Awards[k]
		sheet.Note(tables.Sentence(tables.Both("Award: %s %s; before: %s.", "分配 %s %s，变动前 %s。"),
			tables.Amount(a.Amount, a.Measure), tables.Both(a.Measure.Name, a.Measure.NameZH), tables.Amount(b.Amount, b.Measure)))
	}
	if len(w.Overtaken) > 0 {
		sheet.Note(tables.Sentence(tables.Both("Overtaken: %s.", "被超过者：%s。"), tables.ListOf(w.Overtaken, tables.UnitName)))
	}
	sheet.Note(tables.Sentence(tables.Both("Each figure can rise by %s %% of itself, and 1 %% of any costs the same (made up). Figures of other counties are held as they are; the engine was run at the figures above, and one step before.",
		"每项数据最多上升其自身的 %s%%，各项上升 1%% 的代价相同（虚构）。其他单位的数据保持不变；以上数值及差一步的数值均经评价引擎重新计算。"), tables.Decimal(100*reach, 0)))
	return sheet
}
