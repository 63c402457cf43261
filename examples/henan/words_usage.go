package main

import (
	"github.com/countyeval/countyeval/examples/internal/publication"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Words of the command line: the help text and what it answers.
var (
	usageTitle   = both("Usage: henan [flags]\n\nScores, ranks and grades the counties of Henan by manufacturing and divides awards (an example, not official).\n\n", "用法：henan [选项]\n\n评价河南省县域制造业，排名、定等、分配奖励（示例，非官方）。\n\n")
	usageExplain = both("say why a `COUNTY` (name or code) has its rank and its awards", "逐项说明一个`县`的位次与奖励的由来（名称或代码）")
	usageData    = both("a CSV `FILE` of one's own data", "自备数据的 CSV `文件`")
	usageScheme  = both("a YAML `FILE` with a scheme of one's own, such as a changed copy of data/scheme.yaml", "自备评价方案的 YAML `文件`，如改过的 data/scheme.yaml")
	usageWeights = both("`WEIGHTS`: declared, equal, entropy, or mix (half declared, half entropy)", "`权重`：declared 方案权重，equal 等权，entropy 熵权，mix 前后各半")
	usageAll     = both("name the counties of all grades", "列出全部等次的县")
)

// complaints are the Chinese of what the program itself says of faults.
var complaints = basis.JoinTexts(publication.Texts(), basis.Texts{
	"award %s: %w":                   "奖励 %s：%w",
	"explanation: %w":                "说明：%w",
	"fence of %s: %w":                "%s 的界限：%w",
	"leaving out units in doubt: %w": "剔除存疑单位：%w",
	"%s, %s: %w":                     "%s，%s：%w",
})
