package main

import (
	"github.com/countyeval/countyeval/indicators"
)

// The two classes.
const (
	county   = "county"
	district = "district"
)

// stems are the ten heavenly stems and twelve earthly branches, which Chinese texts
// take for A, B, C.
var stems = [...]struct{ zh, en string }{
	{"甲", "Jia"},
	{"乙", "Yi"},
	{"丙", "Bing"},
	{"丁", "Ding"},
	{"戊", "Wu"},
	{"己", "Ji"},
	{"庚", "Geng"},
	{"辛", "Xin"},
	{"壬", "Ren"},
	{"癸", "Gui"},
	{"子", "Zi"},
	{"丑", "Chou"},
	{"寅", "Yin"},
	{"卯", "Mao"},
	{"辰", "Chen"},
	{"巳", "Si"},
	{"午", "Wu"},
	{"未", "Wei"},
	{"申", "Shen"},
	{"酉", "You"},
	{"戌", "Xu"},
	{"亥", "Hai"},
}

// counties is how many of the units are counties; the others are districts.
const counties = 12

// units makes 甲县 to 丑县 and 寅区 to 亥区.
func units() []indicators.Unit {
	out := make([]indicators.Unit, len(stems))
	for i, s := range stems {
		u := indicators.Unit{Code: s.zh + "县", Class: county}
		english := s.en + " County"
		if i >= counties {
			u.Code, u.Class, english = s.zh+"区", district, s.en+" District"
		}
		u.Name, u.Tags = u.Code, indicators.NewTags(map[string]string{"name_en": english})
		out[i] = u
	}
	return out
}

// framework is the tree of indicators.
func framework() (*indicators.Framework, error) {
	measured := func(code, name, zh string, weight float64, unit string, d indicators.Direction) indicators.Indicator {
		return indicators.Indicator{Code: code, Name: name, NameZH: zh, Weight: weight, Unit: unit, Direction: d}
	}
	return indicators.NewFramework(indicators.Indicator{Code: "overall", Name: "total", NameZH: "总分", Children: []indicators.Indicator{
		{Code: "quality", Name: "quality", NameZH: "质量效益", Children: []indicators.Indicator{
			measured("va_per_mu", "value added per mu", "亩均增加值", 60, "10^4 yuan/mu", indicators.Higher),
			measured("tax_per_mu", "tax per mu", "亩均税收", 40, "10^4 yuan/mu", indicators.Higher),
		}},
		{Code: "innovation", Name: "innovation", NameZH: "创新", Children: []indicators.Indicator{
			measured("rd", "R&D intensity", "研发强度", 50, "%", indicators.Higher),
			measured("high_tech", "high-tech share", "高新技术产业占比", 50, "%", indicators.Higher),
		}},
		{Code: "green", Name: "green", NameZH: "绿色", Children: []indicators.Indicator{
			measured("energy", "energy intensity", "单位增加值能耗", 70, "tce/10^4 yuan", indicators.Lower),
			measured("reuse", "waste reuse", "固废利用率", 30, "%", indicators.Higher),
		}},
	}})
}

// ranges are the lowest figure, the step and how many steps there are.
var ranges = [...]struct {
	code   string
	lo     int // in hundredths
	step   int
	values int
}{
	{"va_per_mu", 8000, 50, 200},
	{"tax_per_mu", 800, 5, 300},
	{"rd", 60, 1, 260},
	{"high_tech", 1000, 10, 350},
	{"energy", 20, 1, 90},
	{"reuse", 7000, 10, 250},
}

// table generates the figures of a year: each county has a level of its own, which
// last year and this year share, and each figure strays from it.
func table(f *indicators.Framework, year int) (*indicators.Table, error) {
	levels := random(seed)
	noise := random(seed + year)
	x := map[string][]float64{}
	us := units()
	for range us {
		level := levels(45)
		for _, r := range ranges {
			at := level + noise(55) // of 100
			if r.code == "energy" {
				at = 98 - at
			}
			x[r.code] = append(x[r.code], float64(r.lo+r.step*(at*r.values/100))/100)
		}
	}
	return indicators.NewTable(f, us, x, nil)
}

// seed is the number that all figures come from.
const seed = 20252358

// random gives whole numbers from 0 to n-1, the same on every machine (the
// generator of Park and Miller, 1988).
func random(from int) func(n int) int {
	state := int64(from)%2147483646 + 1
	return func(n int) int {
		state = state * 48271 % 2147483647
		return int(state * int64(n) / 2147483647)
	}
}
