package main

import (
	"fmt"
	"strings"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/examples/internal/terminal"
)

// named shows the lists.
func (s *study) named(p *page) {
	p.heading("五、名单", "5. Lists")
	for _, l := range s.lists {
		var names []string
		for _, x := range l.Places {
			name := p.unit(x.Unit)
			if l.Name == "progress" {
				name += fmt.Sprintf(p.t("（升 %v 位）", " (up %v)"), x.Score)
			}
			names = append(names, name)
		}
		p.say(2, p.t("%s：%s。", "%s: %s."), p.name(l.Name), p.list(names))
		for _, x := range l.Passed {
			if x.Place.Out != "" {
				p.say(4, p.t("%s位次够，但被取消奖励资格，由下一名递补。", "%s has the rank, but gets no award; the next takes the place."), p.unit(x.Place.Unit))
				continue
			}
			p.say(4, p.t("%s已在先进名单，不重复奖励。", "%s is on the list of the advanced; nobody is rewarded twice."), p.unit(x.Place.Unit))
		}
	}
	p.say(2, "%s", p.t("先进：县 3 名，区 2 名，按得分；进步：县 2 名，区 1 名，按比上年上升的位次，须有上升。", "Advanced: 3 counties and 2 districts by score. Progress: 2 counties and 1 district by ranks gained since last year, if any."))
}

// left says how the order hangs on single units.
func (s *study) left(p *page) {
	p.heading("六、少一个单位会怎样", "6. What one unit fewer would change")
	for _, class := range []string{county, district} {
		units, moves, worst := 0, 0, evaluation.Leaving{}
		for _, l := range s.leaving {
			if l.Unit.Class != class {
				continue
			}
			units++
			if l.Moved > 0 {
				moves++
			}
			if l.Moved > worst.Moved {
				worst = l
			}
		}
		p.say(2, p.t("%s：%d 个单位逐一退出，%d 次使其他单位的相对位次变动；最多的是%s退出，%d 个单位变动，至多 %d 位。",
			"Of %s, %[2]d units leave one at a time; %[3]d times the order of others changes. Most by %[4]s: %[5]d units move, by %[6]d at most."),
			p.name(class), units, moves, p.unit(worst.Unit), worst.Moved, worst.MaxShift)
	}
	p.say(2, "%s", p.t("本类内定标，类越小越不稳；10 个以下的类，程序不在类内定标，除非另有要求。", "Scales are those of the class, and the smaller it is the less they hold. A class of fewer than 10 is not scaled within itself unless that is asked for."))
}

// explained has sentences for every unit.
func (s *study) explained(p *page) error {
	p.heading("七、逐个说明", "7. Each in words")
	for _, place := range s.ranking.Places {
		ex, err := s.now.Explain(s.ranking, place.Unit.Code)
		if err != nil {
			return err
		}
		p.say(2, "%s", sentences(p.words, ex))
	}
	for _, d := range s.ranking.Left {
		for _, r := range s.now.RulingsOn(d.Unit) {
			p.say(2, p.t("%s：%s，因%s（%s）；其数据不参与本类定标。", "%s: %s (%s; %s). Its figures do not enter the scales of its class."), p.named(d.Unit), p.effect(r), p.reason(r), p.document(r))
		}
	}
	return nil
}

// sentences say how a unit comes to its score, rank and grade.
func sentences(w words, ex evaluation.Explanation) string {
	class := ex.Place.Unit.Class
	var parts []string
	for _, part := range ex.Parts {
		if part.Depth == 1 {
			parts = append(parts, fmt.Sprintf("%s %s×%v%%", w.name(part.Indicator.Code), score(part.Score), dimensionWeights[class][part.Indicator.Code]))
		}
	}
	out := fmt.Sprintf(w.t("%s：指标分 %s（%s）", "%s: indicators %s (%s)"), w.unit(ex.Place.Unit), score(ex.Adjustment.Before), w.list(parts))
	for _, item := range ex.Adjustment.Items {
		out += fmt.Sprintf(w.t("，%s %s 分", ", %s %s"), w.name(item.Item), signed(item.Given))
		if item.Given != item.Asked {
			out += fmt.Sprintf(w.t("（计 %s，以上限为准）", " (%s, held to the limit)"), signed(item.Asked))
		}
		for _, d := range item.Rulings {
			out += fmt.Sprintf(w.t("（%s，%s）", " (%s, %s)"), strings.ReplaceAll(w.effect(d), " ", terminal.NoBreak), w.document(d))
		}
	}
	out += fmt.Sprintf(w.t("，得分 %s", ", score %s"), score(ex.Place.Score))
	if ex.Place.Rank > 0 {
		out += fmt.Sprintf(w.t("，%d 个%s中第 %d", "; rank %[3]d of %[1]d %[2]s"), ex.Ranked, w.name(class), ex.Place.Rank)
		if ex.Place.Tied {
			out += w.t("（并列）", " (tied)")
		}
		if ex.Without.Rank != ex.Place.Rank {
			out += fmt.Sprintf(w.t("（不计任何加减分为第 %d）", " (%d before anybody's bonus and penalty)"), ex.Without.Rank)
		}
	}
	if ex.Place.Grade != "" {
		out += fmt.Sprintf(w.t("，等次 %s", ", grade %s"), ex.Place.Grade)
	}
	out += w.t("。", ".")
	for _, d := range ex.Rulings {
		if d.Effect != evaluation.AddPoints {
			out += fmt.Sprintf(w.t("裁定：%s，因%s（%s）。", " Ruling: %s (%s; %s)."), w.effect(d), w.reason(d), w.document(d))
		}
	}
	return out
}
