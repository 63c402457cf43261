package fill_test

import (
	"encoding/csv"
	"encoding/json"
	"math/big"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation/incentive/fill"
)

// fine is the number of smallest units in one of a claims problem; it is even, so
// that half claims are whole.
const fine = 2_000

// claimLines are lines with claims as caps, in smallest units.
func claimLines(claims []*big.Rat) []fill.Line {
	lines := make([]fill.Line, len(claims))
	for i, c := range claims {
		x := new(big.Rat).Mul(c, big.NewRat(fine, 1))
		lines[i] = fill.Line{ID: code(i), Weight: big.NewRat(1, 1), Cap: fill.Amount(x.Num().Int64())}
	}
	return lines
}

// by divides an estate by a rule among claims, all in wholes, and has the answer
// certified.
func by(t require.TestingT, rule fill.Certifier, estate *big.Rat, lines []fill.Line) []*big.Rat {
	amount := new(big.Rat).Mul(estate, big.NewRat(fine, 1))
	s, err := rule.Divide(amount, lines, nil)
	require.NoError(t, err)
	require.NoError(t, rule.Certify(amount, lines, nil, s))
	for _, x := range s.Exact {
		x.Quo(x, big.NewRat(fine, 1))
	}
	return s.Exact
}

// halved are the lines with half of their caps.
func halved(lines []fill.Line) []fill.Line {
	half := append([]fill.Line(nil), lines...)
	for i := range half {
		half[i].Cap /= 2
	}
	return half
}

// plus adds half of the claims to awards.
func plus(half []fill.Line, awards []*big.Rat) []*big.Rat {
	for i, x := range awards {
		x.Add(x, big.NewRat(int64(half[i].Cap), fine))
	}
	return awards
}

// classic are the classic rules, ours and three lines each for others.
func classic(t require.TestingT, e *big.Rat, claims []*big.Rat) map[string][]*big.Rat {
	even := claimLines(claims)
	half := halved(even)
	pro := claimLines(claims)
	all := new(big.Rat)
	for i := range pro {
		pro[i].Weight = claims[i]
		all.Add(all, claims[i])
	}
	rest := new(big.Rat).Sub(e, all.Quo(all, big.NewRat(2, 1)))
	m := map[string][]*big.Rat{
		"pro":    by(t, fill.Weighted{}, e, pro),
		"cea":    by(t, fill.Weighted{}, e, even),
		"cel":    by(t, fill.EqualLosses{}, e, even),
		"talmud": by(t, fill.Talmud{}, e, even),
		"mo":     by(t, fill.MinimalOverlap{}, e, even),
		"apro":   by(t, fill.AdjustedProportional{}, e, even),
		"ra":     by(t, fill.RandomArrival{}, e, even),
	}
	if rest.Sign() <= 0 {
		m["rtalmud"] = by(t, fill.EqualLosses{}, e, half)
		m["pin"] = by(t, fill.Weighted{}, e, half)
		m["ce"] = by(t, fill.Weighted{}, e, half)
		return m
	}
	m["rtalmud"] = plus(half, by(t, fill.Weighted{}, rest, half))
	m["pin"] = plus(half, by(t, fill.Weighted{}, rest, half))
	protected := claimLines(claims)
	for i := range protected {
		protected[i].Floor = half[i].Cap
	}
	m["ce"] = by(t, fill.Weighted{}, e, protected)
	return m
}

func TestGoldenClaims(t *testing.T) {
	files, err := filepath.Glob(filepath.Join("testdata", "golden", "claims_*.json"))
	require.NoError(t, err)
	require.Len(t, files, 11)
	for _, f := range files {
		name := strings.TrimSuffix(filepath.Base(f), ".json")
		t.Run(name, func(t *testing.T) {
			g := readGolden(t, name)
			in := decode[struct {
				E      json.Number   `json:"E"`
				Base   []json.Number `json:"base"`
				Claims []json.Number `json:"claims"`
			}](t, g.Input)
			e := rat(in.E.String())
			claims := make([]*big.Rat, len(in.Claims))
			for i, c := range in.Claims {
				claims[i] = rat(c.String())
			}
			for i, b := range in.Base { // the base first, then the rule on what is left
				e.Sub(e, rat(b.String()))
				claims[i].Sub(claims[i], rat(b.String()))
			}
			got := classic(t, e, claims)
			for _, xs := range got {
				for i, b := range in.Base {
					xs[i].Add(xs[i], rat(b.String()))
				}
			}
			if g.OutputExact != nil {
				for key, want := range decode[map[string][]string](t, g.OutputExact) {
					equalRats(t, want, got[strings.ToLower(key)], 0)
				}
			}
			for key, want := range decode[map[string][]float64](t, g.Output) {
				xs, ok := got[strings.ToLower(key)]
				for i := range xs {
					x, _ := xs[i].Float64()
					assert.InDelta(t, want[i], x, 1e-9*max(1, want[i]), "%s %d", key, i)
				}
				if !ok {
					assert.Equal(t, "AV", key, "the one rule that is not built in")
				}
			}
		})
	}
}

func TestGoldenPriority(t *testing.T) {
	g := readGolden(t, "priority_classes_1")
	in := decode[struct {
		Pool    json.Number   `json:"pool"`
		Weights []json.Number `json:"weights"`
		Caps    []*int64      `json:"caps"`
		Classes []string      `json:"classes"`
	}](t, g.Input)
	rule := fill.Priority{Orders: []string{"A", "B", "C"}}
	lines := make([]fill.Line, len(in.Weights))
	for i := range lines {
		lines[i] = fill.Line{ID: code(i), Weight: rat(in.Weights[i].String()), Cap: fill.NoCap, Order: in.Classes[i]}
		if c := in.Caps[i]; c != nil {
			lines[i].Cap = fill.Amount(*c * 1000)
		}
	}
	amount := amountOf(t, in.Pool).Rat()
	s, err := rule.Divide(amount, lines, nil)
	require.NoError(t, err)
	require.NoError(t, rule.Certify(amount, lines, nil, s))
	equalRats(t, decode[[]string](t, g.OutputExact), s.Exact, 3)
	equalRats(t, []string{decode[string](t, g.Unallocated)}, []*big.Rat{amount.Sub(amount, fill.SumOf(s.Exact...))}, 3)
	equalRats(t, []string{"50", "115/2", "0"}, s.Levels, 3)
}

func TestPublishedClaims(t *testing.T) {
	f, err := os.Open(filepath.Join("testdata", "published", "claims.csv"))
	require.NoError(t, err)
	defer func() { require.NoError(t, f.Close()) }()
	rows, err := csv.NewReader(f).ReadAll()
	require.NoError(t, err)
	type problem struct{ name, rule string }
	var order []problem
	groups := map[problem][][]string{}
	for _, r := range rows[1:] {
		p := problem{r[0], r[5]}
		if groups[p] == nil {
			order = append(order, p)
		}
		groups[p] = append(groups[p], r)
	}
	require.Len(t, order, 5+7+7)
	for _, p := range order {
		t.Run(p.name+" "+p.rule, func(t *testing.T) {
			g := groups[p]
			claims := make([]*big.Rat, len(g))
			for i, r := range g {
				claims[i] = rat(r[4])
			}
			got := classic(t, rat(g[0][1]), claims)[p.rule]
			for i, r := range g {
				gap := new(big.Rat).Sub(got[i], rat(r[6]))
				assert.LessOrEqual(t, gap.Abs(gap).Cmp(rat(r[7])), 0, "%s: %s, not %s", r[3], got[i].FloatString(9), r[6])
			}
		})
	}
}
