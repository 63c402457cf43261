// Package whatif says what a single change does: it carries the evaluation out once more,
// steps, scales, weights and rulings included, with one thing other than it was. Others'
// figures are held as they are.
//
// # From the question to the call
//
//   - What hangs on one indicator, or on one unit? [WithoutIndicators] and [WithoutUnits]
//     leave each out in turn.
//   - Does a third unit turn two others? [RankReversals].
//   - What does one parameter do? [SweepWeight] and [SweepModel] follow the ranks along it.
//   - What is a step worth? [StepsOf] is the table of one unit with each indicator one step
//     better and worse.
//   - What is one more of a raw figure worth? [Case.Slopes]: the slope of the score, and what
//     a step makes of rank and awards, with what is known of the course between.
//   - Which is the cheapest way up? [Case.Cheapest] finds the least change of one figure, or
//     of several with costs and limits, that reaches a rank, a grade or an award, and who is
//     overtaken; the engine is run at what it finds and one step before.
//   - Which imputation? [TestImputations] hides known figures and says how far each is off.
package whatif
