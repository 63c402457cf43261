package basis

import (
	"fmt"
	"iter"
	"slices"
)

// A View is a sequence that can be read and not changed. It is as small as a slice
// and shares the memory of what it shows, so that to make one, to pass it on and to
// read one item costs the same for three items and for a million. The zero View has
// no items.
type View[T any] struct{ of []T }

// ViewOf makes a view of s, without a copy.
func ViewOf[T any](s []T) View[T] { return View[T]{s} }

// Len returns the number of items.
func (v View[T]) Len() int { return len(v.of) }

// At returns item i. It panics if there is none, as a slice does.
func (v View[T]) At(i int) T { return v.of[i] }

// All ranges over the items with their numbers.
func (v View[T]) All() iter.Seq2[int, T] {
	return func(yield func(int, T) bool) {
		for i, x := range v.of {
			if !yield(i, x) {
				return
			}
		}
	}
}

// Copy returns a new slice of the items; nil if there are none.
func (v View[T]) Copy() []T { return v.Append(nil) }

// Append appends the items to dst and returns it.
func (v View[T]) Append(dst []T) []T { return append(slices.Grow(dst, len(v.of)), v.of...) }

// String prints the values as a slice is printed: "[1 2 3]".
func (v View[T]) String() string { return fmt.Sprint(v.of) }
