package henan

import (
	"fmt"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/target"
)

// dimension is a group of the framework with the codes of its targets. The names
// of an action line are those of the line.
type dimension struct {
	code, name, nameZH string
	targets            []string
}

// dimensions are the groups of the framework.
func dimensions() []dimension {
	return []dimension{
		{"overall_goals", "Overall goals", "发展目标", []string{"mfg_va_share", "rd_intensity", "energy_intensity_change"}},
		{"structure", "Industrial structure", "产业结构", []string{"advantageous_share", "emerging_share"}},
		{"emerging_scale", "Scale of emerging industries", "新兴产业规模", []string{
			"scale_new_it", "scale_high_end_equipment", "scale_icv_nev", "scale_new_energy", "scale_biomedicine", "scale_env_protection",
		}},
		{"innovation", "", "", []string{"high_tech_enterprises", "tech_smes", "innovation_centers", "new_rd_organizations"}},
		{"foundation", "", "", []string{"tech_upgrade_investment_growth", "green_parks"}},
		{"clusters", "", "", []string{"clusters_100bn"}},
		{"integration", "", "", []string{"intelligent_factories", "cloud_enterprises", "service_manufacturing"}},
		{"regions", "", "", []string{"leading_industries"}},
		{"enterprises", "", "", []string{"large_enterprises"}},
	}
}

// Framework returns the program's own indicators as a framework for counties: 23
// measured indicators in nine dimensions, three from its general part (goals,
// structure, scale) and one for each action line, and the share of traditional
// industries as an auxiliary column.
//
// It takes from the program what is measured, and no more. The program names no
// weights, so none are declared and siblings count alike. Its provincial targets
// measure the province, so they are no goalposts and no targets here: scales come
// from the data, and only leading_industries, which the program asks of each county,
// has a target (1 to 2). The yearly change of energy consumption is better when
// lower, everything else when higher. What the program wants of the share of
// traditional industries, about 30 % of the whole province, says nothing about
// whether more or less of it is better in a county, so it is read and not scored.
// The two shares that are scored overlap, see [Overlaps]. Amounts and counts
// favor large counties; a province that does not want that puts ratios in their
// place.
//
// No public table has these figures for counties: the framework waits for a
// province that has. Codes are those of the targets.
func Framework() *indicators.Framework {
	names := map[string]ActionLine{}
	for _, l := range ActionLines() {
		names[l.Code] = l
	}
	targets := map[string]target.Target{}
	for _, t := range Targets() {
		targets[t.Code] = t
	}
	root := indicators.Indicator{Code: "manufacturing", Name: "High-quality development of manufacturing", NameZH: "制造业高质量发展"}
	for _, d := range dimensions() {
		in := indicators.Indicator{Code: d.code, Name: d.name, NameZH: d.nameZH}
		if l, ok := names[d.code]; ok {
			in.Name, in.NameZH = l.Name, l.NameZH
		}
		for _, code := range d.targets {
			in.Children = append(in.Children, measured(targets[code]))
		}
		root.Children = append(root.Children, in)
	}
	f, err := indicators.NewFramework(root, measured(targets["traditional_share"]))
	if err != nil {
		panic(fmt.Sprintf("henan: framework: %v", err)) // no data of a caller can cause it
	}
	return f
}

// measured is the target as a measured indicator of a county.
func measured(t target.Target) indicators.Indicator {
	in := indicators.Indicator{
		Code: t.Code, Name: t.Name, NameZH: t.NameZH, Unit: t.Unit,
		Definition: "of the county, where the program speaks of the province: " + t.Quote,
		Source:     "section " + t.Section + " of the program",
	}
	switch t.Bound {
	case target.AtMost:
		in.Direction = indicators.Lower
	case target.Between:
		in.Direction = indicators.Target
		in.Target = &indicators.Range{Lo: t.Range.Lo, Hi: t.Range.Hi}
		in.Definition = t.Quote
	}
	return in
}
