package indicators

// Revision is one property of an indicator that differs between two frameworks.
type Revision struct {
	Indicator string `json:"indicator"` // code
	Key       string `json:"key"`       // of the property in JSON: weight, bounds, name ...
	Was       string `json:"was"`       // as text; "": not given
	Is        string `json:"is"`
}

// Revisions lists how the indicators and auxiliary columns that both frameworks have
// differ from those of o, the earlier one, in weight, bounds, target, base, texts,
// and in whether they are computed or confidential: first the nodes of f in pre-order, then the
// auxiliary columns. Codes, tree and directions are for [Framework.Fits].
func (f *Framework) Revisions(o *Framework) []Revision {
	if f == nil || o == nil {
		return nil
	}
	var out []Revision
	compare := func(is, was *Indicator) {
		a, b := properties(was), properties(is)
		for i, key := range propertyKeys {
			if a[i] != b[i] {
				out = append(out, Revision{Indicator: is.Code, Key: key, Was: a[i], Is: b[i]})
			}
		}
	}
	for _, n := range f.nodes {
		if j, ok := o.index[n.Code]; ok {
			compare(n, o.nodes[j])
		}
	}
	for i := range f.aux {
		if j, ok := o.auxIndex[f.aux[i].Code]; ok {
			compare(&f.aux[i], &o.aux[j])
		}
	}
	return out
}

var propertyKeys = [...]string{
	"name", "name_zh", "weight", "unit", "target", "bounds", "base", "computed", "confidential",
	"definition", "period", "department", "source",
}

// properties are what may differ in frameworks that fit together, as texts in the
// order of propertyKeys.
func properties(in *Indicator) [len(propertyKeys)]string {
	said := func(x bool) string {
		if x {
			return "true"
		}
		return ""
	}
	return [...]string{
		in.Name, in.NameZH, given(in.Weight), in.Unit, ends(in.Target), ends(in.Bounds), given(in.Base), said(in.Computed), said(in.Confidential),
		in.Definition, in.Period, in.Department, in.Source,
	}
}

// given is a figure as text; "" if it is 0, which stands for not given.
func given(x float64) string {
	if x == 0 {
		return ""
	}
	return formatNumber(x)
}

// ends is a range as text, such as "0.4 to 5"; "" if it is not given.
func ends(r *Range) string {
	if r == nil {
		return ""
	}
	return formatNumber(r.Lo) + " to " + formatNumber(r.Hi)
}
