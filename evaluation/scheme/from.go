package scheme

import "github.com/countyeval/countyeval/indicators"

// FrameworkOf is a framework as an annex: what was kept in another form or made by a
// program becomes a file. Computed indicators stay so, and the steps of the model make
// them; there are no formulas in it.
func FrameworkOf(f *indicators.Framework) Framework {
	root := f.Root()
	out := Framework{Code: root.Code, Name: root.Name, NameZH: root.NameZH, Indicators: rowsOf(root.Children)}
	if out.Code == (Framework{}).code() {
		out.Code = ""
	}
	for _, in := range f.Aux() {
		out.Aux = append(out.Aux, rowOf(in))
	}
	return out
}

// rowsOf are the indicators of a group; weights that are all 0 are not declared.
func rowsOf(all []indicators.Indicator) []Indicator {
	weighed := false
	for _, in := range all {
		weighed = weighed || in.Weight != 0
	}
	var out []Indicator
	for _, in := range all {
		row := rowOf(in)
		if weighed {
			row.Weight = new(in.Weight)
		}
		row.Indicators = rowsOf(in.Children)
		out = append(out, row)
	}
	return out
}

func rowOf(in indicators.Indicator) Indicator {
	out := Indicator{
		Code: in.Code, Name: in.Name, NameZH: in.NameZH, Unit: in.Unit, Base: in.Base, Computed: in.Computed, Confidential: in.Confidential,
		Department: in.Department, Period: in.Period, Definition: in.Definition, Source: in.Source,
	}
	switch b := in.Bounds; {
	case in.Direction == indicators.Target:
		out.Direction, out.Target, out.Bounds = in.Direction, in.Target, in.Bounds
	case b == nil:
		out.Direction = in.Direction
	case in.Direction == indicators.Lower:
		out.Zero, out.Full = new(b.Hi), new(b.Lo)
	default:
		out.Zero, out.Full = new(b.Lo), new(b.Hi)
	}
	return out
}
