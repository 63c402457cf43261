package incentive_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/evaluation/incentive/fill"
	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// TestRates: a product with a rate is exact, rounded down for caps, claims and what
// counts, up for floors, and the ledger has what it was, in both languages of its file.
func TestRates(t *testing.T) {
	f := figures(decimals("firms", row(10, 3, 0)))
	for name, c := range map[string]struct {
		clause incentive.Clause
		kind   incentive.Kind
		want   string // of the lines
		en, zh string // of the first county

		rounded bool
	}{
		"rate 0 is 1": {incentive.CapAt{Figure: "firms"}, incentive.Cap, "10 3 0", "By article 1 (cap: firms): the cap is 10.0 t.", "按第 1 条（上限：firms）：上限为 10.0 吨。", false},
		"cap": {
			incentive.CapAt{Figure: "firms", Rate: 0.333},
			incentive.Cap, "3.3 0.9 0",
			"By article 1 (cap: 0.333 x firms): the cap is 3.3 t.", "按第 1 条（上限：0.333×firms）：上限为 3.3 吨。", true,
		},
		"floor": {
			incentive.FloorAt{Figure: "firms", Rate: 0.333},
			incentive.Floor, "3.4 1 0",
			"By article 1 (floor: 0.333 x firms): the floor is 3.4 t.", "按第 1 条（保底：0.333×firms）：保底为 3.4 吨。", true,
		},
		"claim": {
			incentive.Claim{Name: "promise", NameZH: "承诺", Figure: "firms", Rate: 0.333},
			incentive.Cap, "3.3 0.9 0",
			"By article 1 (claim: promise): the cap is 3.3 t.", "按第 1 条（按应奖数计份并以其为上限：承诺）：上限为 3.3 吨。", true,
		},
		"counting": {
			incentive.Counting{Figure: "firms", Rate: 0.333},
			incentive.Held, "3.3 0.9 0",
			"By article 1 (counting: 0.333 x firms): the amount in hand is 3.3 t.", "按第 1 条（计入已有量：0.333×firms）：已有量为 3.3 吨。", true,
		},
		"no rounding": {incentive.CapAt{Figure: "firms", Rate: 0.3}, incentive.Cap, "3 0.9 0", "By article 1 (cap: 0.3 x firms): the cap is 3.0 t.", "按第 1 条（上限：0.3×firms）：上限为 3.0 吨。", false},
		"linkage": {
			incentive.Linkage{Name: "stock", Kinds: []incentive.Stock{{Figure: "firms", Rate: 0.333}}},
			incentive.Cap, "3.3 0.9 0",
			"By article 1 (claim: stock at 0.333 of firms): the cap is 3.3 t.", "按第 1 条（按存量盘活量计应奖数：stock，0.333×firms）：上限为 3.3 吨。", true,
		},
	} {
		t.Run(name, func(t *testing.T) {
			m := incentive.Measure{Name: "t", NameZH: "吨", Digits: 1}
			a, err := incentive.Plan{Pool: incentive.Pool{Measure: m, Amount: 10}, Clauses: []incentive.Clause{c.clause}}.Allocate(rankingOf(9, 8, 7), f)
			require.NoError(t, err)
			var got []string
			for _, l := range a.Divisions[0].Lines {
				x := map[incentive.Kind]incentive.Amount{incentive.Cap: l.Cap, incentive.Floor: l.Floor, incentive.Held: l.Held}[c.kind]
				got = append(got, strings.TrimSuffix(m.Format(x), ".0"))
			}
			assert.Equal(t, c.want, strings.Join(got, " "))
			for lang, want := range map[basis.Language]string{basis.English: c.en, basis.Chinese: c.zh} {
				text, err := a.Explain("000", lang)
				require.NoError(t, err)
				assert.Contains(t, text, want)
			}
			for lang, want := range map[basis.Language]string{basis.English: "3.33 before rounding", basis.Chinese: "取整前为 3.33"} {
				assert.Equal(t, c.rounded, strings.Contains(file(t, tables.Ledger(a), lang), want))
			}
			for _, e := range a.Awards[0].Ledger {
				if e.Kind == c.kind && c.rounded {
					assert.Equal(t, "333/10", e.Product.RatString())
				} else if e.Kind == c.kind {
					assert.Nil(t, e.Product)
				}
			}
			b := again(t, a)
			require.NoError(t, b.Check())
			assert.Equal(t, fmt.Sprint(a.LedgerRows()[0].Product), fmt.Sprint(b.LedgerRows()[0].Product), "after JSON")
		})
	}
}

// TestMembers: who shares a ceiling, and who is in an order of priority, is told by what
// counties have in common.
func TestMembers(t *testing.T) {
	r := graded(rankingOf(9, 8, 7, 6), "AABB")
	for i := range r.Places {
		u := &r.Places[i].Unit
		u.Class, u.Level = []string{"urban", "farm"}[i%2], []string{"city", "county"}[i/2]
		u.Region = []string{"east", "west", "west", "west"}[i]
		u.Tags = indicators.NewTags(map[string]string{"basin": []string{"Huai", "Huai", "Huang", "Huang"}[i]})
	}
	r.Grades = []string{"A", "B", "nobody"} // right, though no unit bears it: a warning
	for _, by := range []string{"class", "region", "level", "tag:basin"} {
		r.Idle = append(r.Idle, basis.Mention{Sort: basis.Attribute, Heading: by, Name: "nobody"})
	}
	f := figures(said("zone", texts{"000": "core", "001": "edge", "002": "edge", "003": "core"}))
	for by, c := range map[string]struct {
		words string
		want  string // members
		zh    string
	}{
		"class":     {"farm", "001 003", "类别"},
		"region":    {"west", "001 002 003", "所属地区"},
		"level":     {"city", "000 001", "行政层级"},
		"tag:basin": {"Huang", "002 003", "basin"},
		"grade":     {"A", "000 001", "等次"},
		"list:zone": {"core", "000 003", "zone"},
	} {
		t.Run(by, func(t *testing.T) {
			m := evaluation.Members{By: by, In: []string{c.words, "nobody"}}
			var lists incentive.Figures
			if by == "list:zone" {
				lists = f
			}
			a, err := incentive.Plan{Pool: incentive.Pool{Amount: 100}, Clauses: []incentive.Clause{incentive.Under{Name: "together", Members: m, Amount: 10}}}.Allocate(r, lists)
			require.NoError(t, err)
			assert.Equal(t, c.want, strings.Join(a.Divisions[0].Ceilings[0].Members, " "))
			require.Len(t, a.Warnings, 1)
			require.ErrorIs(t, a.Warnings[0], basis.ErrIdle)
			require.ErrorContains(t, a.Warnings[0], `"nobody", named by article 1: no unit has it at present`)

			a, err = incentive.Plan{Pool: incentive.Pool{Amount: 100}, Clauses: []incentive.Clause{incentive.Only{Members: m}}}.Allocate(r, lists)
			require.NoError(t, err)
			var in []string
			for _, l := range a.Divisions[0].Lines {
				if l.Out.IsZero() {
					in = append(in, l.ID)
				}
			}
			assert.Equal(t, c.want, strings.Join(in, " "))

			// those with the word are served first, one unit each
			orders := map[string]bool{}
			for _, w := range r.Places {
				word, _ := w.Unit.Attribute(by)
				switch by {
				case "grade":
					word = w.Grade
				case "list:zone":
					word = f.Words[0].Of[w.Unit.Code]
				}
				orders[word] = true
			}
			delete(orders, c.words)
			rule := fill.Priority{Orders: []string{c.words}}
			for o := range orders {
				rule.Orders = append(rule.Orders, o)
			}
			a, err = incentive.Plan{
				Pool:     incentive.Pool{Amount: float64(len(in))},
				Clauses:  []incentive.Clause{incentive.CapAt{Each: new(1.0)}, incentive.ByPriority{By: by}},
				Tranches: []incentive.Tranche{{Parts: 1, Rule: rule}},
			}.Allocate(r, lists)
			require.NoError(t, err)
			for _, code := range in {
				assert.Equal(t, incentive.Amount(1), awards(a)[code])
			}
			assert.Equal(t, rule, again(t, a).Divisions[0].Rule)
			assert.Equal(t, "按"+c.zh+"分级优先", a.Articles[1].Text.Say(basis.Chinese, incentive.Texts()))
		})
	}
	r.Places[3].Unit.Class, r.Places[3].Grade = "", ""
	for by, want := range map[string]error{"class": basis.ErrMissing, "grade": basis.ErrMissing, "list:zones": basis.ErrMissing, "": basis.ErrMissing, "code": basis.ErrValue, "height": basis.ErrUnknown} {
		_, err := incentive.Plan{Clauses: []incentive.Clause{incentive.ByPriority{By: by}}}.Allocate(r, f)
		require.ErrorIs(t, err, want, by)
	}
	_, err := incentive.Plan{
		Clauses:  []incentive.Clause{incentive.ByPriority{By: "region"}},
		Tranches: []incentive.Tranche{{Name: "t", Parts: 1, Rule: fill.Priority{Orders: []string{"west"}}}},
	}.Allocate(r, incentive.Figures{})
	require.ErrorContains(t, err, `no order of priority, or none of the rule: "east"`)
}

// TestLanguages: names are in the language of the page, and no number depends on it.
func TestLanguages(t *testing.T) {
	r := rankingOf(9, 8, 7)
	wan := incentive.Measure{Name: "million yuan", NameZH: "万元", Digits: 2, Power: 2}
	plan := incentive.Plan{
		Pool: incentive.Pool{Name: "funds", NameZH: "奖励资金", Measure: wan, Amount: 9493.5},
		Tranches: []incentive.Tranche{{Name: "base", NameZH: "基础部分", Parts: 1, Clauses: []incentive.Clause{
			incentive.CapAt{Figure: "request"},
			incentive.Times{Figure: "size"},
			incentive.Under{Name: "Huai", NameZH: "淮河", Members: evaluation.Members{By: "list:basin", In: []string{"in"}}, Amount: 2000},
			incentive.ByFactors{Factors: []incentive.Factor{{Figure: "size", Weight: 1}, {Name: "again", Figure: "size", Weight: 1}}},
		}}},
	}
	f := figures(decimals("request", row(4000.25, none, none)), decimals("size", row(1, 1, 1)), belongs("basin", r, "001"))
	f.Decimals[0].NameZH, f.Decimals[1].NameZH = "申请额", "规模"
	a, err := plan.Allocate(r, f)
	require.NoError(t, err)
	assert.Equal(t, given{"000": 3746_75, "001": 2000_00, "002": 3746_75}, awards(a))
	assert.Equal(t, "按因素法计份：规模 1、again 1", a.Articles[3].Text.Say(basis.Chinese, incentive.Texts()))
	assert.Equal(t, "weight by factors: size 1, again 1", a.Articles[3].Text.String())
	for lang, want := range map[basis.Language]string{
		basis.English: `001: rank 2, score 8.00.
[base] Share of 94.9350 million yuan among 3 eligible counties: 0.666667 of 2 parts, 31.6450 million yuan.
[base] Limited by the ceiling "Huai" of 20.0000 million yuan under article 3 (ceiling: Huai): -11.6450 million yuan.
Award: 20.0000 million yuan.`,
		basis.Chinese: `001：第 2 名，得分 8.00。
【基础部分】可分 9,493.50 万元，3 个符合条件的县（市、区）共 2 份；本县 0.666667 份，应得 3,164.50 万元。
【基础部分】受第 3 条（合计上限：淮河）“淮河”合计上限 2,000.00 万元限制，减 1,164.50 万元。
奖励 2,000.00 万元。`,
	} {
		for _, x := range []*incentive.Allocation{a, again(t, a)} {
			text, err := x.Explain("001", lang)
			require.NoError(t, err)
			text = append(text[:1], text[3:]...) // but for the weights
			assert.Equal(t, want, strings.Join(text, "\n"))
		}
	}
	text, err := a.Explain("000", basis.Chinese)
	require.NoError(t, err)
	assert.Contains(t, text, "【基础部分】按第 1 条（上限：申请额）：上限为 4,000.25 万元。")
	text, err = a.Explain("000", basis.English)
	require.NoError(t, err)
	assert.Contains(t, text, "[base] By article 1 (cap: request): the cap is 40.0025 million yuan.")
	for lang, want := range map[basis.Language]string{
		basis.English: "funds: 94.9350 million yuan = awards 94.9350 + remainder 0.0000 + reserve 0.0000",
		basis.Chinese: "奖励资金：奖励总量 9,493.50 万元 = 奖励 9,493.50 + 结余 0.00 + 预留 0.00",
	} {
		summary, err := a.Summary(lang)
		require.NoError(t, err)
		assert.Equal(t, want, summary)
	}
	assert.Contains(t, file(t, tables.Ledger(a), basis.Chinese), ",基础部分,限制,3,合计上限：淮河,,淮河,3164.5,2000,-1164.5,-116450\n")
	assert.Contains(t, file(t, tables.Ledger(a), basis.English), ",base,limit,3,ceiling: Huai,,Huai,31.645,20,-11.645,-116450\n")
	assert.Contains(t, file(t, tables.Certificate(a), basis.Chinese), "基础部分,,淮河,")

	wan.NameZH = ""
	plan.Pool.Measure = wan
	_, err = plan.Allocate(r, f)
	require.ErrorIs(t, err, fill.ErrMeasure, "the Chinese unit is another one")
}
