package main

import (
	"errors"
	"slices"

	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/evaluation/incentive/fill"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// awardWords are the texts about the awards.
type awardWords struct {
	balance            string // pool, measure, awards, remainder, reserve
	perPart, capped    string // amount; n
	notGiven, noColumn string // why; column
	yard, yardText     string // ; share of the province's quota
	yardOwn            string
	notRanked          string
}

func newAwardWords(t pick) awardWords {
	return awardWords{
		balance:  t("%[1]s %[2]s=奖励 %[3]s+结余 %[4]s+预留 %[5]s。", "%[1]s %[2]s = awards %[3]s + remainder %[4]s + reserve %[5]s. Rules: "),
		perPart:  t("每份 %s", "%s for each part"),
		capped:   t("%d 个触上限", "%d at the cap"),
		notGiven: t("未分配：%s", "not given: %s"),
		noColumn: t("未分配：数据没有 %s 列", "not given: the data have no column %s"),
		yard:     t("标尺", "Yardstick"),
		yardText: t("奖励总量、起算分、上限均为本示例自拟，不出自任何文件。对照：土地总量为河南 2017 年新增建设用地计划 31.37 万亩的 %s%%；每县 1,000 亩同国务院 2021 年对县的激励；甘肃每年以 5 亿元奖励 10 县",
			"all amounts, zero points and caps are made up for this example; no document has them. To compare: the land is %s %% of Henan's plan of new construction land in 2017, 313,700 mu; 1,000 mu is what the State Council gave a county in 2021; Gansu gives 500 million yuan a year to 10 counties"),
		yardOwn:   t("奖励总量、起算分、上限均为本示例自拟，不出自任何文件", "all amounts, zero points and caps are made up for this example; no document has them"),
		notRanked: t("不参加排名", "not ranked"),
	}
}

// pool is the name of a pool.
func (w *words) pool(p incentive.Pool) string {
	if w.lang == chinese && p.NameZH != "" {
		return p.NameZH
	}
	return p.Name
}

// measure is what the language counts an award in.
func (w *words) measure(a award) incentive.Measure {
	if w.lang == chinese {
		return a.plan.Pool.Measure.Chinese()
	}
	return a.plan.Pool.Measure.English()
}

// amount prints an amount of an award, without its measure.
func (w *words) amount(a award, x incentive.Amount) string { return w.measure(a).Text(x.Rat()) }

// allocation is an allocation whose counties have the names of the language, to be
// printed.
func (w *words) allocation(a *incentive.Allocation) *incentive.Allocation {
	out := *a
	out.Awards = slices.Clone(a.Awards)
	for i := range out.Awards {
		u := &out.Awards[i].Place.Unit
		u.Name = w.name(*u)
	}
	return &out
}

// faults is why an award cannot be given, with counties and articles in the language.
func (w *words) faults(a award, t *indicators.Table) error {
	var out []error
	for err := range basis.All(a.why) {
		f := new(fill.Fault)
		if errors.As(err, &f) {
			told := *f
			if row, ok := t.Row(f.Unit); ok {
				told.Name = w.name(t.Unit(row))
			}
			if c, ok := a.article(f.Article).(interface{ Chinese() string }); ok && w.lang == chinese {
				told.Clause = c.Chinese()
			}
			err = &told
		}
		out = append(out, err)
	}
	return errors.Join(out...)
}
