package basis

import (
	"crypto/sha256"
	"encoding/hex"
)

// Version is that of the library, as CHANGELOG.md has it; "-dev" behind it says that it
// is not released yet. It is raised with the changelog. Results and allocations keep the
// version that made them.
const Version = "0.1.0-dev"

// Digest is the SHA-256 of what [Marshal] writes, in hexadecimal digits: equal values
// have equal digests on every machine, so that a digest beside a published figure says
// what it was made of. It takes as long as writing does.
func Digest(v any, kinds Kinds) (string, error) {
	text, err := Marshal(v, kinds)
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:]), nil
}
