package vault

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/mattn/go-sqlite3"
)

// backupStep is how many pages are copied between two looks at the context.
const backupStep = 4096

// Backup writes a copy of src, as it is at this moment, to path, sealed with key.
// The copy is written beside and renamed when it is on the disk: an interrupted
// backup leaves the file that was there. Writers of src go on meanwhile if src is a
// pool of readers; a pool with one writer is held. Check a backup with Verify.
func Backup(ctx context.Context, src *sql.DB, path string, key [32]byte) error {
	if err := registerVFS(); err != nil {
		return err
	}
	path, err := resolve(path)
	if err != nil {
		return fmt.Errorf("back up: %w", err)
	}
	conn, err := src.Conn(ctx)
	if err != nil {
		return Fault(fmt.Errorf("back up: %w", err))
	}
	defer conn.Close()
	return conn.Raw(func(c any) error {
		from, ok := c.(*sqlite3.SQLiteConn)
		if !ok {
			return errors.New("back up: not a SQLite database")
		}
		// A read transaction of our own keeps one state from the first step to the last.
		if err := runAll(from, "BEGIN DEFERRED", "SELECT count(*) FROM sqlite_schema"); err != nil {
			return Fault(err)
		}
		err := beside(path, key, func(to *sqlite3.SQLiteConn) error { return copyPages(ctx, to, from) })
		return errors.Join(err, runAll(from, "ROLLBACK"))
	})
}

func copyPages(ctx context.Context, to, from *sqlite3.SQLiteConn) error {
	b, err := to.Backup("main", from, "main")
	if err != nil {
		return err
	}
	for done := false; !done && err == nil; {
		if err = ctx.Err(); err == nil {
			done, err = b.Step(backupStep)
		}
	}
	return errors.Join(err, b.Finish())
}

// Verify reads the whole database at path: every page must open with key, and
// SQLite must find it sound. It returns nil or a damaged error (or ErrKey,
// fault.NotFound). A file at rest, such as a backup on a medium that cannot be
// written, is only read; a database with a log from a crash is brought up to date.
func Verify(path string, key [32]byte) error {
	path, err := resolve(path)
	if err != nil {
		return fmt.Errorf("verify database: %w", err)
	}
	info, statErr := os.Stat(path + "-wal")
	atRest := !inUse(path) && (statErr != nil || info.Size() == 0)
	db, err := Open(path, key, Options{ReadOnly: true, MaxConns: 1, atRest: atRest})
	if err != nil {
		return err
	}
	err = sound(db)
	if err != nil {
		err = Fault(fmt.Errorf("verify database: %w", err))
	}
	if closeErr := db.Close(); err == nil && closeErr != nil {
		err = fmt.Errorf("verify database: %w", closeErr)
	}
	opening.Lock() // nobody may open the database while the file is read past SQLite
	defer opening.Unlock()
	if err != nil || inUse(path) {
		return err
	}
	return everyPage(path, newSealer(key))
}

// sound asks SQLite to follow every tree and every reference.
func sound(db *sql.DB) error {
	var verdict string
	if err := db.QueryRow("PRAGMA integrity_check(1)").Scan(&verdict); err != nil {
		return err
	}
	if verdict != "ok" {
		return damaged("integrity_check", errors.New(verdict))
	}
	rows, err := db.Query("PRAGMA foreign_key_check")
	if err != nil {
		return err
	}
	defer rows.Close()
	if rows.Next() {
		return damaged("foreign_key_check", errors.New("a row refers to one that is gone"))
	}
	return rows.Err()
}

// everyPage opens each page of a database at rest, the unused ones too, which
// SQLite does not look at.
func everyPage(path string, s *sealer) error {
	file, err := os.Open(path)
	if err != nil {
		return fmt.Errorf("verify database: %w", err)
	}
	defer file.Close()
	const lockPage = 1<<30/pageSize + 1 // SQLite locks bytes there and never writes it
	page := make([]byte, pageSize)
	for number := uint32(1); ; number++ {
		_, err := io.ReadFull(file, page)
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) {
			return fmt.Errorf("verify database: %w", err)
		}
		if err != nil || number != lockPage && s.open(page, place(number, nil)) != nil {
			return damaged(path, fmt.Errorf("page %d does not open", number))
		}
	}
}
