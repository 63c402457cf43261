package incentive

import (
	"cmp"
	"math"
	"math/big"
	"slices"
	"strings"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive/fill"
	"github.com/countyeval/countyeval/indicators/basis"
)

// checkRanking lists all that makes a ranking unfit for awards: scores that are
// not published, codes that lack or are there twice, ranks that contradict the
// scores. If classes have places of their own, ranks and scores are compared within
// each class alone.
func checkRanking(r evaluation.Ranking) error {
	var errs []error
	digits, published, err := r.Ties.Published()
	switch {
	case err != nil:
		errs = append(errs, basis.Errorf("%w: %w", ErrUnpublished, err))
	case !published:
		errs = append(errs, basis.Errorf("%w: the ranking has no Ties.Digits, so two scores that are printed alike could get different awards", ErrUnpublished))
	}
	bad := func(p *evaluation.Place, err error) {
		errs = append(errs, &fill.Fault{Unit: p.Unit.Code, Name: p.Unit.Name, Err: err})
	}
	seen := make(map[string]string, len(r.Places)) // code, by the code in plain characters
	ranked := make([]*evaluation.Place, 0, len(r.Places))
	for k := range r.Places {
		p := &r.Places[k]
		plainly := basis.Narrow(p.Unit.Code)
		switch before := seen[plainly]; {
		case p.Unit.Code == "":
			errs = append(errs, basis.Errorf("%w: place %d (%s) has no code", basis.ErrMissing, k+1, p.Unit.Name))
		case before == p.Unit.Code:
			bad(p, basis.Errorf("%w in the ranking", fill.ErrDuplicate))
		case before != "":
			bad(p, basis.Errorf("%w in the ranking: the code is %q but for the width of its characters", fill.ErrDuplicate, before))
		}
		seen[plainly] = p.Unit.Code
		switch {
		case p.Rank < 0:
			bad(p, basis.Errorf("%w: rank %d", ErrRank, p.Rank))
		case p.Rank > 0 && (math.IsNaN(p.Score) || math.IsInf(p.Score, 0)):
			bad(p, basis.Errorf("%w: score %v", basis.ErrNumber, p.Score))
		case p.Rank > 0:
			if err == nil && published && decimals(p.Score) > digits {
				bad(p, basis.Errorf("%w: score %s has more than %d decimals", ErrUnpublished, plain(p.Score), digits))
			}
			ranked = append(ranked, p)
		}
	}
	slices.SortStableFunc(ranked, func(a, b *evaluation.Place) int {
		if r.Own && a.Unit.Class != b.Unit.Class {
			return cmp.Compare(a.Unit.Class, b.Unit.Class)
		}
		return cmp.Compare(a.Rank, b.Rank)
	})
	for from, k := 0, 1; k <= len(ranked); k++ {
		if k == len(ranked) || r.Own && ranked[k].Unit.Class != ranked[from].Unit.Class {
			checkRanks(ranked[from:k], r.Ties, bad)
			from = k
		}
	}
	return basis.JoinErrors(errs...)
}

// checkRanks compares the ranks and scores of places that are ranked together, in the
// order of their ranks.
func checkRanks(ranked []*evaluation.Place, ties evaluation.Ties, bad func(*evaluation.Place, error)) {
	for first, k := 0, 1; ties.Rule != evaluation.Dense && k < len(ranked); k++ {
		a, b := ranked[first], ranked[k]
		if a.Rank == b.Rank {
			continue
		}
		if size := k - first; b.Rank < a.Rank+size {
			bad(b, basis.Errorf("%w: rank %d, but %d counties stand at rank %d", ErrRank, b.Rank, size, a.Rank))
		}
		first = k
	}
	for k := 1; k < len(ranked); k++ {
		a, b := ranked[k-1], ranked[k]
		switch {
		case a.Rank < b.Rank && a.Score < b.Score:
			bad(b, basis.Errorf("%w: rank %d with score %s, below %s of rank %d with %s", ErrRank, b.Rank, plain(b.Score), a.Unit.Code, a.Rank, plain(a.Score)))
		case a.Rank < b.Rank && a.Score == b.Score && ties.Rule != evaluation.Ordinal && len(ties.Break) == 0:
			bad(b, basis.Errorf("%w: rank %d with score %s, as %s of rank %d", ErrRank, b.Rank, plain(b.Score), a.Unit.Code, a.Rank))
		case a.Rank == b.Rank && a.Score != b.Score:
			bad(b, basis.Errorf("%w: rank %d with score %s, as %s with %s", ErrRank, b.Rank, plain(b.Score), a.Unit.Code, plain(a.Score)))
		}
	}
}

// decimals counts the decimals of the shortest text of x.
func decimals(x float64) int {
	s := plain(x)
	if at := strings.IndexByte(s, '.'); at >= 0 {
		return len(s) - at - 1
	}
	return 0
}

// checkTranches lists what is wrong with tranches, and gives the sum of parts.
func checkTranches(tranches []Tranche) (parts *big.Int, err error) {
	var errs []error
	parts = new(big.Int)
	seen := map[string]bool{}
	for k, t := range tranches {
		switch {
		case t.Name == "" && len(tranches) > 1:
			errs = append(errs, basis.Errorf("%w: tranche %d has no name", ErrTranches, k+1))
		case t.Name != "" && seen[t.Name]:
			errs = append(errs, basis.Errorf("%w: %w: %s", ErrTranches, fill.ErrDuplicate, t.Name))
		}
		seen[t.Name] = true
		if t.Parts < 0 {
			errs = append(errs, basis.Errorf("%w: %s has %d parts", ErrTranches, t.Name, t.Parts))
			continue
		}
		parts.Add(parts, big.NewInt(t.Parts))
	}
	if len(errs) == 0 && parts.Sign() == 0 {
		errs = append(errs, basis.Errorf("%w: no parts", ErrTranches))
	}
	return parts, basis.JoinErrors(errs...)
}
