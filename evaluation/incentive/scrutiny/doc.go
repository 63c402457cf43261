// Package scrutiny shows what a notice of awards does before it is published: effects
// that its text does not show. It stands above package incentive, changes no award, and
// answers with allocations of the exact engine or with exact derivatives of them.
//
//	what := scrutiny.WhatIf{Plan: plan, Figures: figures, Result: result, Decision: decision}
//	cliffs, err := what.Cliffs()
//	prices, err := scrutiny.PricesOf(plan, ranking, figures)
//
// # One allocation
//
// [InequalityOf] says how unequally it divides (Gini, Theil, Jain, Atkinson, the share of
// the first k), and [TheilBy] how much of that lies between prefectures, classes or
// basins. [Inversions] are counties with a better rank and a smaller award. [Stranded] is
// what caps and ceilings leave undivided, with the shadow value of each ceiling. [Sums] is
// the table by prefecture that passes an award down. Groups are told by an attribute of
// the unit, as in evaluation.Members: region, class, level, tag:KEY or grade.
//
// # Two allocations
//
// [TurnoverOf] says what changes hands between two years, two notices, or a pool before and
// after a cut: who gains, who loses, and who loses most.
//
// # What if
//
// [WhatIf] takes a result and the decision that ranks and grades it, gives one county
// another score, and asks the plan again: the award, the least score that brings a wanted
// one ([WhatIf.Least]), and the cliffs at the next place and the next grade
// ([WhatIf.Cliffs]). It holds under every grader, with rulings, keys that break ties, and
// classes that have places of their own, since it is the decision that ranks anew.
//
// [ZeroPoints] asks what the zero point of the score does.
//
// # What a point is worth
//
// [PricesOf] gives the exact worth of one more point of score to each county, and how many
// it is worth nothing to; [EffectsOf] what a point of one county does to all others. A
// clause of one's own takes part if it says its slope (incentive.Sloped). If it follows
// scores without saying so, the price is unknown and is said to be, never 0: that the
// clauses of a plan follow scores by their slopes alone is checked for each ranking, by
// running them again with scores a little higher.
//
// # Written down
//
// All values here know their measure, so that encoding/json writes amounts in its unit and
// reads them back; their rows alone do not, and refuse.
package scrutiny
