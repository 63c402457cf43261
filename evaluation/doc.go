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
//  5. Rulings of an authority add points to the root's score, each with its
//     document; [Result.Before] keeps the score without them.
//  6. [Result.Rank] orders the units by the score of any node, on the digits
//     that are published, and [Grading.Grade] cuts the ranking into grades.
//  7. [Result.Explain] gives every number behind one unit's place.
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
//
// # As governments do it
//
// A [Ruling] is what an authority decided for one unit: bonus and penalty points
// within [Limits], the strengths of a veto (not evaluated, not ranked, no award), a
// place outside the quota, a grade by decision. [Result.RulingEffects] takes each
// back and says what it changed.
//
// Grades are cut by share or number of places ([Grading]), by score ([Thresholds]) or
// in two stages ([TwoStage]); [Conditions] ask for more than the total, and
// [Ranking.Borders] has the gaps.
//
// Classes are the Class of units, which prepare.Classify sets by rule. A model with
// ByClass weighs each alone, [Result.RankClass] ranks it; [Model.EvaluateEach] takes
// classes that overlap, and [Standings] shows each unit once. [Result.Leaving] says how
// the order of a class hangs on single units. [Progress] ranks by gain, [Lists] pick
// the first of rankings by class, and [Nested] makes one evaluation an indicator of
// another.
//
// # Means
//
// [Arithmetic], [Geometric], [Harmonic], [Power] and [Min] differ in how far a high
// score makes up for a low one, from wholly to not at all; [OWA] gives weights to a
// unit's best and worst children; [MeanMin], [MPI] and [AMPI] take off a penalty for
// imbalance; [BenefitOfDoubt] gives each unit the weights that are best for it.
// [Present] lets any of them leave out the children that a unit has no score for,
// [PerNode] takes another one for some nodes, [Rows] is one of your own. What they do
// where programs disagree, and why:
//
//	missing score       ErrMissing, for every cell, unless Present says otherwise: then
//	                    the weights of the others are rescaled, and a unit below the
//	                    least share of weight is an error that names it.
//	  COINr             rescales always, but gives NA in the power mean; counts children
//	                    for its threshold, and hands an NA up, to be left out there.
//	  ProMCDA           counts it as 0.
//	  Compind           uses the cell in benefit of the doubt, silently.
//
//	zero                ErrZero for every cell under a geometric or harmonic mean, or a
//	                    power of 0 or less.
//	  COINr             an error that names no unit; the harmonic mean takes a negative.
//
//	constant child      Inert under a mean; ErrConstant under benefit of the doubt.
//	  COINr             NaN after min-max, then left out: its weight moves to others.
//	  Compind           every unit has 1 in benefit of the doubt.
//
//	weights             ErrWeights where a method takes none and they differ (Min, an
//	                    Order of OWA, benefit of the doubt): what does not count is not
//	                    taken silently.
//	  ProMCDA           does not use them in its minimum; from 11 indicators on it gives
//	                    them to the wrong ones.
//
//	wrong scale         MPI and AMPI refuse scores that are not on theirs.
//	  Compind 3.4       the MPI variance over k - 1, the AMPI rounded to 3 decimals, the
//	                    power mean divided by p (or constantly 1), and column means
//	                    recycled down the rows in mean-min: tests state each.
//
// [Coupling] and [Obstacles] read off a group how far its children develop together
// and what holds a unit back. Package evaluationtest tests an aggregator of your own.
//
// # Ranking methods
//
// Beside means there are methods that compare the units of a group: [TOPSIS],
// [VIKOR], [GreyRelational], [RankSumRatio], [PROMETHEE], [Copeland], [Borda],
// [EDAS], [ReferencePoint], [MULTIMOORA], [COPRAS], [CODAS], [MARCOS], and
// [Consensus] over several methods; [WASPAS], [SPOTIS] and [FuzzyEvaluation] judge
// each unit by itself. Their papers begin with raw values and turn and scale them
// in a way of their own. Here that is the model's Normalize: an aggregator takes
// scores on which more is better, as they are, and its documentation says which
// scores are those of the paper. Solve gives what a method finds beside its scores,
// from the group and weights that [Result.Group] returns.
//
// What they do where sources and programs disagree, and why:
//
//	constant child      It says nothing of the order of units. VIKOR and non-integer RSR
//	                    divide by its spread: ErrConstant, with its code. In all others
//	                    it is inert.
//	  pymcdm            VIKOR refuses; others as here.
//	  scikit-criteria   VIKOR leaves it out, with a warning.
//	  pyDecision        grey relational analysis gives every unit the least coefficient.
//
//	all units equal,    TOPSIS, grey, EDAS are 0/0, PROMETHEE has no pair: ErrConstant,
//	or a single unit    with the group. A fixed Ideal, ranks, duels, ratios, products
//	                    have a value.
//	  pymcdm            NaN (TOPSIS, EDAS).
//	  scikit-criteria   an error about ranks (TOPSIS), Q 0 (VIKOR), 0.5 (EDAS).
//	  pyDecision        NaN (TOPSIS, EDAS), the worst grey grade, 1/3.
//
//	missing score       ErrMissing, for every cell. Impute it, or rescale weights by a
//	                    choice that can be seen.
//	  pymcdm            NaN for all units; EDAS counts zeros for the child.
//	  scikit-criteria   an error about ranks; VIKOR leaves the child out silently.
//	  pyDecision        NaN for all units.
//	  COINr             Copeland is not reached from its Aggregate at all.
//
//	zero                A number like others, but ErrZero for each cell in a product
//	                    (WASPAS, MULTIMOORA), and ErrDomain under a reciprocal (a cost
//	                    of COPRAS).
//	  pymcdm            CODAS and WASPAS refuse any zero.
//	  scikit-criteria   a zero in a cost turns the whole column to 0.
//
//	negative score      Methods of differences and ranks take it. ErrDomain for each cell
//	                    where shares or ratios to the best are formed (COPRAS, MARCOS),
//	                    for the child where its mean is not above 0 (EDAS), for each
//	                    cell outside declared bounds (SPOTIS, a fixed Ideal).
//	  peers             computed through, whatever comes of it.
//
//	ties                Equal scores share the mean of their ranks and draw their duel;
//	                    differences within 1e-12 of the largest score are rounding. No
//	                    method breaks a tie by the order of the rows; Ties says what a
//	                    ranking does.
//	  pymcdm            ranks are averaged.
//	  scikit-criteria   dense ranks; members of VIKOR's compromise set tie at 1.
//	  pyDecision        by position in the table (Borda and most ranks).
//	  COINr             half the weight to each side (Copeland), as here.
//
//	weight 0            The child is absent, whatever its scores.
//
//	costs               Turned by Normalize. COPRAS needs the reciprocal and takes it back.
//	  pymcdm 1.4.0      COPRAS adds them to the score: the sums of the formula are missing.
//
// Where a program departs from the paper ours follows the paper, and a test shows
// the difference: COPRAS of pymcdm; Copeland (a Borda count), grey relational
// analysis (divided by the number of units), CODAS (a product for the threshold
// function), WASPAS (1 + min-max) and VIKOR's compromise set of pyDecision; the
// multiplicative form of scikit-criteria (weights as factors, which rank nothing)
// and its SPOTIS bounds, which it takes from the data.
//
// The scores of most of these methods place a unit within its group ([Relative]):
// units that come or go can reverse the order of others, and scores of two classes
// do not compare ([ErrIncomparable]).
package evaluation
