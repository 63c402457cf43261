// Package incentivetest tests the parts of an allocation that a user may bring: any
// [incentive.Clause], [fill.Rule] and [fill.Rounder], one of this library or one's own,
// in one call each.
//
//	func TestMyClause(t *testing.T) {
//		if err := incentivetest.TestClause(mine, incentivetest.ClauseOptions{Reads: []string{"request"}, Figures: figures}); err != nil {
//			t.Error(err)
//		}
//	}
//
// [TestClause], [TestRule] and [TestRounder] put it to data made up for the purpose and
// return every rule that it breaks, each with what went in, what came out, and the way
// out. There are rules that all must keep, such as that the order of lines does not
// matter, and promises that only some make: the options say which, and what it cannot
// take. The data are generated from a seed: the same call gives the same verdict on
// every machine.
//
// Steps, normalizers, aggregators and graders have their kit in package evaluationtest.
package incentivetest
