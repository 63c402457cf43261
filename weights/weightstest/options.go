package weightstest

import (
	"errors"
	"fmt"
	"slices"

	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/weights"
)

// Options say on what groups a scheme is tested. The zero value is a scheme that
// takes any siblings and scores from 0 to 100.
type Options struct {
	K      []int    // numbers of siblings; nil: 1, 2, 5 and 28, or all of Codes
	Codes  []string // the siblings, if the scheme knows only certain codes; a smaller K takes the first ones
	Parent string   // code of the parent; "": "parent"
	Class  string   // class of the units; "": all units
	N      int      // number of units; 0: 40

	// Lo and Hi bound the scores; both 0: 0 to 100. A scheme that needs positive
	// scores is tested with, for example, 20 and 100. Only the rules of degenerate
	// input (a column of zeros, missing and infinite scores) go outside, and there
	// the scheme may answer with an error.
	Lo, Hi float64

	// Tolerance is how far weights (scaled to sum 1) may move when siblings or
	// units change places, which changes the order of additions; 0: 1e-12. Schemes
	// that iterate need more.
	Tolerance float64

	// Seed gives other data.
	Seed uint64

	// What the scheme promises beyond the rules of all schemes.
	IgnoresScores bool // other scores do not change the weights
	ScaleFree     bool // multiplying the scores of one sibling by a positive number changes nothing
	ShiftFree     bool // adding a number to the scores of one sibling changes nothing
}

// settings are options with every default filled in.
type settings struct {
	Options
	anyK bool // the scheme takes any number of siblings with any codes
}

// settings fills in the defaults, or says what is wrong with the options.
func (o Options) settings() (settings, error) {
	var errs []error
	anyK := o.K == nil && o.Codes == nil
	switch {
	case o.K == nil && o.Codes == nil:
		o.K = []int{1, 2, 5, 28}
	case o.K == nil:
		o.K = []int{len(o.Codes)}
	}
	for _, k := range o.K {
		if k < 1 {
			errs = append(errs, basis.Errorf("options: %d siblings", k))
		} else if o.Codes != nil && k > len(o.Codes) {
			errs = append(errs, basis.Errorf("options: %d siblings, but only %d codes", k, len(o.Codes)))
		}
	}
	if len(o.K) == 0 {
		errs = append(errs, errors.New("options: K is empty"))
	}
	if o.Parent == "" {
		o.Parent = "parent"
	}
	if o.N == 0 {
		o.N = 40
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
	if o.Tolerance == 0 {
		o.Tolerance = 1e-12
	}
	o.K = slices.Sorted(slices.Values(o.K))
	return settings{Options: o, anyK: anyK}, errors.Join(errs...)
}

// codes returns the first k codes.
func (o Options) codes(k int) []string {
	if o.Codes != nil {
		return slices.Clone(o.Codes[:k])
	}
	codes := make([]string, k)
	for j := range codes {
		codes[j] = fmt.Sprintf("c%02d", j+1)
	}
	return codes
}

// clone copies a group, sharing nothing.
func clone(g weights.Group) weights.Group {
	g.Codes = slices.Clone(g.Codes)
	g.Declared = slices.Clone(g.Declared)
	scores := make(weights.Columns, len(g.Scores))
	for j, x := range g.Scores {
		scores[j] = slices.Clone(x)
	}
	g.Scores = scores
	return g
}
