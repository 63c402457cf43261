package indicators_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// codes is a list in which two districts have one name.
func codes() indicators.CodeList {
	return indicators.CodeList{
		Units: []indicators.Unit{
			{Code: "410102", Name: "中原区", Region: "郑州市"},
			{Code: "410185", Name: "登封市", Region: "郑州市", Class: "county", Tags: indicators.NewTags(map[string]string{"belt": "none"})},
			{Code: "410204", Name: "鼓楼区", Region: "开封市"},
			{Code: "320106", Name: "鼓楼区", Region: "南京市"},
			{Code: "410425", Name: "郏县", Region: "平顶山市"},
		},
		Aliases: map[string]string{"登封": "410185", "中原": "410102"},
	}
}

func TestCodeListFind(t *testing.T) {
	list := codes()
	for name, code := range map[string]string{"登封市": "410185", " 登封 ": "410185", "郏　县": "410425", "郏  县": "410425", "中原": "410102"} {
		u, err := list.Find(name, "")
		require.NoError(t, err, name)
		assert.Equal(t, code, u.Code, name)
	}
	u, err := list.Find("鼓楼区", "南京市")
	require.NoError(t, err)
	assert.Equal(t, "320106", u.Code)
	for _, tt := range []struct{ name, region, want string }{
		{"鼓楼区", "", `unknown: "鼓楼区" is the name of several units in the code list: 410204 开封市 鼓楼区, 320106 南京市 鼓楼区; give the code, or the region if that tells them apart`},
		{"鼓楼区", "洛阳市", `unknown: the code list has no "鼓楼区" in "洛阳市", but 410204 开封市 鼓楼区, 320106 南京市 鼓楼区`},
		{"郏", "", `unknown: no unit of the code list is called "郏"; perhaps it is one of 410425 平顶山市 郏县: declare it as an alias`},
		{"登丰市", "", `unknown: no unit of the code list is called "登丰市"; perhaps it is one of 410185 郑州市 登封市: declare it as an alias`},
		{"不存在的某地方", "", `unknown: no unit of the code list is called "不存在的某地方"`},
		{"　", "", "code: the name is empty, and there is no code"},
	} {
		_, err := list.Find(tt.name, tt.region)
		require.EqualError(t, err, tt.want)
	}
}

func TestCodeListFaults(t *testing.T) {
	list := indicators.CodeList{
		Units:   []indicators.Unit{{Code: "1", Name: "a"}, {Code: "1", Name: "b"}, {Name: "c"}},
		Aliases: map[string]string{"x": "10", " ": "1"},
	}
	_, err := list.Find("a", "")
	require.ErrorIs(t, err, indicators.ErrCode)
	require.ErrorIs(t, err, basis.ErrUnknown)
	for _, want := range []string{`code is used twice in the code list, for "a" and "b"`, `the alias "x" stands for the code "10", which the code list does not have`, `an alias of the code "1" is empty`} {
		assert.ErrorContains(t, err, want)
	}
	_, err = indicators.CSV{Codes: list}.ReadTable(strings.NewReader("name,va,rd,area\na,1,2,3\n"), two(t))
	require.ErrorIs(t, err, indicators.ErrCode)
	assert.ErrorContains(t, err, "used twice in the code list")
}

// TestNamesForCodes: a file of an office that has names alone.
func TestNamesForCodes(t *testing.T) {
	csv := indicators.CSV{File: "f.csv", Codes: codes()}
	file := "县名,所属地区,va,rd,area,类别\n登封,,1,2,3,\n郏　县,,2,3,4,city\n鼓楼区,南京市,4,5,6,\n"
	table, err := csv.ReadTable(strings.NewReader(file), two(t))
	require.NoError(t, err)
	want := []indicators.Unit{codes().Units[1], codes().Units[4], codes().Units[3]}
	want[1].Class = "city"
	got := make([]indicators.Unit, table.Len())
	for i, u := range table.Units() {
		got[i] = u
	}
	assert.Equal(t, want, got)
	x, _ := table.Value("320106", "rd")
	assert.Equal(t, 5.0, x)

	_, err = csv.ReadTable(strings.NewReader("县名,所属地区,va,rd,area\n鼓楼区,,1,2,3\n登封,,1,2,3\n登封市,,4,5,6\n西瓜县,,1,2\n合计,,1,2,3\n"), two(t))
	require.Error(t, err)
	for _, want := range []string{
		`f.csv:2:1: unknown: "鼓楼区" is the name of several units`,
		`f.csv:4:1: unit 410185: code "410185" is used twice, first on line 3`,
		`f.csv:5:1: row of a wrong length`,
		`f.csv:6:1: row of no unit: "合计" says`,
	} {
		assert.ErrorContains(t, err, want)
	}
	_, err = csv.ReadTable(strings.NewReader("va,rd,area\n1,2,3\n"), two(t))
	require.ErrorContains(t, err, `heading "name" is not there`)

	// with codes in the file the list is not asked
	table, err = csv.ReadTable(strings.NewReader("code,name,va,rd,area\n7,鼓楼区,1,2,3\n"), two(t))
	require.NoError(t, err)
	assert.Equal(t, "7", table.Unit(0).Code)

	panel, err := csv.ReadPanel(strings.NewReader("名称,year,va,rd,area\n登封,2022,1,2,3\n登封市,2023,4,5,6\n"), two(t), "year")
	require.NoError(t, err)
	assert.Equal(t, []int{2022, 2023}, panel.Years())
}

// TestNamesAreOne: whatever the order of the rows, the names of a list give its codes.
func TestNamesAreOne(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		names := rapid.SliceOfNDistinct(rapid.StringMatching(`[a-z郑汴洛]{1,4}县`), 1, 8, func(s string) string { return s }).Draw(rt, "names")
		var list indicators.CodeList
		for i, name := range names {
			list.Units = append(list.Units, indicators.Unit{Code: "c" + string(rune('a'+i)), Name: name})
		}
		var file strings.Builder
		file.WriteString("name,va,rd,area\n")
		order := rapid.Permutation(list.Units).Draw(rt, "order")
		for _, u := range order {
			file.WriteString(u.Name + ",1,2,3\n")
		}
		table, err := indicators.CSV{Codes: list}.ReadTable(strings.NewReader(file.String()), two(t))
		require.NoError(rt, err)
		for i, u := range table.Units() {
			assert.Equal(rt, order[i], u)
		}
	})
}
