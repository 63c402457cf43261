package incentivetest

import (
	"fmt"
	"math"
	"slices"

	"github.com/countyeval/countyeval/evaluation/incentive/fill"
	"github.com/countyeval/countyeval/indicators/basis"
)

func figuresRead(e editing, base left) string {
	for _, name := range e.o.Reads {
		if out := e.ask(e.o.Ranking, without(e.o.Figures, func(x string) bool { return x == name })); out.err == nil && out.panic == nil {
			return fmt.Sprintf("without the figures %q there is no error; return the error that the method of Sheet gives", name)
		}
	}
	if e.o.Reads == nil && len(named(e.o.Figures)) > 0 {
		return ""
	}
	few := without(e.o.Figures, func(x string) bool { return !slices.Contains(e.o.Reads, x) })
	if out := e.ask(e.o.Ranking, few); out.String() != base.String() {
		return fmt.Sprintf("with the figures %q alone: %v; name in Reads all that it reads", e.o.Reads, out)
	}
	return ""
}

func missingFigure(e editing, base left) string {
	for k, l := range e.o.Figures.Decimals {
		gone := func(x string) bool { return x == l.Name }
		if !slices.Contains(e.o.Reads, l.Name) || e.ask(e.o.Ranking, without(e.o.Figures, gone)).err == nil {
			continue // another rule says so
		}
		for i := range base.sheet.Len() {
			unit := base.sheet.Line(i)
			if _, ok := l.Of[unit.ID]; !unit.Out.IsZero() || !ok {
				continue
			}
			f := copied(e.o.Figures)
			f.Decimals[k].Of[unit.ID] = math.NaN()
			out := e.ask(e.o.Ranking, f)
			switch {
			case out.panic != nil:
				return out.String()
			case out.err == nil:
				return fmt.Sprintf("%s has no figure %q, and there is no error; return the error of Sheet.Decimals or Sheet.Amounts", unit.ID, l.Name)
			case !slices.Contains(blamed(out.err), unit.ID):
				return fmt.Sprintf("%s has no figure %q, and the error %q does not name it; return Sheet.Fault(i, err)", unit.ID, l.Name, out.err)
			}
			break
		}
	}
	return ""
}

// blamed are the units that an error names.
func blamed(err error) (units []string) {
	for _, f := range basis.Find[*fill.Fault](err) {
		if f.Unit != "" {
			units = append(units, f.Unit)
		}
	}
	return units
}

func refusals(e editing) string {
	for k, f := range e.o.Refuses {
		out := e.ask(e.o.Ranking, f)
		switch {
		case out.panic != nil:
			return fmt.Sprintf("figures %d of Refuses: %v", k+1, out)
		case out.err == nil:
			return fmt.Sprintf("figures %d of Refuses are not refused", k+1)
		case len(blamed(out.err)) == 0:
			return fmt.Sprintf("figures %d of Refuses: the error %q names no unit; return Sheet.Fault(i, err)", k+1, out.err)
		}
	}
	return ""
}
