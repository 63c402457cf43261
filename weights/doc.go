// Package weights says how much each child of an indicator counts.
//
// What is weighed at once is a [Group]: the k siblings below one indicator, with
// their codes, their declared importance and their scores on n units. A [Scheme]
// gives each sibling an importance of at least 0; [Of] checks the answer and
// scales it to sum 1. An evaluation calls Of for every indicator that has
// children, so that one scheme weighs a whole tree, level by level.
//
// Importance can come from
//   - people: [Declared], [Equal], [Fixed]; panels of experts, [BudgetAllocation], also
//     asked in rounds, [Delphi]; an order of importance, [RankOrder]; pairwise
//     comparisons, each a [Judgement] keyed by codes, [AHP], [FuzzyAHP], [GroupAHP],
//     [BWM], which refuse judgements that contradict each other;
//   - the data: dispersion, [Entropy], [StdDev], [Variance], [CV], [Gini], [Angular],
//     [MPSI], [LOPCOW]; dispersion and conflict, [CRITIC]; what is lost without or
//     beside a sibling, [MEREC], [CILOS], [IDOCRIW]; what the others do not say already,
//     [Independence]; the structure of correlations, [PCA], [Factors];
//   - both: [Balance] makes the declared importance the achieved correlation; [Mix]
//     adds several schemes by shares, [Product] multiplies them, [GameTheory] and
//     [MinInformation] compromise between them.
//
// Schemes are values that hold other schemes: [PerGroup] and [PerClass] choose one
// by the parent or the class, [Clamp] keeps shares within bounds, [Rescaled] lends
// a scale to a method that needs it, [Perturb] moves shares at random. What they
// hold is data, so that the record of an evaluation can show it. A scheme of one's
// own is one function, [Func]; package weightstest checks it against every rule of
// [Scheme] in one line.
//
// What to know about weights, once one has them: [Warnings] says where one skewed
// indicator dominates, [Effective] what every node of a tree counts in the root,
// [Importance] what share of the variance of the parent each child really
// explains, [Similarity] how near two weightings are.
//
// # What weights mean
//
// The weights of a linear aggregate are exchange rates: a weight of 0.2 beside one
// of 0.1 says that one point of the first buys back two points of the second. They
// are not shares of influence; an indicator that hardly varies has little
// influence on a ranking whatever its weight, which is why [Importance] is there.
//
// Entropy measures dispersion, not importance, and so does every scheme that looks
// at the data alone: how much the units differ on an indicator, or how far it goes
// along with others, is not how much it matters. An indicator can be decisive for
// policy and nearly the same everywhere.
//
// # Common rules
//
// Under the schemes of this package a single child takes everything, whatever its
// scores, because there is nothing to weigh; one of your own may refuse it. Scores are more-is-better, so that what the literature says about
// benefit criteria holds for all of them; costs were turned round by the scale
// that made the scores. A missing score is an error that wraps [basis.ErrMissing],
// never a guess. Faults of scores are all reported at once, each a [CellError].
//
// # Written down
//
// Schemes are written with [basis.Marshal] and [Kinds], and read with basis.Unmarshal;
// encoding/json would lose which one stands where one is chosen. Schemes of one's own
// get a kind beside those of this package:
//
//	kinds := weights.Kinds().With(basis.Kind[weights.Scheme]("mine", Mine{}))
package weights
