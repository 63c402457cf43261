package main

import (
	"cmp"
	"math"
	"slices"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/normalize"
	"github.com/countyeval/countyeval/indicators/prepare"
	"github.com/countyeval/countyeval/indicators/rollup"
)

// ratio is an indicator of enterprises: one figure over another.
type ratio struct{ code, of, by string }

func ratios() []ratio {
	return []ratio{
		{"tax_per_mu", "tax", "land"},
		{"va_per_mu", "va", "land"},
		{"va_per_energy", "va", "energy"},
		{"va_per_job", "va", "jobs"},
		{"rd_share", "rd", "revenue"},
	}
}

func denominators() []string { return []string{"land", "energy", "jobs", "revenue"} }

// pools are above and below designated size, and key polluters.
func pools() []string { return []string{"above", "below", "polluter"} }

// weights of a pool are made up, as all here; an indicator without one is not its own.
func weights(pool string) map[string]float64 {
	return map[string]map[string]float64{
		"above":    {"tax_per_mu": 30, "va_per_mu": 20, "va_per_energy": 20, "va_per_job": 15, "rd_share": 15},
		"below":    {"tax_per_mu": 60, "va_per_energy": 40},
		"polluter": {"tax_per_mu": 20, "va_per_mu": 10, "va_per_energy": 50, "va_per_job": 10, "rd_share": 10},
	}[pool]
}

// own are the indicators of a pool.
func own(pool string) []ratio {
	return slices.DeleteFunc(ratios(), func(r ratio) bool { return weights(pool)[r.code] == 0 })
}

// low and high are the quantiles of a pool, over all counties, at which its scales end.
const (
	low  = 0.02
	high = 0.98
)

// Border are the ends of a scale: the quantiles of an indicator in a pool of N enterprises.
type Border struct {
	Pool, Code string
	N          int64
	Lo, Hi     float64
}

// framework is that of a pool; with borders its scales end there.
func framework(pool string, borders []Border) (*indicators.Framework, error) {
	var children, aux []indicators.Indicator
	for _, r := range own(pool) {
		in := indicators.Indicator{Code: r.code, Weight: weights(pool)[r.code], Computed: true}
		for _, b := range borders {
			if b.Pool == pool && b.Code == r.code {
				in.Bounds = &indicators.Range{Lo: b.Lo, Hi: b.Hi}
			}
		}
		children = append(children, in)
	}
	for _, code := range reported() {
		aux = append(aux, indicators.Indicator{Code: code})
	}
	return indicators.NewFramework(indicators.Indicator{Code: "score", Children: children}, aux...)
}

// steps make the ratios of a pool.
func steps(pool string) []indicators.Step {
	var out []indicators.Step
	for _, r := range own(pool) {
		out = append(out, prepare.Ratio{Code: r.code, Of: r.of, By: r.by})
	}
	return out
}

// whole is the method where a pool is one table: outliers are moved to the quantiles, and
// the scale goes from one to the other.
func whole(pool string) evaluation.Model {
	return evaluation.Model{Steps: append(steps(pool), prepare.Winsorize{At: prepare.Quantiles{Lo: low, Hi: high}})}
}

// part is the same method where the table has one county of the pool, and the framework
// says where the scales end.
func part(pool string) evaluation.Model {
	return evaluation.Model{Steps: steps(pool), Normalize: normalize.Clip{Of: normalize.MinMax{}}}
}

// decision grades each county alone: A at most 20 %, B at most 40 %, D at least 5 %.
func decision() evaluation.Decision {
	return evaluation.Decision{Own: true, Ties: evaluation.Ties{Digits: new(2)}, Grader: evaluation.Quotas{Grades: []evaluation.Quota{
		{Grade: "A", Share: 0.2}, {Grade: "B", Share: 0.4}, {Grade: "C", Rest: true}, {Grade: "D", Share: 0.05, Rounding: evaluation.Ceil},
	}}}
}

// Grade is what an enterprise got.
type Grade struct {
	Code  string
	Rank  int
	Score float64
	Grade string
}

// grade evaluates rows of one pool, and ranks and grades those of each county alone.
func grade(pool string, m evaluation.Model, borders []Border, rows []Row) ([]Grade, error) {
	f, err := framework(pool, borders)
	if err != nil {
		return nil, err
	}
	t, err := tableOf(f, rows, func(r Row) string { return r.County })
	if err != nil {
		return nil, err
	}
	result, err := m.Evaluate(t, nil)
	if err != nil {
		return nil, err
	}
	ranking, err := decision().Rank(result)
	if err != nil {
		return nil, err
	}
	out := make([]Grade, 0, len(rows))
	for _, p := range ranking.Places {
		out = append(out, Grade{p.Unit.Code, p.Rank, p.Score, p.Grade})
	}
	return out, nil
}

// tableOf has the reported figures of rows, in the order of their codes.
func tableOf(f *indicators.Framework, rows []Row, class func(Row) string) (*indicators.Table, error) {
	rows = slices.SortedFunc(slices.Values(rows), func(a, b Row) int { return cmp.Compare(a.Code, b.Code) })
	units := make([]indicators.Unit, len(rows))
	values := map[string][]float64{}
	for k, code := range reported() {
		x := make([]float64, len(rows))
		for i, r := range rows {
			x[i] = r.X[k]
		}
		values[code] = x
	}
	for i, r := range rows {
		units[i] = indicators.Unit{Code: r.Code, Region: r.County, Class: class(r)}
	}
	return indicators.NewTable(f, units, values, nil)
}

// columns are those of the county table.
func columns() []rollup.Column {
	return []rollup.Column{
		{Code: "enterprises", Rule: rollup.Count{}},
		{Code: "land", Rule: rollup.Sum{Of: "land"}},
		{Code: "tax", Rule: rollup.Sum{Of: "tax"}},
		{Code: "tax_per_mu", Rule: rollup.Ratio{Of: "tax", By: "land"}},
		{Code: "va_per_energy", Rule: rollup.Ratio{Of: "va", By: "energy"}},
		{Code: "median_tax_per_mu", Rule: rollup.Quantile{Of: "tax_per_mu", P: 0.5}},
		{Code: "a_land", Rule: rollup.Portion{Heading: "class", Is: []string{"A"}, By: "land", Factor: 100}},
		{Code: "d", Rule: rollup.Count{Heading: "class", Is: []string{"D"}}},
		{Code: "largest_4", Rule: rollup.Concentration{Of: "va", First: 4}},
	}
}

// countyFramework is the second layer: what counties are evaluated by has a weight.
func countyFramework(computed bool) (*indicators.Framework, error) {
	weights := map[string]float64{"tax_per_mu": 40, "va_per_energy": 30, "median_tax_per_mu": 15, "a_land": 15}
	var children, aux []indicators.Indicator
	for _, c := range columns() {
		in := indicators.Indicator{Code: c.Code, Weight: weights[c.Code], Computed: computed}
		if in.Weight > 0 {
			children = append(children, in)
		} else {
			aux = append(aux, in)
		}
	}
	return indicators.NewFramework(indicators.Indicator{Code: "county", Children: children}, aux...)
}

// rollUp makes the rows of the counties of a frame from enterprises, whose grade is their
// class here.
func rollUp(frame []string, rows []Row, grades map[string]string) (*indicators.Table, error) {
	var aux []indicators.Indicator
	for _, code := range reported() {
		aux = append(aux, indicators.Indicator{Code: code})
	}
	f, err := indicators.NewFramework(indicators.Indicator{Code: "all", Children: []indicators.Indicator{{Code: "tax_per_mu", Computed: true}}}, aux...)
	if err != nil {
		return nil, err
	}
	small, err := tableOf(f, rows, func(r Row) string { return grades[r.Code] })
	if err != nil {
		return nil, err
	}
	perMu, err := prepare.Ratio{Code: "tax_per_mu", Of: "tax", By: "land"}.Apply(small)
	if err != nil {
		return nil, err
	}
	large, err := countyTable(frame)
	if err != nil {
		return nil, err
	}
	rolled, err := rollup.Rollup{Columns: columns()}.Into(large, perMu.Table)
	return rolled.Table, err
}

// countyTable is a frame of counties without figures.
func countyTable(frame []string) (*indicators.Table, error) {
	f, err := countyFramework(true)
	if err != nil {
		return nil, err
	}
	units := make([]indicators.Unit, len(frame))
	for i, code := range frame {
		units[i].Code = code
	}
	return indicators.NewTable(f, units, nil, nil)
}

// County is a row of the county table; NaN has its mark.
type County struct {
	Code  string
	X     []float64
	Marks []int64
}

func countyOf(t *indicators.Table, row int) County {
	c := County{Code: t.Unit(row).Code}
	for _, col := range columns() {
		c.X = append(c.X, t.Column(col.Code).At(row))
		c.Marks = append(c.Marks, int64(t.Marks(col.Code).At(row)))
	}
	return c
}

// same says whether two rows are equal to the last bit.
func (c County) same(o County) bool {
	return c.Code == o.Code && slices.Equal(c.Marks, o.Marks) &&
		slices.EqualFunc(c.X, o.X, func(a, b float64) bool { return math.Float64bits(a) == math.Float64bits(b) })
}
