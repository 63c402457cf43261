package basis_test

import (
	"errors"
	"io"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/countyeval/countyeval/indicators/basis"
)

type fault struct {
	at  basis.Place
	err error
}

func (f *fault) Error() string      { return f.at.Say(basis.English) + f.err.Error() }
func (f *fault) Unwrap() error      { return f.err }
func (f *fault) Place() basis.Place { return f.at }

func TestSay(t *testing.T) {
	texts := basis.JoinTexts(basis.Texts{
		"%w: no figure %q of %v": "%[1]w：%[3]v 没有 %[2]q 的数据",
		"missing value":          "缺值",
	}, basis.Texts{"green": "绿", "EOF": "文件结束"})
	err := basis.Errorf("%w: no figure %q of %v", basis.ErrMissing, "green", color(1))
	assert.Equal(t, "missing value: no figure \"green\" of 1", err.Error())
	assert.Equal(t, "缺值：1 没有 \"green\" 的数据", basis.Say(err, basis.Chinese, texts), "texts of callers are never translated")
	assert.Equal(t, err.Error(), basis.Say(err, basis.English, texts))
	assert.Empty(t, basis.Say(nil, basis.Chinese, texts))

	words := basis.Errorf("%v", named("green"))
	assert.Equal(t, "绿", basis.Say(words, basis.Chinese, texts), "words of enumerations are")

	at := &fault{basis.Place{File: "a.csv", Line: 3, Column: 14, Unit: "411", Name: "甲县", Indicator: "rd"}, err}
	assert.Equal(t, "a.csv:3:14: unit 411 (甲县), indicator rd: "+err.Error(), at.Error())
	assert.Equal(t, "a.csv:3:14: 单位 411（甲县），指标 rd：缺值：1 没有 \"green\" 的数据", basis.Say(at, basis.Chinese, texts))
	clause := &fault{basis.Place{Tranche: "merit", Article: 3, Clause: "cap", Row: 2}, io.EOF}
	assert.Equal(t, "tranche merit: article 3 (cap): row 2: EOF", clause.Error())
	assert.Equal(t, "批次 merit：第 3 条（cap）：第 2 行：文件结束", basis.Say(clause, basis.Chinese, texts))
	assert.Equal(t, "绿\nunknown", basis.Say(errors.Join(words, basis.ErrUnknown), basis.Chinese, texts))

	var lang basis.Language
	assert.NoError(t, lang.UnmarshalText([]byte("zh")))
	assert.Equal(t, basis.Chinese, lang)
	assert.Error(t, lang.UnmarshalText([]byte("de")))
}

type named string

func (n named) String() string { return string(n) }
