// Package robustness answers the first question that an official gets, "does this county
// keep its place if the weights were a little different?", and the first that a reviewer
// asks, "is this composite indicator robust?": with proof where proof is possible, with
// draws where it is not.
//
// # From the question to the call
//
//   - Is my rank safe? [Certify] proves, for all weights within a [Box] around those of
//     a result, who surely stands above whom, the best and the worst rank of each unit,
//     and who is surely among the first N ([Certificate.First]).
//   - How far may weights move? [Proof.Pair], [Proof.First], [Proof.Grade] and
//     [Proof.Order] give the radius up to which a statement stands.
//   - What would change it? [Proof.Swap] gives the smallest change of weights that turns
//     two units, with weights that do it when they are put into the model.
//   - Which rank could it have? [Proof.Best] and [Proof.Worst], over a box or whatever
//     the weights ([Simplex]).
//   - And if more than weights is uncertain? [Run] draws a [Study] of uncertain choices
//     and counts ranks: the share of draws at each rank, in the first N, in each grade.
//   - Is my award safe? Plans in the study: [Report.Pool] has each unit's awards over the
//     draws, the chance of any and of less than so much, and what changes hands; two plans
//     in one study see the same draws.
//   - Which choice matters most? [SobolIndices] of the outputs of a [Design].
//   - What hangs on a single thing? [WithoutIndicators] and [WithoutUnits] leave one out,
//     [RankReversals] says whether a third unit turns two others, [SweepWeight] and
//     [SweepModel] follow the ranks along one parameter, and [StepsOf] is the table of one
//     unit with each indicator one step better and worse.
//   - Which imputation? [TestImputations] hides known figures and says how far each is off.
//   - Is the scheme what we want? [Require] puts it to the test, in one call and in go test.
//   - A study of your own? [Evaluator] scores and ranks draws by the engine of package
//     evaluation, to the last bit, without doing the same work again.
//
// # Proof
//
// Where every score is a weighted arithmetic mean of the scores below it, the extreme of
// the difference of two units over a box of weights is exact, from the leaves up: one
// small fractional-linear program a node. All pairs of 158 counties take milliseconds.
// Claims are about published digits, so that two counties that can be printed alike are
// not surely apart. Extremes near a decision are computed again in rationals. Ranks
// follow from pairs and are bounds: the weights that are best for a unit against one
// rival are others than those against the next. So each bound comes with the rank that
// some weights were found to give, and the truth lies between.
//
// # Requirements
//
// What a scheme is asked for is data ([Requirement]) and is checked in one call, as
// [Require] does, before a scheme is chosen and in the tests of whoever keeps it: no
// indicator explains more than half of the variance, at least 18 of the first 20 stay, no
// award falls by more than 10 %, the border of A stands to a radius of 5 %. What breaks a
// requirement says the figure found, the limit, and whom it concerns ([Breach]).
//
// # Draws
//
// Draw d depends on the seed and on d alone ([Stream], [Sobol]). All that is counted is
// whole numbers, so that any number of workers and any split into ranges give the same
// report, bit for bit ([Report.Merge]). A draw that fails is counted and kept with its
// error. Alternatives that do not go together are refused before the first draw, each
// pair by name ([ErrConflict]).
//
// What can be uncertain: weights ([Weights], [Schemes]), methods ([Normalizers],
// [Aggregators], [Methods]), the way from the raw table ([Steps]), the framework
// ([Frameworks]), goalposts ([Goalposts]), figures ([Figures]), the shares of grades
// ([Graders]) and the rules of a pool ([Plans]).
//
// Shares of draws at each rank are known as rank acceptability indices, and drawing
// weights from everything that is not ruled out as stochastic multicriteria
// acceptability analysis (SMAA; R. Lahdelma, P. Salminen 2001). [Report.Groups] says
// "indistinguishable under the stated choices" at most: draws of choices are no sample,
// and nothing in them is significant.
//
// Where other programs go wrong is a test each: COINr cuts draws between the smallest and
// the largest one, so that the chances of alternatives depend on the sample; it stops
// where alternatives conflict, and falls back to the base where a step was not in it.
package robustness
