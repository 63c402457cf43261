package main

import (
	"os"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/examples/henan/data"
)

// What hangs on the two counties in doubt, as it was found by leaving their rows out of the
// table: others keep their order, but two more are in grade A and every award grows.
func TestWhatHangsOnDoubts(t *testing.T) {
	page := joined(printed(t, "-lang", "zh", "-all"))
	assert.NotContains(t, page, "位次不变")
	for _, clause := range []string{
		"新安县、武陟县将升入A等", "土地1,426亩\uff08各县共9,492\uff09", "资金991→1,000万元",
	} {
		assert.Contains(t, page, clause)
	}
	assert.Contains(t, joined(printed(t, "-lang", "zh")), "第21位、第22位将升入A等")
	assert.Contains(t, joined(printed(t, "-lang", "en")), "Funds9.91→10.00millionyuan")
}

// One part of the funds is not more than what a county of grade B, which has one, is awarded
// before it is rounded down.
func TestPartIsNotRoundedUp(t *testing.T) {
	assert.Contains(t, joined(printed(t, "-lang", "en")), "2.4793millionyuanforeachpart")
}

// Names are hidden on the built-in page alone.
func TestOwnDataNamesAll(t *testing.T) {
	in, err := data.ReadInput("", "")
	require.NoError(t, err)
	s, err := newStudy(in, data.ByDeclared)
	require.NoError(t, err)
	last := s.ranking.Places[len(s.ranking.Places)-1]
	assert.True(t, (&page{study: s}).hides(last))
	file := t.TempDir() + "/mine.csv"
	require.NoError(t, os.WriteFile(file, []byte(data.TableText()), 0o600))
	assert.Contains(t, joined(printed(t, "-lang", "zh", "-data", file)), "安阳县")
	s.BuiltIn = false
	assert.False(t, (&page{study: s}).hides(last))
}
