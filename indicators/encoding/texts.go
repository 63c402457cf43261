package encoding

import (
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Texts are the Chinese texts of this package by the English ones, with those of the packages below.
func Texts() basis.Texts {
	return basis.JoinTexts(indicators.Texts(), basis.Texts{
		"%s was taken for the encoding of the file, since every byte decodes and the headings fit; it reads %q": "未声明文件编码，已按 %s 读取（每个字节均可解码，列标题也相符）；其中文字读作 %q",
		"%v were taken for what separates the fields, since the headings fit":                                   "未声明分隔符，已按%v分隔读取（列标题相符）",
		"%w: a file in UTF-16 begins with a byte order mark, which says the order of its bytes":                 "%w：UTF-16 文件应以字节序标记（BOM）开头，以说明字节顺序",
		"%w: byte 0x%02X is not %s": "%w：字节 0x%02X 不属于 %s 编码",
		"%w: every byte should be UTF-8 or GB18030, and byte 0x%02X here is neither":                                                       "%w：文件应全部为 UTF-8 或全部为 GB18030，此处的字节 0x%02X 两者都不是",
		"%w: the encoding is not declared":                                                                                                 "%w：未声明编码",
		"%w: the file begins with the byte order mark of %s, and is declared as %s":                                                        "%w：文件以 %s 的字节序标记（BOM）开头，却声明为 %s",
		"%w: the file is not UTF-8; every byte decodes as %s, but the headings do not fit then, so it was not taken; declare the encoding": "%w：文件不是 UTF-8；每个字节都可按 %s 解码，但解码后列标题不符，因此未采用；请声明文件编码",
		"UTF-8 was taken for the encoding of the file, in which it reads %q; in GB18030 it would read %q: declare which it is":             "已按 UTF-8 读取文件，其中文字读作 %q；若按 GB18030 则读作 %q：请声明是哪一种",
		"encoding":                 "编码",
		"text in another encoding": "文字采用其他编码",
		"undeclared":               "未声明",
	})
}
