package fill_test

import (
	"math/big"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/countyeval/countyeval/evaluation/incentive/fill"
	"github.com/countyeval/countyeval/indicators/basis"
)

// TestFillEdges are small questions with answers by hand.
func TestFillEdges(t *testing.T) {
	line := func(id string, w int64, floor, limit fill.Amount) fill.Line {
		return fill.Line{ID: id, Weight: one(w, 1), Floor: floor, Cap: limit}
	}
	none := fill.NoCap
	held := line("h", 1, 0, none)
	held.Held = 30
	won := line("w", 1, 0, 50)
	won.Won = one(40, 1)
	above := line("w", 1, 0, 50)
	above.Won = one(60, 1)
	out := line("o", 5, 9, none)
	out.Out = basis.Textf("not eligible")
	for _, c := range []struct {
		name     string
		amount   int64
		lines    []fill.Line
		ceilings []fill.Ceiling
		want     []string
		bound    []string
		level    string
	}{
		{name: "no lines", amount: 5, want: []string{}, bound: []string{}, level: "0"},
		{name: "one line takes all", amount: 5, lines: []fill.Line{line("a", 2, 0, none)}, want: []string{"5"}, bound: []string{""}, level: "5/2"},
		{name: "nothing to divide", lines: []fill.Line{line("a", 2, 0, none)}, want: []string{"0"}, bound: []string{""}, level: "0"},
		{
			name: "floor and cap in one round", amount: 5, lines: []fill.Line{line("a", 6, 2, none), line("b", 12, 0, 2), line("c", 1, 0, none)},
			want: []string{"18/7", "2", "3/7"}, bound: []string{"", "cap", ""}, level: "3/7",
		},
		{
			name: "floors take all", amount: 5, lines: []fill.Line{line("a", 1, 2, none), line("b", 9, 3, none)},
			want: []string{"2", "3"}, bound: []string{"floor", "floor"}, level: "0",
		},
		{
			name: "no weight", amount: 5, lines: []fill.Line{line("a", 0, 2, none), line("b", 0, 0, none)},
			want: []string{"2", "0"}, bound: []string{"floor", ""}, level: "0",
		},
		{
			name: "caps just take all", amount: 5, lines: []fill.Line{line("a", 1, 0, 2), line("b", 1, 0, 3)},
			want: []string{"2", "3"}, bound: []string{"cap", ""}, level: "3",
		},
		{
			name: "caps leave some", amount: 6, lines: []fill.Line{line("a", 1, 0, 2), line("b", 1, 0, 3)},
			want: []string{"2", "3"}, bound: []string{"cap", "cap"}, level: "3",
		},
		{
			name: "cap of 0", amount: 6, lines: []fill.Line{line("a", 1, 0, 0), line("b", 1, 0, none)},
			want: []string{"0", "6"}, bound: []string{"cap", ""}, level: "6",
		},
		{
			name: "one that is out", amount: 6, lines: []fill.Line{out, line("b", 1, 0, none)},
			want: []string{"0", "6"}, bound: []string{"", ""}, level: "6",
		},
		{name: "all are out", amount: 6, lines: []fill.Line{out}, want: []string{"0"}, bound: []string{""}, level: "0"},
		{
			name: "held counts towards the share", amount: 10, lines: []fill.Line{held, line("b", 1, 0, none)},
			want: []string{"0", "10"}, bound: []string{"floor", ""}, level: "10",
		},
		{
			name: "held up to the share", amount: 50, lines: []fill.Line{held, line("b", 1, 0, none)},
			want: []string{"10", "40"}, bound: []string{"", ""}, level: "40",
		},
		{
			name: "won counts towards the cap", amount: 30, lines: []fill.Line{won, line("b", 1, 0, none)},
			want: []string{"10", "20"}, bound: []string{"cap", ""}, level: "20",
		},
		{
			name: "won more than the cap", amount: 30, lines: []fill.Line{above, line("b", 1, 0, none)},
			want: []string{"0", "30"}, bound: []string{"cap", ""}, level: "30",
		},
		{
			name: "a ceiling", amount: 30, lines: []fill.Line{line("a", 1, 0, none), line("b", 2, 0, none), line("c", 1, 0, none)},
			ceilings: []fill.Ceiling{{Name: "g", Members: []string{"a", "b"}, Amount: 6}},
			want:     []string{"2", "4", "24"}, bound: []string{"g", "g", ""}, level: "24",
		},
		{
			name: "a ceiling of floors alone", amount: 30, lines: []fill.Line{line("a", 1, 2, none), line("b", 2, 0, none), line("c", 1, 0, none)},
			ceilings: []fill.Ceiling{{Name: "g", Members: []string{"a", "b"}, Amount: 2}},
			want:     []string{"2", "0", "28"}, bound: []string{"g", "g", ""}, level: "28",
		},
		{
			name: "everyone under ceilings", amount: 30, lines: []fill.Line{line("a", 1, 0, none), line("b", 2, 0, none)},
			ceilings: []fill.Ceiling{{Name: "g", Members: []string{"a"}, Amount: 6}, {Name: "h", Members: []string{"b"}, Amount: 7}},
			want:     []string{"6", "7"}, bound: []string{"g", "h"}, level: "6",
		},
		{
			name: "a ceiling counts what was won", amount: 30, lines: []fill.Line{won, line("b", 2, 0, none)},
			ceilings: []fill.Ceiling{{Name: "g", Members: []string{"b", "w"}, Amount: 43}},
			want:     []string{"1", "2"}, bound: []string{"g", "g"}, level: "1",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			amount := one(c.amount, 1)
			s, err := fill.Weighted{}.Divide(amount, c.lines, c.ceilings)
			require.NoError(t, err)
			got := make([]string, len(s.Exact))
			for i, x := range s.Exact {
				got[i] = x.RatString()
			}
			assert.Equal(t, c.want, got)
			assert.Equal(t, c.bound, s.Bound)
			assert.Equal(t, c.level, s.Level.RatString())
			require.NoError(t, fill.Weighted{}.Certify(amount, c.lines, c.ceilings, s))
		})
	}
}

func TestFillErrors(t *testing.T) {
	a := fill.Line{ID: "a", Weight: one(1, 1), Cap: fill.NoCap}
	with := func(change func(l *fill.Line)) []fill.Line {
		l := a
		change(&l)
		return []fill.Line{l}
	}
	for _, c := range []struct {
		name     string
		amount   *big.Rat
		lines    []fill.Line
		ceilings []fill.Ceiling
		want     error
	}{
		{"no amount", nil, nil, nil, basis.ErrNumber},
		{"negative amount", one(-1, 2), nil, nil, basis.ErrNumber},
		{"a line twice", one(1, 1), []fill.Line{a, a}, nil, fill.ErrDuplicate},
		{"no weight", one(1, 1), with(func(l *fill.Line) { l.Weight = nil }), nil, basis.ErrNumber},
		{"negative weight", one(1, 1), with(func(l *fill.Line) { l.Weight = one(-1, 9) }), nil, basis.ErrNumber},
		{"negative won", one(1, 1), with(func(l *fill.Line) { l.Won = one(-1, 9) }), nil, basis.ErrNumber},
		{"negative cap", one(1, 1), with(func(l *fill.Line) { l.Cap = -1 }), nil, fill.ErrLimits},
		{"negative floor", one(1, 1), with(func(l *fill.Line) { l.Floor = -1 }), nil, fill.ErrLimits},
		{"negative held", one(1, 1), with(func(l *fill.Line) { l.Held = -1 }), nil, fill.ErrLimits},
		{"endless floor", one(1, 1), with(func(l *fill.Line) { l.Floor = fill.NoCap }), nil, fill.ErrLimits},
		{"cap below floor", one(1, 1), with(func(l *fill.Line) { l.Floor, l.Cap = 2, 1 }), nil, fill.ErrLimits},
		{"a ceiling without a name", one(1, 1), []fill.Line{a}, []fill.Ceiling{{Members: []string{"a"}}}, fill.ErrLimits},
		{"a ceiling named cap", one(1, 1), []fill.Line{a}, []fill.Ceiling{{Name: "cap", Members: []string{"a"}}}, fill.ErrLimits},
		{"a ceiling twice", one(1, 1), []fill.Line{a}, []fill.Ceiling{{Name: "g", Members: []string{"a"}}, {Name: "g", Members: []string{"a"}}}, fill.ErrDuplicate},
		{"a negative ceiling", one(1, 1), []fill.Line{a}, []fill.Ceiling{{Name: "g", Members: []string{"a"}, Amount: -1}}, fill.ErrLimits},
		{"an endless ceiling", one(1, 1), []fill.Line{a}, []fill.Ceiling{{Name: "g", Members: []string{"a"}, Amount: fill.NoCap}}, fill.ErrLimits},
		{"an empty ceiling", one(1, 1), []fill.Line{a}, []fill.Ceiling{{Name: "g"}}, basis.ErrMissing},
		{"an unknown member", one(1, 1), []fill.Line{a}, []fill.Ceiling{{Name: "g", Members: []string{"b"}}}, basis.ErrUnknown},
		{"a member twice", one(1, 1), []fill.Line{a}, []fill.Ceiling{{Name: "g", Members: []string{"a", "a"}}}, fill.ErrDuplicate},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := fill.Weighted{}.Divide(c.amount, c.lines, c.ceilings)
			require.ErrorIs(t, err, c.want)
		})
	}
}

func TestFloorsError(t *testing.T) {
	lines := []fill.Line{
		{ID: "b", Weight: one(1, 1), Floor: 30, Cap: fill.NoCap, Held: 5},
		{ID: "a", Weight: one(1, 1), Floor: 20, Cap: fill.NoCap, Won: one(5, 2)},
		{ID: "c", Weight: one(1, 1), Cap: fill.NoCap, Held: 2},
	}
	ceilings := []fill.Ceiling{{Name: "Huai", Members: []string{"b", "c"}, Amount: 29}}
	_, err := fill.Weighted{}.Divide(one(40, 1), lines, ceilings)
	require.ErrorIs(t, err, fill.ErrFloors)
	both := err.(interface{ Unwrap() []error }).Unwrap()
	require.Len(t, both, 2, "the ceiling and the pool")
	var f *fill.FloorsError
	require.ErrorAs(t, both[0], &f)
	assert.Equal(t, "Huai", f.Ceiling)
	assert.Equal(t, []string{"b"}, f.Members)
	assert.Equal(t, "30", f.Need.RatString())
	assert.Equal(t, "29", f.Have.RatString())
	require.ErrorAs(t, both[1], &f)
	assert.Empty(t, f.Ceiling)
	assert.Equal(t, []string{"a", "b"}, f.Members)
	assert.Equal(t, "95/2", f.Need.RatString())
	assert.Equal(t, "40", f.Have.RatString())
	f.Measure, f.Tranche = mu, "base"
	assert.Equal(t, "tranche base: floors cannot be met: pool: need 0.4750 mu, have 0.40 mu, 0.0750 mu short (a, b)", f.Error())
}

// TestCertifyRefuses changes each part of good shares.
func TestCertifyRefuses(t *testing.T) {
	lines := []fill.Line{
		{ID: "a", Weight: one(6, 1), Floor: 2, Cap: fill.NoCap},
		{ID: "b", Weight: one(12, 1), Cap: 2},
		{ID: "c", Weight: one(1, 1), Cap: fill.NoCap},
		{ID: "d", Weight: one(1, 1), Floor: 3, Cap: fill.NoCap},
		{ID: "e", Weight: one(5, 1), Cap: fill.NoCap},
		{ID: "f", Weight: one(1, 1), Cap: fill.NoCap, Out: basis.Textf("out")},
	}
	ceilings := []fill.Ceiling{{Name: "g", Members: []string{"e", "f"}, Amount: 1}}
	amount := one(9, 1)
	good, err := fill.Weighted{}.Divide(amount, lines, ceilings)
	require.NoError(t, err)
	require.Equal(t, []string{"", "cap", "", "floor", "g", ""}, good.Bound)
	for name, change := range map[string]func(s *fill.Shares){
		"a share more": func(s *fill.Shares) { s.Exact[0] = one(3, 1) },
		"a share less": func(s *fill.Shares) { s.Exact[2] = one(0, 1) },
		"from one to another": func(s *fill.Shares) {
			s.Exact[0].Sub(s.Exact[0], one(1, 7))
			s.Exact[2].Add(s.Exact[2], one(1, 7))
		},
		"cap passed":             func(s *fill.Shares) { s.Exact[1] = one(3, 1) },
		"floor missed":           func(s *fill.Shares) { s.Exact[3] = one(2, 1) },
		"ceiling passed":         func(s *fill.Shares) { s.Exact[4] = one(2, 1) },
		"ceiling not full":       func(s *fill.Shares) { s.Exact[4] = one(1, 2) },
		"a share to one out":     func(s *fill.Shares) { s.Exact[5] = one(1, 9) },
		"level up":               func(s *fill.Shares) { s.Level.Add(s.Level, one(1, 9)) },
		"no level":               func(s *fill.Shares) { s.Level = nil },
		"bound nothing for cap":  func(s *fill.Shares) { s.Bound[1] = "" },
		"bound cap for nothing":  func(s *fill.Shares) { s.Bound[0] = "cap" },
		"bound floor for cap":    func(s *fill.Shares) { s.Bound[1] = "floor" },
		"bound cap for floor":    func(s *fill.Shares) { s.Bound[3] = "cap" },
		"bound not a ceiling":    func(s *fill.Shares) { s.Bound[4] = "h" },
		"bound of no member":     func(s *fill.Shares) { s.Bound[2] = "g" },
		"bound nothing, ceiling": func(s *fill.Shares) { s.Bound[4] = "" },
		"bound of one out":       func(s *fill.Shares) { s.Bound[5] = "g" },
		"a share missing":        func(s *fill.Shares) { s.Exact[1] = nil },
		"shares too few":         func(s *fill.Shares) { s.Exact = s.Exact[:2] },
	} {
		t.Run(name, func(t *testing.T) {
			s, err := fill.Weighted{}.Divide(amount, lines, ceilings)
			require.NoError(t, err)
			require.NoError(t, fill.Weighted{}.Certify(amount, lines, ceilings, s))
			change(&s)
			require.Error(t, fill.Weighted{}.Certify(amount, lines, ceilings, s))
		})
	}
	// a floor that is just what the level gives does not bind
	two := []fill.Line{{ID: "a", Weight: one(1, 1), Cap: fill.NoCap}, {ID: "b", Weight: one(1, 1), Floor: 5, Cap: fill.NoCap}}
	s, err := fill.Weighted{}.Divide(one(10, 1), two, nil)
	require.NoError(t, err)
	require.Equal(t, []string{"", ""}, s.Bound)
	s.Bound[1] = fill.BoundFloor
	require.Error(t, fill.Weighted{}.Certify(one(10, 1), two, nil, s))

	// two in one full ceiling at different levels: not max-min, though all sums hold
	pair := []fill.Line{{ID: "a", Weight: one(1, 1), Cap: fill.NoCap}, {ID: "b", Weight: one(1, 1), Cap: fill.NoCap}, {ID: "c", Weight: one(1, 1), Cap: fill.NoCap}}
	under := []fill.Ceiling{{Name: "g", Members: []string{"a", "b"}, Amount: 6}}
	s, err = fill.Weighted{}.Divide(one(20, 1), pair, under)
	require.NoError(t, err)
	require.Equal(t, []string{"g", "g", ""}, s.Bound)
	s.Exact[0], s.Exact[1] = one(2, 1), one(4, 1)
	require.Error(t, fill.Weighted{}.Certify(one(20, 1), pair, under, s))

	require.Error(t, fill.Weighted{}.Certify(one(10, 1), lines, ceilings, good), "more was to be divided")
	require.Error(t, fill.Weighted{}.Certify(one(8, 1), lines, ceilings, good), "less was to be divided")
	require.Error(t, fill.Weighted{}.Certify(nil, lines, ceilings, good))
}
