package henan

import (
	"slices"

	"github.com/countyeval/countyeval/indicators/target"
)

// ProvinceCode is the code of Henan, GB/T 2260.
const ProvinceCode = "410000"

// Targets returns the 24 targets of the program in its order.
func Targets() []target.Target { return readTargets() }

// Find returns the target of the program with that code; ok is false if there
// is none.
func Find(code string) (t target.Target, ok bool) {
	all := Targets()
	i := slices.IndexFunc(all, func(t target.Target) bool { return t.Code == code })
	if i < 0 {
		return target.Target{}, false
	}
	return all[i], true
}
