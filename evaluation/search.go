package evaluation

import "strings"

// Search returns what somebody may mean by a name: the places of the unit with that code
// or, if no code matches, of all units with that name or tag name_en, in any case; and the
// places of those whose name or name_en has it as a part, likewise. It looks at the units that
// stand apart, too.
func (r Ranking) Search(name string) (same, alike []Place) {
	for _, p := range append(r.Places[:len(r.Places):len(r.Places)], r.Apart...) {
		english := p.Unit.Tags.Get("name_en")
		if p.Unit.Code == name {
			return []Place{p}, nil
		}
		if strings.EqualFold(p.Unit.Name, name) || strings.EqualFold(english, name) {
			same = append(same, p)
		}
		if strings.Contains(strings.ToLower(p.Unit.Name), strings.ToLower(name)) || strings.Contains(strings.ToLower(english), strings.ToLower(name)) {
			alike = append(alike, p)
		}
	}
	return same, alike
}
