package main

import (
	"math/big"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/indicators/basis"
)

// rat is a decimal as it is written.
func rat(t *testing.T, text string) *big.Rat {
	t.Helper()
	x, ok := new(big.Rat).SetString(text)
	require.True(t, ok, text)
	return x
}

// times is a product of figures as they are written.
func times(t *testing.T, x *big.Rat, by string) *big.Rat {
	t.Helper()
	return new(big.Rat).Mul(x, rat(t, by))
}

// TestMonitoring makes the lights again from what is printed and from the figures of 2024,
// by the rules in the notes, and finds no rank.
func TestMonitoring(t *testing.T) {
	s, err := tell(basis.English)
	require.NoError(t, err)
	at := slices.IndexFunc(s.kept, func(p paper) bool { return p.name == "monitoring" })
	require.GreaterOrEqual(t, at, 0)
	sheet := s.kept[at].sheets[0]
	for _, c := range sheet.Columns {
		assert.NotContains(t, c.Head.English, "rank")
	}
	require.Len(t, sheet.Rows, len(reported))
	shown := func(c tables.Cell) string { return c.Shown(basis.English, nil) }
	seen := map[string]int{}
	for i, row := range sheet.Rows {
		assert.Equal(t, reported[i].en, row[0].Text.English, "in the order of codes")
		for k, m := range []struct {
			code, factor string
			from0, most  bool
		}{{"va", "1.06", true, false}, {"hightech", "1.1", false, false}, {"energy", "0.97", false, true}} {
			base := new(big.Rat)
			was := rat(t, tables.Decimal(reported[i].x[slices.Index(columns, m.code)], 3).Shown(basis.English, nil))
			if m.code == "va" && reported[i].code == "R03" {
				was = rat(t, "312.4") // as corrected
			}
			if !m.from0 {
				base = was
			}
			goal := rat(t, times(t, was, m.factor).FloatString([]int{1, 0, 3}[k]))
			wanted := new(big.Rat).Add(base, goal)
			wanted.Quo(wanted, big.NewRat(2, 1))
			assert.Zero(t, wanted.Cmp(rat(t, shown(row[3*k+2]))), "%s of %s", m.code, reported[i].en)
			light := shown(row[3*k+3])
			seen[light]++
			if row[3*k+1].Kind == tables.MissingCell {
				assert.Equal(t, "R09 va", reported[i].code+" "+m.code)
				continue
			}
			gap := new(big.Rat).Sub(wanted, rat(t, shown(row[3*k+1])))
			if m.most {
				gap.Neg(gap)
			}
			want := "red"
			switch {
			case gap.Sign() <= 0:
				want = "green"
			case gap.Cmp(times(t, wanted, "0.03")) <= 0:
				want = "yellow"
			}
			assert.Equal(t, want, light, "%s of %s", m.code, reported[i].en)
		}
	}
	assert.Equal(t, map[string]int{"green": 23, "yellow": 7, "red": 5, "–": 1}, seen)
	assert.Contains(t, sheet.Notes[0].English, "23 green, 7 yellow, 5 red, 1 not reported")
	assert.Contains(t, sheet.Title.Chinese, "虚构")
}
