package basis_test

import (
	"errors"
	"io"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

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

// TestText: a text keeps its parts in texts and errors, and when it was stored.
func TestText(t *testing.T) {
	texts := basis.Texts{
		"median": "中位数", "%v of %d values": "%[2]d 个数据的%[1]v", "%w: filled by %v%v": "%w：以 %v填补%v", "missing value": "缺失",
	}
	why := basis.Textf("%v of %d values", basis.Textf("median"), 108)
	assert.Equal(t, "median of 108 values", why.String())
	assert.Equal(t, "108 个数据的中位数", why.Say(basis.Chinese, texts))
	assert.Equal(t, "100 * 108 个数据的中位数", basis.Textf("%v * %v", 100, why).Say(basis.Chinese, texts), "a star is no width")
	assert.Equal(t, "100%*median of 108 values", basis.Textf("%d%%*%[2]v", 100, why).Say(basis.Chinese, texts), "numbered: no parts")
	assert.Equal(t, "  7", basis.Textf("%*d", 3, 7).Say(basis.Chinese, texts))
	err := basis.Errorf("%w: filled by %v%v", basis.ErrMissing, why, basis.Text{})
	assert.Equal(t, "missing value: filled by median of 108 values", err.Error())
	assert.Equal(t, "缺失：以 108 个数据的中位数填补", basis.Say(err, basis.Chinese, texts))
	assert.ErrorIs(t, err, basis.ErrMissing)
	assert.Equal(t, why.Text(), why)

	type record struct {
		Why  basis.Text `json:"why"`
		None basis.Text `json:"none,omitzero"`
		No   basis.Text `json:"no"`
	}
	data, err := basis.Marshal(record{Why: why}, basis.Kinds{})
	require.NoError(t, err)
	assert.JSONEq(t, `{"why":{"text":"%v of %d values","args":[{"error":"median"},108]},"no":""}`, string(data))
	var back record
	require.NoError(t, basis.Unmarshal(data, &back, basis.Kinds{}))
	assert.Equal(t, record{Why: why}, back)
	assert.Equal(t, "108 个数据的中位数", back.Why.Say(basis.Chinese, texts))
	require.NoError(t, basis.Unmarshal([]byte(`{"why": "by hand", "no": ""}`), &back, basis.Kinds{}), "of another program")
	assert.Equal(t, basis.Textf("by hand"), back.Why)
	require.ErrorIs(t, basis.Unmarshal([]byte(`{"why": null, "no": ""}`), &back, basis.Kinds{}), basis.ErrMissing)
	require.Error(t, basis.Unmarshal([]byte(`{"why": 3, "no": ""}`), &back, basis.Kinds{}))

	assert.True(t, basis.Textf("").IsZero())
	assert.Empty(t, basis.Text{}.Say(basis.Chinese, texts))
	assert.Equal(t, "中位数", basis.Textf("%v", worded{}).Say(basis.Chinese, texts))
}

// TestNamed: a name that people gave in both languages is no word of the library.
func TestNamed(t *testing.T) {
	texts := basis.Texts{"floor": "保底", "cap: %v": "上限：%v"}
	for _, c := range []struct {
		of           basis.Text
		en, zh, data string
	}{
		{basis.Named("request", "申请量"), "request", "申请量", `{"en":"request","zh":"申请量"}`},
		{basis.Named("floor", ""), "floor", "floor", `{"en":"floor"}`},
		{basis.Named("", "申请量"), "申请量", "申请量", `{"en":"申请量"}`},
		{basis.Named("", ""), "", "", `""`},
		{basis.Textf("cap: %v", basis.Named("request", "申请量")), "cap: request", "上限：申请量", `{"text":"cap: %v","args":[{"error":{"en":"request","zh":"申请量"}}]}`},
		{basis.Textf("floor"), "floor", "保底", `"floor"`},
	} {
		assert.Equal(t, c.en, c.of.String())
		assert.Equal(t, c.zh, c.of.Say(basis.Chinese, texts))
		data, err := basis.Marshal(c.of, basis.Kinds{})
		require.NoError(t, err)
		assert.JSONEq(t, c.data, string(data))
		var back basis.Text
		require.NoError(t, basis.Unmarshal(data, &back, basis.Kinds{}))
		assert.Equal(t, c.of, back)
	}
	assert.True(t, basis.Named("", "").IsZero())
	for data, want := range map[string]string{
		`{"en": "a", "cn": "b"}`: `key "cn" is unknown; a name has en and zh`,
		`{"en": "a", "en": "b"}`: `key "en" is there twice`,
		`{"en": 3}`:              "3 stands where a text should",
		`{"zh": "a"}`:            `missing value: the key "text"`,
	} {
		require.ErrorContains(t, basis.Unmarshal([]byte(data), new(basis.Text), basis.Kinds{}), want, data)
	}
}

type worded struct{}

func (worded) Text() basis.Text { return basis.Textf("median") }

type named string

func (n named) String() string { return string(n) }

// TestPlaceInWorkbook: a place in a workbook is a cell, as formulas write it.
func TestPlaceInWorkbook(t *testing.T) {
	for want, p := range map[string]basis.Place{
		"a.xlsx:Sheet1!C7: ":         {File: "a.xlsx", Sheet: "Sheet1", Line: 7, Column: 3},
		"a.xlsx:数据!Z1: ":             {File: "a.xlsx", Sheet: "数据", Line: 1, Column: 26},
		"a.xlsx:S!AA1: ":             {File: "a.xlsx", Sheet: "S", Line: 1, Column: 27},
		"a.xlsx:S!ZZ1: ":             {File: "a.xlsx", Sheet: "S", Line: 1, Column: 702},
		"a.xlsx:S!AAA1: ":            {File: "a.xlsx", Sheet: "S", Line: 1, Column: 703},
		"a.xlsx:S!XFD1048576: ":      {File: "a.xlsx", Sheet: "S", Line: 1_048_576, Column: 16_384},
		"a.xlsx:'Year''s end'!7:7: ": {File: "a.xlsx", Sheet: "Year's end", Line: 7},
		"a.xlsx:Sheet1: unit 411: ":  {File: "a.xlsx", Sheet: "Sheet1", Unit: "411"},
		"Sheet1!B2: indicator rd: ":  {Sheet: "Sheet1", Line: 2, Column: 2, Indicator: "rd"},
		"a.csv:2:3: ":                {File: "a.csv", Line: 2, Column: 3},
		"a.csv: ":                    {File: "a.csv"},
		"2: ":                        {Line: 2},
		"":                           {},
	} {
		assert.Equal(t, want, p.Say(basis.English))
	}
}
