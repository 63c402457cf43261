package henan

import "slices"

// Class is one of the three classes of industries of the program.
type Class string

// The three classes. They overlap: see [Overlaps].
const (
	Advantageous Class = "advantageous" // 优势产业: 5 industries
	Traditional  Class = "traditional"  // 传统产业: 5 industries
	Emerging     Class = "emerging"     // 新兴产业: 6 industries
)

// Industry is one of the 5 + 5 + 6 industries of the program (the 556 system).
type Industry struct {
	Code   string `json:"code"`
	Class  Class  `json:"class"`
	Name   string `json:"name"`
	NameZH string `json:"name_zh"`         // ours, since the text at hand is the English one
	Within string `json:"within,omitzero"` // code of the advantageous industry that, by its name, includes part of it
}

// Industries returns the 5 + 5 + 6 industries in the order of the program
// (section Second, Industrial direction).
func Industries() []Industry {
	return []Industry{
		{"equipment", Advantageous, "Equipment manufacturing", "装备制造", ""},
		{"food", Advantageous, "Food manufacturing", "食品制造", ""},
		{"electronics", Advantageous, "Electronic information", "电子信息", ""},
		{"automobiles", Advantageous, "Automobile manufacturing", "汽车制造", ""},
		{"new_materials", Advantageous, "New materials", "新材料", ""},

		{"steel", Traditional, "Iron and steel", "钢铁", ""},
		{"nonferrous", Traditional, "Non-ferrous metals", "有色金属", ""},
		{"chemicals", Traditional, "Chemicals", "化工", ""},
		{"building_materials", Traditional, "Building materials", "建材", ""},
		{"textiles", Traditional, "Textiles", "纺织", ""},

		{"new_it", Emerging, "New-generation information technology", "新一代信息技术", "electronics"},
		{"high_end_equipment", Emerging, "High-end equipment", "高端装备", "equipment"},
		{"icv_nev", Emerging, "Intelligent connected and new energy vehicles", "智能网联及新能源汽车", "automobiles"},
		{"new_energy", Emerging, "New energy", "新能源", ""},
		{"biomedicine", Emerging, "Biomedicine and high-performance medical devices", "生物医药及高性能医疗器械", ""},
		{"env_protection", Emerging, "Energy conservation and environmental protection", "节能环保", ""},
	}
}

// ActionLine is one of the six special enhancements of the program (section
// Third, Main tasks).
type ActionLine struct {
	Code    string   `json:"code"`
	Section string   `json:"section"`
	Name    string   `json:"name"`
	NameZH  string   `json:"name_zh"`        // ours, since the text at hand is the English one
	Tasks   []string `json:"tasks,omitzero"` // its numbered tasks
}

// ActionLines returns the six action lines in the order of the program.
func ActionLines() []ActionLine {
	return []ActionLine{
		{"innovation", "Third(A)", "Technological innovation", "技术创新提升", []string{
			"Strengthen key technology research", "Strengthen the cultivation of enterprises",
			"Strengthen the construction of innovation platforms", "Strengthen technological innovation cooperation",
		}},
		{"foundation", "Third(II)", "Basic capacity", "基础能力提升", []string{
			"Implement the industrial foundation reengineering project", "Implement new technological transformation projects",
		}},
		{"clusters", "Third(C)", "Clusters and strong chains", "集群强链提升", []string{
			"Enhance the industrial chains of clusters", "Promote the second venture of industrial clusters",
		}},
		{"integration", "Third(D)", "Integration and empowerment", "融合赋能提升", []string{
			"Implement intelligent manufacturing projects", "Implement the integration of manufacturing and services",
		}},
		{"regions", "Third(E)", "Regional synergy", "区域协同提升", []string{
			"Optimize the spatial layout of manufacturing", "Lay out major industrial projects",
			"Promote the high-quality development of county manufacturing",
		}},
		{"enterprises", "Third(VI)", "Enterprise cultivation", "企业培育提升", []string{
			"Cultivate groups of enterprises", "Develop quality manufacturing",
		}},
	}
}

// Overlap says what the targets of the three classes of industries add up to in
// one year.
type Overlap struct {
	Year   int               `json:"year"`
	Shares map[Class]float64 `json:"shares,omitzero"` // percent of value added of industry above designated size
	Sum    float64           `json:"sum"`             // percent
}

// Overlaps returns the sum of the three shares that the program wants, by year:
// 102 % for 2022 and 105 % for 2025. Shares of more than the whole are possible
// only because the classes overlap (electronic information and new-generation
// information technology are one trade in two classes). So they are three
// measures side by side, and never the parts of a whole: what is left to 100 %
// means nothing, a share of the three in their sum means nothing, and an index
// that scores two of them counts some value added twice.
func Overlaps() []Overlap {
	var out []Overlap
	for _, t := range Targets() {
		if t.Class == "" {
			continue
		}
		for _, g := range t.Goals {
			i := slices.IndexFunc(out, func(o Overlap) bool { return o.Year == g.Year })
			if i < 0 {
				i = len(out)
				out = append(out, Overlap{Year: g.Year, Shares: map[Class]float64{}})
			}
			out[i].Shares[Class(t.Class)] = g.Value
			out[i].Sum += g.Value
		}
	}
	return out
}
