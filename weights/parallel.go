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
	eachWith(parts, scores, func() func(int) { return f })
}

// eachWith is each for work that needs memory of its own: worker is called once
// for every goroutine and returns what that one calls for its parts.
func eachWith(parts, scores int, worker func() func(part int)) {
	workers := min(parts, runtime.GOMAXPROCS(0))
	if scores < large || workers < 2 {
		f := worker()
		for p := range parts {
			f(p)
		}
		return
	}
	var next atomic.Int64
	var wg sync.WaitGroup
	for range workers {
		wg.Go(func() {
			f := worker()
			for p := int(next.Add(1)) - 1; p < parts; p = int(next.Add(1)) - 1 {
				f(p)
			}
		})
	}
	wg.Wait()
}

// shards is the number of parts into which units are divided where a sum over
// units is shared between cores. It is fixed, and the parts' sums are added in
// order, so that the result does not depend on the number of cores.
const shards = 16

// shard returns the units [from, to) of a part.
func shard(part, n int) (from, to int) { return part * n / shards, (part + 1) * n / shards }
