// Package henan holds the Implementation Program for Promoting High-Quality
// Development of Manufacturing Industry in Henan Province
// (河南省推动制造业高质量发展实施方案) as data: its 24 targets for 2022 and 2025, each
// with the words it comes from ([Targets]), its 5 + 5 + 6 industries ([Industries]), its six action
// lines ([ActionLines]), and the county-level divisions of Henan with their codes
// ([Divisions], [Changes], [Prefectures]), and its spatial pattern of two cores, two axes
// and three belts ([Zones]).
//
// The source of all quotes is the program's English text as released on 21 March
// 2024, which names the website of the Henan provincial government as its source.
// How a sentence is read (a share or a count, at least or about) is ours, and
// [target.Target.Note] says so where the text leaves a doubt. The package has goals and no
// figures: base values, years and results come from the caller.
//
// # Progress
//
// [target.Target.Progress] holds figures against a goal. Before the goal year a unit is on
// track or behind its path, from then on the goal is met or missed:
//
//	at least, at most   a straight path from the base to the goal
//	a change a year     compounds: -5 % for two years is -9.75 %
//	each year           every single year counts
//	about               at least the goal less a tolerance, which the caller has to
//	                    state; "maintained at about" alone has two sides
//
// # The province and its counties
//
// 23 of the targets measure the province. A county has no part of them as a target
// of its own: held against one, its figures are refused ([target.ErrScope]), and
// [target.Target.Contribution] says instead what it adds to the figure of the province. The
// one figure that the program asks of a county is that it has one or two
// characteristic leading industries; package industry finds them.
//
// The shares of the three classes of industries add up to 102 % and 105 %
// ([Overlaps]): the classes overlap and are never parts of a whole.
//
// # A framework
//
// [Framework] is the tree of the program's own indicators, for a province that has
// their figures. Where only public figures are at hand, as in examples/henan, another
// framework is needed.
package henan
