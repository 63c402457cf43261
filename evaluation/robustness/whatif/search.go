package whatif

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// search looks for a way. A state is how many steps each lever is moved.
type search struct {
	Case
	unit   string
	goal   Goal
	levers []Lever
	from   []float64
	most   []int // steps from now to the end
	sign   []float64
	now    trial
	row    int
	known  map[string]trial // of states that the engine was run on; without those that it refused
	failed map[string]error
}

// parts is how many parts of a lever are moved at a time while levers are filled.
const parts = 8

func (c Case) search(unit string, g Goal, levers []Lever) (*search, error) {
	now, row, err := c.open(unit)
	if err != nil {
		return nil, err
	}
	if err := g.check(c, now); err != nil {
		return nil, err
	}
	if len(levers) == 0 {
		return nil, basis.Errorf("%w: there are no levers", basis.ErrEmpty)
	}
	s := &search{Case: c, unit: unit, goal: g, levers: levers, now: now, row: row, known: map[string]trial{}, failed: map[string]error{}}
	columns := c.columns(row)
	var errs []error
	for i, l := range levers {
		bad := func(format string, args ...any) {
			errs = append(errs, &indicators.InputError{Unit: unit, Indicator: l.Code, Err: basis.Errorf(format, args...)})
		}
		twice := slices.ContainsFunc(levers[:i], func(o Lever) bool { return o.Code == l.Code })
		if twice || !slices.ContainsFunc(columns, func(in indicators.Indicator) bool { return in.Code == l.Code }) {
			bad("%w: the unit has no raw figure of that code that could move once", basis.ErrUnknown)
			continue
		}
		from := c.Result.Raw.Column(l.Code).At(row)
		steps := math.Floor(math.Abs(l.To-from)/l.Step + 1e-9)
		if !(l.Step > 0) || !(l.Cost >= 0) || l.Cost-l.Cost != 0 || !(steps >= 1 && steps <= 1e9) {
			bad("%w: from %v to %v in steps of %v at a cost of %v", basis.ErrValue, from, l.To, l.Step, l.Cost)
			continue
		}
		s.from, s.most = append(s.from, from), append(s.most, int(steps))
		s.sign = append(s.sign, math.Copysign(1, l.To-from))
	}
	return s, basis.JoinErrors(errs...)
}

// figure is that of a lever after k steps.
func (s *search) figure(j, k int) float64 {
	return moved(s.from[j], s.levers[j].Step, s.sign[j]*float64(k))
}

// price is what a state costs.
func (s *search) price(state []int) float64 {
	var out float64
	for j, k := range state {
		out += float64(s.levers[j].Cost * math.Abs(s.figure(j, k)-s.from[j]))
	}
	return out
}

// at runs the engine on a state.
func (s *search) at(state []int) (trial, error) {
	key := fmt.Sprint(state)
	if t, ok := s.known[key]; ok {
		return t, nil
	}
	if err, ok := s.failed[key]; ok {
		return trial{}, err
	}
	var changes []indicators.Change
	for j, k := range state {
		if k > 0 {
			changes = append(changes, indicators.Change{Unit: s.unit, Indicator: s.levers[j].Code, Is: s.figure(j, k)})
		}
	}
	t, err := s.try(s.unit, changes...)
	if err != nil {
		s.failed[key] = err
		return trial{}, err
	}
	s.known[key] = t
	return t, nil
}

// reached reports whether a state reaches the goal; figures that the engine refuses do not.
func (s *search) reached(state []int) bool {
	t, err := s.at(state)
	return err == nil && s.goal.reached(t)
}

// with is a state with one lever elsewhere.
func with(state []int, j, k int) []int {
	out := slices.Clone(state)
	out[j] = k
	return out
}

// least finds the fewest steps of one lever, up to most, with which the goal is reached
// while all others stand: by halving, and then by a look at places below, since scales that
// follow the data may reach it, miss it and reach it again. ok is false if none was found.
func (s *search) least(state []int, j, most int) (k int, ok bool) {
	if s.reached(with(state, j, 0)) {
		return 0, true
	}
	hi := most
	if !s.reached(with(state, j, hi)) {
		if hi = s.look(state, j, most); hi < 0 {
			return 0, false
		}
	}
	for {
		lo := 0
		for top := hi; top-lo > 1; {
			if mid := lo + (top-lo)/2; s.reached(with(state, j, mid)) {
				top, hi = mid, mid
			} else {
				lo = mid
			}
		}
		below := s.look(state, j, hi)
		if below < 0 {
			return hi, true
		}
		hi = below
	}
}

// look looks at places below a number of steps where the goal is reached; -1: nowhere.
func (s *search) look(state []int, j, below int) int {
	const places = 16
	for i := 1; i < places; i++ {
		if k := below * i / places; k > 0 && k < below && s.reached(with(state, j, k)) {
			return k
		}
	}
	return -1
}

// cheapest looks for the cheapest state.
func (s *search) cheapest() (Way, error) {
	none := make([]int, len(s.levers))
	if s.goal.reached(s.now) {
		return s.way(none, true)
	}
	var best []int
	take := func(state []int) bool {
		if best == nil || s.price(state) < s.price(best) {
			best = slices.Clone(state)
			return true
		}
		return false
	}
	for j := range s.levers {
		if k, ok := s.least(none, j, s.most[j]); ok {
			take(with(none, j, k))
		}
	}
	if state, ok := s.fill(none); ok {
		take(s.drawBack(state))
	} else if s.reached(s.most) {
		take(s.drawBack(s.most))
	}
	if best == nil {
		return s.way(s.most, false)
	}
	for better := true; better; {
		better = false
		for a := range s.levers {
			if best[a] == 0 {
				continue
			}
			without := with(best, a, 0)
			for b := range s.levers {
				can := s.afford(without, b, s.price(best))
				if b == a || !s.reached(with(without, b, can)) {
					continue
				}
				if k, ok := s.least(without, b, can); ok && take(s.drawBack(with(without, b, k))) {
					better = true
					break
				}
			}
		}
	}
	return s.way(best, true)
}

// afford is how far a lever can be moved before a state costs more than a price.
func (s *search) afford(state []int, j int, price float64) int {
	more := (price - s.price(state)) / (s.levers[j].Cost * s.levers[j].Step)
	if !(more < float64(s.most[j]-state[j])) {
		return s.most[j]
	}
	return state[j] + int(more)
}

// fill moves the levers part by part, each time the one that gains most for its cost where
// the others stand, until the goal is reached; what a lever gains is looked up again only
// while it is the first in line.
func (s *search) fill(state []int) ([]int, bool) {
	here := s.now
	gains, fresh := make([]float64, len(s.levers)), make([]bool, len(s.levers))
	for j := range gains {
		gains[j] = math.Inf(1)
	}
	state = slices.Clone(state)
	next := func(j int) int { return min(s.most[j], state[j]+max(1, s.most[j]/parts)) }
	for {
		j := -1
		for i, g := range gains {
			if state[i] < s.most[i] && !math.IsInf(g, -1) && (j < 0 || g > gains[j]) {
				j = i
			}
		}
		if j < 0 {
			return nil, false
		}
		moved := with(state, j, next(j))
		t, err := s.at(moved)
		if err != nil { // the engine refuses to go on with it
			gains[j] = math.Inf(-1)
			continue
		}
		if !fresh[j] {
			fresh[j] = true
			gain := s.goal.margin(s.unit, t) - s.goal.margin(s.unit, here)
			gains[j] = gain / max(s.price(moved)-s.price(state), 1e-300)
			if gain <= 0 {
				gains[j] = math.Inf(-1)
			}
			continue
		}
		if s.goal.reached(t) {
			if k, ok := s.least(state, j, next(j)); ok {
				return with(state, j, k), true
			}
			return moved, true
		}
		state, here = moved, t
		clear(fresh)
	}
}

// drawBack draws each lever back as far as the goal allows, the dearest first.
func (s *search) drawBack(state []int) []int {
	state = slices.Clone(state)
	order := make([]int, len(state))
	for j := range order {
		order[j] = j
	}
	spent := func(j int) float64 { return s.levers[j].Cost * math.Abs(s.figure(j, state[j])-s.from[j]) }
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(spent(b), spent(a)) })
	for again := true; again; {
		again = false
		for _, j := range order {
			if state[j] == 0 {
				continue
			}
			if k, ok := s.least(state, j, state[j]); ok && k < state[j] {
				state[j], again = k, true
			}
		}
	}
	return state
}

// way writes a state out, with a run of the engine at it and one step before in each figure.
func (s *search) way(state []int, reached bool) (Way, error) {
	after, err := s.at(state)
	if err != nil {
		return Way{}, err
	}
	out := Way{Unit: s.Result.Raw.Unit(s.row), Goal: s.goal, Reached: reached, Before: s.now.Position, After: after.Position, Cost: s.price(state)}
	out.Overtaken = overtaken(s.unit, s.now.ranking, after.ranking)
	for j, k := range state {
		if k == 0 {
			continue
		}
		m := Moved{Code: s.levers[j].Code, From: s.from[j], To: s.figure(j, k)}
		m.Cost = s.levers[j].Cost * math.Abs(m.To-m.From)
		if !reached {
			out.Moves = append(out.Moves, m)
			continue
		}
		m.ShortFigure = s.figure(j, k-1)
		short, err := s.at(with(state, j, k-1))
		if err != nil {
			return Way{}, &indicators.InputError{Unit: s.unit, Indicator: m.Code, Err: basis.Errorf("with %v: %w", m.ShortFigure, err)}
		}
		m.Short = short.Position
		out.Moves = append(out.Moves, m)
	}
	return out, nil
}
