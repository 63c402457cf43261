// Package target holds figures against targets: of a program, a plan or a contract, for any
// unit, as data. Package henan has those of the Henan program for manufacturing.
//
// [Target.Progress] holds figures against a goal. Before the goal year a unit is on
// track or behind its path, from then on the goal is met or missed. [Target.Needed] is
// what is still needed a year, and [Lights] are green, yellow or red by thresholds that
// the caller states. [Target.Contribution] is what a unit adds to a figure of the whole
// that it is a part of.
//
// Years may count other equal periods instead, such as half-years, for all but
// [Growth], which is a change a year.
package target
