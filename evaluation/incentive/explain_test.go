package incentive_test

import (
	"math/big"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/evaluation/incentive/fill"
	"github.com/countyeval/countyeval/indicators/basis"
)

// TestExplain reads the sentences of one allocation with everything in it.
func TestExplain(t *testing.T) {
	a := rich(t)
	for _, c := range []struct {
		unit string
		lang basis.Language
		want string
	}{
		{"000", basis.Chinese, `
甲县：第 1 名，得分 92.40，等次 A。
按第 3 条（上限：申请量）：上限为 2,600.50 亩。
上限 2,600.50 亩按最小分配单位（1.00 亩）取整为 2,600.00 亩。
【base】可分 1,900.10 亩，5 个符合条件的县（市、区）共 5 份；本县 1 份，应得 380.02 亩。
【merit】按第 4 条（按得分减起算分 60 计份）：计 32.4 份。
【merit】按第 5 条（份数乘以size）：由 32.4 份变为 35.64 份。
【merit】可分 7,600.40 亩，5 个符合条件的县（市、区）共 92.44 份；本县 35.64 份，应得 2,930.3143 亩。
【merit】受第 3 条（上限：申请量）上限 2,600.00 亩限制（此前已得 380.02 亩），减 710.3343 亩。
奖励 2,600.00 亩。`},
		{"丁县", basis.English, `
丁县: rank 3, score 81.30, grade B.
[base] Share of 1,900.10 亩 among 5 eligible counties: 1 of 5 parts, 380.02 亩.
[merit] By article 4 (weight: score above 60): 21.3 parts.
[merit] By article 5 (weight times size): unchanged at 21.3 parts.
[merit] By article 8 (a note): nothing changed.
[merit] Share of 7,600.40 亩 among 5 eligible counties: 21.3 of 92.44 parts, 1,751.2821 亩.
[merit] The limits of others leave 1,069.1979 亩, which is shared by parts: +1,069.1979 亩.
Rounded down to whole lots of 1.00 亩: -0.50 亩.
Award: 3,200.00 亩.`},
		{"戊县", basis.Chinese, `
戊县：第 5 名，得分 70.25，等次 B。
【base】可分 1,900.10 亩，5 个符合条件的县（市、区）共 5 份；本县 1 份，应得 380.02 亩。
【merit】按第 4 条（按得分减起算分 60 计份）：计 10.25 份。
【merit】按第 5 条（份数乘以size）：由 10.25 份变为 8.2 份。
【merit】按第 6 条（保底：上年）：保底为 2,000.00 亩。
【merit】可分 7,600.40 亩，5 个符合条件的县（市、区）共 92.44 份；本县 8.2 份，应得 674.2025 亩。
【merit】按第 6 条（保底：上年）保底 2,000.00 亩补足（此前已得 380.02 亩），加 945.7775 亩。
奖励 2,000.00 亩。`},
		{"己县", basis.English, `
己县: rank 6, score 66.00, grade B.
[base] Share of 1,900.10 亩 among 5 eligible counties: 1 of 5 parts, 380.02 亩.
[merit] By article 4 (weight: score above 60): 6 parts.
[merit] By article 5 (weight times size): unchanged at 6 parts.
[merit] Share of 7,600.40 亩 among 5 eligible counties: 6 of 92.44 parts, 493.3189 亩.
[merit] Limited by the ceiling "淮河" of 800.00 亩 under article 7 (ceiling: 淮河), 380.02 亩 of it won before: -73.3389 亩.
Award: 800.00 亩.`},
		{"乙县", basis.Chinese, `
乙县：第 2 名，得分 88.10，等次 A。
按第 2 条（取消奖励资格的除外），不在奖励范围。理由：a decision made up for this test。
奖励 0.00 亩。`},
		{"庚县", basis.English, `
庚县: rank 7, score 55.00, grade C.
Not eligible under article 1 (grades A, B only).
Award: 0.00 亩.`},
		{"007", basis.Chinese, `
辛县：未参加排名。
不在奖励范围：不参评。
奖励 0.00 亩。`},
	} {
		got, err := a.Explain(c.unit, c.lang)
		require.NoError(t, err)
		assert.Equal(t, strings.TrimSpace(c.want), strings.Join(got, "\n"))
	}
	_, err := a.Explain("000", basis.Language(7))
	require.ErrorIs(t, err, basis.ErrUnknown)
	_, err = a.Explain("nobody", basis.English)
	require.ErrorIs(t, err, incentive.ErrUnit)
}

// TestExplainRest has the sentences that the allocation above has not.
func TestExplainRest(t *testing.T) {
	var lists incentive.Figures
	explain := func(clauses []incentive.Clause, unit string, lang basis.Language) string {
		a, err := incentive.Plan{Pool: incentive.Pool{Measure: incentive.Measure{Name: "t"}, Amount: 100}, Clauses: clauses}.Allocate(rankingOf(9, 8, 7), lists)
		require.NoError(t, err)
		s, err := a.Explain(unit, lang)
		require.NoError(t, err)
		return strings.Join(s, "\n")
	}
	// floors of others take from it
	floors := []incentive.Clause{incentive.FloorAt{Figure: "floor"}}
	lists = figures(decimals("floor", row(0, 60, 0)))
	assert.Contains(t, explain(floors, "000", basis.English), "The floors of others need 26.67 t, which is taken by parts: -13.33 t.")
	assert.Contains(t, explain(floors, "000", basis.Chinese), "因其他县（市、区）保底需 26.67 t，按份数分摊，减 13.33 t。")
	assert.Contains(t, explain(nil, "000", basis.Chinese), "向下取整为最小分配单位（1 t）的整数倍")
	// down to its floor
	lists = figures(decimals("floor", row(30, 60, 0)))
	assert.Contains(t, explain(floors, "000", basis.English), "-3.33 t, down to its floor.")
	// up to its cap, or to a ceiling
	caps := []incentive.Clause{incentive.CapAt{Figure: "request"}}
	lists = figures(decimals("request", row(10, 40, none)))
	assert.Contains(t, explain(caps, "001", basis.English), "+6.67 t, up to its cap.")
	lists = figures(decimals("request", row(10, none, none)), belongs("Huai", rankingOf(9, 8, 7), "001"))
	caps = append(caps, under("Huai", 40))
	assert.Contains(t, explain(caps, "001", basis.English), `+6.67 t, until the ceiling "Huai" is full.`)
	assert.Contains(t, explain(caps, "001", basis.Chinese), "加 6.67 t，至“Huai”合计上限用满。")
	// what is in hand, and words with a change
	held := []incentive.Clause{own(func(s *incentive.Sheet) {
		s.Count(0, 30)
		s.Note(0, basis.Textf("from last year"))
	})}
	assert.Contains(t, explain(held, "000", basis.English), "By article 1 (own): the amount in hand is 30 t. (from last year)")
	assert.Contains(t, explain(held, "000", basis.Chinese), "按第 1 条（自定）：已有量为 30 t。（from last year）")
	// nobody has weight
	zero := []incentive.Clause{incentive.ByScore{Base: 50}}
	assert.Contains(t, explain(zero, "000", basis.English), "Share of 100 t among 3 eligible counties: none of them has parts.")
	assert.Contains(t, explain(zero, "000", basis.English), "0 parts")
}

// TestExplainParts: a factor of 1 names its article, and parts that are claims are said as
// the amounts that they are.
func TestExplainParts(t *testing.T) {
	explain := func(unit string, lang basis.Language, lists incentive.Figures, clauses ...incentive.Clause) string {
		r := rankingOf(9, 8, 7)
		r.Grades = []string{"A", "B"}
		for i, grade := range []string{"A", "B", "B"} {
			r.Places[i].Grade = grade
		}
		a, err := incentive.Plan{Pool: incentive.Pool{Measure: mu, Amount: 10}, Clauses: clauses}.Allocate(r, lists)
		require.NoError(t, err)
		require.NoError(t, a.Check())
		s, err := a.Explain(unit, lang)
		require.NoError(t, err)
		return strings.Join(s, "\n")
	}
	grades := incentive.ByGrade{Weights: map[string]float64{"A": 4, "B": 1}}
	claims, size := decimals("stock", row(20, 0.01, 5)), decimals("size", row(1, 1, 1.5))
	for _, c := range []struct {
		unit    string
		clauses []incentive.Clause
		en, zh  string
	}{
		{"001", []incentive.Clause{grades, incentive.Times{Figure: "size"}}, `
By article 1 (weight by grade: A 4, B 1): 1 part.
By article 2 (weight times size): unchanged at 1 part.
Share of 10.00 mu among 3 eligible counties: 1 of 6.5 parts, 1.5385 mu.`, `
按第 1 条（按等次计份：A 4、B 1）：计 1 份。
按第 2 条（份数乘以size）：仍为 1 份。
可分 10.00 mu，3 个符合条件的县（市、区）共 6.5 份；本县 1 份，应得 1.5385 mu。`},
		{"002", []incentive.Clause{grades, incentive.Times{Figure: "size"}}, `
By article 2 (weight times size): from 1 part to 1.5.`, `
按第 2 条（份数乘以size）：由 1 份变为 1.5 份。`},
		{"000", []incentive.Clause{incentive.CapAt{Each: new(8.0)}, incentive.Claim{Figure: "stock"}}, `
By article 2 (claim: stock): a claim of 20.00 mu, one part for each 0.01 mu.
Share of 10.00 mu among 3 eligible counties: 20.00 mu of 25.01 mu claimed, 7.9968 mu.`, `
按第 2 条（按应奖数计份并以其为上限：stock）：应奖数 20.00 mu，每 0.01 mu计 1 份。
可分 10.00 mu，3 个符合条件的县（市、区）应奖数共 25.01 mu；本县 20.00 mu，应得 7.9968 mu。`},
		{"001", []incentive.Clause{incentive.Claim{Figure: "stock"}}, `
By article 1 (claim: stock): a claim of 0.01 mu, one part for each 0.01 mu.`, `
按第 1 条（按应奖数计份并以其为上限：stock）：应奖数 0.01 mu，每 0.01 mu计 1 份。`},
		{"002", []incentive.Clause{incentive.Times{Figure: "size"}, incentive.Claim{Figure: "stock"}}, `
By article 2 (claim: stock): times the claim of 5.00 mu in units of 0.01 mu, from 1.5 parts to 750.`, `
按第 2 条（按应奖数计份并以其为上限：stock）：乘以应奖数 5.00 mu（以 0.01 mu为单位），由 1.5 份变为 750 份。`},
		{"002", []incentive.Clause{incentive.Claim{Figure: "stock"}, incentive.Times{Figure: "size"}}, `
By article 2 (weight times size): from 500 parts to 750.
Share of 10.00 mu among 3 eligible counties: 750 of 2,751 parts, 2.7263 mu.`, `
按第 2 条（份数乘以size）：由 500 份变为 750 份。`},
		{"000", []incentive.Clause{incentive.Grades{"A"}}, `
Share of 10.00 mu among 1 eligible county: 1 of 1 part, 10.00 mu.`, `
可分 10.00 mu，1 个符合条件的县（市、区）共 1 份；本县 1 份，应得 10.00 mu。`},
	} {
		f := incentive.Figures{}
		for _, x := range c.clauses {
			switch x.(type) {
			case incentive.Claim:
				f.Decimals = append(f.Decimals, claims)
			case incentive.Times:
				f.Decimals = append(f.Decimals, size)
			}
		}
		for lang, want := range map[basis.Language]string{basis.English: c.en, basis.Chinese: c.zh} {
			got := explain(c.unit, lang, f, c.clauses...)
			for _, line := range strings.Split(strings.TrimSpace(want), "\n") {
				assert.Contains(t, got, line)
			}
		}
	}
}

// TestLedgerRows: the ledger of a county sums to its award, and every tranche has its proof.
func TestLedgerRows(t *testing.T) {
	a := rich(t)
	sums := map[string]*big.Rat{}
	for _, r := range a.LedgerRows() {
		if sums[r.Code] == nil {
			sums[r.Code] = new(big.Rat)
		}
		sums[r.Code].Add(sums[r.Code], r.Delta)
	}
	for unit, amount := range awards(a) {
		assert.Equal(t, amount.Rat().RatString(), sums[unit].RatString(), "the ledger of %s sums to its award", unit)
	}
	require.Len(t, a.Certificate(), 2*8+1+2, "two tranches of 8 counties, a ceiling, two sums")
}

// TestCertificateByHand checks every row as a person with a spreadsheet would.
func TestCertificateByHand(t *testing.T) {
	a := rich(t)
	sums := map[string]*big.Rat{}
	for _, r := range a.Certificate() {
		if r.Code == "" {
			assert.LessOrEqual(t, r.Share.Cmp(r.High), 0)
			assert.Equal(t, r.Full, r.Share.Cmp(r.High) == 0)
			if r.Name == "" {
				assert.Equal(t, sums[r.Tranche].RatString(), r.Share.RatString())
				assert.True(t, r.Full, "all of the tranche is given")
			}
			continue
		}
		if sums[r.Tranche] == nil {
			sums[r.Tranche] = new(big.Rat)
		}
		sums[r.Tranche].Add(sums[r.Tranche], r.Share)
		if !r.Out.IsZero() {
			assert.Zero(t, r.Share.Sign())
			continue
		}
		product := new(big.Rat).Mul(r.Level, r.Weight)
		switch r.Bound {
		case "":
			assert.Zero(t, r.Share.Cmp(product), r.Name)
		case fill.BoundCap:
			assert.Zero(t, r.Share.Cmp(r.High), r.Name)
			assert.LessOrEqual(t, r.Share.Cmp(product), 0)
		case fill.BoundFloor:
			assert.Zero(t, r.Share.Cmp(r.Low), r.Name)
			assert.Positive(t, r.Share.Cmp(product))
		default:
			assert.Equal(t, "淮河", r.Bound)
			assert.Negative(t, r.Share.Cmp(product))
		}
	}
	assert.Nil(t, (&incentive.Allocation{}).Certificate())
}
