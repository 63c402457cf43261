package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"math"
	"math/big"

	"github.com/countyeval/countyeval/evaluation/incentive"
	"github.com/countyeval/countyeval/evaluation/procedure"
	"github.com/countyeval/countyeval/indicators/basis"
)

// SaveRun stores a result of a round: method, scores, places, awards and ledgers. It tells
// the name of the run, and whether it was stored now or had been before. Either all of it
// is stored, or nothing.
func (s *Store) SaveRun(ctx context.Context, round, stage string, m procedure.Method, o procedure.Outcome) (run string, stored bool, err error) {
	method, err := basis.Marshal(m, procedure.Kinds())
	if err != nil {
		return "", false, err
	}
	outcome, err := basis.Marshal(o, procedure.Kinds())
	if err != nil {
		return "", false, err
	}
	digest := sha256.New()
	for _, part := range [][]byte{[]byte(round), []byte(stage), method, outcome} {
		length := sha256.Sum256(part) // so that no part runs into the next
		digest.Write(length[:])
	}
	run = hex.EncodeToString(digest.Sum(nil))
	err = s.write(ctx, func(w *writer) error {
		if w.exec(insert("runs", 5), run, round, stage, string(method), basis.Version) == 0 {
			return nil // it is there, whole
		}
		stored = true
		w.scores(run, o)
		w.places(run, o)
		for _, a := range o.Awards {
			w.awards(run, a)
		}
		return nil
	})
	return run, stored && err == nil, err
}

// scores stores the scores of all indicators; a unit that has none has no row.
func (w *writer) scores(run string, o procedure.Outcome) {
	f := o.Result.Prepared.Framework()
	for _, in := range f.Nodes() {
		scores := o.Result.Scores(in.Code)
		for i := range scores.Len() {
			if x := scores.At(i); !math.IsNaN(x) {
				w.exec(insert("scores", 4), run, o.Result.Prepared.Unit(i).Code, in.Code, x)
			}
		}
	}
}

// places stores the ranking.
func (w *writer) places(run string, o procedure.Outcome) {
	for i, p := range o.Ranking.Places {
		rank := sql.NullInt64{Int64: int64(p.Rank), Valid: p.Rank > 0}
		score := sql.NullFloat64{Float64: p.Score, Valid: !math.IsNaN(p.Score)}
		w.exec(insert("places", 7), run, p.Unit.Code, i+1, rank, score, p.Grade, p.Out.String())
	}
}

// awards stores the awards of a pool with their ledgers.
func (w *writer) awards(run string, a *incentive.Allocation) {
	pool := a.Pool
	for _, x := range a.Awards {
		unit := x.Place.Unit.Code
		w.exec(insert("awards", 7), run, pool.Name, unit, int64(x.Amount), pool.Measure.Digits, pool.Measure.Name, x.Bound)
		for k, e := range x.Ledger {
			article := sql.NullInt64{Int64: int64(e.Article), Valid: e.Article > 0}
			w.exec(insert("ledger", 12), run, pool.Name, unit, k+1, e.Tranche, e.Kind.String(), article, e.Clause, e.Why.String(), exact(e.From), exact(e.To), e.Delta.RatString())
		}
	}
}

// exact is a number as text; nil is none.
func exact(x *big.Rat) sql.NullString {
	if x == nil {
		return sql.NullString{}
	}
	return sql.NullString{String: x.RatString(), Valid: true}
}
