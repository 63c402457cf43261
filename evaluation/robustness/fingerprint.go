package robustness

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"strings"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/indicators/basis"
)

// fingerprint tells one study from another, so that parts of two are not merged.
func (p *plan) fingerprint() string {
	hash, kinds := sha256.New(), Kinds()
	write := func(words ...string) { hash.Write([]byte(strings.Join(words, "\x00") + "\x01")) }
	write(p.sampling.String(), fmt.Sprint(p.seed), fmt.Sprint(len(p.sobol)))
	if t := p.study.Decision.Ties; t.Print.Of != evaluation.TotalOnly {
		write(document(t))
	}
	for i, f := range p.study.Factors {
		write(describe(f, kinds), fmt.Sprint(p.numbers[i+1]))
	}
	for _, pool := range p.study.Plans {
		write(document(pool))
	}
	if len(p.study.Plans) > 0 {
		write(document(p.study.Figures))
	}
	for row, u := range p.e.result.Prepared.Units() {
		write(u.Code, u.Class, fmt.Sprint(p.e.judge.Rank[row]))
	}
	for _, s := range p.stages {
		write(s.e.l.Codes...)
		for _, data := range s.e.data {
			for _, class := range data.x {
				for _, x := range class {
					_ = binary.Write(hash, binary.LittleEndian, x)
				}
			}
		}
	}
	return hex.EncodeToString(hash.Sum(nil)[:16])
}

// describe writes a factor as it stands in a file. One that holds what cannot be written (a
// scheme that is a function, a spread without a kind) is told apart by what is printed of it.
func describe(f Factor, kinds basis.Kinds) string {
	if data, err := basis.Marshal(&f, kinds); err == nil {
		return string(data)
	}
	plans, ok := f.(Plans)
	if !ok {
		return fmt.Sprintf("%T %v", f, f)
	}
	out := fmt.Sprintf("%T %s %v", f, f.Label(), plans.Chances)
	for _, plan := range plans.Of {
		out += document(plan)
	}
	return out
}

// document writes a plan or figures as they stand in a file; what cannot (a clause that is
// a function) is told apart by its name alone.
func document(v any) string {
	data, err := basis.Marshal(v, incentive.Kinds())
	if err != nil {
		return fmt.Sprintf("%T: %v", v, err)
	}
	return string(data)
}
