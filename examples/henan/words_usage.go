package main

import "github.com/countyeval/countyeval/indicators/basis"

// Words of the command line: the help text and what it answers.
var (
	usageTitle    = both("Usage: henan [flags]\n\nScores, ranks and grades the counties of Henan by manufacturing and divides awards (an example, not official).\n\n", "用法：henan [选项]\n\n评价河南省县域制造业，排名、定等、分配奖励（示例，非官方）。\n\n")
	usageExplain  = both("say why a `COUNTY` (name or code) has its rank and its awards", "逐项说明一个`县`的位次与奖励的由来（名称或代码）")
	usageData     = both("a CSV `FILE` of one's own data", "自备数据的 CSV `文件`")
	usageScheme   = both("a YAML `FILE` with a scheme of one's own, such as a changed copy of data/scheme.yaml", "自备评价方案的 YAML `文件`，如改过的 data/scheme.yaml")
	usageWeights  = both("`WEIGHTS`: declared, equal, entropy, or mix (half declared, half entropy)", "`权重`：declared 方案权重，equal 等权，entropy 熵权，mix 前后各半")
	usageAll      = both("name the counties of all grades", "列出全部等次的县")
	usageOut      = both("publish scheme, data and results in a new or empty `DIR`: a bundle for -verify, a workbook, tables and a report with figures", "把方案、数据与结果公布到一个新的或空的`目录`：可用 -verify 核验的文件包、工作簿、表格与带图报告")
	usageForce    = both("-out: remove an earlier bundle from the folder first", "-out 时先清除目录中以前的文件包")
	usageAudience = both("`AUDIENCE` of -out, if figures are confidential: internal, or public without them", "数值有保密的，-out 的`范围`：internal 内部，public 公开（略去保密数值）")
	usageKey      = both("-out: sign the bundle by the private key (Ed25519, PEM) in a `FILE`", "-out 时用`文件`中的私钥（Ed25519，PEM）签名")
	usageVerify   = both("recompute what -out wrote to a `DIR`, and compare it", "复算并核验 -out 写出的`目录`")
	usageDiff     = both("say what differs between two schemes, a `FILE` and another behind it", "说明两份方案的差别：一个`文件`，其后另一个文件")
)

// complaints are the Chinese of what the program itself says of faults.
var complaints = basis.Texts{
	"award %s: %w": "奖励 %s：%w",
	"%s: %w: the file has no private key of Ed25519 as openssl genpkey writes it": "%s：%w：文件中没有 openssl genpkey 写出的 Ed25519 私钥",
	"explanation: %w":                "说明：%w",
	"fence of %s: %w":                "%s 的界限：%w",
	"leaving out units in doubt: %w": "剔除存疑单位：%w",
	"%s, %s: %w":                     "%s，%s：%w",
}
