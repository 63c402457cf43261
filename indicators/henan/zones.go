package henan

import (
	_ "embed" // for the file
	"slices"
	"strings"

	"github.com/countyeval/countyeval/indicators"
)

//go:embed data/zones.csv
var zonesCSV string

// Zone is a part of the spatial pattern of the program (part 3, section on spatial layout):
// "dual-core lead, two axes to support the synergy of the three belts". A prefecture can
// lie in several, and in none.
type Zone struct {
	Key         string   `json:"key"` // of the tag: core, axis_jingguang, axis_longhai, belt_yellow_river, belt_huai_river, belt_han_river
	Name        string   `json:"name"`
	NameZH      string   `json:"name_zh"`
	Named       bool     `json:"named"`       // the program names the prefectures; otherwise the list is geography, and ours to answer for
	Says        string   `json:"says"`        // what says that they belong: the words of the program, or the course of a railway or river
	Prefectures []string `json:"prefectures"` // their codes
}

// Zones returns the core, the two axes and the three belts. The program names the cities
// of the core alone. Those of the axes are the cities on the two railways; those of the
// belts the prefectures through which the Yellow River flows, and those whose rivers go to the
// Huaihe or the Hanjiang, as far as public descriptions list them, so that a prefecture on the
// edge of a basin may lack.
func Zones() []Zone {
	rows := records("zones.csv", zonesCSV)
	out := make([]Zone, len(rows))
	for i, r := range rows {
		out[i] = Zone{
			Key: r["key"], Name: r["name"], NameZH: r["name_zh"], Named: r["kind"] == "program",
			Says: r["says"], Prefectures: strings.Fields(r["prefectures"]),
		}
	}
	return out
}

// ZoneTags are the tags of a prefecture, or of a division of it: the key of each zone that
// it lies in, with the value yes. The code is that of the prefecture (410100).
func ZoneTags(prefecture string) indicators.Tags {
	by := map[string]string{}
	for _, z := range Zones() {
		if slices.Contains(z.Prefectures, prefecture) {
			by[z.Key] = "yes"
		}
	}
	return indicators.NewTags(by)
}
