package main

import (
	"github.com/countyeval/countyeval/indicators/profile"
)

// less is the rule that the sum of some columns is below another.
func less(whole string, parts ...string) profile.Identity {
	c := profile.Identity{Right: []profile.Term{{Column: whole}}, Relation: profile.LessThan}
	for _, p := range parts {
		c.Left = append(c.Left, profile.Term{Column: p})
	}
	return c
}

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

// The two figures that are far out together where a development zone is counted
// in: output an enterprise, and people from elsewhere.
func zoneColumns() []string { return []string{"sec_va_per_enterprise", "nonlocal_share"} }

// zone finds the units that are above the outer fence on both.
func zone() profile.Fence {
	return profile.Fence{Columns: zoneColumns(), Side: profile.Above, All: true}
}

// gap finds amounts that do not fit their count.
func gap() profile.RankGap { return profile.RankGap{Amount: "sec_va", Count: "enterprises"} }
