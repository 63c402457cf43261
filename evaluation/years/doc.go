// Package years follows an evaluation through years in which its framework, weights,
// scales and units change.
//
// An [Edition] is one year's evaluation as data: the table of the year, and the scheme it
// is evaluated by. [Edition.By] evaluates the figures of one year by the scheme of
// another, [Edition.OnScales] on scales that were frozen in another, and [Beside] sets
// what the scheme of today makes of an earlier year beside what was published then.
//
// A [Bridging] explains a move: how much of what a unit gained or lost in score and rank
// between two editions is its own figures, the figures of others (through scales that
// depend on the data, and by passing it), newcomers and leavers, scales, weights, indicators,
// or rulings. The parts add up to the move in the digits that are published.
//
// Rules over years: [Repeat] finds who was among the first, the last or in a grade in m of
// n years, [Repeat.FirstTime] who is there for the first time, and [Means] ranks by the
// mean of the published scores; [Trends] tells the status of each unit and indicator by
// thresholds that the caller states. Gains in rank and score are [evaluation.Progress]; half
// level and half growth is an evaluation of two ([evaluation.Ranking.Nest]).
package years
