package basis

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// Large is the amount of work, in cells, from which it is spread over all cores.
const Large = 1 << 15

// Each calls f for 0 to n-1, on all cores if there are many cells. Each index is
// the business of one call alone, so that the result does not depend on the number
// of cores.
func Each(n, cells int, f func(i int)) {
	EachWith(n, cells, func() func(int) { return f })
}

// EachWith is [Each] for work that needs memory of its own: worker is called once
// for every goroutine and returns what that one calls for its indices.
func EachWith(n, cells int, worker func() func(i int)) {
	workers := min(n, runtime.GOMAXPROCS(0))
	if cells < Large || workers < 2 {
		f := worker()
		for i := range n {
			f(i)
		}
		return
	}
	var next atomic.Int64
	var wg sync.WaitGroup
	for range workers {
		wg.Go(func() {
			f := worker()
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				f(i)
			}
		})
	}
	wg.Wait()
}
