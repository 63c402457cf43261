package evaluation_test

import (
	"fmt"
	"math"
	"math/big"
	"slices"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/aggregate"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/weights"
)

// printedCase is a random scheme of figures that are scores from 0 to 100 already.
type printedCase struct {
	root     indicators.Indicator
	leaves   []string
	children map[string][]indicators.Indicator
	model    evaluation.Model
	table    *indicators.Table
	rulings  []evaluation.Ruling
	result   *evaluation.Result
	ties     evaluation.Ties
}

// drawPrinted draws a tree of up to three levels with weights that are declared as
// decimals, as thirds, or not at all; gaps; classes; rulings; digits.
func drawPrinted(t *rapid.T, of evaluation.Printed) *printedCase {
	c := &printedCase{children: map[string][]indicators.Indicator{}}
	number := 0
	var grow func(depth int) indicators.Indicator
	grow = func(depth int) indicators.Indicator {
		in := indicators.Indicator{Code: fmt.Sprintf("n%d", number)}
		number++
		if depth == 3 || depth > 0 && rapid.Bool().Draw(t, "leaf") {
			in.Bounds = &indicators.Range{Lo: 0, Hi: 100}
			c.leaves = append(c.leaves, in.Code)
			return in
		}
		weighed := rapid.Bool().Draw(t, "weighed")
		for range rapid.IntRange(1, 4).Draw(t, "children") {
			child := grow(depth + 1)
			if weighed {
				child.Weight = rapid.SampledFrom([]float64{1, 2, 3, 0.1, 0.25, 12.5, 30, 0.07}).Draw(t, "weight")
			}
			in.Children = append(in.Children, child)
		}
		c.children[in.Code] = in.Children
		return in
	}
	c.root = grow(0)
	c.model = evaluation.Model{Flat: rapid.Bool().Draw(t, "flat"), ByClass: rapid.Bool().Draw(t, "by class")}
	gaps := rapid.Bool().Draw(t, "gaps")
	if gaps {
		c.model.Aggregate = aggregate.Present{}
	}
	n := rapid.IntRange(2, 7).Draw(t, "units")
	units := make([]indicators.Unit, n)
	for i := range units {
		units[i] = indicators.Unit{Code: strconv.Itoa(i), Class: rapid.SampledFrom([]string{"x", "y"}).Draw(t, "class")}
	}
	values := map[string][]float64{}
	for j, code := range c.leaves {
		for range n {
			x := float64(rapid.IntRange(-3_000, 10_000).Draw(t, "score")) / rapid.SampledFrom([]float64{100, 200, 1000}).Draw(t, "places")
			if gaps && j > 0 && rapid.IntRange(0, 9).Draw(t, "gap") == 0 {
				x = math.NaN()
			}
			values[code] = append(values[code], x)
		}
	}
	root := c.root
	if !c.model.Flat && rapid.Bool().Draw(t, "fixed") {
		fixed := weights.Fixed{}
		root = otherwise(c.root, fixed)
		c.model.Weigh = fixed
	}
	f, err := indicators.NewFramework(root)
	require.NoError(t, err)
	c.table, err = indicators.NewTable(f, units, values, nil)
	require.NoError(t, err)
	for range rapid.IntRange(0, 3).Draw(t, "rulings") {
		c.rulings = append(c.rulings, evaluation.Ruling{
			Unit: strconv.Itoa(rapid.IntRange(0, n-1).Draw(t, "ruled")), Effect: evaluation.AddPoints, Item: "item", Count: 1,
			Points: float64(rapid.IntRange(1, 3000).Draw(t, "points")) / 1000, Reason: "made up", Document: "none",
		})
	}
	c.ties = evaluation.Ties{Digits: new(rapid.IntRange(0, 5).Draw(t, "digits")), Print: evaluation.Printing{Of: of}}
	if of == evaluation.PrintedScores && rapid.Bool().Draw(t, "own digits") {
		c.ties.Print.Digits = new(rapid.IntRange(0, 5).Draw(t, "digits of scores"))
	}
	return c
}

// otherwise is the tree with other declared weights; its own are given by a scheme.
func otherwise(in indicators.Indicator, fixed weights.Fixed) indicators.Indicator {
	in.Children = slices.Clone(in.Children)
	none := !slices.ContainsFunc(in.Children, func(c indicators.Indicator) bool { return c.Weight != 0 })
	for i, c := range in.Children {
		if fixed[c.Code] = c.Weight; none {
			fixed[c.Code] = 1
		}
		in.Children[i] = otherwise(c, fixed)
		in.Children[i].Weight = float64(1 + (i+1)*(i+1))
	}
	return in
}

// evaluate scores the case; ok is false if a gap leaves a unit without any score.
func (c *printedCase) evaluate() (ok bool) {
	var err error
	c.result, err = c.model.Evaluate(c.table, c.rulings)
	return err == nil
}

// decimal is a printed figure as a reader takes it.
func decimal(t require.TestingT, x float64, digits int) *big.Rat {
	out, ok := new(big.Rat).SetString(strconv.FormatFloat(x, 'f', digits, 64))
	require.True(t, ok)
	float, _ := out.Float64()
	require.Equal(t, x, float, "the figure is what is printed of it")
	return out
}

// halfAway rounds as a person does.
func halfAway(x *big.Rat, digits int) *big.Rat {
	p := new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(digits)), nil))
	y := new(big.Rat).Mul(new(big.Rat).Abs(x), p)
	y.Add(y, big.NewRat(1, 2))
	whole := new(big.Rat).SetInt(new(big.Int).Quo(y.Num(), y.Denom()))
	if x.Sign() < 0 {
		whole.Neg(whole)
	}
	return whole.Quo(whole, p)
}

// shares are the declared weights of the children that a unit has, as rationals.
func shares(children []indicators.Indicator, there func(code string) bool) map[string]*big.Rat {
	out, sum := map[string]*big.Rat{}, new(big.Rat)
	none := !slices.ContainsFunc(children, func(in indicators.Indicator) bool { return in.Weight != 0 })
	for _, in := range children {
		w, _ := new(big.Rat).SetString(strconv.FormatFloat(in.Weight, 'g', -1, 64))
		if none {
			w = big.NewRat(1, 1)
		}
		if there(in.Code) {
			out[in.Code] = w
			sum.Add(sum, w)
		}
	}
	for _, w := range out {
		w.Quo(w, sum)
	}
	return out
}

// TestPrintedPointsAddUp: every total is the sum of what is printed of its parts, in
// decimals; every part is within half a last digit of its points; ranks, ties and grades
// follow what is printed.
func TestPrintedPointsAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := drawPrinted(t, evaluation.PrintedPoints)
		if !c.evaluate() {
			t.Skip("a gap too many")
		}
		parts, err := c.result.Printed(c.ties)
		require.NoError(t, err)
		digits := *c.ties.Digits
		for _, unit := range parts.Units {
			sum := new(big.Rat)
			_, global := c.result.Weights(unit)
			for at, code := range parts.Codes {
				row := slices.Index(parts.Units, unit)
				x := parts.Of[at][row]
				if kids := c.children[code]; kids != nil {
					if math.IsNaN(x) {
						continue
					}
					of := new(big.Rat)
					for _, kid := range kids {
						if y := parts.Of[slices.Index(parts.Codes, kid.Code)][row]; !math.IsNaN(y) {
							of.Add(of, decimal(t, y, digits))
						}
					}
					require.Zero(t, of.Cmp(decimal(t, x, digits)), "%s of %s", code, unit)
					continue
				}
				if math.IsNaN(x) {
					continue
				}
				sum.Add(sum, decimal(t, x, digits))
				if score, _ := c.result.Score(unit, code); c.model.Aggregate == nil {
					assert.InDelta(t, float64(global[at]*score), x, 0.5*math.Pow10(-digits)+1e-11)
				}
			}
			total, _ := parts.Score(unit, "")
			if parts.Given != nil {
				a, _ := c.result.Adjustment(unit)
				given := decimal(t, parts.Given[slices.Index(parts.Units, unit)], digits)
				assert.Zero(t, given.Cmp(halfAway(rational(a.Given), digits)))
				sum.Add(sum, given)
			}
			require.Zero(t, sum.Cmp(decimal(t, total, digits)), "total of %s", unit)
		}
		c.decided(t, parts)
	})
}

func rational(x float64) *big.Rat {
	out, _ := new(big.Rat).SetString(strconv.FormatFloat(x, 'g', -1, 64))
	return out
}

// TestPrintedScoresAddUp: every score is the weighted sum of the printed scores of its
// children in rationals, rounded half away from zero, with weights as they are declared.
func TestPrintedScoresAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := drawPrinted(t, evaluation.PrintedScores)
		if !c.evaluate() {
			t.Skip("a gap too many")
		}
		parts, err := c.result.Printed(c.ties)
		require.NoError(t, err)
		digits, leaf := *c.ties.Digits, *c.ties.Digits
		if c.ties.Print.Digits != nil {
			leaf = *c.ties.Print.Digits
		}
		of := func(code string, row int) float64 { return parts.Of[slices.Index(parts.Codes, code)][row] }
		for row, unit := range parts.Units {
			exact := map[string]*big.Rat{} // printed
			for _, code := range c.leaves {
				x, _ := c.table.Value(unit, code)
				if math.IsNaN(x) {
					require.True(t, math.IsNaN(of(code, row)))
					continue
				}
				exact[code] = halfAway(rational(x), leaf)
				require.Zero(t, exact[code].Cmp(decimal(t, of(code, row), leaf)))
			}
			var check func(in indicators.Indicator)
			check = func(in indicators.Indicator) {
				if in.Measured() {
					return
				}
				for _, kid := range in.Children {
					check(kid)
				}
				weighed := shares(in.Children, func(code string) bool { return exact[code] != nil })
				if c.model.Flat {
					weighed = c.flatShares(in, func(code string) bool { return exact[code] != nil })
				}
				if len(weighed) == 0 {
					require.True(t, math.IsNaN(of(in.Code, row)))
					return
				}
				sum := new(big.Rat)
				for code, w := range weighed {
					sum.Add(sum, new(big.Rat).Mul(w, exact[code]))
				}
				exact[in.Code] = halfAway(sum, digits)
				require.Zero(t, exact[in.Code].Cmp(decimal(t, of(in.Code, row), digits)), "%s of %s: %v", in.Code, unit, sum)
			}
			check(c.root)
			if parts.Given != nil {
				want := new(big.Rat).Add(exact[c.root.Code], decimal(t, parts.Given[row], digits))
				require.Zero(t, want.Cmp(decimal(t, parts.Totals[row], digits)))
			}
		}
		c.decided(t, parts)
	})
}

// flatShares are the shares of the indicators below a node, of those that a unit has.
func (c *printedCase) flatShares(in indicators.Indicator, there func(code string) bool) map[string]*big.Rat {
	out, sum := map[string]*big.Rat{}, new(big.Rat)
	var down func(in indicators.Indicator, share *big.Rat)
	down = func(in indicators.Indicator, share *big.Rat) {
		if in.Measured() {
			if there(in.Code) {
				out[in.Code] = share
				sum.Add(sum, share)
			}
			return
		}
		all := shares(in.Children, func(string) bool { return true })
		for _, kid := range in.Children {
			down(kid, new(big.Rat).Mul(share, all[kid.Code]))
		}
	}
	down(in, big.NewRat(1, 1))
	for code, w := range out {
		out[code] = new(big.Rat).Quo(w, sum)
	}
	return out
}

// decided: the ranking holds the printed totals, ties those that are printed alike, and
// grades by them.
func (c *printedCase) decided(t *rapid.T, parts evaluation.PrintedParts) {
	grader := evaluation.Thresholds{{Grade: "A", AtLeast: 50}, {Grade: "B", Rest: true}}
	d := evaluation.Decision{Ties: c.ties, Grader: grader}
	ranking, err := d.Rank(c.result)
	require.NoError(t, err)
	for i, p := range ranking.Places {
		total, _ := parts.Score(p.Unit.Code, "")
		require.Equal(t, total, p.Score)
		require.Equal(t, total >= 50, p.Grade == "A")
		if i > 0 {
			above := ranking.Places[i-1]
			require.GreaterOrEqual(t, above.Score, p.Score)
			require.Equal(t, above.Score == p.Score, above.Rank == p.Rank)
		}
		ex, err := c.result.Explain(ranking, p.Unit.Code)
		require.NoError(t, err)
		require.Equal(t, p.Score, ex.Adjustment.After)
		if c.ties.Print.Of == evaluation.PrintedPoints {
			require.Equal(t, ex.Adjustment.Before, ex.Parts[0].Points)
		}
	}
}
