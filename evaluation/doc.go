// Package evaluation turns a table of indicators into scores, ranks, grades and
// reasons.
//
// A [Model] is the whole method as a value. [Model.Evaluate] runs it:
//
//  1. Steps make the prepared table from the raw one (ratios, imputation); each
//     leaves a stage with every cell it changed.
//  2. Normalize learns a scale for every measured indicator and turns values
//     into scores on which more is better.
//  3. Weigh gives the children of every composed indicator their weights, which
//     sum to 1.
//  4. Aggregate makes the score of every composed indicator from the scores of
//     its children, from the leaves up to the root.
//  5. [Result.Rank] orders the units by the score of any node, on the digits
//     that are published, and [Grading.Grade] cuts the ranking into grades.
//  6. [Result.Explain] gives every number behind one unit's place.
//
// A composite indicator is an indicator: every node has scores, weights and
// ranks in the same way.
//
// Nothing is made up on the way: a missing value, a constant indicator or a zero
// under a geometric mean is an error that names the unit and the indicator. The
// way out is a visible choice in the model, such as a step that imputes.
//
// With min-max scales, declared weights and arithmetic means, scores and ranks
// are the same to the last bit on every machine, whatever the number of
// processors.
package evaluation
