package evaluationtest

import (
	"fmt"
	"math"

	"github.com/countyeval/countyeval/indicators"
)

func refusals(a application) string {
	for k, t := range a.o.Refuses {
		out := a.apply(t)
		switch {
		case out.panic != nil:
			return fmt.Sprintf("table %d of Refuses: %v", k+1, out)
		case out.err == nil:
			return fmt.Sprintf("table %d of Refuses is not refused", k+1)
		case !placesOf(out.err):
			return fmt.Sprintf("table %d of Refuses: the error %q does not say where; return an &indicators.InputError{Unit: ..., Indicator: ..., Err: ...}", k+1, out.err)
		}
	}
	return ""
}

// degenerateTables are the rules on tables at the edge: an error is as good as a stage.
func degenerateTables() []stepRule {
	edge := func(name string, changed func(a application) []*indicators.Table) stepRule {
		return stepRule{name: name, check: func(a application) string {
			if base := a.apply(a.t); base.err == nil && (!base.good() || untrue(a.t, base.stage) != "") {
				return "" // another rule says so
			}
			for _, t := range changed(a) {
				out := a.apply(t)
				switch {
				case out.panic != nil:
					return out.String()
				case out.err != nil:
				case out.stage.Table == nil:
					return out.String()
				default:
					if why := untrue(t, out.stage); why != "" {
						return why
					}
				}
			}
			return ""
		}}
	}
	column := func(name string, f func(x float64) float64) stepRule {
		return edge(name, func(a application) (out []*indicators.Table) {
			for _, in := range columnsOf(a.t.Framework()) {
				if t, err := recolumned(a.t, in.Code, f); err == nil && !empty(a.t, in.Code) {
					out = append(out, t)
				}
			}
			return out
		})
	}
	return []stepRule{
		edge("one unit", func(a application) (out []*indicators.Table) {
			for _, row := range []int{0, a.t.Len() - 1} {
				t, err := a.t.Select(func(u indicators.Unit) bool { return u.Code == a.t.Unit(row).Code })
				if err == nil {
					out = append(out, t)
				}
			}
			return out
		}),
		column("no figure", func(float64) float64 { return math.NaN() }),
		column("equal figures", func(float64) float64 { return 7 }),
		column("zeros", func(float64) float64 { return 0 }),
		column("negative figures", func(x float64) float64 { return -1 - math.Abs(x) }),
		column("large figures", func(x float64) float64 { return 1e300 * max(-1e8, min(1e8, x)) }),
	}
}
