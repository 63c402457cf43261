package evaluationtest

import (
	"errors"
	"fmt"
	"slices"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// Response is what an aggregator does when all its scores change alike.
type Response int

// The responses: nothing promised; the scores that come out change alike; they
// stay; their order stays.
const (
	NoPromise Response = iota
	Follows
	Unchanged
	KeepsOrder
)

// String gives the response in words.
func (r Response) String() string {
	switch r {
	case NoPromise:
		return "no promise"
	case Follows:
		return "follows"
	case Unchanged:
		return "unchanged"
	case KeepsOrder:
		return "keeps order"
	}
	return fmt.Sprintf("Response(%d)", int(r))
}

// AggregatorOptions say on what groups an aggregator is tested, and what it
// promises. The zero value is one that takes any children with any weights and
// scores from 0 to 100, and promises nothing but the rules for all.
type AggregatorOptions struct {
	K      []int    // numbers of children; nil: 1, 2, 5 and 28, or all of Codes
	Codes  []string // the children, if the aggregator knows only certain codes; a smaller K takes the first ones
	Parent string   // code of the parent; "": "parent"
	Class  string   // class of the units; "": all units
	N      int      // number of units; 0: 12

	// Lo and Hi bound the scores; both 0: 0 to 100. An aggregator that needs positive
	// scores is tested with, for example, 1 and 100. Only the rules of degenerate
	// input go outside, and there it may answer with an error.
	Lo, Hi float64

	// Shape makes the scores of a child into such as the aggregator takes, where a
	// range does not say it: standardized ones, for instance. It is given each column
	// and changes it in place. nil: nothing.
	Shape func(x []float64)

	EqualWeights bool // it takes no weights: all are equal
	Missing      bool // it takes missing scores

	// What the aggregator promises.
	Rises      bool             // a higher score on a child never lowers the unit's own score
	RankRises  bool             // nor does it let a unit pass that was not ahead
	Between    bool             // the score lies between the lowest and the highest child
	Idempotent bool             // where all children are equal, the score is theirs
	Within     indicators.Range // all scores lie between these; the zero Range promises nothing
	Factor     Response         // to a common factor on all scores
	Shift      Response         // to a number added to all scores

	// Tolerance is how far scores that should be equal may differ, of the larger of
	// 1 and their size; 0: 1e-9.
	Tolerance float64

	// Seed gives other data.
	Seed uint64
}

// aggregatorSettings are options with every default filled in.
type aggregatorSettings struct {
	AggregatorOptions
	anyK bool // any number of children with any codes
}

// settings fills in the defaults, or says what is wrong with the options.
func (o AggregatorOptions) settings() (aggregatorSettings, error) {
	var errs []error
	anyK := o.K == nil && o.Codes == nil
	switch {
	case anyK:
		o.K = []int{1, 2, 5, 28}
	case o.K == nil:
		o.K = []int{len(o.Codes)}
	}
	for _, k := range o.K {
		if k < 1 {
			errs = append(errs, basis.Errorf("options: %d children", k))
		} else if o.Codes != nil && k > len(o.Codes) {
			errs = append(errs, basis.Errorf("options: %d children, but only %d codes", k, len(o.Codes)))
		}
	}
	if len(o.K) == 0 {
		errs = append(errs, errors.New("options: K is empty"))
	}
	if o.Parent == "" {
		o.Parent = "parent"
	}
	if o.N == 0 {
		o.N = 12
	}
	if o.N < 2 {
		errs = append(errs, basis.Errorf("options: %d units, at least 2 are needed", o.N))
	}
	if o.Lo == 0 && o.Hi == 0 {
		o.Hi = 100
	}
	if !(o.Lo < o.Hi) {
		errs = append(errs, basis.Errorf("options: scores from %v to %v", o.Lo, o.Hi))
	}
	if (o.Within != indicators.Range{}) && !(o.Within.Lo < o.Within.Hi) {
		errs = append(errs, basis.Errorf("options: promised scores from %v to %v", o.Within.Lo, o.Within.Hi))
	}
	for _, r := range []Response{o.Factor, o.Shift} {
		if r < NoPromise || r > KeepsOrder {
			errs = append(errs, basis.Errorf("options: there is no response %d", int(r)))
		}
	}
	if o.Tolerance == 0 {
		o.Tolerance = 1e-9
	}
	o.K = slices.Sorted(slices.Values(o.K))
	return aggregatorSettings{AggregatorOptions: o, anyK: anyK}, errors.Join(errs...)
}

// codes returns the first k codes.
func (o AggregatorOptions) codes(k int) []string {
	if o.Codes != nil {
		return slices.Clone(o.Codes[:k])
	}
	codes := make([]string, k)
	for j := range codes {
		codes[j] = fmt.Sprintf("c%02d", j+1)
	}
	return codes
}
