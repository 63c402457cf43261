package fill

import "math/big"

// step hands out lots until a line is shut out, so that another leap may pay;
// closed says that all is done.
func (s *seats) step(q *queue) (closed bool, err error) {
	for s.left > 0 && len(q.lines) > 0 {
		tied := []int{q.pop()}
		for len(q.lines) > 0 && q.compare(q.lines[0], tied[0]) == 0 {
			tied = append(tied, q.pop())
		}
		shut, done, err := s.offer(tied)
		if done || err != nil {
			return true, err
		}
		out := make(map[int]bool, len(shut))
		for _, i := range shut {
			out[i] = true
		}
		for _, i := range tied {
			if !out[i] && s.have[i] < s.most[i] {
				q.push(i)
			}
		}
		if len(shut) > 0 {
			return false, nil
		}
	}
	return true, nil
}

// leap hands out at once the lots that come first whatever the method: at a level
// at which even rounding up fits everywhere, a line of x lots has ceil(x)-1 of
// them. Few lots are left then.
func (s *seats) leap(q *queue) {
	least := q.weights[q.lines[0]]
	for _, i := range q.lines {
		if q.weights[i].Cmp(least) < 0 {
			least = q.weights[i]
		}
	}
	low, high := new(big.Rat), new(big.Rat).SetInt64(s.left+2)
	for _, i := range q.lines {
		high.Add(high, new(big.Rat).SetInt64(s.have[i]))
	}
	high.Quo(high, least) // here every line would have all that is left
	var all Sum
	for _, i := range q.lines {
		all.Add(q.weights[i])
	}
	// Between two levels that are less than 1/sum w apart lie fewer lots than lines.
	near := all.Rat()
	near.Inv(near)
	var mid, gap big.Rat
	half := big.NewRat(1, 2)
	for gap.Sub(high, low).Cmp(near) > 0 {
		mid.Add(low, high)
		mid.Mul(&mid, half)
		if s.fits(q, &mid) {
			low.Set(&mid)
		} else {
			high.Set(&mid)
		}
	}
	for _, i := range q.lines {
		for more := s.upTo(i, q.weights[i], low, -1) - s.have[i]; more > 0; more = 0 {
			s.have[i] += more
			s.left -= more
			for g, members := range s.group {
				for _, j := range members {
					if i == j {
						s.room[g] -= more
					}
				}
			}
		}
	}
}

// upTo is ceil(level*w) + add lots for line i, within its limits.
func (s *seats) upTo(i int, w, level *big.Rat, add int64) int64 {
	x := new(big.Rat).Mul(w, level)
	up, r := new(big.Int).QuoRem(x.Num(), x.Denom(), new(big.Int))
	if r.Sign() > 0 {
		up.Add(up, big.NewInt(1))
	}
	if !up.IsInt64() || up.Int64() > s.most[i] {
		return max(s.have[i], s.most[i]+min(add, 0))
	}
	return max(s.have[i], up.Int64()+add)
}

// fits reports whether all lines of the queue, rounded up at the level, fit into
// what is left and into the ceilings.
func (s *seats) fits(q *queue, level *big.Rat) bool {
	more := make([]int64, len(s.have))
	left := s.left
	for _, i := range q.lines {
		more[i] = s.upTo(i, q.weights[i], level, 0) - s.have[i]
		if left -= more[i]; left < 0 {
			return false
		}
	}
	for g, members := range s.group {
		room := s.room[g]
		for _, i := range members {
			if room -= more[i]; room < 0 && more[i] > 0 {
				return false
			}
		}
	}
	return true
}
