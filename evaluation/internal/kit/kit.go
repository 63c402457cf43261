// Package kit is what the conformance kits of evaluationtest and incentivetest share: the
// loop over options, and calls from several goroutines.
package kit

import (
	"sync"

	"github.com/countyeval/countyeval/indicators/basis"
)

// Each tests by each of the options, without any by the zero ones, and joins what is
// wrong. Of several it says by which.
func Each[O any](options []O, test func(o O) error) error {
	if len(options) == 0 {
		options = make([]O, 1)
	}
	var errs []error
	for i, o := range options {
		err := test(o)
		if err != nil && len(options) > 1 {
			err = basis.Errorf("options %d: %w", i+1, err)
		}
		errs = append(errs, err)
	}
	return basis.JoinErrors(errs...)
}

// Goroutines is how many call at once.
const Goroutines = 8

// Concurrently has several goroutines ask the same question some times, while as many ask
// another one, and returns an answer to the first that is not right; ok is true if there
// is none. caller prepares what one goroutine does, before any begins.
func Concurrently[A any](times int, caller func(another bool) (ask func() A), right func(A) bool) (wrong A, ok bool) {
	start := make(chan struct{})
	var wg sync.WaitGroup
	var mu sync.Mutex
	ok = true
	for i := range Goroutines {
		another := i%2 == 1
		ask := caller(another)
		wg.Go(func() {
			<-start
			for range times {
				a := ask()
				if another || right(a) {
					continue
				}
				mu.Lock()
				wrong, ok = a, false
				mu.Unlock()
				return
			}
		})
	}
	close(start)
	wg.Wait()
	return wrong, ok
}
