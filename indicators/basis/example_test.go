package basis_test

import (
	"fmt"
	"math"

	"github.com/countyeval/countyeval/indicators/basis"
)

// A scheme of weights, and two types that are one: that of a library and that of
// its user.
type scheme interface{ Weigh(n int) []float64 }

type equal struct {
	Total float64 `json:"total,omitzero"`
}

type lastTwice struct {
	Of scheme `json:"of"`
}

func (equal) Weigh(int) []float64     { return nil }
func (lastTwice) Weigh(int) []float64 { return nil }

type study struct {
	Scheme scheme    `json:"scheme"`
	Scores []float64 `json:"scores"`
}

// What stands behind an interface is written with its kind and read back as what it
// was; a user's kinds join those of the library. A fault says where it is.
func Example_kinds() {
	library := basis.Kind[scheme]("equal", equal{})
	kinds := library.With(basis.Kind[scheme]("last-twice", lastTwice{}))

	text, err := basis.Marshal(study{lastTwice{equal{Total: 100}}, []float64{81.3, math.NaN()}}, kinds)
	fmt.Println(string(text), err)

	var back study
	err = basis.Unmarshal(text, &back, kinds)
	fmt.Printf("%+v %v\n", back, err)

	err = basis.Unmarshal([]byte(`{"scheme": {"kind": "eqaul", "total": 1},
 "scores": [1, "two"]}`), &back, kinds)
	fmt.Println(err)
	// Output:
	// {"scheme":{"kind":"last-twice","of":{"kind":"equal","total":100}},"scores":[81.3,null]} <nil>
	// {Scheme:{Of:{Total:100}} Scores:[81.3 NaN]} <nil>
	// 1:21: scheme.kind: unknown: "eqaul" is no kind of basis_test.scheme (did you mean "equal"?)
	// 2:16: scores[1]: value: the text "two" stands where a number should
}
