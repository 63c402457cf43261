package main

import (
	"cmp"
	"maps"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/countyeval/countyeval/evaluation/aggregate"
	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/evaluation/scheme"
	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/normalize"
	"github.com/countyeval/countyeval/indicators/prepare"
	"github.com/countyeval/countyeval/weights"
)

// panel is what can be moved: a dial for each weight and each number of an award, and
// switches. It is made of the published scheme once and never changed.
type panel struct {
	dials    []dial
	switches []lever
	pools    []tables.Text
	nested   bool // weights below an indicator sum to its weight
	computed bool // weights are not those of the file: moving them may change nothing
}

// dial is a number that can be moved.
type dial struct {
	Key              string
	Name, Unit       tables.Text
	Value, Most      float64 // published; the end of the slider
	Step             float64
	Code, Parent     string // of a weight
	Depth, Pool      int    // of a weight, of an award
	set              func(p *incentive.Plan, x float64)
	Group, FirstPool bool
}

// lever is a switch.
type lever struct {
	Key       string
	Name      tables.Text
	Published string
	Options   []option
}

type option struct {
	Key  string
	Name tables.Text
	of   any // normalizer, aggregator or step; nil: as published
}

// Alternatives to what the scheme has. The first one that is the same bears its name.
var (
	normalizers = []option{
		{"clipped", both("linear, cut at zero and full point", "线性计分，两端截断"), normalize.Clip{Of: normalize.MinMax{}}},
		{"linear", both("linear, not cut", "线性计分，不截断"), normalize.MinMax{}},
		{"above_zero", both("linear from 1 to 100, cut", "线性计分 1–100 分，截断"), normalize.Clip{Of: normalize.MinMax{Lo: 1, Hi: 100}}},
		{"z_score", both("z-scores (mean 50, SD 10)", "z 分数（均值 50，标准差 10）"), normalize.ZScore{Mean: 50, SD: 10}},
		{"percentile", both("percentile of the place", "百分位次"), normalize.Percentile{}},
	}
	aggregators = []option{
		{"arithmetic", both("weighted sum", "加权求和"), aggregate.Arithmetic{}},
		{"geometric", both("geometric mean (scores above 0)", "几何平均（得分须大于 0）"), aggregate.Geometric{}},
		{"mean_min", both("between mean and weakest", "均值与短板折中"), aggregate.MeanMin{}},
	}
	imputations = []option{
		{"median", both("median", "中位数"), prepare.Median{}},
		{"mean", both("mean", "平均数"), prepare.Mean{}},
		{"neighbors", both("five most similar counties", "最相近的五县"), prepare.Neighbors{}},
		{"left_out", both("leave the indicator out", "该项不计"), leftOut{}},
		{"refused", both("none: gaps are refused", "不插补：有缺失则拒绝"), refused{}},
	}
)

type (
	leftOut struct{} // what is missing does not count, and its weight goes to its siblings
	refused struct{}
)

const asPublished = "published"

// newPanel lays out what can be moved of a scheme.
func newPanel(f *scheme.File) panel {
	s := f.Scheme
	p := panel{dials: weightDials(s.Framework.Indicators, "", 0), nested: s.Framework.Sum != 0 && s.Framework.GroupSum == 0}
	_, declared := s.Model.Weigh.(weights.Declared)
	p.computed = s.Model.Weigh != nil && !declared
	for i, plan := range s.Plans {
		p.pools = append(p.pools, tables.Both(plan.Pool.Name, plan.Pool.NameZH))
		p.dials = append(p.dials, awardDials(i, plan, s.Framework)...)
	}
	fills := slices.DeleteFunc(slices.Clone(s.Model.Steps), func(step indicators.Step) bool { return !imputes(step) })
	fill := any(refused{})
	if len(fills) > 0 {
		fill = fills[0]
	}
	p.switches = []lever{
		lever{Key: "normalize", Name: wordNormalize}.with(normalizers, cmp.Or[any](s.Model.Normalize, normalize.MinMax{}), true),
		lever{Key: "aggregate", Name: wordAggregate}.with(aggregators, cmp.Or[any](s.Model.Aggregate, aggregate.Arithmetic{}), true),
		lever{Key: "impute", Name: wordImpute}.with(imputations, fill, len(fills) < 2),
	}
	return p
}

// with gives a switch its options; known tells whether what is published can be one of them.
func (l lever) with(options []option, published any, known bool) lever {
	kinds := scheme.Kinds()
	l.Options = options
	for _, o := range options {
		_, none := o.of.(refused)
		_, gaps := published.(refused)
		if _, left := o.of.(leftOut); !known || left || none != gaps || !none && basis.Describe(o.of, kinds) != basis.Describe(published, kinds) {
			continue
		}
		l.Published = o.Key
		return l
	}
	l.Published = asPublished
	l.Options = append([]option{{Key: asPublished, Name: wordAsPublished}}, options...)
	return l
}

// imputes reports whether a step fills in what is missing.
func imputes(step indicators.Step) bool {
	switch step.(type) {
	case prepare.Median, prepare.Mean, prepare.Neighbors, prepare.Regression, prepare.Constant, prepare.Carry, prepare.Interpolate:
		return true
	}
	return false
}

// weightDials are those of a group, and of the groups below it; a group of which no weight is
// given has none.
func weightDials(all []scheme.Indicator, parent string, depth int) []dial {
	var sum float64
	for _, in := range all {
		if in.Weight != nil {
			sum += *in.Weight
		}
	}
	var out []dial
	for _, in := range all {
		if in.Weight != nil {
			out = append(out, dial{
				Key: "w." + in.Code, Code: in.Code, Parent: parent, Depth: depth, Group: len(in.Indicators) > 0,
				Name: indicatorName(in), Value: *in.Weight, Most: sum,
			})
		}
		out = append(out, weightDials(in.Indicators, in.Code, depth+1)...)
	}
	return out
}

func indicatorName(in scheme.Indicator) tables.Text {
	return tables.IndicatorName(indicators.Indicator{Code: in.Code, Name: in.Name, NameZH: in.NameZH})
}

// awardDials are those of an award: its pool, and zero point and caps of its clauses.
func awardDials(i int, plan incentive.Plan, f scheme.Framework) []dial {
	var out []dial
	unit := tables.Both(plan.Pool.Measure.Name, plan.Pool.Measure.NameZH)
	if plan.Pool.Measure.Power != 0 {
		unit = tables.Same(plan.Pool.Measure.Chinese().Name)
	}
	key := func(kind string, clause int) string {
		return kind + "." + strconv.Itoa(i+1) + strings.Repeat("."+strconv.Itoa(clause+1), min(clause+1, 1))
	}
	add := func(d dial) {
		d.Pool, d.FirstPool, d.Step = i, len(out) == 0, nice(cmp.Or(d.Value, d.Most)/20)
		out = append(out, d)
	}
	add(dial{Key: key("amount", -1), Name: wordAmount, Unit: unit, Value: plan.Pool.Amount, Most: 2 * plan.Pool.Amount, set: func(p *incentive.Plan, x float64) { p.Pool.Amount = x }})
	for j, clause := range plan.Clauses {
		switch c := clause.(type) {
		case incentive.ByScore:
			add(dial{Key: key("base", j), Name: wordBase, Value: c.Base, Most: math.Max(100, 2*c.Base), set: func(p *incentive.Plan, x float64) {
				c.Base = x
				p.Clauses[j] = c
			}})
		case incentive.CapAt:
			capped := func(change func(*incentive.CapAt, float64)) func(p *incentive.Plan, x float64) {
				return func(p *incentive.Plan, x float64) {
					c := c
					c.Name, c.NameZH = "", "" // they say the published limit
					change(&c, x)
					p.Clauses[j] = c
				}
			}
			if c.Each != nil {
				add(dial{Key: key("cap", j), Name: wordCapEach, Unit: unit, Value: *c.Each, Most: 3 * *c.Each, set: capped(func(c *incentive.CapAt, x float64) { c.Each = &x })})
				continue
			}
			rate, name := cmp.Or(c.Rate, 1), tables.Same(c.Figure)
			for in := range f.Rows() {
				if in.Code == c.Figure {
					name = indicatorName(in)
				}
			}
			add(dial{Key: key("cap", j), Name: tables.Sentence(wordCapRate, name), Unit: unit, Value: rate, Most: 3 * rate, set: capped(func(c *incentive.CapAt, x float64) { c.Rate = x })})
		}
	}
	return out
}

// nice is the power of ten up to x.
func nice(x float64) float64 {
	if x <= 0 {
		return 1
	}
	nice, _ := strconv.ParseFloat("1e"+strconv.Itoa(int(math.Floor(math.Log10(x)))), 64)
	return nice
}

// digits is the number of decimals in which weights are kept: those of the file, and so many
// that the largest sum has a ten-thousandth.
func (p panel) digits() int {
	n, most := 0, 0.0
	for _, d := range p.dials {
		if d.Code != "" {
			_, after, _ := strings.Cut(number(d.Value), ".")
			n, most = max(n, len(after)), max(most, d.Most)
		}
	}
	if most > 0 {
		n = max(n, 4-int(math.Round(math.Log10(most))))
	}
	return min(max(n, 0), 9)
}

// number is a number as people write it, and as a view has it.
func number(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }

// find is the switch of a key, or the zero one.
func (p panel) find(key string) lever {
	for _, l := range p.switches {
		if l.Key == key {
			return l
		}
	}
	return lever{}
}

// chosen is what a switch stands at; nil: as published.
func (p panel) chosen(key string, v state) any {
	l := p.find(key)
	at := cmp.Or(v.switches[key], l.Published)
	for _, o := range l.Options {
		if o.Key == at && at != l.Published {
			return o.of
		}
	}
	return nil
}

// apply is the scheme with what a view changes of it; the published one is not touched.
func (p panel) apply(s scheme.Scheme, v state) scheme.Scheme {
	s.Framework.Indicators = weighed(s.Framework.Indicators, v.dials)
	if n, ok := p.chosen("normalize", v).(normalize.Normalizer); ok {
		s.Model.Normalize = n
	}
	if a, ok := p.chosen("aggregate", v).(aggregate.Aggregator); ok {
		s.Model.Aggregate = a
	}
	if fill := p.chosen("impute", v); fill != nil {
		at := slices.IndexFunc(s.Model.Steps, imputes)
		s.Model.Steps = slices.DeleteFunc(slices.Clone(s.Model.Steps), imputes)
		if step, ok := fill.(indicators.Step); ok {
			if at < 0 {
				at = len(s.Model.Steps)
			}
			s.Model.Steps = slices.Insert(s.Model.Steps, at, step)
		}
		if fill == (leftOut{}) {
			s.Model.Aggregate = aggregate.Present{Of: s.Model.Aggregate}
		}
	}
	s.Plans = slices.Clone(s.Plans)
	for i := range s.Plans {
		s.Plans[i].Clauses = slices.Clone(s.Plans[i].Clauses)
		for _, d := range p.dials {
			if x, ok := v.dials[d.Key]; ok && d.set != nil && d.Pool == i {
				d.set(&s.Plans[i], x)
			}
		}
	}
	return s
}

func weighed(all []scheme.Indicator, by map[string]float64) []scheme.Indicator {
	all = slices.Clone(all)
	for i := range all {
		if x, ok := by["w."+all[i].Code]; ok && all[i].Weight != nil {
			all[i].Weight = &x
		}
		all[i].Indicators = weighed(all[i].Indicators, by)
	}
	return all
}

// keys are the names that an address may have.
func (p panel) keys() []string {
	all := map[string]bool{keyLang: true, keyPin: true, keyPool: true}
	for _, d := range p.dials {
		all[d.Key] = true
	}
	for _, l := range p.switches {
		all[l.Key] = true
	}
	return slices.Sorted(maps.Keys(all))
}
