package main

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/indicators"
)

// more is what -all adds: what each ruling changes, the lists, what one unit fewer would
// change, and every number behind every place.
func more(result *evaluation.Result, ranking, gains evaluation.Ranking) ([]tables.Sheet, error) {
	effects, err := decision().RulingEffects(result)
	if err != nil {
		return nil, err
	}
	picked, err := lists().Pick(map[string]evaluation.Ranking{"score": ranking, "gain": gains})
	if err != nil {
		return nil, err
	}
	leaving, err := decision().Leaving(result)
	if err != nil {
		return nil, err
	}
	out := []tables.Sheet{rulingSheet(effects), listSheet(picked), leavingSheet(leaving)}
	for _, p := range ranking.Places {
		ex, err := result.Explain(ranking, p.Unit.Code)
		if err != nil {
			return nil, err
		}
		out = append(out, tables.Explanation(ex, 1))
	}
	return out, nil
}

// rulingSheet has what each ruling changed.
func rulingSheet(effects []evaluation.RulingEffect) tables.Sheet {
	s := tables.Sheet{Title: tables.Both("Rulings (made up)", "裁定（虚构）")}
	s.Head(tables.Left, tables.Both("unit", "单位"), tables.Both("ruling", "裁定"), tables.Both("reason", "事由"), tables.Both("paper", "文件"))
	s.Head(tables.Right, tables.Both("now", "结果"), tables.Both("without", "若无"), tables.Both("moves", "影响"))
	for _, e := range effects {
		d := e.Ruling
		s.Add(tables.Words(tables.UnitName(unit(d.Unit))), tables.Words(ruling(d)), tables.Words(tables.Text{English: d.Reason}), tables.Data(d.Document),
			tables.Data(standing(e.With)), tables.Data(standing(e.Without)), tables.Integer(e.Moved))
	}
	s.Note(tables.Both("Now: rank and grade. Without: the same if this ruling alone were taken back. Moves: how many others would then have another rank.",
		"结果：位次和等次。若无：该裁定单独撤销后的位次和等次。影响：撤销后位次变动的其他单位数。"))
	return s
}

// standing is a rank and a grade.
func standing(p evaluation.Place) string {
	rank, grade := "–", "–"
	if p.Rank > 0 {
		rank = strconv.Itoa(p.Rank)
	}
	if p.Grade != "" {
		grade = p.Grade
	}
	return rank + " " + grade
}

// ruling says what a ruling does.
func ruling(d evaluation.Ruling) tables.Text {
	switch d.Effect {
	case evaluation.NotEvaluated:
		return tables.Both("not evaluated this year", "本年度不参评")
	case evaluation.NotRanked:
		return tables.Both(d.Grade+": scored, not ranked", d.Grade+" 类，计分不排名")
	case evaluation.OutsideQuota:
		return tables.Both("is "+d.Grade+", outside the quota", "直接定为 "+d.Grade+"，不占名额")
	case evaluation.NoAward:
		return tables.Both("no award", "取消奖励资格")
	case evaluation.GradeAtMost:
		return tables.Both("grade at most "+d.Grade, "等次不高于 "+d.Grade)
	}
	return tables.Same(fmt.Sprintf("%g × %+g", d.Count, d.Points))
}

// unit is the unit of a code.
func unit(code string) indicators.Unit {
	for _, u := range units() {
		if u.Code == code {
			return u
		}
	}
	return indicators.Unit{Code: code}
}

// listSheet has who stands on the lists, and who was passed over.
func listSheet(lists []evaluation.List) tables.Sheet {
	s := tables.Sheet{Title: tables.Both("Lists", "名单")}
	s.Head(tables.Left, tables.Both("list", "名单"), tables.Both("on it", "列入"), tables.Both("passed over", "未列入"))
	for _, l := range lists {
		var on, passed []indicators.Unit
		for _, p := range l.Places {
			on = append(on, p.Unit)
		}
		for _, p := range l.Passed {
			passed = append(passed, p.Place.Unit)
		}
		s.Add(tables.Words(tables.Text{English: l.Name}), names(on), names(passed))
	}
	s.Note(tables.Both("Advanced: 3 counties and 2 districts by score. Progress: 2 counties and 1 district by ranks gained. Passed over: no award, or on a list already; nobody is rewarded twice.",
		"先进：县 3 名，区 2 名，按得分。进步：县 2 名，区 1 名，按上升的位次。未列入：取消奖励资格，或已在先进名单，不重复奖励。"))
	return s
}

func names(units []indicators.Unit) tables.Cell {
	var en, zh []string
	for _, u := range units {
		name := tables.UnitName(u)
		en, zh = append(en, name.English), append(zh, name.Chinese)
	}
	return tables.Words(tables.Both(strings.Join(en, ", "), strings.Join(zh, "、")))
}

// leavingSheet says how the order of the others hangs on each unit: scales are those of the
// class, and the smaller it is the less they hold.
func leavingSheet(leaving []evaluation.Leaving) tables.Sheet {
	s := tables.Sheet{Title: tables.Both("What one unit fewer would change", "少一个单位会怎样")}
	s.Head(tables.Left, tables.Both("without", "退出者"))
	s.Head(tables.Point, tables.Both("others that move", "变动的其他单位数"), tables.Both("largest shift", "最大变位"))
	for _, l := range leaving {
		s.Add(tables.Words(tables.UnitName(l.Unit)), tables.Integer(l.Moved), tables.Integer(l.MaxShift))
	}
	return s
}
