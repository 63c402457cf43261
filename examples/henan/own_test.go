package main

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"math/big"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation/scheme"
	"github.com/countyeval/countyeval/examples/henan/data"
)

// ownFile writes a file for -data or -scheme.
func ownFile(t *testing.T, name, text string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), name)
	require.NoError(t, os.WriteFile(file, []byte(text), 0o600))
	return file
}

// ownScheme writes a scheme with that framework, graded as the built-in one, with the award
// of funds and more.
func ownScheme(t *testing.T, framework, more string) string {
	t.Helper()
	return ownFile(t, "s.yaml", `scheme: 1
title: {en: Own index, zh: 自备指标}
framework: `+framework+`
model: {steps: [median], normalize: {clip: {of: min_max}}}
decision:
  ties: {digits: 2}
  apart: {by: class, in: [zone]}
  grader: {quotas: {grades: [{grade: A, share: 0.2}, {grade: B, share: 0.4}, {grade: C, rest: true}, {grade: D, share: 0.05, rounding: ceil}]}}
plans:
  - pool: {name: Funds, name_zh: 资金, measure: {name: million yuan, name_zh: 万元, power: 2}, amount: 30000}
    clauses: [{grades: [A, B]}, {by_grade: {weights: {A: 4, B: 1}}}]
`+more)
}

const ownFramework = `
  indicators:
    - code: output
      name: Output
      weight: 60
      indicators:
        - {code: va, name: Value added, unit: million yuan, period: 2024}
        - {code: growth, name: Growth, unit: "%", direction: target, target: {lo: 4, hi: 6}}
    - {code: energy, name: Energy, weight: 40, direction: lower, unit: tce, period: 2023}`

// one has a single indicator.
const one = "{indicators: [{code: a}]}"

// ownTable has ten counties on a line, one missing figure, and a zone.
func ownTable() string {
	var b strings.Builder
	b.WriteString("code,name,class,va,growth,energy\n")
	for i := range 10 {
		energy := fmt.Sprint(10 - i)
		if i == 4 {
			energy = ""
		}
		fmt.Fprintf(&b, "%d,%c县,county,%d,%d,%s\n", i+1, []rune("甲乙丙丁戊己庚辛壬癸")[i], 100+i, i, energy)
	}
	b.WriteString("99,某区,zone,500,5,1\n")
	return b.String()
}

func TestOwnInput(t *testing.T) {
	args := []string{"-scheme", ownScheme(t, ownFramework, ""), "-data", ownFile(t, "t.csv", ownTable())}
	page := printed(t, append(args, "-lang", "zh")...)
	assert.Contains(t, page, "自备指标   数据年份 2023、2024")
	assert.Contains(t, page, "11 个单位×3 项指标\uff1a3 项计分\uff0c0 项仅监测")
	assert.Contains(t, page, "插补  1 处。Energy 取中位数 4.5 tce\uff1a戊县\uff08取任何值均为第 1–7 位\uff09")
	assert.Contains(t, page, "待核  无")
	assert.Contains(t, page, "方案未定者取数据两端")
	assert.Contains(t, page, "其他类别 1 个按同一标准计分\uff0c不排名、不定等\uff1a某区 ")
	assert.Contains(t, page, "A 2、B 4、C 3、D 1\uff08共 10 个\uff09")
	assert.Contains(t, page, "资金  30,000 万元=奖励 30,000+结余 0+预留 0。") // 2 x 4 + 4 parts of 2,500
	assert.Contains(t, page, "提示  数据时期不一致")
	for _, henan := range []string{"河南", "甘肃", "工业30强", "普查", "市辖区", "省辖市", "地区"} {
		assert.NotContains(t, page, henan)
	}
	for _, below := range []string{"甲县", "乙县"} { // the lowest
		assert.NotContains(t, page, below)
	}

	text := printed(t, append(args, "-lang", "en", "-explain", "99")...)
	assert.Contains(t, text, "not ranked, not graded")
	assert.NotContains(t, text, "Where the awards come from")
	text = printed(t, append(args, "-lang", "en", "-explain", "戊县")...)
	assert.Contains(t, joined(text), joined("no figure; the median of the 10 that have one, 4.5 tce, stands in (rank 1–7 whatever the figure)"))
	assert.Contains(t, text, "target [4, 6]: 100 inside")
}

// The built-in data under a scheme of one's own, and the other way round.
func TestOneOfTheTwo(t *testing.T) {
	builtIn, err := os.ReadFile("data/scheme.yaml")
	require.NoError(t, err)
	heavier, err := scheme.Set(builtIn, "scheme.yaml", "framework[sec_va].weight", 20)
	require.Error(t, err, "the weights of the group would sum to 30, not 25")
	assert.Nil(t, heavier)
	heavier = bytes.Replace(builtIn, []byte("  sum: 100"), []byte("  # not said"), 1)
	heavier, err = scheme.Set(heavier, "scheme.yaml", "framework[scale].weight", 50)
	require.NoError(t, err)
	page := printed(t, "-lang", "en", "-scheme", ownFile(t, "s.yaml", string(heavier)))
	assert.Contains(t, page, "Scale 40: secondary VA 24, enterprises 16")
	assert.Contains(t, page, "Another 47 districts")
	assert.NotContains(t, page, "made up")
	assert.NotEqual(t, printed(t, "-lang", "en"), page)
	copied := printed(t, "-lang", "en", "-scheme", ownFile(t, "s.yaml", string(builtIn)))
	yard := strings.Index(copied, "\nMore")
	assert.True(t, strings.HasPrefix(printed(t, "-lang", "en"), copied[:yard]), "a copy gives the same page, but for the yardstick")

	weighed, err := scheme.Set(builtIn, "scheme.yaml", "model.steps[1]", "mean")
	require.NoError(t, err)
	weighed = append(bytes.TrimSuffix(weighed, []byte("\n")), []byte("\n")...)
	weighed = bytes.Replace(weighed, []byte("  normalize: {clip"), []byte("  weigh: entropy\n  normalize: {clip"), 1)
	entropy := printed(t, "-lang", "en", "-scheme", ownFile(t, "s.yaml", string(weighed)))
	assert.Contains(t, entropy, "   1 Gongyi ", "weights of the scheme are those of the headline")
	equal := printed(t, "-lang", "en", "-scheme", ownFile(t, "s.yaml", string(weighed)), "-weights", "equal")
	declared := printed(t, "-lang", "en", "-weights", "equal")
	_, rank, _ := strings.Cut(equal, "declared weights, tau-b ")
	_, rank2, _ := strings.Cut(declared, "declared weights, tau-b ")
	assert.NotEqual(t, rank[:5], rank2[:5], "and the declared ones where others are asked for")
	assert.NotEqual(t, "1.000", rank[:5])

	same := printed(t, "-lang", "en", "-data", ownFile(t, "t.csv", data.TableText()))
	assert.Contains(t, same, "   1 Jiyuan    Province     90.04  93.6    96.4   87.0   82.2   A       1       2     907    17.40   9.91\n")
	assert.Contains(t, same, "Zhongmu (rank 2 by value added, 54 by enterprises)")
	assert.NotContains(t, same, "Another 47 districts")
	assert.NotContains(t, same, "top 30")
	assert.NotContains(t, same, "Gansu")

	shrunk := strings.Replace(data.TableText(), ",613.5122,558,", ",613.5122,,", 1)
	page = printed(t, "-lang", "en", "-data", ownFile(t, "t.csv", shrunk))
	assert.Contains(t, page, "Gongyi°")
	assert.Contains(t, page, "Land       not given: ")
	assert.Contains(t, page, "unit 410181 (Gongyi)", "a cap is never made of an imputed figure")
	assert.NotContains(t, page, "%!")
	assert.Contains(t, joined(printed(t, "-lang", "zh", "-data", ownFile(t, "t.csv", shrunk))), joined("第 4 条\uff08上限\uff1a每家规上企业 4 亩\uff09\uff1a单位 410181\uff08巩义市\uff09"))
}

// Tables so small or odd that parts of the page cannot be computed.
func TestOddInput(t *testing.T) {
	flat := `{indicators: [{code: a, zero: 0, full: 10}, {code: b, zero: 0, full: 10}]}`
	for name, c := range map[string]struct{ framework, table, says string }{
		"one unit":          {flat, "code,name,a,b\n1,某,3,4\n", "scored"},
		"one indicator":     {"{indicators: [{code: x, unit: t}]}", "code,x\n1,3\n2,4\n3,9\n4,9\n5,1\n", "units x 1 indicators"},
		"all equal":         {flat, "code,a,b\n1,3,3\n2,3,3\n3,3,3\n4,3,3\n5,3,3\n6,3,3\n", "tied at rank 1"},
		"zeros":             {flat, "code,a,b\n1,0,3\n2,0,4\n3,0,5\n4,0,2\n5,0,6\n6,0,1\n", "entropy"},
		"names of any kind": {flat, "code,name,a,b\n1,\x1b[31mred,3,3\n2,\"a\nb\",2,4\n3,,3,5\n4,=1+1,4,4\n5,很长很长很长很长的名字,9,9\n", "很长很长很长很长的名字"},
		"caps too large":    {strings.Replace(flat, "}]}", "}], aux: [{code: enterprises}]}", 1), "code,a,b,enterprises\n1,3,3,1e300\n2,4,4,1\n3,1,1,1\n4,1,2,1\n5,6,6,-3\n", "Land       not given: "},
	} {
		t.Run(name, func(t *testing.T) {
			more := ""
			if strings.Contains(c.framework, "enterprises") {
				more = "  - pool: {name: Land, measure: {name: mu}, amount: 100}\n    clauses: [{grades: [A]}, {cap_at: {figure: enterprises, rate: 4}}]\n"
			}
			args := []string{"-scheme", ownScheme(t, c.framework, more), "-data", ownFile(t, "t.csv", c.table)}
			for _, more := range [][]string{nil, {"-all"}, {"-lang", "zh"}, {"-weights", "equal"}, {"-explain", "1"}} {
				page := printed(t, append(args, more...)...)
				if more == nil {
					assert.Contains(t, page, c.says)
				}
				assert.NotContains(t, page, "%!")
				assert.NotContains(t, page, "NaN")
				assert.NotContains(t, page, "\x1b")
			}
		})
	}
}

func TestManyImputed(t *testing.T) {
	var b strings.Builder
	b.WriteString("code,name,a\n")
	for i := range 300 {
		value := fmt.Sprint(i)
		if i%3 == 0 {
			value = ""
		}
		fmt.Fprintf(&b, "%d,U%d,%s\n", 1000+i, i, value)
	}
	args := []string{"-scheme", ownScheme(t, one, ""), "-data", ownFile(t, "t.csv", b.String())}
	page := printed(t, args...)
	assert.Contains(t, page, "100 cells. ")
	assert.Contains(t, page, "and 94 more")
	head, _, _ := strings.Cut(printed(t, append(args, "-all")...), "\nIn doubt")
	assert.NotContains(t, head, "more")
	assert.Contains(t, joined(head), joined("U297 (rank 1–299 whatever the figure)"))
}

func TestSameNameTwice(t *testing.T) {
	args := []string{"-scheme", ownScheme(t, one, ""), "-data", ownFile(t, "t.csv", "code,name,a\n1,城区,1\n2,城区,2\n3,丙,3\n4,丁,4\n5,戊,5\n")}
	status, _, complaint := started(t, "", append(args, "-explain", "城区")...)
	assert.Equal(t, 2, status)
	assert.Contains(t, complaint, "use the code")
	assert.Contains(t, printed(t, append(args, "-explain", "2")...), "城区")
}

// table reads one of the files of -out, which begins with a byte order mark.
func table(t *testing.T, folder, name string) []map[string]string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(folder, name))
	require.NoError(t, err)
	rest, found := strings.CutPrefix(string(text), "\ufeff")
	require.True(t, found, name)
	rows, err := csv.NewReader(strings.NewReader(rest)).ReadAll()
	require.NoError(t, err, name)
	var out []map[string]string
	for _, row := range rows[1:] {
		m := map[string]string{}
		for j, cell := range row {
			m[rows[0][j]] = cell
		}
		out = append(out, m)
	}
	return out
}

// The files hold all counties, what the pencil finds, and ledgers and certificates
// that balance.
func TestFiles(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "new", "folder")
	require.Contains(t, printed(t, "-lang", "zh", "-out", folder), "已写出 26 个文件到 "+folder)
	again := printed(t, "-lang", "zh", "-out", folder+"2", "-explain", "gongyi")
	require.Contains(t, again, "已写出 26 个文件到 "+folder+"2")
	require.Contains(t, again, "巩义市（郑州市）", "a name in any case, and the only one that has a part")
	require.Contains(t, printed(t, "-explain", "ongy"), "Gongyi (Zhengzhou)")

	page, err := os.ReadFile(filepath.Join(folder, "report.html"))
	require.NoError(t, err)
	assert.Contains(t, string(page), `<html lang="zh-CN">`)
	assert.Contains(t, string(page), "等权", "the ranks under other weights")

	counties := evaluated(t)
	land, cod, funds := pools(counties)
	byCode := map[string]*pencilCounty{}
	for _, c := range counties {
		byCode[c.code] = c
	}
	ranking := table(t, folder, "ranking.csv")
	require.Len(t, ranking, 110)
	for _, row := range ranking {
		c := byCode[row["代码"]]
		assert.Equal(t, c.published.FloatString(2), row["得分"])
		assert.Equal(t, c.grade, row["等次"])
		if c.ranked {
			assert.Equal(t, fmt.Sprint(c.rank), row["位次"])
			assert.NotContains(t, row["备注"], "单列")
		} else {
			assert.Empty(t, row["位次"])
			assert.Equal(t, "单列", row["备注"])
		}
	}
	scores := table(t, folder, "scores.csv")
	require.Len(t, scores, 110)
	for _, row := range scores {
		c := byCode[row["代码"]]
		x, ok := new(big.Rat).SetString(row["财政自给率"])
		require.True(t, ok)
		assert.Equal(t, half(c.score["fiscal_self_sufficiency"], 6), x)
	}
	rivals := table(t, folder, "weightings.csv")
	require.Len(t, rivals, 103)
	assert.Equal(t, map[string]string{"代码": "410181", "单位": "巩义市", "位次": "2", "等权": "2", "熵权": "1"}, rivals[1])
	for key, p := range map[string]struct {
		poolOf
		head string
	}{"land": {land, "奖励量（亩）"}, "cod": {cod, "奖励量（吨/年）"}, "funds": {funds, "奖励量（万元）"}} {
		awards := table(t, folder, "awards-"+key+".csv")
		require.Equal(t, "奖励总量", awards[len(awards)-1]["名称"])
		ledger := map[string]*big.Rat{}
		for _, row := range table(t, folder, "ledger-"+key+".csv") {
			x, ok := new(big.Rat).SetString(row["增减\uff08最小单位\uff0c精确值\uff09"])
			require.True(t, ok)
			if ledger[row["代码"]] == nil {
				ledger[row["代码"]] = new(big.Rat)
			}
			ledger[row["代码"]].Add(ledger[row["代码"]], x)
			if key == "cod" && row["代码"] == "410181" && row["类别"] == "上限" {
				assert.Equal(t, "取整前为 36.810732", row["说明"], "613.5122 x 0.06")
				assert.Equal(t, "36.81", row["变动后"])
			}
		}
		given := 0
		for _, row := range awards {
			c, ok := byCode[row["代码"]]
			if !ok { // a sum
				continue
			}
			given++
			want, got := p.given(c.code), row[p.head]
			if want == "-" {
				assert.NotEmpty(t, row["理由"], "%s, %s", c.name, key)
				want, got = "", strings.Trim(got, "0.")
			}
			assert.Equal(t, want, got, "%s, %s", c.name, key)
			assert.Equal(t, new(big.Rat).SetInt64(p.shares[c.code].whole), ledger[c.code], "%s, ledger of %s", c.name, key)
		}
		assert.Equal(t, 103, given)
		n := 0
		for _, row := range table(t, folder, "certificate-"+key+".csv") {
			if s, ok := p.shares[row["代码"]]; ok {
				n++
				assert.Equal(t, s.exact.RatString(), row["应得\uff08最小单位\uff0c精确值\uff09"], "%s, certificate of %s", row["名称"], key)
			}
		}
		assert.Len(t, p.shares, n)
	}
}

// A name that a spreadsheet would run is made a text.
func TestFilesAreGuarded(t *testing.T) {
	folder := t.TempDir()
	printed(t, "-scheme", ownScheme(t, one, ""),
		"-data", ownFile(t, "t.csv", "code,name,a\n1,=1+1,1\n2,+x,2\n3,-1,3\n4,丁,4\n5,戊,5\n"), "-out", folder)
	var names []string
	for _, row := range table(t, folder, "ranking.csv") {
		names = append(names, row["name"])
	}
	assert.Equal(t, []string{"戊", "丁", "'-1", "'+x", "'=1+1"}, names)
	assert.NoFileExists(t, filepath.Join(folder, "ledger-land.csv"))
}
