package main

import (
	"fmt"
	"math"
	"math/big"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// What the page says around the table, by pencil as well.

// byName finds a county.
func byName(t *testing.T, counties []*pencilCounty, name string) *pencilCounty {
	t.Helper()
	for _, c := range counties {
		if c.name == name {
			return c
		}
	}
	t.Fatalf("no %s", name)
	return nil
}

func TestImputedByPencil(t *testing.T) {
	counties := evaluated(t)
	page := joined(printed(t, "-lang", "zh", "-all"))
	found := 0
	for _, c := range counties {
		if c.cells["loans"] != nil {
			continue
		}
		found++
		assert.Contains(t, page, "贷款/GDP取中位数"+half(c.value["loans_to_gdp"], 2).FloatString(2)+"%")
		rankIf := func(score int64) int {
			x := new(big.Rat).Sub(big.NewRat(score, 1), c.score["loans_to_gdp"])
			x.Mul(x, big.NewRat(3, 100)) // its weight in the total
			total := half(x.Add(x, c.total), 2)
			rank := 1
			for _, d := range counties {
				if d.ranked && d != c && d.published.Cmp(total) > 0 {
					rank++
				}
			}
			return rank
		}
		assert.Contains(t, page, fmt.Sprintf("%s\uff08取任何值均为第%d–%d位\uff09", c.name, rankIf(100), rankIf(0)))
	}
	assert.Equal(t, 2, found)
}

func TestGradesByPencil(t *testing.T) {
	counties := evaluated(t)
	page := joined(printed(t, "-lang", "zh"))
	best, worst, count := map[string]*pencilCounty{}, map[string]*pencilCounty{}, map[string]int{}
	tied := map[int]int{}
	for _, c := range counties {
		if !c.ranked {
			assert.Contains(t, page, c.name+c.published.FloatString(2))
			continue
		}
		count[c.grade]++
		tied[c.rank]++
		if b := best[c.grade]; b == nil || c.rank < b.rank {
			best[c.grade] = c
		}
		if w := worst[c.grade]; w == nil || c.rank > w.rank {
			worst[c.grade] = c
		}
	}
	assert.Contains(t, page, fmt.Sprintf("A%d、B%d、C%d、D%d\uff08共103个\uff09", count["A"], count["B"], count["C"], count["D"]))
	narrowest := []string{}
	least := hundred()
	for _, g := range []string{"AB", "BC", "CD"} {
		a, b := worst[g[:1]], best[g[1:]]
		gap := new(big.Rat).Sub(a.published, b.published)
		if gap.Cmp(least) < 0 {
			least, narrowest = gap, []string{g}
		}
		border := fmt.Sprintf("%s|%s%s|%s", g[:1], g[1:], a.published.FloatString(2), b.published.FloatString(2))
		assert.Contains(t, page, border)
		assert.Contains(t, page, "差"+gap.FloatString(2))
	}
	assert.Equal(t, []string{"BC"}, narrowest)
	assert.Contains(t, page, "仅差"+least.FloatString(2))
	for rank, n := range tied {
		if n > 1 {
			assert.Contains(t, page, fmt.Sprintf("并列第%d位%d个", rank, n))
		}
	}
}

// kendall counts the pairs one by one.
func kendall(x, y []float64) float64 {
	var concordant, inX, inY float64
	for i := range x {
		for j := range i {
			a, b := sign(x[i]-x[j]), sign(y[i]-y[j])
			concordant += a * b
			inX += a * a
			inY += b * b
		}
	}
	return concordant / math.Sqrt(inX*inY)
}

func sign(x float64) float64 {
	switch {
	case x > 0:
		return 1
	case x < 0:
		return -1
	}
	return 0
}

func TestRobustByPencil(t *testing.T) {
	counties := evaluated(t)
	page := joined(printed(t, "-lang", "zh", "-all"))
	hidden := joined(printed(t, "-lang", "zh"))
	entropy := byEntropyWeights(counties)
	for name, published := range map[string]func(*pencilCounty) float64{
		"等权": func(c *pencilCounty) float64 { return float(half(c.add(true), 2)) },
		"熵权": func(c *pencilCounty) float64 { return math.Round(100 * entropy[c.code]) },
	} {
		var x, y []float64
		for _, c := range counties {
			if c.ranked {
				x, y = append(x, float(c.published)), append(y, published(c))
			}
		}
		ranks := rankBy(counties, func(c *pencilCounty) *big.Rat { return new(big.Rat).SetFloat64(published(c)) })
		var leave, enter []*pencilCounty
		for _, c := range counties {
			switch r := ranks[c.code]; {
			case !c.ranked:
			case c.grade == "A" && r > 20:
				leave = append(leave, c)
			case c.grade != "A" && r <= 20:
				enter = append(enter, c)
			}
		}
		byRank := func(a, b *pencilCounty) int { return a.rank - b.rank }
		slices.SortFunc(leave, byRank)
		slices.SortFunc(enter, byRank)
		var out, in, places []string
		for _, c := range leave {
			out = append(out, c.name)
		}
		for _, c := range enter {
			in = append(in, c.name)
			places = append(places, fmt.Sprintf("第%d位", c.rank))
		}
		text := fmt.Sprintf("%sτ=%.3f\uff0cA等换出%s\uff0c换入", name, kendall(x, y), strings.Join(out, "、"))
		assert.Contains(t, page, text+strings.Join(in, "、"))
		assert.Contains(t, hidden, text+strings.Join(places, "、"))
	}
}

// The share of each dimension in the sum of squared correlations with the total.
func TestInfluenceByPencil(t *testing.T) {
	counties := evaluated(t)
	page := joined(printed(t, "-lang", "zh"))
	var squares []float64
	var sum float64
	for _, d := range pencilFramework() {
		var n, x, y, xx, yy, xy float64
		for _, c := range counties {
			a, b := float(c.score[d.name]), float(c.total)
			n, x, y, xx, yy, xy = n+1, x+a, y+b, xx+a*a, yy+b*b, xy+a*b
		}
		r := (n*xy - x*y) / math.Sqrt((n*xx-x*x)*(n*yy-y*y))
		squares = append(squares, r*r)
		sum += r * r
	}
	for i, name := range []string{"规模25", "结构25", "效益30", "人才20"} {
		assert.Contains(t, page, fmt.Sprintf("%s→%.1f", name, 100*squares[i]/sum))
	}
}

// fence is Q3 + 3 (Q3 - Q1) in fractions.
func fence(x []*big.Rat) *big.Rat {
	x = slices.Clone(x)
	slices.SortFunc(x, (*big.Rat).Cmp)
	quantile := func(quarters int64) *big.Rat {
		h := big.NewRat(int64(len(x)-1)*quarters, 4)
		j := int(floor(h).Int64())
		g := new(big.Rat).Sub(h, big.NewRat(int64(j), 1))
		step := new(big.Rat).Sub(x[min(j+1, len(x)-1)], x[j])
		return step.Add(step.Mul(step, g), x[j])
	}
	q1, q3 := quantile(1), quantile(3)
	width := new(big.Rat).Sub(q3, q1)
	return q3.Add(q3, width.Mul(width, big.NewRat(3, 1)))
}

// without ranks the counties that are not in out among themselves, after taking
// the median anew.
func without(counties []*pencilCounty, out map[string]bool, total func(rest []*pencilCounty) func(*pencilCounty) *big.Rat) (moved int) {
	var rest []*pencilCounty
	for _, c := range counties {
		if !out[c.name] {
			rest = append(rest, c)
		}
	}
	measure(counties)
	before := total(counties)
	ranks := rankBy(rest, before)
	measure(rest)
	for code, r := range rankBy(rest, total(rest)) {
		if ranks[code] != r {
			moved++
		}
	}
	return moved
}

func TestDoubtsByPencil(t *testing.T) {
	counties := evaluated(t)
	page := printed(t, "-lang", "zh")
	rows := pageRows(t)
	var per, share []*big.Rat // columns
	for _, c := range counties {
		per = append(per, new(big.Rat).Quo(c.cells["sec_va"], c.cells["enterprises"]))
		share = append(share, c.value["nonlocal_share"])
	}
	rankOf := func(column string, c *pencilCounty) int {
		rank := 1
		for _, d := range counties {
			if d.cells[column].Cmp(c.cells[column]) > 0 {
				rank++
			}
		}
		return rank
	}
	out := map[string]bool{}
	perFence, shareFence := fence(per), fence(share)
	for i, c := range counties {
		if per[i].Cmp(perFence) > 0 && share[i].Cmp(shareFence) > 0 {
			out[c.name] = true
			assert.Contains(t, joined(page), fmt.Sprintf("%s\uff08二产增加值第%d\uff0c规上企业数第%d\uff09", c.name, rankOf("sec_va", c), rankOf("enterprises", c)))
		}
		if c.ranked {
			assert.Equal(t, out[c.name], rows[c.name].doubt, c.name)
		}
	}
	require.Len(t, out, 2)

	fixed := func([]*pencilCounty) func(*pencilCounty) *big.Rat {
		return func(c *pencilCounty) *big.Rat {
			c.score = nil
			return half(c.add(false), 2)
		}
	}
	assert.Zero(t, without(counties, out, fixed))
	assert.Contains(t, joined(page), "其余101县\uff08市\uff09先后次序不变")

	fromData := func(rest []*pencilCounty) func(*pencilCounty) *big.Rat {
		totals := map[*pencilCounty]*big.Rat{}
		for _, c := range rest {
			totals[c] = new(big.Rat)
		}
		for _, d := range pencilFramework() {
			for _, in := range d.of {
				lo, hi := rest[0].value[in.code], rest[0].value[in.code]
				for _, c := range rest {
					if c.value[in.code].Cmp(lo) < 0 {
						lo = c.value[in.code]
					}
					if c.value[in.code].Cmp(hi) > 0 {
						hi = c.value[in.code]
					}
				}
				if in.worst > in.best {
					lo, hi = hi, lo
				}
				for _, c := range rest {
					s := new(big.Rat).Sub(c.value[in.code], lo)
					s.Quo(s, new(big.Rat).Sub(hi, lo))
					totals[c].Add(totals[c], s.Mul(s, big.NewRat(in.weight, 1)))
				}
			}
		}
		return func(c *pencilCounty) *big.Rat { return half(totals[c], 2) }
	}
	moved := without(counties, out, fromData)
	assert.Positive(t, moved)
	assert.Contains(t, joined(page), fmt.Sprintf("则有%d个变动", moved))
}

func TestCompareByPencil(t *testing.T) {
	counties := evaluated(t)
	names := []string{"巩义市", "长葛市", "禹州市", "新密市", "新郑市"}
	ranks := make([]string, len(names))
	for i, name := range names {
		ranks[i] = fmt.Sprint(byName(t, counties, name).rank)
	}
	assert.Contains(t, joined(printed(t, "-lang", "zh")), strings.Join(names, "、")+"\uff09在此依次列第"+strings.Join(ranks, "、")+"位")
}

// Every number of one county's explanation that a pencil can find.
func TestExplanationByPencil(t *testing.T) {
	counties := evaluated(t)
	land, cod, funds := pools(counties)
	for _, name := range []string{"巩义市", "荥阳市", "义马市", "祥符区"} {
		text := joined(printed(t, "-lang", "zh", "-explain", name))
		c := byName(t, counties, name)
		assert.Contains(t, text, "得分"+c.published.FloatString(2))
		sum, most := new(big.Rat), new(big.Rat)
		for _, d := range pencilFramework() {
			assert.Contains(t, text, scoreText(counties, c, d.name, d.weight), d.name)
			for _, in := range d.of {
				assert.Contains(t, text, scoreText(counties, c, in.code, in.weight), in.code)
				points := new(big.Rat).Mul(c.score[in.code], big.NewRat(in.weight, 100))
				sum.Add(sum, points)
				if lost := points.Sub(big.NewRat(in.weight, 1), points); lost.Cmp(most) > 0 {
					most = lost
				}
			}
		}
		assert.Contains(t, text, "13项合计"+half(sum, 2).FloatString(2)+"分")
		_, first, _ := strings.Cut(text, "失分最多\uff1a")
		first, _, _ = strings.Cut(first, "、")
		assert.Contains(t, first, "距满分可再计"+half(most, 2).FloatString(2)+"分")
		for _, p := range []poolOf{land, cod, funds} {
			if s, ok := p.shares[c.code]; ok {
				assert.Contains(t, text, "奖励"+comma(p.text(s.whole)))
			}
		}
	}
}

// scoreText is what the explanation says of one score: the points, the median of
// the 103 scores, and how many points are between.
func scoreText(counties []*pencilCounty, c *pencilCounty, code string, weight int64) string {
	var x []*big.Rat
	for _, d := range counties {
		if d.ranked {
			x = append(x, d.score[code])
		}
	}
	slices.SortFunc(x, (*big.Rat).Cmp)
	median := x[len(x)/2]
	w := big.NewRat(weight, 100)
	points := new(big.Rat).Mul(c.score[code], w)
	gap := new(big.Rat).Sub(c.score[code], median)
	gap.Mul(gap, w)
	beside := "多计" + half(gap, 2).FloatString(2) + "分"
	if gap.Sign() < 0 {
		beside = "少计" + half(gap.Neg(gap), 2).FloatString(2) + "分"
	}
	return fmt.Sprintf("得%s分\uff0c计%s分\uff1b中位%s分\uff0c%s", half(c.score[code], 1).FloatString(1), half(points, 2).FloatString(2), half(median, 1).FloatString(1), beside)
}
