package indicators

import "github.com/countyeval/countyeval/indicators/basis"

// Kinds are the kinds of errors of this package and of package basis, which stand in
// warnings. Steps have theirs in package prepare.
func Kinds() basis.Kinds {
	return basis.Join(
		basis.Kind[error]("data", (*basis.DataError)(nil)),
		basis.Kind[error]("tally", (*basis.Tally)(nil)),
		basis.Kind[error]("input", (*InputError)(nil)),
		basis.Kind[error]("name", (*basis.NameError)(nil)),
	)
}
