package scheme

import (
	"bytes"
	"slices"

	"github.com/countyeval/countyeval/indicators/basis"
)

// NumberChange is a change of published numbers by a version of the library, as listed for
// bundles of earlier versions that this one recomputes otherwise.
type NumberChange struct {
	// Version that changed the numbers.
	Version string `json:"version"`
	// From are the earlier versions whose bundles it concerns.
	From []string `json:"from"`
	// What changed, in a few words, as in the changelog.
	What string `json:"what"`
	// Kinds of method that it concerns, by the words that a scheme has for them; none: every
	// scheme, as for a method that is taken where a scheme names none.
	Kinds []string `json:"kinds,omitzero"`
}

// numberChanges are all changes of numbers; a release that makes one adds it.
func numberChanges() []NumberChange { return nil }

// concerns reports whether a change is between the version of a bundle and this one, and
// of a method that the scheme names.
func (c NumberChange) concerns(m *Manifest, scheme []byte) bool {
	return slices.Contains(c.From, m.Version) && (len(c.Kinds) == 0 || slices.ContainsFunc(c.Kinds, func(kind string) bool {
		return bytes.Contains(scheme, []byte(kind))
	}))
}

// changed says of what another version did not recompute alike which listed change of
// numbers prevents it.
func (m *Manifest) changed(err error, scheme []byte, changes []NumberChange) error {
	err = basis.Errorf("%w (made by version %s, recomputed by %s)", err, m.Version, basis.Version)
	listed := false
	for _, c := range changes {
		if c.concerns(m, scheme) {
			err = basis.Errorf("%w; of the listed changes of numbers, %s of version %s concerns the scheme", err, c.What, c.Version)
			listed = true
		}
	}
	if !listed {
		return basis.Errorf("%w; no listed change of numbers concerns the scheme", err)
	}
	return err
}
