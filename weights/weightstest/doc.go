// Package weightstest tests weighting schemes: any [weights.Scheme], one of this
// library or a user's own, in one call.
//
//	func TestMyScheme(t *testing.T) {
//		if err := weightstest.TestScheme(mine); err != nil {
//			t.Error(err)
//		}
//	}
//
// [TestScheme] puts the scheme to groups of siblings made up for the purpose and
// returns every rule it breaks, each with what went in and what came out. What a
// scheme may not be able to do (weigh codes it does not know, take scores of 0)
// is told by [Options], and so is what it promises beyond the rules (that the
// scale of a column does not matter). The data are generated from a seed: the same
// call gives the same verdict on every machine. Every [Failure] has a group that
// shows it, made as small as still does.
//
// [TestCases] holds one's own implementation of a published method against worked
// examples of the literature.
package weightstest
