package main

import (
	"fmt"
	"math"
	"math/big"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// pageRow is a row of the printed table.
type pageRow struct {
	rank                               int
	name, score, grade                 string
	dimensions                         []string
	equal, entropy                     int
	land, cod, funds                   string // "-": not open to the grade
	doubt, imputed, landCap, codCapped bool
}

// pageRows reads the table off the page in Chinese, with all counties.
func pageRows(t *testing.T) map[string]pageRow {
	t.Helper()
	rows := map[string]pageRow{}
	for l := range strings.Lines(printed(t, "-lang", "zh", "-all")) {
		f := strings.Fields(l)
		if len(f) != 14 {
			continue
		}
		rank, err := strconv.Atoi(f[0])
		if err != nil {
			continue
		}
		number := func(s string) int {
			n, err := strconv.Atoi(s)
			require.NoError(t, err, l)
			return n
		}
		bare := func(s string) string { return strings.ReplaceAll(strings.TrimPrefix(s, "▲"), ",", "") }
		r := pageRow{
			rank: rank, name: strings.TrimRight(f[1], "†°"), score: f[3], dimensions: f[4:8], grade: f[8],
			equal: number(f[9]), entropy: number(f[10]), land: bare(f[11]), cod: bare(f[12]), funds: bare(f[13]),
			doubt: strings.Contains(f[1], "†"), imputed: strings.Contains(f[1], "°"),
			landCap: strings.HasPrefix(f[11], "▲"), codCapped: strings.HasPrefix(f[12], "▲"),
		}
		rows[r.name] = r
	}
	require.Len(t, rows, 103)
	return rows
}

// Every figure of the table: scores exactly as published, ranks, grades, ranks
// under the other weightings.
func TestScoresByPencil(t *testing.T) {
	counties := evaluated(t)
	rows := pageRows(t)
	equal := rankBy(counties, func(c *pencilCounty) *big.Rat { return half(c.add(true), 2) })
	totals := byEntropyWeights(counties)
	entropy := rankBy(counties, func(c *pencilCounty) *big.Rat {
		return new(big.Rat).SetInt64(int64(math.Round(100 * totals[c.code])))
	})
	ranked := 0
	for _, c := range counties {
		if !c.ranked {
			assert.NotContains(t, rows, c.name)
			continue
		}
		ranked++
		r, ok := rows[c.name]
		require.True(t, ok, c.name)
		assert.Equal(t, c.rank, r.rank, c.name)
		assert.Equal(t, c.published.FloatString(2), r.score, c.name)
		assert.Equal(t, c.grade, r.grade, c.name)
		for i, d := range pencilFramework() {
			assert.Equal(t, half(c.score[d.name], 1).FloatString(1), r.dimensions[i], "%s, %s", c.name, d.name)
		}
		assert.Equal(t, equal[c.code], r.equal, c.name)
		assert.Equal(t, entropy[c.code], r.entropy, c.name)
		assert.Equal(t, c.cells["loans"] == nil, r.imputed, c.name)
	}
	assert.Equal(t, 103, ranked)
}

// poolOf is a pool by pencil, in smallest units.
type poolOf struct {
	amount, reserve int64
	unit            int64 // smallest units in one that is printed
	weight, most    map[string]*big.Rat
	shares          map[string]share
	level           *big.Rat
}

// pools are the three awards as the mock-up of the page defines them.
func pools(counties []*pencilCounty) (land, cod, funds poolOf) {
	land = poolOf{amount: 10_000, reserve: 500, unit: 1, weight: map[string]*big.Rat{}, most: map[string]*big.Rat{}}
	cod = poolOf{amount: 40_000, reserve: 4_000, unit: 100, weight: map[string]*big.Rat{}, most: map[string]*big.Rat{}}
	funds = poolOf{amount: 30_000, unit: 1, weight: map[string]*big.Rat{}}
	above := func(c *pencilCounty, base int64) *big.Rat {
		w := new(big.Rat).Sub(c.published, big.NewRat(base, 1))
		if w.Sign() < 0 {
			w.SetInt64(0)
		}
		return w
	}
	for _, c := range counties {
		if c.grade == "A" {
			land.weight[c.code] = above(c, 40)
			most := new(big.Rat).Mul(c.cells["enterprises"], big.NewRat(4, 1))
			if limit := big.NewRat(1000, 1); most.Cmp(limit) > 0 {
				most = limit
			}
			land.most[c.code] = most
		}
		if c.grade == "A" || c.grade == "B" {
			cod.weight[c.code] = above(c, 20)
			// 0.06 t for each 100 million yuan, in hundredths of a tonne
			cod.most[c.code] = new(big.Rat).SetInt(floor(new(big.Rat).Mul(c.cells["sec_va"], big.NewRat(6, 1))))
			funds.weight[c.code] = big.NewRat(map[string]int64{"A": 4, "B": 1}[c.grade], 1)
		}
	}
	for _, p := range []*poolOf{&land, &cod, &funds} {
		p.shares, p.level = divide(p.amount-p.reserve, p.weight, p.most)
	}
	return land, cod, funds
}

// given prints what a county gets, "-" if nothing is open to it.
func (p poolOf) given(code string) string {
	s, ok := p.shares[code]
	if !ok {
		return "-"
	}
	return p.text(s.whole)
}

func (p poolOf) text(x int64) string {
	if p.unit == 100 {
		return fmt.Sprintf("%d.%02d", x/100, x%100)
	}
	return strconv.FormatInt(x, 10)
}

// Every award to the unit, every cap, and totals that balance.
func TestAwardsByPencil(t *testing.T) {
	counties := evaluated(t)
	rows := pageRows(t)
	land, cod, funds := pools(counties)
	for _, c := range counties {
		if !c.ranked {
			continue
		}
		r := rows[c.name]
		assert.Equal(t, land.given(c.code), r.land, "%s, land", c.name)
		assert.Equal(t, cod.given(c.code), r.cod, "%s, COD", c.name)
		assert.Equal(t, funds.given(c.code), r.funds, "%s, funds", c.name)
		assert.Equal(t, land.shares[c.code].capped, r.landCap, "%s, cap on land", c.name)
		assert.Equal(t, cod.shares[c.code].capped, r.codCapped, "%s, cap on COD", c.name)
	}
	page := joined(printed(t, "-lang", "zh"))
	for _, c := range []struct {
		poolOf
		line, part string
	}{
		{land, "%s亩=奖励%s+结余%s+预留%s。", "每份%s亩"},
		{cod, "%s吨/年=奖励%s+结余%s+预留%s。", "每份%s吨/年"},
		{funds, "%s万元=奖励%s+结余%s+预留%s。", "每份%s万元"},
	} {
		var sum int64
		for _, s := range c.shares {
			sum += s.whole
		}
		rest := c.amount - c.reserve - sum
		require.GreaterOrEqual(t, rest, int64(0))
		assert.Contains(t, page, fmt.Sprintf(c.line, comma(c.text(c.amount)), comma(c.text(sum)), c.text(rest), c.text(c.reserve)))
		level := new(big.Rat).Quo(c.level, big.NewRat(c.unit, 1))
		digits := 2
		if float(level) < 1 {
			digits = 4
		}
		assert.Contains(t, page, fmt.Sprintf(c.part, half(level, digits).FloatString(digits)))
	}
	for _, grade := range []string{"A", "B"} {
		var n int
		var sums [3]int64
		for _, c := range counties {
			if c.grade == grade {
				n++
				for k, p := range []poolOf{land, cod, funds} {
					sums[k] += p.shares[c.code].whole
				}
			}
		}
		landText := "-"
		if grade == "A" {
			landText = comma(land.text(sums[0]))
		}
		assert.Contains(t, page, fmt.Sprintf("%s等%d个%s%s%s", grade, n, landText, cod.text(sums[1]), comma(funds.text(sums[2]))))
	}
}

// joined is a page without blanks and line ends, so that it can be searched
// whatever its layout.
func joined(page string) string { return strings.Join(strings.Fields(page), "") }

// comma puts a comma before the last three digits of a number from 1,000.
func comma(s string) string {
	whole, rest, _ := strings.Cut(s, ".")
	if len(whole) > 3 {
		whole = whole[:len(whole)-3] + "," + whole[len(whole)-3:]
	}
	if rest != "" {
		return whole + "." + rest
	}
	return whole
}
