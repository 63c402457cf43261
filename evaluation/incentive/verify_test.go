package incentive_test

import (
	"fmt"
	"maps"
	"math"
	"math/big"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/evaluation/incentive/fill"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// asked is a question with its answer.
type asked struct {
	plan    incentive.Plan
	ranking evaluation.Ranking
	figures incentive.Figures
	answer  *incentive.Allocation
}

// everything are two plans with all that an allocation can hold, between them: a list of
// its own, products, two tranches by two rules, crossing ceilings, what was in hand, a
// veto, a unit that is not ranked, warnings.
func everything(t require.TestingT) map[string]asked {
	r := graded(rankingOf(92.4, 88.1, 81.3, 81.3, 70.25, 66), "AAABBC")
	for i := range r.Places {
		r.Places[i].Tied = r.Places[i].Score == 81.3
		u := &r.Places[i].Unit
		u.Name, u.Class, u.Region, u.Level = "county "+u.Code, "county", "east", "county"
		u.Tags = indicators.NewTags(map[string]string{"basin": "Huai"})
	}
	r.Places[5].Cut, r.Places[5].Outside = "B", true
	r.Places = append(r.Places, evaluation.Place{Unit: indicators.Unit{Code: "006"}, Score: math.NaN(), Out: basis.Textf("%s", "not evaluated")})
	progress := rankingOf(30, 20, 10)
	progress.Code = "progress"
	f := figures(
		said("decisions", texts{"001": "a decision made up for this test"}),
		decimals("request", row(2601, 900, 900, 77, 1000, 1000)), decimals("in hand", row(0, 10, 20, 0, 0, 0)), decimals("floor", row(0, 0, 0, 0, 7, 0)),
		belongs("one", r, "000", "002"), belongs("other", r, "002", "003"), map[string]evaluation.Ranking{"progress": progress},
	)
	out := map[string]asked{
		"tranches": {plan: incentive.Plan{
			Pool: incentive.Pool{Name: "land", NameZH: "土地", Measure: incentive.Measure{Name: "mu", NameZH: "亩", Digits: 2}, Amount: 1000.05, Reserve: 50, Lot: 1},
			Clauses: []incentive.Clause{
				incentive.Veto{Reasons: "decisions"},
				incentive.CapAt{Figure: "request", Rate: 0.333},
				incentive.Counting{Figure: "in hand"},
				incentive.FloorAt{Figure: "floor", Rate: 1.0 / 3},
			},
			Tranches: []incentive.Tranche{
				{Name: "merit", NameZH: "成效", Parts: 3, Clauses: []incentive.Clause{incentive.ByScore{Base: 60}, under("one", 300), under("other", 300)}},
				{Name: "progress", Parts: 1, Ranking: "progress", Clauses: []incentive.Clause{incentive.ByScore{}}},
			},
			Rounding: fill.LargestRemainder{Ties: fill.ByListing},
		}},
		"orders": {plan: incentive.Plan{
			Pool:     incentive.Pool{Measure: incentive.Measure{Name: "t", NameZH: "吨"}, Amount: 700},
			Clauses:  []incentive.Clause{incentive.Top{N: 5}, incentive.ByPriority{By: "grade"}, incentive.CapAt{Each: new(200.0)}},
			Tranches: []incentive.Tranche{{Parts: 1, Rule: fill.Priority{Orders: []string{"A", "B"}}}},
			Rounding: fill.Divisor{Method: fill.Hill, Ties: fill.ByListing},
		}},
	}
	for name, x := range out {
		x.ranking, x.figures = r, f
		var err error
		x.answer, err = x.plan.Allocate(x.ranking, x.figures)
		require.NoError(t, err, name)
		out[name] = x
	}
	return out
}

// leaf is a value that a stored allocation holds, with the path that a document has it at.
type leaf struct {
	path string
	at   reflect.Value
}

// leaves lists all values of a record that can be changed.
func leaves(path string, v reflect.Value) []leaf {
	if v.Type() != reflect.TypeFor[*big.Rat]() && v.Type() != reflect.TypeFor[basis.Text]() && v.Type() != reflect.TypeFor[indicators.Tags]() {
		switch v.Kind() {
		case reflect.Struct:
			var out []leaf
			for i := range v.NumField() {
				key, _, _ := strings.Cut(v.Type().Field(i).Tag.Get("json"), ",")
				if path != "" {
					key = path + "." + key
				}
				out = append(out, leaves(key, v.Field(i))...)
			}
			return out
		case reflect.Slice:
			var out []leaf
			for i := range v.Len() {
				out = append(out, leaves(fmt.Sprintf("%s[%d]", path, i), v.Index(i))...)
			}
			return append(out, leaf{path, v}) // one more
		case reflect.Pointer:
			if !v.IsNil() {
				return leaves(path, v.Elem())
			}
		}
	}
	return []leaf{{path, v}}
}

// change puts another value there.
func (l leaf) change(t *testing.T) {
	t.Helper()
	set := func(x any) { l.at.Set(reflect.ValueOf(x)) }
	switch x := l.at.Interface().(type) {
	case *big.Rat:
		third := big.NewRat(1, 3)
		if x != nil {
			third.Add(third, x)
		}
		set(third)
		return
	case basis.Text:
		set(basis.Textf("%v!", x))
		return
	case indicators.Tags:
		set(indicators.NewTags(map[string]string{"basin": "another"}))
		return
	case fill.Rule:
		set(fill.Talmud{})
		return
	case fill.Rounder:
		set(fill.Down{})
		return
	case error:
		set(basis.Errorf("another: %w", x))
		return
	}
	switch l.at.Kind() {
	case reflect.String:
		l.at.SetString(l.at.String() + "x")
	case reflect.Bool:
		l.at.SetBool(!l.at.Bool())
	case reflect.Int, reflect.Int64:
		if x := l.at.Int(); x == math.MaxInt64 {
			l.at.SetInt(x - 1)
		} else {
			l.at.SetInt(x + 1)
		}
	case reflect.Float64:
		if x := l.at.Float(); math.IsNaN(x) {
			l.at.SetFloat(1)
		} else {
			l.at.SetFloat(x + 1)
		}
	case reflect.Slice:
		if l.at.Len() > 0 {
			l.at.Set(l.at.Slice(0, l.at.Len()-1))
			return
		}
		l.at.Set(reflect.MakeSlice(l.at.Type(), 1, 1))
	case reflect.Pointer:
		l.at.Set(reflect.New(l.at.Type().Elem()))
	default:
		t.Fatalf("%s is a %v", l.path, l.at.Type())
	}
}

// unseen are the values that do not follow from the rest of an allocation, at least not
// all of them: names, what an authority or the ranking says of a place, what clauses say,
// and what has room to be otherwise. Check cannot miss what is not here.
var unseen = []string{
	"articles[].text", "awards[].ledger[].product", "awards[].ledger[].why",
	"awards[].place.cut", "awards[].place.grade", "awards[].place.outside", "awards[].place.rank", "awards[].place.score",
	"awards[].place.tied", "awards[].place.tied_from", "awards[].place.unit.class", "awards[].place.unit.level",
	"awards[].place.unit.name", "awards[].place.unit.region", "awards[].place.unit.tags",
	"code", "divisions[].ceilings", "divisions[].ceilings[].amount", "divisions[].ceilings[].members", "divisions[].ceilings[].name_zh",
	"divisions[].lines[].order", "divisions[].name_zh", "divisions[].parts", "divisions[].shares.levels[]",
	"own", "pool.lot", "pool.measure.digits", "pool.measure.name", "pool.measure.name_zh", "pool.measure.power", "pool.name", "pool.name_zh",
	"rounding", "ties.break", "ties.digits", "ties.print.digits", "ties.print.of", "ties.rule", "version", "warnings", "warnings[]",
}

// TestEveryLeaf changes every value of stored allocations, one at a time: Verify names the
// very place, and Check sees what follows from the rest.
func TestEveryLeaf(t *testing.T) {
	missed := map[string]bool{}
	for name, x := range everything(t) {
		t.Run(name, func(t *testing.T) {
			require.NoError(t, again(t, x.answer).Verify(x.plan, x.ranking, x.figures))
			n := len(leaves("", reflect.ValueOf(again(t, x.answer)).Elem()))
			require.Greater(t, n, 400)
			for k := range n {
				a := again(t, x.answer)
				l := leaves("", reflect.ValueOf(a).Elem())[k]
				l.change(t)
				err := a.Verify(x.plan, x.ranking, x.figures)
				require.ErrorIs(t, err, incentive.ErrCheck, l.path)
				named := regexp.QuoteMeta(l.path) + "[ .:]"
				if at := strings.LastIndex(l.path, "."); at > 0 { // one that is there only now is named as a whole
					named += "|" + regexp.QuoteMeta(l.path[:at]) + " is a record, and made again it is not there"
				}
				require.Regexp(t, named, err.Error())
				if a.Check() == nil {
					missed[number.ReplaceAllString(l.path, "[]")] = true
				}
			}
		})
	}
	assert.ElementsMatch(t, unseen, slices.Collect(maps.Keys(missed)))
}

var number = regexp.MustCompile(`\[\d+\]`)

// TestVerify: the question is asked again, and what differs is said in the terms of the
// document and of the county.
func TestVerify(t *testing.T) {
	x := everything(t)["tranches"]
	for name, c := range map[string]struct {
		change func(x *asked)
		want   string
	}{
		"a weight": {
			func(x *asked) { x.answer.Divisions[0].Lines[2].Weight = big.NewRat(3, 1) },
			`unit 002 (county 002): allocation does not check: divisions[0].lines[2].weight is "3", and made again it is "21.3"`,
		},
		"a ceiling": {
			func(x *asked) { x.answer.Divisions[0].Ceilings[1].Amount++ },
			`allocation does not check: divisions[0].ceilings[1].amount is "300.01", and made again it is "300.00"`,
		},
		"a grade": {
			func(x *asked) { x.answer.Awards[3].Place.Grade = "A" },
			`unit 003 (county 003): allocation does not check: awards[3].place.grade is "A", and made again it is "B"`,
		},
		"a grade away": {
			func(x *asked) { x.answer.Awards[3].Place.Grade = "" },
			`unit 003 (county 003): allocation does not check: awards[3].place.grade is not there, and made again it is "B"`,
		},
		"an article less": {
			func(x *asked) { x.answer.Articles = x.answer.Articles[1:] },
			`allocation does not check: articles[0].text is cap: 0.333 x request, and made again it is "not those excluded by decision"`,
		},
		"articles changed about": {
			func(x *asked) { a := x.answer.Articles; a[1], a[2] = a[2], a[1] },
			`allocation does not check: articles[1].text is counting: in hand, and made again it is cap: 0.333 x request`,
		},
		"a list shorter": {
			func(x *asked) { x.answer.Warnings = nil },
			"allocation does not check: warnings is not there, and made again it is a list",
		},
		"all but the version": {
			func(x *asked) { x.answer.Version = "9" },
			`allocation does not check: version is "9", and made again it is "` + basis.Version + `"`,
		},
		"another plan":    {func(x *asked) { x.plan.Pool.Reserve = 0 }, `pool.reserve is "50.00", and made again it is "0.00"`},
		"another ranking": {func(x *asked) { x.ranking.Code = "else" }, `code is "overall", and made again it is "else"`},
		"another list": {
			func(x *asked) { x.figures.Rankings["progress"].Places[0].Score++ },
			`unit 000 (county 000): allocation does not check: awards[0].amount is "386.00", and made again it is "388.00"`,
		},
		"no answer": {func(x *asked) { x.figures.Words = nil }, `no words "decisions" are given`},
		"a bad list": {
			func(x *asked) { x.figures.Rankings["not read"] = evaluation.Ranking{} },
			"allocation does not check: ranking not read: scores are not published ones",
		},
		"a bad allocation": {
			func(x *asked) {
				x.figures.Allocations = map[string]*incentive.Allocation{"last year": {Pool: x.answer.Pool, Remainder: 7}}
			},
			"allocation last year: allocation does not check: nothing was divided",
		},
		"what cannot be written": {func(x *asked) { x.answer.Divisions[0].Rule = byFavor{} }, "has no kind"},
	} {
		t.Run(name, func(t *testing.T) {
			y := x
			y.answer = again(t, x.answer)
			y.figures.Rankings = map[string]evaluation.Ranking{}
			for name, r := range x.figures.Rankings {
				r.Places = slices.Clone(r.Places)
				y.figures.Rankings[name] = r
			}
			require.NoError(t, y.answer.Verify(y.plan, y.ranking, y.figures))
			c.change(&y)
			err := y.answer.Verify(y.plan, y.ranking, y.figures)
			require.ErrorIs(t, err, incentive.ErrCheck)
			require.ErrorContains(t, err, c.want)
		})
	}
}

// TestVerifyUnread: figures that no clause reads are a warning of Allocate alone.
func TestVerifyUnread(t *testing.T) {
	r, f := rankingOf(9, 8), figures(decimals("size", row(1, 2)), decimals("other", row(1, 2)))
	plan := incentive.Plan{Pool: incentive.Pool{Amount: 10}, Clauses: []incentive.Clause{incentive.Times{Figure: "size"}}}
	a, err := plan.Allocate(r, f)
	require.NoError(t, err)
	require.Len(t, a.Warnings, 1)
	require.NoError(t, a.Verify(plan, r, f))
	other := incentive.Plan{Pool: incentive.Pool{Amount: 10}, Clauses: []incentive.Clause{incentive.Times{Figure: "other"}}}
	all, err := incentive.AllocateAll(r, f, plan, other)
	require.NoError(t, err)
	require.NoError(t, all[0].Verify(plan, r, f))
	require.Error(t, all[1].Verify(plan, r, f))
}
