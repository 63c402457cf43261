package robustness

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"strings"
)

// fingerprint tells one study from another, so that parts of two are not merged.
func (p *plan) fingerprint() string {
	hash := sha256.New()
	write := func(words ...string) { hash.Write([]byte(strings.Join(words, "\x00") + "\x01")) }
	write(p.sampling.String(), fmt.Sprint(p.seed))
	for i, f := range p.study.Factors {
		write(fmt.Sprintf("%T %v", f, f), fmt.Sprint(p.numbers[i+1]))
	}
	for row, u := range p.e.result.Prepared.Units() {
		write(u.Code, u.Class, fmt.Sprint(p.e.judge.rank[row]))
	}
	for _, s := range p.stages {
		write(s.e.codes...)
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
