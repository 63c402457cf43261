// Package evaluation turns a table of indicators into scores, ranks, grades and
// reasons.
//
// A [Model] is the whole method as a value, without any figure of a year;
// [Model.Evaluate] runs it on a table, with the rulings of the year. A [Decision] says
// how the result is ranked and graded:
//
//  1. Steps make the prepared table from the raw one (ratios, imputation); each
//     leaves a stage with every cell it changed.
//  2. Normalize learns a scale for every measured indicator and turns values
//     into scores on which more is better.
//  3. Weigh gives the children of every composed indicator their weights, which
//     sum to 1.
//  4. Aggregate makes the score of every composed indicator from the scores of
//     its children, from the leaves up to the root.
//  5. Rulings of an authority add points to the root's score, each with its
//     document; [Result.Before] keeps the score without them.
//  6. [Decision.Rank] orders the units by the score of any node, on the digits
//     that are published, and its [Grader] cuts the ranking into grades. Where parts are
//     published, too, it ranks by what these add up to ([Printing]).
//  7. [Result.Explain] gives every number behind one unit's place.
//
// A composite indicator is an indicator: every node has scores, weights and
// ranks in the same way.
//
// What does not count asks for nothing and says so ([Part.NotCounted]): a node of weight 0
// ([Result.NotCounted]), one that does not apply to a unit, such as the sea to an inland
// county ([Result.Applies]), and what a node leaves out since its figure is missing
// (aggregate.Present). The weights of its siblings are scaled for that unit
// ([Result.Weights]), down to a least share that each node declares.
//
// Nothing is made up on the way: a missing value, a constant indicator or a zero
// under a geometric mean is an error that names the unit and the indicator. The
// way out is a visible choice in the model, such as a step that imputes.
//
// Nor is a typing error passed over: a model asks all its parts what their options name
// ([Model.Check]), and refuses codes, classes, regions, levels and tags that nothing
// bears, all at once, with the nearest right name. One that is right and has nothing at
// present is a warning. Methods of one's own that name things, or hold other methods,
// take part by one method (basis.Naming).
//
// With min-max scales, declared weights and arithmetic means, scores and ranks
// are the same to the last bit on every machine, whatever the number of
// processors.
//
// # As governments do it
//
// A [Ruling] is what an authority decided for one unit: bonus and penalty points
// within [Limits], the strengths of a veto (not evaluated, not ranked, no award), a
// place outside the quota, a grade by decision. [Decision.RulingEffects] takes each
// back and says what it changed.
//
// Grades are cut by share or number of places ([Quotas]), by score ([Thresholds]) or
// in two stages ([TwoStage]); [Conditional] asks for more than the total, and
// [Ranking.Borders] has the gaps.
//
// Classes are the Class of units, which prepare.Classify sets by rule. A model with
// ByClass weighs each alone; in a decision classes have joint places or, with Own, each
// its own. [Model.EvaluateEach] takes classes that overlap, and [Standings] shows each
// unit once. [Decision.Leaving] says how the order hangs on single units. [Progress]
// ranks by gain, [Lists] pick the first of rankings by class, and [Ranking.Nest] makes
// one evaluation an indicator of another.
//
// # Written down
//
// Models, decisions, results and all records are data: encoding/json writes them whole,
// by the kinds of all built-in methods ([Kinds]), and reads them back; NaN is null. A
// stored result ranks, explains and compares as the one that was written ([ReadResult]).
// With a method of one's own, which needs a kind, basis.Marshal writes them, and the Read
// functions take its kind. Functions cannot be written. [Result.Digest] says what a
// published figure was made of.
//
// # Where to go next
//
// Each step is a package of its own, with the methods there are, what they do at
// zeros, ties and gaps, and where other programs differ:
//
//   - indicators: the framework and the table, and how they are read and checked;
//   - indicators/prepare: the steps; indicators/profile looks at the data before them;
//   - indicators/normalize: from values to scores;
//   - weights: declared, expert, data-driven and combined weights;
//   - evaluation/outranking: aggregators that ask of each pair of units which outranks which;
//   - evaluation/aggregate: means, indices of balance, benefit of the doubt and ranking
//     methods; coupling and obstacles, which [Result.Coupling] and [Result.Obstacles]
//     read off a node;
//   - evaluation/incentive: from a ranking to awards;
//   - evaluation/incentive/scrutiny: what award rules do, before they are published;
//   - evaluation/years: what moved a unit between two years, and rules over years;
//   - evaluation/procedure: a round from returns to the final list, with its records;
//   - evaluation/evaluationtest: tests a step, normalizer, aggregator or grader of your own.
//
// [Preset] gives a ranking method with the normalizer that belongs to it.
//
// [Compare] and [CompareSchemes] say what another model or other weights would change,
// [CompareWithout] what the others would do without some units, [Decision.RankRange] what
// another figure in a cell would, and [Moves] who enters and leaves a grade.
package evaluation
