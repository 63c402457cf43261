// Package evaluationtest tests the parts of an evaluation that a user may bring: any
// [aggregate.Aggregator], [normalize.Normalizer], [indicators.Step] and
// [evaluation.Grader], one of this library or one's own, in one call each.
//
//	func TestMyAggregator(t *testing.T) {
//		if err := evaluationtest.TestAggregator(mine, evaluationtest.AggregatorOptions{Rises: true}); err != nil {
//			t.Error(err)
//		}
//	}
//
// [TestAggregator], [TestNormalizer], [TestStep] and [TestGrader] put it to data made up
// for the purpose and return every rule that it breaks, each with what went in and what
// came out. There are rules that all must keep, such as that the order of units does not
// matter, and promises that only some make, such as that a higher score on a child never
// lowers the unit's own: the options say which. They also say what it cannot take. The
// data are generated from a seed: the same call gives the same verdict on every machine.
//
// Weighting schemes have their own kit, package weightstest, and so have the clauses,
// rules and roundings of allocations, package incentivetest.
package evaluationtest
