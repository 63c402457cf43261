package indicators

import (
	"errors"

	"github.com/countyeval/countyeval/indicators/basis"
)

// Reclass returns a table in which each unit has the class that class gives it;
// everything else is shared with t. A class that [Unit] does not allow is an
// error; all are reported at once.
func (t *Table) Reclass(class func(Unit) string) (*Table, error) {
	out := t.shallow()
	out.units = make([]Unit, len(t.units))
	var errs []error
	for i, u := range t.units {
		to := class(u.clone())
		if err := checkLabel("class", to); err != nil {
			errs = append(errs, &InputError{Unit: u.Code, Err: basis.Errorf("new class: %w", err)})
		}
		u.Class = to
		out.units[i] = u
	}
	if len(errs) > 0 {
		return nil, errors.Join(errs...)
	}
	return out, nil
}
