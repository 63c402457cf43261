// Package industry looks at the industries of counties: what a county has more of
// than others, how one-sided it is, where an industry is concentrated, what moved
// between two years, and which one or two industries are its characteristic leading
// ones (特色主导产业).
//
// Everything starts from a unit x industry table: n units, k industries, one amount
// a cell (value added, employment, revenue), all of one kind and one unit. [New]
// checks an [indicators.Table] and makes a [Structure] of it:
//
//	x(i,j)   amount of industry j in unit i
//	s(i,j)   = x(i,j) / sum over j, its share of the unit
//	c(i,j)   = x(i,j) / sum over i, the unit's share of the industry
//	r(j)     share of industry j in the reference area
//
// The reference area is the sum of all units unless the caller gives totals of
// another one, such as the whole country. From a structure come
//
//	[Structure.Quotients]        location quotients s(i,j) / r(j)
//	[Structure.Specialization]   Herfindahl and Krugman index of each unit
//	[Structure.Concentration]    Herfindahl and Krugman index of each industry
//	[ShiftShare]                 what moved between two years, in three components
//	[Leading]                    the leading industries, with thresholds and reasons
//
// Industries must not overlap, since their amounts are summed: the three classes of
// the Henan program (package henan) do, and cannot be the columns of one table.
//
// All results use + - x / and order alone. Each is the float64 nearest to the exact
// rational of the amounts (package exact), so that what is equal on paper is equal, and
// bit-identical on every machine.
package industry
