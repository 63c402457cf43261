package weights

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// large is the number of scores from which work is spread over all cores.
const large = 1 << 15

// each calls f for 0 to parts-1, on all cores if there are many scores. Every
// part is the business of one call alone, so that the result does not depend on
// the number of cores.
func each(parts, scores int, f func(part int)) {
	workers := min(parts, runtime.GOMAXPROCS(0))
	if scores < large || workers < 2 {
		for p := range parts {
			f(p)
		}
		return
	}
	var next atomic.Int64
	var wg sync.WaitGroup
	for range workers {
		wg.Go(func() {
			for p := int(next.Add(1)) - 1; p < parts; p = int(next.Add(1)) - 1 {
				f(p)
			}
		})
	}
	wg.Wait()
}
