package textstest_test

import (
	"errors"
	"fmt"
	"math"
	"math/big"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/aggregate"
	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/evaluation/incentive/fill"
	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/industry"
	"github.com/countyeval/countyeval/indicators/internal/textstest"
	"github.com/countyeval/countyeval/indicators/normalize"
	"github.com/countyeval/countyeval/indicators/prepare"
	"github.com/countyeval/countyeval/indicators/profile"
	"github.com/countyeval/countyeval/indicators/stats"
	"github.com/countyeval/countyeval/weights"
)

var texts = tables.Texts()

func table(t *testing.T) *indicators.Table {
	t.Helper()
	f, err := indicators.NewFramework(indicators.Indicator{Code: "all", Children: []indicators.Indicator{{Code: "va"}, {Code: "rd"}, {Code: "tax", Computed: true}}})
	require.NoError(t, err)
	units := make([]indicators.Unit, 12)
	x := map[string][]float64{"va": {}, "rd": {}}
	for i := range units {
		units[i] = indicators.Unit{Code: fmt.Sprint(i), Class: "甲", Region: "东"}
		x["va"], x["rd"] = append(x["va"], float64(i*i)), append(x["rd"], float64(2*i))
	}
	x["va"][3], x["rd"][11] = math.NaN(), 900
	out, err := indicators.NewTable(f, units, x, nil)
	require.NoError(t, err)
	return out
}

// TestStagesInChinese: what steps are called, and why they changed a figure or left a
// unit out, is said after the fact.
func TestStagesInChinese(t *testing.T) {
	cases := []struct {
		step      indicators.Step
		name, why string
	}{
		{prepare.Median{Columns: []string{"va"}}, "中位数插补：va", "11 个数据的中位数"},
		{prepare.Mean{Columns: []string{"va"}, WithinClass: true}, "类内均值插补：va", `类别 "甲" 内 11 个数据的均值`},
		{prepare.Constant{By: map[string]float64{"va": 0}, Why: "无此类企业"}, "常数插补：va 0", "常数 0：无此类企业"},
		{prepare.Neighbors{Columns: []string{"va"}, K: 1}, "最邻近 1 个单位插补：va", "2 个最邻近单位（2, 4）的均值，距离 0.01"},
		{prepare.Regression{Columns: []string{"va"}, By: []string{"rd"}}, "回归插补：va，依据 rd", "以 1 列为自变量、由 11 个单位拟合的回归，R 平方 0."},
		{prepare.Winsorize{Columns: []string{"rd"}}, "缩尾处理：rd，界限为四分位数以外 1.5 倍四分位距", "高于 33，四分位数以外 1.5 倍四分位距"},
		{prepare.Treat{Columns: []string{"rd"}, Points: 1}, "异常值处理（|偏度| > 2，峰度 > 3.5）：rd：缩尾最多 1 个点，然后对数变换", "最高值缩尾为 20；偏度 -0.109119、峰度 -1.31991，处理前为 3.46033"},
		{prepare.Screen{Out: map[string]string{"5": "并入他县"}, Available: 0.6, Columns: []string{"va", "rd"}}, "单位筛选：va, rd，有数据的指标至少占 60 %，1 个按名单剔除", "2 个指标中有数据的为 1 个，低于 60 %"},
		{prepare.Classify{{Class: "大", Region: "东"}, {Class: "小"}}, "按规则分类：大：地区 东；小：其余各单位", ""},
		{prepare.Ratio{Code: "tax", Of: "va", By: "rd"}, "", "除数为零"},
	}
	for _, c := range cases {
		stage, err := c.step.Apply(table(t))
		if err != nil {
			said := basis.Say(err, basis.Chinese, texts)
			assert.Empty(t, textstest.Spoken(err, texts), said)
			assert.Contains(t, said, c.why)
			continue
		}
		assert.Equal(t, c.name, stage.Name.Say(basis.Chinese, texts))
		why := ""
		for _, x := range stage.Changes {
			why = x.Why.Say(basis.Chinese, texts)
		}
		if len(stage.Left) > 0 {
			why = stage.Left[0].Why.Say(basis.Chinese, texts)
		}
		assert.Contains(t, why, c.why, stage.Name)
		for _, w := range stage.Warnings {
			assert.Empty(t, textstest.Spoken(w, texts), basis.Say(w, basis.Chinese, texts))
		}
		data, err := basis.Marshal(stage, prepare.Kinds())
		require.NoError(t, err)
		var back indicators.Stage
		require.NoError(t, basis.Unmarshal(data, &back, prepare.Kinds()))
		assert.Equal(t, c.name, back.Name.Say(basis.Chinese, texts), "also of what was stored")
		assert.Equal(t, fmt.Sprint(stage.Changes), fmt.Sprint(back.Changes))
		assert.Equal(t, stage.Left, back.Left)
	}
}

func TestFindingsInChinese(t *testing.T) {
	report, err := profile.Of(table(t), profile.Identity{Left: []profile.Term{{Column: "va"}}, Right: []profile.Term{{Column: "rd"}}}, profile.RankGap{Amount: "va", Count: "rd", Limit: 0.01})
	require.NoError(t, err)
	require.NotEmpty(t, report.Findings)
	for _, f := range report.Findings {
		assert.Empty(t, textstest.Spoken(basis.Errorf("%v", f.Text), texts), f.Text.Say(basis.Chinese, texts))
		assert.NotEmpty(t, texts[f.Rule], f.Rule)
	}
	for _, s := range report.Summaries {
		for _, err := range s.Undefined {
			assert.Empty(t, textstest.Spoken(err, texts), basis.Say(err, basis.Chinese, texts))
		}
	}
	for _, g := range report.Groups {
		for _, err := range g.Undefined {
			assert.Empty(t, textstest.Spoken(err, texts), basis.Say(err, basis.Chinese, texts))
		}
	}
}

func TestScalesInChinese(t *testing.T) {
	line := normalize.LinearScale{To: 5, Hi: 100}
	for want, s := range map[string]basis.Worded{
		"极差标准化 [0, 5] 到 [0, 100]，截断到 [0, 1]":  normalize.ClipScale{Of: line, Hi: 1},
		"类内标准化：（无类别）：极差标准化 [0, 5] 到 [0, 100]": normalize.ClassScale{By: map[string]normalize.Scale{"": line}},
		"比值 100 x / 4，最高 120":                 normalize.RatioScale{Points: 100, Base: 4, Cap: new(120.0)},
		"3 个值的名次，最大者得 3":                      normalize.RankScale{Sorted: []float64{1, 2, 3}},
		"Z 分数 (x - 1) / 2":                    normalize.ZScoreScale{Mean: 1, SD: 2, NewSD: 1},
	} {
		assert.Equal(t, want, s.Text().Say(basis.Chinese, texts))
	}
	assert.Equal(t, "区位商 1.320 >= 1.2", industry.Reason{Test: industry.MinQuotient, Value: 1.32, Limit: 1.2, OK: true}.Text().Say(basis.Chinese, texts))
}

func TestErrorsInChinese(t *testing.T) {
	group := weights.Group{Parent: "all", Codes: []string{"va", "rd"}, Scores: [][]float64{{1, 2, -3}, {4, 4, 4}}}
	weigh := func(s weights.Scheme) error { _, err := weights.Of(nil, s, group); return err }
	of := func(_ any, err error) error { return err }
	for want, err := range map[string]error{
		"all 的下级指标权重：va，第 3 行：超出方法的适用范围：-3 为负":             weigh(weights.Entropy{}),
		"all 的下级指标权重：混合赋权的第 1 部分：va，第 3 行：超出方法的适用范围：-3 为负": weigh(weights.Mix{Parts: []weights.Part{{Scheme: weights.Entropy{}, Share: 1}}}),
		"all 的下级指标权重：权重：没有给出 va 的权重\n权重：没有给出 rd 的权重":       weigh(weights.Fixed{}),
		"第一组权重：权重：第 2 项 为 -1，应为非负的有限数值":                    of(weights.Similarity([]float64{1, -1}, []float64{1, 2})),
		"分位数的阶不在 0 到 1 之间：2":                               of(stats.Quantile([]float64{1}, 2)),
		"取值不当：OWA 的乐观度为 2，应在 0 至 1 之间":                     aggregate.OWA{Orness: 2}.Aggregate(make([]float64, 3), group, []float64{0.5, 0.5}),
		"判断相互矛盾：一致性比率为 0.5，允许的上限为 0.1；最不一致之处：a 判断为 b 的 3 倍，b 为 c 的 2 倍，由此 a 为 c 的 6 倍，但 c 判断为 a 的 2 倍": &weights.ConsistencyError{
			Ratio: 0.5, Max: 0.1, Worst: weights.Triad{A: "a", B: "b", C: "c", AB: 3, BC: 2, AC: 0.5}.Text(),
		},
	} {
		assert.Equal(t, want, basis.Say(err, basis.Chinese, texts), err)
		assert.Empty(t, textstest.Spoken(err, texts))
	}
	assert.Equal(t, []string{"nobody", "said", "this"}, textstest.Spoken(basis.Errorf("nobody said this of %s", "rd"), texts))
	assert.Empty(t, textstest.Spoken(errors.New("from others"), texts))
}

// TestAwardsInChinese: who is not ranked, what is wrong with a plan, and where.
func TestAwardsInChinese(t *testing.T) {
	ruling := evaluation.Ruling{Unit: "411", Effect: evaluation.NoAward, Reason: "虚构的理由", Document: "文件三"}
	points := evaluation.Ruling{Unit: "411", Effect: evaluation.AddPoints, Item: "加分项", Count: 2, Points: -1.5, Reason: "虚构", Document: "文件四"}
	for want, d := range map[string]evaluation.Ruling{"不予奖励：虚构的理由（文件三）": ruling, "加分项 2 × -1.5：虚构（文件四）": points} {
		assert.Equal(t, want, d.Text().Say(basis.Chinese, texts), d.String())
	}

	mu := fill.Measure{Name: "mu", NameZH: "亩", Digits: 2}
	line := fill.Line{ID: "411", Weight: big.NewRat(1, 1), Cap: fill.NoCap, Floor: 12000}
	_, err := fill.Weighted{}.Divide(big.NewRat(10000, 1), []fill.Line{line}, nil)
	floors := new(fill.FloorsError)
	require.ErrorAs(t, err, &floors)
	floors.Measure, floors.Tranche = mu, "基础"
	assert.Equal(t, "批次 基础：保底无法满足：总量：需要 120.00 亩，只有 100.00 亩，差 20.00 亩（411）", basis.Say(floors, basis.Chinese, texts))
	floors.Ceiling = "淮河"
	assert.Equal(t, "批次 基础：保底无法满足：合计上限 淮河：需要 120.00 亩，只有 100.00 亩，差 20.00 亩（411）", basis.Say(floors, basis.Chinese, texts))
	assert.Equal(t, "tranche 基础: floors cannot be met: ceiling 淮河: need 120.00 mu, have 100.00 mu, 20.00 mu short (411)", floors.Error())

	digits := 2
	ranking := evaluation.Ranking{Ties: evaluation.Ties{Digits: &digits}, Places: []evaluation.Place{
		{Rank: 1, Unit: indicators.Unit{Code: "411", Name: "甲县"}, Score: 80, Grade: "A"},
		{Rank: 2, Unit: indicators.Unit{Code: "412", Name: "乙县"}, Score: 80},
	}}
	plan := incentive.Plan{Pool: incentive.Pool{Measure: mu, Amount: 100, Lot: 3}, Clauses: []incentive.Clause{
		incentive.CapAt{Figure: "request"}, incentive.Top{N: -1}, incentive.ByScore{Gamma: -1}, nil,
	}}
	for _, r := range []evaluation.Ranking{ranking, {}, {Places: ranking.Places[:1], Ties: ranking.Ties}} {
		_, err := plan.Allocate(r, incentive.Figures{Decimals: []incentive.Decimals{{Name: "requests"}}})
		for err := range basis.All(err) {
			said := basis.Say(err, basis.Chinese, texts)
			assert.Empty(t, slices.DeleteFunc(textstest.Spoken(err, texts), func(w string) bool { return w == "request" }), said)
		}
		require.Error(t, err)
	}
	for want, s := range map[string]basis.Worded{
		"按除数法（韦伯斯特法，并列按名单顺序）取整": fill.Divisor{Method: fill.Webster, Ties: fill.ByListing},
		"减少额分摊（按份数分配）":          fill.Dual{},
		"减少额分摊（等额减少）":           fill.Dual{Of: fill.EqualLosses{}},
	} {
		assert.Equal(t, want, s.Text().Say(basis.Chinese, texts))
	}
}
