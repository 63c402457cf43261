package tables_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/evaluation/years"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// madeBridge is a made-up bridge of two counties, with one that came.
func madeBridge(way years.Way) years.Bridge {
	part := 0.0
	if way == years.Shapley {
		part = 0.5
	}
	return years.Bridge{
		From: 2024, To: 2025, Way: way, Digits: 1,
		Steps: []years.Step{{years.Own}, {years.Others}, {years.Members, years.Indicators}, {years.Scales}, {years.Weights}, {years.Rules}},
		Moves: []years.Move{
			{
				Unit:  indicators.Unit{Code: "a", Name: "甲县", Tags: indicators.NewTags(map[string]string{"name_en": "Jia"})},
				Score: years.Parts{From: 60, To: 62.5, Move: 2.5, Of: []float64{3, 0, -1.5, 0, 1, 0}},
				Rank:  years.Parts{From: 2, To: 1, Move: 1, Of: []float64{1 - part, part, 0, 0, 0, 0}},
			},
			{
				Unit:  indicators.Unit{Code: "b", Name: "乙县"},
				Score: years.Parts{From: 61, To: 61, Move: 0, Of: []float64{0, 0, 0.5, 0, -0.5, 0}},
				Rank:  years.Parts{From: 1, To: 2, Move: -1, Of: []float64{-1, 0, 0, 0, 0, 0}},
			},
		},
		None: []years.Apart{{Unit: indicators.Unit{Code: "c", Name: "丙县"}, Why: basis.Textf("not there earlier")}},
	}
}

func inMarkdown(t *testing.T, s tables.Sheet, lang basis.Language) string {
	t.Helper()
	var b strings.Builder
	require.NoError(t, tables.WriteMarkdown(&b, s, tables.MarkdownOptions{Language: lang}))
	return b.String()
}

// TestBridge: a column a step that moved somebody, in both languages.
func TestBridge(t *testing.T) {
	s := tables.Bridge(madeBridge(years.InOrder))
	assert.Equal(t, `## Bridge of the scores, causes in order

| unit | 2024 | 2025 | move | own | members + indicators | weights |
| :-- | --: | --: | --: | --: | --: | --: |
| Jia | 60.0 | 62.5 | +2.5 | +3.0 | -1.5 | +1.0 |
| 乙县 | 61.0 | 61.0 | 0.0 | 0.0 | +0.5 | -0.5 |

from 2024 to 2025: 6 steps, each on top of those before it

Nothing came of: others, scales, rules.

Without a bridge: 丙县 (not there earlier).
`, inMarkdown(t, s, basis.English))
	zh := inMarkdown(t, s, basis.Chinese)
	assert.Contains(t, zh, "| 单位 | 2024 年 | 2025 年 | 变动 | 自身 | 单位增减＋指标增减 | 权重 |")
	assert.Contains(t, zh, "没有影响的原因：其他单位、评分标准、裁定与规则。")
	assert.Contains(t, zh, "不作分解的单位：丙县（新增单位）。")
	assert.Contains(t, zh, "2024 年至 2025 年：共 6 步，逐步替换，每一步以前面各步为基础")

	var b strings.Builder
	require.NoError(t, tables.WriteCSV(&b, s, tables.CSVOptions{}))
	assert.Contains(t, b.String(), "code,unit,2024,2025,move,own,others,members + indicators,scales,weights,rules\n", "a file has every step")
}

// TestRankBridge: ranks are whole, their parts by Shapley have two decimals.
func TestRankBridge(t *testing.T) {
	en := inMarkdown(t, tables.RankBridge(madeBridge(years.InOrder)), basis.English)
	assert.Contains(t, en, "## Bridge of the ranks, causes in order (+ is up)")
	assert.Contains(t, en, "| unit | 2024 | 2025 | move | own |\n")
	assert.Contains(t, en, "| Jia | 2 | 1 | +1 | +1 |\n")
	en = inMarkdown(t, tables.RankBridge(madeBridge(years.Shapley)), basis.English)
	assert.Contains(t, en, "| Jia | 2 | 1 | +1 | +0.50 | +0.50 |\n")
	assert.Contains(t, en, "mean over all orders of 6 steps (Shapley), rounded so that the parts add up")
	assert.Contains(t, inMarkdown(t, tables.RankBridge(madeBridge(years.Shapley)), basis.Chinese), "## 位次变动分解（沙普利值，+ 为进位）")
	assert.Contains(t, inMarkdown(t, tables.Bridge(madeBridge(years.Shapley)), basis.Chinese), "## 得分变动分解（沙普利值）")
}

// TestBridgeOfNobody: without moves there is no step to speak of.
func TestBridgeOfNobody(t *testing.T) {
	b := madeBridge(years.InOrder)
	b.Moves, b.None = nil, nil
	s := tables.Bridge(b)
	require.NoError(t, s.Check())
	assert.Len(t, s.Notes, 1)
}
