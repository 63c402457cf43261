package store_test

import (
	"context"
	"math"
	"os"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/countyeval/countyeval/evaluation"
	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/evaluation/procedure"
	"github.com/countyeval/countyeval/examples/database/store"
	"github.com/countyeval/countyeval/examples/database/store/storetest"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// counties are made up, and their figures grow with the shift.
func counties(tb testing.TB, n int, shift float64) (*indicators.Framework, []indicators.Unit, []indicators.Reading) {
	tb.Helper()
	f, err := indicators.NewFramework(indicators.Indicator{Code: "all", Children: []indicators.Indicator{{Code: "a"}, {Code: "b", Direction: indicators.Lower}}})
	require.NoError(tb, err)
	var units []indicators.Unit
	var readings []indicators.Reading
	for i := range n {
		code := "C" + string(rune('a'+i/26)) + string(rune('a'+i%26))
		units = append(units, indicators.Unit{Code: code, Name: "县 'x' \"y\" " + code, Tags: indicators.NewTags(map[string]string{"key": "值"})})
		for k, in := range []string{"a", "b"} {
			readings = append(readings, indicators.Reading{Unit: code, Indicator: in, Value: shift + float64((i*7919+k*31)%97)/8, Department: "stat", Source: "s"})
		}
	}
	return f, units, readings
}

func method() procedure.Method {
	return procedure.Method{
		Decision: evaluation.Decision{Ties: evaluation.Ties{Digits: new(2)}},
		Plans: []incentive.Plan{{
			Pool:    incentive.Pool{Name: "land", Measure: incentive.Measure{Name: "mu"}, Amount: 1000},
			Clauses: []incentive.Clause{incentive.ByScore{}},
		}},
	}
}

// outcome is what the method makes of the readings in the data base.
func outcome(tb testing.TB, s *store.Store, round string) procedure.Outcome {
	tb.Helper()
	ctx := context.Background()
	f, err := s.Framework(ctx, round)
	require.NoError(tb, err)
	units, err := s.Units(ctx, round)
	require.NoError(tb, err)
	table, err := indicators.TableFromReadings(f, units, s.Readings(ctx, round))
	require.NoError(tb, err)
	var o procedure.Outcome
	o.Result, o.Ranking, o.Awards, err = method().Evaluate(table, nil)
	require.NoError(tb, err)
	return o
}

// each runs a test on every data base there is.
func each(t *testing.T, f func(t *testing.T, s *store.Store)) {
	t.Helper()
	for name, dsn := range storetest.DataBases(t) {
		t.Run(name, func(t *testing.T) {
			s, err := store.Open(context.Background(), dsn)
			require.NoError(t, err)
			defer func() { require.NoError(t, s.Close()) }()
			f(t, s)
		})
	}
}

// count counts the rows of all tables that a run fills.
func count(tb testing.TB, s *store.Store, where string, args ...any) (n int) {
	tb.Helper()
	for _, table := range []string{"runs", "scores", "places", "awards", "ledger"} {
		rows, err := s.Query(context.Background(), "SELECT COUNT(*) FROM "+table+" WHERE run IN (SELECT run FROM runs WHERE "+where+")", args...)
		require.NoError(tb, err)
		require.True(tb, rows.Next())
		var k int
		require.NoError(tb, rows.Scan(&k))
		n += k
		require.NoError(tb, rows.Close())
	}
	return n
}

// TestReadings: what is reported comes back as it was, marks, states and missing figures too.
func TestReadings(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		t.Helper()
		ctx := context.Background()
		f, units, _ := counties(t, 3, 0)
		require.NoError(t, s.AddRound(ctx, "r", "a round", f, units))
		require.NoError(t, s.AddRound(ctx, "r", "again", f, units[:1]))
		back, err := s.Units(ctx, "r")
		require.NoError(t, err)
		assert.Equal(t, units, back)
		rapid.Check(t, func(rt *rapid.T) {
			text := rapid.StringMatching(`[a-z县'"%?$;\\ \n-]{0,8}`)
			r := indicators.Reading{
				Unit: rapid.SampledFrom([]string{"Caa", "Cab", "Cac"}).Draw(rt, "unit"), Indicator: rapid.SampledFrom([]string{"a", "b"}).Draw(rt, "indicator"),
				Period: text.Draw(rt, "period"), Value: rapid.Float64().Draw(rt, "value") + 0, // there is one zero
				Mark:         rapid.SampledFrom([]indicators.Mark{indicators.Reported, indicators.Open, indicators.Restated}).Draw(rt, "mark"),
				Confidential: rapid.Bool().Draw(rt, "confidential"), Department: text.Draw(rt, "department"), Source: text.Draw(rt, "source"),
				State: rapid.SampledFrom([]indicators.State{indicators.AsReported, indicators.Verified, indicators.Signed, indicators.InDoubt}).Draw(rt, "state"), Note: text.Draw(rt, "note"), Date: "2025-03-31",
			}
			if rapid.Bool().Draw(rt, "missing") {
				r.Value, r.Mark = math.NaN(), indicators.Missing
			}
			require.NoError(rt, s.Report(ctx, "r", r))
			found := false
			for got, err := range s.Readings(ctx, "r") {
				require.NoError(rt, err)
				if got.Unit != r.Unit || got.Indicator != r.Indicator || got.Source != r.Source {
					continue
				}
				found = true
				assert.Equal(rt, math.Float64bits(r.Value), math.Float64bits(got.Value))
				got.Value = r.Value
				if math.IsNaN(r.Value) {
					got.Value, r.Value = 0, 0
				}
				assert.Equal(rt, r, got)
			}
			assert.True(rt, found)
		})
		require.Error(t, s.Report(ctx, "r", indicators.Reading{Unit: "nobody", Indicator: "a", Source: "s"}), "a unit that the round does not have")
		require.Error(t, s.Report(ctx, "r", indicators.Reading{Unit: "Caa", Indicator: "a", Mark: 99}))
		for _, err := range s.Readings(ctx, "r") {
			require.NoError(t, err)
			break // the rest is not read
		}
		_, err = s.Framework(ctx, "nothing")
		require.ErrorContains(t, err, `there is no round "nothing"`)
	})
}

// TestRunOnce: a run is stored once, however often and by however many it is stored.
func TestRunOnce(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		t.Helper()
		ctx := context.Background()
		f, units, readings := counties(t, 6, 0)
		require.NoError(t, s.AddRound(ctx, "r", "", f, units))
		require.NoError(t, s.Report(ctx, "r", readings...))
		o := outcome(t, s, "r")
		var wg sync.WaitGroup
		var mu sync.Mutex
		names, now := map[string]bool{}, 0
		for range 6 {
			wg.Go(func() {
				run, stored, err := s.SaveRun(ctx, "r", "final", method(), o)
				mu.Lock()
				defer mu.Unlock()
				assert.NoError(t, err)
				names[run] = true
				if stored {
					now++
				}
			})
		}
		wg.Wait()
		assert.Len(t, names, 1)
		assert.Equal(t, 1, now)
		// 1 run, 6 x 3 scores, 6 places, 6 awards, and the entries of the ledgers
		var entries int
		for _, w := range o.Awards[0].Awards {
			entries += len(w.Ledger)
		}
		assert.Equal(t, 1+18+6+6+entries, count(t, s, "round = ?", "r"))
		_, stored, err := s.SaveRun(ctx, "r", "provisional", method(), o)
		require.NoError(t, err)
		assert.True(t, stored, "another stage is another run")
	})
}

// TestWhole: a run that cannot be stored to its end leaves nothing.
func TestWhole(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		t.Helper()
		ctx := context.Background()
		f, units, readings := counties(t, 6, 0)
		require.NoError(t, s.AddRound(ctx, "r", "", f, units))
		require.NoError(t, s.Report(ctx, "r", readings...))
		o := outcome(t, s, "r")
		canceled, cancel := context.WithCancel(ctx)
		cancel()
		_, stored, err := s.SaveRun(canceled, "r", "final", method(), o)
		require.ErrorIs(t, err, context.Canceled)
		assert.False(t, stored)
		// without the ledger the write fails when all before it is written
		_, err = s.DB().ExecContext(ctx, "ALTER TABLE ledger RENAME TO gone")
		require.NoError(t, err)
		_, stored, err = s.SaveRun(ctx, "r", "final", method(), o)
		require.Error(t, err)
		assert.False(t, stored)
		_, err = s.DB().ExecContext(ctx, "ALTER TABLE gone RENAME TO ledger")
		require.NoError(t, err)
		_, _, err = s.SaveRun(ctx, "no such round", "final", method(), o)
		require.Error(t, err)
		assert.Zero(t, count(t, s, "1 = 1"))
	})
}

// TestRoundsApart: writers of two rounds at once do not mix.
func TestRoundsApart(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		t.Helper()
		ctx := context.Background()
		var wg sync.WaitGroup
		for k, round := range []string{"one", "two"} {
			wg.Go(func() {
				f, units, readings := counties(t, 20+k, float64(100*k))
				assert.NoError(t, s.AddRound(ctx, round, "", f, units))
				for part := range slices.Chunk(readings, 5) {
					assert.NoError(t, s.Report(ctx, round, part...))
				}
				_, stored, err := s.SaveRun(ctx, round, "final", method(), outcome(t, s, round))
				assert.NoError(t, err)
				assert.True(t, stored)
			})
		}
		wg.Wait()
		for k, round := range []string{"one", "two"} {
			_, _, want := counties(t, 20+k, float64(100*k))
			n := 0
			for r, err := range s.Readings(ctx, round) {
				require.NoError(t, err)
				assert.Contains(t, want, r)
				n++
			}
			assert.Len(t, want, n)
			rows, err := s.Query(ctx, "SELECT COUNT(*) FROM places p JOIN runs r ON r.run = p.run WHERE r.round = ?", round)
			require.NoError(t, err)
			require.True(t, rows.Next())
			require.NoError(t, rows.Scan(&n))
			require.NoError(t, rows.Close())
			assert.Equal(t, 20+k, n)
		}
	})
}

// TestKilled: a connection that is killed in the middle of a write leaves nothing, and the
// next try stores the run.
func TestKilled(t *testing.T) {
	server := os.Getenv(storetest.Server)
	if server == "" {
		t.Skipf("no PostgreSQL server: %s is not set", storetest.Server)
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	s, err := store.Open(ctx, storetest.Postgres(t, server))
	require.NoError(t, err)
	defer func() { require.NoError(t, s.Close()) }()
	f, units, readings := counties(t, 10, 0)
	require.NoError(t, s.AddRound(ctx, "r", "", f, units))
	require.NoError(t, s.Report(ctx, "r", readings...))
	o := outcome(t, s, "r")

	lock, err := s.DB().BeginTx(ctx, nil) // holds the ledger, which comes last
	require.NoError(t, err)
	_, err = lock.ExecContext(ctx, "LOCK TABLE ledger IN ACCESS EXCLUSIVE MODE")
	require.NoError(t, err)
	failed := make(chan error, 1)
	go func() {
		_, _, err := s.SaveRun(ctx, "r", "final", method(), o)
		failed <- err
	}()
	killed := false
	for !killed { // until the writer waits for the lock, with all tables before it written
		require.NoError(t, ctx.Err())
		err := s.DB().QueryRowContext(ctx, `SELECT COALESCE(bool_or(pg_terminate_backend(pid)), false) FROM pg_stat_activity
			WHERE wait_event_type = 'Lock' AND datname = current_database()`).Scan(&killed)
		require.NoError(t, err)
	}
	require.Error(t, <-failed)
	require.NoError(t, lock.Rollback())
	assert.Zero(t, count(t, s, "1 = 1"))
	_, stored, err := s.SaveRun(ctx, "r", "final", method(), o)
	require.NoError(t, err)
	assert.True(t, stored)
}

// TestTrail: a trail comes back as it was, only grows, and a changed byte is found.
func TestTrail(t *testing.T) {
	each(t, func(t *testing.T, s *store.Store) {
		t.Helper()
		ctx := context.Background()
		f, units, readings := counties(t, 4, 0)
		require.NoError(t, s.AddRound(ctx, "r", "", f, units))
		open := func(name string) *procedure.Round {
			r, err := procedure.Open(procedure.Step{Office: "o", Date: "2025-03-10", Document: "1"}, procedure.Call{
				Name: named(name), Scheme: procedure.SchemeOf(named("s"), "text"), Framework: f, Units: units,
				Calendar: procedure.Calendar{Years: []int{2025}}, ReportBy: "2025-04-03", VerifyBy: "2025-04-18", NoticeDays: 5, DecideDays: 5,
			})
			require.NoError(t, err)
			return r
		}
		r := open("this")
		require.NoError(t, s.SaveTrail(ctx, "r", r))
		for _, unit := range units {
			var own []indicators.Reading
			for _, x := range readings {
				if x.Unit == unit.Code {
					x.Department = ""
					own = append(own, x)
				}
			}
			require.NoError(t, r.Do(procedure.Step{Office: "o", Date: "2025-03-11", Document: "2"}, procedure.Return{From: unit.Code, Readings: own}))
		}
		items, err := r.Register("2025-03-12")
		require.NoError(t, err)
		require.NotEmpty(t, items)
		for range 2 {
			require.NoError(t, s.SaveTrail(ctx, "r", r))
			require.NoError(t, s.SaveRegister(ctx, "r", "2025-03-12", items, basis.English))
		}
		read, err := s.Trail(ctx, "r", r.Head())
		require.NoError(t, err)
		assert.Equal(t, r.Head(), read.Head())
		require.ErrorContains(t, s.SaveTrail(ctx, "r", open("another")), "entry 1 of the trail is there already, and another one")
		read, err = s.Trail(ctx, "r", r.Head())
		require.NoError(t, err)
		assert.Equal(t, 5, read.Entries().Len())
		_, err = s.DB().ExecContext(ctx, "UPDATE trail SET line = replace(line, '2025-03-11', '2025-03-12') WHERE entry = 3")
		require.NoError(t, err)
		_, err = s.Trail(ctx, "r", r.Head())
		require.ErrorIs(t, err, procedure.ErrTrail)
		_, err = s.DB().ExecContext(ctx, "DELETE FROM trail WHERE entry = 3")
		require.NoError(t, err)
		_, err = s.Trail(ctx, "r", r.Head())
		require.ErrorIs(t, err, procedure.ErrTrail)
	})
}

func named(name string) basis.Text { return basis.Named(name, "") }
