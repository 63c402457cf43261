package main

import (
	"strings"

	"github.com/countyeval/countyeval/evaluation/tables"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/profile"
)

// identities are what the figures of every county must keep, whatever the county.
func identities() []profile.Identity {
	return []profile.Identity{
		less("gdp", "sec_va", "primary_va"),
		less("emp_total", "emp_mining", "emp_manuf", "emp_sci_tech"),
		{Left: []profile.Term{{Column: "occ_total"}}, Right: []profile.Term{{Column: "emp_total"}}},
		less("occ_total", "occ_prof_tech"),
		less("edu_total", "edu_tertiary"),
		less("residents", "edu_total"),
		less("residents", "nonlocal"),
	}
}

// less is the rule that the sum of some columns is below another.
func less(whole string, parts ...string) profile.Identity {
	c := profile.Identity{Right: []profile.Term{{Column: whole}}, Relation: profile.LessThan}
	for _, p := range parts {
		c.Left = append(c.Left, profile.Term{Column: p})
	}
	return c
}

// accounting counts the units that break a rule of accounting. A rule whose columns the
// table lacks is left out.
func accounting(t *indicators.Table) (tables.Sheet, error) {
	s := tables.Sheet{Title: tables.Both("Rules of accounting", "会计关系")}
	s.Head(tables.Left, tables.Both("rule", "关系"))
	s.Head(tables.Point, tables.Both("units", "单位数"), tables.Both("broken by", "不成立"))
	for _, rule := range identities() {
		var codes []string
		var sides [2][]tables.Text
		for k, side := range [][]profile.Term{rule.Left, rule.Right} {
			for _, term := range side {
				codes = append(codes, term.Column)
				sides[k] = append(sides[k], columnName(t, term.Column))
			}
		}
		if !has(t, codes...) {
			continue
		}
		found, err := rule.Find(t)
		if err != nil {
			return s, err
		}
		sign := " = "
		if rule.Relation == profile.LessThan {
			sign = " < "
		}
		left, right := sum(sides[0]), sum(sides[1])
		s.Add(tables.Words(tables.Both(left.English+sign+right.English, left.Chinese+sign+right.Chinese)), tables.Integer(t.Len()), tables.Integer(len(found)))
	}
	return s, nil
}

// sum joins names by plus signs.
func sum(names []tables.Text) tables.Text {
	var en, zh []string
	for _, n := range names {
		en, zh = append(en, n.English), append(zh, n.Chinese)
	}
	return tables.Both(strings.Join(en, " + "), strings.Join(zh, " + "))
}

// doubts are the rules that point at single figures.
func doubts(t *indicators.Table, all bool) []profile.Check {
	var out []profile.Check
	// Output an enterprise and people from elsewhere are far out together where a
	// development zone is counted in.
	if zone := []string{"sec_va_per_enterprise", "nonlocal_share"}; has(t, zone...) {
		out = append(out, profile.Fence{Columns: zone, Side: profile.Above, All: true})
	}
	if !all {
		return out
	}
	if has(t, "sec_va", "enterprises") {
		out = append(out, profile.RankGap{Amount: "sec_va", Count: "enterprises"})
	}
	var reported []string
	f := t.Framework()
	for _, in := range append(f.Measured(), f.Aux()...) {
		if !in.Computed {
			reported = append(reported, in.Code)
		}
	}
	return append(out, profile.Fence{}, profile.LastDigit{Columns: reported}, profile.FirstDigit{Columns: reported})
}

// doubtful lists what the rules found: counties that two signs point at together, and
// with all every single finding. A county is named beside its figures alone.
func doubtful(t *indicators.Table, all bool) (tables.Sheet, error) {
	s := tables.Sheet{Title: tables.Both("To be confirmed before ranks are published", "公布位次之前应核实")}
	s.Head(tables.Left, tables.Both("unit", "单位"), tables.Both("rule", "规则"), tables.Both("indicator", "指标"))
	s.Head(tables.Point, tables.Both("figure", "数值"), tables.Both("limit", "界限"))
	found, err := profile.Run(t, doubts(t, all)...)
	if err != nil {
		return s, err
	}
	for _, x := range found {
		if x.Err != nil { // too few figures for a test of digits
			continue
		}
		found, limit := figure(x.Figure), figure(x.Limit)
		if x.Unit == "" { // a test of digits: the probability
			found, limit = tables.Decimal(x.Figure, 4), tables.Decimal(x.Limit, 4)
		}
		s.Add(unit(t, x.Unit), tables.Words(ruleName(x)), column(t, x.Indicator), found, limit)
		if x.Rule != profile.RuleFence || len(x.With) == 0 {
			continue
		}
		second, err := profile.Fence{Columns: x.With, Side: profile.Above}.Find(t)
		if err != nil {
			return s, err
		}
		for _, y := range second {
			if y.Unit == x.Unit {
				s.Add(unit(t, x.Unit), tables.Words(ruleName(x)), column(t, y.Indicator), figure(y.Figure), figure(y.Limit))
			}
		}
	}
	if len(s.Rows) == 0 {
		s.Add(tables.Words(tables.Both("none", "无")))
	}
	s.Note(tables.Both("Far out on both signs: a development zone may be counted in. Whoever reported the figures must say; this page does not judge.",
		"两项同时远离：统计范围可能含功能区。须由填报单位说明，本页不作判断。"))
	return s, nil
}

// ruleName says what a rule looks for.
func ruleName(x profile.Finding) tables.Text {
	switch {
	case x.Rule == profile.RuleFence && len(x.With) > 0:
		return tables.Both("far out on both", "两项同时远离")
	case x.Rule == profile.RuleFence:
		return tables.Both("far out", "远离值")
	case x.Rule == profile.RuleRankGap:
		return tables.Both("ranks apart from the number of enterprises", "与企业数位次相差过大")
	case x.Rule == profile.RuleLastDigit:
		return tables.Both("last digits are not uniform", "末位数不均匀")
	case x.Rule == profile.RuleFirstDigit:
		return tables.Both("first digits break Benford's law", "首位数不合本福特定律")
	}
	return tables.Both(strings.ReplaceAll(x.Rule, "_", " "), x.Rule)
}

// has reports whether a table has all columns.
func has(t *indicators.Table, codes ...string) bool {
	for _, code := range codes {
		if in, ok := t.Framework().Find(code); !ok || !in.Measured() {
			return false
		}
	}
	return true
}
