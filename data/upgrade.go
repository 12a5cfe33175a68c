package data

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"fyrtio/core/fault"
	"fyrtio/data/vault"
)

// upgrade is how a database of an earlier program was brought up to this one's schema.
type upgrade struct {
	From, To int
	backup   BackupInfo
}

// bringUp brings the database up to this program's schema. A database that an earlier
// program has used is copied first, and the copy verified, so that the way back is
// open: the copy is of the earlier schema and that program opens it. nil = nothing to do.
func (s *Store) bringUp(ctx context.Context) (*upgrade, error) {
	steps, err := migrations()
	if err != nil {
		return nil, fmt.Errorf("read the schema: %w", err)
	}
	version, err := schemaVersion(ctx, s.writer)
	if err != nil {
		return nil, err
	}
	if version == 0 || version >= len(steps) {
		return nil, migrate(ctx, s.writer)
	}
	u := &upgrade{From: version, To: len(steps), backup: s.newBackup(BeforeUpgrade)}
	path := filepath.Join(s.dir, backupFolder, u.backup.File)
	if err := s.copyAside(ctx, path, u); err != nil {
		_ = os.Remove(path)
		return nil, fault.Wrap(codeOr(err, fault.Refused), err, "data.err.upgrade.backup")
	}
	return u, migrate(ctx, s.writer)
}

// copyAside copies the database as it is before the upgrade and verifies the copy.
func (s *Store) copyAside(ctx context.Context, path string, u *upgrade) (err error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	if err := vault.Backup(ctx, s.writer, path, s.key); err != nil {
		return err
	}
	if err := vault.Verify(path, s.key); err != nil {
		return err
	}
	db, err := vault.Open(path, s.key, vault.Options{ReadOnly: true, MaxConns: 1})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	version, err := schemaVersion(ctx, db)
	if err != nil {
		return err
	}
	if version != u.From {
		return fault.New(fault.Damaged, "data.err.backup.differs")
	}
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	u.backup.Size = info.Size()
	return nil
}

// logUpgrade remembers the upgrade and the copy that was made before it.
func (s *Store) logUpgrade(ctx context.Context, u *upgrade) error {
	return s.write(ctx, act{Act: "upgrade", Detail: map[string]any{"from": u.From, "to": u.To, "file": u.backup.File}}, func(t *tx) error {
		head, err := readHead(t)
		if err != nil {
			return err
		}
		u.backup.Head = head
		return t.rememberBackup(u.backup)
	})
}

func schemaVersion(ctx context.Context, db *sql.DB) (version int, err error) {
	if err := db.QueryRowContext(ctx, "PRAGMA user_version").Scan(&version); err != nil {
		return 0, fmt.Errorf("read the schema's version: %w", err)
	}
	return version, nil
}
