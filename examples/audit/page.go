package main

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/indicators/profile"
	"github.com/countyeval/countyeval/indicators/stats"
)

const bullet = "· "

// page is the whole page; with all, all findings stand below it.
func (a *audit) page(w *words, all bool) string {
	var b strings.Builder
	b.WriteString(w.title + "\n")
	n := a.figures.Len()
	b.WriteString(item("", fmt.Sprintf(w.object, n, len(a.indicators), len(a.groups), len(a.ranking.Places))))
	b.WriteString(item("", w.method))
	for _, section := range []func(b *strings.Builder, w *words){a.printFigures, a.printRules, a.printStructure, a.printBalance, a.printLinks, a.printConclusions} {
		b.WriteString("\n")
		section(&b, w)
	}
	if all {
		b.WriteString("\n" + w.findings + "\n")
		for _, f := range a.all() {
			who := ""
			if f.Unit != "" {
				who = w.unit(a, f.Unit) + " "
			}
			b.WriteString(item(bullet, fmt.Sprintf("[%s] %s%s: %s", f.Rule, who, f.Indicator, f.Text)))
		}
	}
	return b.String()
}

// all findings, in the order of the page.
func (a *audit) all() []profile.Finding {
	out := slices.Concat(a.shape, a.far, a.twice)
	for _, r := range a.rules {
		out = append(out, r.found...)
	}
	return slices.Concat(out, a.gaps, a.zone, a.products, a.pairs, a.across, a.size)
}

func (a *audit) printFigures(b *strings.Builder, w *words) {
	rows := [][]string{w.figuresHead}
	gaps := 0
	var where []string
	for _, r := range a.indicators {
		s := r.summary
		rows = append(rows, []string{
			w.short[r.code], count(s.N - s.Available), short(s.Min), short(s.Median), short(s.Max),
			fixed(s.Skewness, 2), fixed(s.Kurtosis, 2), count(r.far), count(r.zero), count(r.full),
		})
		if missing := s.N - s.Available; missing > 0 {
			gaps += missing
			where = append(where, w.short[r.code]+" "+count(missing))
		}
	}
	var skewed, dull []string
	for _, f := range a.shape {
		if f.Rule == profile.RuleShape {
			skewed = append(skewed, w.short[f.Indicator])
		} else {
			dull = append(dull, w.short[f.Indicator])
		}
	}
	n, m := a.figures.Dims()
	b.WriteString(w.figures + "\n" + grid(rows))
	b.WriteString(item(bullet, fmt.Sprintf(w.missing, fixed(100*(1-float64(gaps)/float64(n*m)), 1)+"%", gaps, w.join(where), w.join(dull))))
	b.WriteString(item(bullet, fmt.Sprintf(w.skewed, len(skewed), w.join(skewed))))
	b.WriteString(item(bullet, fmt.Sprintf(w.twice, len(a.twice))))
}

func (a *audit) printRules(b *strings.Builder, w *words) {
	b.WriteString(w.rules + "\n")
	for _, r := range a.rules {
		var codes []string
		for _, f := range r.found {
			codes = append(codes, w.short[f.Indicator])
		}
		list := ""
		if len(codes) > 0 {
			list = w.colon + w.join(codes)
		}
		switch {
		case r.rule == profile.RuleFirstDigit:
			b.WriteString(item(bullet, fmt.Sprintf(w.firstDigit, r.columns, r.examined, len(r.found), list)))
		case r.rule == profile.RuleLastDigit:
			b.WriteString(item(bullet, fmt.Sprintf(w.lastDigit, r.columns, r.examined, len(r.found), list)))
		case len(r.found) == 0:
			b.WriteString(item(bullet, fmt.Sprintf(w.kept, w.formula(r.identity), r.examined)))
		default:
			b.WriteString(item(bullet, fmt.Sprintf(w.broken, w.formula(r.identity), r.examined, len(r.found))))
		}
	}
	b.WriteString(item(bullet, fmt.Sprintf(w.gaps, len(a.gaps))))
	b.WriteString(item(bullet, fmt.Sprintf(w.far, a.beyond[0], a.beyond[1], len(a.zone))))
	for _, f := range a.zone {
		row, _ := a.figures.Row(f.Unit)
		other := a.figures.Column(f.With[0])
		b.WriteString(item("    ", fmt.Sprintf(w.zoneItem, w.unit(a, f.Unit), short(f.Figure), short(f.Limit), fixed(other.At(row), 1), fixed(a.fence, 1),
			place(a.figures.Column(gap().Amount), row), place(a.figures.Column(gap().Count), row))))
	}
	if len(a.zone) > 0 {
		b.WriteString(item("    ", w.question))
	}
}

// formula is an accounting rule in short names.
func (w *words) formula(c profile.Identity) string {
	side := func(terms []profile.Term) string {
		var out []string
		for _, m := range terms {
			out = append(out, w.short[m.Column])
		}
		return strings.Join(out, " + ")
	}
	return side(c.Left) + " " + c.Relation.Sign() + " " + side(c.Right)
}

func (a *audit) printStructure(b *strings.Builder, w *words) {
	rows := [][]string{w.structureHead}
	for _, g := range a.groups {
		rows = append(rows, []string{
			w.short[g.code], count(len(g.codes)), fixed(g.alpha.Value, 2), fixed(g.adequacy.KMO, 2), chance(g.adequacy.P),
			fixed(100*g.first(), 0) + "%", fixed(g.total.R, 2),
		})
	}
	b.WriteString(w.structure + "\n" + grid(rows))
	var between []string
	for _, c := range a.dimensions {
		between = append(between, w.short[c.A]+"–"+w.short[c.B]+" "+fixed(c.R, 2))
	}
	b.WriteString(item(bullet, w.dimensions+w.join(between)))
	for _, line := range []struct {
		text  string
		rule  string
		pairs []profile.Finding
	}{{w.low, profile.RuleLow, a.pairs}, {w.negative, profile.RuleNegative, a.pairs}, {w.high, profile.RuleHigh, a.across}} {
		b.WriteString(item(bullet, line.text+w.join(w.pairs(line.rule, line.pairs))))
	}
	var products, parts []string
	for _, f := range a.products {
		codes := w.names(f.With)
		switch f.Rule {
		case profile.RuleProduct:
			products = append(products, w.short[f.Indicator]+" = "+strings.Join(codes, " × "))
		case profile.RuleParts:
			parts = append(parts, strings.Join(append([]string{w.short[f.Indicator]}, codes...), " + "))
		}
	}
	b.WriteString(item(bullet, fmt.Sprintf(w.product, len(products), w.join(products))))
	b.WriteString(item(bullet, fmt.Sprintf(w.notParts, w.join(parts))))
}

// pairs lists the pairs that a rule found, with their correlation.
func (w *words) pairs(rule string, found []profile.Finding) []string {
	var out []string
	for _, f := range found {
		if f.Rule == rule {
			out = append(out, w.short[f.Indicator]+"–"+w.short[f.With[0]]+" "+fixed(f.Figure, 2))
		}
	}
	return out
}

func (a *audit) printBalance(b *strings.Builder, w *words) {
	rows := [][]string{w.balanceHead}
	for _, r := range a.indicators {
		rows = append(rows, []string{
			w.short[r.code], fixed(100*r.weight, 1), fixed(100*r.share, 1), fixed(r.ratio(), 2), fixed(r.node, 2), fixed(r.total, 2),
			fixed(r.tau, 3), count(r.shift), count(r.replaced),
		})
	}
	b.WriteString(w.balance + "\n" + grid(rows) + item(bullet, w.balanceNote))
}

func (a *audit) printLinks(b *strings.Builder, w *words) {
	rows := [][]string{{w.linksHead}}
	at := map[string]int{}
	for _, c := range a.links {
		i, ok := at[c.A]
		if !ok {
			i = len(rows)
			at[c.A] = i
			rows = append(rows, []string{w.short[c.A]})
		}
		if i == 1 {
			rows[0] = append(rows[0], w.short[c.B])
		}
		rows[i] = append(rows[i], fixed(c.R, 2))
	}
	b.WriteString(w.links + "\n" + grid(rows))
	b.WriteString(item(bullet, w.size+w.join(w.pairs(profile.RuleSize, a.size))))
}

func (a *audit) printConclusions(b *strings.Builder, w *words) {
	v := w.verdicts
	var out []string
	if rules, broken := a.identities(); broken == 0 {
		out = append(out, fmt.Sprintf(v.trust, rules))
	}
	if len(a.zone) > 0 {
		var names []string
		for _, f := range a.zone {
			names = append(names, w.unit(a, f.Unit))
		}
		out = append(out, fmt.Sprintf(v.doubt, len(names), w.join(names)))
	}
	say := func(format string, items []string) {
		if len(items) > 0 {
			out = append(out, fmt.Sprintf(format, w.join(items)))
		}
	}
	for _, r := range a.rules {
		if r.rule == profile.RuleLastDigit {
			var codes []string
			for _, f := range r.found {
				codes = append(codes, f.Indicator)
			}
			say(v.digits, w.names(codes))
		}
	}
	say(v.weak, w.names(a.codesIf(func(r row) bool { return r.ratio() < 0.5 })))
	say(v.strong, w.names(a.codesIf(func(r row) bool { return r.ratio() > 1.5 })))
	say(v.twin, w.pairs(profile.RuleHigh, slices.Concat(a.pairs, a.across)))
	var little []string
	for _, g := range a.groups {
		if g.alpha.Value < 0.5 {
			little = append(little, w.short[g.code]+" "+fixed(g.alpha.Value, 2))
		}
	}
	say(v.little, little)
	people, area, rich := a.linkOf("residents"), a.linkOf("area"), a.linkOf("gdp_per_resident")
	if max(math.Abs(people), math.Abs(area)) <= 0.6 {
		out = append(out, fmt.Sprintf(v.outside, fixed(people, 2), fixed(area, 2), fixed(rich, 2)))
	}
	least, _ := a.extreme(func(r row) float64 { return r.tau })
	_, most := a.extreme(func(r row) float64 { return float64(r.replaced) })
	out = append(out, fmt.Sprintf(v.robust, fixed(least.tau, 3), w.short[least.code], most.replaced))
	_, most = a.extreme(func(r row) float64 { return float64(r.shift) })
	out = append(out, fmt.Sprintf(v.sensitive, most.shift, w.short[most.code]))
	b.WriteString(w.conclusions + "\n")
	for i, s := range out {
		b.WriteString(item(strconv.Itoa(i+1)+" ", s+w.stop))
	}
}

// linkOf is the correlation of the total with a variable.
func (a *audit) linkOf(code string) float64 {
	i := slices.IndexFunc(a.links, func(c profile.Correlation) bool { return c.B == code }) // the total comes first
	return a.links[i].R
}

// names are the short names of codes.
func (w *words) names(codes []string) []string {
	out := make([]string, len(codes))
	for i, c := range codes {
		out[i] = w.short[c]
	}
	return out
}

// join lists items, or says that there are none.
func (w *words) join(items []string) string {
	if len(items) == 0 {
		return w.none
	}
	return strings.Join(items, w.list)
}

// place is the rank of a row, 1 for the largest value.
func place(column basis.View[float64], row int) int {
	rank := 1
	for _, x := range column.All() {
		if x > column.At(row) {
			rank++
		}
	}
	return rank
}

func count(n int) string { return strconv.Itoa(n) }

// fixed writes a figure with so many decimals, and a true minus sign never for 0.
func fixed(x float64, decimals int) string {
	return strconv.FormatFloat(stats.Round(x, decimals)+0, 'f', decimals, 64)
}

// short writes a figure with about four digits.
func short(x float64) string {
	switch abs := math.Abs(x); {
	case abs >= 1000:
		return group3(fixed(x, 0))
	case abs >= 100:
		return fixed(x, 0)
	case abs >= 10:
		return fixed(x, 1)
	}
	return fixed(x, 2)
}

// group3 puts a comma before each three digits of a whole number.
func group3(s string) string {
	sign := ""
	if strings.HasPrefix(s, "-") {
		sign, s = "-", s[1:]
	}
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return sign + s
}

// chance writes a p value.
func chance(p float64) string {
	if p < 0.001 {
		return "< 0.001"
	}
	return fixed(p, 3)
}
