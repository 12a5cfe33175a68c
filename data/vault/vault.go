// Package vault keeps a SQLite database encrypted and authenticated on disk, page
// by page, with a VFS of its own beside the unmodified go-sqlite3.
//
// Each page of the database and of its write-ahead log is sealed with
// XChaCha20-Poly1305, a random nonce, and its place. A byte that was changed, a
// page that was moved, a file that was cut is an error (fault.Damaged), never a
// wrong answer. Not noticed is someone who puts back an older copy of a page or of
// the whole file: no key can tell old truth from new. The shared-memory file
// (-shm) is an index of the log and holds page numbers and checksums, no text.
//
// One process at a time: see data/folder for the lock.
package vault

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/mattn/go-sqlite3"

	"fyrtio/core/fault"
	"fyrtio/data/folder"
)

// Options say how a database is opened. The zero value is the one writer.
type Options struct {
	// Create makes the database if there is none. Without it a missing database is
	// fault.NotFound: an empty one must never stand in for a lost one.
	Create bool
	// ReadOnly makes a pool for reading: deferred transactions, writes are refused.
	ReadOnly bool
	// MaxConns is the number of connections; 0 is 1 for the writer, 4 for readers.
	MaxConns int
	// Hook, if any, is run on each new connection, for collations and functions.
	Hook func(*sqlite3.SQLiteConn) error

	atRest bool // for Verify: nothing is written, not even beside the file
}

// cacheKiB is how much of the database each connection keeps in clear in memory: a
// page that is there need not be opened again, and a large import need not push
// pages out and take them back.
const cacheKiB = 16 * 1024

// busyTimeout is how long a connection waits for another one's lock.
const busyTimeout = 10 * time.Second

// opening makes the check of a crashed log and the registration one step.
var opening sync.Mutex

// Open gives a pool of connections to the database at path, in WAL mode with
// synchronous=FULL: what is committed is on the disk. Transactions of a writer
// take the lock when they begin (BEGIN IMMEDIATE).
//
// Errors: fault.NotFound if there is no database, ErrKey (fault.Locked) for a
// wrong key, ErrDamaged (fault.Damaged) for a file that is not as it was written.
func Open(path string, key [32]byte, o Options) (*sql.DB, error) {
	if err := registerVFS(); err != nil {
		return nil, err
	}
	path, err := resolve(path)
	if err != nil {
		return nil, fmt.Errorf("open database: %w", err)
	}
	c, err := prepare(path, key, o)
	if err != nil {
		return nil, err
	}
	db := sql.OpenDB(c)
	if o.MaxConns <= 0 {
		o.MaxConns = 1
		if o.ReadOnly {
			o.MaxConns = 4
		}
	}
	db.SetMaxOpenConns(o.MaxConns)
	db.SetMaxIdleConns(o.MaxConns)
	if err := probe(db, o); err != nil {
		db.Close()
		return nil, explain(path, key, err)
	}
	return db, nil
}

// prepare looks at the files before SQLite does, makes them if that is wanted, and
// registers the key.
func prepare(path string, key [32]byte, o Options) (*connector, error) {
	opening.Lock()
	defer opening.Unlock()
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist) && o.Create:
		if err := create(path, key); err != nil {
			return nil, err
		}
	case errors.Is(err, fs.ErrNotExist):
		return nil, fault.Wrap(fault.NotFound, err, "vault.err.missing", "File", filepath.Base(path))
	case err != nil:
		return nil, fmt.Errorf("open database: %w", err)
	case info.Size() < pageSize:
		return nil, damaged(path, errors.New("the file has no whole page"))
	}
	if !inUse(path) {
		if err := checkLog(path, newSealer(key)); err != nil {
			return nil, err
		}
	}
	return newConnector(path, key, o, nil), nil
}

// probe makes the first connection and reads page 1.
func probe(db *sql.DB, o Options) error {
	var mode string
	if err := db.QueryRow("PRAGMA journal_mode").Scan(&mode); err != nil {
		return err
	}
	if mode != "wal" && !o.atRest {
		return fmt.Errorf("journal mode is %q, not wal", mode)
	}
	var n int
	return db.QueryRow("SELECT count(*) FROM sqlite_schema").Scan(&n)
}

// resolve gives the one name under which the process knows a file.
func resolve(path string) (string, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return "", err
	}
	dir, err := filepath.EvalSymlinks(filepath.Dir(path))
	if err != nil {
		return "", err
	}
	return filepath.Join(dir, filepath.Base(path)), nil
}

// A connector opens connections for one pool.
type connector struct {
	driver sqlite3.SQLiteDriver
	dsn    string
	path   string
	token  int64
}

// newConnector registers the key. The first step, if any, runs before everything
// else on a new connection.
func newConnector(path string, key [32]byte, o Options, first func(*sqlite3.SQLiteConn) error) *connector {
	c := &connector{path: path, token: register(path, key)}
	c.driver.ConnectHook = func(conn *sqlite3.SQLiteConn) error {
		if first != nil {
			if err := first(conn); err != nil {
				return err
			}
		}
		// Temporary tables and sorts stay in memory; the shim would refuse their files.
		if err := runAll(conn, "PRAGMA temp_store=MEMORY", "PRAGMA cell_size_check=ON"); err != nil {
			return err
		}
		if o.Hook != nil {
			return o.Hook(conn)
		}
		return nil
	}
	q := url.Values{}
	q.Set("vfs", "fyrtio")
	q.Set("vault", fmt.Sprint(c.token))
	q.Set("mode", "rw")
	switch {
	case o.Create:
		q.Set("mode", "rwc")
	case o.atRest:
		q.Set("mode", "ro")
		q.Set("immutable", "1")
	}
	q.Set("_busy_timeout", fmt.Sprint(busyTimeout.Milliseconds()))
	q.Set("_cache_size", fmt.Sprint(-cacheKiB))
	q.Set("_foreign_keys", "1")
	q.Set("_synchronous", "FULL")
	q.Set("_secure_delete", "1")
	if o.ReadOnly {
		q.Set("_query_only", "1")
	} else {
		q.Set("_txlock", "immediate")
	}
	c.dsn = uri(path) + "?" + q.Encode()
	return c
}

// uri writes a path as SQLite reads it in a file: URI, on Windows too.
func uri(path string) string {
	path = filepath.ToSlash(path)
	if !strings.HasPrefix(path, "/") {
		path = "/" + path // C:/… is written /C:/…
	}
	return "file:" + (&url.URL{Path: path}).EscapedPath()
}

// Connect opens a connection; database/sql calls it.
func (c *connector) Connect(context.Context) (driver.Conn, error) {
	conn, err := c.driver.Open(c.dsn)
	if err != nil {
		return nil, err
	}
	return conn, nil
}

// Driver gives the driver below; database/sql calls it.
func (c *connector) Driver() driver.Driver { return &c.driver }

// Close lets the key go; database/sql calls it when the pool is closed.
func (c *connector) Close() error {
	retire(c.token)
	return nil
}

func runAll(conn *sqlite3.SQLiteConn, statements ...string) error {
	for _, s := range statements {
		if _, err := conn.Exec(s, nil); err != nil {
			return fmt.Errorf("%s: %w", s, err)
		}
	}
	return nil
}

// create makes an empty database beside path and renames it, so that a half-made
// one is never found.
func create(path string, key [32]byte) error {
	if _, err := os.Stat(path + "-wal"); err == nil {
		return damaged(path, errors.New("there is a log but no database"))
	}
	return beside(path, key, func(conn *sqlite3.SQLiteConn) error {
		return runAll(conn, "PRAGMA journal_mode=WAL", "PRAGMA application_id=1180258900") // "FYRT"
	})
}

// beside makes a new database file next to path with fill, puts it on the disk and
// renames it to path. Its own journal is in memory: a crash leaves only the file
// that has not been renamed.
func beside(path string, key [32]byte, fill func(*sqlite3.SQLiteConn) error) error {
	draft := path + ".new"
	for _, name := range []string{draft, draft + "-wal", draft + "-shm"} {
		if err := os.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("make database: %w", err)
		}
	}
	c := newConnector(draft, key, Options{Create: true}, func(conn *sqlite3.SQLiteConn) error {
		const reserveBytes = 38 // SQLITE_FCNTL_RESERVE_BYTES
		if err := conn.SetFileControlInt("main", reserveBytes, reserved); err != nil {
			return err
		}
		return runAll(conn, "PRAGMA page_size=4096", "PRAGMA journal_mode=MEMORY")
	})
	defer c.Close()
	err := func() error {
		conn, err := c.driver.Open(c.dsn)
		if err != nil {
			return err
		}
		err = fill(conn.(*sqlite3.SQLiteConn))
		return errors.Join(err, conn.Close())
	}()
	if err == nil {
		err = os.Chmod(draft, 0o600)
	}
	if err == nil {
		err = folder.Publish(draft, path)
	}
	if err != nil {
		os.Remove(draft)
		return Fault(fmt.Errorf("make database: %w", err))
	}
	return nil
}
