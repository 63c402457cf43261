package weights

import (
	"crypto/sha256"
	"encoding/binary"

	"github.com/countyeval/countyeval/indicators/basis"
)

// Perturb moves the shares of another scheme at random, to see what a ranking
// owes to them:
//
//	w_j ~ w_j (1 + Spread u_j),  u_j uniform on [-1, 1)
//
// u_j depends on Seed, Draw, the code of the parent and that of the sibling, and
// on nothing else: the same draw gives the same weights in any order, on any
// machine, for every class, and draws are independent of each other. Spread is
// from 0 to below 1, and 0.25 the usual 25 % up and down. A nil Of is [Declared].
// A Spread outside is an error that wraps [basis.ErrWeights].
//
// Source: OECD and JRC (2008), Handbook on Constructing Composite Indicators, step 7,
// uncertain weights; the factor of each weight about its nominal value is that of COINr
// (get_noisy_weights), W. Becker et al. (2022), Journal of Open Source Software 7(78), 4567.
type Perturb struct {
	Of     Scheme  `json:"of,omitzero"`
	Spread float64 `json:"spread"`
	Seed   uint64  `json:"seed,omitzero"`
	Draw   int     `json:"draw,omitzero"`
}

var (
	_ Scheme = Perturb{}
	_ Warner = Perturb{}
)

// Warnings passes on what Of says of the weights that come out.
func (p Perturb) Warnings(g Group, w []float64) []error { return Warnings(p.Of, g, w) }

// Weigh writes the perturbed shares.
func (p Perturb) Weigh(dst []float64, g Group) error {
	if !(p.Spread >= 0 && p.Spread < 1) {
		return basis.Errorf("%w: a spread of %v is not from 0 to below 1", basis.ErrWeights, p.Spread)
	}
	if err := scaled(dst, p.Of, g); err != nil {
		return err
	}
	for j, code := range g.Codes {
		dst[j] *= 1 + float64(p.Spread*p.uniform(g.Parent, code))
	}
	return nil
}

// uniform returns the number on [-1, 1) of a sibling: 53 bits of the hash of all
// that it depends on.
func (p Perturb) uniform(parent, code string) float64 {
	key := binary.BigEndian.AppendUint64(nil, p.Seed)
	key = binary.BigEndian.AppendUint64(key, uint64(int64(p.Draw)))
	key = binary.BigEndian.AppendUint64(key, uint64(len(parent)))
	hash := sha256.Sum256(append(append(key, parent...), code...))
	return float64(binary.BigEndian.Uint64(hash[:])>>11)/(1<<52) - 1
}
