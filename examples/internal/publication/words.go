package publication

import (
	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/indicators/basis"
)

var (
	wrote       = tables.Both("%[1]d files written to %[2]s", "已写出 %[1]d 个文件到 %[2]s")
	verified    = tables.Both("%s verifies: from %d given files follow the %d that are recomputed, and the %d that are attached have their digests", "%s 核验相符：由 %d 个原始文件复算出 %d 个文件，另有 %d 个附件摘要相符")
	digestsOnly = tables.Both("%s verifies by its digests: %d given, %d recomputed, %d attached; nothing can be recomputed, since confidential figures are left out, totals among them", "%s 摘要相符：原始文件 %d 个，复算 %d 个，附件 %d 个；因略去保密数值（含总分），无法复算")
	toLists     = tables.Both("%s verifies from stages to lists: from %d given files follow the %d that are recomputed; the %d others, the awards among them, have their digests, since yearly figures are confidential", "%s 由数据至名单核验相符：由 %d 个原始文件复算出 %d 个文件；其余 %d 个（含奖励）因年度数据保密，仅摘要相符")
	fromScores  = tables.Both("%[1]s verifies from the published scores on: %[2]d given, %[3]d recomputed from the scores (ranks and what follows from them); the %[4]d others have their digests, since figures are confidential", "%[1]s 由公布得分起核验相符：原始文件 %[2]d 个，由得分复算 %[3]d 个（位次及其后）；其余 %[4]d 个因数据保密，仅摘要相符")
	signed      = tables.Both("signed by %s", "由 %s 签名")
	same        = tables.Both("no difference", "没有差别")

	headCode = tables.Both("code", "代码")
	headUnit = tables.Both("unit", "单位")
	headRank = tables.Both("rank", "位次")
)

// Words of the flags.
var (
	usageFolder   = tables.Both("write a report with figures (HTML) and tables (CSV) to a `DIR`", "把带图报告（HTML）与表格（CSV）写入`目录`")
	usageOut      = tables.Both("publish scheme, data and results in a new or empty `DIR`: a bundle for -verify, a workbook, tables and a report with figures", "把方案、数据与结果公布到一个新的或空的`目录`：可用 -verify 核验的文件包、工作簿、表格与带图报告")
	usageForce    = tables.Both("-out: remove an earlier bundle from the folder first", "-out 时先清除目录中以前的文件包")
	usageAudience = tables.Both("`AUDIENCE` of -out, if figures are confidential: internal, or public without them", "数值有保密的，-out 的`范围`：internal 内部，public 公开（略去保密数值）")
	usageKey      = tables.Both("-out: sign the bundle by the private key (Ed25519, PEM) in a `FILE`", "-out 时用`文件`中的私钥（Ed25519，PEM）签名")
	usageVerify   = tables.Both("recompute what -out wrote to a `DIR`, and compare it", "复算并核验 -out 写出的`目录`")
	usageDiff     = tables.Both("say what differs between two schemes, a `FILE` and another behind it", "说明两份方案的差别：一个`文件`，其后另一个文件")
)

// Texts are the Chinese of what the package says of faults.
func Texts() basis.Texts {
	return basis.Texts{
		"%s: %w: the file has no private key of Ed25519 as openssl genpkey writes it": "%s：%w：文件中没有 openssl genpkey 写出的 Ed25519 私钥",
		"report.html: %w": "report.html：%w",
	}
}
