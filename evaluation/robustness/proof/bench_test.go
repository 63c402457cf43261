package proof_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/robustness/internal/robustnesstest"
	"github.com/countyeval/countyeval/evaluation/robustness/proof"
)

func BenchmarkCertify(b *testing.B) {
	for _, n := range []int{158, 3000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			r := robustnesstest.Evaluate(b, evaluation.Model{}, robustnesstest.Generated(b, n, 7, 4))
			d := evaluation.Decision{Ties: evaluation.Ties{Digits: new(2)}}
			b.ReportAllocs()
			for b.Loop() {
				_, err := proof.Certify(r, d, proof.Box{Radius: 0.1})
				require.NoError(b, err)
			}
		})
	}
}

func BenchmarkProof(b *testing.B) {
	r := robustnesstest.Evaluate(b, evaluation.Model{}, robustnesstest.Generated(b, 158, 7, 4))
	p, err := proof.New(r, evaluation.Decision{Ties: evaluation.Ties{Digits: new(2)}}, proof.Box{Radius: 0.1})
	require.NoError(b, err)
	ranking, err := evaluation.Decision{}.Rank(r)
	require.NoError(b, err)
	code := func(rank int) string { return ranking.Places[rank-1].Unit.Code }
	for name, f := range map[string]func() error{
		"pair":  func() error { _, err := p.Pair(code(20), code(21)); return err },
		"first": func() error { _, err := p.First(20); return err },
		"order": func() error { p.Order(); return nil },
		"swap":  func() error { _, err := p.Swap(code(20), code(24)); return err },
		"best":  func() error { _, err := p.Best(code(20)); return err },
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				require.NoError(b, f())
			}
		})
	}
}
