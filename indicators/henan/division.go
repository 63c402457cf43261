package henan

import (
	"slices"

	"github.com/countyeval/countyeval/indicators"
)

// Division is a county-level division of Henan.
type Division struct {
	Code           string `json:"code"` // six digits, GB/T 2260
	Name           string `json:"name"`
	PrefectureCode string `json:"prefecture_code"`
	Prefecture     string `json:"prefecture"`         // its prefecture-level city; Jiyuan, directly under the province, stands under itself
	Level          string `json:"level"`              // "county", "county-level city" or "district"
	Census2020     bool   `json:"census_2020"`        // one of the 158 units of 2020
	Codes2023      bool   `json:"codes_2023"`         // one of the 157 units of 2023
	Successor      string `json:"successor,omitzero"` // code of the division that it went into in 2021; "" if it is still there
}

// Unit returns the division as a unit of a table. Its class is "district" for
// districts and "county" for counties and county-level cities, its region the
// prefecture.
func (d Division) Unit() indicators.Unit {
	class := "county"
	if d.Level == "district" {
		class = d.Level
	}
	return indicators.Unit{Code: d.Code, Name: d.Name, Class: class, Region: d.Prefecture, Level: d.Level}
}

// Divisions returns the 160 county-level divisions that were in use in 2020 or in
// 2023, by code.
func Divisions() []Division { return readDivisions() }

// Counties2023 returns the 157 county-level divisions of 2023, by code.
func Counties2023() []Division {
	return slices.DeleteFunc(Divisions(), func(d Division) bool { return !d.Codes2023 })
}

// Counties2020 returns the 158 county-level divisions of the census of 2020, by
// code.
func Counties2020() []Division {
	return slices.DeleteFunc(Divisions(), func(d Division) bool { return !d.Census2020 })
}

// Change is a change of county-level divisions.
type Change struct {
	Year int      `json:"year"`
	From []string `json:"from,omitzero"` // codes before
	To   string   `json:"to"`            // code after
	Note string   `json:"note,omitzero"`
}

// Changes returns what differs between the lists of 2020 and 2023: in 2021 the
// city of Yanshi became a district of Luoyang, and Jili district and Mengjin
// county became the one district of Mengjin, which takes 158 units to 157.
// Figures of 2020 go to the codes of 2023 by these codes: totals are added, and
// ratios are made anew from the added totals.
func Changes() []Change {
	const note = "inferred from the code lists of 2020 and 2023"
	var out []Change
	for _, d := range Divisions() {
		if d.Successor == "" {
			continue
		}
		i := slices.IndexFunc(out, func(c Change) bool { return c.To == d.Successor })
		if i < 0 {
			i = len(out)
			out = append(out, Change{Year: 2021, To: d.Successor, Note: note})
		}
		out[i].From = append(out[i].From, d.Code)
	}
	return out
}

// Prefecture is a prefecture-level city of Henan, or Jiyuan.
type Prefecture struct {
	Code string `json:"code"`
	Name string `json:"name"`
}

// Prefectures returns the 17 prefecture-level cities by code, and then Jiyuan
// (419000), the county-level city directly under the province.
func Prefectures() []Prefecture {
	var out []Prefecture
	for _, d := range Divisions() {
		p := Prefecture{Code: d.PrefectureCode, Name: d.Prefecture}
		if !slices.Contains(out, p) {
			out = append(out, p)
		}
	}
	return out
}
