package weights

// PerGroup weighs the children of different indicators in different ways: By
// holds a scheme by the code of the parent, Default is for all other parents. A
// nil scheme is [Declared].
//
// Usual is declared weights among the dimensions, which are a matter of policy,
// and weights from the data below them:
//
//	weights.PerGroup{
//		Default: weights.Entropy{},
//		By:      map[string]weights.Scheme{"overall": weights.Declared{}},
//	}
//
// A code in By that no group has is never used. Weigh sees one group and cannot notice it;
// the model that weighs, which knows the framework, asks for it ([basis.Naming]) and
// refuses what is no composed indicator.
type PerGroup struct {
	Default Scheme            `json:"default,omitzero"`
	By      map[string]Scheme `json:"by,omitzero" names:"group"`
}

var _ Scheme = PerGroup{}

// Weigh asks the scheme of the group's Parent.
func (p PerGroup) Weigh(dst []float64, g Group) error {
	return choose(p.By, g.Parent, p.Default).Weigh(dst, g)
}

// PerClass weighs different classes of units in different ways: By holds a
// scheme by class, Default is for all other classes and for groups of no single
// class. A nil scheme is [Declared]. The class of a group is set if the rows of
// each class are weighed alone. A model refuses a class that no unit has, and any class
// if it does not weigh by class.
type PerClass struct {
	Default Scheme            `json:"default,omitzero"`
	By      map[string]Scheme `json:"by,omitzero"`
}

var _ Scheme = PerClass{}

// Weigh asks the scheme of the group's Class.
func (p PerClass) Weigh(dst []float64, g Group) error {
	return choose(p.By, g.Class, p.Default).Weigh(dst, g)
}

func choose(by map[string]Scheme, key string, other Scheme) Scheme {
	s, ok := by[key]
	if !ok {
		s = other
	}
	if s == nil {
		s = Declared{}
	}
	return s
}
