package main

import (
	"encoding/csv"
	"math"
	"math/big"
	"os"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
)

// The same evaluation as a person with a pencil would do it: exact fractions from
// the text of the table, formulas, weights and goalposts written down here once
// more, and nothing of the library.

// indicator is one row of the framework: value = of / by * factor.
type pencilIndicator struct {
	code, of, by    string
	factor          int64
	weight          int64
	worst, best     int64
	alsoIn          string // a second part of the denominator
	withoutRatio    bool
	imputedByMedian bool
}

type pencilDimension struct {
	name   string
	weight int64
	of     []pencilIndicator
}

func pencilFramework() []pencilDimension {
	return []pencilDimension{
		{"scale", 25, []pencilIndicator{
			{code: "sec_va", of: "sec_va", withoutRatio: true, weight: 15, worst: 50, best: 350},
			{code: "enterprises", of: "enterprises", withoutRatio: true, weight: 10, worst: 65, best: 320},
		}},
		{"structure", 25, []pencilIndicator{
			{code: "manuf_emp_share", of: "emp_manuf", by: "emp_total", factor: 100, weight: 12, worst: 7, best: 27},
			{code: "sec_share", of: "sec_va", by: "gdp", factor: 100, weight: 8, worst: 23, best: 56},
			{code: "mining_dependence", of: "emp_mining", by: "emp_mining", alsoIn: "emp_manuf", factor: 100, weight: 5, worst: 25, best: 0},
		}},
		{"efficiency", 30, []pencilIndicator{
			{code: "sec_va_per_resident", of: "sec_va", by: "residents", factor: 100_000_000, weight: 12, worst: 8000, best: 56000},
			{code: "sec_va_per_km2", of: "sec_va", by: "area", factor: 10_000, weight: 8, worst: 300, best: 3700},
			{code: "fiscal_self_sufficiency", of: "fiscal_revenue", by: "fiscal_expenditure", factor: 100, weight: 7, worst: 20, best: 75},
			{code: "loans_to_gdp", of: "loans", by: "gdp", factor: 100, weight: 3, worst: 50, best: 110, imputedByMedian: true},
		}},
		{"talent", 20, []pencilIndicator{
			{code: "prof_tech_share", of: "occ_prof_tech", by: "occ_total", factor: 100, weight: 6, worst: 4, best: 10},
			{code: "tertiary_edu_share", of: "edu_tertiary", by: "edu_total", factor: 100, weight: 5, worst: 4, best: 15},
			{code: "nonlocal_share", of: "nonlocal", by: "residents", factor: 100, weight: 5, worst: 1, best: 12},
			{code: "sci_tech_emp", of: "emp_sci_tech", by: "emp_total", factor: 1000, weight: 4, worst: 2, best: 13},
		}},
	}
}

// pencilCounty is one row of the table and what becomes of it.
type pencilCounty struct {
	code, name string
	ranked     bool
	cells      map[string]*big.Rat // of the file; nil is missing
	value      map[string]*big.Rat // of the indicators
	score      map[string]*big.Rat // of the indicators, 0 to 100, and of the dimensions
	total      *big.Rat
	published  *big.Rat // rounded to two decimals
	rank       int
	grade      string
}

// hundred is 100.
func hundred() *big.Rat { return big.NewRat(100, 1) }

// half rounds to so many decimals, half up; no figure here is negative.
func half(x *big.Rat, digits int) *big.Rat {
	scale := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(digits)), nil)
	y := new(big.Rat).Mul(x, new(big.Rat).SetInt(scale))
	y.Add(y, big.NewRat(1, 2))
	return new(big.Rat).SetFrac(floor(y), scale)
}

func floor(x *big.Rat) *big.Int { return new(big.Int).Div(x.Num(), x.Denom()) }

// readCounties reads the table as text.
func readCounties(t *testing.T) []*pencilCounty {
	t.Helper()
	file, err := os.Open("data/counties.csv")
	require.NoError(t, err)
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	require.NoError(t, err)
	require.Len(t, rows, 111)
	at := map[string]int{}
	for j, head := range rows[0] {
		at[head] = j
	}
	var out []*pencilCounty
	for _, row := range rows[1:] {
		c := &pencilCounty{code: row[at["code"]], name: row[at["name"]], ranked: row[at["class"]] == "county", cells: map[string]*big.Rat{}}
		for head, j := range at {
			if x, ok := new(big.Rat).SetString(row[j]); ok {
				c.cells[head] = x
			}
		}
		out = append(out, c)
	}
	return out
}

// measure makes the values of the indicators, missing ones by the median of those
// that are there.
func measure(counties []*pencilCounty) {
	for _, c := range counties {
		c.value = map[string]*big.Rat{}
	}
	for _, d := range pencilFramework() {
		for _, in := range d.of {
			var there []*big.Rat
			for _, c := range counties {
				if x := ratio(c, in); x != nil {
					c.value[in.code] = x
					there = append(there, x)
				}
			}
			if !in.imputedByMedian {
				continue
			}
			slices.SortFunc(there, (*big.Rat).Cmp)
			n := len(there)
			median := new(big.Rat).Add(there[(n-1)/2], there[n/2])
			median.Quo(median, big.NewRat(2, 1))
			for _, c := range counties {
				if c.value[in.code] == nil {
					c.value[in.code] = median
				}
			}
		}
	}
}

func ratio(c *pencilCounty, in pencilIndicator) *big.Rat {
	of := c.cells[in.of]
	if of == nil || in.withoutRatio {
		return of
	}
	by := new(big.Rat).Set(c.cells[in.by])
	if in.alsoIn != "" {
		by.Add(by, c.cells[in.alsoIn])
	}
	x := new(big.Rat).Mul(of, big.NewRat(in.factor, 1))
	return x.Quo(x, by)
}

// scoreOf is linear between the goalposts and cut at both ends.
func scoreOf(x *big.Rat, in pencilIndicator) *big.Rat {
	s := new(big.Rat).Sub(x, big.NewRat(in.worst, 1))
	s.Quo(s, big.NewRat(in.best-in.worst, 1))
	s.Mul(s, hundred())
	if s.Sign() < 0 {
		return new(big.Rat)
	}
	if s.Cmp(hundred()) > 0 {
		return hundred()
	}
	return s
}

// add adds up scores with the declared weights, or with equal ones at every level.
func (c *pencilCounty) add(equal bool) *big.Rat {
	total := new(big.Rat)
	if c.score == nil {
		c.score = map[string]*big.Rat{}
	}
	dimensions := pencilFramework()
	for _, d := range dimensions {
		mean := new(big.Rat)
		for _, in := range d.of {
			if c.score[in.code] == nil {
				c.score[in.code] = scoreOf(c.value[in.code], in)
			}
			w := big.NewRat(in.weight, d.weight)
			if equal {
				w = big.NewRat(1, int64(len(d.of)))
			}
			mean.Add(mean, new(big.Rat).Mul(w, c.score[in.code]))
		}
		w := big.NewRat(d.weight, 100)
		if equal {
			w = big.NewRat(1, int64(len(dimensions)))
		} else {
			c.score[d.name] = mean
		}
		total.Add(total, new(big.Rat).Mul(w, mean))
	}
	return total
}

// rankBy gives the ranked counties their ranks by a published score; equal scores
// share the better rank.
func rankBy(counties []*pencilCounty, published func(*pencilCounty) *big.Rat) map[string]int {
	rank := map[string]int{}
	scores := map[string]*big.Rat{}
	for _, c := range counties {
		if c.ranked {
			scores[c.code] = published(c)
		}
	}
	for code, x := range scores {
		rank[code] = 1
		for _, y := range scores {
			if y.Cmp(x) > 0 {
				rank[code]++
			}
		}
	}
	return rank
}

// evaluated is the whole evaluation by pencil.
func evaluated(t *testing.T) []*pencilCounty {
	t.Helper()
	counties := readCounties(t)
	measure(counties)
	n := 0
	for _, c := range counties {
		c.total = c.add(false)
		c.published = half(c.total, 2)
		if c.ranked {
			n++
		}
	}
	require.Equal(t, 103, n)
	ranks := rankBy(counties, func(c *pencilCounty) *big.Rat { return c.published })
	a, b, d := n*20/100, n*40/100, (n*5+99)/100 // at most, at most, at least
	for _, c := range counties {
		if !c.ranked {
			continue
		}
		c.rank = ranks[c.code]
		switch {
		case c.rank <= a:
			c.grade = "A"
		case c.rank <= a+b:
			c.grade = "B"
		case c.rank > n-d:
			c.grade = "D"
		default:
			c.grade = "C"
		}
	}
	return counties
}

// share is what a county gets by pencil.
type share struct {
	exact  *big.Rat
	whole  int64 // smallest units, rounded down
	capped bool
}

// divide gives everybody the same for each part of weight, but nobody more than
// the cap; who reaches it steps out, and the rest is divided anew. All amounts are
// in smallest units.
func divide(amount int64, weight, most map[string]*big.Rat) (shares map[string]share, level *big.Rat) {
	rest := big.NewRat(amount, 1)
	shares = map[string]share{}
	for {
		sum := new(big.Rat)
		for code, w := range weight {
			if !shares[code].capped {
				sum.Add(sum, w)
			}
		}
		level = new(big.Rat).Quo(rest, sum)
		again := false
		for code, w := range weight {
			x := new(big.Rat).Mul(level, w)
			if limit := most[code]; limit != nil && !shares[code].capped && x.Cmp(limit) > 0 {
				shares[code] = share{exact: limit, whole: floor(limit).Int64(), capped: true}
				rest.Sub(rest, limit)
				again = true
			}
		}
		if again {
			continue
		}
		for code, w := range weight {
			if !shares[code].capped {
				x := new(big.Rat).Mul(level, w)
				shares[code] = share{exact: x, whole: floor(x).Int64()}
			}
		}
		return shares, level
	}
}

// float is x as a float64.
func float(x *big.Rat) float64 {
	f, _ := x.Float64()
	return f
}

// entropyWeights are the textbook's: w = (1-E) / sum (1-E).
func entropyWeights(columns [][]float64) []float64 {
	w := make([]float64, len(columns))
	var all float64
	for j, x := range columns {
		var sum, e float64
		for _, v := range x {
			sum += v
		}
		for _, v := range x {
			if p := v / sum; p > 0 {
				e -= p * math.Log(p)
			}
		}
		w[j] = 1 - e/math.Log(float64(len(x)))
		all += w[j]
	}
	for j := range w {
		w[j] /= all
	}
	return w
}

// byEntropyWeights are the totals with entropy weights at every level, over all
// rows.
func byEntropyWeights(counties []*pencilCounty) map[string]float64 {
	var dimensions [][]float64
	mean := func(columns [][]float64) []float64 {
		w := entropyWeights(columns)
		out := make([]float64, len(counties))
		for j, x := range columns {
			for i, v := range x {
				out[i] += w[j] * v
			}
		}
		return out
	}
	for _, d := range pencilFramework() {
		var columns [][]float64
		for _, in := range d.of {
			x := make([]float64, len(counties))
			for i, c := range counties {
				x[i] = float(c.score[in.code])
			}
			columns = append(columns, x)
		}
		dimensions = append(dimensions, mean(columns))
	}
	out := map[string]float64{}
	for i, x := range mean(dimensions) {
		out[counties[i].code] = x
	}
	return out
}
