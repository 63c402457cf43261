package indicators

import (
	"maps"
	"slices"
	"strings"

	"github.com/countyeval/countyeval/indicators/basis"
)

// CodeList is a list of units with their codes, such as that of a statistical office,
// by which a file that has names alone is read. The zero value lists nothing. Names are
// compared without white space and with full-width characters as plain ones; what a name
// leaves out (登封 for 登封市) is not guessed, but declared as an alias.
type CodeList struct {
	Units   []Unit            `json:"units"`             // each with a code and a name
	Aliases map[string]string `json:"aliases,omitempty"` // another name -> code
}

// nameKey is a name without white space, with which yearbooks pad short ones, and with
// full-width characters as plain ones.
func nameKey(name string) string { return strings.Join(strings.Fields(basis.Narrow(name)), "") }

// codeNames is a code list that is searched.
type codeNames struct {
	list  CodeList
	names map[string][]int // nameKey of a name or alias -> rows of the list
}

// index checks a list and makes it ready.
func (l CodeList) index() (*codeNames, error) {
	var faults []error
	c := &codeNames{list: l, names: map[string][]int{}}
	byCode := map[string]int{}
	for i, u := range l.Units {
		if err := checkCode(u.Code); err != nil {
			faults = append(faults, &InputError{Unit: u.Code, Err: err})
		}
		if first, twice := byCode[u.Code]; twice {
			faults = append(faults, &InputError{Unit: u.Code, Err: basis.Errorf("%w is used twice in the code list, for %s and %s", ErrCode, quote(l.Units[first].Name), quote(u.Name))})
			continue
		}
		byCode[u.Code] = i
		if name := nameKey(u.Name); name != "" {
			c.names[name] = append(c.names[name], i)
		}
	}
	for _, alias := range slices.Sorted(maps.Keys(l.Aliases)) {
		i, ok := byCode[l.Aliases[alias]]
		name := nameKey(alias)
		switch {
		case !ok:
			faults = append(faults, basis.Errorf("%w: the alias %s stands for the code %s, which the code list does not have%v",
				basis.ErrUnknown, quote(alias), quote(l.Aliases[alias]), basis.Meant(l.Aliases[alias], slices.Sorted(maps.Keys(byCode)))))
		case name == "":
			faults = append(faults, basis.Errorf("%w: an alias of the code %s is empty", basis.ErrEmpty, quote(l.Aliases[alias])))
		case !slices.Contains(c.names[name], i):
			c.names[name] = append(c.names[name], i)
		}
	}
	return c, basis.JoinErrors(faults...)
}

// Find is the unit of that name, or declared alias, in a region; region "" is any. White
// space does not count. No such unit, or several, is an error that wraps
// [basis.ErrUnknown] and lists the candidates: nothing is ever guessed.
func (l CodeList) Find(name, region string) (Unit, error) {
	c, err := l.index()
	if err != nil {
		return Unit{}, err
	}
	return c.find(name, region)
}

func (c *codeNames) find(name, region string) (Unit, error) {
	rows := c.names[nameKey(name)]
	within := rows
	if region = nameKey(region); region != "" {
		within = slices.DeleteFunc(slices.Clone(rows), func(i int) bool { return nameKey(c.list.Units[i].Region) != region })
	}
	switch {
	case nameKey(name) == "":
		return Unit{}, basis.Errorf("%w: the name is empty, and there is no code", ErrCode)
	case len(within) == 1:
		return c.list.Units[within[0]], nil
	case len(within) > 1:
		return Unit{}, basis.Errorf("%w: %s is the name of several units in the code list: %s; give the code, or the region if that tells them apart", basis.ErrUnknown, quote(name), c.say(within))
	case len(rows) > 0:
		return Unit{}, basis.Errorf("%w: the code list has no %s in %s, but %s", basis.ErrUnknown, quote(name), quote(region), c.say(rows))
	}
	if near := c.near(name); len(near) > 0 {
		return Unit{}, basis.Errorf("%w: no unit of the code list is called %s; perhaps it is one of %s: declare it as an alias", basis.ErrUnknown, quote(name), c.say(near))
	}
	return Unit{}, basis.Errorf("%w: no unit of the code list is called %s", basis.ErrUnknown, quote(name))
}

// near are units whose names hold the name, or are held by it, or are nearest to it.
func (c *codeNames) near(name string) []int {
	const most = 5
	name = nameKey(name)
	var out []int
	for i, u := range c.list.Units {
		if of := nameKey(u.Name); of != "" && len(out) < most && (strings.Contains(of, name) || strings.Contains(name, of)) {
			out = append(out, i)
		}
	}
	if len(out) == 0 {
		if near := basis.Nearest(name, slices.Sorted(maps.Keys(c.names))); near != "" {
			out = c.names[near]
		}
	}
	return out
}

// say lists units with their codes and regions.
func (c *codeNames) say(rows []int) string {
	texts := make([]string, len(rows))
	for k, i := range rows {
		u := c.list.Units[i]
		texts[k] = visible(u.Code + " " + strings.TrimSpace(u.Region+" "+u.Name))
	}
	return strings.Join(texts, ", ")
}
