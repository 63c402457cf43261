package fill

import (
	"container/heap"
	"math/big"
	"slices"

	"github.com/countyeval/countyeval/indicators/basis"
)

// Method is a divisor method, by the signpost d(a) between a lots and one more.
// The zero value is Webster, which favors neither large nor small.
type Method int

// The divisor methods that are in use.
const (
	Webster   Method = iota // a + 1/2; Sainte-Laguë
	Jefferson               // a + 1; D'Hondt, favors the large
	Adams                   // a; favors the small
	Hill                    // sqrt(a(a+1)); Huntington-Hill, equal proportions
	Dean                    // 2a(a+1)/(2a+1)
)

var methods = basis.Words{"webster", "jefferson", "adams", "hill", "dean"}

// String gives "webster", "jefferson", "adams", "hill" or "dean".
func (m Method) String() string { return basis.Name(methods, "Method", m) }

// MarshalText gives the word.
func (m Method) MarshalText() ([]byte, error) { return basis.MarshalWord(methods, "divisor method", m) }

// UnmarshalText accepts exactly the words of String.
func (m *Method) UnmarshalText(text []byte) error {
	return basis.UnmarshalWord(methods, "divisor method", m, text)
}

// Divisor hands out the amount lot by lot, each to the line for which
//
//	w_i/d(a_i)
//
// is largest, a_i being its lots so far: the fill in whole lots. Lines start at
// their floors, and one that has no room under its cap or a ceiling is passed over.
// w_i is the weight, where one fill made the totals and nobody had anything in
// hand; otherwise the exact total. A line of weight 0 has its floor. With Adams,
// Hill and Dean, for which d(0) is 0, all get one lot before any gets two, the
// largest first.
//
// A larger amount gives nobody less, if there are no ceilings, but an award can be
// more than a lot from its total. Ties are as in [LargestRemainder]. Comparisons
// are exact, those of Hill by squares.
//
// Source: M. L. Balinski, H. P. Young, Fair Representation (1982), appendix A.
type Divisor struct {
	Method Method   `json:"method,omitzero"`
	Ties   Tiebreak `json:"ties,omitzero"`
}

var _ Listed = Divisor{}

// FollowsListing reports whether ties follow the listing.
func (r Divisor) FollowsListing() bool { return r.Ties == ByListing }

// String gives "divisor webster, ties together".
func (r Divisor) String() string { return r.Text().String() }

// Text gives divisor webster, ties together; 按除数法（韦伯斯特法，并列者同进退）取整.
func (r Divisor) Text() basis.Text {
	return basis.Textf("divisor %v, ties %v", r.Method, r.Ties)
}

// Round hands out the lots.
func (r Divisor) Round(t Totals) ([]Amount, error) {
	if r.Method < 0 || int(r.Method) >= len(methods) {
		return nil, basis.Errorf("%w: %v", ErrRule, r.Method)
	}
	s, err := newSeats(t, r.Ties, func(int) *big.Int { return new(big.Int) })
	if err != nil {
		return nil, err
	}
	weights := t.Weights
	if weights == nil {
		weights = t.Exact
	}
	if len(weights) != len(t.Exact) {
		return nil, basis.Errorf("%w: %d weights for %d totals", ErrRule, len(weights), len(t.Exact))
	}
	q := &queue{method: r.Method, weights: weights, have: s.have}
	for i, l := range t.Lines {
		if l.Out.IsZero() && weights[i].Sign() > 0 {
			q.lines = append(q.lines, i)
		}
	}
	for s.left > 0 && len(q.lines) > 0 {
		if q.lines = slices.DeleteFunc(q.lines, func(i int) bool { return !s.open(i) }); len(q.lines) == 0 {
			break
		}
		s.leap(q)
		q.rank()
		heap.Init(q)
		if closed, err := s.step(q); closed || err != nil {
			if err != nil {
				return nil, err
			}
			break
		}
	}
	return s.amounts(), nil
}

// queue is a heap of lines, the largest w/d(a) first.
type queue struct {
	method  Method
	weights []*big.Rat
	have    []int64
	lines   []int
	over    []*big.Rat // by line: w/d(a), of Hill squared; nil if d(a) is 0
}

// rank finds w/d(a) for all lines.
func (q *queue) rank() {
	q.over = make([]*big.Rat, len(q.weights))
	for _, i := range q.lines {
		q.over[i] = q.quotient(i)
	}
}

// quotient is w/d(a) for line i.
func (q *queue) quotient(i int) *big.Rat {
	w, a := q.weights[i], new(big.Rat).SetInt64(q.have[i])
	one := big.NewRat(1, 1)
	next := new(big.Rat).Add(a, one)
	d := a
	x := new(big.Rat).Set(w)
	switch q.method {
	case Webster:
		d = new(big.Rat).Add(a, big.NewRat(1, 2))
	case Jefferson:
		d = next
	case Adams:
	case Hill:
		d = new(big.Rat).Mul(a, next)
		x.Mul(x, w)
	case Dean:
		d = new(big.Rat).Mul(a, next)
		x.Mul(x, next.Add(a, next))
		d.Add(d, d)
	}
	if d.Sign() == 0 {
		return nil
	}
	return x.Quo(x, d)
}

// compare is negative if line i comes before line j.
func (q *queue) compare(i, j int) int {
	x, y := q.over[i], q.over[j]
	switch {
	case x == nil && y == nil:
		return q.weights[j].Cmp(q.weights[i])
	case x == nil:
		return -1
	case y == nil:
		return 1
	}
	return y.Cmp(x)
}

// pop takes the line that comes first.
func (q *queue) pop() int {
	first := q.lines[0]
	heap.Pop(q)
	return first
}

// push puts a line back with one lot more.
func (q *queue) push(i int) {
	q.over[i] = q.quotient(i)
	heap.Push(q, i)
}

// Len, Less, Swap, Push and Pop are those of container/heap.
func (q *queue) Len() int { return len(q.lines) }

// Less puts the largest quotient first.
func (q *queue) Less(a, b int) bool { return q.compare(q.lines[a], q.lines[b]) < 0 }

// Swap swaps two lines.
func (q *queue) Swap(a, b int) { q.lines[a], q.lines[b] = q.lines[b], q.lines[a] }

// Push adds a line at the end.
func (q *queue) Push(x any) {
	if i, ok := x.(int); ok { // a queue holds ints
		q.lines = append(q.lines, i)
	}
}

// Pop takes the last line.
func (q *queue) Pop() any {
	i := q.lines[len(q.lines)-1]
	q.lines = q.lines[:len(q.lines)-1]
	return i
}
