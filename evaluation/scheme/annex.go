package scheme

import (
	"fmt"
	"slices"

	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/prepare"
)

// Annex is the table of indicators of a scheme as a notice prints it, 指标体系表: the
// groups of each level with their weights, and for each indicator its weight, unit,
// direction, zero point and full point, formula, department and definition; then the
// columns that are not scored. [tables.WriteText], [tables.WriteMarkdown] and
// [tables.WriteCSV] print it in English or Chinese.
func Annex(s Scheme) (tables.Sheet, error) {
	tree, err := s.Tree()
	if err != nil {
		return tables.Sheet{}, err
	}
	a := annex{Scheme: s, tree: tree, names: map[string]tables.Text{}, levels: depth(s.Framework.Indicators)}
	for in := range s.Framework.Rows() {
		a.names[in.Code] = nameOf(in)
	}
	a.sheet = tables.Sheet{Title: tables.Text(s.Title), Keys: a.levels}
	for level := range a.levels {
		head := tables.Both("indicator", "指标")
		if a.levels > 1 {
			head = tables.Both(fmt.Sprintf("level %d", level+1), []string{"一级指标", "二级指标", "三级指标"}[min(level, 2)])
		}
		a.sheet.Head(tables.Left, head)
	}
	a.sheet.Head(tables.Point, tables.Both("weight", "权重"))
	a.sheet.Head(tables.Left, tables.Both("unit", "单位"), tables.Both("direction", "方向"))
	a.sheet.Head(tables.Point, tables.Both("zero point", "零分值"), tables.Both("full point", "满分值"))
	a.sheet.Head(tables.Left, tables.Both("formula", "计算公式"), tables.Both("department", "数据来源"), tables.Both("year", "年份"))
	a.sheet.Columns = append(a.sheet.Columns, tables.Column{Head: tables.Both("definition", "口径")})
	a.rows(s.Framework.Indicators, nil)
	for i, in := range s.Framework.Aux {
		var path []tables.Cell
		if a.levels > 1 {
			path = append(path, tables.Cell{})
			if i == 0 {
				path[0] = tables.Words(tables.Both("not scored", "不计分"))
			}
		}
		a.row(in, path)
	}
	for _, b := range s.Basis {
		a.sheet.Note(tables.Sentence(tables.Both("Basis: %s", "依据：%s"), tables.Text(b)))
	}
	return a.sheet, nil
}

type annex struct {
	Scheme
	tree   *indicators.Framework
	names  map[string]tables.Text
	levels int
	sheet  tables.Sheet
}

// depth is how many levels of indicators there are.
func depth(all []Indicator) int {
	most := 0
	for _, in := range all {
		most = max(most, 1+depth(in.Indicators))
	}
	return most
}

// nameOf is the name of an indicator in both languages, or its code.
func nameOf(in Indicator) tables.Text {
	t := tables.Both(in.Name, in.NameZH)
	if t == (tables.Text{}) {
		return tables.Same(in.Code)
	}
	return t
}

// rows adds the indicators of a group, under the cells of the groups above, which are
// blank after the first row.
func (a *annex) rows(all []Indicator, path []tables.Cell) {
	for i, in := range all {
		if i > 0 {
			path = make([]tables.Cell, len(path))
		}
		if len(in.Indicators) == 0 {
			a.row(in, path)
			continue
		}
		name := nameOf(in)
		if in.Weight != nil {
			name = tables.Sentence(tables.Both("%s (%s)", "%s（%s）"), name, tables.Rounded(*in.Weight, 12))
		}
		a.rows(in.Indicators, append(path[:len(path):len(path)], tables.Words(name)))
	}
}

func (a *annex) row(in Indicator, path []tables.Cell) {
	cells := slices.Concat(path, []tables.Cell{tables.Words(nameOf(in))})
	for len(cells) < a.levels {
		cells = append(cells, tables.Cell{})
	}
	of, _ := a.tree.Find(in.Code)
	cells = append(cells,
		figure(in.Weight),
		tables.Words(tables.Both(in.Unit, or(in.UnitZH, in.Unit))),
		a.direction(of),
		figure(in.Zero), figure(in.Full),
		tables.Words(a.formula(in)),
		tables.Words(tables.Same(in.Department)), tables.Words(tables.Same(in.Period)), tables.Words(tables.Same(in.Definition)),
	)
	a.sheet.Add(cells...)
}

func or(a, b string) string {
	if a == "" {
		return b
	}
	return a
}

// figure is a figure as it was written; blank if it was not.
func figure(x *float64) tables.Cell {
	if x == nil {
		return tables.Cell{}
	}
	return tables.Rounded(*x, 12)
}

// direction is that of an indicator that is scored.
func (a *annex) direction(in indicators.Indicator) tables.Cell {
	for _, aux := range a.Framework.Aux {
		if aux.Code == in.Code {
			return tables.Cell{}
		}
	}
	switch in.Direction {
	case indicators.Lower:
		return tables.Words(tables.Both("less is better", "逆向"))
	case indicators.Target:
		return tables.Words(tables.Sentence(tables.Both("best %s to %s", "适度 %s–%s"), tables.Rounded(in.Target.Lo, 12), tables.Rounded(in.Target.Hi, 12)))
	}
	return tables.Words(tables.Both("more is better", "正向"))
}

// formula is how an indicator is computed, with the names of what it is made of.
func (a *annex) formula(in Indicator) tables.Text {
	f := in.Formula
	if f.IsZero() && in.Computed {
		return a.made(in.Code)
	}
	if f.IsZero() {
		return tables.Text{}
	}
	return a.said(f)
}

// said is a formula in words.
func (a *annex) said(f Formula) tables.Text {
	if f.By == "" {
		text := a.name(f.Of[0])
		for _, code := range f.Of[1:] {
			text = tables.Sentence(tables.Same("%s + %s"), text, a.name(code))
		}
		return text
	}
	text := tables.Sentence(tables.Same("%s ÷ %s"), a.name(f.Of[0]), a.name(f.By))
	if f.Factor != 0 && f.Factor != 1 {
		text = tables.Sentence(tables.Same("%s × %s"), text, tables.Rounded(f.Factor, 12))
	}
	return text
}

func (a *annex) name(code string) tables.Text {
	if t, ok := a.names[code]; ok {
		return t
	}
	return tables.Same(code)
}

// made is how a step of the model makes an indicator.
func (a *annex) made(code string) tables.Text {
	for _, step := range a.Model.Steps {
		switch s := step.(type) {
		case prepare.Sum:
			if s.Code == code && len(s.Less) == 0 {
				return a.said(Formula{Of: s.Of})
			}
		case prepare.Ratio:
			if s.Code == code {
				return a.said(Formula{Of: []string{s.Of}, By: s.By, Factor: s.Factor})
			}
		case prepare.Growth:
			if s.Code == code {
				return tables.Sentence(tables.Both("growth of %s", "%s增速"), a.name(s.Of))
			}
		}
	}
	return tables.Both("by a step of the model", "由模型步骤计算")
}
