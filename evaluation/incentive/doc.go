// Package incentive divides pools of land, environmental capacity and money
// among ranked counties, exactly and with reasons.
//
// A [Plan] is a notice as data: a [Pool], articles ([Clause]) that say who may
// have a share, how much each county counts and what limits there are, and a
// [fill.Rounder]. It holds no figure of a county: clauses ask for lists by name.
// [Plan.Allocate] applies it to a published [evaluation.Ranking] with the [Figures] of
// the year and gives an [Allocation]:
//
//	plan := incentive.Plan{
//		Pool: incentive.Pool{Name: "land", Measure: incentive.Measure{Name: "mu", Digits: 2},
//			Amount: 10_000, Reserve: 500, Lot: 1},
//		Clauses: []incentive.Clause{
//			incentive.Grades{"A", "B"},           // who
//			incentive.ByScore{Base: 60},          // how much each counts
//			incentive.CapAt{Figure: "request"},   // limits
//		},
//	}
//	allocation, err := plan.Allocate(ranking, figures)
//
// # One engine
//
// All rules are the weighted fill of package fill, [fill.Weighted]: a_i =
// clamp(lambda w_i, floor_i, cap_i), the members of a [fill.Ceiling] stop when it is
// reached, and lambda rises until the pool is gone. Shares by score, above a
// threshold or to a power, prizes by rank, weights by grade, equal shares, claims,
// the factor method, safety nets: each is a choice of weights, floors and caps, and
// clauses compose them. Weights multiply, the lowest cap and the highest floor hold,
// requests are caps and never weights.
//
// Where promises exceed the pool, a [Tranche] may name another rule, made of
// fills: [fill.Dual], [fill.EqualLosses], [fill.Talmud], [fill.Priority]. Lots that
// are coarse against the awards are rounded by [fill.LargestRemainder] or a
// [fill.Divisor].
//
// # Exact
//
// Amounts are whole smallest units ([Amount], [Measure]); what is between is
// rational numbers of package math/big. A float (score, rate, factor) enters as
// the decimal that people read ([fill.Decimal]). Rounding happens once, at the end, by
// default down, so that equals stay equal. Awards, remainder and reserve always
// sum to the pool. Nothing is clipped, scaled or renormalized in silence: what
// cannot be done is an error that names county and clause, and all errors of a
// plan come at once.
//
// # With reasons
//
// Every award carries its ledger: what each article did to the county's line, its
// plain share, what a limit took or gave, what the limits of others freed, the
// rounding. Rows and columns balance ([Allocation.Columns]). The level lambda and
// the bounds are a certificate ([Allocation.Certificate]) that anybody can check
// in a spreadsheet, county by county. [Allocation.Check] checks all of it from the
// data alone, also after the allocation was stored as JSON, [Allocation.Verify]
// divides anew by the plan and names the first difference, and
// [Allocation.Explain] says it in English or Chinese. What nobody can have is the
// first warning, with the article that emptied a tranche ([ErrUndivided]).
//
// Plans, figures and allocations are data: encoding/json writes them with the kinds of all
// clauses, rules and rounders ([Kinds]), and [ReadPlan], [ReadFigures] and [ReadAllocation]
// take kinds of one's own. An allocation has every amount as a decimal in the unit of its
// measure, and exact figures as fractions in it.
//
// # Before it is published
//
// A notice has effects that its text does not show. Package scrutiny says what a point
// of score is worth and to how many nothing, where the cliffs are, what changes hands
// when a plan changes, how unequal awards are, where rank and award contradict each
// other, what ceilings leave undivided, and the table by prefecture that passes an
// award down. A clause of your own that follows scores says by how much as a [Sloped]
// one. Package incentivetest tests clauses, rules and roundings of your own.
//
// # Several tranches
//
// A [Tranche] divides a part of the pool by clauses of its own. Limits speak of a
// county's total in the pool; what a tranche cannot place moves on to the next.
// A tranche may have a ranking of its own, a list of progress beside that of level.
// [Allocation.List] makes an allocation the cap of another pool, or the base of the
// next year's. [Corridor], [Counting], [CarryOver] and [Curtail] join one
// year to the next.
//
// # Rules of programs
//
// [Linkage] (增存挂钩), [PrizeTable], [Ladder], [Capacity], [TierPools], [Charge],
// [FirstOnly], [NeedOnly] and [Clawback] are rules that notices have, with the
// rates of the caller. None has a default, for none is published.
//
// # Simulation
//
// [fill.Twin] is the fill in float64, for a million questions that differ in
// weights.
package incentive
