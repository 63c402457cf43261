// Package aggregate makes the score of a composed indicator from the scores of its
// children: means, indices of balance, benefit of the doubt, and methods that compare
// units.
//
// An [Aggregator] is a value. It is given a group, which is the scores of n units on
// the k children of one parent, and the weights of the children, which sum to 1, and
// it writes the n scores of the parent:
//
//	scores := make([]float64, n)
//	err := aggregate.TOPSIS{}.Aggregate(scores, group, w)
//
// In an evaluation it is the Aggregate of the model, evaluation.Result.Group returns
// the group and the weights of any node, and [PerNode] gives nodes different ones.
//
// Three interfaces are optional. [Additive] aggregators say how many points each child
// gives, [Relative] ones whether their scores compare outside the group, and
// [basis.Naming] ones which indicators their options name. A fault of the scores is an error that holds
// a [weights.CellError] for every cell; options that make no sense are errors that wrap
// [basis.ErrValue], weights that do not fit [basis.ErrWeights]. Package evaluationtest
// tests an aggregator of your own.
//
// # Not here
//
// AROMAN (S. Bošković and others, 2023, IEEE Access 11, 39496-39507) ends, in programs in
// use, in L^lambda + A^(1-lambda), L the sum of normalized costs and A that of benefits, both
// with a plus and costs not turned round: a county that spends more energy would rank
// higher. With costs turned, as scores are here, it is another method than the one
// published, so that there is none. Outranking methods have package evaluation/outranking.
//
// # Means
//
// [Arithmetic], [Geometric], [Harmonic], [Power] and [Min] differ in how far a high
// score makes up for a low one, from wholly to not at all; [OWA] gives weights to a
// unit's best and worst children; [MeanMin], [MPI] and [AMPI] take off a penalty for
// imbalance; [BenefitOfDoubt] gives each unit the weights that are best for it,
// [DirectionalBOD] asks how far it would have to rise in a given direction to be among the
// best, and [MultiplicativeBOD] gives it the best exponents of a product.
// [Present] lets any of them leave out the children that a unit has no score for,
// [PerNode] takes another one for some nodes, [Rows] is one of your own. This is what
// they do where programs disagree, and why:
//
//	missing score       ErrMissing, for every cell, unless Present says otherwise: then
//	                    the weights of the others are rescaled, and a unit below the
//	                    least share of weight is an error that names it. What does not
//	                    apply to a unit is handed up where nothing or too little does,
//	                    to be left out there.
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
//	                    recycled down the rows in mean-min; a test shows each.
//
// # Ranking methods
//
// Beside means there are methods that compare the units of a group: [TOPSIS],
// [VIKOR], [GreyRelational], [RankSumRatio], [PROMETHEE], [Copeland], [Borda],
// [EDAS], [ReferencePoint], [MULTIMOORA], [COPRAS], [CODAS], [MARCOS], [MABAC],
// [MAIRCA], [ARAS], [CoCoSo], [RAM], [Wroclaw], and [Consensus] over several methods;
// [WASPAS], [SPOTIS] and [FuzzyEvaluation] judge each unit by itself. Their papers begin with raw values and turn and scale them
// in a way of their own. Here that is the Normalize of the model: an aggregator takes
// scores on which more is better, as they are, and its documentation says which
// scores are those of the paper; evaluation.Preset gives a method with the normalizer
// that belongs to it. Solve gives what a method finds besides its scores.
//
// This is what they do where sources and programs disagree, and why:
//
//	constant child      It says nothing of the order of units. VIKOR, MABAC, MAIRCA and
//	                    non-integer RSR divide by its spread: ErrConstant, with its code. In all others
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
//	                    where shares or ratios to the best are formed (COPRAS, MARCOS,
//	                    ARAS, RAM, and the powers of CoCoSo),
//	                    for the child where its mean is not above 0 (EDAS), for each
//	                    cell outside declared bounds (SPOTIS, a fixed Ideal).
//	  peers             computed through, whatever comes of it.
//
//	ties                Equal scores share the mean of their ranks and draw their duel;
//	                    differences within 1e-12 of the largest score are rounding. No
//	                    method breaks a tie by the order of the rows; the Ties of a
//	                    ranking say what becomes of it.
//	  pymcdm            ranks are averaged.
//	  scikit-criteria   dense ranks; members of VIKOR's compromise set tie at 1.
//	  pyDecision        by position in the table (Borda and most ranks).
//	  COINr             half the weight to each side (Copeland), as here.
//
//	weight 0            The child is absent, whatever its scores.
//
//	costs               Turned by Normalize. COPRAS and RAM need the reciprocal and take
//	                    it back.
//	  pymcdm 1.4.0      COPRAS adds them to the score: the sums of the formula are missing.
//
// Where a program departs from the paper, ours follows the paper, and a test shows
// the difference: COPRAS of pymcdm; Copeland (a Borda count), grey relational
// analysis (divided by the number of units), CODAS (a product for the threshold
// function), WASPAS (1 + min-max) and VIKOR's compromise set of pyDecision; the
// multiplicative form of scikit-criteria (weights as factors, which rank nothing)
// and its SPOTIS bounds, which it takes from the data.
//
// The scores of most of these methods place a unit within its group ([Relative]):
// units that come or go can reverse the order of others, and scores of two classes
// do not compare.
//
// # Coupling and obstacles
//
// [Coupling] and [Obstacles] read off a group how far its children develop together
// (耦合协调度) and what holds a unit back (障碍度).
//
// # Written down
//
// Aggregators are written with basis.Marshal and [Kinds], and read with
// basis.Unmarshal; encoding/json would lose which one stands where one is chosen.
package aggregate
