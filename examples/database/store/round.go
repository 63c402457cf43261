package store

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"math"

	"github.com/countyeval/countyeval/evaluation/procedure"
	"github.com/countyeval/countyeval/indicators"
	"github.com/countyeval/countyeval/indicators/basis"
)

// AddRound stores a round: its framework and its units. One that is there stays as it is.
func (s *Store) AddRound(ctx context.Context, round, name string, f *indicators.Framework, units []indicators.Unit) error {
	text, err := json.Marshal(f)
	if err != nil {
		return err
	}
	return s.write(ctx, func(w *writer) error {
		if w.exec(insert("rounds", 3), round, name, string(text)) == 0 {
			return nil
		}
		for i, u := range units {
			tags, err := json.Marshal(u.Tags)
			if err != nil {
				return err
			}
			w.exec(insert("units", 8), round, u.Code, i+1, u.Name, u.Class, u.Region, u.Level, string(tags))
		}
		return nil
	})
}

// Framework is that of a round.
func (s *Store) Framework(ctx context.Context, round string) (*indicators.Framework, error) {
	var text string
	err := s.db.QueryRowContext(ctx, s.bound("SELECT framework FROM rounds WHERE round = ?"), round).Scan(&text)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, fmt.Errorf("there is no round %q", round)
	}
	if err != nil {
		return nil, err
	}
	return indicators.ReadFramework(bytes.NewReader([]byte(text)), "rounds "+round)
}

// Units are those of a round, in its order.
func (s *Store) Units(ctx context.Context, round string) (units []indicators.Unit, err error) {
	rows, err := s.Query(ctx, "SELECT unit, name, class, region, level, tags FROM units WHERE round = ? ORDER BY position", round)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for rows.Next() {
		var u indicators.Unit
		var tags []byte
		if err := rows.Scan(&u.Code, &u.Name, &u.Class, &u.Region, &u.Level, &tags); err != nil {
			return nil, err
		}
		if err := json.Unmarshal(tags, &u.Tags); err != nil {
			return nil, err
		}
		units = append(units, u)
	}
	return units, rows.Err()
}

// Report stores readings as they arrive, all or none. Who reports a figure once more
// replaces it; readings of different sources stand beside each other.
func (s *Store) Report(ctx context.Context, round string, readings ...indicators.Reading) error {
	return s.write(ctx, func(w *writer) error {
		for _, r := range readings {
			mark, err := r.Mark.MarshalText()
			if err != nil {
				return err
			}
			state, err := r.State.MarshalText()
			if err != nil {
				return err
			}
			confidential := 0
			if r.Confidential {
				confidential = 1
			}
			value := sql.NullFloat64{Float64: r.Value + 0, Valid: !math.IsNaN(r.Value)} // + 0: there is one zero
			w.exec("DELETE FROM readings WHERE round = ? AND unit = ? AND indicator = ? AND source = ?", round, r.Unit, r.Indicator, r.Source)
			w.exec(insert("readings", 12), round, r.Unit, r.Indicator, r.Source, r.Period, value, string(mark), confidential, r.Department, string(state), r.Note, r.Date)
		}
		return nil
	})
}

// Readings are the readings of a round. A sequence like this is all that
// [indicators.TableFromReadings] and [indicators.Merge] need of a data base.
func (s *Store) Readings(ctx context.Context, round string) iter.Seq2[indicators.Reading, error] {
	return func(yield func(indicators.Reading, error) bool) {
		rows, err := s.Query(ctx, `SELECT unit, indicator, source, period, value, mark, confidential, department, state, note, dated
			FROM readings WHERE round = ? ORDER BY unit, indicator, source`, round)
		if err != nil {
			yield(indicators.Reading{}, err)
			return
		}
		defer rows.Close()
		for rows.Next() {
			r, err := reading(rows)
			if !yield(r, err) {
				return
			}
		}
		if err := rows.Err(); err != nil {
			yield(indicators.Reading{}, err)
		}
	}
}

// reading is the reading of a row.
func reading(rows *sql.Rows) (r indicators.Reading, err error) {
	var value sql.NullFloat64
	var mark, state string
	if err := rows.Scan(&r.Unit, &r.Indicator, &r.Source, &r.Period, &value, &mark, &r.Confidential, &r.Department, &state, &r.Note, &r.Date); err != nil {
		return r, err
	}
	if r.Value = math.NaN(); value.Valid {
		r.Value = value.Float64
	}
	if err := r.Mark.UnmarshalText([]byte(mark)); err != nil {
		return r, err
	}
	return r, r.State.UnmarshalText([]byte(state))
}

// SaveTrail stores the entries of a trail that are not there yet. Entries that are there
// and differ are an error, and nothing is stored: a trail only grows.
func (s *Store) SaveTrail(ctx context.Context, round string, r *procedure.Round) error {
	var text bytes.Buffer
	if _, err := r.WriteTo(&text); err != nil {
		return err
	}
	lines := bytes.Split(bytes.TrimSuffix(text.Bytes(), []byte("\n")), []byte("\n"))
	return s.write(ctx, func(w *writer) error {
		for i, e := range r.Entries().All() {
			w.exec(insert("trail", 4), round, e.Number, e.Digest, string(lines[i]))
			var there string
			if w.err == nil {
				w.err = w.tx.QueryRowContext(ctx, s.bound("SELECT line FROM trail WHERE round = ? AND entry = ?"), round, e.Number).Scan(&there)
			}
			if w.err == nil && there != string(lines[i]) {
				return fmt.Errorf("round %s: entry %d of the trail is there already, and another one", round, e.Number)
			}
		}
		return nil
	})
}

// Trail makes a round of its trail, which is verified, and of which every action is taken
// once more by the rules.
func (s *Store) Trail(ctx context.Context, round string, head procedure.Head) (r *procedure.Round, err error) {
	rows, err := s.Query(ctx, "SELECT line FROM trail WHERE round = ? ORDER BY entry", round)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	var text bytes.Buffer
	for rows.Next() {
		var line []byte
		if err := rows.Scan(&line); err != nil {
			return nil, err
		}
		text.Write(append(line, '\n'))
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	return procedure.Read(&text, "trail "+round, head)
}

// SaveRegister stores the register as it stands on a day, in the language of the office.
func (s *Store) SaveRegister(ctx context.Context, round, date string, items []procedure.Item, lang basis.Language) error {
	return s.write(ctx, func(w *writer) error {
		w.exec("DELETE FROM register WHERE round = ? AND dated = ?", round, date)
		for i, x := range items {
			kind, err := x.Kind.MarshalText()
			if err != nil {
				return err
			}
			w.exec(insert("register", 10), round, date, i+1, string(kind), x.Office, x.Indicator, x.Due, x.Done, x.Late, x.Text.Say(lang, procedure.Texts()))
		}
		return nil
	})
}
