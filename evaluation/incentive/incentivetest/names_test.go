package incentivetest_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/evaluation/incentive/incentivetest"
)

// quiet holds a clause and says nothing of what that names.
type quiet struct{ Of incentive.Clause }

func (q quiet) Edit(s *incentive.Sheet) error { return q.Of.Edit(s) }
func (q quiet) String() string                { return q.Of.String() }

func TestNamesWithin(t *testing.T) {
	err := incentivetest.TestClause(quiet{incentive.Grades{"A"}})
	require.ErrorContains(t, err, `names within: what it holds names ["A"], and its Names do not (basis.NamesOf)`)
	require.NoError(t, incentivetest.TestClause(incentive.Grades{"A"}))
}
