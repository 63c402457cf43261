package weightstest_test

import (
	"errors"
	"fmt"
	"math"
	"runtime/debug"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/indicators/basis"
	"github.com/countyeval/countyeval/weights"
	"github.com/countyeval/countyeval/weights/weightstest"
)

// broken are schemes that break one rule each.
func broken() map[string]weights.Scheme {
	fn := func(f func(dst []float64, g weights.Group)) weights.Scheme {
		return weights.Func(func(dst []float64, g weights.Group) error {
			if err := spread(dst, g); err != nil {
				return err
			}
			f(dst, g)
			return nil
		})
	}
	var m, scratch struct {
		sync.Mutex
		sum   float64
		calls int
	}
	var kept struct {
		sync.Mutex
		key    string
		scores weights.Columns
	}
	sumOf := func(g weights.Group) (sum float64) {
		for _, x := range g.Scores {
			for _, v := range x {
				sum += v
			}
		}
		return sum
	}
	return map[string]weights.Scheme{
		"ordinary data": weights.Func(func(dst []float64, g weights.Group) error {
			if len(dst) == 5 {
				return errors.New("five is not my number")
			}
			return spread(dst, g)
		}),
		"no panic": fn(func(dst []float64, g weights.Group) {
			if len(dst) > 20 {
				dst[0] = append(dst, 1)[len(dst)+len(g.Codes)]
			}
		}),
		"finite": fn(func(dst []float64, g weights.Group) {
			for j, code := range g.Codes {
				if code == "c28" {
					dst[j] = math.Inf(1)
				}
			}
		}),
		"not negative": fn(func(dst []float64, g weights.Group) {
			for j, code := range g.Codes {
				if code == "c28" {
					dst[j] = -1
				}
			}
		}),
		"not all zero": fn(func(dst []float64, g weights.Group) {
			if len(dst) == 28 {
				clear(dst)
			}
		}),
		"old dst": weights.Func(func(dst []float64, g weights.Group) error {
			for j := range dst {
				dst[j] += 2
			}
			return nil
		}),
		"input unchanged": fn(func(dst []float64, g weights.Group) {
			if len(g.Declared) > 0 {
				g.Declared[0]++
			}
		}),
		"input unchanged/codes":  fn(func(dst []float64, g weights.Group) { g.Codes[0] = "x" }),
		"input unchanged/scores": fn(func(dst []float64, g weights.Group) { slices.Sort(g.Scores[0]) }),
		"same answer twice": fn(func(dst []float64, g weights.Group) {
			m.Lock()
			defer m.Unlock()
			if s := sumOf(g); s == m.sum { // only an equal group right after another
				m.calls++
				dst[0] += float64(m.calls) * 1e-14 * dst[0]
			} else {
				m.sum = s
			}
		}),
		"concurrent use": fn(func(dst []float64, g weights.Group) {
			scratch.Lock()
			scratch.sum = sumOf(g)
			scratch.Unlock()
			time.Sleep(50 * time.Microsecond) // so that another comes in between, however busy the machine is
			scratch.Lock()
			defer scratch.Unlock()
			if scratch.sum != sumOf(g) {
				for j := range dst {
					dst[j] = float64(j + 1)
				}
			}
		}),
		"nothing is kept": weights.Func(func(dst []float64, g weights.Group) error {
			kept.Lock() // a cache that holds the caller's own columns
			defer kept.Unlock()
			if key := fmt.Sprint(g.Codes, g.Scores); key != kept.key {
				kept.key, kept.scores = key, g.Scores
			}
			g.Scores = kept.scores
			return spread(dst, g)
		}),
		"order of siblings": fn(func(dst []float64, g weights.Group) {
			for j := range dst {
				dst[j] /= float64(j + 1)
			}
		}),
		"order of units": fn(func(dst []float64, g weights.Group) {
			for j := range dst {
				dst[j] = 1 + math.Abs(g.Scores[j][0])
			}
		}),
		"nothing declared": weights.Func(func(dst []float64, g weights.Group) error {
			copy(dst, g.Declared)
			return nil
		}),
		"one unit": fn(func(dst []float64, g weights.Group) {
			if len(g.Scores[0]) == 1 {
				dst[0] = math.NaN()
			}
		}),
		"constant column": fn(func(dst []float64, g weights.Group) {
			if dst[0] == 1 && len(g.Scores[0]) > 1 && g.Scores[0][0] != 0 && len(dst) > 1 && dst[1] != 1 {
				dst[0] = math.NaN()
			}
		}),
		"constant columns": fn(func(dst []float64, g weights.Group) {
			if len(g.Scores[0]) == 1 {
				return
			}
			for j := range dst {
				if dst[j] != 1 || len(dst) < 2 {
					return
				}
			}
			clear(dst)
		}),
		"zero column": fn(func(dst []float64, g weights.Group) {
			for j, x := range g.Scores {
				var sum float64
				for _, v := range x {
					sum += v
				}
				dst[j] /= 1 + 1/math.Abs(sum)
				if sum == 0 {
					dst[j] = math.Inf(1)
				}
			}
		}),
		"tied column": fn(func(dst []float64, g weights.Group) {
			for j := range dst {
				if dst[j] == 2 {
					dst[j] = -2
				}
			}
		}),
		"equal columns": fn(func(dst []float64, g weights.Group) {
			if len(dst) > 1 && len(g.Scores[0]) > 1 && dst[0] == dst[1] && dst[0] > 1 {
				dst[0] = math.NaN()
			}
		}),
		"missing value": weights.Func(func(dst []float64, g weights.Group) error {
			for j, x := range g.Scores {
				dst[j] = 1
				for _, v := range x {
					if math.IsInf(v, 0) {
						return basis.ErrDomain
					}
					if math.IsNaN(v) {
						dst[j] = v
					}
				}
			}
			return nil
		}),
		"infinite value": weights.Func(func(dst []float64, g weights.Group) error {
			for j, x := range g.Scores {
				dst[j] = 1
				for _, v := range x {
					if math.IsNaN(v) {
						return basis.ErrMissing
					}
					if math.IsInf(v, 0) {
						dst[j] = v
					}
				}
			}
			return nil
		}),
	}
}

// inConcurrent reports whether the rule of concurrent use is calling.
func inConcurrent() bool { return strings.Contains(string(debug.Stack()), "concurrent") }

// each broken scheme is found out, for its own rule and for no other.
func TestBrokenSchemes(t *testing.T) {
	for name, scheme := range broken() {
		t.Run(name, func(t *testing.T) {
			rule, _, _ := strings.Cut(name, "/")
			err := weightstest.TestScheme(scheme)
			require.Error(t, err)
			assert.Equal(t, []string{rule}, rulesOf(err), err)
			assert.Contains(t, err.Error(), rule+": ")
			var f *weightstest.Failure
			require.ErrorAs(t, err, &f)
			assert.NotEmpty(t, f.Remedy)
			assert.Contains(t, err.Error(), "; "+f.Remedy+" (k = ", "the way out")
		})
	}
}
