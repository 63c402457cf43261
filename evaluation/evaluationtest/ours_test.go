package evaluationtest_test

import (
	"errors"
	"math"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/countyeval/countyeval/evaluation/aggregate"
	"github.com/countyeval/countyeval/evaluation/evaluationtest"
	"github.com/countyeval/countyeval/evaluation/outranking"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/normalize"
)

// standardize gives a column mean 100 and standard deviation 10 (n - 1).
func standardize(x []float64) {
	s, err := normalize.ZScore{Mean: 100, SD: 10}.Fit(normalize.Sample{X: x})
	if err != nil {
		return
	}
	for i, v := range x {
		x[i] = s.At(v, "")
	}
}

// mean is an aggregator of a user's own.
var mean = aggregate.Rows(func(scores, w []float64) (float64, error) {
	var sum float64
	for j, s := range scores {
		if w[j] > 0 {
			sum += w[j] * s
		}
	}
	return sum, nil
})

// TestOurAggregators: every aggregator of this library keeps the rules, and the
// promises of its documentation.
func TestOurAggregators(t *testing.T) {
	type options = evaluationtest.AggregatorOptions
	const follows = evaluationtest.Follows
	mild := options{Rises: true, RankRises: true, Between: true, Idempotent: true, Factor: follows, Shift: follows, Lo: -50, Hi: 100}
	positive := options{Rises: true, RankRises: true, Between: true, Idempotent: true, Factor: follows, Lo: 1, Hi: 100}
	with := func(o options, f func(o *options)) options { f(&o); return o }
	equal := func(o *options) { o.EqualWeights = true }
	missing := func(o *options) { o.Missing = true }
	bod := options{Rises: true, RankRises: true, EqualWeights: true, Lo: 1, Hi: 100, Within: indicators.Range{Lo: 0, Hi: 1}, Factor: evaluationtest.Unchanged}
	for name, c := range map[string]struct {
		a aggregate.Aggregator
		o options
	}{
		"arithmetic":        {aggregate.Arithmetic{}, mild},
		"geometric":         {aggregate.Geometric{}, positive},
		"harmonic":          {aggregate.Harmonic{}, positive},
		"power -3":          {aggregate.Power{P: -3}, positive},
		"power 0":           {aggregate.Power{}, positive},
		"power 0.5":         {aggregate.Power{P: 0.5}, with(positive, func(o *options) { o.Lo = 0 })},
		"power 4":           {aggregate.Power{P: 4}, with(positive, func(o *options) { o.Lo = 0 })},
		"power -Inf":        {aggregate.Power{P: math.Inf(-1)}, mild},
		"min":               {aggregate.Min{}, with(mild, equal)},
		"mean-min":          {aggregate.MeanMin{}, mild},
		"mean-min with bet": {aggregate.MeanMin{Beta: 10}, with(mild, func(o *options) { o.Factor = evaluationtest.NoPromise })},
		"OWA":               {aggregate.OWA{Orness: 0.25}, mild},
		"OWA order":         {aggregate.OWA{Order: []float64{1, 2, 3, 4, 0}}, with(mild, func(o *options) { o.EqualWeights, o.K = true, []int{5} })},
		"present":           {aggregate.Present{}, with(mild, missing)},
		"present geometric": {aggregate.Present{Of: aggregate.Geometric{}, MinShare: 0.4}, with(positive, missing)},
		"present all":       {aggregate.Present{MinShare: 1}, with(mild, missing)},
		"MPI":               {aggregate.MPI{}, options{Shape: standardize, Idempotent: true, N: 30}},
		"AMPI":              {aggregate.AMPI{}, options{Lo: 70, Hi: 130, Between: true, Idempotent: true}},
		"AMPI of few":       {aggregate.AMPI{}, options{Lo: 90, Hi: 110, Rises: true, RankRises: true}},
		"BOD":               {aggregate.BenefitOfDoubt{}, bod},
		"BOD weights":       {aggregate.BenefitOfDoubt{Weight: indicators.Range{Lo: 0.02}}, bod},
		"BOD shares":        {aggregate.BenefitOfDoubt{Share: indicators.Range{Hi: 0.6}}, with(bod, func(o *options) { o.K = []int{2, 5} })},
		"BOD common":        {aggregate.BenefitOfDoubt{Common: true}, with(bod, func(o *options) { o.Rises, o.RankRises = false, false })},
		"BOD direction":     {aggregate.DirectionalBOD{}, with(bod, func(o *options) { o.Factor = evaluationtest.KeepsOrder })},
		"BOD product": {aggregate.MultiplicativeBOD{}, with(bod, func(o *options) {
			o.Within, o.RankRises = indicators.Range{Lo: 1, Hi: math.E + 1e-9}, false
		})},
		"per node": {aggregate.PerNode{By: map[string]aggregate.Aggregator{"parent": aggregate.Harmonic{}}}, positive},
		"rows":     {mean, mild},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			assert.NoError(t, evaluationtest.TestAggregator(c.a, c.o))
		})
	}
}

// TestOurRankingMethods: the same for those that compare units, and for their kin.
func TestOurRankingMethods(t *testing.T) {
	type options = evaluationtest.AggregatorOptions
	const order = evaluationtest.KeepsOrder
	hundred := indicators.Range{Lo: 0, Hi: 100}
	one := indicators.Range{Lo: 0, Hi: 1}
	for name, c := range map[string]struct {
		a aggregate.Aggregator
		o options
	}{
		"TOPSIS":           {aggregate.TOPSIS{}, options{Rises: true, RankRises: true, Within: one, Factor: evaluationtest.Unchanged, Shift: evaluationtest.Unchanged}},
		"TOPSIS cityblock": {aggregate.TOPSIS{Distance: aggregate.CityBlock}, options{Rises: true, RankRises: true, Within: one, Factor: evaluationtest.Unchanged}},
		"TOPSIS ideal":     {aggregate.TOPSIS{Ideal: hundred}, options{Rises: true, RankRises: true, Within: one}},
		"VIKOR":            {aggregate.VIKOR{}, options{Rises: true, Factor: order, Shift: order}},
		"grey":             {aggregate.GreyRelational{}, options{Within: one, Factor: order}},
		"grey ideal":       {aggregate.GreyRelational{Ideal: hundred}, options{Rises: true, RankRises: true, Within: one}},
		"RSR":              {aggregate.RankSumRatio{}, options{Rises: true, RankRises: true, Within: one, Factor: evaluationtest.Unchanged, Shift: evaluationtest.Unchanged}},
		"RSR non-integer":  {aggregate.RankSumRatio{NonInteger: true}, options{Rises: true, RankRises: true, Within: one, Factor: evaluationtest.Unchanged}},
		"PROMETHEE":        {aggregate.PROMETHEE{}, options{Rises: true, RankRises: true, Factor: evaluationtest.Unchanged, Shift: evaluationtest.Unchanged}},
		"Copeland":         {aggregate.Copeland{}, options{Rises: true, RankRises: true, Factor: evaluationtest.Unchanged, Shift: evaluationtest.Unchanged}},
		"Borda":            {aggregate.Borda{}, options{Rises: true, RankRises: true, Factor: evaluationtest.Unchanged, Shift: evaluationtest.Unchanged}},
		"consensus":        {aggregate.Consensus{Of: []aggregate.Aggregator{aggregate.Arithmetic{}, aggregate.ReferencePoint{}}}, options{Rises: true, Factor: order}},
		"WASPAS":           {aggregate.WASPAS{}, options{Lo: 1, Hi: 100, Rises: true, RankRises: true, Between: true, Idempotent: true, Factor: evaluationtest.Follows}},
		"EDAS":             {aggregate.EDAS{}, options{Lo: 1, Hi: 100, Rises: true, Factor: order}},
		"reference point":  {aggregate.ReferencePoint{}, options{Rises: true, RankRises: true, Factor: order, Shift: order}},
		"MULTIMOORA":       {aggregate.MULTIMOORA{}, options{Lo: 1, Hi: 100, Rises: true, Factor: order}},
		"COPRAS":           {aggregate.COPRAS{Costs: []string{"b"}}, options{Codes: []string{"a", "b", "c"}, Lo: 1, Hi: 100, Rises: true, RankRises: true, Factor: order}},
		"CODAS":            {aggregate.CODAS{}, options{Lo: 1, Hi: 100, Factor: order}},
		"MABAC":            {aggregate.MABAC{}, options{Rises: true, RankRises: true, Factor: evaluationtest.Unchanged, Shift: evaluationtest.Unchanged}},
		"MAIRCA":           {aggregate.MAIRCA{}, options{Rises: true, RankRises: true, Within: one, Factor: evaluationtest.Unchanged, Shift: evaluationtest.Unchanged}},
		"ARAS":             {aggregate.ARAS{}, options{Lo: 1, Hi: 100, Rises: true, RankRises: true, Within: one, Factor: evaluationtest.Unchanged}},
		"CoCoSo":           {aggregate.CoCoSo{}, options{Lo: 1, Hi: 100, Rises: true, RankRises: true}},
		"RAM":              {aggregate.RAM{Costs: []string{"b"}}, options{Codes: []string{"a", "b", "c"}, Lo: 1, Hi: 100, Rises: true, RankRises: true, Factor: evaluationtest.Unchanged}},
		"Wroclaw":          {aggregate.Wroclaw{}, options{RankRises: true, Factor: evaluationtest.Unchanged, Shift: evaluationtest.Unchanged}},
		"ELECTRE III":      {outranking.ELECTREIII{}, options{Factor: evaluationtest.Unchanged, Shift: evaluationtest.Unchanged}},
		"ELECTRE I":        {outranking.ELECTREI{}, options{Within: one, Factor: evaluationtest.Unchanged, Shift: evaluationtest.Unchanged}},
		"MARCOS":           {aggregate.MARCOS{}, options{Lo: 1, Hi: 100, Rises: true, RankRises: true, Factor: order}},
		"SPOTIS":           {aggregate.SPOTIS{}, options{Rises: true, RankRises: true}},
		"fuzzy":            {aggregate.FuzzyEvaluation{}, options{Rises: true, RankRises: true}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			assert.NoError(t, evaluationtest.TestAggregator(c.a, c.o))
		})
	}
}

// TestOurNormalizers: every normalizer of this library keeps the rules, and the
// promises of its documentation.
func TestOurNormalizers(t *testing.T) {
	type options = evaluationtest.NormalizerOptions
	hundred := indicators.Range{Lo: 0, Hi: 100}
	bounds := indicators.Indicator{Code: "va", Bounds: &indicators.Range{Lo: 200, Hi: 600}, Target: &indicators.Range{Lo: 300, Hi: 300}}
	fit := func(n normalize.Normalizer, s normalize.Sample) normalize.Scale {
		scale, err := n.Fit(s)
		if err != nil {
			t.Fatal(err)
		}
		return scale
	}
	sixty := indicators.Range{Lo: 60, Hi: 100}
	higher, lower := []indicators.Direction{indicators.Higher}, []indicators.Direction{indicators.Lower}
	sided := []indicators.Direction{indicators.Higher, indicators.Lower}
	last := normalize.Frozen{"va": fit(normalize.MinMax{}, normalize.Sample{Indicator: indicators.Indicator{Code: "va"}, X: []float64{0.5, 1100}})}
	for name, c := range map[string]struct {
		n normalize.Normalizer
		o options
	}{
		"min-max":        {normalize.MinMax{}, options{Within: hundred, Strict: true, UnitFree: true, ZeroFree: true}},
		"min-max 60-100": {normalize.MinMax{Lo: 60, Hi: 100}, options{Within: indicators.Range{Lo: 60, Hi: 100}, Strict: true, UnitFree: true, ZeroFree: true}},
		"negative":       {normalize.MinMax{}, options{Lo: -3, Hi: -1, Within: hundred, Strict: true}},
		"goalposts":      {normalize.MinMax{}, options{Indicator: bounds, Strict: true, UnitFree: true, ZeroFree: true}},
		"clip":           {normalize.Clip{}, options{Indicator: bounds, Within: hundred, UnitFree: true, ZeroFree: true}},
		"z-score":        {normalize.ZScore{}, options{Strict: true, UnitFree: true, ZeroFree: true}},
		"rank":           {normalize.Rank{}, options{Strict: true, UnitFree: true, ZeroFree: true}},
		"lowest ties":    {normalize.Rank{Ties: normalize.LowestTies}, options{Strict: true, UnitFree: true, ZeroFree: true}},
		"dense ties":     {normalize.Rank{Ties: normalize.DenseTies}, options{Strict: true, UnitFree: true, ZeroFree: true}},
		"highest ties":   {normalize.Rank{Ties: normalize.HighestTies}, options{Strict: true, UnitFree: true, ZeroFree: true}},
		"stretched":      {normalize.Percentile{OfAll: true, Exponential: true}, options{Within: hundred, Strict: true, UnitFree: true, ZeroFree: true}},
		"percentile":     {normalize.Percentile{}, options{Within: hundred, Strict: true, UnitFree: true, ZeroFree: true}},
		"of all":         {normalize.Percentile{OfAll: true}, options{Within: hundred, Strict: true, UnitFree: true, ZeroFree: true}},
		"Borda":          {normalize.Borda{}, options{Strict: true, UnitFree: true, ZeroFree: true}},
		"efficacy":       {normalize.Efficacy{}, options{Within: sixty, Strict: true, UnitFree: true, ZeroFree: true}},
		"exponential":    {normalize.Efficacy{Exponential: true}, options{Within: sixty, Strict: true, UnitFree: true, ZeroFree: true}},
		"ratio":          {normalize.RatioToBase{}, options{Directions: higher, Strict: true, UnitFree: true}},
		"declared base":  {normalize.RatioToBase{Times: 2}, options{Indicator: indicators.Indicator{Base: 300}, Strict: true, UnitFree: true}},
		"best base":      {normalize.RatioToBase{Of: normalize.BestBase}, options{Within: hundred, Strict: true, UnitFree: true}},
		"share":          {normalize.RatioToBase{Of: normalize.SumBase}, options{Directions: sided, Within: hundred, Strict: true, UnitFree: true}},
		"vector":         {normalize.RatioToBase{Of: normalize.NormBase}, options{Directions: sided, Within: hundred, Strict: true, UnitFree: true}},
		"as it is":       {normalize.AsIs{}, options{Directions: sided, Strict: true}},
		"points given":   {normalize.AsIs{Scores: &indicators.Range{Lo: 0, Hi: 2000}}, options{Directions: higher, Within: indicators.Range{Lo: 0, Hi: 2000}, Strict: true}},
		"negative costs": {normalize.RatioToBase{Cost: normalize.Negative}, options{Directions: lower, Strict: true, UnitFree: true}},
		"complement":     {normalize.RatioToBase{Cost: normalize.Complement}, options{Directions: lower, Strict: true, UnitFree: true}},
		"mirror":         {normalize.RatioToBase{Cost: normalize.Mirror, Points: 2, Floor: new(0.0)}, options{Directions: lower, Within: indicators.Range{Lo: 0, Hi: 4}, UnitFree: true}},
		"completion": {normalize.TargetCompletion{AtTarget: 20, Over: 0.5, Cap: new(30.0), Floor: new(0.0)}, options{
			Indicator: bounds, Directions: sided, Within: indicators.Range{Lo: 0, Hi: 30}, UnitFree: true,
		}},
		"distance":      {normalize.Distance{}, options{Directions: sided, Within: hundred, Strict: true, UnitFree: true, ZeroFree: true}},
		"to a target":   {normalize.Distance{To: map[string]float64{"x": 500}, Capped: true}, options{Directions: sided, Within: hundred}},
		"logarithm":     {normalize.Log{}, options{Within: hundred, Strict: true, UnitFree: true}},
		"bands":         {normalize.Bands{Bands: []normalize.Band{{From: 20, Points: 1}, {From: 60, Points: 3}}}, options{Within: indicators.Range{Lo: 0, Hi: 3}, UnitFree: true, ZeroFree: true}},
		"peer score":    {normalize.PeerScore{Of: normalize.Clip{}}, options{Missing: true, Within: hundred, Strict: true, UnitFree: true}},
		"points":        {normalize.Points{Missing: -3}, options{Missing: true, Strict: true, UnitFree: true, ZeroFree: true}},
		"zero is none":  {normalize.Points{Missing: -3, ZeroToo: true}, options{Missing: true, Strict: true, UnitFree: true}},
		"worst base":    {normalize.RatioToBase{Of: normalize.WorstBase}, options{Strict: true, UnitFree: true}},
		"within class":  {normalize.WithinClass{Of: normalize.ZScore{Mean: 50, SD: 10}}, options{Strict: true, UnitFree: true, ZeroFree: true}},
		"per indicator": {normalize.PerIndicator{By: map[string]normalize.Normalizer{"x": normalize.Rank{}}}, options{Strict: true}},
		"frozen":        {last, options{Indicator: indicators.Indicator{Code: "va"}, Directions: higher, Within: hundred, Strict: true}},
		"steeper above": {normalize.Func(steeper), options{Directions: []indicators.Direction{indicators.Target}, Strict: true}},
		"own":           {normalize.Func(share), options{Directions: higher, Strict: true, UnitFree: true}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			assert.NoError(t, evaluationtest.TestNormalizer(c.n, c.o))
		})
	}
}

// roof is a scale of a user's own: too much is worse than too little.
type roof struct{ target indicators.Range }

func (s roof) At(x float64, _ string) float64 {
	return 100 - max(s.target.Lo-x, 3*(x-s.target.Hi), 0)
}
func (s roof) String() string { return "100 less the distance, which counts three times above" }

func steeper(s normalize.Sample) (normalize.Scale, error) {
	for _, x := range s.X {
		if math.IsInf(x, 0) {
			return nil, errors.New("infinite")
		}
	}
	return roof{*s.Indicator.Target}, nil
}

// partOf is a scale of a user's own: the share in the sum.
type partOf struct{ sum float64 }

func (s partOf) At(x float64, _ string) float64 { return x / s.sum }
func (s partOf) String() string                 { return "share in the sum" }

func share(s normalize.Sample) (normalize.Scale, error) {
	var sum float64
	for _, x := range s.X {
		sum += x
	}
	if sum == 0 || math.IsInf(sum, 0) {
		return nil, errors.New("no sum")
	}
	return partOf{sum}, nil
}
