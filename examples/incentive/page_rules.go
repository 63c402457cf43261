package main

import (
	"fmt"
	"math/big"
	"slices"
	"strings"

	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/evaluation/incentive/fill"
	"github.com/countyeval/countyeval/evaluation/incentive/scrutiny"
	"github.com/countyeval/countyeval/examples/internal/terminal"
)

// edges says where a little more score brings much more, and where none does.
func (p *page) edges() {
	land, _ := p.s.pool(landKey)
	funds, _ := p.s.pool(fundsKey)
	lm, fm := p.w.measure(land.plan.Pool.Measure), p.w.measure(funds.plan.Pool.Measure)
	p.line(p.w.t("六、台阶：离上一等次最近的县（市）", "6. Cliffs: the counties nearest to the next grade"))
	g := &terminal.Grid{Columns: p.w.columns("<县（市）|<等次|得分|需达到|差距|土地增加（亩）|资金增加（万元）|每分合亩", "<county|<grade|score|needs|gap|land + (mu)|funds + (million yuan)|mu a point")}
	order := make([]int, len(p.s.landCliffs))
	for k := range order {
		order[k] = k
	}
	slices.SortStableFunc(order, func(a, b int) int { return p.s.landCliffs[a].Gap.Cmp(p.s.landCliffs[b].Gap) })
	order = slices.DeleteFunc(order, func(k int) bool { return p.s.landCliffs[k].Worth() == 0 && p.s.fundCliffs[k].Worth() == 0 })
	n := p.limit(len(order))
	for _, k := range order[:n] {
		l, f := p.s.landCliffs[k], p.s.fundCliffs[k]
		g.Add(p.s.named(l.Unit), l.Grade+" > "+l.TargetGrade, fmt.Sprintf("%.2f", l.Score), fmt.Sprintf("%.2f", l.Target), l.Gap.FloatString(2),
			lm.Format(l.Worth()), fm.Format(f.Worth()), decimal(l.Rate, lm, 1))
	}
	p.grid(g)
	p.rest(n, len(order))
	best := slices.MaxFunc(p.s.landPrices.Rows, func(a, b scrutiny.Price) int { return a.Own.Cmp(b.Own) })
	p.say("等次之内，多得 1 分值多少土地：最高 %s 亩（%s）；%d 个县（市）中 %d 个（%s%%）在到达下一台阶之前多得分不多得地",
		"Inside a grade a point of score is worth %s mu at most (%s); for %[4]d of %[3]d counties (%[5]s %%) it is worth nothing up to the next cliff",
		decimal(best.Own, lm, 2), best.Unit.Name, len(p.s.landPrices.Rows), p.s.landPrices.None, fmt.Sprintf("%.0f", 100*p.s.landPrices.Share()))
	if a := p.s.appeal; a.place.Rank > 0 {
		p.say("例：第 %d 名（%s 等）要得到前一名的 %s 亩，至少要多少分？", "For instance: which score would bring rank %d (grade %s) the %s mu of the county before it?",
			a.place.Rank, a.place.Grade, lm.Format(a.want))
		if a.target.Reach {
			p.say("%.2f 分，得 %s 亩；少 0.01 分得 %s 亩（其他县得分不变，逐分重算）", "%.2f, with %s mu; 0.01 less brings %s mu (all other scores as they are, divided anew)",
				a.target.Score, lm.Format(a.target.Award.Amount), lm.Format(a.target.Below))
		} else {
			p.say("即使 %.2f 分也只得 %s 亩", "Even %.2f brings only %s mu", a.target.Score, lm.Format(a.target.Award.Amount))
		}
	}
}

// fairness says how unequal the awards are, and where rank and award contradict
// each other.
func (p *page) fairness() {
	p.line(p.w.t("七、差距、倒挂与搁置", "7. Inequality, inversions, and what is stranded"))
	g := &terminal.Grid{Columns: p.w.columns("<奖励|有资格|基尼系数|全部|基尼系数|泰尔 T|省辖市之间%|前 10 名占%|倒挂对数", "<pool|eligible|Gini|all|Gini|Theil T|between prefectures %|top 10 %|inversions")}
	for _, x := range p.s.pools {
		in, err := scrutiny.InequalityOf(x.allocation, scrutiny.Eligible)
		if err != nil {
			p.item(err.Error())
			continue
		}
		all, _ := scrutiny.InequalityOf(x.allocation, scrutiny.Everyone)
		d, _ := scrutiny.TheilBy(x.allocation, scrutiny.Everyone, "region")
		g.Add(p.w.name(x), fmt.Sprint(in.N), fmt.Sprintf("%.3f", in.Gini), fmt.Sprint(all.N), fmt.Sprintf("%.3f", all.Gini), fmt.Sprintf("%.3f", all.TheilT),
			fmt.Sprintf("%.0f", 100*d.ShareBetweenT), fmt.Sprintf("%.0f", 100*all.TopShare(10)), fmt.Sprint(len(scrutiny.Inversions(x.allocation))))
	}
	p.grid(g)
	for _, x := range p.s.pools {
		list := scrutiny.Inversions(x.allocation)
		if len(list) == 0 {
			continue
		}
		worst := slices.MaxFunc(list, func(a, b scrutiny.Inversion) int { return int(a.Gap() - b.Gap()) })
		m := p.w.measure(x.plan.Pool.Measure)
		p.say("%s倒挂最大：%s（%s）少于%s（%s）", "Largest inversion, %s: %s (%s) has less than %s (%s)",
			p.w.name(x), worst.Better.Place.Unit.Name, m.Format(worst.Better.Amount), worst.Worse.Place.Unit.Name, m.Format(worst.Worse.Amount))
	}
	p.say("倒挂指名次在前、尚有余地、奖励却较少。土地的倒挂来自增存挂钩：它奖励存量，不看名次；已到上限或所属合计上限已用满的县（市）没有余地，不计入",
		"An inversion is a better rank with room left and a smaller award. Those of land come from the linkage, which rewards stock and not rank; a county under a full ceiling or at its cap has no room and is not counted")
	for _, x := range p.s.pools {
		list, err := scrutiny.Stranded(x.allocation)
		if err != nil {
			p.item(err.Error())
			continue
		}
		for _, s := range list {
			if s.Left.Sign() == 0 {
				continue
			}
			m := p.w.measure(x.plan.Pool.Measure)
			name := p.w.name(x)
			if s.Tranche != "" {
				name += " [" + p.w.tranche(x.allocation, s.Tranche) + "]"
			}
			var held []string
			for _, c := range s.Ceilings {
				held = append(held, p.w.bound(x.allocation, c.Name))
			}
			why := ""
			if len(held) > 0 {
				why = p.w.t("；用满的合计上限：", "; full ceilings: ") + strings.Join(held, p.w.t("、", ", "))
			}
			p.say("%s：%s %s 无法分出（%d 个县（市）已到上限%s）", "%s: %s %s cannot be placed (%d counties are at their caps%s)", name, decimal(s.Left, m, m.Digits), m.Name, s.Capped, why)
		}
	}
	land, _ := p.s.pool(landKey)
	points, err := scrutiny.ZeroPoints(land.plan, p.s.ranking, p.s.figures, 0, landBase, 50)
	if err != nil {
		p.item(err.Error())
		return
	}
	var texts []string
	for _, z := range points {
		first, last := meritRange(z.Allocation)
		texts = append(texts, fmt.Sprintf(p.w.t("%g 分时 A 等最多与最少之比为%s", "from %g the ratio is %s"), z.Base, ratio(first, last, p.w)))
	}
	p.say("起算分的作用（择优部分）：%s", "What the zero point does to most and least merit land of grade A: %s", strings.Join(texts, p.w.t("；", "; ")))
}

// meritRange is the largest and smallest share of merit land of a county of the
// best grade.
func meritRange(a *incentive.Allocation) (largest, least *big.Rat) {
	d := a.Divisions[len(a.Divisions)-1]
	for i, l := range d.Lines {
		if l.Out != "" {
			continue
		}
		x := d.Shares.Exact[i]
		if largest == nil || x.Cmp(largest) > 0 {
			largest = x
		}
		if least == nil || x.Cmp(least) < 0 {
			least = x
		}
	}
	return largest, least
}

// ratio prints x/y with two decimals.
func ratio(x, y *big.Rat, w words) string {
	if y.Sign() == 0 {
		return w.t("无穷大", "without end")
	}
	return new(big.Rat).Quo(x, y).FloatString(2)
}

// cuts says what a smaller pool changes.
func (p *page) cuts() {
	p.line(p.w.t("八、总量减少 10% 时", "8. If the pools are cut by 10 %"))
	g := &terminal.Grid{Columns: p.w.columns("<奖励|原总量|减后|减少的县|不变|增加|<减少最多|减少|<减幅最大|减幅%", "<pool|was|is|lose|same|gain|<loses most|by|<loses the largest part|%")}
	for _, x := range p.s.pools {
		m, c := p.w.measure(x.plan.Pool.Measure), x.change
		row := []string{p.w.name(x), m.Format(x.allocation.Pool.Amount), m.Format(x.cut.Pool.Amount), fmt.Sprint(c.Losers), fmt.Sprint(c.Same), fmt.Sprint(c.Gainers)}
		if c.Losers > 0 {
			part := big.NewRat(100*int64(-c.Steepest.Delta()), int64(c.Steepest.Before)).FloatString(1)
			row = append(row, c.Largest.Unit.Name, m.Format(-c.Largest.Delta()), c.Steepest.Unit.Name, part)
		}
		g.Add(row...)
	}
	p.grid(g)
	p.say("预留不减，所以可分量减少超过 10%%；封顶的县（市）起初不受影响，由其他县（市）分担；土地取整到 1 亩，小额奖励的减幅可能更大", "The reserve stays, so what is divided falls by more than 10 %%; a county at its cap is spared at first, at the cost of the others; land is given in whole mu, so that a small award can lose a larger part")
	p.midYear()
}

// midYear says how three rules would cut the land that was promised, if a tenth of
// the pool were taken back during the year.
func (p *page) midYear() {
	land, _ := p.s.pool(landKey)
	m := p.w.measure(land.plan.Pool.Measure)
	promised := land.allocation.List("promised")
	given, _ := land.plan.Pool.Measure.Value(land.allocation.Total().Rat()).Float64()
	less := given - land.plan.Pool.Amount/10
	g := &terminal.Grid{Columns: p.w.columns("<年中追减土地|受影响的县|<减少最多|减少（亩）|<减幅最大|减幅%", "<mid-year cut of land|lose|<loses most|by (mu)|<loses the largest part|%")}
	for _, x := range []struct {
		name string
		rule fill.Rule
	}{
		{p.w.t("同比例", "one percentage"), nil},
		{p.w.t("同数量", "equal losses"), fill.EqualLosses{}},
		{p.w.t("塔木德（保一半）", "Talmud (half protected)"), fill.Talmud{}},
	} {
		a, err := incentive.Curtail(land.plan.Pool, promised.Name, less, x.rule).Allocate(p.s.ranking, incentive.Figures{Decimals: []incentive.Decimals{promised}})
		if err != nil {
			p.item(err.Error())
			return
		}
		c, err := scrutiny.TurnoverOf(land.allocation, a)
		if err != nil {
			p.item(err.Error())
			return
		}
		part := big.NewRat(100*int64(-c.Steepest.Delta()), int64(max(c.Steepest.Before, 1))).FloatString(1)
		g.Add(x.name, fmt.Sprint(c.Losers), c.Largest.Unit.Name, m.Format(-c.Largest.Delta()), c.Steepest.Unit.Name, part)
	}
	p.grid(g)
}

// fiction shows a refusal and a corridor on counties that do not exist.
func (p *page) fiction() {
	p.line(p.w.t("九、取消资格与浮动区间（虚构的县，数字均为自拟）", "9. A refusal and a corridor on last year (fictional counties, all figures made up)"))
	f, err := newFiction(p.w)
	if err != nil {
		p.item(err.Error())
		return
	}
	text, err := f.allocation.Summary(p.w.lang)
	if err != nil {
		text = err.Error()
	}
	p.item(text)
	p.say("较上年增减不超过 20%%；名次上升的只取消上限，名次下降的只取消下限，否则名次上升反而可能少得", "No award moves by more than 20 %% from last year's; a county that rises is freed of its cap alone, one that falls of its floor alone, as otherwise a better rank could cost")
	g := &terminal.Grid{Columns: p.w.columns("<县|上年名次|本年名次|得分|上年|下限|上限|奖励", "<county|last rank|rank|score|last year|floor|cap|award")}
	m := p.w.measure(f.allocation.Pool.Measure)
	for _, a := range f.allocation.Awards {
		was, _ := f.last.Find(a.Place.Unit.Code)
		floor, highest := p.w.t("—", "-"), p.w.t("—", "-")
		if l := f.line(a.Place.Unit.Code); l.Out == "" {
			floor, highest = m.Format(l.Floor), p.w.t("无", "none")
			if l.Cap != fill.NoCap {
				highest = m.Format(l.Cap)
			}
		}
		g.Add(a.Place.Unit.Name, fmt.Sprint(was.Place.Rank), fmt.Sprint(a.Place.Rank), fmt.Sprintf("%.2f", a.Place.Score), m.Format(was.Amount), floor, highest, m.Format(a.Amount))
	}
	p.grid(g)
	for _, k := range []int{1, 3} {
		sentences, err := f.allocation.Explain(f.allocation.Awards[k].Place.Unit.Code, p.w.lang)
		if err != nil {
			sentences = []string{err.Error()}
		}
		p.item(strings.Join(sentences, p.w.t("", " ")))
	}
}
