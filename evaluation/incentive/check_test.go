package incentive_test

import (
	"encoding/json"
	"math"
	"math/big"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/evaluation/incentive/fill"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// rich is an allocation with everything in it: two tranches, a veto, limits of
// all kinds that bind, lots, a place that is not ranked. The counties are
// fictional.
func rich(t require.TestingT) *incentive.Allocation {
	r := evaluation.Ranking{Code: "overall", Ties: evaluation.Ties{Digits: new(2)}}
	for i, s := range []struct {
		rank  int
		score float64
		grade string
		name  string
	}{
		{1, 92.4, "A", "甲县"},
		{2, 88.1, "A", "乙县"},
		{3, 81.3, "A", "丙县"},
		{3, 81.3, "B", "丁县"},
		{5, 70.25, "B", "戊县"},
		{6, 66, "B", "己县"},
		{7, 55, "C", "庚县"},
		{0, math.NaN(), "", "辛县"},
	} {
		p := evaluation.Place{Rank: s.rank, Unit: indicators.Unit{Code: code(i), Name: s.name, Tags: indicators.NewTags(map[string]string{"basin": "Huai"})}, Score: s.score, Tied: s.rank == 3, Grade: s.grade}
		if s.rank == 0 {
			p.Out = basis.Textf("not evaluated")
		}
		r.Places = append(r.Places, p)
	}
	a, err := incentive.Plan{
		Pool: incentive.Pool{Name: "land", Measure: incentive.Measure{Name: "亩", Digits: 2}, Amount: 10_000.50, Reserve: 500, Lot: 1},
		Clauses: []incentive.Clause{
			incentive.Grades{"A", "B"},
			incentive.Veto{Reasons: "decisions"},
			incentive.CapAt{Figure: "申请量"},
		},
		Tranches: []incentive.Tranche{
			{Name: "base", Parts: 2},
			{Name: "merit", Parts: 8, Clauses: []incentive.Clause{
				incentive.ByScore{Base: 60},
				incentive.Times{Figure: "size"},
				incentive.FloorAt{Figure: "上年"},
				under("淮河", 800),
				incentive.ClauseFunc{Name: "a note", NameZH: "说明", Func: func(s *incentive.Sheet) error { s.Note(3, basis.Textf("nothing changed")); return nil }},
			}},
		},
	}.Allocate(r, figures(
		said("decisions", texts{"001": "a decision made up for this test"}),
		decimals("申请量", numbers{"000": 2600.50, "002": 900, "003": none, "004": none, "005": none}),
		decimals("size", numbers{"000": 1.1, "002": 1, "003": 1, "004": 0.8, "005": 1}),
		decimals("上年", numbers{"000": 0, "002": 0, "003": 0, "004": 2000, "005": 0}),
		belongs("淮河", r, "001", "005"),
	))
	require.NoError(t, err)
	return a
}

// again is the allocation through JSON.
func again(t require.TestingT, a *incentive.Allocation) *incentive.Allocation {
	b, err := json.Marshal(a)
	require.NoError(t, err)
	var c incentive.Allocation
	require.NoError(t, json.Unmarshal(b, &c))
	return &c
}

func TestJSON(t *testing.T) {
	a := rich(t)
	require.Len(t, a.Warnings, 1, "the amount is not in whole lots")
	c := again(t, a)
	require.NoError(t, c.Check())
	first, err := json.Marshal(a)
	require.NoError(t, err)
	second, err := json.Marshal(c)
	require.NoError(t, err)
	assert.Equal(t, string(first), string(second))
	assert.EqualError(t, c.Warnings[0], a.Warnings[0].Error())
	assert.True(t, math.IsNaN(c.Awards[7].Place.Score))
	assert.Equal(t, a.Awards[0].Place, c.Awards[0].Place)
	assert.Equal(t, awards(a), awards(c))
	for _, lang := range []basis.Language{basis.English, basis.Chinese} {
		for i := range a.Awards {
			want, err := a.Explain(code(i), lang)
			require.NoError(t, err)
			got, err := c.Explain(code(i), lang)
			require.NoError(t, err)
			assert.Equal(t, want, got)
		}
	}
	var bad incentive.Allocation
	require.Error(t, json.Unmarshal([]byte(`{"awards": [{"exact": "x"}]}`), &bad))
	require.Error(t, json.Unmarshal([]byte(`{"awards": 5}`), &bad))
}

// byFavor is a rule of one's own that gives the first all.
type byFavor struct{}

func (byFavor) String() string { return "by favor" }

func (byFavor) Divide(amount *big.Rat, lines []fill.Line, _ []fill.Ceiling) (fill.Shares, error) {
	s := fill.Shares{Exact: make([]*big.Rat, len(lines)), Bound: make([]string, len(lines)), Level: new(big.Rat)}
	for i := range lines {
		s.Exact[i] = new(big.Rat)
	}
	s.Exact[0].Set(amount)
	return s, nil
}

// TestTampering changes one thing in a checked allocation, which Check must find,
// both directly and after a round trip through JSON.
func TestTampering(t *testing.T) {
	third := big.NewRat(1, 3)
	entry := func(a *incentive.Allocation, award int, k incentive.Kind) *incentive.Entry {
		l := a.Awards[award].Ledger
		for i := len(l) - 1; i >= 0; i-- {
			if l[i].Kind == k {
				return &l[i]
			}
		}
		t.Fatalf("award %d has no entry %s", award, k)
		return nil
	}
	said := map[string][]string{ // what Check says, among other things
		"one unit more":          {"unit 000: allocation does not check: award 2600.01 is no whole number of lots", "awards, remainder and reserve are 1000051, not the pool's 1000050"},
		"to one that is out":     {"award 1.00 though it is out (a decision"},
		"one lot more":           {"rounded down it is 3200.00", "the ledger sums to"},
		"from the remainder":     {"rounded down it is 3200.00"},
		"exact":                  {"exact total"},
		"award's bound":          {`bound "", not "cap"`},
		"division's bound":       {`is not what the bound "" means`},
		"a ledger line":          {"the ledger sums to", `the ledger columns of tranche "merit" sum to`, "share of"},
		"ledger line away":       {"1 ledger entries are missing", "the ledger sums to"},
		"ledger's weight":        {"does not lead to the line that was divided"},
		"a cap up":               {"does not lead to the line that was divided"},
		"ledger's reason":        {`in the ledger "another"`},
		"tranche's amount":       {`tranche "base" has`},
		"ceiling":                {"ceiling 淮河: shares of"},
		"rule":                   {"rule by favor gives"},
		"rounding":               {"no rounding"},
		"won":                    {"as won, not"},
		"ledger's weight before": {"changes a weight that it has not set"},

		"weight of one that is out": {"unit 001: allocation does not check: tranche \"base\": the ledger does not lead"},
		"article behind a limit":    {"a ledger entry of kind limited quotes article 2, not article 3"},
		"article of a share":        {"a ledger entry of kind share quotes article 3, not article 0"},
		"article of the ceiling":    {"ledger entries of the ceiling 淮河 quote article 7, and article 6"},
		"an article behind":         {`article 9 of the tranche "" stands behind one of "merit"`},
		"article's tranche":         {`article 9 is of the unknown tranche "else"`},
		"entries changed about":     {"a ledger entry of article 4 stands behind one of article 5"},
		"product of a share":        {"a ledger entry of kind share has a product, 1/3, that was not rounded"},
		"whole product":             {"a ledger entry of kind cap has a product, 2, that was not rounded"},
		"bound of a note":           {`a ledger entry of kind note has the bound "cap"`},
		"numbers of one out":        {"a ledger entry of kind out has numbers"},
		"words of a share":          {"a ledger entry of kind share has words: by favor"},
		"levels":                    {`tranche "base" has levels of orders, which its rule has not`},
		"two tranches of a name":    {`there are two tranches "base"`},
		"reason of the place":       {`unit 007: allocation does not check: tranche "base": out since "not evaluated", and its place says "another"`},
		"a warning away":            {"a warning is missing: pool land: "},
		"a warning changed":         {"a warning is missing: pool land: "},
	}
	more := func(x **big.Rat) { *x = new(big.Rat).Add(*x, third) }
	for name, change := range map[string]func(a *incentive.Allocation){
		"one unit more":         func(a *incentive.Allocation) { a.Awards[0].Amount++ },
		"one lot more":          func(a *incentive.Allocation) { a.Awards[3].Amount += 100 },
		"from one to another":   func(a *incentive.Allocation) { a.Awards[3].Amount -= 100; a.Awards[5].Amount += 100 },
		"from the remainder":    func(a *incentive.Allocation) { a.Awards[3].Amount += 100; a.Remainder -= 100 },
		"to one that is out":    func(a *incentive.Allocation) { a.Awards[1].Amount = 100 },
		"remainder":             func(a *incentive.Allocation) { a.Remainder++ },
		"reserve":               func(a *incentive.Allocation) { a.Pool.Reserve -= 100; a.Remainder += 100 },
		"pool":                  func(a *incentive.Allocation) { a.Pool.Amount += 100; a.Remainder += 100 },
		"pool below 0":          func(a *incentive.Allocation) { a.Pool.Amount = -1 },
		"lot":                   func(a *incentive.Allocation) { a.Pool.Lot = 1 },
		"exact":                 func(a *incentive.Allocation) { more(&a.Awards[3].Exact) },
		"no exact":              func(a *incentive.Allocation) { a.Awards[3].Exact = nil },
		"award's bound":         func(a *incentive.Allocation) { a.Awards[0].Bound = "" },
		"division's bound":      func(a *incentive.Allocation) { a.Divisions[1].Shares.Bound[0] = "" },
		"both bounds":           func(a *incentive.Allocation) { a.Awards[3].Bound, a.Divisions[1].Shares.Bound[3] = "cap", "cap" },
		"a share":               func(a *incentive.Allocation) { more(&a.Divisions[1].Shares.Exact[3]) },
		"no share":              func(a *incentive.Allocation) { a.Divisions[1].Shares.Exact[3] = nil },
		"level":                 func(a *incentive.Allocation) { more(&a.Divisions[1].Shares.Level) },
		"no level":              func(a *incentive.Allocation) { a.Divisions[1].Shares.Level = nil },
		"tranche's amount":      func(a *incentive.Allocation) { more(&a.Divisions[0].Amount) },
		"tranche's parts":       func(a *incentive.Allocation) { a.Divisions[0].Parts = 3 },
		"no parts":              func(a *incentive.Allocation) { a.Divisions[0].Parts, a.Divisions[1].Parts = 0, 0 },
		"no amount":             func(a *incentive.Allocation) { a.Divisions[0].Amount = nil },
		"a tranche less":        func(a *incentive.Allocation) { a.Divisions = a.Divisions[:1] },
		"no tranche":            func(a *incentive.Allocation) { a.Divisions = nil },
		"a weight":              func(a *incentive.Allocation) { more(&a.Divisions[1].Lines[3].Weight) },
		"no weight":             func(a *incentive.Allocation) { a.Divisions[1].Lines[3].Weight = nil },
		"a cap up":              func(a *incentive.Allocation) { a.Divisions[1].Lines[0].Cap += 100 },
		"a cap away":            func(a *incentive.Allocation) { a.Divisions[1].Lines[0].Cap = fill.NoCap },
		"a slack cap":           func(a *incentive.Allocation) { a.Divisions[0].Lines[3].Cap = 9_000_000 },
		"a floor":               func(a *incentive.Allocation) { a.Divisions[1].Lines[4].Floor = 0 },
		"held":                  func(a *incentive.Allocation) { a.Divisions[1].Lines[3].Held = 1 },
		"won":                   func(a *incentive.Allocation) { more(&a.Divisions[1].Lines[3].Won) },
		"out":                   func(a *incentive.Allocation) { a.Divisions[0].Lines[6].Out = basis.Text{} },
		"reason":                func(a *incentive.Allocation) { a.Divisions[0].Lines[1].Out = basis.Textf("another") },
		"lines of two counties": func(a *incentive.Allocation) { l := a.Divisions[0].Lines; l[2].ID, l[3].ID = l[3].ID, l[2].ID },
		"a line twice":          func(a *incentive.Allocation) { a.Divisions[0].Lines[2].ID = a.Divisions[0].Lines[3].ID },
		"a line less":           func(a *incentive.Allocation) { a.Divisions[0].Lines = a.Divisions[0].Lines[:7] },
		"ceiling":               func(a *incentive.Allocation) { a.Divisions[1].Ceilings[0].Amount -= 100 },
		"ceiling up":            func(a *incentive.Allocation) { a.Divisions[1].Ceilings[0].Amount += 100 },
		"ceiling's member":      func(a *incentive.Allocation) { a.Divisions[1].Ceilings[0].Members[0] = "nobody" },
		"rule":                  func(a *incentive.Allocation) { a.Divisions[0].Rule = byFavor{} },
		"no rule":               func(a *incentive.Allocation) { a.Divisions[0].Rule = nil },
		"another rule":          func(a *incentive.Allocation) { a.Divisions[0].Rule = fill.Talmud{} },
		"rounding":              func(a *incentive.Allocation) { a.Rounding = nil },
		"an award less":         func(a *incentive.Allocation) { a.Awards = a.Awards[1:] },
		"an award twice":        func(a *incentive.Allocation) { a.Awards[2] = a.Awards[3] },
		"an award's county":     func(a *incentive.Allocation) { a.Awards[2].Place.Unit.Code = "x" },
		"a ledger line":         func(a *incentive.Allocation) { more(&entry(a, 3, incentive.Share).Delta) },
		"two ledger lines": func(a *incentive.Allocation) {
			s, r := entry(a, 3, incentive.Share), entry(a, 3, incentive.Redistribution)
			more(&s.Delta)
			r.Delta = new(big.Rat).Sub(r.Delta, third)
		},
		"two counties' lines": func(a *incentive.Allocation) {
			s, r := entry(a, 2, incentive.Share), entry(a, 3, incentive.Share)
			more(&s.Delta)
			r.Delta = new(big.Rat).Sub(r.Delta, third)
		},
		"ledger's from":          func(a *incentive.Allocation) { more(&entry(a, 3, incentive.Redistribution).From) },
		"ledger's to":            func(a *incentive.Allocation) { entry(a, 3, incentive.Redistribution).To = nil },
		"ledger's kind":          func(a *incentive.Allocation) { entry(a, 3, incentive.Redistribution).Kind = incentive.Limited },
		"ledger's kind to note":  func(a *incentive.Allocation) { entry(a, 3, incentive.Redistribution).Kind = incentive.Note },
		"ledger's bound":         func(a *incentive.Allocation) { entry(a, 0, incentive.Limited).Bound = "" },
		"ledger's tranche":       func(a *incentive.Allocation) { entry(a, 3, incentive.Share).Tranche = "base" },
		"ledger's clause":        func(a *incentive.Allocation) { entry(a, 0, incentive.Limited).Clause = "cap: a favor" },
		"ledger's article":       func(a *incentive.Allocation) { entry(a, 0, incentive.Limited).Article = 99 },
		"ledger's weight":        func(a *incentive.Allocation) { more(&entry(a, 3, incentive.Weight).To) },
		"ledger's weight before": func(a *incentive.Allocation) { more(&entry(a, 3, incentive.Weight).From) },
		"ledger's cap":           func(a *incentive.Allocation) { more(&entry(a, 0, incentive.Cap).To) },
		"ledger's floor":         func(a *incentive.Allocation) { more(&entry(a, 4, incentive.Floor).To) },
		"ledger's reason":        func(a *incentive.Allocation) { entry(a, 1, incentive.Out).Why = basis.Textf("another") },
		"ledger line away":       func(a *incentive.Allocation) { l := &a.Awards[3].Ledger; *l = (*l)[:len(*l)-1] },
		"ledger line twice":      func(a *incentive.Allocation) { l := &a.Awards[3].Ledger; *l = append(*l, (*l)[len(*l)-1]) },
		"weight line away": func(a *incentive.Allocation) {
			l := &a.Awards[2].Ledger
			for i, e := range *l {
				if e.Kind == incentive.Weight {
					*l = append((*l)[:i:i], (*l)[i+1:]...)
					break
				}
			}
		},
		"reason away":               func(a *incentive.Allocation) { a.Awards[1].Ledger = nil },
		"no delta":                  func(a *incentive.Allocation) { entry(a, 3, incentive.Share).Delta = nil },
		"a note that moves":         func(a *incentive.Allocation) { more(&entry(a, 3, incentive.Note).Delta) },
		"weight of one that is out": func(a *incentive.Allocation) { more(&a.Divisions[0].Lines[1].Weight) },
		"article behind a limit": func(a *incentive.Allocation) {
			e := entry(a, 0, incentive.Limited)
			e.Article, e.Clause = 2, a.Articles[1].Text.String()
		},
		"article of a share": func(a *incentive.Allocation) {
			e := entry(a, 0, incentive.Share)
			e.Article, e.Clause = 3, a.Articles[2].Text.String()
		},
		"article of the ceiling": func(a *incentive.Allocation) { // two entries for one that is bound
			l := &a.Awards[5].Ledger
			e := *entry(a, 5, incentive.Limited)
			e.Article, e.Clause = 6, a.Articles[5].Text.String()
			*l = append(*l, e)
		},
		"an article behind": func(a *incentive.Allocation) {
			a.Articles = append(a.Articles, incentive.Article{Text: basis.Textf("more")})
		},
		"article's tranche": func(a *incentive.Allocation) { a.Articles = append(a.Articles, incentive.Article{Tranche: "else"}) },
		"entries changed about": func(a *incentive.Allocation) {
			l := a.Awards[0].Ledger
			for k, e := range l {
				if e.Kind == incentive.Weight {
					l[k], l[k+1] = l[k+1], l[k]
					break
				}
			}
		},
		"product of a share":     func(a *incentive.Allocation) { entry(a, 0, incentive.Share).Product = third },
		"whole product":          func(a *incentive.Allocation) { entry(a, 0, incentive.Cap).Product = big.NewRat(2, 1) },
		"bound of a note":        func(a *incentive.Allocation) { entry(a, 3, incentive.Note).Bound = "cap" },
		"numbers of one out":     func(a *incentive.Allocation) { entry(a, 1, incentive.Out).To = third },
		"words of a share":       func(a *incentive.Allocation) { entry(a, 0, incentive.Share).Why = basis.Textf("by favor") },
		"levels":                 func(a *incentive.Allocation) { a.Divisions[0].Shares.Levels = []*big.Rat{third} },
		"two tranches of a name": func(a *incentive.Allocation) { a.Divisions[1].Name = "base" },
		"reason of the place":    func(a *incentive.Allocation) { a.Awards[7].Place.Out = basis.Textf("another") },
		"a warning away":         func(a *incentive.Allocation) { a.Warnings = nil },
		"a warning changed":      func(a *incentive.Allocation) { a.Warnings[0] = incentive.ErrPool },

		"an article's text": func(a *incentive.Allocation) { a.Articles[2].Text = basis.Textf("cap: a favor") },
	} {
		t.Run(name, func(t *testing.T) {
			a := again(t, rich(t)) // so that no number is shared
			require.NoError(t, a.Check())
			change(a)
			err := a.Check()
			require.ErrorIs(t, err, incentive.ErrCheck)
			for _, text := range said[name] {
				require.ErrorContains(t, err, text)
			}
			if b, err := json.Marshal(a); err == nil {
				var c incentive.Allocation
				if json.Unmarshal(b, &c) == nil {
					require.ErrorIs(t, c.Check(), incentive.ErrCheck, "after a round trip")
				}
			}
		})
	}
}
