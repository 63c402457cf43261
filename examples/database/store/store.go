// Package store keeps evaluations in a relational data base: units and readings, results by
// run, ranks, grades, awards with their ledgers, the audit trail and the work register.
// It speaks the SQL that SQLite and PostgreSQL share (schema.sql).
//
// Everything is written in transactions: a run is stored whole or not at all, and one that
// is stored twice is one.
package store

import (
	"context"
	"database/sql"
	_ "embed" // for the schema
	"fmt"
	"strings"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver pgx
	_ "modernc.org/sqlite"             // the driver sqlite
)

//go:embed schema.sql
var schema string

// Store is a data base with the schema of this package. It is safe for use by several
// goroutines, each of which may write its own rounds.
type Store struct {
	db     *sql.DB
	driver string
}

// Open opens a data base and makes the tables that are not there. The name of a PostgreSQL
// data base begins with postgres:// or postgresql://; any other is the file of an SQLite one.
func Open(ctx context.Context, dsn string) (*Store, error) {
	s := &Store{driver: "sqlite"}
	name := "file:" + dsn + "?_pragma=busy_timeout(30000)&_pragma=foreign_keys(1)&_pragma=journal_mode(wal)&_txlock=immediate"
	if strings.HasPrefix(dsn, "postgres://") || strings.HasPrefix(dsn, "postgresql://") {
		s.driver, name = "pgx", dsn
	}
	var err error
	if s.db, err = sql.Open(s.driver, name); err != nil {
		return nil, err
	}
	if err := s.create(ctx); err != nil {
		return nil, fmt.Errorf("the tables cannot be made: %w", errOr(s.db.Close(), err))
	}
	return s, nil
}

// errOr is the second error, with the first if there is one.
func errOr(closing, err error) error {
	if closing != nil {
		return fmt.Errorf("%w; %w", err, closing)
	}
	return err
}

// create makes the tables that are not there, one writer after another.
func (s *Store) create(ctx context.Context) error {
	return s.write(ctx, func(w *writer) error {
		if s.driver == "pgx" {
			const number = 20250508 // of a lock that all writers of this schema take
			w.exec("SELECT pg_advisory_xact_lock(?)", number)
		}
		for statement := range strings.SplitSeq(schema, ";\n") {
			if strings.TrimSpace(statement) != "" {
				w.exec(statement)
			}
		}
		return nil
	})
}

// Close closes the data base.
func (s *Store) Close() error { return s.db.Close() }

// DB is the data base itself, for queries of one's own.
func (s *Store) DB() *sql.DB { return s.db }

// bound is a query with the parameters of the driver: ? for SQLite, $1, $2 for PostgreSQL.
func (s *Store) bound(query string) string {
	if s.driver != "pgx" {
		return query
	}
	var b strings.Builder
	n := 0
	for _, r := range query {
		if r != '?' {
			b.WriteRune(r)
			continue
		}
		n++
		fmt.Fprintf(&b, "$%d", n)
	}
	return b.String()
}

// Query asks with parameters written as ?, whatever the data base.
func (s *Store) Query(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	return s.db.QueryContext(ctx, s.bound(query), args...)
}

// writer writes in a transaction, and keeps its first error.
type writer struct {
	ctx   context.Context
	store *Store
	tx    *sql.Tx
	err   error
}

// write does all that f writes, or nothing.
func (s *Store) write(ctx context.Context, f func(w *writer) error) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	w := &writer{ctx: ctx, store: s, tx: tx}
	if err := f(w); err != nil && w.err == nil {
		w.err = err
	}
	if w.err != nil {
		_ = tx.Rollback() // of a broken connection it says so once more
		return w.err
	}
	return tx.Commit()
}

// exec carries out a statement, and tells how many rows it made.
func (w *writer) exec(statement string, args ...any) (rows int64) {
	if w.err != nil {
		return 0
	}
	done, err := w.tx.ExecContext(w.ctx, w.store.bound(statement), args...)
	if err != nil {
		w.err = err
		return 0
	}
	rows, w.err = done.RowsAffected()
	return rows
}

// insert is the statement that makes a row with so many columns, unless it is there.
func insert(table string, columns int) string {
	return "INSERT INTO " + table + " VALUES (?" + strings.Repeat(", ?", columns-1) + ") ON CONFLICT DO NOTHING"
}
