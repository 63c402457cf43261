// Package robustness answers the first question that an official gets, "does this county
// keep its place if things were a little different?", and the first that a reviewer asks,
// "is this composite indicator robust?", by draws: it carries an evaluation out some
// thousands of times, each time with other weights, methods or figures, and counts ranks,
// grades and awards. What can be proved without a draw is in package proof, what a single
// change does in package whatif, and what a scheme is asked for in package requirements.
//
// # From the question to the call
//
//   - Is my rank safe? Whatever the weights within a box around those of a result, by
//     proof: proof.Certify. And if more than weights is uncertain: [Run] draws a [Study] of
//     uncertain choices and counts ranks, the share of draws at each rank, in the first N,
//     in each grade.
//   - Is my award safe? Plans in the study: [Report.Pool] has each unit's awards over the
//     draws, the chance of any and of less than so much, and what changes hands; two plans
//     in one study see the same draws.
//   - Who can be told from whom? [Report.Groups].
//   - Which ranks may be true, where figures have standard errors? [Confidence.Sets] and
//     [Confidence.SetsOf], for one rank or for all at once.
//   - Which choice matters most? [Study.Indices], for ranks, scores, awards and turnover;
//     [SobolIndices] of a [Design] for outputs of one's own.
//   - How far may weights move, and what would turn two counties? proof.Proof.
//   - What hangs on a single thing, what is a point worth, and which is the cheapest way
//     up? Package whatif.
//   - Is the scheme what we want? requirements.Check.
//   - A study of your own? [Evaluator] scores and ranks draws by the engine of package
//     evaluation, to the last bit, without doing the same work again.
//
// # Draws
//
// Draw d depends on the seed and on d alone ([Stream], [Sobol]). All that is counted is
// whole numbers, so that any number of workers and any split into ranges give the same
// report, bit for bit ([Report.Merge]). A draw that fails is counted and kept with its
// error. Alternatives that do not go together are refused before the first draw, each
// pair by name ([ErrConflict]).
//
// A study and a report are data ([ReadStudy], [ReadReport]): a report of a part of the draws
// can be written by one machine and read back and merged by another.
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
