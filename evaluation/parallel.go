package evaluation

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// each calls f(0) ... f(n-1), on all cores if there is enough work; what f does
// for one index must not depend on the others.
func each(n, cells int, f func(i int)) {
	workers := min(n, runtime.GOMAXPROCS(0))
	if workers < 2 || cells < 1<<15 {
		for i := range n {
			f(i)
		}
		return
	}
	var next atomic.Int64
	var wg sync.WaitGroup
	for range workers {
		wg.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				f(i)
			}
		})
	}
	wg.Wait()
}
