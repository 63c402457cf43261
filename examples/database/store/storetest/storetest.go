// Package storetest gives tests the data bases that there are: an SQLite file always, and a
// PostgreSQL data base of its own for each test where the environment names a server,
//
//	COUNTYEVAL_POSTGRES=postgres://postgres@127.0.0.1:5432/postgres go test ./...
package storetest

import (
	"context"
	"database/sql"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"sync/atomic"
	"testing"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver pgx
	"github.com/stretchr/testify/require"
)

// Server is the variable of the environment that names the server.
const Server = "COUNTYEVAL_POSTGRES"

var made atomic.Int64

// DataBases are empty ones, by the name of the program.
func DataBases(t *testing.T) map[string]string {
	t.Helper()
	out := map[string]string{"SQLite": filepath.Join(t.TempDir(), "test.db")}
	if server := os.Getenv(Server); server != "" {
		out["PostgreSQL"] = Postgres(t, server)
	}
	return out
}

// Postgres makes a data base on a server for the time of the test.
func Postgres(t *testing.T, server string) string {
	t.Helper()
	admin, err := sql.Open("pgx", server)
	require.NoError(t, err)
	name := fmt.Sprintf("test_%d_%d", os.Getpid(), made.Add(1))
	_, err = admin.ExecContext(context.Background(), "CREATE DATABASE "+name)
	require.NoError(t, err)
	t.Cleanup(func() {
		_, err := admin.ExecContext(context.Background(), "DROP DATABASE "+name+" WITH (FORCE)")
		require.NoError(t, err)
		require.NoError(t, admin.Close())
	})
	dsn, err := url.Parse(server)
	require.NoError(t, err)
	dsn.Path = "/" + name
	return dsn.String()
}
