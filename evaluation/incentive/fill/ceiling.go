package fill

import (
	"github.com/countyeval/countyeval/indicators/basis"
)

// Ceiling is the most that some lines may have together: the counties of a basin,
// a city, a region. It counts their totals: share and what was won before.
type Ceiling struct {
	Name    string   `json:"name"`
	NameZH  string   `json:"name_zh,omitzero"` // for Chinese texts; "": Name
	Members []string `json:"members"`          // IDs of lines
	Amount  Amount   `json:"amount"`
}

// CheckCeilings says what is wrong with ceilings on the lines of index, which gives
// the position of each ID, and returns the positions of their members.
func CheckCeilings(ceilings []Ceiling, index map[string]int) (members [][]int, err error) {
	var errs []error
	names := map[string]bool{}
	for _, c := range ceilings {
		switch {
		case c.Name == "" || c.Name == BoundCap || c.Name == BoundFloor:
			errs = append(errs, basis.Errorf("%w: a ceiling cannot be named %q", ErrLimits, c.Name))
		case names[c.Name]:
			errs = append(errs, basis.Errorf("%w: ceiling %s", ErrDuplicate, c.Name))
		}
		names[c.Name] = true
		if c.Amount < 0 || c.Amount == NoCap {
			errs = append(errs, basis.Errorf("%w: ceiling %s is negative or has no amount", ErrLimits, c.Name))
		}
		if len(c.Members) == 0 {
			errs = append(errs, basis.Errorf("%w: ceiling %s has no members", basis.ErrMissing, c.Name))
		}
		in := make([]int, 0, len(c.Members))
		seen := make(map[int]bool, len(c.Members))
		for _, code := range c.Members {
			i, ok := index[code]
			switch {
			case !ok:
				errs = append(errs, &Fault{Unit: code, Err: basis.Errorf("%w: a member of the ceiling %s", basis.ErrUnknown, c.Name)})
			case seen[i]:
				errs = append(errs, &Fault{Unit: code, Err: basis.Errorf("%w among the members of the ceiling %s", ErrDuplicate, c.Name)})
			default:
				seen[i] = true
				in = append(in, i)
			}
		}
		members = append(members, in)
	}
	return members, basis.JoinErrors(errs...)
}

// Crossing returns the names of the first two ceilings that overlap without one
// lying in the other; ok is false if all are nested or apart. members are the
// positions that [CheckCeilings] returns.
func Crossing(ceilings []Ceiling, members [][]int) (a, b string, ok bool) {
	for g := range members {
		in := make(map[int]bool, len(members[g]))
		for _, i := range members[g] {
			in[i] = true
		}
		for h := g + 1; h < len(members); h++ {
			both := 0
			for _, i := range members[h] {
				if in[i] {
					both++
				}
			}
			if both > 0 && both < len(members[g]) && both < len(members[h]) {
				return ceilings[g].Name, ceilings[h].Name, true
			}
		}
	}
	return "", "", false
}
