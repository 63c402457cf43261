// Package proof says how sure ranks are for all weights of a set at once, without a draw.
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
//
// Where more than weights is uncertain, package robustness draws.
//
// # What is proved
//
// Where every score is a weighted arithmetic mean of the scores below it, the extreme of
// the difference of two units over a box of weights is exact, from the leaves up: one
// small fractional-linear program a node. All pairs of 158 counties take milliseconds.
// Claims are about published digits, so that two counties that can be printed alike are
// not surely apart. Extremes near a decision are computed again in rationals. Ranks
// follow from pairs and are bounds: the weights that are best for a unit against one
// rival are others than those against the next. So each bound comes with the rank that
// some weights were found to give, and the truth lies between.
package proof
