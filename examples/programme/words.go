package main

import (
	"strings"

	"github.com/countyeval/countyeval/examples/internal/terminal"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/target"
)

// language is one of the two languages of the page.
type language string

const (
	chinese language = "zh"
	english language = "en"
)

// t takes the text of the language.
func (l language) t(zh, en string) string {
	if l == chinese {
		return zh
	}
	return en
}

// name is the name of a target, short enough for the page.
func (l language) name(t target.Target) string {
	short := map[string]string{
		"mfg_va_share":                   "Manufacturing in GDP",
		"rd_intensity":                   "R&D in operating income of industry",
		"energy_intensity_change":        "Energy per unit of value added",
		"advantageous_share":             "Advantageous industries in industry",
		"traditional_share":              "Traditional industries in industry",
		"emerging_share":                 "Emerging industries in industry",
		"scale_new_it":                   "Scale: new-generation IT",
		"scale_icv_nev":                  "Scale: connected and new energy cars",
		"scale_biomedicine":              "Scale: biomedicine, medical devices",
		"scale_env_protection":           "Scale: environmental protection",
		"tech_smes":                      "Technology-based small enterprises",
		"innovation_centers":             "Manufacturing innovation centers",
		"tech_upgrade_investment_growth": "Investment in transformation",
		"green_parks":                    "State-level green parks, factories",
		"clusters_100bn":                 "Clusters of 100 billion yuan",
		"intelligent_factories":          "New intelligent factories",
		"service_manufacturing":          "New service-oriented demonstrations",
		"leading_industries":             "Leading industries of each county",
		"large_enterprises":              "Enterprises of 10 billion yuan",
	}
	if l == chinese {
		return t.NameZH
	}
	if s, ok := short[t.Code]; ok {
		return s
	}
	return t.Name
}

// unit is a unit of measurement.
func (l language) unit(unit string) string {
	return l.t(map[string]string{
		"%": "%", "% a year": "%/年", "billion yuan": "亿元", "enterprises": "家", "centers": "家", "organizations": "家", "parks": "个",
		"clusters": "个", "factories a year": "个/年", "demonstrations a year": "个/年", "industries": "个",
	}[unit], strings.Replace(unit, "demonstrations a year", "a year", 1))
}

// state is a state in words.
func (l language) state(s target.State) string {
	return l.t(map[target.State]string{
		target.OnTrack: "进度内", target.Behind: "落后于进度", target.Met: "达到", target.Missed: "未达到",
	}[s], s.String())
}

// unitName is the name of a province.
func (l language) unitName(u indicators.Unit) string {
	return terminal.Printable(l.t(u.Name, u.Tags.Get("name_en")))
}

// upper begins an English sentence.
func (l language) upper(s string) string {
	if l == chinese || s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

// sign is the bound of a target as a sign.
func sign(b target.Bound) string {
	return map[target.Bound]string{target.AtLeast: "≥", target.AtMost: "≤", target.AboutAtLeast: "≈≥", target.AboutEither: "≈"}[b]
}

// standing is the state of a goal of a level, a share or a count in words. One that is
// reached before its year is not only on track.
func (l language) standing(p target.Progress) string {
	if reached(p) {
		return l.t("提前达到", "met early")
	}
	return l.state(p.State)
}

// reached reports whether a goal that is to be reached by rising stands fulfilled before its
// year: the state is on track until then.
func reached(p target.Progress) bool {
	m := p.Target.Measure
	if p.State != target.OnTrack || m == target.Growth || m == target.Yearly || p.Target.Bound != target.AtLeast {
		return false
	}
	return p.Points[len(p.Points)-1].Figure.Value >= p.Goal.Value
}
