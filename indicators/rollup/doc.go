// Package rollup makes figures of large units from a table of small ones: of counties
// from their enterprises, of prefectures from their counties, of one owner from the
// legal forms that the owner has.
//
// A [Rollup] says by which heading of the small units the large one is found, and has
// a [Column] for each figure that is made, with its [Rule]: [Sum], [Count], [Portion]
// (of a grade), [Ratio] of sums, [Mean], [Quantile], [Concentration]. All of it is data,
// written by the kinds of [Kinds]. A ratio of a county is the ratio of sums. The mean
// of ratios is another figure, which [Mean] gives to who asks for it, and says so.
//
// [Rollup.Into] fills the columns of a table of the large units, the frame, that are
// declared computed. Each figure is the float64 nearest to the exact rational of the
// figures under it (package exact), whatever their order, and the table keeps the
// rational: sums of sums are the sum of all, to the last bit, and so is a ratio of
// sums of sums. A quantile or a mean of each alike of quantiles is not that of all,
// and no rule makes it so: it is taken of the small units.
//
// # What has no obvious answer
//
//   - A small unit whose large one is not in the frame: an error, or with
//     [Rollup.Outside] left out and listed in [Rolled.Outside], with a warning of the
//     table.
//   - A large unit without any small one: 0 of a sum and a count, 0 being what the sum
//     of none is; any other figure is not applicable, or with [Column.Empty] a declared
//     one, marked imputed.
//   - One enterprise under two codes: [Rollup.Distinct] is a heading in which no two
//     may have the same.
//   - A figure that is missing: an error, or by [Column.Gaps] left out, and the large
//     figure is marked open, or the large figure is missing.
//
// All of it is told by [Rolled.Notes].
//
// # Enclaves
//
// A unit that counts in several large ones (an enclave park, 飞地) has a [Split] for
// every column that was agreed upon: tax three to two, output one to one. Shares are
// decimals and sum to 1 exactly, and so the parts sum to the whole.
//
// # Confidential figures
//
// [Disclosure] is the rule of the caller for what a published figure must not give
// away: too few units, or one or two that dominate. [Secondary] then withholds more cells,
// until none that is withheld can be computed back from published sums ([Intervals]).
package rollup
