// Package outranking has aggregators that ask, of each pair of units, whether there is
// enough to say that one is at least as good as the other, and no strong reason against
// it. The answer is a relation and not a number: two units may outrank each other, or
// neither the other, which is incomparability and no tie.
//
//   - [ELECTREI] picks the kernel: the units that none of the kernel outranks, such that
//     each other unit is outranked by one of it.
//   - [ELECTREIII] grades the relation by credibility and makes two orders of it, from the
//     best down and from the worst up; where they disagree, units are incomparable.
//
// In an evaluation they are the Aggregate of a model like those of package aggregate,
// which has PROMETHEE II, too. A score is then no more than a place, made of the relation
// in the way that the method says; Solve gives the relation itself, which is what should
// be looked at. Scores must be in one unit for ELECTREI, such as min-max scores; thresholds
// of ELECTREIII are in the unit of the scores of their child.
//
// Relations compare within the group alone. Units that come or go can reverse the order of
// others. Time and memory grow with the square of the number of units, and what the
// distillations of ELECTREIII take with its cube at worst: 158 units are nothing, for
// thousands they are not made.
package outranking
