package data

import (
	"context"
	"database/sql"
	"path/filepath"
	"strings"

	"github.com/mattn/go-sqlite3"

	"fyrtio/data/vault"
)

// For the tests outside of the package that look at what the database keeps.

// Plain gives the database in clear, page by page: also what no row holds any more.
func Plain(ctx context.Context, s *Store) ([]byte, error) { return serialized(ctx, s.readers) }

// PlainBackup gives a backup in clear.
func PlainBackup(ctx context.Context, s *Store, b BackupInfo) ([]byte, error) {
	db, err := vault.Open(filepath.Join(s.dir, backupFolder, b.File), s.key, vault.Options{ReadOnly: true, MaxConns: 1})
	if err != nil {
		return nil, err
	}
	defer db.Close()
	return serialized(ctx, db)
}

func serialized(ctx context.Context, db *sql.DB) (b []byte, err error) {
	conn, err := db.Conn(ctx)
	if err != nil {
		return nil, err
	}
	defer conn.Close()
	return b, conn.Raw(func(c any) (err error) {
		b, err = c.(*sqlite3.SQLiteConn).Serialize("main")
		return err
	})
}

// Tables gives every row of every table by the table's name.
func Tables(ctx context.Context, s *Store) (map[string]string, error) {
	tables := map[string]string{}
	err := s.read(ctx, func(r reader) error {
		rows, err := r.rows(`SELECT name FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite_%'`)
		if err != nil {
			return err
		}
		var names []string
		if err := each(rows, func() error {
			var name string
			err := rows.Scan(&name)
			names = append(names, name)
			return err
		}); err != nil {
			return err
		}
		for _, name := range names {
			var b strings.Builder
			if err := dumpQuery(&b, r, `SELECT * FROM "`+name+`"`); err != nil {
				return err
			}
			tables[name] = b.String()
		}
		return nil
	})
	return tables, err
}

// Searchable gives what the search index in memory holds.
func Searchable(s *Store) string {
	var b strings.Builder
	for _, e := range s.index.list {
		b.WriteString(e.text)
		b.WriteByte('\n')
	}
	return b.String()
}

// Erased gives whose contact details were destroyed.
func Erased(ctx context.Context, s *Store) (list []string, err error) {
	err = s.read(ctx, func(r reader) error {
		rows, err := r.rows(`SELECT DISTINCT participant FROM erasure`)
		if err != nil {
			return err
		}
		return each(rows, func() error {
			var who string
			err := rows.Scan(&who)
			list = append(list, who)
			return err
		})
	})
	return list, err
}

// The database's file in the data folder, and the folder of backups.
const (
	DatabaseName = databaseName
	BackupFolder = backupFolder
)
